"""The meeting-room screen: a small page of our own that shows the pages as scenes, one after the other, for weeks."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from components import menu
from components.document import chrome
from components.parts import html
from data_access.base_path import under_base
from data_access.settings import Screen, Settings
from data_access.wording import beside, text

_html, _head, _whole, _main, _footer = map(html.element, ("html", "head", "body", "main", "footer"))
_STYLES = ("static/fonts/fonts.css", "document/look.css", "wall/wall.css")
SHORTEST, LONGEST = 2, 3600
_SIGNS = {
    "previous": "M15 5l-7 7 7 7",
    "pause": "M8 5v14M16 5v14",
    "next": "M9 5l7 7-7 7",
    "freeze": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6z",
    "phone": "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2z",
    "remote": "M8 2h8v20H8zM12 6.5h.01M12 11v5M9.5 13.5h5",
    "find": "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM15.5 15.5l5 5",
    "full": "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
    "exit": "M14 4H5v16h9M10 12h10M17 8.5l3.5 3.5-3.5 3.5",
}
_WORDS = (
    *("data_until", "refreshed", "lost", "stands", "paused", "frozen", "opening", "visiting", "leaving"),
    *(
        "hours",
        "days",
        "minutes",
        "pause",
        "go_on",
        "freeze",
        "thaw",
        "phone",
        "remote_typed",
        "remote_stays",
        "told",
    ),
)


def document(lang: str, parameters: Mapping[str, str], settings: Settings, town: dict) -> str:
    """The shell's HTML, with what it shows; call with the language set.

    `parameters`: the address's; what they say wrongly is left out and told. `town`: `spotlights.of_town`, what a
    demonstration is marked with, and the `offered` scenes, for which it has data; `remote`: whether a phone may say what it
    shows.
    """
    screen = settings.screen
    notices: list[str] = []
    content = {
        "lang": text("language.tag"),
        "language": lang,
        "scenes": (scenes := _scenes(parameters, screen, town["offered"], notices)),
        "dwell": _dwell(parameters, screen, notices),
        "resume": screen.resume_seconds,
        "night": [f"{hour:%H:%M}" for hour in screen.night] if screen.night else None,
        "pages": {menu.address(key): _page(key) for key in town["offered"]},
        "kept": _kept(parameters, town["names"], notices),
        "code_stays": town["remote"] and parameters.get("remote") == "1",
        "stale": settings.freshness.stale_hours,
        "notices": notices,
        "words": {key: text(f"screen.{key}") for key in _WORDS}
        | {"not_refreshed": text("frame.not_refreshed"), "beside": text("sign.beside")},
        "signs": {"pause": _SIGNS["pause"], "go_on": "M8 5l11 7-11 7z"},
        **town,
    }
    title = beside(text("nav.screen"), text("frame.product"))
    head = (
        html.meta(charset="utf-8"),
        html.meta(name="viewport", content="width=device-width, initial-scale=1"),
        html.title(title),
        html.link(rel="icon", href=under_base("/app/static/favicon.png")),
        [html.link(rel="stylesheet", href=chrome.address(name)) for name in _STYLES],
        html.embedded(content, "told"),
        chrome.scripts("wall", "wall.js"),
    )
    attributes = {"lang": text("language.tag"), "data_look": "wall", "translate": "no"}
    return Markup("<!doctype html>") + _html(_head(*head), _body(scenes, town["remote"]), **attributes)


def _scenes(
    parameters: Mapping[str, str], screen: Screen, keys: Sequence[str], notices: list[str]
) -> list[dict[str, str]]:
    requested = [key.strip() for key in parameters.get("scenes", "").split(",") if key.strip()][:20]
    if unknown := [key for key in requested if key not in keys]:
        notices.append(
            text("screen.unknown_scene", names=text("sign.listed").join(key[:20] for key in unknown))
        )
    chosen = [key for key in requested if key in keys] or [key for key in screen.scenes if key in keys]
    return [{**_page(key), "address": menu.address(key)} for key in chosen]


def _page(key: str) -> dict[str, str]:
    return {"key": key, "title": text(f"nav.{key}")}


def _kept(parameters: Mapping[str, str], names: Mapping[str, str], notices: list[str]) -> dict[str, str]:
    """What is handed on to every scene; a committee only where there is such a one, as far as that is known."""
    kept = {name: parameters[name] for name in ("on", "lang", "committee") if name in parameters}
    if names and kept.get("committee", next(iter(names))) not in names:
        notices.append(text("scope.committee", value=kept.pop("committee")[:20]))
    return kept


def _dwell(parameters: Mapping[str, str], screen: Screen, notices: list[str]) -> int:
    requested = parameters.get("dwell")
    if requested is None:
        return screen.dwell_seconds
    if (
        requested.isascii()
        and requested.isdigit()
        and len(requested) < 6
        and SHORTEST <= int(requested) <= LONGEST
    ):
        return int(requested)
    notices.append(text("screen.dwell", least=SHORTEST, most=LONGEST, count=screen.dwell_seconds))
    return screen.dwell_seconds


def _body(scenes: list[dict[str, str]], has_remote: bool) -> Markup:
    opening = html.p(text("common.opening"), id="opening", role="status")
    bar = (
        html.span(id="title"),
        html.span(id="why"),
        html.ol(id="dots", aria_hidden="true"),
        html.span(id="said", role="status"),
        html.span(id="code"),
        html.span(id="data"),
        html.time(id="clock"),
        html.i(id="dwell", aria_hidden="true"),
    )
    numbers = [html.li(_number(n, scene["title"])) for n, scene in enumerate(scenes[:9], 1)]
    buttons = [_button(key, strokes) for key, strokes in _SIGNS.items() if has_remote or key != "remote"]
    stage = html.div(
        _main(opening, id="scenes", aria_live="off"),
        html.div(html.i(), id="light", hidden=True),
        html.p(id="order", role="status", hidden=True),
        _footer(*bar, id="bar"),
        html.nav(
            html.ol(numbers, id="numbers"),
            html.div(buttons, id="buttons"),
            html.p(text("screen.keys"), id="keys"),
            id="controls",
            aria_label=text("screen.controls"),
        ),
        _finder(),
        html.figure(html.img(alt=""), html.figcaption(), id="phone", hidden=True),
        _remote() if has_remote else None,
        id="stage",
    )
    return _whole(stage, html.div(html.time(), id="night", hidden=True))


def _finder() -> Markup:
    field = html.input_(id="query", type="search", autocomplete="off", placeholder=text("screen.query"))
    return html.section(
        html.label(text("screen.find_committee"), for_="query"),
        field,
        html.ol(id="found"),
        html.p(text("screen.unfound"), id="unfound", hidden=True),
        id="finder",
        hidden=True,
        role="search",
    )


def _remote() -> Markup:
    """The code by which a phone may say what is shown."""
    return html.section(
        html.h2(text("screen.remote_scan")),
        html.img(alt=""),
        html.p(),
        html.output(aria_label=text("remote.code")),
        html.p(text("screen.remote_local"), cls="local", hidden=True),
        html.button(text("screen.remote_end"), type="button", data_does="end_remote"),
        id="remote",
        hidden=True,
    )


def _number(number: int, title: str) -> Markup:
    return html.button(html.b(number), title, type="button", data_scene=number)


def _button(key: str, strokes: str) -> Markup:
    words = text(f"screen.{key}")
    sign = html.svg(html.path(d=strokes), viewBox="0 0 24 24", aria_hidden="true")
    return html.button(sign, html.span(words), type="button", data_does=key, title=words)
