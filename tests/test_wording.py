"""Every word has its place in both languages, is used, and is of its language."""

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from data_access.wording import LANGUAGES, words

ROOT = Path(__file__).parent.parent
SOURCES = [
    *ROOT.glob("*.py"),
    *(
        path
        for room in ("delivery", "pages", "components", "data_access")
        for path in (ROOT / room).rglob("*.py")
    ),
]
KEYS = sorted(words("zh"))

# Parts of the wording whose keys are put together where no f-string shows it.
DYNAMIC = (
    "chrome.",  # gone through as a whole: what Streamlit says, and what is said instead
    "refresh_step.",  # handed to the progress bar by its first part
    "demo_step.",
)
SWITCH = {"frame.other_language", "frame.other_language_help"}  # each in the language that it leads to
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
PROPER_NAMES = ("社区通",)  # what English keeps in Chinese
LATIN = re.compile(r"[A-Za-z][A-Za-z'-]+")
# What Chinese keeps in Latin: names of formats and products, and what is typed or looked up as it stands.
KEPT = re.compile(
    r"\{[^}]*\}"
    r"|\b(?:sqlite|postgresql|mysql|mariadb)(?:://\S*|\b)"
    r"|\b[A-Z]+(?:_[A-Z]+)+\b|--[a-z]+|\.photos|UTF-8|Esc"
    r"|\b(?:code|name|quarter|longitude|latitude)\b"
    r"|\b(?:bounds|map\.folder|class|outline|green|water|river|main_road|road|metro|station|place|wgs84|gcj02|bd09)\b"
    r"|\bCtrl\b"
    r"|python -m data_access[ a-z-]*|make run|refresh --full|refresh\.\w+"
    r"|\b(?:SQLite|PostgreSQL|MariaDB|MySQL|TOML|XLSX|CSV|PNG|SVG|SQL|GeoJSON|JSON|WGS-84|GCJ-02|JavaScript)\b",
)


def test_both_languages_have_the_same_keys():
    assert set(words("zh")) == set(words("en"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_wording_is_empty(lang):
    assert [key for key, wording in words(lang).items() if not wording.strip()] == []


def test_both_languages_have_the_same_places():
    differing = [key for key in KEYS if _places(words("zh")[key]) != _places(words("en").get(key, ""))]
    assert differing == []


def test_every_key_in_code_has_its_wording_and_every_place_its_value():
    wrong = []
    for file, key, given, more in _uses():
        if key not in words("zh"):
            wrong.append(f"{file}: {key} has no wording")
        elif not more and (missing := _places(words("zh")[key]) - given):
            wrong.append(f"{file}: {key} is not given {sorted(missing)}")
    assert wrong == []


def test_every_wording_is_used():
    patterns = [re.compile(pattern) for pattern in _patterns()]
    used = _literals() | {key for _, key, _, _ in _uses()}
    unused = [
        key
        for key in KEYS
        if key not in used and not key.startswith(DYNAMIC) and not any(p.fullmatch(key) for p in patterns)
    ]
    assert unused == []


def test_english_has_no_chinese():
    left = {key: CHINESE.findall(re.sub("|".join(PROPER_NAMES), "", words("en")[key])) for key in KEYS}
    assert {key: found for key, found in left.items() if found and key not in SWITCH} == {}


def test_chinese_is_set_with_chinese_signs():
    narrow = re.compile(r"[\u3400-\u9fff”’）》][,:;?!(]|[,;?!)][\u3400-\u9fff“（]")
    found = {key: narrow.findall(words("zh")[key].replace("用户:密码", "")) for key in KEYS}
    assert {key: signs for key, signs in found.items() if signs} == {}


def test_chinese_has_no_english():
    left = {key: LATIN.findall(KEPT.sub("", words("zh")[key])) for key in KEYS}
    assert {key: found for key, found in left.items() if found and key not in SWITCH} == {}


def _places(wording: str) -> set[str]:
    return {
        re.split(r"[.\[]", place)[0] for _, place, _, _ in Formatter().parse(wording) if place is not None
    }


@cache
def _trees() -> tuple[tuple[str, ast.AST], ...]:
    return tuple((str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))) for path in SOURCES)


def _uses():
    """Each key that code names outright: file, key, names of the values given, whether more may be given."""
    for file, tree in _trees():
        prefixes = {"Problem": "problem."}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "data_access.wording":
                prefixes |= {alias.asname or alias.name: "" for alias in node.names if alias.name == "text"}
        for node in ast.walk(tree):
            if _calls(node, *prefixes) and isinstance(node.args[0], ast.Constant):
                given = {keyword.arg for keyword in node.keywords}
                yield file, prefixes[node.func.id] + node.args[0].value, given, None in given


def _literals() -> set[str]:
    return {
        node.value
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _patterns():
    """Keys that code puts together: f-strings that begin with a part of the wording, and `name(kind, …)`."""
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                if re.match(r"\w+\.", node.values[0].value):
                    yield "".join(
                        re.escape(part.value) if isinstance(part, ast.Constant) else ".+"
                        for part in node.values
                    )
            elif _calls(node, "name") and isinstance(node.args[0], ast.Constant):
                yield rf"{re.escape(str(node.args[0].value))}\..+"


def _calls(node: ast.AST, *names: str) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args
    )
