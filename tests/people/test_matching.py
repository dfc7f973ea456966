"""Whether two lists of people agree."""

from __future__ import annotations

import pytest

from bylint.people import Comparison, Directory, Kind, Person, Relation, compare_people, read_authors

MIRRORED = {"left_has_more": "right_has_more", "right_has_more": "left_has_more"}


def compared(left: list[str], right: list[str], directory: Directory | None = None) -> Comparison:
    ours, theirs = ([person for text in side for person in read_authors(text).people] for side in (left, right))
    found = compare_people(ours, theirs, directory or Directory())
    mirrored = compare_people(theirs, ours, directory or Directory())
    assert mirrored.relation == MIRRORED.get(found.relation, found.relation), "the direction only swaps the sides"
    assert mirrored.only_left == found.only_right
    assert mirrored.only_right == found.only_left
    return found


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (["Ann Roe"], ["Ann Roe"], "agree"),
        (["Ann Roe"], ["Roe, Ann"], "agree"),
        (["Ann Roe", "Ben Okafor"], ["Ben Okafor", "Ann Roe"], "agree"),
        (["Ann Roe"], ["Ann Roe", "Ann Roe"], "agree"),
        (["Ann Roe"], ["Ann Roe", "A. Roe"], "agree"),
        (["Ann Roe"], ["Ann Roe", "foo team"], "agree"),
        (["Ann Roe", "admin"], ["Ann Roe"], "agree"),
        (["quux"], ["@quux"], "agree"),
        (["A. Roe", "Ann Roe"], ["Ann Roe", "Andrew Roe"], "agree"),
        (["Ann Roe"], ["Ben Okafor"], "contradict"),
        (["Eva C."], ["Nick Maludo"], "contradict"),
        (["Ann Roe", "Carl May"], ["Ben Okafor", "Dora Lund"], "contradict"),
        (["Ann Roe"], ["Ben Okafor", "Dora Lund"], "contradict"),
        (["Ann Roe", "admin"], ["Ben Okafor"], "contradict"),
        (["Ann Roe"], ["Ben Okafor, Xiqor Zzyx"], "contradict"),
        (["Ann Roe"], ["Ann Roe", "Ben Okafor"], "right_has_more"),
        (["Nick Maludo"], ["Nick Maludo", "@quux"], "right_has_more"),
        (["Eva C."], ["Warren Van Loo", "Eva C."], "right_has_more"),
        (["quux"], ["@quux", "Ann Roe"], "right_has_more"),
        (["Ann Roe"], ["Ann Roe", "Ben Roe"], "right_has_more"),
        (["Ann Roe", "Ben Okafor"], ["Ann Roe"], "left_has_more"),
        (["Ann Roe", "Ben Okafor"], ["Ann Roe", "Carl May"], "both_have_more"),
        (["Ann Okafor"], ["Ann Okafro"], "misspelled"),
        (["Ann Okafor", "Carl May"], ["Carl May", "Ann Okafro"], "misspelled"),
        (["Ann Okafor"], ["Ann Okafro", "Carl May"], "right_has_more"),
        (["Ann Roe"], ["@quux"], "unknown"),
        (["Ann Roe"], ["Ann Poe"], "unknown"),
        (["Ann Roe"], ["Ben Okafor", "@quux"], "unknown"),
        (["Ann Roe", "Carl May"], ["Carl May", "@quux"], "unknown"),
        (["Ann Roe"], ["Иван Громов"], "unknown"),
        (["Ann Roe"], ["Ann Roe, Xiqor Zzyx"], "unknown"),
        (["Ann Roe"], ["Ann Roe and others"], "unknown"),
        (["Ann Roe", "Ben Okafor"], ["Ann Roe and the Foo Team"], "unknown"),
        (["Ann Roe"], ["Ben Okafor and the Foo Team"], "unknown"),
        (["Ann Roe"], ["bell hookes"], "unknown"),
        (["admin"], ["Ann Roe"], "unknown"),
        (["The Foo Team"], ["Ann Roe"], "unknown"),
        (["Ann Roe"], [], "unknown"),
        ([], [], "unknown"),
        (["admin"], ["admin"], "unknown"),
        (["Ann Roe"], ["Evan", "Ann"], "unknown"),
    ],
)
def test_lists(left: list[str], right: list[str], relation: str) -> None:
    """Members are matched; organisations and accounts are none; doubt is unknown."""
    assert compared(left, right).relation == relation


def test_who_is_left_over_is_told() -> None:
    """Pairs, and the members of one side only, as they were read."""
    found = compared(["Ann Okafor", "Carl May"], ["Dora Lund", "Ann Okafro"])
    assert found.relation == "both_have_more"
    assert found.pairs == ((Person("Ann Okafor"), Person("Ann Okafro"), Relation.MISSPELLED),)
    assert found.misspelled == found.pairs
    assert found.only_left == (Person("Carl May"),)
    assert found.only_right == (Person("Dora Lund"),)
    login = compared(["Nick Maludo"], ["Nick Maludo", "@quux"])
    assert login.only_right == (Person(handle="quux", kind=Kind.LOGIN),)
    assert login.misspelled == ()
    assert login.pairs[0].relation is Relation.SAME


def test_pairs_stand_in_the_order_of_the_left_side() -> None:
    """Whatever the order of the right one."""
    found = compared(["Ann Roe", "Ben Okafor", "Carl May"], ["Carl May", "Ann Roe", "Ben Okafor"])
    assert [pair.left.name for pair in found.pairs] == ["Ann Roe", "Ben Okafor", "Carl May"]
    assert [pair.right.name for pair in found.pairs] == ["Ann Roe", "Ben Okafor", "Carl May"]


def test_the_assignment_is_the_best_one() -> None:
    """A name that fits two takes the one that leaves the other its partner."""
    assert compared(["A. Roe", "Ann Roe"], ["Ann Roe", "Andrew Roe"]).relation == "agree"
    assert compared(["Ann Roe", "A. Roe"], ["Andrew Roe", "Ann Roe"]).relation == "agree"
    assert compared(["A. Roe", "B. Roe"], ["Ann Roe", "Bea Roe"]).relation == "agree"


def test_a_site_says_who_logins_are() -> None:
    """Registry and aliases are resolved on both sides first, organisations and accounts are no members."""
    directory = Directory(
        registry={"quux": Person("Ann Roe")},
        aliases={"zork": "Ben Okafor"},
        organisations=frozenset({"Zzyx Qwu"}),
        accounts=frozenset({"poster"}),
    )
    assert compared(["quux"], ["Ann Roe"], directory).relation == "agree"
    assert compared(["zork"], ["Ann Roe"], directory).relation == "contradict"
    assert compared(["quux", "zork"], ["Ben Okafor", "Ann Roe"], directory).relation == "agree"
    assert compared(["Zzyx Qwu"], ["Ann Roe"], directory).relation == "unknown"
    assert compared(["poster", "quux"], ["Ann Roe"], directory).relation == "agree"


def test_long_lists_are_not_compared() -> None:
    """The number of pairs is bounded."""
    many = [Person(f"Ann Roe{'abcdefghij'[i % 10] * (i // 10 + 1)}") for i in range(60)]
    assert compare_people(many, many) == Comparison("unknown")
    assert compare_people(many[:50], many[:50]).relation == "agree"
