"""The meeting-room screen: a small page of our own that shows the pages as scenes, one after the other, for weeks."""

from collections.abc import Collection, Mapping

from markupsafe import Markup

from components import menu
from components.document import chrome
from components.parts import html
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
    "full": "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
}
_WORDS = (
    *("data_until", "refreshed", "lost", "stands", "paused", "frozen"),
    *("hours", "days", "minutes", "pause", "go_on", "freeze", "thaw", "phone"),
)


def document(lang: str, parameters: Mapping[str, str], settings: Settings, town: dict) -> str:
    """The shell's HTML, with what it shows; call with the language set.

    `parameters`: the address's; what they say wrongly is left out and told. `town`: `spotlights`.
    """
    screen = settings.screen
    notices: list[str] = []
    content = {
        "lang": text("language.tag"),
        "language": lang,
        "scenes": _scenes(parameters, screen, notices),
        "dwell": _dwell(parameters, screen, notices),
        "resume": screen.resume_seconds,
        "night": [f"{hour:%H:%M}" for hour in screen.night] if screen.night else None,
        "kept": {name: parameters[name] for name in ("on", "lang") if name in parameters},
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
        html.link(rel="icon", href="/app/static/favicon.png"),
        [html.link(rel="stylesheet", href=chrome.address(name)) for name in _STYLES],
        html.embedded(content, "told"),
        chrome.scripts("wall", "wall.js"),
    )
    attributes = {"lang": text("language.tag"), "data_look": "wall", "translate": "no"}
    return Markup("<!doctype html>") + _html(_head(*head), _body(), **attributes)


def spotlights(
    parameters: Mapping[str, str], committees: Collection[str], projects: Collection[str], demonstration: bool
) -> dict:
    """What changes with the data: the codes that the spotlights fall on, by scene, one after the other, or the one that the
    address names; and what a demonstration is marked with."""
    spots = {"committee": list(committees), "project": list(projects)}
    for scene, codes in spots.items():
        if parameters.get(scene) in codes:
            spots[scene] = [parameters[scene]]
    return {"spots": spots, "demonstration": text("common.demonstration") if demonstration else ""}


def _scenes(parameters: Mapping[str, str], screen: Screen, notices: list[str]) -> list[dict[str, str]]:
    keys = {page.key for page in menu.PAGES if page.on_wall}
    requested = [key.strip() for key in parameters.get("scenes", "").split(",") if key.strip()][:20]
    if unknown := [key for key in requested if key not in keys]:
        notices.append(
            text("screen.unknown_scene", names=text("sign.listed").join(key[:20] for key in unknown))
        )
    chosen = [key for key in requested if key in keys] or [key for key in screen.scenes if key in keys]
    return [{"key": key, "title": text(f"nav.{key}"), "address": menu.BY_KEY[key].address} for key in chosen]


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


def _body() -> Markup:
    opening = html.p(text("common.opening"), id="opening", role="status")
    bar = (
        html.span(id="title"),
        html.ol(id="dots", aria_hidden="true"),
        html.span(id="said", role="status"),
        html.span(id="data"),
        html.time(id="clock"),
        html.i(id="dwell", aria_hidden="true"),
    )
    controls = [_button(key, strokes) for key, strokes in _SIGNS.items()]
    stage = html.div(
        _main(opening, id="scenes", aria_live="off"),
        _footer(*bar, id="bar"),
        html.nav(controls, id="controls", aria_label=text("screen.controls")),
        html.figure(html.img(alt=""), html.figcaption(), id="phone", hidden=True),
        id="stage",
    )
    return _whole(stage, html.div(html.time(), id="night", hidden=True))


def _button(key: str, strokes: str) -> Markup:
    words = text(f"screen.{key}")
    sign = html.svg(html.path(d=strokes), viewBox="0 0 24 24", aria_hidden="true")
    return html.button(sign, html.span(words), type="button", data_does=key, title=words)
