"""The head of every page: whose dashboard it is, where one can go, which day it shows and how old the data are."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from components import menu, signed_in
from components.parts.html import (
    a,
    button,
    details,
    div,
    element,
    img,
    inner,
    input_,
    joined,
    label,
    nav,
    p,
    small,
    span,
    strong,
    summary,
)
from components.parts.html import draw as put
from components.scope import BACK, LOOKS, USUAL, Scope, look_of
from data_access.access.rights import Rights
from data_access.base_path import under_base
from data_access.clock import DAY
from data_access.problem import Problem
from data_access.settings import settings
from data_access.state import State
from data_access.wording import LANGUAGES, beside, day_in_words, language, text, words

_HEADER = element("header")


def draw(page: menu.Page, seen: Scope, town: State, now: datetime) -> None:
    """The head of a page whose data can be read."""
    links = {other.key: seen.link(other.key) for other in menu.PAGES if seen.rights.opens(other.key)}
    other_look = LOOKS[0] if seen.look != LOOKS[0] else LOOKS[1]
    tools = _tools(
        seen.again(page.key, look=other_look),
        other_look,
        lambda lang: seen.again(page.key, lang=lang),
        signed_in.menu_of(seen.again(page.key), seen.lang, seen.look, town.demonstration),
    )
    _place(
        _brand(town.demonstration, links),
        _menu(
            page,
            _offered(links, town),
            links,
            seen.link("screen", committee=seen.committee, look=None, compare=None),
        ),
        _own(page, seen) if seen.rights.opens("committee") else None,
        _days(page, seen, town),
        _comparison(page, seen, town) if page.compares else None,
        tools,
        _past(page, seen),
        _age(town, now),
    )


def draw_bare(page: menu.Page, parameters: dict[str, str], rights: Rights) -> None:
    """The head while there are no data: brand, menu and switches only."""
    kept = {name: parameters[name] for name in ("on", "lang", "look") if name in parameters}

    def link(key: str, **changes) -> str:
        return menu.address(key) + "?" + urlencode(kept | changes)

    other_look = LOOKS[0] if look_of(parameters) != LOOKS[0] else LOOKS[1]
    links = {other.key: link(other.key) for other in menu.PAGES if rights.opens(other.key)}
    screen = link("screen", look=LOOKS[0]) if rights.opens("screen") else ""
    tools = _tools(link(page.key, look=other_look), other_look, lambda lang: link(page.key, lang=lang))
    _place(_brand(False, links), _menu(page, _offered(links), links, screen), tools)


def age_in_words(age: timedelta) -> str:
    """How long ago, in hours up to two days, then in days."""
    hours = max(0, int(age.total_seconds() // 3600))
    return text("frame.age_hours", hours=hours) if hours < 48 else text("frame.age_days", days=hours // 24)


def _place(*parts: Markup | None) -> None:
    with st.container(key="head"):
        put(_HEADER(*parts, cls="head"))


def _town(demonstration: bool) -> str | None:
    try:
        return settings().name_of(demonstration)
    except Problem:  # the head stands above the sentence about it, too
        return None


def _brand(demonstration: bool, links: dict[str, str]) -> Markup:
    mark = None
    if demonstration:
        mark = span(text("common.demonstration"), cls="mark", title=text("frame.demonstration_help"))
    town, product = _town(demonstration), text("frame.product")
    named = joined(strong(town), " ", span(product)) if town else strong(product)
    sign = img(src=under_base("/app/static/favicon.svg"), alt="", width=28, height=28)
    return div(inner(next(iter(links.values())), sign, named), mark, cls="brand")


def _offered(links: dict[str, str], town: State | None = None) -> list[menu.Page]:
    """The pages of the menu among those with an address, for which the town has data, as far as that is known."""
    pages = [menu.BY_KEY[key] for key in links]
    return [page for page in pages if not page.hidden and (town is None or town.keeps(*page.needs))]


def _menu(page: menu.Page, offered: list[menu.Page], links: dict[str, str], screen: str) -> Markup:
    items = [
        inner(links[other.key], text(f"nav.{other.key}"), aria_current="page" if other is page else None)
        for other in offered
    ]
    if screen:
        items.append(a(text("nav.screen"), href=screen))
    current = text(f"nav.{page.key}")
    named = text("sign.named", name=text("frame.menu"), words=current)
    opens = button(
        current,
        type="button",
        cls="opens",
        data_toggles=True,
        aria_expanded="false",
        aria_controls="head-menu",
        aria_label=named,
    )
    return opens + nav(items, id="head-menu", aria_label=text("frame.pages"))


def _days(page: menu.Page, seen: Scope, town: State) -> Markup:
    def step(days: int, key: str, sign: str) -> Markup:
        day, hint = seen.on + days * DAY, text(key)
        if not town.first_day <= day <= town.last_day:
            return span(sign, cls="step", aria_hidden="true")
        address = seen.again(page.key, on=day)
        return inner(address, sign, cls="step", data_again=True, aria_label=hint, title=hint)

    day_name, hint = day_in_words(seen.on), text("frame.choose_day")
    named = text("sign.named", name=hint, words=day_name)
    picks = button(day_name, type="button", cls="shown", data_picks="head-day", title=hint, aria_label=named)
    field = input_(
        type="date",
        id="head-day",
        data_scope="on",
        data_default=seen.latest,
        value=seen.on,
        min=town.first_day,
        max=town.last_day,
        tabindex=-1,
        aria_label=hint,
    )
    before, after = step(-1, "frame.day_before", "‹"), step(1, "frame.day_after", "›")
    return div(before, picks, field, after, cls="day")


def _comparison(page: menu.Page, seen: Scope, town: State) -> Markup:
    """What the day is compared with, and under it the choice of something else."""
    chosen = seen.compared or USUAL
    words = text(f"frame.compare_{chosen}") if chosen in BACK else text("frame.compare_day", day=seen.compare)
    ways = [
        inner(
            seen.again(page.key, compare=key),
            text(f"frame.compare_{key}"),
            small(day_in_words(seen.on - days * DAY)),
            aria_current="true" if key == chosen else None,
            data_again=True,
        )
        for key, days in BACK.items()
    ]
    field = input_(
        type="date",
        data_scope="compare",
        data_default=USUAL,
        value=seen.compare if chosen not in BACK else None,
        min=town.first_day,
        max=seen.on - DAY,
    )
    named = text("sign.named", name=text("frame.compare"), words=words)
    other = label(text("frame.compare_other"), field)
    return details(
        summary(words, aria_label=named), div(ways, other, cls="panel"), cls="comparison", data_alone=True
    )


def _own(page: menu.Page, seen: Scope) -> Markup:
    """The way to the committee that the browser remembers; to the list of all where it remembers none."""
    here_already = seen.own and page.key == "committee" and seen.committee == seen.own
    current = {"aria_current": "page"} if here_already else {}
    return inner(
        seen.link("committee", committee=seen.own),
        text("frame.own"),
        cls="own",
        title=text("frame.own_help" if seen.own else "frame.own_none"),
        **current,
    )


def _past(page: menu.Page, seen: Scope) -> Markup | None:
    """That the day is not the latest, with the way to that."""
    if seen.on == seen.latest:
        return None
    back = text("frame.to_latest")
    latest = inner(seen.again(page.key, on=None), back, cls="latest", data_again=True)
    return p(strong(text("frame.past", day=seen.on)), latest, cls="past")


def _tools(
    look_address: str, other_look: str, in_language: Callable[[str], str], own: Markup | None = None
) -> Markup:
    def tool(address: str, words: str, **attributes: object) -> Markup:
        return a(words, cls="tool", href=address, data_inner=True, data_again=True, **attributes)

    others = [(in_language(lang), words(lang)) for lang in LANGUAGES if lang != language.get()]
    languages = [
        tool(address, theirs["language.name"], lang=theirs["language.tag"], title=theirs["language.switch"])
        for address, theirs in others
    ]
    copies = button(
        text("frame.copy_link"),
        type="button",
        cls="tool",
        data_copies="",
        data_done=text("frame.link_copied"),
    )
    return div(copies, tool(look_address, text(f"frame.{other_look}")), languages, own, cls="tools")


def _age(town: State, now: datetime) -> Markup:
    age = now - town.complete_at
    until = text("frame.data_until", day=town.last_day)
    stale = not town.demonstration and age > timedelta(hours=settings().freshness.stale_hours)
    if stale:
        words = f"{text('frame.not_refreshed')} {age_in_words(age)}"
        return p(until, text("sign.beside"), strong(words), cls="age stale", role="status")
    return p(beside(until, text("frame.refreshed", at=town.complete_at)), cls="age")
