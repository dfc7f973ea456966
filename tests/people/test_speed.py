"""Reading stays linear, whatever somebody puts into a field."""

from __future__ import annotations

import pytest

from bylint.people import Directory, Person, compare, compare_people, read_authors, read_credit_text
from bylint.people.reading import LONGEST
from counting import calls_of

SIZE = 400_000
SEEDS = [
    "a",
    "A",
    " ",
    "\n",
    " \n",
    "(",
    "((a",
    "(a",
    "[",
    ".",
    "a.",
    "A.",
    "A.-",
    "-",
    "a-",
    "_",
    "/",
    "//a",
    "https://",
    "@",
]
SEEDS += [
    "a@a.",
    "a@",
    "'",
    '"',
    "“a",
    "1",
    "1.",
    "1:",
    "é",
    "王",
    "和",
    "김와",
    "，",
    "&",
    "&amp",
    "—",
    "ae",
    "schsh",
    "he/",
    "D'",
    "\u0301",
]


@pytest.mark.parametrize(
    "seed", [*SEEDS, "Ann Roe, ", "a y ", "A y ", "of A ", "aka ", "Ann aka ", "and ", "张伟和", "Dr. ", "(a) "]
)
@pytest.mark.timeout(120)
def test_any_text_is_read_quickly(seed: str) -> None:
    """At the longest that is read, and beyond."""
    text = (seed * LONGEST)[:LONGEST]
    read_authors(text)
    read_credit_text(text)
    compare(Person(text), Person(text[::-1]))
    assert not read_authors(seed * SIZE).readable
    assert read_credit_text(seed * SIZE) is None
    compare(Person(seed * 20_000), Person("Ann Roe"))


def test_names_that_were_read_are_remembered() -> None:
    """The same text is not read a second time, with a directory as well."""
    directory = Directory(registry={f"login{index}": Person(f"Ann Roe{index}") for index in range(5000)})
    read_authors("login77 and Ben Okafor", directory)
    assert calls_of(lambda: read_authors("login77 and Ben Okafor", directory)) < 30


def test_many_people_are_compared_quickly() -> None:
    """The worst that is still compared."""
    many = [Person(f"{chr(97 + i % 26)}{chr(97 + i // 26)}nna Roe") for i in range(50)]
    assert calls_of(lambda: compare_people(many, list(reversed(many)))) < 500_000


@pytest.mark.timeout(120)
def test_a_list_without_end_of_parts_is_compared_quickly() -> None:
    """Many initials fit many names."""
    compare(Person("A A A A A A A A A A A A Roe"), Person("Aa Ab Ac Ad Ae Af Ag Ah Ai Aj Poe"))
