"""The heading that a body begins with, and how it differs from the title."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from bylint.patterns import pattern
from bylint.text import distance, unescape

if TYPE_CHECKING:
    from bylint.diagnostic import Span
    from bylint.post import Post

_LONGEST = 400
"""Characters of a title or heading that are compared."""
_FIRST = pattern(r"\s*+(?:\#[ \t]|=[ \t]|<[hHdDpPaAsSc!]|!\[|\{/\*|import |[^\n]{1,400}+\n=+[ \t]*(?:\n|\Z))")
"""How a body may begin whose first line is a heading of the first level, images and comments aside."""
_SIGNS = ("# ", "<h1", "<H1", "\n=", "= ")
_NEAR = 6_000
"""Characters that may stand before such a heading."""
_NOTHING = pattern(
    r"(?:\s|<!--(?:[^-]|-(?!->))*+-->|!\[[^\[\]\n]{0,500}\]\([^()\n]{0,1000}\)|import [^\n]{0,500}"
    r"|\{/\*[^*]{0,1000}\*/\}"
    r"|</?(?:div|header|section|article|center|p|a|h1)(?:\s[^<>]{0,500})?>|\#[ \t]|=[ \t]|\*|_|`)*+"
)
_WORD = pattern(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+(?:['’ʼ‘`´.\-‐‑–][^\W_]+)*"  # as they are typed
)
_ENDING = pattern(r"(?<=\w{3})(?:ing|ed|es|er|en|[sdren])\Z")
_DIGITS = pattern(r"\d+")
_INSIDE = pattern(r"[^\w]|_")
_TAG = pattern(r"<[^<>]{1,300}>")
_ATTRIBUTES = pattern(r"(?<!\s)\s*\{[.#:][^{}]{0,200}\}\s*\Z")
_LINK = pattern(r"!?\[([^\[\]]{0,300})\]\([^()]{0,500}\)")


class Heading(NamedTuple):
    """A heading of the first level that the body begins with: its text, and where that stands."""

    text: str
    span: Span


def first_heading(post: Post) -> Heading | None:
    """The heading, if it is the first thing of the body, images and comments aside."""
    text, body = post.text, post.body
    if _FIRST.match(text, body.start, body.end) is None:
        return None
    end = min(body.end, body.start + _NEAR)
    if not any(text.find(sign, body.start, end) >= 0 for sign in _SIGNS):
        return None
    from bylint.visible import head

    found = head(text, body.start, body.end, post.markup, limit=1)
    if not found or found[0].level != 1 or not found[0].text.strip("\0 "):
        return None
    before = _NOTHING.match(text, body.start, found[0].first)
    if before is None or before.end() < found[0].first:
        return None
    line = found[0]
    told = text[line.first : line.last].replace("`", "") if "\0" in line.text else line.text
    return Heading(_ATTRIBUTES.sub("", told), line.span())


@lru_cache(maxsize=256)
def words(text: str) -> tuple[str, ...]:
    """The words of a title as two are compared: no case, markup, punctuation, nor typographic variants."""
    return tuple(_INSIDE.sub("", word) for word in _written(text.casefold()))


def _written(text: str) -> list[str]:
    """The words as they are written, `18.2.0` and `don't` in one."""
    return _WORD.findall(normalize("NFKC", _plain(text[:_LONGEST])).replace("&", " and "))


def _plain(text: str) -> str:
    text = unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    return _LINK.sub(r"\1", text) if "](" in text else text


def is_same(title: str, heading: str, site: str | None = None) -> bool:
    """Whether two say the same, but for the name of the site at an end of the one."""
    one, other = words(title), words(heading)
    if "".join(one) == "".join(other):
        return True
    name = words(site) if site else ()
    return bool(name) and any(
        longer in (shorter + name, name + shorter) for longer, shorter in ((one, other), (other, one))
    )


class Difference(NamedTuple):
    """What the title has that the heading has not, and the other way round."""

    title: str
    heading: str


def difference(title: str, heading: str) -> Difference | None:
    """The words in which a title and a heading differ that are nearly alike; None for equal and for unlike ones.

    Nearly alike are those that say most words in the same order, and have others in the same place. One that only says
    more at an end, or leaves a part out, is a longer or a shorter title.
    """
    one, other = words(title), words(heading)
    if not one or not other or max(len(one), len(other)) > 60 or sorted(one) == sorted(other):
        return None
    parts = _changes(one, other)
    if len(parts) != 1:
        return None
    start, end, from_, to = parts[0]
    left, right = one[start:end], other[from_:to]
    if not _is_near(one, other, left, right):
        return None
    return Difference(" ".join(_written(title)[start:end]), " ".join(_written(heading)[from_:to]))


def _changes(one: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[int, int, int, int]]:
    from difflib import SequenceMatcher  # only where there is a heading

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [(i, j, k, m) for kind, i, j, k, m in matcher.get_opcodes() if kind != "equal"]


def _is_near(one: tuple[str, ...], other: tuple[str, ...], left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether what differs is little, stands on both sides, and is not the same word written otherwise."""
    if not left or not right or "".join(left) == "".join(right):
        return False
    common = len(one) - len(left)
    if common == 0:
        return len(left) == len(right) == 1 and _is_slip(left[0], right[0])
    if len(left) == len(right) == 1:
        return (common >= 2 and _is_other_number(left[0], right[0])) or _is_other_word(left[0], right[0], common)
    return max(len(left), len(right)) <= 2 and common >= 4 and common >= 3 * max(len(left), len(right))


def _is_other_number(left: str, right: str) -> bool:
    """Whether two words are alike but for their digits: years, issues, versions. 4.1 may stand for 4.1.0."""
    if not (_DIGITS.search(left) and _DIGITS.search(right)) or _is_longer(left, right):
        return False
    return _DIGITS.sub("", left) == _DIGITS.sub("", right)


def _is_other_word(left: str, right: str, common: int) -> bool:
    """Whether a word stands in the place of another, and is not that one in another form or spelling."""
    if _is_longer(left, right) or _spelling(left) == _spelling(right):
        return False
    return _is_slip(left, right) or common >= 4


def _is_longer(left: str, right: str) -> bool:
    return left.startswith(right) or right.startswith(left)


def _spelling(word: str) -> str:
    """A word without what parts British from American English, and one form of it from another."""
    return _ENDING.sub("", word.replace("z", "s").replace("our", "or").replace("ll", "l"))


def _is_slip(left: str, right: str) -> bool:
    """Whether one word is the other with a slip of the pen; a short one may be another word."""
    limit = 1 if min(len(left), len(right)) < 9 else 2
    if min(len(left), len(right)) < 5 or _is_longer(left, right) or _spelling(left) == _spelling(right):
        return False
    return distance(left, right, limit) <= limit
