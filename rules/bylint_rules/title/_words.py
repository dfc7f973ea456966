"""Titles that wait for a real one, read once from `bylint/data/title.toml`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bylint.languages import read_data
from bylint.patterns import pattern

_WORD = pattern(r"[^\W_]+")
LONGEST = 60
"""Characters of a title that can be one of the words; a copy's title may be longer."""
_MOST_BLANKS = 8
"""Of a title that is a placeholder."""
_NUMBER = pattern(r"(?: \d{1,3})+\Z")


def fold(text: str) -> str:
    """Letters and digits alone, in lower case, words parted by one blank."""
    return " ".join(_WORD.findall(text.casefold()))


class Words(NamedTuple):
    """The titles of all languages: folded, and of copies what stands before and after the original's title, or both."""

    placeholders: frozenset[str]
    trials: frozenset[str]
    copies: tuple[tuple[str, str], ...]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]

    def original_of(self, title: str) -> tuple[str, str] | None:
        """Of a copy's title, what says that it is one, and the title of the original, which begins as titles do."""
        lowered = title.casefold().strip()
        if not lowered.startswith(self.beginnings) and not lowered.endswith(self.endings):
            return None
        for before, after in self.copies:
            if lowered.startswith(before) and lowered.endswith(after):
                inner = title.strip()[len(before) : len(title.strip()) - len(after)].strip()
                if inner and not inner[0].islower() and len(lowered) == len(title.strip()):
                    return (before or after).strip(" -–()[]（）"), inner
        return None


@cache
def words() -> Words:
    """All languages together."""
    tables = read_data("title").values()
    listed = {key: ",".join(table[key] for table in tables) for key in ("placeholder", "trial", "copies")}
    entries = (entry.strip("\n").casefold().partition("…") for entry in listed["copies"].split(","))
    copies = tuple((before.lstrip(), after.rstrip()) for before, dots, after in entries if dots)
    return Words(
        placeholders=frozenset(map(fold, listed["placeholder"].split(","))) - {""},
        trials=frozenset(map(fold, listed["trial"].split(","))) - {""},
        copies=copies,
        beginnings=tuple(before for before, _ in copies if before),
        endings=tuple(after for _, after in copies if after),
    )


def is_placeholder(title: str) -> bool:
    """Whether a title is one that no post has for good, whatever stands below it; perhaps with a number behind it."""
    return _is_short(title) and _is_one_of(title, words().placeholders)


def may_be_trial(title: str) -> bool:
    """Whether a title is a placeholder above a body that is no more than a trial."""
    return _is_short(title) and _is_one_of(title, words().trials)


def _is_short(title: str) -> bool:
    return len(title) <= LONGEST and title.count(" ") <= _MOST_BLANKS


def _is_one_of(title: str, known: frozenset[str]) -> bool:
    folded = fold(title)
    return folded in known or _NUMBER.sub("", folded) in known
