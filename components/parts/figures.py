"""The headline figures: a number, what it is, what moved, and its definition."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from markupsafe import Markup

from components.parts import signs
from components.parts.cards import figure, notes
from components.parts.html import b, details, inner, li, p, span, summary, ul
from components.scope import Scope, current, town
from components.words import gained, numerals, project_words
from components.words.coverage import expected, unmeasured
from components.words.place_names import short
from data_access import metrics
from data_access.metrics import Parts
from data_access.settings import Target
from data_access.wording import name, text
from data_access.works import stages

_NAMED = 200


def registered(town: pd.DataFrame, growth, active: pd.DataFrame) -> None:
    """Registered residents, with the change over each span, that since a day of the reader's choice, and how many of them
    take part. `town`: registration.town of the day alone; `growth`: registration.growth;
    `active`: residents.town."""
    changes = [
        li(
            span(text("figure.span", days=span_), cls="label"),
            " ",
            b(signs.change(net)),
            cls=f"st-key-fig-net_new-{span_}",
        )
        for span_, net in growth.net_new.items()
    ]
    if growth.since:
        label = span(text("figure.since", since=numerals.since(growth.since)), cls="label")
        changes.append(li(label, " ", b(signs.change(growth.change))))
    value = town["registered"].sum() if len(town) else None
    figure(metrics.REGISTERED, numerals.count(value), ul(changes, cls="changes"), _taking_part(active))


def _taking_part(active: pd.DataFrame) -> Markup | None:
    """How many of the registered act, and the way to where they live; nothing where no act is on record."""
    total = metrics.RESIDENTS_ACTIVE.of_all(active)
    if total.value is None or not active["recorded"].any():
        return None
    words = text("residents.active_of", count=numerals.count(total.part), rate=numerals.rate(total.value))
    way = inner(current().link("registration", "residents"), words)
    return p(way, cls="note st-key-fig-residents_active")


def coverage(committees: pd.DataFrame, improvement: Parts | None, since: date | None = None) -> None:
    """The town's household coverage as a ratio of sums, its change in a week or since a day and what that is made of, and
    who is left out."""
    total = metrics.COVERAGE.of_all(committees)
    if total.value is None:
        figure(metrics.COVERAGE, numerals.MISSING, notes(unmeasured(committees)))
        return
    left_out = text("figure.left_out", count=numerals.count(total.left_out)) if total.left_out else ""
    counted = text("figure.of", part=numerals.count(total.part), whole=numerals.count(total.whole))
    compared = text("figure.since", since=numerals.since(since))
    whole = None if improvement is None else float(improvement.whole)
    week = p(span(compared, cls="label"), " ", b(signs.arrow(whole), numerals.points(whole)), cls="changes")
    below = notes(gained.of_which(improvement), counted, left_out)
    figure(metrics.COVERAGE, numerals.rate(total.value), week, below)


def party_registered(town: pd.DataFrame, of: Mapping[str, str] | None = None) -> None:
    """Party members among the registered, and their share. `of`: as in cards.figure."""
    value = town["party_registered"].sum() if len(town) else None
    if not value:
        figure(metrics.PARTY_REGISTERED, numerals.MISSING, notes(text("party.no_members")))
        return
    note = text("figure.share", rate=numerals.rate(metrics.PARTY_SHARE.of_all(town).value))
    figure(metrics.PARTY_REGISTERED, numerals.count(value), notes(note), of=of)


def departments(joined: pd.DataFrame) -> None:
    """Department members, and how many of each block, the small ones covered. `joined`: party.covered_blocks."""
    if not joined["block"].any():
        figure(metrics.DEPARTMENT_JOINED, numerals.MISSING, notes(text("party.no_departments_kept")))
        return
    whole = joined.loc[joined["block"] == "", "joined"].sum()
    blocks = joined[joined["block"] != ""].sort_values("joined", ascending=False)
    parts = [
        li(span(name("block", row.block)), " ", b(_covered(row.joined, row.joined_cover)))
        for row in blocks.itertuples()
    ]
    below = ul(parts, cls="parts") if whole else notes(text("figure.no_departments"))
    figure(metrics.DEPARTMENT_JOINED, numerals.count(whole), below)


def _covered(count: float, cover: str | None) -> str:
    """A count, or the sign that stands for it: `<5` for a small one, a dash for one that would give it away."""
    return text("sign.few") if cover == "small" else numerals.count(count)


def party_active(members: pd.DataFrame, of: Mapping[str, str] | None = None) -> None:
    """The share of members with identity shown who did something in 30 days. `members`: party.town; `of`: as in cards.figure."""
    total = metrics.PARTY_ACTIVE.of_all(members)
    if total.value is None or not members["recorded"].any():
        missing = text("party.no_acts_kept" if total.whole else "party.nobody")
        figure(metrics.PARTY_ACTIVE, numerals.MISSING, notes(missing))
        return
    note = text("figure.in_30_days", part=numerals.count(total.part), whole=numerals.count(total.whole))
    figure(metrics.PARTY_ACTIVE, numerals.rate(total.value), notes(note), of=of)


def works(projects: pd.DataFrame, filtered: Scope | None = None) -> None:
    """Works by light, each number a way to those works, large of those that do not keep their plan. `projects`:
    consultation.as_of; `filtered`: where they are those of a reader's choice on the consultation page."""
    counts, seen = stages.by_light(projects), current()
    if projects.empty:
        figure(metrics.PROJECTS_BY_LIGHT, ul(cls="by-light"), notes(text("figure.no_projects")))
        return
    lights = {
        light: li(
            inner(
                filtered.again("consultation", light=light)
                if filtered
                else seen.link("consultation", light=light),
                b(numerals.count(count)),
                " ",
                signs.light(light),
            )
        )
        for light, count in counts.items()
    }
    behind, others = (
        [lights[one] for one in counts if (one in stages.BEHIND) == late] for late in (True, False)
    )
    unlit = len(projects) - sum(counts.values())
    note = text("figure.unlit", count=numerals.count(unlit)) if unlit else ""
    rows = ul(behind, cls="by-light"), ul(others, cls="by-light lesser")
    figure(metrics.PROJECTS_BY_LIGHT, *rows, notes(note))


def answers(opinions: pd.DataFrame, posts: pd.DataFrame, on: date) -> None:
    """Opinions without an answer, how long the oldest has waited, and how many posts were answered within a day; of a town
    that keeps no opinions the posts by themselves. `opinions`: consultation.opinions; `posts`: concerns.timely."""
    timely, target = metrics.ANSWERED_24H.of_all(posts), f"{current().link('topics')}#answers"
    rate = numerals.rate(timely.value)
    if town().keeps(*metrics.OPINIONS_WAITING.required):
        words = inner(target, text("figure.posts_answered", rate=rate))
        line = p(words, cls="note st-key-fig-answered_24h") if timely.value is not None else None
        _opinions(opinions, on, line)
        return
    of = text("figure.posts_in_30_days", part=numerals.count(timely.part), whole=numerals.count(timely.whole))
    figure(metrics.ANSWERED_24H, rate, notes(of), target=target)


def _opinions(counts: pd.DataFrame, on: date, posts: Markup | None) -> None:
    row = counts.iloc[0]
    if not row.received:
        figure(metrics.OPINIONS_WAITING, numerals.MISSING, notes(text("common.no_opinions")), posts)
        return
    rate = numerals.rate(metrics.ANSWERED_RATE.of_all(counts).value)
    received = text("figure.received", received=numerals.count(row.received), rate=rate)
    oldest = project_words.oldest(row, on) if row.waiting else text("figure.none_waiting")
    figure(metrics.OPINIONS_WAITING, numerals.count(row.waiting), notes(oldest, received), posts)


def committees(standings: pd.DataFrame) -> None:
    """How many committees there are, how many grew and how many stand still. `standings`: progress.standings."""
    growing = still = ""
    if standings["net_new_households"].notna().any():
        grown = int((standings["net_new_households"] > 0).sum())
        growing = text("figure.with_growth", count=numerals.count(grown))
    if standings["watched"].any():
        still = text("figure.stalled", count=numerals.count(int(standings["stalled"].sum())))
    figure(metrics.COMMITTEES, numerals.count(len(standings)), notes(growing, still))


def waiting(town: pd.DataFrame) -> None:
    """Applications without a verification, and how many of them wait too long. `town`: registration.town of the day."""
    value, long = (int(town[key].sum()) if len(town) else None for key in ("waiting", "waiting_long"))
    note = text("figure.waiting_long", count=numerals.count(long)) if long else text("figure.none_long")
    figure(metrics.WAITING, numerals.count(value), notes(note))


def stalled(standings: pd.DataFrame) -> None:
    """How many committees stand still, their names one tap away. `standings`: progress.standings."""
    if not standings["watched"].any():
        reason = "figure.few_days" if metrics.COVERAGE.kept(standings) else "figure.no_households"
        figure(metrics.STALLED, numerals.MISSING, notes(text(reason)))
        return
    still, seen = standings[standings["stalled"]].sort_values("committee"), current()
    names = [li(inner(seen.portrait(row.committee), short(row.name))) for row in still[:_NAMED].itertuples()]
    if len(still) > _NAMED:
        names.append(li(text("common.and_more", count=numerals.count(len(still)))))
    which = details(summary(text("figure.which")), ul(names, cls="panel"), cls="names", data_alone=True)
    note = notes(text("figure.of_committees", count=numerals.count(len(standings))))
    figure(metrics.STALLED, numerals.count(len(still)), note, which if names else None)


def no_target() -> str:
    """Why no target is named: there is none, or nobody can tell."""
    return text("figure.no_target" if town().recorded else "figure.target_unread")


def target(goal: Target | None, way, standings: pd.DataFrame) -> None:
    """The town's way to its target: households needed, needed a day, when it may be reached.

    `way`: standing.ToTarget, None where there is nothing to measure it by; `goal`: None where there is no target;
    `standings`: progress.standings.
    """
    if goal is None:
        figure(metrics.GAP_TO_TARGET, numerals.MISSING, notes(no_target()))
        return
    aim = text("figure.target", rate=numerals.rate(goal.coverage), day=goal.due)
    if way is None:
        figure(metrics.GAP_TO_TARGET, numerals.MISSING, notes(aim, unmeasured(standings)))
        return
    paced = way.needed and way.pace is not None
    pace = text("figure.pace", count=numerals.decimal(float(way.pace))) if paced else ""
    when = expected(way.needed, way.earliest, way.latest, way.reason)
    figure(metrics.GAP_TO_TARGET, numerals.count(way.needed), notes(aim, pace, when))
