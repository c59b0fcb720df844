"""Where a screen is paired by the code that it shows, and revoked."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components import writing
from components.parts.html import draw, h2, p
from components.scope import Scope
from components.writing import Form, Writer
from data_access.access import devices
from data_access.base_path import under_base
from data_access.rows import or_none
from data_access.settings import settings
from data_access.wording import text

_FORM = "device"


@dataclass(frozen=True)
class Done:
    """What was done (`key`: of its sentence) to which screen."""

    key: str
    screen: str


def draw_forms(screens: pd.DataFrame, scope: Scope) -> None:
    """The card of both forms, for who may; where nobody has to sign in, no screen shows a code. `screens`: administration.devices."""
    if not scope.rights.writes("devices"):
        return
    form, pairs = writing.form(_FORM, "devices"), settings().access.mode != "open"
    with st.container(key="device-form"):
        draw(h2(text("administration.pair_screen")), p(_how(pairs), cls="muted"))
        done: Done | None = writing.done(_FORM)
        if done:
            draw(p(text(f"administration.{done.key}", screen=done.screen), cls="done-line", role="status"))
        writing.trouble(_FORM)
        with st.container(key="device-parts"):
            if pairs:
                _pairing(form)
            _revoking(
                form, {row.id: row.name for row in screens.itertuples() if or_none(row.revoked_at) is None}
            )


def _how(pairs: bool) -> str:
    if pairs:
        return text("administration.pair_how")
    return text("administration.pair_needless", address=under_base("/screen"))


def _pairing(form: Form) -> None:
    with st.form(form.key("pair"), border=False):
        st.text_input(text("pairing.code"), key=form.key("code"), max_chars=12, autocomplete="off")
        label, longest = text("administration.screen_name"), devices.LONGEST_NAME
        st.text_input(label, key=form.key("name"), max_chars=longest, autocomplete="off")
        sends = text("administration.pair")
        st.form_submit_button(sends, type="primary", on_click=form.send, args=(_pair,))


def _revoking(form: Form, names: dict[str, str]) -> None:
    if not names:
        return
    with st.form(form.key("revoke"), border=False):
        label = text("administration.screen_to_revoke")
        st.selectbox(label, [*names], format_func=names.__getitem__, key=form.key("screen"))
        draw(p(text("administration.revoke_means"), cls="muted"))
        st.form_submit_button(text("administration.revoke"), on_click=form.send, args=(_revoke,))


def _pair(writer: Writer, form: Form) -> Done:
    name = form.typed("name") or ""
    devices.pair(writer.engine, writer.actor, writer.at, form.typed("code") or "", name)
    return Done("pair_done", name)


def _revoke(writer: Writer, form: Form) -> Done:
    screen = form.typed("screen") or ""
    return Done("revoke_done", devices.revoke(writer.engine, writer.actor, writer.at, screen))
