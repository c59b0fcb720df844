"""Every word has its place in every language, is used, and is of its language; a language is a folder."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from components import menu
from data_access.metrics import METRICS
from data_access.records import auditing
from data_access.wording import LANGUAGES, words

ROOT = Path(__file__).parent.parent
WORDING = ROOT / "data_access" / "wording"
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
    "records_step.",
    "bulletin_step.",
    "metric.",  # by a metric's key and a part of it: gone through below
    *(
        "defect.",
        "defect_effect.",
        "defect_remedy.",
    ),  # by a defect's kind: test_work_defects goes through all
    "lacking_what.",  # by what a platform may lack: test_lesser_towns goes through all
    "lacking_shows.",
    "audit_act.",  # by what was done, for another version too: audit_log
    "project_mark.",  # by what is odd about a vote, an opinion or a plan
    "topic.",  # by the key of a built-in topic: test_heat goes through all
)
CODES = {"language.tag", "language.browser", "language.numbers"}  # not for readers
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
PROPER_NAMES = ("社区通",)  # what English keeps in Chinese
SIGNS = re.compile(r"[\u3000-\u303f\uff00-\uffef·×≥]")
OF_NAMES = {
    "numeral.moment",
    "project.what",
    "project_notice.what",
    "project_notice.about",
    "party.campaign_is",
    "supervision.ended",
    "bulletin.detail",
    "bulletin.posted",
    *(f"bulletin_named.{key}" for key in ("leading", "gained", "latest", "done")),
}  # names put together
LATIN = re.compile(r"[A-Za-z][A-Za-z'-]+")
# What Chinese keeps in Latin: names of formats and products, and what is typed or looked up as it stands.
KEPT = re.compile(
    r"\{[^}]*\}"
    r"|\b(?:sqlite|postgresql|mysql|mariadb)(?:://\S*|\b)"
    r"|\b[A-Z]+(?:_[A-Z]+)+\b|--[a-z]+(?:-[a-z]+)*|\.photos|UTF-8|Esc"
    r"|\b(?:code|name|quarter|longitude|latitude)\b"
    r"|\b(?:bounds|map\.folder|documents\.fonts|class|outline|green|water|river|main_road|road|metro|station|place|wgs84|gcj02|bd09)\b"
    r"|\bCtrl\b"
    r"|python -m data_access[ a-z-]*|make run|refresh --full|\[access\.oidc\]|(?:refresh|server|access)(?:\.\w+)+(?: = true)?"
    r"|\b(?:SQLite|PostgreSQL|MariaDB|MySQL|TOML|XLSX|CSV|PDF|Word|PNG|SVG|SQL|GeoJSON|JSON|WGS-84|GCJ-02|JavaScript)\b",
)


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_every_language_has_the_same_keys(lang):
    assert set(words(lang)) == set(KEYS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_wording_is_empty(lang):
    assert [key for key, wording in words(lang).items() if not wording.strip()] == []


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_every_language_has_the_same_places(lang):
    differing = [key for key in KEYS if _places(words("zh")[key]) != _places(words(lang).get(key, ""))]
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
    written = _literals()
    used = written | {key for _, key, _, _ in _uses()} | {f"common.{word}" for word in written}
    for pattern in {re.compile(pattern) for pattern in _patterns()}:
        found = filter(None, map(pattern.fullmatch, KEYS))
        used |= {match[0] for match in found if written.issuperset(match.groups())}
    assert [key for key in KEYS if key not in used and not key.startswith(DYNAMIC)] == []


def test_every_metric_has_its_words_and_no_other_has():
    parts = ("name", "definition", "numerator", "denominator", "why")
    worded = {key for key in KEYS if key.startswith("metric.")}
    assert worded == {f"metric.{key}.{part}" for key in METRICS for part in parts}
    assert {f"source.{table}" for metric in METRICS.values() for table in metric.sources} <= set(KEYS)


def test_every_act_that_the_audit_is_written_has_its_name():
    place = {"change": 2, "aside": 2, "note": 2, "append": 3}
    acts = {auditing.CHECKPOINT}
    for file, tree in _trees():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and file.startswith(("data_access", "delivery")):
                at = place.get(getattr(call.func, "attr", getattr(call.func, "id", "")), len(call.args))
                acts |= {str(one.value) for one in call.args[at : at + 1] if isinstance(one, ast.Constant)}
    assert {"audit_ended", "begun", "restored", "sign_in_failed"} <= acts
    assert {f"audit_act.{act}" for act in acts} - set(KEYS) == set()


def test_every_page_has_its_name_and_says_what_it_shows():
    keys = [page.key for page in menu.PAGES]
    assert [key for key in keys if f"nav.{key}" not in KEYS or f"preview.{key}" not in KEYS] == []


def test_no_two_files_of_a_language_hold_the_same_subject():
    for lang in LANGUAGES:
        held = [
            (subject, file.name)
            for file in (WORDING / lang).glob("*.toml")
            for subject in tomllib.loads(file.read_text("utf-8"))
        ]
        assert len(held) == len({subject for subject, _ in held})


def test_the_languages_have_the_same_files():
    files = [{file.name for file in (WORDING / lang).iterdir()} for lang in LANGUAGES]
    assert all(each == files[0] for each in files)


def test_what_all_subjects_share_no_subject_says_again():
    assert [own for own, shared in _own_and_shared() if _alike(own, shared)] == []


def test_a_subjects_own_term_is_no_sentence():
    terms = [own for own, shared in _own_and_shared() if not _places(words("zh")[shared])]
    assert [own for own in terms if _places(words("zh")[own])] == []


def test_signs_stand_together():
    bare = [key for key in KEYS if not any(map(_letters, (words(lang)[key] for lang in LANGUAGES)))]
    assert [key for key in bare if not key.startswith("sign.") and key not in OF_NAMES] == []


def test_a_day_is_written_in_one_way():
    """By `{since:day}`, which knows when to say the year; but for what a day is made of, and what always says its year."""
    own = re.compile(r"\{\w+(\.(month|day|year)|:%[^HMS]*[bBdmY][^}]*)\}")
    apart = ("language.", "numeral.period_of_year", "project_notice.day", "documents.day")
    found = [key for lang in LANGUAGES for key, wording in words(lang).items() if own.search(wording)]
    assert [key for key in found if not key.startswith(apart)] == []


def test_no_code_writes_signs():
    drawn = [(file, tree) for file, tree in _trees() if file.startswith(("components", "pages", "delivery"))]
    found = [(file, text) for file, tree in drawn for text in _strings(tree) if SIGNS.search(text)]
    assert found == []


def test_a_third_language_is_a_folder_and_no_code(tmp_path, demo_store):
    _house_with_a_third_language(tmp_path)
    environment = {
        "PYTHONPATH": str(tmp_path),
        "LANG": "eo.UTF-8",
        "STORE_DATABASE_URL": f"sqlite:///{demo_store}",
    }
    asked = [sys.executable, "-c", _ASKED]
    run = subprocess.run(
        asked, cwd=tmp_path, env=os.environ | environment, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    spoken, languages, document, links, body = run.stdout.splitlines()
    assert (spoken, languages) == ("eo", "zh en eo")
    assert '<html lang="eo"' in document
    assert "<title>Regado</title>" in document
    assert "Elekti ĉion" in document
    assert links == "/definitions zh-CN /definitions?lang=en en"
    assert "Mezuroj" in body
    assert body.endswith(" 1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567")


def _house_with_a_third_language(place: Path) -> None:
    for room in ("components", "data_access", "delivery", "pages", ".streamlit"):
        shutil.copytree(ROOT / room, place / room, ignore=shutil.ignore_patterns("*.woff2", "__pycache__"))
    (place / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "page.py", place / "tests")
    folder = shutil.copytree(WORDING / "en", place / "data_access" / "wording" / "eo")
    for file, key, own in _ESPERANTO:
        changed = re.sub(rf'(?m)^{key} = ".*"$', f'{key} = "{own}"', (folder / file).read_text("utf-8"))
        (folder / file).write_text(changed, "utf-8")


_ESPERANTO = (
    *(("language.toml", key, "eo") for key in ("tag", "browser", "numbers")),
    ("language.toml", "name", "Esperanto"),
    ("frame.toml", "product", "Regado"),
    ("chrome.toml", "select_all", "Elekti ĉion"),
    ("definitions.toml", "metrics", "Mezuroj"),
)
_ASKED = """
import re
from itertools import chain
from components.document import chrome
from components.words import numerals
from data_access import __main__, wording
from tests import page

print(wording.language.get())
print(*wording.LANGUAGES)
print(" ".join(chrome.document("eo", "light").split()))
drawn = page.sent(page.run("definitions", lang="eo"))
print(*chain.from_iterable(re.findall(r'class="tool" href="([^"]*)"[^>]*lang="([^"]*)"', drawn)))
print(" ".join(page.plain(drawn).split()), numerals.count(1234567))
"""


def test_english_has_no_chinese():
    left = {key: CHINESE.findall(re.sub("|".join(PROPER_NAMES), "", words("en")[key])) for key in KEYS}
    assert {key: found for key, found in left.items() if found and key not in CODES} == {}


def test_chinese_is_set_with_chinese_signs():
    narrow = re.compile(r"[\u3400-\u9fff”’）》][,:;?!(]|[,;?!)][\u3400-\u9fff“（]")
    found = {key: narrow.findall(words("zh")[key].replace("用户:密码", "")) for key in KEYS}
    assert {key: signs for key, signs in found.items() if signs} == {}


def test_chinese_has_no_english():
    left = {key: LATIN.findall(KEPT.sub("", words("zh")[key])) for key in KEYS}
    assert {key: found for key, found in left.items() if found and key not in CODES} == {}


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
            if call := _call(node, *prefixes):
                yield file, prefixes[call.function] + call.key, call.values, None in call.values


def _own_and_shared() -> list[tuple[str, str]]:
    """The words that a subject has beside one that all share, where code asks by `term`: the subject's key, the common one."""
    shared = [key.removeprefix("common.") for key in KEYS if key.startswith("common.")]
    pairs = [(f"{subject}.{word}", f"common.{word}") for subject in _terms() for word in shared]
    return [(own, common) for own, common in pairs if own in KEYS]


def _alike(one: str, other: str) -> bool:
    return all(words(lang)[one] == words(lang)[other] for lang in LANGUAGES)


def _letters(wording: str) -> bool:
    return any(sign.isalnum() for sign in re.sub(r"\{[^}]*\}", "", wording))


def _literals() -> set[str]:
    return {text for _, tree in _trees() for text in _strings(tree)}


def _strings(tree: ast.AST) -> list[str]:
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [node.value for node in constants if isinstance(node.value, str)]


def _terms() -> set[str]:
    """The subjects whose words code asks for by `term`."""
    return {call.key for _, tree in _trees() for node in ast.walk(tree) if (call := _call(node, "term"))}


def _patterns():
    """Keys that code puts together: f-strings that begin with a part of the wording or end in one, `name(kind, …)` and
    `term(subject, …)`; a group for each place."""
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(p.value)) if isinstance(p, ast.Constant) else None for p in node.values
                ]
                written = "".join(part or "" for part in parts)
                if re.fullmatch(r"\w+\\\.\w*|\\\.\w+", written):
                    yield "".join(part or r"(\w+)" for part in parts)
            elif call := _call(node, "name", "term"):
                yield rf"{re.escape(call.key)}\.(\w+)"


class _Call(NamedTuple):
    """Of which function, with which first value as it stands there, and the names of its other values (None: `**`)."""

    function: str
    key: str
    values: set[str | None]


def _call(node: ast.AST, *names: str) -> _Call | None:
    """The call of one of the functions that a node is, where its first value is written out."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            return _Call(node.func.id, first.value, {keyword.arg for keyword in node.keywords})
    return None
