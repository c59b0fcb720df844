"""The outreach events, and how many households each one truly brought."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from data_access.demo.moments import DAYS, date_of, day, moment

if TYPE_CHECKING:
    from data_access.demo.town import Committee

# Share of the events, and how often such an event brings nobody.
_KINDS = {
    "stall": (0.34, 0.12),
    "door_to_door": (0.26, 0.15),
    "poster": (0.12, 0.7),
    "training": (0.1, 0.5),
    "school": (0.09, 0.55),
    "telecom": (0.09, 0.5),
}
_TITLES = {
    "stall": ("晚高峰设摊推广", "周末设摊、现场指导扫码注册", "小区出入口易拉宝宣传与设摊"),
    "door_to_door": ("晚间走访居民家庭", "楼组长分片上门走访", "走访独居老人并协助注册"),
    "poster": ("楼道与宣传栏张贴海报", "更换宣传栏海报和二维码"),
    "training": ("居民区党员志愿者操作培训", "楼组长“手把手”培训"),
    "school": ("暑期学校“小手牵大手”活动", "暑期学校初高中学生社区实践"),
    "telecom": ("电信营业员进社区教老人用手机", "老年人智能手机课堂（电信合作）"),
}
_TOWN_WIDE = (
    ("training", "2017-05-06", "全镇九大功能板块培训（第一批）", 12),
    ("training", "2017-05-13", "全镇九大功能板块培训（第二批）", 12),
    ("training", "2017-05-20", "全镇九大功能板块培训（第三批）", 12),
    ("campaign", "2017-06-02", "“亮身份”主题活动", 6),
    ("campaign", "2017-06-17", "橙色志愿者爱家园、卫生创建集中行动", 16),
    ("campaign", "2017-07-01", "“党徽”主题活动", 6),
)
_PER_COMMITTEE, _STAFF_PER_COMMITTEE = 110 / 41, 318 / 41
_TOO_EARLY, _TOO_LATE, _OVERLAPPING = 2, 2, 6


@dataclass(frozen=True)
class Event:
    """An event of one committee; `households` is what it brought in its three days, beyond the usual flow."""

    id: str
    kind: str
    held_on: int
    title: str
    households: int


def plan(rng: np.random.Generator, town: list["Committee"]) -> dict[str, list[Event]]:
    """The events of each committee by its code, most of them far enough apart to be judged alone."""
    total = round(_PER_COMMITTEE * len(town))
    counts = np.full(len(town), total // len(town))
    counts[rng.permutation(len(town))[: total - counts.sum()]] += 1
    events = {
        one.code: [_event(rng, one, number, held) for number, held in enumerate(_days(rng, one, int(count)))]
        for one, count in zip(town, counts, strict=True)
    }
    return _with_unjudgeable(rng, town, events)


def town_wide() -> list[tuple]:
    """Rows of the events of the whole town: three batches of training, the theme days."""
    return [
        (f"e-town-{number}", None, kind, title, held_on, staff, moment((day(held_on)) * 86_400 + 64_800))
        for number, (kind, held_on, title, staff) in enumerate(_TOWN_WIDE, start=1)
    ]


def rows(town: list["Committee"], seed: int) -> list[tuple]:
    """Rows of all events, their staff adding up to a little over seven per committee."""
    rng = np.random.default_rng([seed, 3])
    events = [(one.code, event) for one in town for event in one.events]
    whole = town_wide()
    left = max(0, round(_STAFF_PER_COMMITTEE * len(town)) - sum(row[5] for row in whole))
    staff = rng.multinomial(max(0, left - len(events)), np.full(len(events), 1 / max(1, len(events)))) + 1
    unknown = rng.random(len(events)) < 0.04
    spare = int(staff[unknown].sum())
    counted = np.flatnonzero(~unknown)
    staff[counted[:spare]] += 1
    return whole + [
        (
            event.id, code, event.kind, event.title, date_of(event.held_on),
            None if blank else int(people), moment(event.held_on * 86_400 + 72_000),
        )
        for (code, event), people, blank in zip(events, staff, unknown, strict=True)
    ]  # fmt: skip


def _days(rng: np.random.Generator, one: "Committee", count: int) -> list[int]:
    """Days at least eleven apart, each with a week of usual flow before and three days after."""
    first = int(np.flatnonzero(one.flow > 0)[0]) + 13
    last = DAYS - 3 if one.flow[-1] > 0 else DAYS - 8
    count = min(count, (last - first) // 11 + 1)
    spare = last - first - 11 * (count - 1)
    offsets = np.sort(rng.integers(0, spare + 1, count))
    return [first + 11 * number + int(offset) for number, offset in enumerate(offsets)]


def _event(rng: np.random.Generator, one: "Committee", number: int, held_on: int) -> Event:
    kind = list(_KINDS)[int(rng.choice(len(_KINDS), p=[share for share, _ in _KINDS.values()]))]
    brought = max(2, round(one.households * rng.uniform(0.035, 0.1)))
    if rng.random() < _KINDS[kind][1] or one.households < 30:
        brought = 0
    title = str(rng.choice(_TITLES[kind]))
    return Event(f"e-{one.code}-{number + 1}", kind, held_on, title, brought)


def _with_unjudgeable(rng: np.random.Generator, town: list["Committee"], events: dict) -> dict:
    """Adds a few events that overlap another or lie too near the ends of the data."""
    able = [one for one in town if one.households >= 60 and one.flow[-1] > 0 and len(events[one.code]) > 1]
    chosen = [able[int(n)] for n in rng.permutation(len(able))[: _TOO_EARLY + _TOO_LATE + _OVERLAPPING]]
    for place, one in enumerate(chosen):
        number = len(events[one.code])
        if place < _TOO_EARLY:
            held_on = int(np.flatnonzero(one.flow > 0)[0]) + 2
        elif place < _TOO_EARLY + _TOO_LATE:
            held_on = DAYS - 1
            events[one.code] = [event for event in events[one.code] if event.held_on < DAYS - 12]
        else:
            held_on = min(DAYS - 3, events[one.code][0].held_on + 2)
        events[one.code].append(_event(rng, one, number, held_on))
    return events
