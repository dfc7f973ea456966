"""What stands beside dates, in all languages: the table `dates` of `data/languages/*.toml`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bylint.languages import BY, FILLER, GUEST_ONLY, tables, vocabulary, words_of
from bylint.patterns import pattern

_UNSPACED = "\u2e80"
"""From here on, scripts write without blanks, or glue endings to words."""
_TOKEN = pattern(r"[^\W_]+(?:[-’'][^\W_]+)*")


class DateWords(NamedTuple):
    """Words and phrases, in lower case. `leads` are what may stand between a label and its date; `by` heads a name."""

    published: frozenset[str]
    dated: frozenset[str]
    changed: frozenset[str]
    elsewhere: tuple[str, ...]
    events: frozenset[str]
    event_phrases: tuple[str, ...]
    leads: frozenset[str]
    by: frozenset[str]


@cache
def date_words() -> DateWords:
    """All languages together."""
    read = {key: frozenset(word for table in tables() for word in words_of(table["dates"], key)) for key in _KEYS}
    events = read["events"]
    leads: set[str] = {"on", "the", "den", "the"}
    by: set[str] = {"von", "de", "от"}
    for language in vocabulary().languages:
        leads |= language.on | read["dated"] | {word for word, kind in language.kinds.items() if kind & FILLER}
        by |= {word for word, kind in language.kinds.items() if kind & BY and not kind & GUEST_ONLY}
    phrases = tuple(word for word in events if " " in word or word >= _UNSPACED)
    return DateWords(
        read["published"],
        read["dated"],
        read["changed"],
        tuple(word for table in tables() for word in words_of(table["dates"], "elsewhere")),
        events - set(phrases),
        phrases,
        frozenset(leads),
        frozenset(by),
    )


_KEYS = ("published", "dated", "changed", "events")


def tokens(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _TOKEN.findall(text.lower())


def tells_of_event(text: str) -> bool:
    """Whether a title or a category says that a post is about an event."""
    words = date_words()
    found = tokens(text)
    if not words.events.isdisjoint(found):
        return True
    folded = f" {' '.join(found)} "
    return any(phrase in folded if phrase >= _UNSPACED else f" {phrase} " in folded for phrase in words.event_phrases)


def label_kind(text: str) -> str | None:
    """What a label before a date says of it: published, dated or changed; None where it is no label of a date."""
    words = date_words()
    folded = " ".join(text.lower().split())
    for kind, known in (("published", words.published), ("changed", words.changed), ("dated", words.dated)):
        if folded in known:
            return kind
    return None
