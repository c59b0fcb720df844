"""The table of roles, against a second one written by hand."""

import pytest

from data_access.access.rights import ALL, FIGURES, NONE, OPEN, OWN, ROLES, Rights

SIGNS = {"A": ALL, "o": OWN, "f": FIGURES, ".": NONE}
BY_HAND = """
               open leading_group office secretary department party_office screen auditor admin
screen         A    A             A      A         A          A            A      .       .
remote         A    .             .      .         .          .            A      .       .
overview       A    A             A      A         A          A            A      .       .
registration   A    A             A      A         A          A            A      .       .
works          A    A             A      A         A          A            A      .       .
project        A    A             A      A         A          A            A      .       .
consultation   A    A             A      A         A          A            A      .       .
campaigns      A    A             A      A         A          A            A      .       .
definitions    A    A             A      A         A          A            A      .       .
committee      A    A             A      A         A          A            A      .       .
topics         A    A             A      A         A          A            A      .       .
cases          A    A             A      A         A          A            A      .       .
help           A    A             A      A         A          A            A      A       A
me             A    A             A      o         o          .            .      o       o
party          A    A             A      o         f          A            A      .       .
party_rankings A    A             A      A         .          A            A      .       .
party_charts   A    A             A      o         A          A            A      .       .
branches       A    A             A      o         .          A            .      .       .
areas          A    A             A      o         .          .            .      .       .
applicants     A    A             A      o         .          .            .      .       .
items          A    A             A      o         o          .            .      .       .
sensitive      .    A             A      o         o          .            .      .       .
department     A    A             A      A         o          A            .      .       .
handled        A    A             A      .         o          .            .      .       .
supervision    A    A             A      o         o          f            f      .       .
slip_items     A    A             A      o         o          .            .      .       .
slip_proposals A    A             A      .         .          .            .      .       .
bulletin       A    A             A      A         A          A            .      .       .
bulletin_drafts A   A             A      .         .          .            .      .       .
meeting        A    A             A      A         A          A            A      .       .
agenda         A    A             A      .         .          .            .      .       .
decisions      A    A             A      o         o          .            A      .       .
accounts       .    .             A      .         .          .            .      .       A
devices        .    .             A      .         .          .            .      .       A
settings       .    .             A      .         .          .            .      .       A
administration .    .             A      .         .          .            .      A       A
audit          .    .             A      .         .          .            .      A       A
"""
_HEAD, *_ROWS = [line.split() for line in BY_HAND.strip().splitlines()]
CELLS = [(row[0], role, sign) for row in _ROWS for role, sign in zip(_HEAD, row[1:], strict=True)]


@pytest.mark.parametrize(("matter", "role", "sign"), CELLS)
def test_a_role_sees_of_a_matter_what_the_table_by_hand_says(matter, role, sign):
    seen = Rights(role, ("310113101001",), ("D01",))
    assert seen.extent(matter) == SIGNS[sign]
    assert seen.may(matter, committee="310113101001") == (sign in "Ao")
    assert seen.may(matter, committee="310113101002") == (sign == "A")
    assert seen.may(matter, department="D01") == (sign in "Ao")
    assert seen.may(matter) == (sign == "A")
    assert seen.opens(matter) == (sign != ".")


def test_the_table_by_hand_names_every_role():
    assert [OPEN.role, *ROLES] == _HEAD


def test_rights_to_figures_alone_are_those_to_no_units():
    assert Rights("department", ("A",)).own("party") == Rights("department")
    assert Rights("secretary", ("A",)).own("items") == Rights("secretary", ("A",))
    assert Rights("office").own("items") is None


def test_nobody_owns_what_has_no_unit():
    assert not Rights("secretary", ("A",)).may("items", committee=None, department=None)


def test_before_others_a_role_sees_the_same_but_what_is_sensitive():
    for role in _HEAD:
        whole = Rights(role, ("A",))
        less = whole.before_others()
        assert less.extent("sensitive") == NONE
        assert [less.extent(row[0]) for row in _ROWS if row[0] != "sensitive"] == [
            whole.extent(row[0]) for row in _ROWS if row[0] != "sensitive"
        ]
    assert OPEN.before_others() == OPEN
