"""The images of a body, and what alternative text they have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bylint.diagnostic import Span
from bylint.patterns import pattern
from bylint.visible.masking import hidden, mask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_MARKDOWN = pattern(r"!\[\s{0,20}\](?:\([^()\n]{1,1000}(?:\([^()\n]{0,100}\)[^()\n]{0,100})?\)|\[[^\[\]\n]{1,200}\])")
_TAG = pattern(
    r"<(?:img|IMG|Image|amp-img)(?=[\s/>])"
    r"((?:[^<>\"'{}]++|\"[^\"]{0,2000}\"|'[^']{0,2000}'|\{[^{}]{0,500}\})*+)>"
)
_ALT = pattern(
    r"(?:\A|[\s\"'])(?:alt|:alt|aria-hidden|role|x-bind:alt|v-bind:alt)(?=[\s=/]|\Z)|\{\.\.\.", re.IGNORECASE
)
_TICKS = pattern(r"(`+)(?!`)[^`\n]{1,500}\1")
_CODE = ("```", "~~~", "<!--", "{/*", "<pre", "<code", "<script", "<style", "<template", "<textarea", "<svg")
_MACROS = ("highlight", "codeblock", "code", "raw", "comment", "sourcecode")
_BEGINNINGS = ("<img", "<IMG", "<Image", "<amp-img")
_MOST = 200
_LONGEST_LINE = 2_000


class Unsaid(NamedTuple):
    """An image without an alternative text, and how it is written."""

    span: Span
    text: str


def unsaid(post: Post) -> Iterator[Unsaid]:
    """Images of the body that say no alternative text, in Markdown and in HTML; not those of code."""
    text, start, end = post.text, post.body.start, post.body.end
    if "![" not in text and not any(sign in text for sign in _BEGINNINGS):
        return
    stretches = [each for each in hidden(text, start, end, post.markup) if _is_code(text, each.start)]
    body = mask(text, start, end, stretches)
    found = [*_html(body)]
    if post.markup in ("markdown", "mdx"):
        found += [image.span() for image in _MARKDOWN.finditer(body)]
    for left, right in sorted(found)[:_MOST]:
        if not _in_ticks(body, left):
            yield Unsaid(Span(start + left, start + right), text[start + left : start + right])


def _html(body: str) -> Iterator[tuple[int, int]]:
    for tag in _TAG.finditer(body):
        if _says(tag) is None:
            yield tag.span()


def _says(tag: re.Match[str]) -> object:
    return _ALT.search(tag[1])


def _is_code(text: str, at: int) -> bool:
    """Whether a stretch that no byline stands in is code; a figure or a table is not, and holds images."""
    opening = text[at : at + 40].lstrip("\n \t")
    if opening.startswith(_CODE):
        return True
    return opening[:1] in "{[" and opening.lstrip("{[%<- ").startswith(_MACROS)


def _in_ticks(body: str, at: int) -> bool:
    line = max(body.rfind("\n", 0, at) + 1, at - _LONGEST_LINE)
    stop = body.find("\n", at, at + _LONGEST_LINE)
    stop = min(len(body), at + _LONGEST_LINE) if stop < 0 else stop
    return any(code.start() <= at < code.end() for code in _TICKS.finditer(body, line, stop))
