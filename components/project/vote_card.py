"""The vote: turnout and consent of heads and of area, its rule in words, and the result derived from it step by step."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pandas as pd
from markupsafe import Markup

from components.parts import table_card
from components.parts.cards import empty, notes
from components.parts.html import b, i, li, ol, p, span, ul
from components.project import still_needed
from components.project.phrases import day, odd
from components.words import numerals
from data_access.metrics import CONSENT, TURNOUT, VOTES_NEEDED
from data_access.wording import name, text
from data_access.works.story import Story

_THRESHOLDS = {"2/3": "two_thirds", "3/4": "three_quarters", "1/2": "half"}


def draw(story: Story, on: date) -> None:
    """The board, and what the vote still lacks while votes come in. `story`: works.of_project."""
    key, title, vote, needed = "project_vote", text("project.vote"), story.vote, story.needed
    if vote is None:
        table_card.draw(key, title, empty(text("project.no_vote")))
        return
    held, rule = text("project.held", day=day(vote.held_on)), name("vote_rule", vote.rule)
    body = (
        p(result(vote), cls="project-result", data_result=vote.result),
        p(odd(*vote.marks)) if vote.marks else None,
        notes(f"{held} {text('project.rule_is')}{rule}"),
        ol((li(_step(step)) for step in vote.steps), cls="project-steps"),
        _beside([li(_step(step, required=False)) for step in vote.not_required]),
        still_needed.block(needed, on) if needed else None,
    )
    written, kept = partial(frame, vote, needed), [TURNOUT, CONSENT, *([VOTES_NEEDED] if needed else [])]
    table_card.draw(key, title, *body, metric=CONSENT, frame=written, metrics=kept)


def result(vote, fill: Callable[..., str] = text, whole: bool = False) -> str:
    """The result and, where it did not pass, what it failed by or what is missing; `whole`: with turnout and
    consent; `fill`: what fills the words (`sentences.filled` makes the numbers bold)."""
    word = text(f"vote_result.{vote.result}")
    missing = [text("project.area_missing")] if vote.area_missing else []
    if vote.result == "undecided" and not missing:
        missing = [text("project.cannot_derive")]
    failed = [_fell_short(step) for step in vote.steps if step.passed is False]
    reasons = text("sign.comma").join(missing + failed)
    word = text("sign.named", name=word, words=reasons) if reasons else word
    if not whole:
        return word
    shares = {what: numerals.rate(vote.step("heads", what).share) for what in ("turnout", "consent")}
    doubt = text("project.to_check") if vote.marks else ""
    return fill("project.voted", result=word, **shares) + doubt


def _fell_short(step) -> str:
    what = text(f"vote_step.{step.unit}_{step.what}")
    return text(f"project.fell_short_{'more' if step.more else 'least'}", what=what, share=_share(step))


def frame(vote, needed=None) -> pd.DataFrame:
    """The vote as it is taken away: each test of heads and of area with its numbers, the result, and what it still lacks."""
    rows = [
        {
            text("project.test"): text(f"vote_step.{step.unit}_{step.what}"),
            text("project.part"): _exactly(step.part),
            text("project.whole"): _exactly(step.whole),
            text("project.share"): numerals.rate(step.share),
            text("project.required"): _threshold(step)
            if step in vote.steps
            else text("project.not_required"),
            text("project.met"): _met(step) if step in vote.steps else None,
        }
        for step in (*vote.steps, *vote.not_required)
    ]
    end = {text("project.test"): name("vote_rule", vote.rule), text("project.met"): result(vote)}
    lacking = [
        {text("project.test"): text("metric.votes_needed.name"), text("project.met"): line}
        for line in (still_needed.lines(needed) if needed else ())
    ]
    return pd.DataFrame([*rows, end, *lacking])


def _exactly(number):
    return None if number is None else float(number)


def _step(step, required: bool = True) -> Markup:
    parts = {"part": still_needed.amount(step.part), "whole": still_needed.amount(step.whole)}
    words = text(f"vote_step.{step.unit}_{step.what}_is", **parts)
    share = max(0.0, min(step.share or 0.0, 1.0)) * 100
    at = f"left: {float(step.threshold) * 100:.2f}%" if required else ""
    least = i(cls="project-least", style=at) if required else None
    bar = span(least, cls="project-bar", style=f"--share: {share:.2f}%", aria_hidden="true")
    drawn = p(b(numerals.rate(step.share)), " ", words) + bar
    if not required:
        return drawn
    state = {True: "met", False: "short", None: "unknown"}[step.passed]
    requirement = span(text("project.requires", threshold=_threshold(step)))
    return drawn + p(requirement, " ", b(_met(step)), cls="project-met", data_met=state)


def _beside(items: list[Markup]) -> Markup | None:
    if not items:
        return None
    return notes(text("project.not_required_beside")) + ul(items, cls="project-steps")


def _met(step) -> str:
    return text({True: "project.is_met", False: "project.is_short", None: "project.is_unknown"}[step.passed])


def _threshold(step) -> str:
    return text("vote_threshold.more" if step.more else "vote_threshold.least", share=_share(step))


def _share(step) -> str:
    return text(f"vote_threshold.{_THRESHOLDS[str(step.threshold)]}")
