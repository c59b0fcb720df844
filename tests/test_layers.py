"""Who may import whom: `data_access` is true without a screen, `components` draw, `pages` choose."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"app", "delivery", "pages", "components", "data_access"}
DRAWN = (
    "components data_access.metrics data_access.ranking data_access.wording data_access.settings "
    "data_access.state data_access.problem data_access.clock data_access.stages data_access.pictures "
)
SERVED = (
    "delivery components.menu components.chrome components.scope components.map_files components.wall data_access.settings "
    "data_access.basemap data_access.pictures "
    "data_access.database data_access.refresh data_access.upkeep data_access.state data_access.problem "
    "data_access.health data_access.clock data_access.wording"
)
# A room (the longest that fits holds): which of our modules it may import, and which modules it never may.
ROOMS = {
    "app": (SERVED, "sqlalchemy pandas plotly pydeck"),
    "delivery": (SERVED, "sqlalchemy pandas plotly pydeck"),
    "delivery/screen": (
        SERVED + " data_access.registration data_access.consultation",
        "sqlalchemy pandas plotly pydeck",
    ),
    "pages": (
        "components data_access",
        "sqlalchemy pandas plotly pydeck "
        "data_access.platform data_access.store data_access.database data_access.refresh",
    ),
    "components": (DRAWN, "sqlalchemy plotly pydeck xlsxwriter openpyxl"),
    "components/frame": (DRAWN + "data_access.registration", "sqlalchemy plotly pydeck xlsxwriter openpyxl"),
    "components/charts": (DRAWN, "sqlalchemy streamlit pydeck"),
    "components/party_charts": (DRAWN, "sqlalchemy streamlit pydeck"),
    "components/maps": (DRAWN, "sqlalchemy streamlit plotly"),
    "components/downloads": (DRAWN, "sqlalchemy plotly pydeck"),
    "components/reading": (DRAWN + "data_access.database data_access.suppression", "plotly pydeck"),
    "data_access": ("data_access", "streamlit plotly pydeck xlsxwriter openpyxl typer rich"),
    "data_access/__main__": ("data_access", "streamlit plotly pydeck xlsxwriter openpyxl"),
}


def violations(root: Path) -> list[str]:
    """Every import under `root` that its room forbids, as `file: module`."""
    files = [*root.glob("*.py"), *(file for room in OURS for file in (root / room).rglob("*.py"))]
    return [
        f"{file.relative_to(root)}: {module}"
        for file in files
        for module in _imports(ast.parse(file.read_text("utf-8")), file.relative_to(root).parent)
        if not _allowed(module, *_room(file.relative_to(root).with_suffix("")))
    ]


def _room(path: Path) -> tuple[list[str], list[str]]:
    may, never = next(ROOMS[str(place)] for place in (path, *path.parents) if str(place) in ROOMS)
    return may.split(), never.split()


def _allowed(module: str, may: list[str], never: list[str]) -> bool:
    within = [f"{module}.".startswith(f"{name}.") for name in may]
    refused = [f"{module}.".startswith(f"{name}.") for name in never]
    return not any(refused) and (module.split(".")[0] not in OURS or any(within))


def _imports(tree: ast.AST, package: Path):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = [package, *package.parents][node.level - 1].parts if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def test_every_module_imports_only_what_its_room_may():
    assert violations(ROOT) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("data_access/registration.py", "import streamlit as st"),
        ("data_access/registration.py", "from components import charts"),
        ("data_access/ranking.py", "import rich.progress"),
        ("data_access/refresh/counting.py", "from ...components import charts"),
        ("components/tables.py", "from sqlalchemy import select"),
        ("components/tables.py", "from data_access import registration"),
        ("components/tables.py", "def late():\n    import plotly.graph_objects as go"),
        ("components/charts.py", "import streamlit"),
        ("components/figures.py", "from data_access.database import read"),
        ("pages/overview.py", "import pandas as pd"),
        ("pages/overview.py", "from data_access import store"),
        ("pages/overview.py", "from pages import works"),
        ("app.py", "from components import tables"),
        ("app.py", "import pages.overview"),
    ],
)
def test_a_forbidden_import_is_found(tmp_path, file, line):
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(f"{line}\n")
    assert [found.split(":")[0] for found in violations(tmp_path)] == [file]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("data_access/registration.py", "from sqlalchemy import select"),
        ("data_access/__main__.py", "import rich, typer"),
        ("components/charts.py", "import plotly.graph_objects as go"),
        ("components/reading.py", "from data_access.database import read"),
        ("pages/overview.py", "from data_access import registration\nfrom components.scope import current"),
        ("app.py", "from data_access.settings import settings"),
    ],
)
def test_an_allowed_import_is_left_alone(tmp_path, file, line):
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(f"{line}\n")
    assert violations(tmp_path) == []
