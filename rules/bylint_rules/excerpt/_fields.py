"""What the rules about excerpt, summary and description share: the fields, and what a value is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from bylint.patterns import pattern
from bylint.text import unescape
from bylint_rules.excerpt._markup import strip
from bylint_rules.excerpt._words import fold, words

if TYPE_CHECKING:
    from bylint.post import Field, Post

Kind = Literal["empty", "link", "placeholder", "text"]

_LONGEST = 4_000
"""Characters that only a text can have: no link and its label are that long."""
_LONGEST_PHRASE = 80
_BEGINNING = 30
"""Characters of two texts that are compared first."""
_WORD = pattern(r"[^\W_]+")
_LONGEST_LABEL = 6
"""Words of a label that says no more than where a link leads."""

_TAG = pattern(
    r"<\s{0,3}(?P<end>/?)\s{0,3}(?P<name>[A-Za-z][A-Za-z0-9]{0,14})(?P<attributes>(?=[\s/>])[^<>]*)>"
    r"|<\s{0,3}(?P<broken>a)\s{1,3}(?P<broken_attributes>[A-Za-z]{2,12}\s{0,2}=\s{0,2}(?:\"[^\"<>]*\"|'[^'<>]*'))"
    r"|</?[A-Za-z]{1,10}\s{0,3}\Z"
    r"|<!--[^<>]{0,500}-->|\{\{[<%][^{}]{0,500}[>%]\}\}|\[/?[a-z][\w-]{0,30}\s[\w-]{1,30}=[^\[\]]{0,500}\]"
)
_TARGET = pattern(r"h?ref\s{0,3}=\s{0,3}[\"']?([^\"'\s<>]*)", re.IGNORECASE)
_LINK = pattern(r"\[([^\[\]]{0,500})\](?:\(\s{0,3}([^()\s]{0,2000})[^()]{0,300}\)|\[[^\[\]]{0,100}\])")
_URL = pattern(r"(?:https?://|www\.)[^\s<>\"'|,]{2,}", re.IGNORECASE)
_LINKED = ("<", "[", "://", "www.", "&lt;")
_CUT = pattern(r"\[\s*(?:…|\.{2,4})\s*\]|\(\s*(?:…|\.{3})\s*\)")
_IDEOGRAPH = pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NOTHING = pattern(r"[\s.…\-_–—*/\\?!=+~#|:,;'\"()\[\]]+")


class Reading(NamedTuple):
    """What a value is. `shown` is the label, URL or phrase that it holds instead of a text."""

    kind: Kind
    shown: str = ""


class Link(NamedTuple):
    """A link in a value: its label without markup, and its target as written."""

    label: str
    target: str


_TEXT = Reading("text")
_EMPTY = Reading("empty")


def texts(post: Post) -> list[tuple[Field, str]]:
    """The fields of a post that announce it, and their texts. What is no text is the schema's affair."""
    return [
        (field, field.value)
        for field in (post.excerpt, post.description, post.summary)
        if field is not None and isinstance(field.value, str)
    ]


def read(value: str) -> Reading:
    """What a value is: nothing, only a link, a placeholder, or a text."""
    if len(value) > _LONGEST:
        return _TEXT
    if len(value) > _LONGEST_PHRASE and value[:5].casefold() != "lorem" and not any(sign in value for sign in _LINKED):
        return _TEXT
    return _read(value)


def is_text(post: Post, value: str) -> bool:
    """Whether the rules that judge a text have one to judge."""
    return read(value).kind == "text" and not repeats_title(post, value)


def repeats_title(post: Post, value: str) -> bool:
    """Whether a value says the title, and nothing else."""
    title = post.title.value if post.title is not None else None
    return isinstance(title, str) and len(value) <= 2 * len(title) + 500 and _says_again(value, title)


@lru_cache(maxsize=64)  # each rule asks of the same values
def _says_again(value: str, title: str) -> bool:
    if not _begin_alike(value[:_BEGINNING], title[:_BEGINNING]):
        return False
    return (said := _squash(value)) != "" and said == _squash(title)


def _begin_alike(left: str, right: str) -> bool:
    """Whether the first words of two texts may be the same; for all that begins with markup."""
    one, other = (_WORD.match(text) for text in (left, right))
    if one is None or other is None:
        return True
    length = min(one.end(), other.end())
    one_folded, other_folded = left[:length].casefold(), right[:length].casefold()
    return one_folded.startswith(other_folded) or other_folded.startswith(one_folded)


def _squash(text: str) -> str:
    return fold(strip(text)).replace(" ", "")


@lru_cache(maxsize=64)
def _read(value: str) -> Reading:
    text = value.strip()
    if not text:
        return _EMPTY
    if "&" in text:
        text = unescape(text)
    rest, found = take_links(text)
    known = words()
    folded = fold(_CUT.sub(" ", rest))
    if found:
        short = (
            all(_says_nothing(link.label) for link in found) and sum(len(fold(x.label).split()) for x in found) <= 12
        )
        return Reading("link", _shown(found)) if short and (not folded or folded in known.more) else _TEXT
    if (folded in known.more and _is_call(text, folded)) or (not folded and _CUT.search(rest)):
        return Reading("link", text)
    lowered = text.casefold()
    if folded in known.placeholders or known.asks_for_text(lowered.strip("*_[]()<>{}. ")) or _NOTHING.fullmatch(text):
        return Reading("placeholder", text)
    return _TEXT


def _is_call(text: str, folded: str) -> bool:
    """Whether a phrase without a link is what was one: a single plain word may be a text."""
    return " " in folded or _IDEOGRAPH.search(folded) is not None or len(text) > len(folded)


def take_links(text: str) -> tuple[str, list[Link]]:
    """A text without its links and tags, and the links: in HTML, broken or not, in Markdown, and bare addresses."""
    rest, found = _take_anchors(text)
    if "](" in rest or "][" in rest:
        found += [Link(" ".join(link[1].split()), link[2] or "") for link in _LINK.finditer(rest)]
        rest = _LINK.sub(" ", rest)
    if "://" in rest or "www." in rest.lower():
        found += [Link(url.group(), url.group()) for url in _URL.finditer(rest)]
        rest = _URL.sub(" ", rest)
    return rest, found


def _take_anchors(text: str) -> tuple[str, list[Link]]:
    """Everything outside of tags and of `<a>`; what lies in `<a>` is its label."""
    outside: list[str] = []
    found: list[Link] = []
    inside: list[str] | None = None
    target, at = "", 0
    for tag in _TAG.finditer(text):
        (outside if inside is None else inside).append(text[at : tag.start()])
        at = tag.end()
        is_anchor = (tag["name"] or tag["broken"] or "").lower() == "a"
        opens = is_anchor and not tag["end"] and "=" in (tag["attributes"] or tag["broken_attributes"] or "")
        if inside is not None and (is_anchor or tag.end() == len(text)):
            found.append(Link(" ".join("".join(inside).split()), target))
            inside = None
        if opens:
            address = _TARGET.search(tag["attributes"] or tag["broken_attributes"] or "")
            target, inside = unescape(address[1]) if address else "", []
        elif inside is None:
            outside.append(" ")
    (outside if inside is None else inside).append(text[at:])
    if inside is not None:
        found.append(Link(" ".join("".join(inside).split()), target))
    return "".join(outside), found


def _says_nothing(label: str) -> bool:
    """Whether a link's label tells where it leads, but nothing of what the post says."""
    if _URL.fullmatch(label) or words().is_more(folded := fold(label)):
        return True
    return len(folded.split()) <= _LONGEST_LABEL and len(folded) <= (12 if _IDEOGRAPH.search(label) else 60)


def _shown(found: list[Link]) -> str:
    return next((link.label or link.target for link in found if link.label or link.target), "")
