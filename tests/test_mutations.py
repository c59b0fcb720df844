"""The list of small faults that the quick tests must catch keeps up with the files it speaks of."""

from collections import Counter

import pytest

from scripts import mutations

FAULTS = mutations.listed()


@pytest.mark.parametrize("file", sorted({fault.file for fault in FAULTS}))
def test_every_fault_has_its_one_place_and_its_nearest_tests(file):
    code = (mutations.ROOT / file).read_text()
    of_file = [fault for fault in FAULTS if fault.file == file]
    assert {fault.old: code.count(fault.old) for fault in of_file} == {fault.old: 1 for fault in of_file}
    assert [fault for fault in of_file if fault.old == fault.new or not fault.breaks] == []
    assert [near for near in of_file[0].near if not (mutations.ROOT / near).exists()] == []


def test_there_are_enough_of_them_and_none_stands_twice():
    assert len(FAULTS) >= 120
    assert Counter((fault.file, fault.old, fault.new) for fault in FAULTS).most_common(1)[0][1] == 1


def test_a_draw_is_the_same_for_a_seed():
    draw = mutations.drawn(FAULTS, 40, 7)
    assert draw == mutations.drawn(FAULTS, 40, 7) != mutations.drawn(FAULTS, 40, 8)
    assert len(set(draw)) == 40


def test_a_planted_fault_stands_in_the_copy_alone_and_goes_again(tmp_path):
    fault = FAULTS[0]
    right = (mutations.ROOT / fault.file).read_text()
    copy = tmp_path / fault.file
    copy.parent.mkdir(parents=True)
    copy.write_text(right)
    with mutations.planted(fault, tmp_path):
        assert copy.read_text() == right.replace(fault.old, fault.new) != right
        assert (mutations.ROOT / fault.file).read_text() == right
    assert copy.read_text() == right


def test_the_faults_meet_the_tests_that_make_quick_runs():
    made = (mutations.ROOT / "Makefile").read_text()
    assert f'\nQUICK = $(SPREAD) -m "{mutations.QUICK}"\n' in made
    assert "$(QUICK)" in made.partition("\nquick:")[2].partition("\n\n")[0]
