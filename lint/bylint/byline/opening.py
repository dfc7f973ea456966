"""How a line must begin for a credit: most lines are told by their first words, and many need not even be read."""

from __future__ import annotations

import re
from functools import cache

from bylint.byline.dated import date_at
from bylint.languages import BY, CONTRIBUTED, WRITTEN, vocabulary
from bylint.patterns import pattern

LEADING = pattern(r"[\s(（【\[\-–—―|/·•~✍️📝🖊👤:,]*")
_LETTERS = pattern(r"[ \t*_]*+([^\W\d_]*+)")
_ENTRIES = pattern(r"^[^\W\d_]+", re.MULTILINE)
_ENTITY = r"&(?!#82(?:1\d|2[0-57-9]|30);|amp;|nbsp;)"
"""A reference to a character that is no typographic sign of prose."""
_RAW_LETTERS = pattern(
    rf"\A[ \t*_]*+([^\W\d_]++)(?!{_ENTITY}|[\\`<\[\]!*_~{{\0\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff])"
)
"""The first letters of a line's source, where what follows them is visible, too."""
_RAW_STROKE = pattern(r"/(?<![\w:/.-]/)")
"""A stroke behind a letter is one of an address."""
_RAW_ENTITY = pattern(_ENTITY)
_RAW_COLON = pattern(r":(?!//)")
_CJK = "\u2e80"
_DIGIT = pattern(r"\d")
_NOTED = 100
"""Characters in which the colon of a label is looked for, and a few more."""


@cache
def _openings() -> frozenset[str]:
    """What all wordings and dates of all languages begin with: their first letters, or a sign."""
    words = vocabulary()
    entries = (*words.starting, *words.labels, *words.notes, *words.fields, *words.months, *words.weekdays)
    return frozenset((*_ENTRIES.findall("\n".join(entries)), "&"))


def says_nothing(raw: str) -> bool:
    """Whether this is the source of a line that `claims` nothing, as far as that can be told from its beginning."""
    found = _RAW_LETTERS.match(raw)
    if not found or found[1] >= _CJK:
        return False
    if _RAW_ENTITY.search(raw):
        return False
    parted = has_sign(raw) or "\\" in raw or _RAW_STROKE.search(raw) is not None
    if found[1].lower() not in _openings():
        return not (parted and _DIGIT.search(raw))
    if parted or "：" in raw or _RAW_COLON.search(raw):
        return False
    first, _, rest = raw.lstrip(" \t*_").partition(" ")
    second, _, rest = rest.partition(" ")
    return bool(rest) and first.isalpha() and second.isalpha() and not _may_lead(first.lower(), second.lower())


def has_sign(text: str) -> bool:
    """Whether there is a sign, other than a stroke, that may part the fields of a line."""
    return "|" in text or "·" in text or "•" in text or "｜" in text or "∙" in text or "⋅" in text


def may_claim(text: str) -> bool:
    """Whether this may be a credit: most lines start as none does, and have no sign that parts fields or a label."""
    at = LEADING.match(text).end()  # type: ignore[union-attr]  # it matches nothing, too
    found = _LETTERS.match(text, at)[1].lower()  # type: ignore[index]  # as above
    letters = found or text[at : at + 1]
    if letters < _CJK and letters not in _openings() and (found or date_at(text, at) < 0):
        return ("/" in text or has_sign(text)) and _DIGIT.search(text) is not None
    first, _, rest = text.partition(" ")
    if not first.isalpha() or letters >= _CJK or ":" in text[:_NOTED] or "：" in text:
        return True
    if "/" in text or has_sign(text):
        return True
    second = rest.partition(" ")[0]
    return not rest or not second.isalpha() or _may_lead(letters, second.lower())


def _may_lead(first: str, second: str) -> bool:
    """Whether a credit may begin with these words."""
    words = vocabulary()
    if first in words.months or first in words.weekdays:
        return True
    if first not in words.starting:
        return False
    if second in words.starting or second in words.months or second in words.weekdays:
        return True
    return any(language.kinds[first] & (BY | WRITTEN | CONTRIBUTED) for language in words.starting[first])
