"""The rules that keep the style sheets short: Streamlit's names in one folder, `!important` where it is forced."""

import re
from pathlib import Path

from components.document import chrome

COMPONENTS = Path(__file__).parents[3] / "components"
SHEETS = [file for file in COMPONENTS.glob("*/*.css") if file.parent.name != "static"]
STREAMLITS = re.compile(r"data-testid|\.st[A-Z]\w*|emotion-cache")


def test_streamlits_names_stand_beside_the_document_only():
    found = {
        f"{sheet.parent.name}/{sheet.name}: {name}"
        for sheet in SHEETS
        if sheet.parent.name != "document"
        for name in STREAMLITS.findall(sheet.read_text("utf-8"))
    }
    assert found == set()


def test_nothing_is_important_but_what_says_what_it_overrides():
    texts = [sheet.read_text("utf-8") for sheet in SHEETS]
    rules = [rule for text in texts for rule in re.findall(r"[^{}]*{[^{}]*!important[^{}]*}", text)]
    assert [rule.strip() for rule in rules if not re.search(r"/\* overrides [^*]{10,}\*/", rule)] == []
    assert sum(text.count("!important") for text in texts) <= 60


def test_the_whole_document_is_not_asked_what_it_has():
    """With a `:has()` on the body Chromium styles the whole page anew for each label that Plotly measures beside it. Paper's
    sheet is none of the screen's."""
    broad = re.compile(r"(?<![\w.#-])(?::root|html|body|#root)(?![\w-])[^\s{},>+~]*:has\(")
    sheets = {sheet.name: sheet.read_text("utf-8") for sheet in SHEETS}
    assert broad.search(sheets.pop("paper.css"))
    assert {name: found for name, text in sheets.items() if (found := broad.findall(text))} == {}


def test_how_wide_a_window_is_means_nothing_on_paper():
    found = {
        f"{sheet.parent.name}/{sheet.name}: {query}"
        for sheet in SHEETS
        for query in re.findall(r"@media[^{]*-width[^{]*", sheet.read_text("utf-8"))
        if not query.startswith("@media screen and ")
    }
    assert found == set()


def test_our_styles_stand_behind_streamlits():
    head, _, body = chrome.document("zh", "light").partition("</head>")
    assert re.findall(r"/chrome/[^\"]*?(\w+)\.css", head) == ["fonts", "look"]
    sheets = re.findall(r"/chrome/[^\"]*?(\w+)\.css", body.partition('<div id="root">')[0])
    assert (sheets[0], sheets[-1]) == ("layout", "paper")
    assert {*sheets} == {
        sheet.stem for sheet in SHEETS if sheet.stem not in ("look", "wall", "sign_in", "pairing", "remote")
    }
