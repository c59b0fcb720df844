"""Whether the data can be trusted today, and how each number is counted."""

import streamlit as st

from components.definitions import defect_list, faults, lacking_list, metric_list, run_log, trust
from components.reading import read
from components.scope import current
from data_access import quality

scope = current()
runs, defects = read(quality.runs()), read(quality.defects(scope.rights))

with st.container(key="definitions"):
    trust.sentence(runs, defects)
    faults.draw(defects, scope)
    lacking_list.draw()
    metric_list.draw(st.query_params.get("q", "")[:100])
    defect_list.draw(defects)
    run_log.draw(runs)
