"""Who may sign in, which screens are paired, which settings are in force, and who did what."""

import streamlit as st

from components.administration import (
    account_form,
    account_list,
    audit_log,
    device_form,
    settings_list,
    summary,
    target_form,
)
from components.administration.town_units import Units
from components.parts import long_table
from components.reading import later, read
from components.scope import current
from data_access import registration
from data_access.access import administration
from data_access.cases import names
from data_access.registration import targets
from data_access.settings import settings

scope, part = current(), long_table.requested("acts")
screens = read(administration.devices())
accounts, acts = read(administration.accounts()), read(administration.acts(part.searched, part.rows + 1))
units = Units(read(registration.committees()), read(names.departments(scope.latest)))

with st.container(key="administration"):
    summary.sentence(accounts, read(administration.acts("", 1)))
    account_form.draw_chosen(accounts, units, scope)
    account_list.draw(accounts, units, *account_form.ways(scope))
    account_list.devices(screens)
    device_form.draw_forms(screens, scope)
    target_form.draw_forms(read(targets.governing(scope.latest)), units, scope)
    audit_log.draw(acts, part, later(administration.acts(part.searched)), scope)
    settings_list.draw(settings())
