"""Markup in a value that is plain text: where it is, and the text without it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from bylint.patterns import pattern
from bylint.text import unescape
from bylint_rules.excerpt._words import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator

Notation = Literal["HTML", "Markdown", "shortcode"]

LONGEST = 20_000
"""Characters of a value that are read for markup: what is longer is no excerpt."""

_ELEMENTS = frozenset(
    """
    a abbr article aside audio b blockquote br button center cite code dd del details div dl dt em embed figcaption
    figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd label li main mark nav object ol
    p pre q s script section small source span strike strong style sub summary sup svg table tbody td th thead time
    tr tt u ul video wbr
    """.split()  # names are read as a line, not as a list
)
_INLINE = frozenset(
    "a abbr b cite code del em font i ins kbd mark q s small span strike strong sub sup time tt u wbr".split()
)
_ALONE = frozenset({"br", "hr"})
"""Elements that a bare tag, without attributes, is enough of: no sentence speaks of them by accident."""

# A letter of a script that parts words by blanks: beside it, a star is a footnote or a product, not emphasis.
_LETTER = r"0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f"
_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}')*+"

_MARK = pattern(
    r"(?P<code>`{2,3}[^`]+`{2,3}|`[^`\n]+`)"
    r"|(?P<comment><!--[^<>]{0,500}-->)"
    r"|(?P<tag>(?<!\{)<\s{0,2}(?P<close>/?)\s{0,2}(?P<name>[A-Za-z][A-Za-z0-9]{0,14})(?P<attributes>(?=[\s/>])"
    + _ATTRIBUTES
    + r")>)"
    r"|(?P<broken><\s{0,2}a\s{1,3}[A-Za-z]{2,12}=(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'))"
    r"|(?P<entity>&(?:\#\d{2,7}|\#[xX][0-9A-Fa-f]{2,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<shortcode>\{\{[<%]-?\s{0,3}/?[\w./-]{1,60}\s[^{}]{1,500}[%>]\}\}"
    r"|\{\{[<%]-?\s{0,3}/[\w./-]{1,60}\s{0,3}[%>]\}\}"
    r"|\{%-?\s{0,3}[a-z]\w{0,30}\s[^{}]{1,500}%\}"
    r"|\[[a-z][\w-]{1,40}\s[\w-]{1,40}=[\"'][^\[\]]{0,500}\]|\[:[a-z]{0,2}\])"
    r"|(?P<image>!\[[^\[\]\n]{0,500}\]\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\))"
    r"|(?P<link>\[(?P<label>[^\[\]\n]{1,500})\]"
    r"\((?P<target>[^()\s]{0,1000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)(?:\s[^()\n]{0,200})?\))"
    r"|(?P<reference>(?<![" + _LETTER + r"\])])\[(?P<referring>[^\[\]\n]{2,300})\]\[\d{1,3}\])"
    r"|(?P<bold>(?<![" + _LETTER + r"*])\*\*(?![\s*])(?P<bolded>[^*\n]+)\*\*(?![" + _LETTER + r"*]))"
    r"|(?P<stars>(?<![" + _LETTER + r"*/])\*(?![\s*])(?P<starred>[^*\n]+)\*(?![" + _LETTER + r"*/]))"
    r"|(?P<bars>(?<![" + _LETTER + r"_/])_(?![\s_])(?P<barred>[^_\n]+)_(?![" + _LETTER + r"_/]))"
    r"|(?P<heading>\A\#{1,6}[ ](?=\S))"
)
_NOTATIONS: dict[str, Notation] = {
    "comment": "HTML",
    "tag": "HTML",
    "broken": "HTML",
    "entity": "HTML",
    "shortcode": "shortcode",
    "reference": "Markdown",
    "image": "Markdown",
    "link": "Markdown",
    "bold": "Markdown",
    "stars": "Markdown",
    "bars": "Markdown",
    "heading": "Markdown",
}
_SIGN = pattern(r"[<&\[{*_`!\#]")
"""What a mark begins with."""
_SIGNS = "<&[{*_"
_LINK_TARGET = pattern(r"(?:[a-z][a-z0-9+.-]{1,20}:|[./\#?]|[^\s]*[./])", re.IGNORECASE)
_ANCHOR = pattern(
    r"<\s{0,2}a\b(?:[^<>]*>)?((?:[^<]|<(?!\s{0,2}/?\s{0,2}a\b))*+)<\s{0,2}/\s{0,2}a\b[^<>]{0,20}>?", re.IGNORECASE
)
_ANY_TAG = pattern(r"<[^<>]{0,2000}>")
_SENTENCE_END = ("", *".!?…。！？:：>)]»”’\"'")
_SPACE = pattern(r"[^\S\xa0\u202f]+(?:[\xa0\u202f]+[^\S\xa0\u202f]+)*+")
"""White space, with blanks that touch no word."""
_SPACE_BEFORE = pattern(r"(?<! ) +([,)]|\.(?!\.))(?=\s|\Z)")


class Mark(NamedTuple):
    """A piece of markup, as written. `is_junk`: no generator renders it in metadata, whatever its notation."""

    notation: Notation
    text: str
    is_junk: bool = False


def may_hold_markup(text: str) -> bool:
    """Whether a text has any character that markup begins with. Most have none."""
    return text[:1] == "#" or any(sign in text for sign in _SIGNS)


def marks(text: str) -> tuple[Mark, ...]:
    """The markup in a value, in order. What stands in back-ticks is a name, not markup."""
    return _marks(text) if len(text) <= LONGEST and may_hold_markup(text) else ()


@lru_cache(maxsize=64)
def _marks(text: str) -> tuple[Mark, ...]:
    return tuple(_read_marks(text))


def _read_marks(text: str) -> Iterator[Mark]:
    closed = _closed_elements(text)
    for found in _found(text):
        kind = _kind(found)
        if kind == "tag" and not _is_tag(found, closed):
            continue
        if kind in _NOTATIONS and _counts(kind, found):
            more = kind == "link" and _leads_on(found, found["label"])
            yield Mark(_NOTATIONS[kind], found.group(), more or kind == "reference")


def _found(text: str) -> Iterator[re.Match[str]]:
    """What has the form of a mark, from left to right. Only where a sign stands is the long pattern tried."""
    sign = _SIGN.search(text)
    while sign is not None:
        at = sign.start()
        if mark := _MARK.match(text, at):
            yield mark
            at = mark.end() - 1
        sign = _SIGN.search(text, at + 1)


def _without_marks(text: str, closed: frozenset[str]) -> str:
    parts: list[str] = []
    at = 0
    for found in _found(text):
        parts += (text[at : found.start()], _plain(closed, found))
        at = found.end()
    return "".join((*parts, text[at:]))


def _kind(found: re.Match[str]) -> str:
    return next(name for name in ("code", *_NOTATIONS) if found[name] is not None)


def _closed_elements(text: str) -> frozenset[str]:
    if "</" not in text and "< /" not in text:
        return frozenset()
    return frozenset(found["name"].lower() for found in _found(text) if found["tag"] and found["close"])


def _is_tag(found: re.Match[str], closed: frozenset[str]) -> bool:
    """Whether `<name …>` is a tag: of a known element, closed or with an attribute. A bare one is a name in prose."""
    name = found["name"].lower()
    if name not in _ELEMENTS:
        return False
    return bool(name in _ALONE or name in closed or "=" in found["attributes"] or (name == "p" and found.start() == 0))


def _is_entity(name: str) -> bool:
    from html.entities import html5  # a large table, for few posts

    return name in html5


def _counts(kind: str, found: re.Match[str]) -> bool:
    """Whether what has the form of a mark is one."""
    if kind == "entity":
        return found.group()[1] == "#" or _is_entity(found.group()[1:])
    if kind == "link":
        return bool(_LINK_TARGET.match(found["target"]))
    if kind in ("stars", "bold"):
        inner = found["starred"] or found["bolded"]
        return not inner[-1].isspace() and any(character.isalpha() for character in inner)
    if kind == "bars":
        return not found["barred"][-1].isspace() and " " in found["barred"]
    return True


def strip(text: str) -> str:
    """What `plain_text` leaves, to be compared and counted: all white space is folded."""
    return " ".join(plain_text(text).split())


def plain_text(text: str) -> str:
    """The text without markup and without a "read more" link: entities resolved, white space folded.

    A blank at which no line may be broken (`&nbsp;`) stays one beside a word.
    """
    if not may_hold_markup(text):
        return _folded(text)
    for _ in range(4):  # marks stand in marks: a bold link, an entity in its label
        closed = _closed_elements(text)
        before = text
        text = _without_marks(_ANCHOR.sub(_anchor, text) if "<" in text else text, closed)
        if text == before:
            break
    return _SPACE_BEFORE.sub(r"\1", _folded(text))


def _folded(text: str) -> str:
    if "\xa0" not in text and "\u202f" not in text:
        return " ".join(text.split())
    return _SPACE.sub(" ", text).strip()


def _anchor(found: re.Match[str]) -> str:
    """A "read more" link goes with its label; any other is left for later."""
    return " " if _leads_on(found, found[1]) else found.group()


def _leads_on(found: re.Match[str], label: str) -> bool:
    """Whether a link is a "read more" that follows the text, and no part of a sentence."""
    before = unescape(found.string[max(found.start() - 80, 0) : found.start()]).rstrip()
    return before[-1:] in _SENTENCE_END and words().is_more(fold(_ANY_TAG.sub(" ", label)))


def _plain(closed: frozenset[str], found: re.Match[str]) -> str:
    """What a mark leaves of itself."""
    kind = _kind(found)
    if kind == "code" or (kind != "tag" and not _counts(kind, found)):
        return found.group()
    if kind == "tag":
        if not _is_tag(found, closed):
            return found.group()
        return "" if found["name"].lower() in _INLINE else " "
    if kind == "entity":
        return unescape(found.group())
    if kind in ("link", "reference"):
        label: str = found["label"] or found["referring"]
        return "" if _leads_on(found, label) else label
    return found["bolded"] or found["starred"] or found["barred"] or ""
