"""Five hundred sentences as residents and officials write them: what must be covered is, and little else.

In `redaction_sentences.txt` a sentence a line, the parts to be covered in ⟦ ⟧; the first part of the file was written
before the rules were, so that it measures them.
"""

import re
from pathlib import Path

from data_access.redaction import redact

SENTENCES = [
    line
    for line in Path(__file__).with_name("redaction_sentences.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("# ")
]
PART = re.compile("⟦(.*?)⟧")


def marked(line: str) -> tuple[str, list[range]]:
    """The sentence, and where its parts stand that must be covered."""
    parts, at = [], 0
    for number, match in enumerate(PART.finditer(line)):
        begin = match.start() - 2 * number
        parts.append(range(begin, begin + len(match[1])))
    return PART.sub(r"\1", line), parts


def covered(sentence: str) -> list[range]:
    """Where `redact` put a ■, found by what it left standing."""
    left = redact(sentence).split("■")
    whole = re.fullmatch("(.+?)".join(map(re.escape, left)), sentence, re.DOTALL)
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
