"""Paths kept as one text are what a sorted list of them would be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bylint.discovered import Paths

NAMES = st.text(st.sampled_from("ab/ü-é\udce9😀"), max_size=4)
SETS = st.sets(NAMES).map(sorted)


@given(SETS, st.lists(NAMES), st.integers(-9, 9), st.integers(-9, 9))
def test_they_answer_as_a_list_does(names: list[str], others: list[str], start: int, stop: int) -> None:
    """Names that are not UTF-8, too."""
    paths = Paths(names)
    assert list(paths) == names
    assert len(paths) == len(names)
    assert [paths[at] for at in range(-len(names), len(names))] == [*names, *names]
    assert paths[start:stop] == names[start:stop]
    for other in (*names, *others):
        assert (other in paths) == (other in names)
    assert 3 not in paths


@given(SETS, st.lists(NAMES))
def test_what_is_missing_is_found_in_any_order(names: list[str], others: list[str]) -> None:
    """In order it is quick; SQLite has another one for names that are not UTF-8."""
    assert list(Paths(names).missing(others)) == [other for other in others if other not in names]
    ordered = sorted(others)
    assert list(Paths(names).missing(ordered)) == [other for other in ordered if other not in names]
