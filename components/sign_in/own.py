"""What stands on the document of one's own account."""

from collections.abc import Sequence

from markupsafe import Markup

from components import sign_in
from components.parts import html
from components.parts.html import Content
from data_access.access.reader import Reader
from data_access.access.sessions import Session
from data_access.wording import beside, name, text

_BROWSERS = {
    "MicroMessenger": "WeChat",
    "Edg": "Edge",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}
"""By what they call themselves, the particular before what it claims to be."""


def who(reader: Reader, back: str, sign_out: str, token: str) -> Markup:
    """Who is signed in, with the way back and out."""
    units = text("sign.listed").join((*reader.rights.committees, *reader.rights.departments))
    out = sign_in.form(sign_out, token, sign_in.send(text("sign_in.sign_out"), cls="quiet"))
    role = html.p(beside(name("role", reader.rights.role), units or None), cls="muted")
    ways = html.div(html.a(text("sign_in.back"), href=back), out, cls="ways")
    return sign_in.card(reader.account or "", role, ways)


def password(
    action: str, token: str, account: str, shortest: int, needs_old: bool, *lines: Content
) -> Markup:
    """The form of a new password; `needs_old`: whether the old one is asked for too."""
    title = text("sign_in.change_password" if needs_old else "sign_in.first_password")
    fresh = {"minlength": shortest, "maxlength": 200}
    fields = (
        html.input_(type="hidden", name="name", autocomplete="username", value=account),
        sign_in.field("old", "password", "current-password", maxlength=200) if needs_old else None,
        sign_in.field("new", "password", "new-password", **fresh),
        sign_in.field("again", "password", "new-password", **fresh),
        sign_in.send(text("sign_in.keep_password"), name="do", value="password"),
    )
    hint = None if needs_old else html.p(text("sign_in.must_change"))
    rule = html.p(text("sign_in.password_rule", count=shortest), cls="muted")
    level = 2 if needs_old else 1
    return sign_in.card(title, lines, hint, rule, sign_in.form(action, token, fields), level=level)


def sessions(action: str, token: str, open_sessions: Sequence[Session], current: str | None) -> Markup:
    """Where the account is signed in, with the way out of all at once."""
    rows = [
        html.li(
            html.strong(text("sign_in.session_began", at=one.began_at)),
            html.span(beside(one.address, _browser(one.agent or "") or None), cls="muted"),
            html.span(text("sign_in.this_session"), cls="mark") if one.id == current else None,
        )
        for one in open_sessions
    ]
    out = sign_in.send(text("sign_in.everywhere"), name="do", value="everywhere", cls="quiet")
    return sign_in.card(
        text("sign_in.sessions"), html.ul(rows, cls="sessions"), sign_in.form(action, token, out), level=2
    )


def _browser(agent: str) -> str:
    """Which browser on which system, as far as they are known."""
    found = (
        next((called for sign, called in kinds.items() if sign in agent), "")
        for kinds in (_BROWSERS, _SYSTEMS)
    )
    return " ".join(filter(None, found))
