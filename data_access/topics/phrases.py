"""What the posts of no topic are about: the words that stand in most of their titles."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import pandas as pd
from sqlalchemy import Select, select, union

from data_access.clock import DAY, end_of
from data_access.sensitive import is_public
from data_access.settings import Settings
from data_access.store import OTHER, committee, concern, concern_topic, neighbourhood

DAYS, LEAST, MOST = 30, 3, 20
"""Days that are looked at, posts that a word has to stand in, words that are proposed."""
LENGTHS = range(2, 5)
_WRITTEN = re.compile(r"[\u3400-\u9fff]+")
_EMPTY = frozenset(
    "的了吗呢吧啊呀么嘛是在有和与就都也又还很太被把给对从到让这那个哪什怎谁我你他她们能会要想请不没上下一二三四五六七八九十几多少年月日点号楼幢室"
)
"""Signs that begin or end no word of a topic."""
_PHRASES = ("请问", "建议", "希望", "可以", "能否", "怎么", "什么", "哪里", "为什么", "大家", "有没有", "居委", "居委会", "小区", "社区", "问题", "求助", "反映", "附近", "最近", "今天", "晚上", "每天", "现在", "时候", "师傅", "居民", "业主", "邻居")  # fmt: skip


def titles(on: date, settings: Settings) -> Select:
    """Titles of the public concerns of no topic within the days: title."""
    post = concern.c
    begin, end = end_of(on - DAYS * DAY), end_of(on)
    return (
        select(post.title)
        .join_from(concern, concern_topic, concern_topic.c.concern_id == post.id)
        .where(
            post.created_at >= begin,
            post.created_at < end,
            concern_topic.c.topic == OTHER,
            is_public(post.is_sensitive, post.title, settings),
        )
        .order_by(post.id)
    )


def place_names() -> Select:
    """What the town's places are called: name."""
    return union(select(committee.c.name), select(neighbourhood.c.name)).subquery().select()


def commonest(listed: pd.DataFrame, places: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The words that stand in most titles: word, posts. A word within a longer one that stands in as many goes."""
    names = sorted(filter(None, places["name"]), key=len, reverse=True)
    number: Counter[str] = Counter()
    for title in listed["title"]:
        number.update(set(_words(title, names)))
    common = {word: posts for word, posts in number.items() if posts >= LEAST}
    shorter = _within(common)
    kept = [(word, posts) for word, posts in common.items() if word not in shorter]
    best = sorted(kept, key=lambda found: (-found[1], -len(found[0]), found[0]))
    return pd.DataFrame(best[:MOST], columns=["word", "posts"])


def _words(title: str, names: Iterable[str]) -> Iterator[str]:
    for name in (*names, *_PHRASES):
        title = title.replace(name, " ")
    for run in _WRITTEN.findall(title):
        for length in LENGTHS:
            for start in range(len(run) - length + 1):
                word = run[start : start + length]
                if not (word[0] in _EMPTY or word[-1] in _EMPTY):
                    yield word


def _within(common: dict[str, int]) -> set[str]:
    """The words that stand within a longer one in at least four fifths of their titles."""
    longer: dict[str, int] = defaultdict(int)
    for word, posts in common.items():
        for length in LENGTHS:
            for start in range(len(word) - length + 1):
                part = word[start : start + length]
                if part != word:
                    longer[part] = max(longer[part], posts)
    return {part for part, posts in longer.items() if 5 * posts >= 4 * common.get(part, 0)}
