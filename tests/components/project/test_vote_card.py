"""A vote as it is taken away: which of its tests are met, and by which threshold."""

from datetime import date

import pandas as pd

from components.project import vote_card
from data_access.wording import language
from data_access.works import voting

ON = date(2017, 7, 16)


def test_what_is_met_and_what_falls_short_is_said_of_each_test():
    row = {"project": "p1", "held_on": ON, "rule": "civil_code_278_major"}
    heads = {"eligible_households": 90, "voted": 60, "in_favour": 44}
    area = {"eligible_area": 900.0, "voted_area": 599.0, "favour_area": 599.0}
    language.set("zh")
    rows = vote_card.frame(voting.outcome(pd.DataFrame([row | heads | area])))
    turnout, of_area, consent, consent_of_area, _ = rows.to_numpy().tolist()
    assert [line[-1] for line in (turnout, of_area, consent, consent_of_area)] == [
        "达到",
        "未达到",
        "未达到",
        "达到",
    ]
    assert ["三分之二" in line[-2] for line in (turnout, of_area)] == [True, True]
    assert ["四分之三" in line[-2] for line in (consent, consent_of_area)] == [True, True]
