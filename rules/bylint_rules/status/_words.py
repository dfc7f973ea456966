"""The words of unfinished texts, read once from `bylint/data/status.toml`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.languages import read_data
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_START = 6
"""Characters of a line by which it is known that more of it must be read."""
_TOP = 1_500
"""Characters of a text in which the words of its language are looked for."""
_MOST_WORDS = 5
"""Words that may stand at the dots; of a script without blanks, three times as many characters."""
_POINTING = frozenset("the this that these those following same it its a an new".split())
"""Words by which an English line asks its reader, not its writer, to do something."""
_WORD = pattern(r"[^\W_]+(?:[-'’][^\W_]+)*")
_IDEOGRAPH = pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Ask(NamedTuple):
    """What a line begins and ends with that asks its writer for something."""

    before: str
    after: str


class Language:
    """The words of one language, in lower case but for `marks`."""

    def __init__(self, code: str, table: dict[str, str]) -> None:
        self.code = code
        self.letters = tuple(_padded(sign) for sign in table.get("letters", "").split())
        self.marks = _split(table["marks"])
        table = {key: entries.casefold() for key, entries in table.items()}  # as the lines that are compared
        self.asks = [_ask(entry) for entry in _split(table["asks"])]
        self.requests = [*self.asks, *map(_ask, _split(table.get("requests", "")))]
        self.nouns = frozenset(_split(table["nouns"]))
        self.lines = frozenset(_split(table["lines"]))
        self.filler = tuple(_split(table["filler"], "|"))
        self.about = _split(table["about"])
        self._first: re.Pattern[str] | None = None

    @property
    def first(self) -> re.Pattern[str]:
        """Finds the lines that may be one of all these; it begins with the newline before them."""
        if self._first is None:
            self._first = _first_of(self.starts)
        return self._first

    @property
    def starts(self) -> frozenset[str]:
        """What a line of such words begins with."""
        starts = {ask.before for ask in self.asks} | self.lines | set(self.filler)
        return frozenset(starts | self.nouns if "" in starts else starts) - {""}

    def asks_for(self, line: str, *, shortly: bool = False) -> bool:
        """Whether a line, in lower case, is what a template asks its writer for; `shortly` in a note."""
        return any(self._fits(ask, line) for ask in (self.requests if shortly else self.asks))

    def _fits(self, ask: Ask, line: str) -> bool:
        if not (line.startswith(ask.before) and line.endswith(ask.after)):
            return False
        middle = line[len(ask.before) : len(line) - len(ask.after)].strip()
        if not middle or len(line) < len(ask.before) + len(ask.after):
            return False
        if _IDEOGRAPH.search(middle):
            return len(middle) <= 3 * _MOST_WORDS and any(noun in middle for noun in self.nouns)
        words = _WORD.findall(middle)
        return len(words) <= _MOST_WORDS and not self.nouns.isdisjoint(words) and _POINTING.isdisjoint(words)


@cache
def languages() -> dict[str, Language]:
    """All languages by code; `any` has what is said in each of them."""
    return {code: Language(code, table) for code, table in read_data("status").items()}


def others_than_english(text: str, known: str | None) -> list[Language]:
    """The language that a post or its site says; where they do not say it, those of which a text has the letters."""
    if known is not None:
        said = languages().get(known[:2].lower())
        return [said] if said is not None and said.letters else []
    found: list[Language] = []
    is_ascii = text.isascii()
    for language, one, other in _by_letters():
        if len(one) > 1:  # a word, which is dearer to look for
            if text.find(one, 0, _TOP) >= 0 and text.find(other, 0, _TOP) >= 0:
                found.append(language)
        elif not is_ascii and one in text and other in text:
            found.append(language)
    return found


@cache
def _by_letters() -> tuple[tuple[Language, str, str], ...]:
    return tuple((each, each.letters[0], each.letters[1]) for each in languages().values() if each.letters)


def _padded(sign: str) -> str:
    return sign if len(sign) == 1 else f" {sign} "


@cache
def all_starts() -> frozenset[str]:
    """The first characters of what a line may be, in all languages."""
    starts = (start for each in languages().values() for start in each.starts)
    return frozenset(start[: 2 if _IDEOGRAPH.match(start) else 4] for start in starts)


@cache
def all_marks() -> tuple[str, ...]:
    """The notes to oneself of all languages."""
    return tuple(dict.fromkeys(mark for each in languages().values() for mark in each.marks))


@cache
def all_nouns() -> frozenset[str]:
    """What a writer is asked for, in all languages."""
    return frozenset(noun for each in languages().values() for noun in each.nouns)


@cache
def about() -> frozenset[str]:
    """The words by which a post is known to be about unfinished texts, in all languages."""
    return frozenset(word.replace("-", " ") for each in languages().values() for word in each.about)


def _split(entries: str, mark: str = ",") -> list[str]:
    return [" ".join(entry.split()) for entry in entries.split(mark) if entry.strip()]


def _ask(entry: str) -> Ask:
    before, _, after = entry.partition("…")
    return Ask(before.rstrip(), after.lstrip())


def _first_of(starts: Iterable[str]) -> re.Pattern[str]:
    """An expression for a newline and one of the starts, which looks at few characters of most lines."""
    folded = {start[: 3 if _IDEOGRAPH.match(start) else _START] for start in starts}
    tree: dict[str, Any] = {}
    for start in sorted({case for each in folded for case in (each, each[:1].upper() + each[1:], each.upper())}):
        level = tree
        for character in start:
            level = level.setdefault(character, {})
        level[""] = {}
    return re.compile(rf"\n(?=[ \t#<*_\[({{（【「{re.escape(''.join(tree))}]){OPENING}{_branch(tree)}")


OPENING = r"(?:[ \t]{1,3}+)?(?:#{1,6}[ ])?(?:<p[^<>\n]{0,80}>)?[*_\[(<{（【「]{0,4}+"
"""What may stand before the first word of a line, its marks and tags."""


def _branch(tree: dict[str, Any]) -> str:
    """What comes after a character; where a start ends, what comes after it does not matter."""
    if not tree or "" in tree:
        return ""
    parts = [re.escape(character) + _branch(inner) for character, inner in sorted(tree.items())]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
