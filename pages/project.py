"""One work."""

import streamlit as st

from components.scope import current
from data_access.wording import text

current()
with st.container(key="project"):
    st.html(f'<h1 class="sentence">{text("nav.project")}</h1>')
