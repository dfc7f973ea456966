"""What a reader of the page never sees as text of its own: code, quotes, tables, captions, comments.

These stretches are blanked before anything else is read. The blanked text is as long as the source, so every offset
stays true: a stretch that stands as a block becomes newlines (it parts paragraphs), one inside a line becomes `FILLER`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern

if TYPE_CHECKING:
    import re

FILLER = "\0"
"""Stands for a character that is not visible. No text has it: a source with NUL is refused when it is decoded."""

_ELEMENTS = "pre|script|style|blockquote|aside|table|figure|figcaption|svg|iframe|noscript|template|textarea|code|head"
_SHORTCODES = "highlight|codeblock|code|raw|comment|figure|caption|blockquote|quote|pullquote|tweet|mermaid|gist"
_BRACKETS = "caption|code|sourcecode|blockquote|quote|pullquote|embed|gallery"

_FENCE = r"[ \t]*+(?P<fence>`{3,}|~{3,})(?:(?<=`)[^`\n]*|(?<=~)[^\n]*)(?=\n|\Z)"
_MARKUP = (
    r"|<(?:!--|(?P<element>(?i:" + _ELEMENTS + r"))(?=[\s>/]))"
    r"|\{(?:/\*|[{%][<%]?-?[ \t]*(?P<shortcode>" + _SHORTCODES + r")\b)"
    r"|\[(?P<bracket>(?:" + _BRACKETS + r"))(?=[\s\]])"
)
_OPEN_MARKDOWN = pattern(r"\n" + _FENCE + _MARKUP)
"""Each alternative starts with a sign of its own: text without such a sign is passed over at once."""
_FENCE_AT_TOP = pattern(r"\A" + _FENCE)
_OPEN_HTML = pattern(_MARKUP[1:])
_ASCIIDOC = pattern(r"(?:\n|\A)(?P<fence>-{4,}|\.{4,}|_{4,}|\+{4,}|/{4,}|[|,:!]={3,}|```)[^\n]*(?=\n|\Z)")
_OPEN = {"html": _OPEN_HTML, "asciidoc": _ASCIIDOC, "rst": None}

_CLOSE_FENCE = pattern(r"\n[ \t>]*+(`{3,}|~{3,})[ \t\r]*(?=\n|\Z)")
_CLOSE_ELEMENT = {name: pattern(rf"<(/?)(?i:{name})(?=[\s>/])") for name in _ELEMENTS.split("|")}
_CLOSE_SHORTCODE = {
    name: pattern(rf"\{{[{{%][<%]?-?[ \t]*(?:/|end){name}\b[^}}\n]{{0,40}}\}}+") for name in _SHORTCODES.split("|")
}
_INLINE_ELEMENTS = frozenset({"code", "svg", "textarea"})
_PARAGRAPH_END = pattern(r"\n[ \t]*+\n")


class Hidden(NamedTuple):
    """A stretch of the source that is not visible; `block` when it parts what stands before and after it."""

    start: int
    end: int
    block: bool


class _Masker:
    """One pass over a text. A kind of stretch that was opened but never closed is not looked for twice."""

    def __init__(self, text: str, end: int) -> None:
        self.text, self.end = text, end
        self.unclosed: set[str] = set()

    def stretch(self, opened: re.Match[str]) -> Hidden | None:
        """The stretch that a mark opens, or None where the mark hides nothing."""
        kind = opened.lastgroup
        if kind == "fence":
            return Hidden(opened.start(), self.fence_end(opened), block=True)
        if kind == "element":
            return self._element(opened)
        if kind is None:
            closer = "-->" if opened.group() == "<!--" else "*/}"
            at = self.text.find(closer, opened.end(), self.end)
            return Hidden(opened.start(), self.end if at < 0 else at + len(closer), block=False)
        return self._paired(opened, opened[kind], kind)

    def fence_end(self, opened: re.Match[str]) -> int:
        """Where the code ends that a fence opens."""
        fence = opened["fence"]
        if fence[0] not in "`~" or opened.re.pattern == _ASCIIDOC.pattern:
            at = self.text.find("\n" + fence, opened.end(), self.end)
            return self.end if at < 0 else at + 1 + len(fence)
        for closing in _CLOSE_FENCE.finditer(self.text, opened.end(), self.end):
            if closing[1].startswith(fence):
                return closing.end()
        return self.end

    def _element(self, opened: re.Match[str]) -> Hidden:
        name = opened["element"].lower()
        if name == "code":
            return Hidden(opened.start(), self._code_end(opened.end()), block=False)
        depth = 1
        for tag in _CLOSE_ELEMENT[name].finditer(self.text, opened.end(), self.end):
            depth += -1 if tag[1] else 1
            if not depth:
                close = self.text.find(">", tag.end(), self.end)
                end = self.end if close < 0 else close + 1
                return Hidden(opened.start(), end, name not in _INLINE_ELEMENTS)
        return Hidden(opened.start(), self.end, name not in _INLINE_ELEMENTS)

    def _code_end(self, start: int) -> int:
        """`<code>` ends at its end tag, or with the paragraph if that is forgotten."""
        blank = _PARAGRAPH_END.search(self.text, start, self.end)
        stop = blank.start() if blank else self.end
        tag = self.text.find("</code>", start, stop)
        return stop if tag < 0 else tag + len("</code>")

    def _paired(self, opened: re.Match[str], name: str, kind: str) -> Hidden | None:
        """A shortcode with a closing one. Alone, it is only a tag, and is dropped where lines are read."""
        if name in self.unclosed:
            return None
        if kind == "bracket":
            at = self.text.find(f"[/{name}]", opened.end(), self.end)
            stop = -1 if at < 0 else at + len(name) + 3
        else:
            closing = _CLOSE_SHORTCODE[name].search(self.text, opened.end(), self.end)
            stop = closing.end() if closing else -1
        if stop < 0:
            self.unclosed.add(name)
            return None
        return Hidden(opened.start(), stop, block=True)


def hidden(text: str, start: int, end: int, markup: str) -> list[Hidden]:
    """The stretches of `text[start:end]` that are not visible, in order, found in one pass."""
    opening = _OPEN.get(markup, _OPEN_MARKDOWN)
    found: list[Hidden] = []
    if opening is None:
        return found
    masker = _Masker(text, end)
    at = start - 1 if start and text[start - 1] == "\n" else start
    if not at and opening is _OPEN_MARKDOWN and (opened := _FENCE_AT_TOP.match(text, 0, end)):
        found.append(Hidden(0, masker.fence_end(opened), block=True))
        at = found[-1].end
    while opened := opening.search(text, at, end):
        stretch = masker.stretch(opened)
        at = stretch.end if stretch else opened.end()
        if stretch:
            found.append(stretch)
    return found


def mask(text: str, start: int, end: int, stretches: list[Hidden]) -> str:
    """`text[start:end]` with the stretches blanked and with line feeds for newlines, no character moved."""
    parts: list[str] = []
    at = start
    for stretch in stretches:
        left, right = max(stretch.start, at), min(stretch.end, end)
        if right > left:
            parts += (text[at:left], ("\n" if stretch.block else FILLER) * (right - left))
            at = right
    parts.append(text[at:end])
    masked = "".join(parts)
    if "\r" in masked:
        masked = masked.replace("\r\n", FILLER + "\n").replace("\r", "\n")
    return masked


_ASCIIDOC_LINK = pattern(
    r"(?P<target>(?:\b(?:link|mailto|xref):|https?://)[^\s\[\]]{1,500})"
    r"\[(?P<label>[^\[\]\n,^]{1,200}+(?:,(?![ ]?[a-z]{1,20}=)[^\[\]\n,^]{1,200}+){0,5}+)(?P<rest>[^\[\]\n]{0,200})\]"
)


def without_targets(masked: str) -> str:
    """AsciiDoc with all of its links but their labels blanked: `link:https://…[Ann Roe^]` shows as Ann Roe."""
    return _ASCIIDOC_LINK.sub(_label_alone, masked) if "[" in masked else masked


def _label_alone(link: re.Match[str]) -> str:
    return f"{FILLER * (len(link['target']) + 1)}{link['label']}{FILLER * (len(link['rest']) + 1)}"
