"""Words that stand where an excerpt should be, read once from `bylint/data/excerpt.toml`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bylint.languages import read_data
from bylint.patterns import pattern

_PUNCTUATION = "'’/[]-.!?"
"""What entries may hold besides words."""
_WORD = pattern(r"[^\W_]+")


def fold(text: str) -> str:
    """Letters and digits alone, in lower case, words parted by one blank."""
    return " ".join(_WORD.findall(text.casefold()))


class Words(NamedTuple):
    """The phrases of all languages, folded."""

    more: frozenset[str]
    placeholders: frozenset[str]
    asks: tuple[tuple[str, str], ...]
    """What a request to fill in begins and ends with, in lower case as written."""

    def is_more(self, folded: str) -> bool:
        """Whether a link's folded label is "read more", alone or, after two words or more of it, with what follows."""
        if folded in self.more:
            return True
        parts = folded.split(" ", 6)[:6]
        return any(" ".join(parts[:count]) in self.more for count in range(2, len(parts)))

    def asks_for_text(self, text: str) -> bool:
        """Whether a text, in lower case, asks its writer to fill it in."""
        return any(
            text.startswith(before) and text.endswith(after) and len(text) > len(before) + len(after)
            for before, after in self.asks
        )


@cache
def words() -> Words:
    """All languages together."""
    tables = read_data("excerpt").values()
    listed = {key: ",".join(table[key] for table in tables).casefold() for key in ("more", "placeholder", "asks")}
    asks = (entry.strip().partition("…") for entry in listed["asks"].split(","))
    return Words(
        more=_phrases(listed["more"]),
        placeholders=_phrases(listed["placeholder"]),
        asks=tuple((before, after) for before, dots, after in asks if dots),
    )


def _phrases(listed: str) -> frozenset[str]:
    """Entries as `fold` has them, in few passes over all."""
    for mark in _PUNCTUATION:
        listed = listed.replace(mark, " ")
    return frozenset(" ".join(listed.split()).replace(" ,", ",").replace(", ", ",").strip(" ,").split(","))
