"""Inline text as a reader sees it: markup gone, entities resolved, and for every character its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from bylint.patterns import pattern
from bylint.text import unescape
from bylint.visible.line import Line, Piece
from bylint.visible.masking import FILLER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bylint.visible.blocks import Block

_MARKDOWN_RUN = pattern(r"[^\\`<\[\]!&*_~{\n\0\xa0\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\xad]+")
_HTML_RUN = pattern(r"[^<&{\n\0\xa0\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\xad]+")
_TAG = pattern(
    r"<(/?)([A-Za-z][\w-]{0,60}(?::[A-Za-z][\w-]{0,60})?)(?=[\s/>])"
    r"((?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}')*+)>"
)
_HREF = pattern(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_AUTOLINK = pattern(r"<([A-Za-z][\w+.-]{1,30}:[^\s<>]{0,500}|[\w.+-]{1,80}@[\w.-]{1,100})>")
_ENTITY = pattern(r"&#?\w{1,32};")
_CODE = pattern(r"`+")
_IMAGE = pattern(
    r"!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,1000}(?:\([^()\n]{0,100}\)[^()\n]{0,100})?\)|\[[^\]\n]{0,200}\])?"
)
_TARGET = pattern(
    r"\(\s*+<?([^\s()<>]{0,2000}(?:\([^\s()]{0,500}\)[^\s()<>]{0,500})?)>?(?:\s+[\"'(][^\n]{0,500}?[\"')])?\s*\)"
    r"|[ ]?\[[^\[\]\n]{0,300}\]"
)
_ATTRIBUTES = pattern(r"\{:?[.#:]?[^{}\n]{0,300}\}")
_SHORTCODE = pattern(r"\{\{[<%]?[^{}\n]{0,1000}\}\}|\{%[^{}\n]{0,1000}%\}")
_FOOTNOTE = pattern(r"\[\^[^\[\]\n]{1,80}\]")
_BRACKET_CODE = pattern(r"\[/?[a-z][\w-]{1,40}(?:[ ][\w-]+=[^\[\]\n]{0,500})?\](?![(\[])")
_UNEVEN = pattern(r"\s\s|[^\S ]")

_BREAKING = pattern(
    r"address|article|aside|body|center|d[dlt]|details|div|fieldset|footer|form|h[1-6r]|header|html|li|main|nav|ol"
    r"|option|p|section|summary|t[dhr]|ul"
)
_EMPHASIS = frozenset({"em", "i", "b", "strong", "cite", "u"})


def lines(text: str, base: int, block: Block, number: int, *, markdown: bool) -> Iterator[Line]:
    """The visible lines of a block of `text`, a masked text whose first character is at offset `base` of the source."""
    return iter(_Reader(text, base, block, number, markdown=markdown).read())


class _Reader:
    """Walks over a block, collecting the characters of the line it is on."""

    def __init__(self, text: str, base: int, block: Block, number: int, *, markdown: bool) -> None:
        self.text, self.base, self.block, self.markdown = text, base, block, markdown
        self.number, self.level, self.items = number, block.level, int(block.item)
        self.done: list[Line] = []
        self.marks: list[str] = []
        self.brackets: list[tuple[int, int]] = []
        self.href: tuple[int, str] | None = None
        self.soft = False
        self._clear()

    def _clear(self) -> None:
        self.chars: list[str] = []
        self.pieces: list[Piece] = []
        self.size = 0
        self.links: list[tuple[int, int, str]] = []
        self.bare = False
        self.brackets.clear()

    def read(self) -> list[Line]:
        run = _MARKDOWN_RUN if self.markdown else _HTML_RUN
        at, end = self.block.start, self.block.end
        while at < end:
            plain = run.match(self.text, at, end)
            if plain:
                self._emit_run(at, plain.end())
                at = plain.end()
            else:
                at = getattr(self, _SPECIAL.get(self.text[at], "invisible"))(at)
        self._break(soft=False)
        return self.done

    # what becomes visible

    def _emit_run(self, start: int, end: int) -> None:
        run = self.text[start:end]
        self.chars.append(run)
        self.pieces.append(Piece(end - start, self.base + start, self.base + end, whole=False))
        self.size += end - start
        if not self.marks and not self.bare:
            self.bare = not run.isspace()

    def _emit(self, visible: str, start: int, end: int) -> None:
        self.chars.append(visible)
        self.pieces.append(Piece(len(visible), self.base + start, self.base + end, whole=True))
        self.size += len(visible)

    def _literal(self, at: int) -> int:
        self._emit_run(at, at + 1)
        return at + 1

    def invisible(self, at: int) -> int:
        return at + 1

    def space(self, at: int) -> int:
        self._emit(" ", at, at + 1)
        return at + 1

    # where lines end

    def newline(self, at: int) -> int:
        before = self.text[max(self.block.start, at - 3) : at].rstrip(FILLER)
        self._break(soft=not (self.markdown and before.endswith(("  ", "\\"))))
        return at + 1

    def _break(self, *, soft: bool) -> None:
        """End the line. The hardest of the breaks between two lines counts."""
        text = "".join(self.chars)
        if text.strip():
            if self.href:
                self._close_link()
            self.done.append(self._line(text))
            self.soft = soft
            opened = self.href
            self._clear()
            self.href = (0, opened[1]) if opened else None
        else:
            self.soft = self.soft and soft
            if self.chars:
                self._clear()

    def _line(self, text: str) -> Line:
        links = self.links
        left, right = len(text) - len(text.lstrip()), len(text.rstrip())
        kept: Sequence[int] = range(left, right)
        if right - left < len(text):
            text = text[left:right]
            links = [(max(a - left, 0), min(b, right) - left, url) for a, b, url in links]
        if _UNEVEN.search(text):
            keep = [i for i, char in enumerate(text) if not (char.isspace() and text[i - 1].isspace())]
            links = [(bisect_left(keep, a), bisect_left(keep, b), url) for a, b, url in links]
            text = "".join(" " if text[i].isspace() else text[i] for i in keep)
            kept = [left + i for i in keep]
        return Line(
            text,
            self.pieces,
            kept,
            block=self.number,
            level=self.level,
            item=self.items > 0,
            header=self.block.header,
            emphasised=not self.bare,
            flows=self.soft,
            links=tuple(link for link in links if link[0] < link[1]),
        )

    # marks of Markdown

    def escape(self, at: int) -> int:
        following = self.text[at + 1 : at + 2]
        if following == "\n" or not following:
            return at + 1
        if not following.isalnum() and not following.isspace():
            self._emit(following, at, at + 2)
            return at + 2
        return self._literal(at)

    def code(self, at: int) -> int:
        """Inline code is not text. An unclosed back-tick is a character like any other."""
        opened = _CODE.match(self.text, at, self.block.end)
        mark = opened.group()  # type: ignore[union-attr]  # a back-tick is here
        close = self.text.find(mark, at + len(mark), min(self.block.end, at + 2000))
        if close < 0:
            return self._literal(at)
        self._emit(FILLER, at, close + len(mark))
        return close + len(mark)

    def emphasis(self, at: int) -> int:
        mark = self.text[at]
        end = at
        while end < self.block.end and self.text[end] == mark:
            end += 1
        before = self.text[at - 1] if at > self.block.start else "\n"
        after = self.text[end] if end < self.block.end else "\n"
        inside_word = mark == "_" and before.isalnum() and after.isalnum()
        if inside_word or (end - at == 1 and (mark == "~" or (before in " \xa0" and after in " \xa0"))):
            self._emit_run(at, end)
        else:
            self._toggle(self.text[at:end], closes=not before.isspace())
        return end

    def _toggle(self, mark: str, *, closes: bool) -> None:
        if mark in self.marks and (closes or self.marks[-1] == mark):
            self.marks.remove(mark)
        elif mark[0] != "~":
            self.marks.append(mark)

    def image(self, at: int) -> int:
        image = _IMAGE.match(self.text, at, self.block.end)
        return image.end() if image else self._literal(at)

    def bracket(self, at: int) -> int:
        dropped = _FOOTNOTE.match(self.text, at, self.block.end) or _BRACKET_CODE.match(self.text, at, self.block.end)
        if dropped:
            return dropped.end()
        self.brackets.append((self.size, len(self.pieces)))
        return self._literal(at)

    def unbracket(self, at: int) -> int:
        """A link, if a target follows: then its bracket goes too."""
        target = _TARGET.match(self.text, at + 1, self.block.end) if self.brackets else None
        opened, piece = self.brackets.pop() if self.brackets else (0, 0)
        if target is None:
            return self._literal(at)
        del self.chars[piece], self.pieces[piece]
        self.size -= 1
        self.links.append((opened, self.size, target[1] or ""))
        return target.end()

    # marks of HTML and of templates

    def entity(self, at: int) -> int:
        entity = _ENTITY.match(self.text, at, self.block.end)
        if not entity:
            return self._literal(at)
        visible = unescape(entity.group())
        if visible.isspace():
            visible = " "
        self._emit(visible, at, entity.end())
        if not self.marks and visible != " ":
            self.bare = True
        return entity.end()

    def template(self, at: int) -> int:
        code = _SHORTCODE.match(self.text, at, self.block.end)
        if code is None and self.markdown:
            code = _ATTRIBUTES.match(self.text, at, self.block.end)
        return code.end() if code else self._literal(at)

    def tag(self, at: int) -> int:
        tag = _TAG.match(self.text, at, self.block.end)
        if tag:
            self._apply(tag[2].lower(), tag[3], closing=bool(tag[1]))
            return tag.end()
        link = _AUTOLINK.match(self.text, at, self.block.end)
        if not link:
            return self._literal(at)
        start = self.size
        self._emit_run(*link.span(1))
        self.links.append((start, self.size, link[1]))
        return link.end()

    def _apply(self, name: str, attributes: str, *, closing: bool) -> None:
        if name == "br":
            self._break(soft=False)
        elif _BREAKING.fullmatch(name):
            self._part(name, closing=closing)
        elif name in _EMPHASIS:
            if closing and name in self.marks:
                self.marks.remove(name)
            elif not closing:
                self.marks.append(name)
        elif name == "a":
            if self.href:
                self._close_link()
            href = None if closing else _HREF.search(attributes)
            self.href = (self.size, unescape(href[1] or href[2] or href[3] or "")) if href else None

    def _part(self, name: str, *, closing: bool) -> None:
        """A block tag: what follows is another block, though it may stand on the same line of the source."""
        self._break(soft=False)
        self.number += 1
        if name == "li":
            self.items = max(self.items + (-1 if closing else 1), 0)
        elif len(name) == 2 and name[0] == "h" and name[1].isdigit():
            self.level = 0 if closing else int(name[1])

    def _close_link(self) -> None:
        start, url = self.href or (0, "")
        if start < self.size:
            self.links.append((start, self.size, url))


_SPECIAL = {
    "\\": "escape",
    "`": "code",
    "*": "emphasis",
    "_": "emphasis",
    "~": "emphasis",
    "!": "image",
    "[": "bracket",
    "]": "unbracket",
    "&": "entity",
    "{": "template",
    "<": "tag",
    "\n": "newline",
    "\xa0": "space",
}
"""The method of the reader that takes each character; any other special one is not visible."""
