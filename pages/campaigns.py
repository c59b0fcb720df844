"""What campaigns are and were held, what they brought on the platform, and what they moved."""

import streamlit as st

from components.campaigns import chosen, overview
from components.reading import read
from components.scope import current
from data_access import campaigns
from data_access.settings import settings

scope, configured = current(), settings()
on, code = scope.on, scope.parameter("campaign") or ""
own, places, photos = read(campaigns.one(code, on, configured))

with st.container(key="campaigns" if own is None else "campaign"):
    if own is None:
        listed = read(campaigns.listed(on, configured))
        overview.sentence(listed, code)
        overview.draw(listed, read(campaigns.photos(on)), scope)
    else:
        chosen.sentence(own, places, scope)
        chosen.figures(own)
        chosen.pictures(photos)
        chosen.effect(own, read(campaigns.moved(own, on)))
