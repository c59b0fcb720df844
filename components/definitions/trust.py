"""Whether the data can be trusted today, in a sentence."""

import pandas as pd

from components.definitions import run_log
from components.parts.sentences import headline
from components.scope import town
from components.words import numerals
from data_access.metrics import METRICS
from data_access.wording import text


def sentence(runs: pd.DataFrame, defects: pd.DataFrame) -> None:
    """When the data were last refreshed, whether that failed, and how many defects there are.

    `runs`: quality.runs; `defects`: quality.defects.
    """
    at = numerals.moment(town().complete_at)
    if runs.iloc[0]["outcome"] == "failed":
        problem = run_log.sentence(next(runs.itertuples()))
        words = text("definitions.failed", problem=problem, at=at)
    elif defects.empty:
        words = text("definitions.sound", at=at, metrics=len(METRICS))
    else:
        kinds, rows = defects["kind"].nunique(), numerals.count(defects["rows"].sum())
        words = text("definitions.defective", at=at, kinds=kinds, rows=rows)
    headline(words)
