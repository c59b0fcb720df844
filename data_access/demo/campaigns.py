"""The campaigns of the source: the town's clean-up, and a committee's exhibition with its wave of praise."""

import numpy as np

from data_access.demo import town as of_town
from data_access.demo.crowd import residents
from data_access.demo.moments import DAY, NEVER, day, moment, moments, seconds_of_day
from data_access.demo.people import People
from data_access.demo.pictures import CLEAN_UP, EXHIBITION
from data_access.demo.posts import Fates, Post, identifier
from data_access.demo.town import Committee

_HEALTH, _CARING = "health-2017", "caring-2017"
_CAMPAIGNS = (
    (_HEALTH, "卫生创建", "health", "2017-06-15", "2017-06-30"),
    (_CARING, "关爱残疾人微型图片展", "caring", "2017-05-20", "2017-06-09"),
)
_CLEAN_WORDS = (
    "卫生创建",
    "国家卫生镇",
    "大扫除",
    "保洁行动",
    "清理小广告",
    "垃圾房干净",
    "楼道堆物集中清理",
)
_CARING_WORDS = ("残疾人", "爱心公益队")
_PRAISE, _COMMENTS = 130, 60
_WAVE = 6 * DAY
_PHOTOS = (
    (_HEALTH, CLEAN_UP, "before", 1, "2017-06-16"), (_HEALTH, CLEAN_UP, "before", 2, "2017-06-16"),
    (_HEALTH, CLEAN_UP, "during", 1, "2017-06-17"), (_HEALTH, CLEAN_UP, "after", 1, "2017-06-24"),
    (_HEALTH, CLEAN_UP, "after", 2, "2017-06-29"), (_CARING, EXHIBITION, "during", 1, "2017-05-20"),
    (_CARING, EXHIBITION, "after", 1, "2017-06-09"),
)  # fmt: skip


def rows(town: list[Committee]) -> dict[str, list[tuple]]:
    """Rows of the campaigns, their committees and photos; the clean-up is the whole town's."""
    held = [row for row in _CAMPAIGNS if row[0] == _HEALTH or _shows(town)]
    codes = {row[0] for row in held}
    return {
        "campaign": [(*row, f"{row[3]} 08:00:00") for row in held],
        "campaign_committee": [(_CARING, of_town.JINFENG, "2017-05-20 08:00:00")] if _shows(town) else [],
        "campaign_photo": [
            (f"{code}-{phase}-{number}", code, phase, on, f"{scene}-{phase}-{number}.png", f"{on} 17:00:00")
            for code, scene, phase, number, on in _PHOTOS
            if code in codes
        ],
    }


def posts(one: Committee, listed: list[Post]) -> list[tuple]:
    """Rows of the committee's posts that belong to a campaign, by what they tell of and when."""
    return [
        (code, identifier(one, number), moment(post.at))
        for number, post in enumerate(listed)
        if (code := _of(one, post))
    ]


def wave(
    one: Committee, people: People, listed: list[Post], fates: Fates, rng: np.random.Generator
) -> list[tuple]:
    """Rows of the praise and the comments that the exhibition's posts drew in the days after each."""
    if one.code != of_town.JINFENG:
        return []
    exhibited = [n for n, post in enumerate(listed) if _of(one, post) == _CARING and fates.left[n] == NEVER]
    if not exhibited:
        return []
    about = rng.choice(exhibited, _PRAISE + _COMMENTS)
    posted = np.array([listed[n].at for n in about.tolist()])
    when = (
        posted // DAY * DAY
        + rng.integers(0, _WAVE // DAY, len(about)) * DAY
        + seconds_of_day(rng, len(about))
    )
    who = residents(people).at(rng, when, lean=1.0)
    seen: set[tuple[int, int]] = set()
    made = []
    for number, at in enumerate(moments(when)):
        pair = int(about[number]), int(who[number])
        mine = pair[1] >= 0 and listed[pair[0]].author == people.residents[pair[1]]
        if pair[1] < 0 or when[number] <= posted[number] or mine or pair in seen:
            continue
        seen.add(pair)
        kind = "praise" if number < _PRAISE else "comment"
        made.append(
            (f"iw{one.index:05}{number:06}", identifier(one, pair[0]), one.code, people.residents[pair[1]],
             "resident", kind, at, None, at)
        )  # fmt: skip
    return made


def _of(one: Committee, post: Post) -> str | None:
    """The campaign that a post belongs to."""
    for code, words, first, last, takes_part in (
        (_CARING, _CARING_WORDS, "2017-05-20", "2017-06-16", one.code == of_town.JINFENG),
        (_HEALTH, _CLEAN_WORDS, "2017-06-15", "2017-07-01", True),
    ):
        meanwhile = day(first) * DAY <= post.at < day(last) * DAY
        if takes_part and meanwhile and any(word in post.title for word in words):
            return code
    return None


def _shows(town: list[Committee]) -> bool:
    return any(one.code == of_town.JINFENG for one in town)
