"""What the forms of accounts write, and what they say of it."""

from dataclasses import dataclass

from components.writing import Form, Writer
from data_access.access import accounts, passwords
from data_access.access.accounts import written_name
from data_access.access.rights import ROLES, Rights


@dataclass(frozen=True)
class Done:
    """What was done (`key`: of its sentence) to which account; a password to hand on where one was made."""

    key: str
    account: str
    password: str | None = None


def add(writer: Writer, form: Form) -> Done:
    """Makes the account, with a password for the first sign-in."""
    name, password = form.typed("name") or "", passwords.one_time()
    accounts.add(writer.engine, writer.actor, writer.at, name, _rights(form), password)
    return Done("added", written_name(name), password)


def change_rights(writer: Writer, form: Form, account: str) -> Done:
    """Gives the account another role or other units."""
    accounts.change_rights(writer.engine, writer.actor, writer.at, account, _rights(form), form.seen)
    return Done("changed", account)


def acts(disabled: bool) -> tuple[str, ...]:
    """What may be done to an account."""
    return "reset", "enable" if disabled else "disable", "remove"


def act(writer: Writer, form: Form, account: str) -> Done:
    """Does to the account what the form has chosen."""
    return _ACTS[form.typed("act")](writer, form, account)


def _reset(writer: Writer, form: Form, account: str) -> Done:
    password = passwords.one_time()
    accounts.reset(writer.engine, writer.actor, writer.at, account, password, form.seen)
    return Done("reset_done", account, password)


def _disable(writer: Writer, form: Form, account: str) -> Done:
    accounts.disable(writer.engine, writer.actor, writer.at, account, form.seen)
    return Done("disabled", account)


def _enable(writer: Writer, form: Form, account: str) -> Done:
    accounts.enable(writer.engine, writer.actor, writer.at, account, form.seen)
    return Done("enabled", account)


def _remove(writer: Writer, form: Form, account: str) -> Done:
    accounts.close(writer.engine, writer.actor, writer.at, account, form.seen)
    return Done("removed", account)


_ACTS = {"reset": _reset, "disable": _disable, "enable": _enable, "remove": _remove}


def _rights(form: Form) -> Rights:
    kind = ROLES[form.typed("role")]
    codes = tuple(form.typed(kind) or ()) if kind else ()
    return Rights(
        form.typed("role"),
        codes if kind == "committee" else (),
        codes if kind == "department" else (),
    )
