"""Serves the kitchen page the way app.py serves the frame."""

import streamlit as st

import delivery
from app import say_broken

app = st.App("kitchen.py", middleware=delivery.MIDDLEWARE, routes=delivery.ROUTES, on_script_error=say_broken)
