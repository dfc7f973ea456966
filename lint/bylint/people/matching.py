"""Whether two lists of people agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from bylint.people.comparing import Relation, verdict
from bylint.people.parts import parts_of
from bylint.people.person import NOBODY_KNOWN, Directory, Kind, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

Outcome = Literal["agree", "contradict", "left_has_more", "right_has_more", "both_have_more", "misspelled", "unknown"]
MOST_PAIRS = 2500
"""Lists with more pairs than this are not compared."""


class Pair(NamedTuple):
    """One person as both sides have them."""

    left: Person
    right: Person
    relation: Relation


class Comparison(NamedTuple):
    """How two lists of people stand to one another. Organisations and accounts are no members of either."""

    relation: Outcome
    pairs: tuple[Pair, ...] = ()
    """Who is on both sides, in the order of the left one."""
    only_left: tuple[Person, ...] = ()
    only_right: tuple[Person, ...] = ()

    @property
    def misspelled(self) -> tuple[Pair, ...]:
        """The pairs with a slip of spelling."""
        return tuple(pair for pair in self.pairs if pair.relation is Relation.MISSPELLED)


def compare_people(left: Sequence[Person], right: Sequence[Person], directory: Directory = NOBODY_KNOWN) -> Comparison:
    """Match two lists of people.

    - agree: everybody has a partner; misspelled: the same, with a slip of spelling in a pair
    - contradict: nobody has a partner, and no two of them can be one person
    - left_has_more, right_has_more, both_have_more: some have a partner, and the others cannot be one another
    - unknown: a side without people, or somebody left over who may be somebody left over on the other side
    """
    ours, theirs = _members(left, directory), _members(right, directory)
    if len(ours) * len(theirs) > MOST_PAIRS:
        return Comparison("unknown")
    table = [[verdict(one, other) for other in theirs] for one in ours]
    partner = _assign(table, len(theirs))
    pairs = tuple(Pair(ours[i], theirs[j], table[i][j]) for i, j in sorted(partner.items()))
    taken = set(partner.values())
    rest = [i for i in range(len(ours)) if i not in partner and not any(table[i][j] is Relation.SAME for j in taken)]
    others = [
        j for j in range(len(theirs)) if j not in taken and not any(table[i][j] is Relation.SAME for i in partner)
    ]
    only_left, only_right = tuple(ours[i] for i in rest), tuple(theirs[j] for j in others)
    relation: Outcome = "unknown"
    if ours and theirs and all(table[i][j] is Relation.DIFFERENT for i in rest for j in others):
        relation = _outcome(pairs, only_left, only_right)
    grouped = (_has_group(left, directory), _has_group(right, directory))
    if (only_left and grouped[1]) or (only_right and grouped[0]):
        relation = "unknown"  # "and the team" may mean them
    return Comparison(relation, pairs, only_left, only_right)


def _outcome(pairs: tuple[Pair, ...], only_left: tuple[Person, ...], only_right: tuple[Person, ...]) -> Outcome:
    if not pairs:
        certain = (any(person.kind is Kind.PERSON for person in side) for side in (only_left, only_right))
        return "contradict" if all(certain) else "unknown"
    if any(person.kind is Kind.UNKNOWN for person in (*only_left, *only_right)):
        return "unknown"
    if only_left or only_right:
        return "both_have_more" if only_left and only_right else "left_has_more" if only_left else "right_has_more"
    return "misspelled" if any(pair.relation is Relation.MISSPELLED for pair in pairs) else "agree"


def _members(people: Sequence[Person], directory: Directory) -> list[Person]:
    """Who is or may be a person, resolved, each once."""
    found: dict[tuple[str, str], Person] = {}
    for person in map(directory.resolve, people):
        if person.kind in {Kind.ACCOUNT, Kind.ORGANISATION} or not person.label:
            continue
        key = (parts_of(person.name).joined, "" if person.name else person.handle.casefold() or person.label)
        found.setdefault(key, person)
    return list(found.values())


def _has_group(people: Sequence[Person], directory: Directory) -> bool:
    kinds = {directory.resolve(person).kind for person in people}
    return Kind.ORGANISATION in kinds and kinds != {Kind.ORGANISATION}


def _assign(table: Sequence[Sequence[Relation]], width: int) -> dict[int, int]:
    """The largest set of pairs, same ones first: row → column."""
    owner: dict[int, int] = {}
    for allowed in ({Relation.SAME}, {Relation.SAME, Relation.MISSPELLED}):
        matched = set(owner.values())
        for row in range(len(table)):
            if row not in matched:
                _augment(table, row, allowed, owner, set(), width)
    return {row: column for column, row in owner.items()}


def _augment(
    table: Sequence[Sequence[Relation]],
    row: int,
    allowed: set[Relation],
    owner: dict[int, int],
    seen: set[int],
    width: int,
) -> bool:
    for column in range(width):
        if table[row][column] in allowed and column not in seen:
            seen.add(column)
            if column not in owner or _augment(table, owner[column], allowed, owner, seen, width):
                owner[column] = row
                return True
    return False
