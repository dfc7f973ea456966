"""Whether a place in a body is text that readers see as the post's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.lazy import lazy
from bylint.patterns import pattern
from bylint.visible.masking import hidden

if TYPE_CHECKING:
    from bylint.post import Post
    from bylint.visible.masking import Hidden

_TICKS = pattern(r"(`+)(?!`)[^`\n]{1,500}\1")
_TARGET = pattern(
    r"\]\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)"
    r"|\{\{[^{}\n]{0,1000}\}\}|\{%[^{}\n]{0,1000}%\}"
)
_TAG = pattern(r"</?[A-Za-z](?:[^<>\"']|\"[^\"]{0,1000}\"|'[^']{0,1000}'){0,2000}>")
_LIST = pattern(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTES = "\"'“”„‟«»‘’‚‹›「」『』《》"
_INDENT = ("    ", "\t")
_LONGEST_LINE = 8_000
"""Characters before and after a place that are looked at, of a line of any length."""


class Prose:
    """A body, of which the hidden stretches are found when they are first asked for."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._text = post.text
        self._start, self._end = post.body

    @lazy
    def _hidden(self) -> list[Hidden]:
        return hidden(self._text, self._start, self._end, self._post.markup)

    def has(self, start: int, end: int, *, in_tag: bool = False) -> bool:
        """Whether a stretch is prose: outside of code, quotes, tables, comments, tags and the targets of links.

        With `in_tag` it may be what looks like a tag: `<insert image here>`.
        """
        text = self._text
        left = max(text.rfind("\n", max(0, start - _LONGEST_LINE), start) + 1, self._start, start - _LONGEST_LINE)
        right = text.find("\n", end, min(self._end, end + _LONGEST_LINE))
        line = text[left : min(self._end, end + _LONGEST_LINE) if right < 0 else right]
        bare = line.lstrip()
        if bare.startswith((">", "|", "//", "..", ":")) or self._is_indented(line):
            return False
        if _is_quoted(text, start, end) or any(each.start <= start < each.end for each in self._hidden):
            return False
        at = start - left
        return not any(
            found.start() <= at < found.end()
            for each, sign in ((_TICKS, "`"), (_TARGET, "("), (_TARGET, "{"), (_TAG, "<"))
            if sign in line and not (in_tag and sign == "<")
            for found in each.finditer(line)
        )

    def in_list(self, start: int) -> bool:
        """Whether a place is on a line that is an item of a list."""
        left = max(self._text.rfind("\n", 0, start) + 1, self._start)
        return _LIST.match(self._text, left, self._end) is not None

    def _is_indented(self, line: str) -> bool:
        """Whether a line is code by its indentation, in a markup that has such code."""
        return self._post.markup != "html" and line.startswith(_INDENT)

    def opens_paragraph(self, start: int) -> bool:
        """Whether the line before is blank, a heading, or the body has none."""
        left = max(self._text.rfind("\n", 0, start) + 1, self._start)
        if left <= self._start:
            return True
        above = self._text[max(self._text.rfind("\n", 0, left - 1) + 1, self._start) : left - 1].strip()
        return not above or above.startswith(("#", "<", "!", "---", "==", "***")) or above.endswith(">")


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands between quotation marks, and is talked about."""
    before = text[start - 1] if start else ""
    after = text[end : end + 3].lstrip(".,;:!?…")[:1]
    return bool(before) and before in _QUOTES and (not after or after in _QUOTES or after.isspace())
