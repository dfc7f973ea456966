"""Small readings of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.text import distance, listing, nearest, shorten

WORDS = st.text("abc", max_size=6)


def naive(left: str, right: str) -> int:
    """The optimal string alignment distance, by its definition."""
    if not left or not right:
        return len(left) + len(right)
    found = min(
        naive(left[1:], right) + 1,
        naive(left, right[1:]) + 1,
        naive(left[1:], right[1:]) + (left[0] != right[0]),
    )
    if len(left) > 1 and len(right) > 1 and left[:2] == right[1::-1]:
        found = min(found, naive(left[2:], right[2:]) + 1)
    return found


@given(st.text("ab", max_size=4), st.text("ab", max_size=4), st.integers(0, 5))
def test_the_distance_is_that_of_its_definition_up_to_the_limit(left: str, right: str, limit: int) -> None:
    """Beyond the limit it is the limit and one."""
    assert distance(left, right, limit) == min(naive(left, right), limit + 1)


@given(WORDS, WORDS)
def test_the_distance_is_symmetric_and_none_between_equals(left: str, right: str) -> None:
    """Two words are equal exactly if nothing has to change."""
    assert distance(left, right) == distance(right, left)
    assert (distance(left, right) == 0) == (left == right)


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("titel", ["title", "date"], "title"),
        ("Title", ["title"], "title"),
        ("tite", ["title", "tiger"], "title"),
        ("tags", ["tag", "tagz"], None),  # two as near
        ("dat", ["date"], "date"),
        ("de", ["date"], None),  # too short to tell
        ("x", ["y"], None),
        ("", ["a"], None),
        ("categories", ["category"], None),
        ("descriptoin", ["description", "summary"], "description"),
        ("abc", [], None),
    ],
)
def test_the_nearest_word_is_a_slip_away_and_alone(word: str, known: list[str], found: str | None) -> None:
    """A suggestion is made only where there is one that is meant."""
    assert nearest(word, known) == found


def test_a_better_word_later_in_the_list_wins() -> None:
    """The order of what is known does not matter."""
    assert nearest("summery", ["simmery", "summary"]) is None
    assert nearest("summery", ["simmary", "summary"]) == "summary"


def test_words_are_listed_as_in_a_sentence() -> None:
    """None, one, two, many."""
    assert [listing(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        '"a"',
        '"a" and "b"',
        '"a", "b" and "c"',
    ]
    assert listing(["a", "b"], "or") == '"a" or "b"'


@given(st.text("ab \n\t", max_size=200), st.integers(2, 80))
def test_a_shortened_text_is_one_line_within_its_limit(text: str, limit: int) -> None:
    """White space is folded, and `…` says that something was left out."""
    short = shorten(text, limit)
    assert len(short) <= limit
    assert "\n" not in short
    whole = " ".join(text.split())
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1])) or len(text) > limit * 8


def test_shortening_a_megabyte_reads_only_its_beginning() -> None:
    """However much of it is white space."""
    assert shorten("a" + " " * 1_000_000 + "b", 10) == "a"
