"""The documents of signing in and out and of one's own account: small, of our own, and without a script."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from components import menu
from components.document import chrome
from components.parts import html
from components.parts.html import Content
from components.scope import LOOKS
from data_access.base_path import under_base
from data_access.wording import LANGUAGES, beside, language, name, text, words

_html, _head, _whole, _main, _header, _form = map(
    html.element, ("html", "head", "body", "main", "header", "form")
)
_STYLES = ("static/fonts/fonts.css", "document/look.css", "sign_in/sign_in.css")
_TITLES = {
    menu.SIGN_IN.key: "sign_in.title_sign_in",
    menu.SIGN_OUT.key: "sign_in.title_sign_out",
    menu.ACCOUNT.key: "sign_in.title_account",
}
_COMMAND = "python -m data_access account add NAME --role admin"
_FOLDERS = ("/app/static/fonts/", "/app/static/favicon.")


def is_part(path: str) -> bool:
    """Whether an address is of what these documents are made of, which everybody may have."""
    return path.startswith(_FOLDERS) or path.startswith("/chrome/") and path.split("/", 3)[-1] in _STYLES


def document(key: str, town: str | None, look: str, parameters: Mapping[str, str], *cards: Content) -> str:
    """A document of this key with its cards; call with the language set. `parameters`: the address's, which the switches of
    language and look keep."""
    title = text(_TITLES[key])
    head = (
        html.meta(charset="utf-8"),
        html.meta(name="viewport", content="width=device-width, initial-scale=1"),
        html.title(beside(title, text("frame.product"))),
        html.link(rel="icon", href=under_base("/app/static/favicon.png")),
        [html.link(rel="stylesheet", href=chrome.address(name)) for name in _STYLES],
    )
    sign = html.img(src=under_base("/app/static/favicon.svg"), alt="", width=32, height=32)
    product = text("frame.product")
    brand = html.p(
        sign, html.span(html.strong(town or product), html.span(product) if town else None), cls="brand"
    )
    body = _whole(_main(_header(brand, _switches(key, look, parameters)), cards))
    attributes = {"lang": text("language.tag"), "data_look": look, "translate": "no"}
    return Markup("<!doctype html>") + _html(_head(*head), body, **attributes)


def card(title: str, *content: Content, level: int = 1) -> Markup:
    """A card of a document, under its title."""
    heading = html.h1 if level == 1 else html.h2
    return html.section(heading(title), content, cls="card")


def trouble(sentence: str | None) -> Markup | None:
    """What has gone wrong."""
    return html.p(sentence, cls="trouble-line", role="alert") if sentence else None


def form(action: str, token: str, *content: Content) -> Markup:
    """A form that is sent to `action` with the token it is bound by."""
    return _form(html.input_(type="hidden", name="token", value=token), content, method="post", action=action)


def field(name: str, kind: str, filled: str, **attributes: object) -> Markup:
    """A field with its label; `filled`: for password managers, what belongs into it."""
    entry = html.input_(id=name, name=name, type=kind, autocomplete=filled, required=True, **attributes)
    return html.p(html.label(text(f"sign_in.{name}"), for_=name), entry, cls="field")


def send(*content: Content, **attributes: object) -> Markup:
    """The button that sends a form."""
    return html.button(content, type="submit", **attributes)


def sentence(written: str) -> Markup:
    """A sentence in the place of a form."""
    return html.p(written)


def by_password(action: str, token: str, typed_name: str, help_words: str) -> Markup:
    """The form of signing in; `typed_name`: what was typed before, `help_words`: whom to ask."""
    typed = {"autocapitalize": "none", "spellcheck": "false"}
    fields = (
        field("name", "text", "username", value=typed_name, maxlength=60, autofocus=not typed_name, **typed),
        field("password", "password", "current-password", maxlength=200, autofocus=bool(typed_name)),
    )
    ask = text("sign_in.forgotten_ask", whom=help_words) if help_words else text("sign_in.forgotten")
    return form(action, token, *fields, send(text("sign_in.sign_in"))) + html.p(ask, cls="muted")


def at_provider(way: str, help_words: str) -> Markup:
    """The way to the provider at which people sign in; `help_words`: whom to ask."""
    ask = html.p(text("sign_in.no_role_ask", whom=help_words), cls="muted") if help_words else None
    return html.p(html.a(text("sign_in.at_provider"), href=way, cls="button")) + (ask or Markup())


def as_role(roles: Sequence[str], action: str, token: str) -> Markup:
    """The demonstration's roles, each a button that signs in."""
    buttons = [
        html.li(send(name("role", role), html.span(name("sign_in_try", role)), name="role", value=role))
        for role in roles
    ]
    return html.p(text("sign_in.try")) + form(action, token, html.ul(buttons, cls="roles"))


def no_accounts() -> Markup:
    """What to do where nobody has an account yet."""
    return html.p(text("sign_in.no_accounts")) + html.pre(html.code(_COMMAND))


def switched_off() -> Markup:
    """What to do where nobody signs in."""
    return html.p(text("sign_in.switched_off")) + html.pre(html.code('[access]\nmode = "accounts"'))


def address(key: str, parameters: Mapping[str, str], **changes: str) -> str:
    """The address of a document, which keeps where to go on to, the language and the look."""
    kept = {one: parameters[one] for one in ("next", "lang", "look") if one in parameters} | changes
    return menu.address(key) + (f"?{urlencode(kept)}" if kept else "")


def _switches(key: str, look: str, parameters: Mapping[str, str]) -> Markup:
    """The other look and the other languages."""
    other = LOOKS[1] if look == LOOKS[0] else LOOKS[0]
    others = [
        html.a(
            own["language.name"],
            href=address(key, parameters, lang=lang),
            lang=own["language.tag"],
            title=own["language.switch"],
        )
        for lang in LANGUAGES
        if lang != language.get()
        for own in [words(lang)]
    ]
    return html.nav(html.a(text(f"frame.{other}"), href=address(key, parameters, look=other)), others)
