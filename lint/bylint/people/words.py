"""The words that translators can extend: `bylint/data/people/*.txt`, read once and when first asked for.

A file holds entries with commas between them; a line may begin with a language in brackets, `#` begins a comment line.
"""

from __future__ import annotations

import pkgutil
import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from bylint.people.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LANGUAGE = re.compile(r"^\[[^\]\n]*\] ?", re.MULTILINE)
_COMMENT = re.compile(r"^#.*$", re.MULTILINE)


def _text(name: str) -> str:
    data = pkgutil.get_data("bylint", f"data/people/{name}.txt")  # lighter at start-up than importlib.resources
    return _LANGUAGE.sub("", _COMMENT.sub("", (data or b"").decode()))


def _entries(name: str) -> list[str]:
    entries = fold(_text(name)).replace("\n", ",").split(",")
    return [entry for entry in (entry.strip().rstrip(".") for entry in entries) if entry]


@cache
def words(name: str) -> frozenset[str]:
    """All entries of a file, folded, without a full stop at their end."""
    return frozenset(_entries(name))


@cache
def tokens(name: str) -> frozenset[str]:
    """The entries of a file that puts spaces, not commas, between them."""
    return frozenset(fold(_text(name)).replace(",", " ").split())


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
def nicknames() -> Mapping[str, frozenset[int]]:
    """For each name and pet form, the numbers of the groups it belongs to; two that share one may be one person's."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(fold(_text("nicknames")).splitlines()):
        head, colon, tail = line.partition(":")
        if not colon:
            continue
        for form in (head, *tail.split(",")):
            found[form.strip().replace(" ", "-")].add(number)
    return {form: frozenset(numbers) for form, numbers in found.items()}


def in_words(name: str, key: str) -> bool:
    """Whether a word, or the word that it is the plural of, stands in that file."""
    known = words(name)
    return key in known or (len(key) > 3 and key[-1] == "s" and key[:-1] in known)


def is_given(token: str) -> bool:
    """Whether a word, in folded Latin letters, is a known given name."""
    return token in tokens("given")
