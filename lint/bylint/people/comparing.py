"""Whether two people are one: same, misspelled, different, or unknown. Doubt is unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern
from bylint.people.folding import WITHOUT_SPACES, clean, expanded, fold, latin, lower, scripts
from bylint.people.names import Word, honorifics, is_degree, is_family_suffix, is_initial, make_word
from bylint.people.person import NOBODY_KNOWN, Directory, Kind, Person
from bylint.people.words import is_given, nicknames, tokens, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Relation(StrEnum):
    """How two people stand to one another."""

    SAME = "same"
    MISSPELLED = "misspelled"
    """The same person, with a slip of spelling on one side."""
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class Fit(StrEnum):
    """How two parts of names fit."""

    EXACT = "exact"
    NICKNAME = "nickname"
    INITIAL = "initial"
    SLIP = "slip"
    NEAR = "near"
    """Alike, but not enough to tell."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name, in the forms that comparing needs."""

    plain: str
    """Folded: `muller` for Müller."""
    forms: frozenset[str]
    """All spellings that count as equal: `muller`, `mueller`."""
    initial: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart: without honorifics, suffixes, particles and nicknames in quotes."""

    core: tuple[Part, ...]
    joined: str
    """All letters with the particles, in the order as written."""
    generation: str
    scripts: frozenset[str]

    @property
    def full(self) -> tuple[Part, ...]:
        """The parts that are written out."""
        return tuple(part for part in self.core if not part.initial)


_ASIDE = pattern(r"\([^()]*\)|（[^（）]*）|[\"“”„«][^\"“”„«»]{1,60}[\"“”»]")
_DIGRAPH = pattern(r"([aou])e(?!l(?:$|[aeiou]))")
_MOST_LETTERS = 40
_MOST_WORDS = 12


# Taking a name apart --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def parts_of(name: str) -> Parts:
    """A name taken apart. `Roe, Ann` and `Ann Roe` have the same parts in another order."""
    text = _ASIDE.sub(" ", clean(name)[:500])
    row = [make_word(piece, 0) for piece in re.split(r"[\s,;]+", text) if piece.strip(".'’-")][:_MOST_WORDS]
    front = honorifics(row) if row else 0
    row = row[front:] if len(row) - front > 1 else row
    generation = ""
    kept: list[Word] = []
    for word in row:
        if len(kept) > 1 and is_family_suffix(word.key):
            generation = word.key
        elif not (len(kept) > 1 and is_degree(word.text, word.key)):
            kept.append(word)
    core = [word for index, word in enumerate(kept) if not _is_particle(word, index)]
    if len(core) < 2:
        core = [word for word in kept if not (word.text[0].islower() and word.key in words("particles"))] or kept
    found: list[Part] = []
    for word in core:
        found.extend(_parts(word.text))
    joined = "".join(re.sub(r"[^\w]|_", "", fold(word.text)) for word in kept)
    return Parts(tuple(found[:_MOST_WORDS]), joined, generation, scripts(text))


def _is_particle(word: Word, index: int) -> bool:
    return index > 0 and word.key in words("particles") and not is_initial(word.text)


def _parts(text: str) -> Iterator[Part]:
    if is_initial(text):
        yield from (Part(fold(letter), frozenset({fold(letter)}), initial=True) for letter in text if letter.isalpha())
        return
    for piece in re.split(r"[-‐‑·・.]", lower(text).replace("'", "")):
        bare = "".join(letter for letter in piece if letter.isalnum() or letter == "々")[:_MOST_LETTERS]
        if not bare:
            continue
        plain = fold(bare)
        forms = {plain, expanded(bare)}
        collapsed = _DIGRAPH.sub(r"\1", plain).replace("aa", "a")
        yield Part(plain, frozenset({*forms, collapsed}), initial=len(bare) == 1 and not scripts(bare) & WITHOUT_SPACES)


# Two parts ------------------------------------------------------------------------------------------------------------


def _distance(left: str, right: str, most: int) -> int:
    """Damerau-Levenshtein (adjacent letters swapped count one), given up beyond `most`."""
    if abs(len(left) - len(right)) > most or len(set(left) ^ set(right)) > 2 * most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


_SOUNDS = (
    (pattern("sch|sh|ch(?=r)|cz|tch"), "x"), (pattern("ph"), "f"), (pattern("ck|qu|q|k|c(?![eiy])"), "k"),
    (pattern("(?<=[bcdfgklmnpqrstvwxz])h"), ""), (pattern("h$"), ""), (pattern("[jy]|ie|ii|ee|ij|iy"), "i"),
    (pattern("w"), "v"), (pattern("z|c"), "s"), (pattern("ou|oo"), "u"), (pattern("e$"), ""),
)  # fmt: skip
_DOUBLED = pattern(r"(.)\1+")


@lru_cache(maxsize=8192)
def sound(token: str) -> str:
    """A rough key of how a name sounds: Eric and Erik, Stefan and Stephan, Sara and Sarah share theirs."""
    for sounding, replacement in _SOUNDS:
        token = sounding.sub(replacement, token)
    return _DOUBLED.sub(r"\1", token)


@lru_cache(maxsize=32768)
def fit(left: Part, right: Part) -> Fit:
    """How two parts fit, whichever is which."""
    if left.initial is right.initial and left.forms & right.forms:
        return Fit.EXACT
    if left.initial or right.initial:
        return Fit.INITIAL if left.plain[0] == right.plain[0] else Fit.NONE
    a, b = latin(left.plain), latin(right.plain)
    groups = nicknames()
    if any(number in groups.get(b, ()) for number in groups.get(a, ())):
        return Fit.NICKNAME
    shorter, longer = sorted((left.plain, right.plain), key=len)
    distance = _distance(left.plain, right.plain, 2)
    if distance <= (2 if len(shorter) >= 8 or sound(a) == sound(b) else 1) and len(shorter) > 3:
        return Fit.SLIP if _is_slip(a, b) else Fit.NEAR
    if distance <= 1 or (distance == 2 and len(shorter) >= 5) or sound(a) == sound(b):
        return Fit.NEAR
    return Fit.NEAR if len(shorter) >= 3 and longer.startswith(shorter) else Fit.NONE


def _is_slip(left: str, right: str) -> bool:
    """Not two names of their own: Maria and Mario are two, Eric and Erik are one."""
    return not (is_given(left) and is_given(right)) or sound(left) == sound(right)


# Two names ------------------------------------------------------------------------------------------------------------


class Pairing(NamedTuple):
    """Which parts of the longer name were taken, and how they fit."""

    used: frozenset[int]
    fits: tuple[Fit, ...]


def _pairing(short: tuple[Part, ...], long: tuple[Part, ...], allowed: frozenset[Fit]) -> Pairing | None:
    """The best fits that give each short part a long part of its own; None where one has none."""
    best: Pairing | None = None
    if len(short) > 6 or len(long) > 8:
        return None
    options = [[(index, fit(part, other)) for index, other in enumerate(long)] for part in short]
    options = [[(index, how) for index, how in row if how in allowed] for row in options]

    def place(row: int, found: Pairing) -> None:
        nonlocal best
        if row == len(short):
            if best is None or found.fits.count(Fit.EXACT) > best.fits.count(Fit.EXACT):
                best = found
            return
        for index, how in options[row]:
            if index not in found.used:
                place(row + 1, Pairing(found.used | {index}, (*found.fits, how)))

    place(0, Pairing(frozenset(), ()))
    return best


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
    found = _pairing(short.core, long.core, _AGREEING)
    if found is not None and _enough(found, short, long):
        return Relation.SAME
    if len(short.core) == len(long.core):
        found = _pairing(short.core, long.core, _SLIPPING)
        if found is not None and found.fits.count(Fit.SLIP) == 1:
            return Relation.MISSPELLED
    if not short.full or not long.full:
        return Relation.UNKNOWN
    if all(fit(one, other) is Fit.NONE for one in short.core for other in long.core) and not _run_together(a, b):
        return Relation.DIFFERENT
    return Relation.UNKNOWN


def _enough(found: Pairing, short: Parts, long: Parts) -> bool:
    """At least one part that both names write out is equal, and what the longer name has more contradicts no initial.

    Ann Roe is A. Roe, and may be A. Beth Roe as little as Beth Roe is.
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
        .replace("kh", "h")
        .replace("shch", "x")
        .replace("ts", "s")
        .replace("ya", "ia")
        .replace("yu", "iu")
        .replace("x", "ks")
    )
    return text.removeprefix("i") if text.startswith("ie") else text


def _alike(left: str, right: str) -> bool:
    return left == right or (min(len(left), len(right)) > 3 and _distance(left, right, 1) <= 1)


def _compare_unspaced(a: Parts, b: Parts) -> Relation:
    if not (a.scripts <= WITHOUT_SPACES and b.scripts <= WITHOUT_SPACES):
        latin_side = b if a.scripts & WITHOUT_SPACES else a
        full = len(latin_side.core) > 1
        return Relation.SAME if full and _orders(a) & _orders(b) else Relation.UNKNOWN
    if sorted(a.joined) == sorted(b.joined):
        return Relation.SAME
    if a.scripts != b.scripts or set(a.joined) & set(b.joined):
        return Relation.UNKNOWN
    readings = [{latin(letter) for letter in parts.joined} for parts in (a, b)]
    if readings[0] & readings[1] or not all(_is_whole(parts) for parts in (a, b)):
        return Relation.UNKNOWN
    return Relation.DIFFERENT


def _is_whole(parts: Parts) -> bool:
    """A name that begins with a known family name."""
    return any(parts.joined[:size] in tokens("surnames_cjk") and len(parts.joined) > size for size in (1, 2, 3, 4))


# Two people -----------------------------------------------------------------------------------------------------------


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
