"""What the documents say of the product holds."""

import ast
import re
from collections.abc import Iterator

import pytest

from components import menu, scope
from components.cases import choices
from components.consultation import work_filters
from components.guide import sheets
from data_access.settings import ROOT
from data_access.wording import LANGUAGES
from data_access.wording import words as wordings
from data_access.works import locations

DOCS = {path.name: path.read_text("utf-8") for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]}
DECISIONS, ADDRESSES = DOCS["decisions.md"], DOCS["addresses.md"]
_ROOMS = ("components", "pages", "delivery")
# Files that read parameters whose names stand in a variable, and what these are.
_LOOPS = {
    "components/scope.py": {"on", "compare", "lang", "look", *scope.PLACES},
    "components/parts/table_file.py": {*scope.PLACES, "department"},
    "components/works/controls.py": set(locations.FILTERS),
    "pages/works.py": set(locations.FILTERS),
    "components/consultation/work_filters.py": set(work_filters.CHOICES),
    "components/cases/boards.py": set(choices.AREAS),
    "components/cases/choices.py": {*choices.AREAS, *choices.CHOICES, "rows"},
    "components/wall/__init__.py": {"committee", "project", "on", "lang"},
    "components/head.py": {"on", "lang", "look"},
    "delivery/documents.py": {"committee", "project"},
}
_SCRIPTED = re.compile(
    r"""(?:searchParams|here|told|parameters|URLSearchParams\([^()]*\))\.(?:get|set|delete)\("(\w+)\""""
)


def test_the_table_of_contents_names_every_decision_in_order_and_links_to_it():
    headings = re.findall(r"^## (.+)$", DECISIONS, re.MULTILINE)
    listed = re.findall(r"^- \[(.+)\]\(#(.+)\)$", DECISIONS, re.MULTILINE)
    assert listed == [(heading, anchor(heading)) for heading in headings]
    assert len(headings) > 30


def test_every_parameter_that_is_read_is_listed_and_no_other_is():
    cells = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", ADDRESSES, re.MULTILINE)
    assert parameters_read() == set(re.findall(r"`(\w+)`", " ".join(cells)))


@pytest.mark.parametrize(
    "line",
    [
        "st.query_params.get('unheard', '')",
        "st.query_params['unheard']",
        "scope.parameter('unheard')",
        "here, asked = 1, st.query_params\nasked.get('unheard')",
        "parameters.get('unheard')",
        "said = dict(scope.view) | {}\nsaid.get('unheard')",
        "kept = {name: parameters[name] for name in ('unheard',)}",
        "scope.choose(text('x'), 'unheard', known, 5)",
        "scope.again('works', unheard=1)",
    ],
)
def test_a_parameter_is_found_however_it_is_read(line):
    assert set(_read_in(ast.parse(line), "pages/none.py")) == {"unheard"}


def test_a_parameter_whose_name_nobody_can_know_is_refused():
    with pytest.raises(AssertionError, match="pages/none.py"):
        list(_read_in(ast.parse("scope.parameter(key)"), "pages/none.py"))


def test_every_name_of_the_glossary_is_the_codes():
    code = "\n".join(
        path.read_text("utf-8") for room in (*_ROOMS, "data_access") for path in (ROOT / room).rglob("*.py")
    )
    table = DOCS["glossary.md"].split("\n## ")[1]
    names = re.findall(r"`(\w+)`", table)
    assert [name for name in names if not re.search(rf"\b{name}\b", code)] == []
    assert len(names) > 40


def test_every_path_in_the_documents_exists():
    for name, words in DOCS.items():
        folder = ROOT if (ROOT / name).is_file() else ROOT / "docs"
        linked = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", words) + re.findall(r'srcset="([^"]+)"', words)
        assert [path for path in linked if not (folder / path).exists()] == [], name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_leads_to_every_page_and_explains_figures_by_their_names(lang):
    words = sheets.document(lang).read_text("utf-8")
    assert {*re.findall(r"\]\(\.\./pages/(\w+)\.py\)", words), "help"} == {page.key for page in menu.PAGES}
    names = {wording for key, wording in wordings(lang).items() if re.fullmatch(r"metric\.\w+\.name", key)}
    explained = re.findall(r"^\| \*\*(.+?)\*\* \|", words, re.MULTILINE)
    assert [name for name in explained if name not in names] == []
    assert len(explained) > 25


def test_the_guide_has_its_pictures_in_every_language_and_no_others():
    pictures = [path for path in (ROOT / "docs" / "guide").iterdir() if path.suffix == ".webp"]
    used = re.findall(r"\]\(guide/([\w-]+\.webp)\)", DOCS["guide.md"] + DOCS["guide.zh-CN.md"])
    assert sorted(used) == sorted(path.name for path in pictures)
    assert sum(path.stat().st_size for path in pictures) < 1_500_000


def test_every_jump_in_the_guide_has_its_heading():
    for lang in LANGUAGES:
        words = sheets.document(lang).read_text("utf-8")
        headings = {anchor(heading) for heading in re.findall(r"^##+ (.+)$", words, re.MULTILINE)}
        assert set(re.findall(r"\]\(#([^)]+)\)", words)) <= headings


def parameters_read() -> set[str]:
    """The address parameters that the code reads or writes, Python and JavaScript."""
    found = set()
    for room in _ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            found |= set(_read_in(ast.parse(path.read_text("utf-8")), str(path.relative_to(ROOT))))
        for path in (ROOT / room).rglob("*.js"):
            found |= set(_SCRIPTED.findall(path.read_text("utf-8")))
    return found


def _read_in(tree: ast.AST, file: str) -> Iterator[str]:
    kept = {"parameters", *_aliases(tree)}
    for node in ast.walk(tree):
        for name in _names(node, kept):
            if isinstance(name, ast.Constant):
                yield str(name.value)
            else:
                loops = {value for outer in ast.walk(tree) for value in _of_loop(outer, name)}
                assert loops or file in _LOOPS, f"{file} reads a parameter by {ast.unparse(name)}"
                yield from loops or _LOOPS[file]


def _aliases(tree: ast.AST) -> Iterator[str]:
    """The names under which a file keeps all parameters."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            pairs = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = list(zip(target.elts, value.elts, strict=True))
            yield from (to.id for to, of in pairs if isinstance(to, ast.Name) and _are_parameters(of))


def _are_parameters(node: ast.AST) -> bool:
    return (
        re.fullmatch(r".*\b(query_params(\.to_dict\(\))?|(scope|self)\.view\).*)", ast.unparse(node))
        is not None
    )


def _names(node: ast.AST, kept: set[str]) -> Iterator[ast.expr]:
    """The names of parameters that a node reads or writes, as they stand there."""
    if isinstance(node, ast.Subscript) and _holds(node.value, kept):
        yield node.slice
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        of, does = node.func.value, node.func.attr
        if (
            does in ("get", "pop")
            and _holds(of, kept)
            or does == "parameter"
            and ast.unparse(of) in ("scope", "seen")
        ):
            yield node.args[0]
        elif does in ("again", "link"):
            yield from (ast.Constant(keyword.arg) for keyword in node.keywords if keyword.arg)
    if (
        isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("choose", "several"))
        and len(node.args) > 2
    ):
        yield node.args[len(node.args) - 3]


def _holds(node: ast.expr, kept: set[str]) -> bool:
    written = ast.unparse(node)
    return (
        written in kept
        or written.endswith("query_params")
        or bool(re.search(r"\b(scope|self)\.view\)$", written))
    )


def _of_loop(node: ast.AST, name: ast.expr) -> Iterator[str]:
    """What a name runs through in a comprehension, where that is written out."""
    if any(name is inner for inner in ast.walk(node)):
        for loop in getattr(node, "generators", ()):
            if ast.unparse(loop.target) == ast.unparse(name):
                yield from (
                    str(each.value)
                    for each in getattr(loop.iter, "elts", ())
                    if isinstance(each, ast.Constant)
                )


def anchor(heading: str) -> str:
    """A heading's anchor as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
