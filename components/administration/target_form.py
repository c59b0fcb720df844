"""Where the office sets the coverage that the town or a committee is to reach, and takes a target back."""

import unicodedata
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from components import writing
from components.administration.town_units import Units
from components.parts.html import draw, h2, p
from components.scope import Scope
from components.words import numerals
from components.writing import Form, Writer
from data_access.registration import targets_kept
from data_access.settings import store_url
from data_access.store import TOWN
from data_access.wording import text

_FORM = "target"


@dataclass(frozen=True)
class Done:
    """What was done (`key`: of its sentence), to which target: of an area (TOWN or a committee), its coverage and day."""

    key: str
    area: str
    coverage: float
    due: date


def draw_forms(targets: pd.DataFrame, units: Units, scope: Scope) -> None:
    """The card of both forms, for who may. `targets`: registration.targets.governing."""
    if not scope.rights.writes("targets"):
        return
    form, names = (
        writing.form(_FORM, "targets"),
        {TOWN: text("download.whole_town")} | units.names("secretary"),
    )
    with st.container(key="target-form"):
        draw(h2(text("administration.targets")), p(text("administration.targets_mean"), cls="muted"))
        done: Done | None = writing.done(_FORM)
        if done:
            draw(
                p(
                    text(f"administration.{done.key}", target=_words(done, names)),
                    cls="done-line",
                    role="status",
                )
            )
        writing.trouble(_FORM)
        with st.container(key="target-parts"):
            _setting(form, names)
            _closing(form, targets, names)


def _setting(form: Form, names: dict[str, str]) -> None:
    with st.form(form.key("set"), border=False):
        label = text("administration.target_area")
        st.selectbox(label, [*names], format_func=names.__getitem__, key=form.key("area"))
        st.text_input(text("administration.target_coverage"), key=form.key("coverage"), autocomplete="off")
        st.text_input(text("administration.target_due"), key=form.key("due"), autocomplete="off")
        sends = text("administration.set_target")
        st.form_submit_button(sends, type="primary", on_click=form.send, args=(_set,))


def _closing(form: Form, targets: pd.DataFrame, names: dict[str, str]) -> None:
    listed = {(row.area, f"{row.due}"): _words(row, names) for row in targets.itertuples()}
    if not listed:
        return
    with st.form(form.key("close"), border=False):
        label = text("administration.target_to_close")
        st.selectbox(label, [*listed], format_func=listed.__getitem__, key=form.key("target"))
        sends = text("administration.close_target")
        coverages = {(row.area, f"{row.due}"): row.coverage for row in targets.itertuples()}
        st.form_submit_button(sends, on_click=form.send, args=(_close, coverages))


def _words(row, names: dict[str, str]) -> str:
    where, share = names.get(row.area, row.area), numerals.rate(row.coverage)
    return text("administration.target_is", where=where, share=share, day=row.due)


def _set(writer: Writer, form: Form) -> Done:
    area, due = form.typed("area") or TOWN, (form.typed("due") or "").strip()
    coverage, committee = _percent(form.typed("coverage") or ""), None if area == TOWN else area
    kept = targets_kept.put(writer.engine, store_url(), writer.actor, coverage, due, committee, writer.at)
    return Done("target_set", area, kept.coverage, kept.due)


def _percent(written: str) -> str:
    """A share as the office writes it: 30 and 30% are 30 %, 0.3 is too."""
    plain = unicodedata.normalize("NFKC", written).strip()
    bare = plain.removesuffix("%").strip()
    return bare if plain == bare and bare.startswith(("0", ".")) else f"{bare}%"


def _close(writer: Writer, form: Form, coverages: dict[tuple[str, str], float]) -> Done:
    area, due = chosen = form.typed("target")
    committee = None if area == TOWN else area
    targets_kept.remove(writer.engine, store_url(), writer.actor, due, committee, writer.at)
    return Done("target_closed", area, coverages[chosen], date.fromisoformat(due))
