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
_FIRST = pattern(r"\s*+(?:\#[ \t]|=[ \t]|<[hHdDpPaA!]|[^\n]{1,400}\n=+[ \t]*(?:\n|\Z)|[!{i\\])")
"""How a body may begin whose first line is a heading of the first level, images and comments aside."""
_NOTHING = pattern(
    r"(?:\s|<!--(?:[^-]|-(?!->))*+-->|!\[[^\[\]\n]{0,500}\]\([^()\n]{0,1000}\)|import [^\n]{0,500}"
    r"|\{/\*[^*]{0,1000}\*/\}"
    r"|</?(?:div|header|section|article|center|p|a|h1)(?:\s[^<>]{0,500})?>|\#[ \t]|=[ \t]|\*|_|`)*+"
)
_WORD = pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_INSIDE = pattern(r"(?<=\w)['’ʼ‘`´.\-‐‑–](?=\w)")
_TAG = pattern(r"<[^<>]{1,300}>")
_ATTRIBUTES = pattern(r"\s*\{[.#:][^{}]{0,200}\}\s*\Z")
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
    from bylint.visible import head

    found = head(text, body.start, body.end, post.markup, limit=1)
    if not found or found[0].level != 1 or not found[0].text.strip("\0 "):
        return None
    before = _NOTHING.match(text, body.start, found[0].first)
    if before is None or before.end() < found[0].first:
        return None
    return Heading(_ATTRIBUTES.sub("", found[0].text), found[0].span())


@lru_cache(maxsize=256)
def words(text: str) -> tuple[str, ...]:
    """The words of a title as two are compared: no case, markup, punctuation, nor typographic variants.

    Back-ticks go with what they hold, as in a heading, where inline code is not read.
    """
    text = _plain(text[:_LONGEST])
    folded = normalize("NFKC", text).casefold().replace("&", " and ").replace("+", " + ")
    return tuple(_WORD.findall(_INSIDE.sub("", folded)))


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
    return Difference(" ".join(left), " ".join(right))


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
        if _is_slip(left[0], right[0]):
            return True
        if common >= 2 and left[0].isdigit() and right[0].isdigit():
            return True
    return max(len(left), len(right)) <= 2 and common >= 4 and common >= 3 * max(len(left), len(right))


def _is_slip(left: str, right: str) -> bool:
    """Whether one word is the other with a slip of the pen; a short one may be another word."""
    limit = 1 if min(len(left), len(right)) < 9 else 2
    return min(len(left), len(right)) >= 5 and distance(left, right, limit) <= limit
