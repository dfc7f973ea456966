"""What stands beside dates, in all languages: the table `dates` of `data/languages/*.toml`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bylint.languages import BY, GUEST_ONLY, tables, vocabulary, words_of
from bylint.patterns import pattern

_UNSPACED = "\u2e80"
"""From here on, scripts write without blanks, or glue endings to words."""
_TOKEN = pattern(r"[^\W_]+(?:[-’'][^\W_]+)*")


class DateWords(NamedTuple):
    """Words and phrases, in lower case. `leads` are what may stand between a label and its date; `by` heads a name."""

    published: frozenset[str]
    dated: frozenset[str]
    changed: frozenset[str]
    sources: frozenset[str]
    elsewhere: tuple[str, ...]
    events: frozenset[str]
    event_phrases: tuple[str, ...]
    leads: frozenset[str]
    by: frozenset[str]


@cache
def date_words() -> DateWords:
    """All languages together."""
    read = {key: frozenset(_words(key)) for key in _KEYS}
    events = read["events"]
    leads: set[str] = {"the", "den"}
    by: set[str] = {"von", "de", "от"}
    for language in vocabulary().languages:
        leads |= language.on
        by |= {word for word, kind in language.kinds.items() if kind & BY and not kind & GUEST_ONLY}
    leads |= {word for word in read["dated"] if " " not in word}
    phrases = tuple(word for word in events if " " in word or word >= _UNSPACED)
    return DateWords(
        read["published"],
        read["dated"],
        read["changed"],
        read["sources"],
        tuple(_words("elsewhere")),
        events - set(phrases),
        phrases,
        frozenset(leads),
        frozenset(by),
    )


_KEYS = ("published", "dated", "changed", "sources", "events")


def _words(key: str) -> list[str]:
    """The words of a list in all languages; a phrase may run over the end of a line."""
    return [" ".join(word.split()) for table in tables() for word in words_of(table["dates"], key)]


def tokens(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _TOKEN.findall(text.lower())


def tells_of_event(text: str) -> bool:
    """Whether a title or a category says that a post is about an event."""
    words = date_words()
    found = tokens(text)
    return not words.events.isdisjoint(found) or _holds(found, words.event_phrases)


def tells_of_elsewhere(text: str) -> bool:
    """Whether a remark in a text says that it is another outlet's."""
    return _holds(tokens(text), date_words().elsewhere)


def _holds(found: list[str], phrases: tuple[str, ...]) -> bool:
    """Whether one of some phrases is among the words of a text."""
    folded = f" {' '.join(found)} "
    return any(phrase in folded and (phrase >= _UNSPACED or f" {phrase} " in folded) for phrase in phrases)


def label_kind(text: str) -> str | None:
    """What a label before a date says of it: published, dated or changed; None where it is no label of a date."""
    words = date_words()
    folded = " ".join(text.lower().split())
    for kind, known in (("published", words.published), ("changed", words.changed), ("dated", words.dated)):
        if folded in known:
            return kind
    return None
