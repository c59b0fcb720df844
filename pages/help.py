"""How to use the dashboard: for each role what to look at, and what the numbers mean."""

import streamlit as st

from components.guide import sheets
from components.scope import current

with st.container(key="help"):
    sheets.draw(current())
