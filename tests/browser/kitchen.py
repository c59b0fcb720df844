"""A page with one of every element whose words Streamlit writes itself, for tests of the chrome."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from components import scope
from components.parts.html import draw
from data_access.wording import text

st.set_page_config(layout="wide")
scope.language_of(st.query_params.to_dict())
seen = st.query_params.get("x", "none")
draw(
    Markup(
        f'<p id="seen">{seen if seen.isalnum() else ""}</p><p><a data-inner id="one" href="/?x=1">1</a> '
        '<a data-inner id="two" href="/?x=2">2</a></p>'
        '<svg width="80" height="30"><a data-inner id="drawn" href="/?x=3"><rect width="80" height="30"/></a></svg>'
    )
)
st.selectbox("甲", ["1", "2"], index=None)
st.multiselect("乙", ["1", "2"])
st.date_input("丙", value=date(2017, 7, 16))
st.number_input("丁", 0, 10)
st.text_input("戊")
st.dataframe(pd.DataFrame({"甲": [1, 2]}))
st.plotly_chart(go.Figure(go.Bar(x=["甲", "乙"], y=[1, 2])))
own = st.components.v2.component(
    "own",
    html="<output></output>",
    js="export default ({ parentElement }) => { parentElement.querySelector('output').textContent = '己'; }",
)
own()
if st.button(text("frame.menu")):
    raise ValueError("planted")
