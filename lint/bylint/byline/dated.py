"""Recognising that a piece of a line is a date. What day it is, is another reading's question."""

from __future__ import annotations

import re

from bylint.languages import vocabulary
from bylint.patterns import pattern

_WORD = r"[^\W\d_]{2,15}"
_DATE = pattern(
    r"(?:(?P<day>" + _WORD + r")[.,]{0,2}\s+)?"
    r"(?:\d{4}\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}[日일]?(?!\d)"
    r"|\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}(?!\d)(?:st|nd|rd|th|er|[.ºª°])?,?\s(?:of\s|de\s|d['’])?(?P<after>" + _WORD + r")\b[.,]{0,2}"
    r"(?:\s(?:de\s|del\s|do\s)?\d{4}(?!\d))?"
    r"|(?P<before>" + _WORD + r")[.,]{0,2}\s\d{1,2}(?!\d)(?:st|nd|rd|th|[.])?(?:\s?,?\s?\d{4}(?!\d))?"
    r"|(?P<month>" + _WORD + r")[.,]{0,2}\s(?:de\s|of\s)?\d{4}(?!\d))"
    r"(?:\s[гр]\.|\s(?:года|року|roku))?"
)
_TIME = pattern(
    r"[\s,T@–-]{0,4}+(?:(?:at|um|à|a las|às|alle|om|o|в|о)\s)?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d{1,9})?"
    r"\s?(?:[ap]\.?m\.?|uhr)?"
    r"\s?(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d\d:?\d\d)?\b",
    re.IGNORECASE,
)
_OPENING = pattern(r"[\s\d(（\[]*")
_REMARK = pattern(r"\s?[(（\[][^()（）\[\]]{0,60}[)）\]]\s?")
_STEP = pattern(r"\W*+(?:[^\W\d_]++\W*+)?+")
_DIGIT = pattern(r"\d")
_WORDS = pattern(r"[^\W\d_]+")


def date_at(text: str, at: int) -> int:
    """Where a date that starts at `at` ends, its time of day included; -1 where none starts."""
    found = _DATE.match(text, at)
    if not found:
        return -1
    words = vocabulary()
    month = found["after"] or found["before"] or found["month"]
    if month and month.lower() not in words.months:
        return -1
    if found["day"] and found["day"].lower() not in words.weekdays:
        return -1
    time = _TIME.match(text, found.end())
    return time.end() if time else found.end()


def is_dateline(text: str) -> bool:
    """Whether a line is a date and little else: a label or "posted on" before it, a remark or section after it."""
    if not _DIGIT.search(text):
        return False
    at = 0
    for _ in range(4):
        end = date_at(text, at)
        if end >= 0:
            rest = _REMARK.sub("", text[end:])
            return len(rest) <= 40 and len(_WORDS.findall(rest)) <= 4
        word = _STEP.match(text, at)
        if not word or word.end() == at:
            return False
        at = word.end()
    return False
