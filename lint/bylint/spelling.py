"""When two terms are one in two spellings: a pure comparison of texts, of no site and no post."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from bylint.patterns import pattern

_SHORTEST = 3
"""Letters that the singular of a plural has at least: `apps`, but neither `aws`, `css` nor `ios`."""
_JOINTS = pattern(r"(?<=\w)(?<!\d)[ _‐‑–-]+(?=\w)|(?<=\d)[ _‐‑–-]+(?=[^\W\d])")
"""What joins two words, less what parts two numbers. Elsewhere a hyphen says something: blood group `A-`."""
_DIGITS_APART = pattern(r"(?<=\d)[ _‐‑–-]+(?=\d)")
_LAST_WORD = pattern(r"(?<![a-z])[a-z]+\Z")
_SIBILANT = ("sse", "she", "che", "xe", "zze")
_VIETNAMESE = frozenset("\u031b\u0309\u0323")
"""Horn, hook above and dot below, which Vietnamese alone has: there a mark makes another word."""


def spelling_key(text: str, *, plurals: bool = True) -> str:
    """What all spellings of a term have in common: two terms with one key are taken for one term.

    - Case, the width of letters, curly or straight apostrophes, invisible characters and white space do not count.
    - Accents on Latin and Greek letters do not count (`Québec`, `Quebec`), but where the marks are Vietnamese.
    - Blanks, hyphens and underscores between words do not count (`open source`, `open-source`, `OpenSource`), but
      between two numbers one stays (`2020-21` is not `202021`).
    - An English plural of the last word is its singular (`libraries`, `boxes`, `apps`), unless it is a word that only
      looks like one (`news`, `windows`, `https`; a list in `data/taxonomy.toml`). With `plurals` false it is not.
    - Everything else counts: `C`, `C++` and `C#`, `.net` and `net`, `node.js` and `nodejs`, `R&D` and `RD` differ.

    A key is for comparing only; it is not empty unless the text has nothing to see.
    """
    return _key(text, plurals)


@lru_cache(maxsize=20_000)
def _key(text: str, plurals: bool) -> str:  # noqa: FBT001  # positional arguments are cached best
    if text.isascii():
        folded = " ".join(text.lower().split())
    else:
        folded = _bare(" ".join(unicodedata.normalize("NFKC", text).casefold().split()))
    if plurals:
        folded = _singular(folded)
    return _DIGITS_APART.sub("-", _JOINTS.sub("", folded))


def _bare(text: str) -> str:
    """Without accents on Latin and Greek letters, without what is not seen, and with straight apostrophes."""
    parts = unicodedata.normalize("NFD", text)
    keeps = not _VIETNAMESE.isdisjoint(parts)
    kept: list[str] = []
    base = ""
    for letter in parts:
        kind = unicodedata.category(letter)
        if kind == "Mn":
            if base and not keeps:
                continue
        elif kind == "Cf":
            continue
        else:
            base = letter if "a" <= letter <= "z" or "\u0370" <= letter <= "\u03ff" else ""
        kept.append("'" if letter in "’ʼ‘`´" else letter)
    return unicodedata.normalize("NFC", "".join(kept).replace("\ufe0f", ""))


def _singular(text: str) -> str:
    """The text with its last word in the singular, where it looks like an English plural.

    Singular and plural meet half-way: `cookie` and `cookies` both become `cooky`, `cache` and `caches` `cach`.
    """
    found = _LAST_WORD.search(text)
    if found is None or len(found[0]) <= _SHORTEST:
        return text
    word = found[0]
    if word.endswith("s") and not word.endswith("ss") and word not in _no_plurals():
        word = word[:-1]
    if word.endswith("ie") and len(word) > _SHORTEST:
        word = f"{word[:-2]}y"
    elif word.endswith(_SIBILANT):
        word = word[:-1]
    return text[: found.start()] + word


@lru_cache(maxsize=1)
def _no_plurals() -> frozenset[str]:
    from bylint.languages import read_table  # only where terms are compared

    tables = read_table((Path(__file__).with_name("data") / "taxonomy.toml").read_text("utf-8"))
    return frozenset(word for table in tables.values() for word in table.get("no_plural", "").replace(",", " ").split())
