"""Letters as names are compared: without case, accents and small marks."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from bylint.patterns import pattern

_MARKS = pattern("[\u0300-\u036f]+")
_INVISIBLE = pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_APOSTROPHES = pattern("[\u2018\u2019\u02bc\u02b9\u02bb\u0060\u00b4\uff07]")
_HYPHENS = pattern("[\u2010\u2011\u2043\uff0d]")
_SPECIAL = {
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŋ": "ng", "ə": "e",
    "ŧ": "t", "ĸ": "k",
}  # fmt: skip
_SPECIALS = pattern(f"[{''.join(_SPECIAL)}]")
_ODD = pattern("|".join(each.pattern.rstrip("+") for each in (_MARKS, _INVISIBLE, _APOSTROPHES, _HYPHENS, _SPECIALS)))
_EXPANDED = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
_EXPANDABLE = pattern(f"[{''.join(_EXPANDED)}]")

_RANGES = (
    (0x0041, 0x024F, "latin"),
    (0x0370, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "armenian"),
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x08FF, "arabic"),
    (0x1100, 0x11FF, "hangul"),
    (0x1E00, 0x1EFF, "latin"),
    (0x1F00, 0x1FFF, "greek"),
    (0x2C60, 0x2C7F, "latin"),
    (0x3005, 0x3007, "han"),
    (0x3040, 0x30FF, "kana"),
    (0x31F0, 0x31FF, "kana"),
    (0x3400, 0x4DBF, "han"),
    (0x4E00, 0x9FFF, "han"),
    (0xAC00, 0xD7A3, "hangul"),
    (0xF900, 0xFAFF, "han"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFE, "arabic"),
    (0xFF21, 0xFF5A, "latin"),
    (0xFF66, 0xFF9F, "kana"),
    (0x20000, 0x3FFFF, "han"),
)
_APOSTROPHE_LETTERS = frozenset("\u02bc\u02b9\u02bb")
WITHOUT_SPACES = frozenset({"han", "kana", "hangul"})
"""Scripts in which a whole name may be one word."""


def clean(text: str) -> str:
    """The text as shown: single spaces, no invisible characters, composed letters."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(text.split())


def lower(text: str) -> str:
    """Small letters with their accents, composed, straight apostrophes."""
    text = text.casefold()
    if text.isascii():
        return text.replace("`", "'")
    return _HYPHENS.sub("-", _APOSTROPHES.sub("'", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))))


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes; `ø` is `o`, `ß` is `ss`."""
    text = text.casefold()
    if text.isascii():
        return text.replace("`", "'")
    whole = unicodedata.is_normalized("NFKD", text)
    if not whole:
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    if _ODD.search(text) is not None:
        text = _SPECIALS.sub(lambda found: _SPECIAL[found[0]], _INVISIBLE.sub("", _MARKS.sub("", text)))
        text = _HYPHENS.sub("-", _APOSTROPHES.sub("'", text))
    return text if whole else unicodedata.normalize("NFC", text)


def expanded(text: str) -> str:
    """As `fold`, but `ü` is `ue`, `ø` is `oe`, `å` is `aa`."""
    text = unicodedata.normalize("NFC", text).casefold()
    return fold(_EXPANDABLE.sub(lambda found: _EXPANDED[found[0]], text))


@lru_cache(maxsize=4096)
def script(letter: str) -> str:
    """The script that a letter belongs to; `other-N` for the rare ones."""
    code = ord(letter)
    for first, last, name in _RANGES:
        if first <= code <= last:
            return name
    return f"other-{code >> 7}"


@lru_cache(maxsize=8192)
def scripts(text: str) -> frozenset[str]:
    """The scripts of all letters of a text."""
    if text.isascii():
        return frozenset({"latin"}) if any(map(str.isalpha, text)) else frozenset()
    return frozenset(script(letter) for letter in set(text) - _APOSTROPHE_LETTERS if letter.isalpha())


def is_unspaced(text: str) -> bool:
    """Han, kana or Hangul and nothing else (marks between the letters apart)."""
    found = scripts(text)
    return bool(found) and found <= WITHOUT_SPACES


@lru_cache(maxsize=4096)
def latin(text: str) -> str:
    """The text in Latin letters, folded. Another script is transliterated: enough to confirm, not to tell apart."""
    folded = fold(text)
    if folded.isascii() or scripts(folded) <= {"latin"}:
        return folded
    from anyascii import anyascii

    return fold(anyascii(text)).replace("'", "")
