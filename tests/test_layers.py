"""Who may import whom: `data_access` is true without a screen, `components` draw, `pages` choose."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"app", "delivery", "pages", "components", "data_access"}
TRUE = (
    "data_access.metrics data_access.wording data_access.settings data_access.base_path data_access.problem data_access.clock "
    "data_access.pictures data_access.state data_access.made data_access.works.stages data_access.access.rights data_access.documents "
)
ROWS = (
    "data_access.registration.progress.Standing data_access.registration.progress.Sums "
    "data_access.registration.portrait.Portrait data_access.registration.movement.Movement "
    "data_access.registration.areas.Inside data_access.registration.areas.Place "
    "data_access.topics.kinds data_access.works.consultation.Work data_access.works.ledger.Entry data_access.works.story "
    "data_access.party.members.BY_KEY data_access.party.activity.Acts data_access.party.activity.ActsOfTown "
    "data_access.party.visits.Sums data_access.waiting.calls.Call data_access.waiting.calls.Sums "
    "data_access.concerns.listing.Concern data_access.concerns.listing.Listing data_access.concerns.listing.Reply data_access.concerns.listing.Queue data_access.concerns.answers.Answered "
    "data_access.waiting.unanswered.Opinion data_access.residents.taking_part.Active data_access.rows "
    "data_access.campaigns.held data_access.campaigns.effect.AROUND data_access.access.administration "
    "data_access.registration.targets_kept data_access.store.TOWN data_access.access.accounts data_access.access.devices data_access.access.passwords components.writing "
    "data_access.cases.listing.Item data_access.cases.movement.BANDS data_access.cases.sums.LEAST_RATINGS "
    "data_access.supervision.colours data_access.supervision.slips data_access.supervision.issuing data_access.supervision.proposals "
    "data_access.bulletins.content data_access.bulletins.written data_access.bulletins.kept data_access.bulletins.sheet data_access.bulletins.paper data_access.bulletins.picture "
    "data_access.bulletins.pushing data_access.bulletins.schedule "
    "data_access.meetings.agenda data_access.meetings.decisions data_access.meetings.held data_access.meetings.holding "
    "data_access.meetings.minutes data_access.meetings.states data_access.follow_up "
)
"""What is called that components draw: rows of frames, and what is read as one."""
WORDS = TRUE + "components.words components.document.tokens "
PARTS = WORDS + "components.parts components.document components.scope components.reading "
DRAWINGS = PARTS + "components.charts components.maps "
SERVED = (
    "delivery components.menu components.document components.scope components.catalogue components.headless components.maps.map_files "
    "components.wall components.sign_in components.pairing components.remote data_access.records data_access.base_path "
    "data_access.settings data_access.basemap data_access.pictures data_access.database data_access.refresh data_access.recorded "
    "data_access.upkeep data_access.state data_access.problem data_access.health data_access.clock data_access.previews data_access.access "
    "data_access.wording "
)
UNDRAWN = "sqlalchemy pandas plotly pydeck xlsxwriter openpyxl"
UNSERVED = "streamlit plotly pydeck xlsxwriter openpyxl typer rich"
LONGEST_PAGE = 45
DOCUMENT = Path("components/document/chrome.py")
SUBJECTS = (
    "town calls registration committee party consultation works project definitions guide "
    "topics cases department campaigns residents administration supervision bulletin meeting"
)
# A room (the longest that fits holds): which of our modules it may import, and which modules it never may.
ROOMS = {
    "app": (SERVED, UNDRAWN),
    "delivery": (SERVED, UNDRAWN),
    "delivery/screen": (
        SERVED
        + "data_access.registration data_access.works.consultation data_access.made data_access.recorded",
        UNDRAWN,
    ),
    "pages": (
        "components data_access",
        UNDRAWN + " data_access.platform data_access.store data_access.database data_access.refresh",
    ),
    "components": (
        PARTS + "components.menu components.head components.reader components.signed_in data_access.access",
        UNDRAWN.replace("pandas ", ""),
    ),
    "components/frame": (
        PARTS
        + "components.menu components.head components.entrance components.reader components.writing components.opened",
        UNDRAWN,
    ),
    "components/entrance": (
        "components.scope components.reading data_access.registration data_access.access.rights",
        UNDRAWN,
    ),
    "components/headless": (
        "components.entrance components.menu components.scope components.parts " + TRUE,
        UNDRAWN,
    ),
    "components/scope": ("components.menu " + TRUE, UNDRAWN),
    "components/reading": (
        "components.scope components.opened data_access.state data_access.made data_access.settings data_access.database "
        "data_access.metrics.suppression data_access.sensitive "
        "data_access.recorded data_access.records.record_head data_access.clock data_access.problem",
        "plotly pydeck xlsxwriter openpyxl",
    ),
    "components/writing": (
        "components.reading components.reader components.scope components.parts.html data_access.clock data_access.problem "
        "data_access.records.chain data_access.records.writing data_access.platform.redaction data_access.access.rights",
        UNDRAWN.replace("sqlalchemy ", ""),
    ),
    "components/opened": (
        "components.reader components.scope components.parts.collecting data_access.clock data_access.problem "
        "data_access.records.writing",
        UNDRAWN.replace("sqlalchemy ", ""),
    ),
    "components/document": (
        "components.document components.parts.html data_access.wording data_access.base_path",
        UNDRAWN,
    ),
    "components/words": (WORDS, UNDRAWN.replace("pandas ", "") + " streamlit"),
    "components/parts": (PARTS + "data_access.workbook ", "sqlalchemy plotly pydeck openpyxl xlsxwriter"),
    "components/parts/allowed": (PARTS + "components.menu", UNDRAWN),
    "components/parts/assigned": (
        PARTS + "data_access.follow_up",
        "sqlalchemy plotly pydeck openpyxl xlsxwriter",
    ),
    "components/parts/slip_list": (PARTS + "components.menu", "sqlalchemy plotly pydeck openpyxl xlsxwriter"),
    "components/parts/assignment": (
        PARTS + "data_access.rows",
        "sqlalchemy plotly pydeck openpyxl xlsxwriter",
    ),
    "components/parts/form_card": (PARTS + "components.writing data_access.assignments.moving", UNDRAWN),
    "components/parts/downloads": (
        PARTS + "components.catalogue data_access.workbook",
        UNDRAWN.replace("pandas ", ""),
    ),
    "components/charts": (PARTS + "components.charts", "sqlalchemy plotly pydeck xlsxwriter openpyxl"),
    "components/charts/plots": (WORDS, "sqlalchemy streamlit pydeck"),
    "components/charts/party_charts": (WORDS + "components.charts.plots", "sqlalchemy streamlit pydeck"),
    "components/maps": (PARTS + "components.maps", "sqlalchemy plotly pydeck xlsxwriter openpyxl"),
    "components/maps/deck": (WORDS + "components.maps components.parts.html", "sqlalchemy streamlit plotly"),
    "components/sign_in": (
        WORDS
        + "components.document components.menu components.parts.html components.scope components.sign_in data_access.access",
        UNDRAWN,
    ),
    "components/reader": (
        "data_access.access data_access.problem data_access.settings data_access.records.chain",
        UNDRAWN,
    ),
    "components/pairing": (
        WORDS + "components.document components.pairing components.parts.html",
        UNDRAWN,
    ),
    "components/remote": (
        WORDS
        + "components.document components.menu components.parts.html components.remote components.scope",
        UNDRAWN,
    ),
    "components/wall": (
        WORDS + "components.document components.menu components.parts.html components.wall",
        UNDRAWN.replace("pandas ", ""),
    ),
    **{
        f"components/{subject}": (
            DRAWINGS + ROWS + f"components.{subject}",
            "sqlalchemy plotly pydeck xlsxwriter openpyxl",
        )
        for subject in SUBJECTS.split()
    },
    "data_access": ("data_access", UNSERVED),
    "data_access/__main__": ("data_access", "streamlit plotly pydeck xlsxwriter openpyxl"),
    "data_access/commands": ("data_access", "streamlit plotly pydeck xlsxwriter openpyxl"),
    "data_access/workbook": ("data_access.wording", "sqlalchemy " + UNSERVED.replace("xlsxwriter ", "")),
    "data_access/wording": ("data_access.wording", "sqlalchemy pandas " + UNSERVED),
    "data_access/records": (
        "data_access.records data_access.database data_access.clock data_access.problem data_access.settings "
        "data_access.platform.CODE",
        "pandas " + UNSERVED,
    ),
    "data_access/access/administration": (
        "data_access.records data_access.made data_access.rows data_access.access.trial",
        UNSERVED,
    ),
    "data_access/access": (
        "data_access.access data_access.records data_access.database data_access.clock data_access.problem "
        "data_access.settings data_access.wording",
        "pandas " + UNSERVED,
    ),
    "data_access/metrics": ("data_access.metrics data_access.settings", "sqlalchemy " + UNSERVED),
    "data_access/documents": (
        "data_access.documents data_access.wording data_access.problem data_access.settings",
        "sqlalchemy pandas " + UNSERVED,
    ),
    "data_access/demo": (
        "data_access.demo data_access.platform data_access.problem data_access.settings",
        "pandas " + UNSERVED,
    ),
    **{
        f"data_access/{subject}": (
            f"data_access.{subject} data_access.made data_access.rows data_access.store data_access.records data_access.state "
            "data_access.platform data_access.database "
            "data_access.metrics data_access.settings data_access.vocabulary data_access.clock data_access.problem data_access.sensitive data_access.access.rights",
            UNSERVED,
        )
        for subject in (
            "registration",
            "party",
            "works",
            "concerns",
            "topics",
            "cases",
            "campaigns",
            "residents",
        )
    },
    "data_access/assignments": (
        "data_access.assignments data_access.records data_access.rows data_access.platform.redaction data_access.settings "
        "data_access.sensitive data_access.clock data_access.problem data_access.access.rights",
        UNSERVED,
    ),
    "data_access/supervision": (
        "data_access.supervision data_access.assignments data_access.cases data_access.made data_access.rows data_access.store "
        "data_access.records data_access.settings data_access.sensitive data_access.clock data_access.problem "
        "data_access.access.rights",
        UNSERVED,
    ),
    "data_access/bulletins": (
        "data_access.bulletins data_access.registration data_access.residents data_access.party data_access.concerns "
        "data_access.cases data_access.works data_access.supervision data_access.meetings data_access.assignments "
        "data_access.made data_access.rows data_access.records data_access.sensitive "
        "data_access.metrics data_access.settings data_access.state data_access.clock data_access.problem data_access.wording "
        "data_access.database data_access.access.rights data_access.documents data_access.workbook data_access.sensitive",
        UNSERVED,
    ),
    "data_access/meetings": (
        "data_access.meetings data_access.assignments data_access.supervision data_access.cases data_access.registration data_access.party "
        "data_access.works data_access.topics data_access.metrics data_access.made data_access.rows data_access.store "
        "data_access.records data_access.platform data_access.settings data_access.sensitive data_access.clock "
        "data_access.problem data_access.state data_access.access",
        UNSERVED,
    ),
    "data_access/waiting": (
        "data_access.waiting data_access.registration data_access.works data_access.concerns data_access.made data_access.rows "
        "data_access.store data_access.settings data_access.vocabulary data_access.clock data_access.access.rights",
        UNSERVED,
    ),
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
        ("data_access/registration/areas.py", "import streamlit as st"),
        ("data_access/registration/__init__.py", "from components import charts"),
        ("data_access/metrics/ranking.py", "import rich.progress"),
        ("data_access/refresh/counting.py", "from ...components import charts"),
        ("components/parts/tables.py", "from sqlalchemy import select"),
        ("components/parts/tables.py", "from data_access import registration"),
        ("components/parts/tables.py", "from components.party import head"),
        ("components/party/tables.py", "from components.registration import rankings"),
        ("components/words/numerals.py", "from components.parts import lights"),
        ("data_access/party/visits.py", "from data_access.works import stages"),
        ("data_access/demo/town.py", "from data_access import store"),
        ("components/parts/tables.py", "def late():\n    import plotly.graph_objects as go"),
        ("components/charts/plots.py", "import streamlit"),
        ("components/parts/figures.py", "from data_access.database import read"),
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
        ("data_access/registration/__init__.py", "from sqlalchemy import select"),
        ("data_access/__main__.py", "import rich, typer"),
        ("components/charts/plots.py", "import plotly.graph_objects as go"),
        ("components/reading.py", "from data_access.database import read"),
        ("components/party/tables.py", "from components.party import head"),
        ("pages/overview.py", "from data_access import registration\nfrom components.scope import current"),
        ("app.py", "from data_access.settings import settings"),
    ],
)
def test_an_allowed_import_is_left_alone(tmp_path, file, line):
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(f"{line}\n")
    assert violations(tmp_path) == []


def test_a_page_reads_like_the_screen():
    lines = {page.name: len(page.read_text("utf-8").splitlines()) for page in (ROOT / "pages").glob("*.py")}
    assert {name: count for name, count in lines.items() if count > LONGEST_PAGE} == {}


def written(root: Path) -> list[str]:
    """Every text of `components`, `delivery` and `pages` that holds a tag, outside the room that writes HTML, as `file:line`;
    the document's names those of Streamlit's, in whose places it puts ours."""
    tag = re.compile(
        r"<(?!lambda>|extra>|/extra>)[a-z/][a-z0-9]*[ >/]"
    )  # a function's name, and plotly's own
    files = [file for room in ("components", "delivery", "pages") for file in (root / room).rglob("*.py")]
    return [
        f"{file.relative_to(root)}:{node.lineno}"
        for file in files
        if "parts" not in file.relative_to(root).parts and file.relative_to(root) != DOCUMENT
        for node in _texts(ast.parse(file.read_text("utf-8")))
        if tag.search(node.value)
    ]


def _texts(tree: ast.Module):
    """The texts of a module that are no docstrings."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node


def test_html_is_written_in_the_parts_alone():
    assert written(ROOT) == []


@pytest.mark.parametrize(
    "line", ['words = f"<b>{words}</b>"', 'end = "</p>"', "row = f'<tr class=\"{key}\">'"]
)
def test_html_elsewhere_is_found(tmp_path, line):
    (tmp_path / "components" / "town").mkdir(parents=True)
    (tmp_path / "components" / "town" / "sentence.py").write_text(f"{line}\n")
    assert written(tmp_path)


def vague(root: Path) -> list[str]:
    """Where the product calls something by a word that is exact only in its sentence: a function, an argument, a variable
    or an attribute."""
    words = {"told", "said", "shown", "asked", "wanted", "given", "known", "there", "here", "tongue", "eyes"}
    rooms = ("components", "data_access", "delivery", "pages", "scripts", "benchmarks")
    return [
        f"{file.relative_to(root)}:{getattr(node, 'lineno', 0)}: {name}"
        for file in [*root.glob("*.py"), *(file for room in rooms for file in (root / room).rglob("*.py"))]
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        for name in (getattr(node, key, None) for key in ("name", "arg", "id", "attr"))
        if isinstance(name, str) and name.strip("_") in words and not isinstance(node, ast.keyword)
    ]


def test_names_are_the_fields_terms():
    assert vague(ROOT) == []


@pytest.mark.parametrize(
    "line", ["def told(): ...", "def draw(asked): ...", "class Shown: ...\nshown = 1", "row.there = 2"]
)
def test_a_vague_name_is_found(tmp_path, line):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "works.py").write_text(f"{line}\n")
    assert len(vague(tmp_path)) == 1
