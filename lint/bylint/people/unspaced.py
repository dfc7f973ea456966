"""Names in Han, kana and Hangul, where a whole name may be one word."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from bylint.people.folding import is_unspaced, script, scripts
from bylint.people.words import letters, tokens, words


class Unspaced(NamedTuple):
    """What a word of Han, kana or Hangul may be: where the honorific behind it begins, and how sure it is a name."""

    end: int
    name: bool
    sure: bool


_COMPOUND = frozenset(
    {
        *(
            "欧阳",
            "歐陽",
            "司马",
            "司馬",
            "上官",
            "诸葛",
            "諸葛",
            "东方",
            "東方",
            "皇甫",
            "尉迟",
            "尉遲",
            "公孙",
            "公孫",
        ),
        *("慕容", "司徒", "令狐", "端木", "夏侯", "張簡", "范姜", "東郭"),
    }
)
"""Chinese family names of two characters; all others of two are Japanese."""


_SHORT_JAPANESE = frozenset("林森原関東堀柳辻")


def _family_length(text: str) -> int:
    known = tokens("surnames_cjk")
    for size in (4, 3, 2, 1):
        if text[:size] in known and len(text) >= size:
            return min(size, len(text))
    return 0


@lru_cache(maxsize=8192)
def unspaced(text: str) -> Unspaced:
    """Read one word of Han, kana or Hangul as a name: a known family name, and one to three characters behind it."""
    end = len(text)
    for tail in letters("honorifics_after"):
        if text.endswith(tail) and len(text) - len(tail) >= 2:
            end -= len(tail)
            break
    core = text[:end]
    found = scripts(core)
    if (
        not is_unspaced(core)
        or core in words("accounts")
        or core in words("common")
        or any(piece in core for piece in letters("organisations_cjk"))
    ):
        return Unspaced(end, name=False, sure=False)
    if "kana" in found:
        dotted = "・" in core or "·" in core
        family = _family_length(core)
        japanese = family > 1 or (
            core[:1] in _SHORT_JAPANESE and not any(script(letter) == "han" for letter in core[1:])
        )
        return Unspaced(end, name=dotted or 2 <= len(core) <= 8, sure=dotted or (japanese and family < len(core) <= 6))
    korean = "hangul" in found
    longest = 4 if korean else 6
    family = _family_length(core)
    given = core[family:]
    known = [letter in tokens("given_cjk") for letter in given]
    if korean:
        sure = family > 0 and len(given) == 2 and all(known)
    elif family > 1 and core[:family] not in _COMPOUND:
        sure = 0 < len(given) < 4  # Japanese
    else:
        sure = family > 0 and 0 < len(given) < 3 and any(known)
    dotted = "·" in core or "・" in core
    return Unspaced(end, name=dotted or 2 <= len(core) <= longest, sure=sure or dotted)


def is_family_name(text: str) -> bool:
    """Whether the whole word is a known East Asian family name."""
    return text in tokens("surnames_cjk")
