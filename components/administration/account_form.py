"""Where an administrator makes an account, and changes, resets, disables or closes one."""

from collections.abc import Callable

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components import writing
from components.administration import account_work
from components.administration.account_list import state_of
from components.administration.account_work import Done
from components.administration.town_units import Units
from components.parts.html import button, code, div, draw, h2, inner, p
from components.scope import Scope
from components.writing import Form
from data_access.access.administration import Holder
from data_access.access.rights import ROLES, ROLES_OF_PEOPLE
from data_access.rows import or_none
from data_access.settings import settings
from data_access.wording import beside, name, text

ADD = "add"
"""What the address says under `view` where an account is to be made."""


def is_offered(scope: Scope) -> bool:
    """Whether the reader may change accounts, and readers sign in to them."""
    return scope.rights.writes("accounts") and settings().access.mode in ("accounts", "open")


def ways(scope: Scope) -> tuple[Callable[[str], str] | None, str]:
    """The addresses at which an account is changed, and at which one is made; none where the reader may not."""
    if not is_offered(scope):
        return None, ""
    page = "administration"
    return (
        lambda account: scope.again(page, account=account, view=None),
        scope.again(page, view=ADD, account=None),
    )


def draw_chosen(accounts: pd.DataFrame, units: Units, scope: Scope) -> None:
    """The card of what the address asks for: a new account, or one of those that are. Nothing where it asks for none."""
    chosen, adding = scope.parameter("account"), scope.parameter("view") == ADD
    if not is_offered(scope) or not (adding or chosen):
        return
    with st.container(key="account-form"):
        if adding:
            _head(text("administration.add"), "", scope)
            _add(units)
            return
        found = next((row for row in accounts.itertuples() if row.account == chosen), None)
        if found is None:
            _head(chosen or "", "", scope)
            if not _outcome(f"account-{chosen}"):
                draw(p(text("administration.no_account"), cls="muted"))
            return
        words = beside(name("role", found.role), name("account_state", state_of(found)))
        _head(found.account, words, scope)
        if found.shared:
            draw(p(text("administration.shared")))
            return
        _outcome(f"account-{found.account}")
        _change(found, units)


def _head(title: str, words: str, scope: Scope) -> None:
    close = inner(
        scope.again("administration", view=None, account=None), text("administration.close"), cls="back"
    )
    draw(div(h2(title), close, cls="fig-head"), p(words, cls="muted") if words else None)


def _add(units: Units) -> None:
    form = writing.form("account", "accounts")
    if not _outcome("account"):
        writing.trouble("account")
    role = _role(form, None)
    with st.form(form.key("form"), border=False):
        st.text_input(text("administration.account"), key=form.key("name"), max_chars=60, autocomplete="off")
        _units(form, role, units, [])
        _send(form, text("administration.add_account"), account_work.add)


def _change(found: Holder, units: Units) -> None:
    form = writing.form(f"account-{found.account}", "accounts", found.edition)
    writing.trouble(form.name)
    with st.container(key="account-parts"):
        with st.container(key="account-rights"):
            role = _role(form, found.role)
            with st.form(form.key("rights"), border=False):
                _units(form, role, units, found.units.split() if role == found.role else [])
                _send(form, text("administration.save"), account_work.change_rights, found.account)
        with st.form(form.key("acts"), border=False):
            acts = account_work.acts(disabled=or_none(found.disabled_at) is not None)
            st.radio(
                text("administration.act_on"),
                acts,
                key=form.key("act"),
                format_func=lambda act: text(f"administration.{act}"),
                captions=[text(f"administration.{act}_means") for act in acts],
            )
            _send(form, text("administration.do_it"), account_work.act, found.account)


def _role(form: Form, now: str | None) -> str:
    """The role that is chosen; without a form about it, for it decides what else is asked."""
    return st.selectbox(
        text("administration.role"),
        ROLES_OF_PEOPLE,
        index=ROLES_OF_PEOPLE.index(now or "secretary"),
        format_func=lambda role: name("role", role),
        key=form.key("role"),
    )


def _units(form: Form, role: str, units: Units, now: list[str]) -> None:
    kind = ROLES[role]
    if kind is None:
        return
    names = {code: code for code in now} | units.names(role)
    label = text("administration.committees" if kind == "committee" else "administration.departments")
    st.multiselect(
        label,
        [*names],
        default=now,
        format_func=names.__getitem__,
        key=form.key(kind),
        placeholder=text("administration.choose"),
    )


def _send(form: Form, label: str, work, *arguments: object) -> None:
    st.form_submit_button(label, type="primary", on_click=form.send, args=(work, *arguments))


def _outcome(form: str) -> bool:
    """Draws what the form did last; whether it did anything."""
    done: Done | None = writing.done(form)
    if done is None:
        return False
    words = p(text(f"administration.{done.key}", account=done.account), cls="done-line", role="status")
    draw(words, _password(done.password) if done.password else None)
    return True


def _password(password: str) -> Markup:
    """What the administrator hands on: it is in no other place."""
    done = text("copied.done")
    copies = button(
        text("administration.copy"), type="button", cls="copies", data_copies="one-time", data_done=done
    )
    return div(
        p(text("administration.one_time"), cls="label"),
        div(code(password, id="one-time"), copies, cls="one-time"),
        p(text("administration.one_time_note"), cls="muted"),
    )
