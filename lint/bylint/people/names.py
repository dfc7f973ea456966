"""The shapes of personal names in scripts with spaces between words: whole names, single words, particles, suffixes."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern
from bylint.people.folding import fold, is_unspaced, latin
from bylint.people.kinds import (
    Word,
    honorifics,
    is_blocked,
    is_degree,
    is_domain,
    is_family_suffix,
    is_given_name,
    is_legal,
    is_place,
    is_staff,
    known_name,
)
from bylint.people.words import is_given, words

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PARTS = 5
"""A personal name has at most so many parts, particles apart."""


_PREFIXED_AND = "وו"


_QUOTES = "\"“”„«»‘’'"


_PREFIX = pattern(
    r"^(?:[dlmDLM]['’ʼ`]|[OÓ]['’ʼ`]|['’][tTsS]-?|(?:al|el|ul|as|ash|ben|bin|ibn|abu)[-‐‑]|[^\W\d_]\.-?(?=\w\w))"
)


_INITIALS = pattern(r"[^\W\d_](?:\.-?[^\W\d_])*\.?|[^\W\d_](?:\.?-[^\W\d_])+\.?")


_INNER_CAPITAL = frozenset(
    {
        *(
            "mc",
            "mac",
            "mag",
            "o",
            "de",
            "di",
            "da",
            "del",
            "della",
            "la",
            "le",
            "lo",
            "van",
            "von",
            "fitz",
            "du",
            "des",
        ),
        *(
            "san",
            "st",
            "al",
            "el",
            "ab",
            "ap",
            "ter",
            "ten",
            "vander",
            "vande",
            "dela",
            "mhac",
            "ni",
            "nic",
            "ua",
            "af",
        ),
    }
)


_LOGIN = pattern(r"\w[\w.+'’-]{0,63}")


class Full(NamedTuple):
    """The words of a full personal name, `[first:last]`, and whether one of them is known as a name."""

    first: int
    last: int
    sure: bool


class Sort(Enum):
    """What a single word may be."""

    NAME = auto()
    """One capitalised word, or a pen name."""
    LOGIN = auto()
    """A login: digits, inner capitals, hyphens between small letters."""
    LOWER = auto()
    """One word in small letters: a login or prose."""
    OTHER = auto()


def is_initial(text: str) -> bool:
    """`J`, `J.`, `J.R.R.`, `J.-P.`: capitals that stand for names."""
    return len(text) <= 12 and _INITIALS.fullmatch(text) is not None and text.upper() == text != text.lower()


@lru_cache(maxsize=16384)
def is_name_word(text: str) -> bool:
    """Whether a word can be a part of a personal name: letters, a capital in front where the script has capitals."""
    bare = text[:-1] if text.endswith(".") and len(text) > 2 else text
    found = _PREFIX.match(bare)
    rest = bare[found.end() :] if found else bare
    if found and found[0].rstrip("-").endswith(".") and found[0][0].islower():
        return False
    if not rest or not rest[0].isalpha() or not all(_fits_in_name(letter) for letter in rest):
        return False
    if rest[0].lower() == rest[0].upper():
        return True  # no case in this script
    if not rest[0].isupper():
        return False
    return _capitals_fit(rest)


def _fits_in_name(letter: str) -> bool:
    return letter.isalpha() or letter in "'’ʼ`-‐‑·・" or unicodedata.category(letter)[0] == "M"


def _capitals_fit(word: str) -> bool:
    """`McGuinness`, `O'Brien`, `Anne-Marie`, `ROE`, but not `PowerShell`."""
    for part in re.split(r"['’ʼ`‐‑·-]", word):
        inner = next((index for index, letter in enumerate(part) if index and letter.isupper()), None)
        if inner is None or part.isupper():
            continue
        if fold(part[:inner]) not in _INNER_CAPITAL and not is_given(latin(fold(part))):
            return False
    return True


def is_nickname_word(text: str) -> bool:
    """`"Bo"` within a name."""
    return len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES


def suffixes(row: Sequence[Word], first: int) -> tuple[int, int]:
    """Where the core of a name ends, and where the name as written ends (`Jr.` is part of it, `PhD` is not)."""
    core = len(row)
    while core - first > 2 and (
        is_family_suffix(row[core - 1].key) or is_degree(row[core - 1].text, row[core - 1].key)
    ):
        core -= 1
    last = core
    while last < len(row) and is_family_suffix(row[last].key):
        last += 1
    return core, last


def full_name(row: Sequence[Word]) -> Full | None:
    """Whether these words are one full personal name; None if they are not, or if that cannot be told.

    Two to five parts, each a capitalised word or an initial where the script has case; particles, honorifics and
    suffixes beside.
    """
    if not row or len(row) > MOST_PARTS + 6 or is_place(row) or is_staff(row) or _has_unspaced(row):
        return None
    first = honorifics(row)
    core, last = suffixes(row, first)
    if is_legal(row[-1].text, row[-1].key):
        return None
    parts = initials = shouted = 0
    sure = shy = False
    for index in range(first, core):
        text, key = row[index].text, row[index].key
        if is_nickname_word(text) or (_is_small(row[index]) and (index > first or text.islower())):
            continue
        if index == first and key in {"a", "i"} and not text.endswith("."):
            return None
        parts += 1
        shy = shy or (parts > 1 and text[0] in _PREFIXED_AND)
        if is_initial(text):
            initials += 1
            sure = sure or (text.endswith(".") and index + 1 < core)
            continue
        if not is_name_word(text) or (is_blocked(text, key) and not _is_family_word(row, first, index)):
            return None
        shouted += text.isupper() and len(text) > 2
        sure = sure or any(known_name(part) for part in key.split("-"))
    if not 2 <= parts <= MOST_PARTS or initials == parts or not _is_core(row[core - 1]):
        return None
    leading = row[first].text[0].isupper() and row[first].key in words("particles") and not is_initial(row[first].text)
    if leading and parts == 2 and not _is_vietnamese(row, first):
        return None  # "De Oliveira" is a family name alone
    if (shouted and not sure) or (shy and parts > 2):
        return None  # "IHC Merwin"; an Arabic or Hebrew "and" in front of a name
    return Full(0, last, sure)


def _is_vietnamese(row: Sequence[Word], first: int) -> bool:
    """`Le Thanh`, `Al Roe`: what is a particle elsewhere is a name here."""
    return is_given_name(row[first].key) or (first + 1 < len(row) and is_given_name(row[first + 1].key))


def _has_unspaced(row: Sequence[Word]) -> bool:
    """Han, kana and Hangul are read by other rules."""
    return any(not word.text.isascii() and is_unspaced(word.text) for word in row)


def _is_family_word(row: Sequence[Word], first: int, index: int) -> bool:
    """A word like Page behind a given name, or any word behind a given name and a particle: Jan van der Meer.

    The particle may have a capital: Fatima El Amrani.
    """
    if index == first or not is_given_name(row[first].key):
        return False
    if row[index].key in words("particles") and index + 1 < len(row):
        return True
    return row[index].key in words("surnames_words") or _is_small(row[index - 1])


def _is_core(word: Word) -> bool:
    return is_initial(word.text) or not _is_small(word)


def _is_small(word: Word) -> bool:
    """A particle in small letters."""
    return word.key in words("particles") and word.text == word.text.lower()


def single(row: Sequence[Word]) -> Sort:
    """What one word (with particles or honorifics in front) may be."""
    first = honorifics(row)
    while first < len(row) - 1 and _is_small(row[first]):
        first += 1
    if len(row) - first != 1:
        return Sort.OTHER
    text, key = row[first].text, row[first].key
    if is_blocked(text, key) or is_domain(text) or text.isdigit():
        return Sort.OTHER
    if is_name_word(text) or is_initial(text):
        return Sort.NAME
    if not _LOGIN.fullmatch(text):
        return Sort.OTHER
    if text.isalpha() and text.islower():
        return Sort.LOWER
    return Sort.LOGIN


def lower_name(row: Sequence[Word]) -> bool:
    """Two or three plain words in small letters: perhaps a name (`bell hooks`), perhaps prose."""
    if not 2 <= len(row) <= 3 or row[0].key in words("particles"):
        return False
    return all(word.text.isalpha() and word.text.islower() and not is_blocked(word.text, word.key) for word in row)
