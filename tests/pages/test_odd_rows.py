"""A store that holds an odd row for each column of the content: every page is drawn to its end, and so are its files."""

import pytest

from components import menu
from components.parts import downloads
from tests import hand, page, planted_odd
from tests.works import planted_project


@pytest.fixture
def odd(tmp_path):
    """The planted project's store with the odd rows in it, those of a project at this one too; the odd projects."""
    url = hand.made(tmp_path / "store.db")
    planted_project.plant(url)
    projects = planted_odd.plant(url)
    planted_odd.plant_at(url, planted_project.P)
    return url, projects


def test_every_page_opens(odd, page_of, monkeypatch):
    url, projects = odd
    taken = []
    monkeypatch.setattr(downloads, "offer", lambda key, title, frame, *_, **__: taken.append(frame()))
    asked: list[tuple[str, dict[str, str]]] = [(one.key, {}) for one in menu.PAGES]
    asked += [("project", {"project": code}) for code in (planted_project.P, projects[0], projects[-1])]
    asked += [("works", {"project": projects[0]}), ("committee", {"committee": planted_project.C1})]
    for key, parameters in asked:
        assert len(page.plain(page.sent(page_of(key, url, **parameters)))) > 100, (key, parameters)
    assert taken
