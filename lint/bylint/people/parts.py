"""Names taken apart, and how two parts fit: equal, a nickname, an initial, a slip of spelling, alike, or not at all."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern
from bylint.people.folding import WITHOUT_SPACES, clean, expanded, fold, latin, lower, scripts
from bylint.people.kinds import Word, honorifics, is_degree, is_family_suffix, make_word
from bylint.people.names import is_initial
from bylint.people.words import is_given, nicknames, words
from bylint.text import distance

if TYPE_CHECKING:
    from collections.abc import Iterator


class Fit(StrEnum):
    """How two parts of names fit."""

    EXACT = "exact"
    NICKNAME = "nickname"
    INITIAL = "initial"
    SLIP = "slip"
    NEAR = "near"
    """Alike, but not enough to tell."""
    NONE = "none"


class Part(NamedTuple):
    """One part of a name, in the forms that comparing needs."""

    plain: str
    """Folded: `muller` for Müller."""
    forms: frozenset[str]
    """All spellings that count as equal: `muller`, `mueller`."""
    initial: bool = False


class Parts(NamedTuple):
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
    for piece in re.split(r"[-‐‑·・.]", lower(text)):
        bare = "".join(letter for letter in piece if letter.isalnum())[:_MOST_LETTERS]
        if not bare:
            continue
        plain = fold(bare)
        forms = {plain, expanded(bare)}
        collapsed = _DIGRAPH.sub(r"\1", plain).replace("aa", "a")
        yield Part(plain, frozenset({*forms, collapsed}), initial=len(bare) == 1 and not scripts(bare) & WITHOUT_SPACES)


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
    edits = distance(left.plain, right.plain, 2)
    if left.plain[:-1] == right.plain[:-1] and left.plain[-1] >= "\u0400" <= right.plain[-1]:
        return Fit.NEAR  # a case of its own: "от Олены Шевчук"
    if edits <= (2 if len(shorter) >= 8 or sound(a) == sound(b) else 1) and len(shorter) > 3:
        return Fit.SLIP if _is_slip(a, b) else Fit.NEAR
    if edits <= 1 or (edits == 2 and len(shorter) >= 5) or sound(a) == sound(b):
        return Fit.NEAR
    return Fit.NEAR if len(shorter) >= 3 and longer.startswith(shorter) else Fit.NONE


def _is_slip(left: str, right: str) -> bool:
    """Not two names of their own: Maria and Mario are two, Eric and Erik are one."""
    return not (is_given(left) and is_given(right)) or sound(left) == sound(right)


class Pairing(NamedTuple):
    """Which parts of the longer name were taken, and how they fit."""

    used: frozenset[int]
    fits: tuple[Fit, ...]


def pairing(short: tuple[Part, ...], long: tuple[Part, ...], allowed: frozenset[Fit]) -> Pairing | None:
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
