"""What the reader is looking at, kept in the address: the day, the place, the language, the look."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from components import menu
from data_access import state
from data_access.access.rights import OPEN, Rights
from data_access.clock import DAY
from data_access.settings import store_url
from data_access.state import State
from data_access.wording import LANGUAGES, language, text, year

LOOKS = ("light", "dark", "wall")
PLACES = ("committee", "neighbourhood", "building", "branch", "project")
_ABOUT = (*PLACES, "department", "topic", "case", "slip", "meeting", "decision")
BACK = {"1d": 1, "7d": 7, "30d": 30}
"""What a day may be compared with, whichever day it is: so many days before."""
USUAL = "7d"
COOKIE = "committee"
"""Under which a browser remembers the committee that it is used for (own.js writes it)."""
_OWN = {"on", "compare", *PLACES, "lang", "look"}
_LONGEST, _MOST = 200, 20
_LONGEST_CODE = 40
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,39}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Scope:
    """One reader's choices. `compare` is the day that `on` is compared with, None for the usual week before, and
    `compared` how the address says it; `own` is the committee that the browser remembers; `view` is what a page keeps in
    the address besides: a search, a filter, an order; `notices` are sentences about parameters that could not be obeyed;
    `year` is the one in which all this is seen, whose days are written without it; `rights` are what the reader may see."""

    on: date
    latest: date
    compare: date | None = None
    compared: str | None = None
    committee: str | None = None
    neighbourhood: str | None = None
    building: str | None = None
    branch: str | None = None
    project: str | None = None
    lang: str = LANGUAGES[0]
    look: str = LOOKS[0]
    own: str | None = None
    view: tuple[tuple[str, str], ...] = ()
    notices: tuple[str, ...] = field(default=(), compare=False)
    year: int | None = None
    rights: Rights = OPEN

    @property
    def mine(self) -> str | None:
        """The committee that is the reader's own in tables of all: the one that the address names, else the remembered one."""
        return self.committee or self.own

    def link(self, page: str, at: str = "", **changes) -> str:
        """The address of a page on the same day, in the same language and look, with `changes` (None drops); `at`: of which
        place on it. Empty where the reader may not go there."""
        if not self.admits(page, changes):
            return ""
        return _address(page, self._kept(()) | changes, self.latest) + (f"#{at}" if at else "")

    def admits(self, page: str, address: Mapping[str, str | None]) -> bool:
        """Whether the reader may see a page, and of it the places that an address names."""
        units = {kind: address.get(kind) for kind in ("committee", "department")}
        about = () if page == menu.SCREEN.key else menu.BY_KEY[page].about
        places = [matter for name, matter in about if address.get(name)]
        return self.rights.opens(page) and all(self.rights.may(matter, **units) for matter in places)

    def again(self, page: str, **changes) -> str:
        """Like `link`, and in the same place and view: the page the reader is on, with something changed."""
        return _address(page, self._kept(PLACES) | dict(self.view) | changes, self.latest)

    def admitted(self, page: str) -> bool:
        """Whether the reader may see a page as it is looked at."""
        places = {name: getattr(self, name) for name in PLACES}
        return self.admits(page, places | {"department": self.parameter("department")})

    def parameters(self) -> dict[str, str]:
        """What an address says that means this scope, in the same place and view."""
        return _query(self._kept(PLACES) | dict(self.view), self.latest)

    def _kept(self, places: tuple[str, ...]) -> dict:
        place = {name: getattr(self, name) for name in places}
        return {"on": self.on, "compare": self.compared, **place, "lang": self.lang, "look": self.look}

    def parameter(self, name: str) -> str | None:
        """What the address says under a name: a place's code, or what the page keeps there besides."""
        return getattr(self, name) if name in PLACES else dict(self.view).get(name)

    @property
    def about(self) -> dict[str, str]:
        """What the address names of places and things, by code; a case's may hold any sign."""
        named = {name: self.parameter(name) for name in _ABOUT}
        return {name: code for name, code in named.items() if code and len(code) <= _LONGEST_CODE}

    def without(self, name: str) -> "Scope":
        """The same, and what the page keeps in the address under a name left out."""
        return replace(self, view=tuple(kept for kept in self.view if kept[0] != name))

    def portrait(self, code: str) -> str:
        """The address of a committee: its own page, or where there is none, the overview with it in front."""
        return self.link("committee" if "committee" in menu.BY_KEY else "overview", committee=code)


def current() -> Scope:
    """The scope of this run, its language set; to be called first in a page and in every fragment. The address is
    resolved when it is another than the last one asked about.

    Raises Problem where the store cannot be read.
    """
    parameters, seen = st.query_params.to_dict(), town()
    kept = st.session_state.get("scope")
    if kept is None or kept[0] != parameters:
        codes, this_year = st.session_state["committees"], st.session_state.get("year")
        scope = resolve(parameters, seen, codes, _remembered(), this_year, st.session_state["rights"])
        kept = st.session_state["scope"] = (parameters, scope)
    language.set(kept[1].lang)
    year.set(kept[1].year)
    return kept[1]


def town() -> State:
    """The state of the store that this run shows. Raises Problem where it cannot be read."""
    if "town" not in st.session_state:
        enter(state.current(store_url()))
    return st.session_state["town"]


def enter(
    seen: State,
    committees: Collection[str] | None = None,
    today: date | None = None,
    rights: Rights = OPEN,
) -> Scope:
    """Begins a run: keeps the store's state, the codes there are, against which the address is read, the clock's year, and
    what the reader may see."""
    st.session_state["town"] = seen
    st.session_state["committees"] = committees
    st.session_state["year"] = today.year if today else None
    st.session_state["places"] = {}
    st.session_state["rights"] = rights
    st.session_state.pop("scope", None)
    return current()


def name_places(**names: str) -> None:
    """Keeps what the places are called that this run's page is about, the wider before the narrower, for what is taken away
    from it; by the address's names of them."""
    st.session_state["places"] = names


def place_names() -> dict[str, str]:
    """What the places that the page is about are called; none where it is about the whole town."""
    return st.session_state.get("places", {})


def language_of(parameters: Mapping[str, str]) -> str:
    """The language of an address, set for this thread: the first one where the address names none we have."""
    chosen = _language(parameters.get("lang", "")) or LANGUAGES[0]
    language.set(chosen)
    return chosen


def _language(tag: str) -> str | None:
    """The language of a tag, be it of a country or a script of it: `zh-CN` and `ZH` are `zh`."""
    code = re.split("[-_]", tag.lower())[0]
    return code if code in LANGUAGES else None


def look_of(parameters: Mapping[str, str]) -> str:
    """The look of an address."""
    look = parameters.get("look", "")
    return look if look in LOOKS else LOOKS[0]


def resolve(
    parameters: Mapping[str, str],
    town: State,
    committees: Collection[str] | None = None,
    own: str | None = None,
    this_year: int | None = None,
    rights: Rights = OPEN,
) -> Scope:
    """The scope that an address means; what it says wrongly becomes the default and a notice.

    `committees`: the codes that there are, or None where they are not known and any code passes; `own`: what the browser
    remembers, which counts where there is such a committee, unless the reader stands for one; `this_year`: the clock's.
    """
    notices: list[str] = []
    year.set(this_year)
    lang, look = language_of(parameters), look_of(parameters)
    if not _language(parameters.get("lang", lang)):
        notices.append(_notice("lang", parameters["lang"]))
    if parameters.get("look", look) != look:
        notices.append(_notice("look", parameters["look"]))
    on = _day("on", parameters, town, notices) or town.last_day
    compared, compare = _comparison(on, parameters, town, notices)
    places = {name: _code(name, parameters, notices) for name in PLACES}
    if committees is not None and places["committee"] and places["committee"] not in committees:
        notices.append(_notice("committee", places["committee"]))
        places["committee"] = None
    own = next(iter(rights.committees), own)
    own_code = own if own and CODE.fullmatch(own) and (committees is None or own in committees) else None
    view = tuple((name, value[:_LONGEST]) for name, value in parameters.items() if name not in _OWN)
    return Scope(
        on,
        town.last_day,
        compare,
        compared,
        **places,
        lang=lang,
        look=look,
        own=own_code,
        view=view[:_MOST],
        notices=tuple(notices),
        year=this_year,
        rights=rights,
    )


def readable(value: str) -> str:
    """What an address says, as far as a sentence can quote it."""
    printable = "".join(sign if sign.isprintable() else "�" for sign in value[:24])
    return printable + ("…" if len(value) > 24 else "")


def several(name: str, existing: Collection[str], most: int) -> list[str]:
    """The codes of an address under `name`, comma between them, as far as they are known; none twice."""
    codes = dict.fromkeys(st.query_params.get(name, "").split(","))
    return [code for code in codes if code in existing][:most]


def choose(label: str, name: str, names: Mapping[str, str], most: int) -> list[str]:
    """A choice of several codes, shown by their names, that the address keeps: Back and a copied link restore it."""
    st.session_state[name] = several(name, names, most)

    def keep() -> None:
        chosen = ",".join(st.session_state[name])
        if chosen:
            st.query_params[name] = chosen
        else:
            st.query_params.pop(name, None)

    return st.multiselect(
        label, list(names), format_func=names.__getitem__, key=name, max_selections=most, on_change=keep
    )


def _day(name: str, parameters: Mapping[str, str], town: State, notices: list[str]) -> date | None:
    if name not in parameters:
        return None
    value = parameters[name]
    try:
        day = date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None:
        notices.append(_notice(name, value, day=town.last_day))
    elif not town.first_day <= day <= town.last_day:
        notices.append(text(f"scope.{name}_outside", given=day, first=town.first_day, day=town.last_day))
        day = None
    return day


def _comparison(
    on: date, parameters: Mapping[str, str], town: State, notices: list[str]
) -> tuple[str | None, date | None]:
    """How the address says what the day is compared with, and that day; None and None for the usual."""
    compared = parameters.get("compare")
    if compared == USUAL:
        return None, None
    if compared in BACK:
        return compared, on - BACK[compared] * DAY
    day = _day("compare", parameters, town, notices)
    if day and day >= on:
        notices.append(text("scope.compare_later", given=day, day=on))
        day = None
    return (compared, day) if day else (None, None)


def _remembered() -> str | None:
    """The committee that the reader's browser remembers; a scene of the screen is nobody's."""
    return None if st.context.is_embedded else str(st.context.cookies.get(COOKIE, "")) or None


def _code(name: str, parameters: Mapping[str, str], notices: list[str]) -> str | None:
    if name not in parameters:
        return None
    if not CODE.fullmatch(parameters[name]):
        notices.append(_notice(name, parameters[name]))
        return None
    return parameters[name]


def _notice(name: str, value: str, **values) -> str:
    return text(f"scope.{name}", value=readable(value), **values)


def _address(page: str, parameters: dict, latest: date) -> str:
    query = _query(parameters, latest)
    return menu.address(page) + ("?" + urlencode(query) if query else "")


def _query(parameters: dict, latest: date) -> dict[str, str]:
    unsaid = {("on", latest), ("compare", USUAL), ("lang", LANGUAGES[0]), ("look", LOOKS[0])}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in parameters.items()
        if value is not None and (name, value) not in unsaid
    }
