"""What stands in a line beside a date, and what it says of the date."""

from __future__ import annotations

import re
from typing import Literal

from bylint.dates.words import date_words, label_kind
from bylint.dates.written import find_date, weekdays
from bylint.patterns import pattern

BEFORE, BEHIND = 80, 100
"""Visible characters that may stand in a line before a dateline, and behind one that leads no text."""

CLOCK = pattern(r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b|uhr\b)|\b\d{1,2}[:h]\d\d\b", re.IGNORECASE)
"""A time of day."""
_MARKS = " \t*_|/·•~:：,;.-–—―()[]（）【】\0"
_SPLIT = pattern(r"\s?[|/·•]\s|\s[–—-]\s|\s?[;；]\s?|\.\s")
_REMARK = pattern(r"[(（\[][^()（）\[\]]{0,80}[)）\]]")
_LABEL = pattern(r"([^\W\d_][^:：]{0,30})[:：]")
_NAME = r"[A-Z\u00c0-\u00de\u0400-\u042f](?:[^\W\d_]|[.’' -]){1,40}"
_PLACE = pattern(rf"{_NAME}(?:[,/] ?{_NAME})?,?(?: ?\([^()]{{1,40}}\))?")
"""As wire reports have it: "OSLO, Norway", "Kiel", "LONDON (Harbour Wire)"."""
_OPEN = pattern(r"([–—-] ?|, ?[^,()]{2,30})\((?:[^()\d]{2,30} [–—-] ?)?\Z")
"""A bracket around the date, behind a dash or behind "Town, Region", with the agency: "OSLO – (", "OSLO, Norway ("."""


def stands_before(text: str) -> Literal["bare", "published", "dated", "place"] | None:
    """What stands before a date: nothing of weight, a label, a byline, a place; None where it makes it another date."""
    stripped = text.strip(_MARKS)
    if not stripped:
        return "bare"
    if len(text) > BEFORE:
        return None
    words = date_words()
    said: Literal["bare", "published", "dated"] = "bare"
    for piece in _SPLIT.split(text):
        part = piece.strip(_MARKS).lower()
        if not part:
            continue
        kind = label_kind(part) or label_kind(_without_leads(part, words.leads))
        if kind == "changed":
            return None
        if kind == "published" or (kind == "dated" and said == "bare"):
            said = "published" if kind == "published" else "dated"
            continue
        tokens = part.split()
        if all((bare := token.strip(_MARKS)) in words.leads or bare in weekdays() for token in tokens):
            continue
        if tokens[0] in words.by and len(tokens) <= 10:
            continue
        if _opens_published(part, tokens, words.published) and len(tokens) <= 12:
            said = "published"
            continue
        return "place" if said == "bare" and _is_place(text, words.leads) else None
    return said


def _without_leads(part: str, leads: frozenset[str]) -> str:
    """A label without what stands between it and its date: "posted on", "veröffentlicht am"."""
    words = part.split()
    while len(words) > 1 and words[-1].strip(_MARKS) in leads:
        words.pop()
    return " ".join(words).strip(_MARKS)


_IN = frozenset("in im dans en nel nella em w we в у".split())


def _opens_published(part: str, tokens: list[str], published: frozenset[str]) -> bool:
    """Whether a piece begins as "posted by Ana Ruiz on" and "published in News" do."""
    if tokens[0] in published or " ".join(tokens[:2]) in published:
        return len(tokens) < 2 or tokens[1] not in _IN or tokens[0] == "posted"
    return part >= "\u2e80" and any(part.startswith(word) for word in published)


def label_of(text: str) -> str:
    """What stands before the colon at the beginning of a line, in lower case; empty where it has no label."""
    found = _LABEL.match(text)
    return found[1].strip().lower() if found else ""


def names_somebody(text: str) -> bool:
    """Whether somebody is named before a date: "published by ... on"."""
    return not date_words().by.isdisjoint(text.lower().split())


def _is_place(text: str, leads: frozenset[str]) -> bool:
    """Whether this is a place, in capitals or parted from the date: "Kiel, den", "OSLO, Norway –"."""
    opened = _OPEN.search(text)
    words = (text[: opened.end(1)] if opened else text).strip(" *_").split()
    while words and words[-1].lower() in leads:
        words.pop()
    place = " ".join(words).rstrip("–—- ")
    if not words or len(words) > 8 or not _PLACE.fullmatch(place):
        return False
    return words[0].isupper() or place[-1] in ",)" or ", " in place


def is_little(behind: str) -> bool:
    """Whether little follows a date: a byline, a remark, a section, how long the text takes to read."""
    rest = _REMARK.sub(" ", behind).strip(_MARKS)
    if not rest:
        return True
    if len(rest) > BEHIND:
        return False
    words = date_words()
    first = rest.lower().split()[0]
    if first in words.by or any(label_kind(" ".join(rest.lower().split()[:n])) == "changed" for n in (1, 2, 3)):
        return True
    parted = behind.lstrip("*_ ")[:1] in set("|/·•–—-;；(（[:：~,") or "  " in behind
    if CLOCK.search(rest) or find_date(rest) is not None:
        return False
    return parted and len(rest.split()) <= 6 and behind.lstrip("*_ ")[:1] != ","
