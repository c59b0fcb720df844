"""The head of every page: whose dashboard it is, where one can go, which day it shows and how old the data are."""

from datetime import datetime, timedelta
from html import escape
from urllib.parse import urlencode

import streamlit as st

from components import menu
from components.scope import LOOKS, Scope, look_of
from data_access.clock import DAY
from data_access.problem import Problem
from data_access.settings import settings
from data_access.state import State
from data_access.wording import LANGUAGES, language, text


def draw(page: menu.Page, seen: Scope, town: State, now: datetime) -> None:
    """The head of a page whose data can be read."""
    links = {other.key: seen.link(other.key) for other in menu.PAGES}
    other_look = LOOKS[0] if seen.look != LOOKS[0] else LOOKS[1]
    tools = _tools(
        seen.again(page.key, look=other_look), other_look, seen.again(page.key, lang=_other_language())
    )
    _place(
        _brand(town.demonstration, links),
        _menu(page, links),
        _days(page, seen, town),
        tools,
        _age(town, now),
    )


def draw_bare(page: menu.Page, parameters: dict[str, str]) -> None:
    """The head while there are no data: brand, menu and switches only."""
    kept = {name: parameters[name] for name in ("on", "lang", "look") if name in parameters}

    def link(key: str, **changes) -> str:
        return menu.address(key) + "?" + urlencode(kept | changes)

    other_look = LOOKS[0] if look_of(parameters) != LOOKS[0] else LOOKS[1]
    links = {other.key: link(other.key) for other in menu.PAGES}
    tools = _tools(link(page.key, look=other_look), other_look, link(page.key, lang=_other_language()))
    _place(_brand(False, links), _menu(page, links), tools)


def age_in_words(age: timedelta) -> str:
    """How long ago, in hours up to two days, then in days."""
    hours = max(0, int(age.total_seconds() // 3600))
    return text("frame.age_hours", hours=hours) if hours < 48 else text("frame.age_days", days=hours // 24)


def _place(*parts: str) -> None:
    with st.container(key="head"):
        st.html(f'<header class="head">{"".join(parts)}</header>')


def _town(demonstration: bool) -> str | None:
    try:
        return settings().name_of(demonstration)
    except Problem:  # the head stands above the sentence about it, too
        return None


def _brand(demonstration: bool, links: dict[str, str]) -> str:
    mark = ""
    if demonstration:
        hint, name = escape(text("frame.demonstration_help")), escape(text("frame.demonstration"))
        mark = f'<span class="mark" title="{hint}">{name}</span>'
    first, product = escape(links[menu.PAGES[0].key]), escape(text("frame.product"))
    town = _town(demonstration)
    named = (
        f"<strong>{escape(town)}</strong> <span>{product}</span>" if town else f"<strong>{product}</strong>"
    )
    return (
        f'<div class="brand"><a data-inner href="{first}"><img src="/app/static/favicon.svg" alt="" width="28" '
        f'height="28">{named}</a>{mark}</div>'
    )


def _menu(page: menu.Page, links: dict[str, str]) -> str:
    items = "".join(
        f'<a data-inner href="{escape(links[other.key])}"{" aria-current=page" if other is page else ""}>'
        f"{escape(text(f'nav.{other.key}'))}</a>"
        for other in menu.PAGES
        if not other.hidden
    )
    button = escape(text(f"nav.{page.key}"))
    named = escape(text("frame.named", name=text("frame.menu"), words=text(f"nav.{page.key}")))
    return (
        f'<button type="button" class="opens" data-toggles aria-expanded="false" aria-controls="head-menu" '
        f'aria-label="{named}">{button}</button>'
        f'<nav id="head-menu" aria-label="{escape(text("frame.pages"))}">{items}</nav>'
    )


def _days(page: menu.Page, seen: Scope, town: State) -> str:
    def step(days: int, key: str, sign: str) -> str:
        day = seen.on + days * DAY
        hint = escape(text(key))
        if not town.first_day <= day <= town.last_day:
            return f'<span class="step" aria-hidden="true">{sign}</span>'
        address = escape(seen.again(page.key, on=day))
        return f'<a class="step" data-inner data-again href="{address}" aria-label="{hint}" title="{hint}">{sign}</a>'

    shown, hint = escape(text("frame.day", day=seen.on)), escape(text("frame.choose_day"))
    latest = ""
    if seen.on != seen.latest:
        address, name = escape(seen.again(page.key, on=None)), escape(text("frame.to_latest"))
        latest = f'<a class="latest" data-inner data-again href="{address}">{name}</a>'
    return (
        f'<div class="day">{step(-1, "frame.day_before", "‹")}'
        f'<button type="button" class="shown" data-picks="head-day" title="{hint}" aria-label="{text("frame.named", name=hint, words=shown)}">'
        f"{shown}</button>"
        f'<input type="date" id="head-day" data-scope="on" data-default="{seen.latest}" value="{seen.on}" '
        f'min="{town.first_day}" max="{town.last_day}" tabindex="-1" aria-label="{hint}">'
        f"{step(1, 'frame.day_after', '›')}{latest}</div>"
    )


def _tools(look_address: str, other_look: str, language_address: str) -> str:
    tag = {"zh": "en", "en": "zh-CN"}[language.get()]
    return (
        f'<div class="tools"><a class="tool" href="{escape(look_address)}" data-inner data-again>{escape(text(f"frame.{other_look}"))}</a>'
        f'<a class="tool" href="{escape(language_address)}" data-inner data-again lang="{tag}" '
        f'title="{escape(text("frame.other_language_help"))}">{escape(text("frame.other_language"))}</a></div>'
    )


def _age(town: State, now: datetime) -> str:
    age = now - town.complete_at
    until = text("frame.data_until", day=town.last_day)
    stale = not town.demonstration and age > timedelta(hours=settings().freshness.stale_hours)
    if stale:
        words = f"{text('frame.not_refreshed')} {age_in_words(age)}"
        return f'<p class="age stale" role="status">{escape(until)} · <strong>{escape(words)}</strong></p>'
    return f'<p class="age">{escape(until)} · {escape(text("frame.refreshed", at=town.complete_at))}</p>'


def _other_language() -> str:
    return next(lang for lang in LANGUAGES if lang != language.get())
