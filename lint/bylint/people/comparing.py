"""Whether two people are one: same, misspelled, different, or unknown. Doubt is unknown."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING

from bylint.people.folding import WITHOUT_SPACES, clean, fold, latin
from bylint.people.parts import Fit, Pairing, Parts, fit, pairing, parts_of, sound
from bylint.people.person import NOBODY_KNOWN, Directory, Kind, Person
from bylint.people.words import tokens
from bylint.text import distance

if TYPE_CHECKING:
    from collections.abc import Iterable


class Relation(StrEnum):
    """How two people stand to one another."""

    SAME = "same"
    MISSPELLED = "misspelled"
    """The same person, with a slip of spelling on one side."""
    DIFFERENT = "different"
    UNKNOWN = "unknown"


_AGREEING = frozenset({Fit.EXACT, Fit.NICKNAME, Fit.INITIAL})


_SLIPPING = frozenset({Fit.EXACT, Fit.SLIP})


@lru_cache(maxsize=16384)
def compare_names(left: str, right: str) -> Relation:
    """Two full names as text."""
    a, b = parts_of(left), parts_of(right)
    if a.joined == b.joined and (not a.generation or not b.generation or a.generation == b.generation):
        return Relation.SAME
    if a.generation and b.generation and a.generation != b.generation:
        return Relation.UNKNOWN
    if (a.scripts | b.scripts) & WITHOUT_SPACES:
        return _compare_unspaced(a, b)
    if a.scripts != b.scripts:
        return _compare_scripts(a, b)
    return _compare_parts(a, b)


def _compare_parts(a: Parts, b: Parts) -> Relation:
    short, long = sorted((a, b), key=lambda parts: len(parts.core))
    found = pairing(short.core, long.core, _AGREEING)
    if found is not None and _enough(found, short, long):
        return Relation.SAME
    if len(short.core) == len(long.core):
        found = pairing(short.core, long.core, _SLIPPING)
        if found is not None and found.fits.count(Fit.SLIP) == 1:
            return Relation.MISSPELLED
    if not short.full or not long.full:
        return Relation.UNKNOWN
    return Relation.DIFFERENT if _apart(short, long) and not _run_together(a, b) else Relation.UNKNOWN


def _apart(short: Parts, long: Parts) -> bool:
    """Nothing of one name fits the other; or a part resembles one, but each has a part written out that fits nothing.

    Jonas Rolf and Tomas Lind are two people, for all that their given names look alike; a part of three letters is too
    short to tell.
    """
    fits = [[fit(one, other) for other in long.core] for one in short.core]
    found = {how for row in fits for how in row}
    if found <= {Fit.NONE}:
        return True
    if not found <= {Fit.NONE, Fit.NEAR}:
        return False
    return all(
        any(
            not part.initial and len(part.plain) > 3 and set(row) == {Fit.NONE}
            for part, row in zip(parts, rows, strict=True)
        )
        for parts, rows in ((short.core, fits), (long.core, zip(*fits, strict=True)))
    )


def _enough(found: Pairing, short: Parts, long: Parts) -> bool:
    """At least one part that both names write out is equal, and what the longer name has more contradicts no initial.

    Ann Roe is A. Roe, and Beth Roe is A. Beth Roe; whether Ann Roe is A. Beth Roe cannot be told.
    """
    if not any(one.forms & other.forms for one in short.full for other in long.full):
        return False
    more = any(not part.initial for index, part in enumerate(long.core) if index not in found.used)
    fits = zip(short.core, found.fits, strict=True)
    return not (more and any(how is Fit.INITIAL and not part.initial for part, how in fits))


def _run_together(a: Parts, b: Parts) -> bool:
    """`JeanPaul Roe` and `Jean Paul Roe`: one name's letters within the other's."""
    shorter, longer = sorted((a.joined, b.joined), key=len)
    return len(shorter) > 4 and shorter in longer


def _orders(parts: Parts) -> set[str]:
    names = [latin(part.plain) for part in parts.core]
    rows: Iterable[tuple[str, ...]] = (
        permutations(names) if len(names) <= 3 else [tuple(names), (names[-1], *names[:-1]), (*names[1:], names[0])]
    )
    return {re.sub(r"[^a-z]", "", "".join(row)) for row in rows}


def _compare_scripts(a: Parts, b: Parts) -> Relation:
    """Two scripts: transliteration can confirm that they are one person, never tell them apart."""
    if len(a.core) != len(b.core):
        return Relation.UNKNOWN
    left, right = ([_sounds(part.plain) for part in parts.core] for parts in (a, b))
    for row in permutations(right) if len(right) <= 4 else [tuple(right)]:
        if all(_alike(one, other) for one, other in zip(left, row, strict=True)):
            return Relation.SAME
    return Relation.UNKNOWN


def _sounds(token: str) -> str:
    text = sound(
        latin(token)
        .replace("x", "ks")
        .replace("kh", "h")
        .replace("shch", "x")  # as `sound` has every other spelling of it
        .replace("ts", "s")
    )
    return text.removeprefix("i") if text.startswith("ie") else text


def _alike(left: str, right: str) -> bool:
    return left == right or (min(len(left), len(right)) > 3 and distance(left, right, 1) <= 1)


def _compare_unspaced(a: Parts, b: Parts) -> Relation:
    if not (a.scripts <= WITHOUT_SPACES and b.scripts <= WITHOUT_SPACES):
        latin_side = b if a.scripts & WITHOUT_SPACES else a
        full = len(latin_side.core) > 1
        return Relation.SAME if full and _orders(a) & _orders(b) else Relation.UNKNOWN
    if sorted(a.joined) == sorted(b.joined):
        return Relation.SAME
    families = [_family(parts) for parts in (a, b)]
    if not all(families):
        return Relation.UNKNOWN
    given = [parts.joined[len(family) :] for parts, family in zip((a, b), families, strict=True)]
    for one, other in (families, given):
        if one in other or other in one or latin(one) == latin(other):
            return Relation.UNKNOWN
    crossed = set(families[0]) & set(given[1]) or set(families[1]) & set(given[0])
    return Relation.UNKNOWN if crossed else Relation.DIFFERENT


def _family(parts: Parts) -> str:
    """The family name that a name begins with, if it is a known one."""
    for size in (4, 3, 2, 1):
        if parts.joined[:size] in tokens("surnames_cjk") and len(parts.joined) > size:
            return parts.joined[:size]
    return ""


def login_fits(login: str, name: str) -> bool:
    """Whether a login is made of a name: `aroe`, `annroe`, `ann-roe`, `roea`, `ann.r` for Ann Roe."""
    bare = re.sub(r"[^\w]|_", "", latin(login)).rstrip("0123456789")
    parts = [latin(part.plain) for part in parts_of(name).core]
    if len(parts) < 2 or len(bare) < 4 or any(not part for part in parts):
        return False
    first, last = parts[0], parts[-1]
    made = {first + last, last + first, "".join(parts), "".join(reversed(parts))}
    if len(last) > 2:
        made |= {first[0] + last, last + first[0], "".join(part[0] for part in parts[:-1]) + last}
    if len(first) > 2:
        made |= {first + last[0], last[0] + first}
    return bare in made


def _logins(person: Person) -> frozenset[str]:
    found = {person.handle}
    if person.kind is Kind.LOGIN and person.name:
        found.add(person.name)
    if person.email:
        found.add(person.email)
    return frozenset(fold(text).lstrip("@") for text in found if text)


def is_full(person: Person) -> bool:
    """Whether a name of two parts is there to compare."""
    return person.kind in {Kind.PERSON, Kind.UNKNOWN} and len(parts_of(person.name).core) > (
        0 if parts_of(person.name).scripts & WITHOUT_SPACES else 1
    )


def verdict(left: Person, right: Person) -> Relation:
    """`compare` for two resolved people, in which UNKNOWN ones with a whole name can be DIFFERENT too."""
    groups = {Kind.ACCOUNT, Kind.ORGANISATION}
    if left.kind in groups or right.kind in groups:
        same = fold(clean(left.label)) == fold(clean(right.label)) and left.kind is right.kind
        return Relation.SAME if same else Relation.UNKNOWN
    one_login = bool(_logins(left) & _logins(right))
    if is_full(left) and is_full(right):
        relation = compare_names(left.name, right.name)
        if relation is Relation.DIFFERENT and (one_login or _logins_fit(left, right)):
            return Relation.UNKNOWN
        return Relation.SAME if relation is Relation.UNKNOWN and one_login else relation
    if one_login or _logins_fit(left, right) or _same_single(left, right):
        return Relation.SAME
    return Relation.UNKNOWN


def _logins_fit(left: Person, right: Person) -> bool:
    for one, other in ((left, right), (right, left)):
        if is_full(other) and any(
            login_fits(login.partition("@")[0] if "@" in login else login, other.name) for login in _logins(one)
        ):
            return True
    return False


def _same_single(left: Person, right: Person) -> bool:
    """The same single word on both sides."""
    a, b = parts_of(left.name), parts_of(right.name)
    return bool(a.joined) and a.joined == b.joined and len(a.joined) > 1


def compare(left: Person, right: Person, directory: Directory = NOBODY_KNOWN) -> Relation:
    """Whether two people are one.

    DIFFERENT only where two whole names, in one script, share no part, no fitting initial, no nickname and no login.
    A login or a single name can confirm, never tell apart. Aliases and registry entries of the site beat everything.
    """
    left, right = directory.resolve(left), directory.resolve(right)
    relation = verdict(left, right)
    if relation is Relation.DIFFERENT and Kind.UNKNOWN in {left.kind, right.kind}:
        return Relation.UNKNOWN
    return relation
