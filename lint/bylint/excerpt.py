"""What an excerpt made from a post's body would say: the text that a writer would have put there.

The text before the "more" mark, or else the first paragraph that says something: without dateline, byline, headings,
images, lists and markup, cut at the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from bylint.languages import vocabulary
from bylint.visible import Line, head

if TYPE_CHECKING:
    from bylint.diagnostic import Span
    from bylint.post import Post

LENGTH = 300
"""Characters of an excerpt, when nothing else is said."""

_LINES = 60
"""Visible lines of a body that are looked at."""
_TELLING = 40
"""Characters of a paragraph that says something; of a script without blanks, a third of that."""

_MORE = re.compile(r"<!--\s{0,9}(?:more|truncate|excerpt|read-?more|break|end-?excerpt)\b[^<>]{0,80}-->|\{/\*\s{0,9}truncate\s{0,9}\*/\}", re.IGNORECASE)
_CODE = re.compile(r"<code\b[^<>]{0,200}>([^<]{0,300})</code>", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}(?=\s)|[。！？][」』”）]{0,2}")
_NO_END = frozenset("dr mr mrs ms st vs no nr inc corp ltd co prof sr jr approx ca bzw art fig vol pp cf al etc eg ie".split())
_WIRE = re.compile(
    r"[A-Z][A-Z.'’-]{1,30}(?: [A-Z][A-Z.'’-]{1,30}){0,3}(?=,| ?\()(?:,[^–—()\n]{0,60})?(?: ?\([A-Z][\w .,]{2,30}\))?"
    r" ?(?:--?|[–—])(?: ?\([A-Z][\w .,]{2,30}\) ?(?:--?|[–—]))?(?: |(?=\w))"
)
_DASH = re.compile(r"[ ]?(?:[–—:|/]|--?)[ ]")
_PUBLISHED = frozenset(
    "published posted date updated written on the of at by st nd rd th am pm um uhr le la el de del den der di il il’ "
    "du og vom am veröffentlicht publié publicado pubblicato gepubliceerd опубликовано року г года opublikowano 年 月 日".split()
)
_WEIRD_SPACE = re.compile(r" +([,.;:!?)\]»”’…])")


def read_excerpt(post: Post, length: int = LENGTH) -> str:
    """Plain text of at most `length` characters; empty where the body has none that an excerpt could be made of."""
    found = _paragraphs(post)
    if not found:
        return ""
    mark = _MORE.search(post.text, post.body.start, post.body.end)
    if mark is not None:
        before = " ".join(paragraph.text for paragraph in found if paragraph.start < mark.start())
        if before and len(before) <= length and _tells(before):
            return before
        found = [paragraph for paragraph in found if paragraph.start < mark.start()] or found
    chosen = next((paragraph.text for paragraph in found if _tells(paragraph.text)), None)
    if chosen is None:
        chosen = max((paragraph.text for paragraph in found), key=len)
        if len(_WORD.findall(chosen)) < 3 and not _IDEOGRAPH.search(chosen):
            return ""
    return shorten(chosen, length)


def shorten(text: str, length: int) -> str:
    """A text cut to at most `length` characters: after a sentence if one ends far enough in, else after a word, with `…`."""
    if len(text) <= length:
        return text
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, length + 1) if _ends_sentence(text, end)]
    if ends and length * 2 // 5 <= ends[-1] <= length:
        return text[: ends[-1]].rstrip()
    cut = text[: max(length - 1, 0)]
    if not text[len(cut) : len(cut) + 1].isspace():
        blank = cut.rfind(" ")
        cut = cut[:blank] if blank > length // 2 else cut
    return cut.rstrip(" ,;:–—-(/") + "…"


def _ends_sentence(text: str, end: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence, and not an abbreviation or an initial."""
    if end.group()[0] != ".":
        return True
    word = text[max(end.start() - 20, 0) : end.start()].rpartition(" ")[2].lstrip("(\"'“‘")
    following = text[end.end() : end.end() + 4].lstrip()[:1]
    return not (following.islower() or word.lower() in _NO_END or len(word) < 2 or "." in word)


def _tells(text: str) -> bool:
    """Whether a paragraph can stand alone: long enough, and not the lead of a list."""
    if text.endswith((":", "：")):
        return False
    return len(text) >= (_TELLING // 3 if _IDEOGRAPH.search(text) else _TELLING)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    text: str


def _paragraphs(post: Post) -> list[_Paragraph]:
    """The paragraphs near the top of the body, as plain text."""
    lines = head(post.text, post.body.start, post.body.end, post.markup, limit=_LINES)
    credited = [credit.span for credit in post.credits]
    kept = [line for line in lines if _is_prose(line) and not _is_credit(line, credited)]
    top = {line.block for line in kept[:4]}
    found: list[_Paragraph] = []
    for block in _blocks(kept):
        parts = [part for line in block if (part := _plain(post.text, line)) and not (line.block in top and _is_date(part))]
        text = _WEIRD_SPACE.sub(r"\1", _join(parts))
        if found == []:
            text = _without_lead(text)
        if text and any(character.isalpha() for character in text):
            found.append(_Paragraph(block[0].starts[0], text))
    return found


def _is_prose(line: Line) -> bool:
    if line.level or line.item or line.header:
        return False
    linked = sum(end - start for start, end, _ in line.links)
    return linked < len(line.text) * 0.8 and "://" not in line.text.split(" ", 1)[0]


def _is_credit(line: Line, credited: Iterable[Span]) -> bool:
    """Whether a line credits somebody: most of it, for a name may also stand in a sentence that says more."""
    start, end = line.starts[0], line.ends[-1]
    inside = [span for span in credited if span.start < end and start < span.end]
    return bool(inside) and len(line.text) < 60 + sum(span.end - span.start for span in inside)


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if block and line.block != block[0].block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _plain(source: str, line: Line) -> str:
    """A line's text with its inline code, which a `Line` has not."""
    if "\0" not in line.text and "<code" not in source[line.starts[0] : line.ends[-1]]:
        return line.text.strip()
    parts: list[str] = []
    at = line.starts[0]
    for character, start, end in zip(line.text, line.starts, line.ends, strict=True):
        if start > at:
            parts += (unescape(code[1]) for code in _CODE.finditer(source, at, start))
        parts.append(source[start:end].strip("`") if character == "\0" else character)
        at = end
    return " ".join("".join(parts).replace("\0", "").split())


def _join(parts: Sequence[str]) -> str:
    """Lines of one paragraph as one; scripts without blanks are joined without one."""
    text = ""
    for part in parts:
        tight = text and _IDEOGRAPH.match(part) and _IDEOGRAPH.match(text[-1])
        text = f"{text}{'' if tight or not text else ' '}{part}"
    return text


def _is_date(text: str) -> bool:
    """Whether a line says when, and nothing else."""
    if len(text) > 60 or not any(character.isdigit() for character in text):
        return False
    known = vocabulary()
    words = [word.casefold() for word in _WORD.findall(text)]
    return bool(words) and all(
        word.isdigit() or word in known.months or word in known.weekdays or word in _PUBLISHED for word in words
    )


def _without_lead(text: str) -> str:
    """A text without the place and date that a news agency puts before it."""
    wire = _WIRE.match(text)
    if wire:
        return text[wire.end() :].lstrip()
    dash = _DASH.search(text, 0, 64)
    if dash and _is_date(text[: dash.start()]):
        return text[dash.end() :].lstrip()
    return text
