"""The words that translators can extend: `bylint/data/people/*.txt`, read once and when first asked for.

A file holds entries with commas between them; a line may begin with a language in brackets, `#` begins a comment line.
"""

from __future__ import annotations

import pkgutil
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from bylint.people.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def _lines(name: str) -> list[str]:
    """The lines without comments and without the language in front."""
    data = pkgutil.get_data("bylint", f"data/people/{name}.txt")  # lighter at start-up than importlib.resources
    lines = [line for line in (data or b"").decode().splitlines() if line and line[0] != "#"]
    return [line.partition("] ")[2] if line[0] == "[" else line for line in lines]


@cache
def words(name: str) -> frozenset[str]:
    """All entries of a file without a full stop at their end, with their accents and without.

    A word that is written with accents is found by its accents only: Thế is no `the`, but `equipe` is `équipe`.
    """
    entries = [entry.strip().rstrip(".") for entry in ",".join(_lines(name)).casefold().split(",")]
    folded = [fold.__wrapped__(entry) for entry in entries if not entry.isascii()]
    return frozenset(entry for entry in (*entries, *folded) if entry)


@cache
def tokens(name: str) -> frozenset[str]:
    """The entries of a file that puts spaces, not commas, between them and has them as they are compared."""
    return frozenset(" ".join(_lines(name)).replace(",", " ").split())


@cache
def letters(name: str) -> tuple[str, ...]:
    """The entries of a file of words that are found anywhere in a text without spaces, the longest first."""
    return tuple(sorted(words(name), key=lambda word: (-len(word), word)))


@cache
def phrases(name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The entries of a file as tuples of words, by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for entry in sorted(words(name)):
        phrase = tuple(word.rstrip(".") for word in entry.split())
        found[phrase[0]].append(phrase)
    return {first: tuple(sorted(several, key=len, reverse=True)) for first, several in found.items()}


def phrase_at(name: str, keys: Sequence[str], index: int) -> int:
    """How many words from `index` on are a phrase of that file; 0 for none."""
    for phrase in phrases(name).get(keys[index], ()):
        if tuple(keys[index : index + len(phrase)]) == phrase:
            return len(phrase)
    return 0


@cache
def nicknames() -> Mapping[str, tuple[int, ...]]:
    """For each name and pet form, the numbers of the groups it belongs to; two that share one may be one person's."""
    found: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(_lines("nicknames")):
        for form in line.replace(": ", ", ").split(", "):
            if form:
                found[form] = (*found.get(form, ()), number)
    return found


def in_words(name: str, key: str) -> bool:
    """Whether a word, or the word that it is the plural of, stands in that file."""
    known = words(name)
    return key in known or (len(key) > 3 and key[-1] == "s" and key[:-1] in known)


def is_given(token: str) -> bool:
    """Whether a word, in folded Latin letters, is a known given name."""
    return token in tokens("given")
