"""Five hundred sentences as residents and officials write them: what must be covered is, and little else.

In `redaction_sentences.txt` a sentence a line, the parts to be covered in ⟦ ⟧; the first part of the file was written
before the rules were, so that it measures them.
"""

import re
from pathlib import Path

from data_access.platform.redaction import redact

SENTENCES = [
    line
    for line in Path(__file__).with_name("redaction_sentences.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("# ")
]
PART = re.compile("⟦(.*?)⟧")


def marked(line: str) -> tuple[str, list[range]]:
    """The sentence, and where its parts stand that must be covered."""
    parts = []
    for number, match in enumerate(PART.finditer(line)):
        begin = match.start() - 2 * number
        parts.append(range(begin, begin + len(match[1])))
    return PART.sub(r"\1", line), parts


def covered(sentence: str) -> list[range]:
    """Where `redact` put a ■, found by what it left standing."""
    left = redact(sentence).split("■")
    whole = re.fullmatch("(.+?)".join(map(re.escape, left)), sentence, re.DOTALL)
    assert whole
    return [range(*whole.span(number)) for number in range(1, len(left))]


def missed(line: str) -> list[str]:
    sentence, parts = marked(line)
    gone = {place for span in covered(sentence) for place in span}
    return [
        sentence[part.start : part.stop]
        for part in parts
        if any(place not in gone and sentence[place].isalnum() for place in part)
    ]


def wrong(line: str) -> list[str]:
    """Covered parts that hold none of the marked, or a letter or digit beside it."""
    sentence, parts = marked(line)
    meant = {place for part in parts for place in part}
    return [
        sentence[span.start : span.stop]
        for span in covered(sentence)
        if any(place not in meant and sentence[place].isalnum() for place in span)
    ]


def test_the_sentences_are_five_hundred_and_half_of_them_harmless():
    harmless = [line for line in SENTENCES if "⟦" not in line]
    assert len(SENTENCES) == len(set(SENTENCES)) >= 500
    assert 0.4 < len(harmless) / len(SENTENCES) < 0.6


def test_of_the_parts_to_be_covered_97_of_100_are():
    lost = [part for line in SENTENCES for part in missed(line)]
    parts = sum(len(marked(line)[1]) for line in SENTENCES)
    assert 1 - len(lost) / parts >= 0.97, lost


def test_of_the_parts_covered_98_of_100_had_to_be():
    needless = [part for line in SENTENCES for part in wrong(line)]
    parts = sum(len(covered(marked(line)[0])) for line in SENTENCES)
    assert 1 - len(needless) / parts >= 0.98, needless


def test_what_is_covered_once_stays_as_it_is():
    for line in SENTENCES:
        once = redact(marked(line)[0])
        assert redact(once) == once
