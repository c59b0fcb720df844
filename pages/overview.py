"""A page to come."""

import streamlit as st

from components.scope import current
from data_access.wording import text

scope = current()
st.title(text("nav.overview"))
