"""Inline text as a reader sees it: markup gone, entities resolved, and for every character its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from bylint.patterns import pattern
from bylint.text import unescape
from bylint.visible.line import Line, UnreadLine
from bylint.visible.masking import FILLER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bylint.visible.blocks import Block
    from bylint.visible.line import Piece

_PLAIN = r"[^\\`<\[\]!&*_~{\n\0\xa0\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\xad]"
_MARKDOWN_RUN = pattern(rf"{_PLAIN}+")
_EMPHASISED = pattern(rf"\A[ \t]*+(\*{{1,3}}+|_{{1,3}}+)(?=\S)({_PLAIN}++)(?<=\S)\1[ \t]*+\Z")
"""A line between marks, as dates and bylines often are."""
_HTML_RUN = pattern(r"[^<&{\n\0\xa0\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\xad]+")
_TAG = pattern(
    r"<(/?)([A-Za-z][\w-]{0,60}(?::[A-Za-z][\w-]{0,60})?)(?=[\s/>])"
    r"((?:[^<>\"']++|\"[^\"]{0,2000}\"|'[^']{0,2000}')*+)>"
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
_BLANKS = pattern(r"\s{2,}")
_VISIBLE = pattern(r"\A[ \t*_]*+[^\W_]")
"""How a line begins of which something is visible whatever comes then."""

_BREAKING = frozenset(
    "address article aside body center dd dl dt details div fieldset footer form h1 h2 h3 h4 h5 h6 hr header html li"
    " main nav ol option p section summary td th tr ul".split()
)
_EMPHASIS = frozenset({"em", "i", "b", "strong", "cite", "u"})


def lines(text: str, base: int, block: Block, number: int, *, markdown: bool) -> Sequence[Line]:
    """The visible lines of a block of `text`, a masked text whose first character is at offset `base` of the source."""
    start, end, level, item, header = block
    raw = text[start:end]
    run = (_MARKDOWN_RUN if markdown else _HTML_RUN).match(raw)
    if run is not None and run.end() == end - start and (visible := raw.strip()) and not _is_uneven(visible):
        first = base + start + raw.index(visible[0])  # one line without a mark, as most paragraphs are
        pieces = ((len(visible), first, first + len(visible), False),)
        return (Line(visible, pieces, block=number, level=level, item=item, header=header),)
    whole = _EMPHASISED.match(raw) if markdown else None
    if whole and not _is_uneven(visible := whole[2]):
        first = base + start + whole.start(2)
        pieces = ((len(visible), first, first + len(visible), False),)
        return (Line(visible, pieces, block=number, level=level, item=item, header=header, emphasised=True),)
    if markdown and "<" not in raw and "\n" not in raw and _VISIBLE.match(raw):
        read = partial(_one, text, base, block, number)
        return (UnreadLine(raw, read, block=number, level=level, item=item, header=header),)
    return _Reader(text, base, block, number, markdown=markdown).read()


def _one(text: str, base: int, block: Block, number: int) -> Line:
    """The line of a block of Markdown that has only one."""
    return _Reader(text, base, block, number, markdown=True).read()[0]


def _is_uneven(text: str) -> bool:
    """Whether there is white space other than single blanks."""
    return ("  " in text or not text.isprintable()) and _UNEVEN.search(text) is not None


class _Reader:
    """Walks over a block, collecting the characters of the line it is on."""

    def __init__(self, text: str, base: int, block: Block, number: int, *, markdown: bool) -> None:
        self.text, self.base, self.block, self.markdown = text, base, block, markdown
        self.end = block.end
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
        run = _MARKDOWN_RUN.match if self.markdown else _HTML_RUN.match
        text, at, end = self.text, self.block.start, self.end
        while at < end:
            if plain := run(text, at, end):
                start, at = at, plain.end()
                self._emit_run(start, at)
                if at == end:
                    break
            special = _SPECIAL.get(text[at])
            at = special(self, at) if special else at + 1
        self._break(soft=False)
        return self.done

    # what becomes visible

    def _emit_run(self, start: int, end: int) -> None:
        run = self.text[start:end]
        self.chars.append(run)
        self.pieces.append((end - start, self.base + start, self.base + end, False))
        self.size += end - start
        if not self.marks and not self.bare:
            self.bare = not run.isspace()

    def _emit(self, visible: str, start: int, end: int) -> None:
        self.chars.append(visible)
        self.pieces.append((len(visible), self.base + start, self.base + end, True))
        self.size += len(visible)

    def _literal(self, at: int) -> int:
        self._emit_run(at, at + 1)
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
        if visible := text.strip():
            if self.href:
                self._close_link()
            self.done.append(self._line(text, visible))
            self.soft = soft
            opened = self.href
            self._clear()
            self.href = (0, opened[1]) if opened else None
        else:
            self.soft = self.soft and soft
            if self.chars:
                self._clear()

    def _line(self, text: str, visible: str) -> Line:
        """The line of the `text` that was collected, of which only `visible` is no white space around it."""
        left, cuts = 0, []
        if len(visible) < len(text):
            left = text.index(visible[0])
            right = left + len(visible)
            cuts = [cut for cut in ((0, left), (right, len(text))) if cut[0] < cut[1]]
        if _is_uneven(visible):
            inner = _BLANKS.finditer(text, left, left + len(visible))
            cuts[bool(left) : bool(left)] = [(blanks.start() + 1, blanks.end()) for blanks in inner]
            visible = " ".join(visible.split())
        links = _without(cuts, self.links) if cuts and self.links else self.links
        return Line(
            visible,
            self.pieces,
            cuts,
            tuple(link for link in links if link[0] < link[1]) if links else (),
            block=self.number,
            level=self.level,
            item=self.items > 0,
            header=self.block.header,
            emphasised=not self.bare,
            flows=self.soft,
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
        opened = _CODE.match(self.text, at, self.end)
        mark = opened.group()  # type: ignore[union-attr]  # a back-tick is here
        close = self.text.find(mark, at + len(mark), min(self.end, at + 2000))
        if close < 0:
            return self._literal(at)
        self._emit(FILLER, at, close + len(mark))
        return close + len(mark)

    def emphasis(self, at: int) -> int:
        text, limit = self.text, self.end
        mark = text[at]
        end = at + 1
        while end < limit and text[end] == mark:
            end += 1
        before = text[at - 1] if at > self.block.start else "\n"
        after = text[end] if end < limit else "\n"
        inside_word = mark == "_" and before.isalnum() and after.isalnum()
        if inside_word or (end - at == 1 and (mark == "~" or (before in " \xa0" and after in " \xa0"))):
            self._emit_run(at, end)
        else:
            self._toggle(text[at:end], closes=not before.isspace())
        return end

    def _toggle(self, mark: str, *, closes: bool) -> None:
        if mark in self.marks and (closes or self.marks[-1] == mark):
            self.marks.remove(mark)
        elif mark[0] != "~":
            self.marks.append(mark)

    def image(self, at: int) -> int:
        image = _IMAGE.match(self.text, at, self.end)
        return image.end() if image else self._literal(at)

    def bracket(self, at: int) -> int:
        following = self.text[at + 1 : at + 2]
        if following in {"^", "/"} or following.islower():
            dropped = (_FOOTNOTE if following == "^" else _BRACKET_CODE).match(self.text, at, self.end)
            if dropped:
                return dropped.end()
        self.brackets.append((self.size, len(self.pieces)))
        return self._literal(at)

    def unbracket(self, at: int) -> int:
        """A link, if a target follows: then its bracket goes too."""
        target = _TARGET.match(self.text, at + 1, self.end) if self.brackets else None
        opened, piece = self.brackets.pop() if self.brackets else (0, 0)
        if target is None:
            return self._literal(at)
        del self.chars[piece], self.pieces[piece]
        self.size -= 1
        self.links.append((opened, self.size, target[1] or ""))
        return target.end()

    # marks of HTML and of templates

    def entity(self, at: int) -> int:
        entity = _ENTITY.match(self.text, at, self.end)
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
        code = _SHORTCODE.match(self.text, at, self.end)
        if code is None and self.markdown:
            code = _ATTRIBUTES.match(self.text, at, self.end)
        return code.end() if code else self._literal(at)

    def tag(self, at: int) -> int:
        tag = _TAG.match(self.text, at, self.end)
        if tag:
            self._apply(tag[2].lower(), tag[3], closing=bool(tag[1]))
            return tag.end()
        link = _AUTOLINK.match(self.text, at, self.end)
        if not link:
            return self._literal(at)
        start = self.size
        self._emit_run(*link.span(1))
        self.links.append((start, self.size, link[1]))
        return link.end()

    def _apply(self, name: str, attributes: str, *, closing: bool) -> None:
        if name == "br":
            self._break(soft=False)
        elif name in _BREAKING:
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


def _without(cuts: Sequence[tuple[int, int]], links: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Links of a text that is cut, with their places in what is left of it."""
    starts = [start for start, _ in cuts]
    cut = [0, *accumulate(end - start for start, end in cuts)]

    def left(at: int) -> int:
        number = bisect_left(starts, at)
        return at - cut[number] + (max(cuts[number - 1][1] - at, 0) if number else 0)

    return [(left(start), left(end), url) for start, end, url in links]


_SPECIAL: dict[str, Callable[[_Reader, int], int]] = {
    "\\": _Reader.escape,
    "`": _Reader.code,
    "*": _Reader.emphasis,
    "_": _Reader.emphasis,
    "~": _Reader.emphasis,
    "!": _Reader.image,
    "[": _Reader.bracket,
    "]": _Reader.unbracket,
    "&": _Reader.entity,
    "{": _Reader.template,
    "<": _Reader.tag,
    "\n": _Reader.newline,
    "\xa0": _Reader.space,
}
"""What takes each character; any other special one is not visible."""
