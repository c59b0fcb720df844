"""How each number is counted, and whether the data can be trusted today."""

import streamlit as st

from components.definitions import defect_list, metric_list, run_log, trust
from components.reading import read
from components.scope import current
from data_access import quality

current()
runs, defects = read(quality.runs()), read(quality.defects())

with st.container(key="definitions"):
    trust.sentence(runs, defects)
    metric_list.draw(st.query_params.get("q", "")[:100])
    defect_list.draw(defects)
    run_log.draw(runs)
