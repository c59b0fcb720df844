"""The vote: turnout and consent of heads and of area, its rule in words, and the result derived from it step by step."""

from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, downloads
from components.project.phrases import card, day, odd
from components.words import numerals
from data_access.metrics import CONSENT, TURNOUT
from data_access.wording import name, text

_THRESHOLDS = {"2/3": "two_thirds", "3/4": "three_quarters", "1/2": "half"}


def draw(vote) -> None:
    """The board. `vote`: voting.outcome, or None where no vote was held by the day."""
    title = text("project.vote")
    with st.container(key="table-project_vote"):
        if vote is None:
            st.html(card(title, f'<p class="empty">{escape(text("project.no_vote"))}</p>'))
            return
        held = escape(text("project.held", day=day(vote.held_on)))
        rule = escape(name("vote_rule", vote.rule))
        steps = "".join(f"<li>{_step(step)}</li>" for step in vote.steps)
        beside = "".join(f"<li>{_step(step, asked=False)}</li>" for step in vote.shown)
        body = (
            f'<p class="project-result" data-result="{vote.result}">{escape(result(vote))}</p>{_marks(vote)}'
            f'<p class="note">{held} {escape(text("project.rule_is"))}{rule}</p>'
            f'<ol class="project-steps">{steps}</ol>{_beside(beside)}'
        )
        st.html(card(title, body, definition.fold(CONSENT)))
        downloads.offer("project_vote", title, lambda: frame(vote), [TURNOUT, CONSENT])


def _marks(vote) -> str:
    return f"<p>{odd(*vote.marks)}</p>" if vote.marks else ""


def result(vote, whole: bool = False) -> str:
    """The result and, where it did not pass, what it failed by or what is missing; `whole`: with turnout and consent."""
    word = text(f"vote_result.{vote.result}")
    missing = [text("project.area_missing")] if vote.area_missing else []
    if vote.result == "undecided" and not missing:
        missing = [text("project.cannot_derive")]
    failed = [_fell_short(step) for step in vote.steps if step.passed is False]
    said = text("overview.comma").join(missing + failed)
    word = text("project.result_because", result=word, reason=said) if said else word
    if not whole:
        return word
    shares = {what: numerals.rate(vote.step("heads", what).share) for what in ("turnout", "consent")}
    doubt = text("project.to_check") if vote.marks else ""
    return text("project.voted", result=word, **shares) + doubt


def _fell_short(step) -> str:
    what = text(f"vote_step.{step.unit}_{step.what}")
    return text(f"project.fell_short_{'more' if step.more else 'least'}", what=what, share=_share(step))


def frame(vote) -> pd.DataFrame:
    """The vote as it is taken away: each test of heads and of area with its numbers, then the result."""
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
        for step in (*vote.steps, *vote.shown)
    ]
    end = {text("project.test"): name("vote_rule", vote.rule), text("project.met"): result(vote)}
    return pd.DataFrame([*rows, end])


def _exactly(number):
    return None if number is None else float(number)


def _step(step, asked: bool = True) -> str:
    words = text(
        f"vote_step.{step.unit}_{step.what}_is",
        part=_number(step.part),
        whole=_number(step.whole),
    )
    share = max(0.0, min(step.share or 0.0, 1.0)) * 100
    least = f'<i class="project-least" style="left: {float(step.threshold) * 100:.2f}%"></i>' if asked else ""
    bar = f'<span class="project-bar" style="--share: {share:.2f}%" aria-hidden="true">{least}</span>'
    if not asked:
        return f"<p><b>{numerals.rate(step.share)}</b> {escape(words)}</p>{bar}"
    state = {True: "met", False: "short", None: "unknown"}[step.passed]
    required = escape(text("project.requires", threshold=_threshold(step)))
    return (
        f"<p><b>{numerals.rate(step.share)}</b> {escape(words)}</p>{bar}"
        f'<p class="project-met" data-met="{state}"><span>{required}</span> <b>{escape(_met(step))}</b></p>'
    )


def _beside(items: str) -> str:
    words = escape(text("project.not_required_beside"))
    return f'<p class="note">{words}</p><ul class="project-steps">{items}</ul>' if items else ""


def _met(step) -> str:
    return text({True: "project.is_met", False: "project.is_short", None: "project.is_unknown"}[step.passed])


def _threshold(step) -> str:
    return text("vote_threshold.more" if step.more else "vote_threshold.least", share=_share(step))


def _share(step) -> str:
    return text(f"vote_threshold.{_THRESHOLDS[str(step.threshold)]}")


def _number(number) -> str:
    if number is None:
        return numerals.MISSING
    return numerals.count(number) if number.denominator == 1 else numerals.decimal(float(number))
