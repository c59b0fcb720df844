"""Who is signed in, in the head of every page, with the ways to the account and out."""

from urllib.parse import urlencode

from markupsafe import Markup

from components import menu, reader
from components.parts.html import a, button, details, div, element, input_, p, span, summary
from data_access.access.signed import form_token
from data_access.wording import name, text

_FORM = element("form")


def menu_of(back: str, lang: str, look: str, demonstration: bool) -> Markup | None:
    """The reader's menu; in a demonstration where nobody is signed in the way to try it, else nothing. `back`: the address
    that the ways lead back to."""
    found, kept = reader.reader(), urlencode({"next": back, "lang": lang, "look": look})
    if found.account is None:
        address = f"{menu.address(menu.SIGN_IN.key)}?{kept}"
        return a(text("sign_in.try_it"), href=address, cls="tool reader") if demonstration else None
    token = input_(type="hidden", name="token", value=form_token(found.session or ""))
    out = button(text("sign_in.sign_out"), type="submit", cls="tool")
    panel = div(
        p(name("role", found.rights.role)),
        a(text("sign_in.title_account"), href=f"{menu.address(menu.ACCOUNT.key)}?{kept}"),
        _FORM(token, out, method="post", action=f"{menu.address(menu.SIGN_OUT.key)}?{kept}"),
        cls="panel",
    )
    named = text("sign.named", name=text("sign_in.title_account"), words=found.account)
    return details(summary(span(found.account), aria_label=named), panel, cls="reader", data_alone=True)
