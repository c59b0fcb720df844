"""The script Streamlit runs for every reader: the head with the menu, the day and the data's age, then the page."""

import logging

import streamlit as st

from components import entrance, head, menu, opened, reader, reading, scope, writing
from components.parts import allowed, lacking
from components.parts.cards import notice
from components.parts.html import draw, h1, p, path, section, svg
from data_access.clock import wall_clock
from data_access.problem import Problem
from data_access.wording import beside, text

_SIGN = svg(
    path(d="M12 3 22 20H2Z", stroke_linejoin="round"),
    path(d="M12 10v4.5M12 17v.6", stroke_linecap="round"),
    viewBox="0 0 24 24",
    aria_hidden="true",
    fill="none",
    stroke="var(--warn)",
    stroke_width="1.6",
)


def run() -> None:
    """Draws one run."""
    st.set_page_config(layout="wide")
    parameters = st.query_params.to_dict()
    scope.language_of(parameters)
    pages = {
        page.key: st.Page(
            page.file,
            title=beside(text(f"nav.{page.key}"), text("frame.product")),
            url_path=page.key,
            default=page is menu.PAGES[0],
        )
        for page in menu.PAGES
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    page = next(page for page in menu.PAGES if pages[page.key] == chosen)
    writing.turn(page.key)
    opened.turn(page.key)
    embedded = st.context.is_embedded
    now, rights = wall_clock(), reader.reader().rights
    try:
        seen = entrance.enter(now.date(), rights.before_others() if embedded else rights)
        town = scope.town()
        if not embedded:
            head.draw(page, seen, town, now)
            _notices(seen, parameters, page.recorded and not town.recorded)
        if not seen.admitted(page.key):
            allowed.page(page.key)
        elif without := town.lacking(page.needs):
            lacking.page(page.key, without)
        else:
            chosen.run()
            lacking.note(town.lacking(page.parts))
        if embedded:
            _until_newer(reading.version(town))
    except Problem as problem:
        logging.getLogger(__name__).warning("%s: %s", problem.key, problem)
        if not embedded and "seen" not in locals():
            head.draw_bare(page, parameters, rights)
        _trouble(problem)
        _until_mended([])


def _notices(seen: scope.Scope, parameters: dict[str, str], without_records: bool) -> None:
    sentences = [*seen.notices, *([text("frame.without_records")] if without_records else [])]
    if lost := parameters.get("lost"):
        sentences.insert(0, text("scope.page", value=scope.readable(lost)))
    draw(*(notice(sentence) for sentence in sentences))


def _trouble(problem: Problem) -> None:
    words = p(problem.for_reader), p(text("frame.trouble_help"), cls="muted")
    draw(section(_SIGN, h1(text("frame.trouble")), *words, cls="trouble card", role="alert"))


@st.fragment(run_every=15)
def _until_mended(looks: list[bool]) -> None:
    """Looks again every 15 seconds, and runs the page anew as soon as the store can be read.

    `looks` is kept between the fragment's runs: the first is the failed run itself, which must not begin another.
    """
    try:
        reading.town()
        looks.append(True)
    except Problem:
        looks.append(False)
    if len(looks) > 1 and looks[-1]:
        st.rerun(scope="app")


@st.fragment(run_every=10)
def _until_newer(version: tuple[int, int]) -> None:
    """Looks every 10 seconds whether store or records hold something newer, and runs the page anew in its place; while the
    store cannot be read, the picture stays."""
    try:
        newer = reading.version(reading.town()) != version
    except Problem:
        return
    if newer:
        st.rerun(scope="app")


run()
