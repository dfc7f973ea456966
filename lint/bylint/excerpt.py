"""What an excerpt made from a post's body would say: the text that a writer would have put there.

The text before the "more" mark, or else the first paragraph that says something: without dateline, byline, headings,
images, lists and markup, cut at the end of a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from bylint.languages import FILLER, WRITTEN, read_data, vocabulary
from bylint.patterns import pattern
from bylint.text import unescape
from bylint.visible import Line, head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bylint.diagnostic import Span
    from bylint.post import Post

LENGTH = 300
"""Characters of an excerpt, when nothing else is said."""

_LINES = 60
"""Visible lines of a body that are looked at."""
_WINDOWS = (400, 2_000)
"""Characters of a body that are read first, each up to the end of a paragraph."""
_TOP = 4
"""Lines of the first paragraphs that may only say when."""
_NOTE = 150
"""Characters of the longest note about a post."""
_LONGEST_CREDIT = 250
"""Characters from the start of a line to the end of a sentence that does no more than credit somebody."""
_TELLING = 40
"""Characters of a paragraph that says something; of a script without blanks, a third of that."""

_MORE = pattern(
    r"<!--\s{0,9}(?:more|truncate|excerpt|read-?more|break|end-?excerpt)\b[^<>]{0,80}-->"
    r"|\{/\*\s{0,9}truncate\s{0,9}\*/\}",
    re.IGNORECASE,
)
_CODE = pattern(r"<code\b[^<>]{0,200}>([^<]{0,300})</code>", re.IGNORECASE)
_WORD = pattern(r"[^\W\d_]+|\d+")
_IDEOGRAPH = pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE_END = pattern(r"[.!?…][\"'”’»)\]]{0,3}(?=\s)|[。！？][」』”）]{0,2}")
_NO_END = frozenset(
    "dr mr mrs ms st vs no nr inc corp ltd co prof sr jr approx ca bzw art fig vol pp cf al etc".split()
)
"""Words whose full stop ends no sentence; those with a stop inside or of one letter are known by that."""
_WIRE = pattern(
    r"[A-Z][A-Z.'’-]{1,30}(?: [A-Z][A-Z.'’-]{1,30}){0,3}(?=,| ?\()(?:,[^–—()\n]{0,60})?(?: ?\([A-Z][\w .,]{2,30}\))?"
    r" ?(?:--?|[–—])(?: ?\([A-Z][\w .,]{2,30}\) ?(?:--?|[–—]))?(?: |(?=\w))"
)
_DASH = pattern(r"[ ]?(?:[–—:|/]|--?)[ ]")
_IN_DATES = frozenset("st nd rd th of de del am pm h uhr utc gmt года г року р 年 月 日 년 월 일".split())
"""Words of dates that are neither months nor weekdays; those before a date are the bylines' data."""
_COLONS = (":", "：")
_PARAGRAPH_END = pattern(r"\n[ \t]*+\r?\n")
_SPACE_BEFORE = pattern(r"(?<! ) +([,)]|\.(?!\.))(?=\s|\Z)")


def read_excerpt(post: Post, length: int = LENGTH) -> str:
    """Plain text of at most `length` characters; empty where the body has none that an excerpt could be made of."""
    mark = _mark(post)
    found: list[str] = []
    for end in (post.body.end,) if mark is None else (mark, post.body.end):
        for stop in _windows(post, end):
            found, told = [], ""
            is_short, size = end == mark, -1
            for text in _paragraphs(post, stop):
                found.append(text)
                size += len(text) + 1
                is_short = is_short and size <= length and not text.endswith(_COLONS)
                told = told or _telling(text)
                if told and not is_short:
                    return shorten(told, length)
        if is_short and _tells(before := " ".join(found)):
            return before
        if told:
            return shorten(told, length)
        if found:
            break
    chosen = max(found, key=len, default="")
    if len(_WORD.findall(chosen)) < 3 and not _IDEOGRAPH.search(chosen):
        return ""
    return shorten(chosen, length)


def _mark(post: Post) -> int | None:
    """Where the "more" mark begins. Most bodies have nothing that looks like one."""
    text, end = post.text, post.body.end
    found: list[int] = []
    for opening in ("<!--", "{/*"):
        at = text.find(opening, post.body.start, end)
        while at >= 0 and _MORE.match(text, at, end) is None:
            at = text.find(opening, at + 3, end)
        found += [at] if at >= 0 else []
    return min(found, default=None)


def _windows(post: Post, end: int) -> Iterator[int]:
    """Where to stop reading, in turn, until there is a paragraph that tells something: most bodies begin with one."""
    text, start = post.text, post.body.start
    if post.markup in ("markdown", "mdx"):
        for size in _WINDOWS:
            stop = _PARAGRAPH_END.search(text, min(start + size, end), min(start + 3 * size, end))
            if stop is not None and stop.end() < end and not _may_be_hidden(text, start, stop.start(), end):
                yield stop.start()
    yield end


def _may_be_hidden(text: str, start: int, stop: int, end: int) -> bool:
    """Whether something may lie between a shortcode before `stop` and its end behind it: then that is not visible."""
    if text.find("{{", start, stop) >= 0 or text.find("{%", start, stop) >= 0:
        return True
    return text.find("[", start, stop) >= 0 and text.find("[/", stop, end) >= 0


def shorten(text: str, length: int) -> str:
    """A text of at most `length` characters: cut after a sentence if one ends far enough in, else with `…`."""
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
    if text.count("(", 0, end.end()) > text.count(")", 0, end.end()):
        return False
    if end.group()[0] != ".":
        return True
    word = text[max(end.start() - 20, 0) : end.start()].rpartition(" ")[2].lstrip("(\"'“‘")
    following = text[end.end() : end.end() + 4].lstrip()[:1]
    return not (following.islower() or word.lower() in _NO_END or len(word) < 2 or "." in word)


def _without_announcement(text: str) -> str:
    """A paragraph without its last sentence, where that only announces a list or some code."""
    if not text.endswith(_COLONS):
        return text
    ends = [end.end() for end in _SENTENCE_END.finditer(text) if _ends_sentence(text, end)]
    return text[: ends[-1]].rstrip() if ends else text


def _telling(text: str) -> str:
    """What a paragraph tells, if it can stand alone."""
    told = _without_announcement(text)
    return told if _tells(told) else ""


def _tells(text: str) -> bool:
    """Whether a paragraph can stand alone: long enough, and not the lead of a list."""
    if text.endswith(_COLONS):
        return False
    return len(text) >= (_TELLING // 3 if _IDEOGRAPH.search(text) else _TELLING)


def _paragraphs(post: Post, stop: int) -> Iterator[str]:
    """The paragraphs of the first visible lines, as plain text."""
    lines = head(post.text, post.body.start, stop, post.markup, limit=_LINES)
    credited = [credit.span for credit in post.credits if credit.span.start < stop]
    has_code = post.text.find("<code", post.body.start, stop) >= 0
    number, is_first = 0, True
    for block in _blocks(line for line in lines if _is_prose(line)):
        parts = [
            part
            for line in block
            if (part := _without_credit(_plain(post.text, line, has_code=has_code), line, credited))
            and not (number < _TOP and _is_date(part))
        ]
        number += len(block)
        text = _SPACE_BEFORE.sub(r"\1", _join(parts))
        if is_first:
            text = _without_lead(text)
        if text and any(character.isalpha() for character in text) and not _is_note(text):
            is_first = False
            yield text


def _is_prose(line: Line) -> bool:
    if line.level or line.item or line.header:
        return False
    linked = sum(end - start for start, end, _ in line.links)
    return linked < len(line.text) * 0.8 and "://" not in line.text.split(" ", 1)[0]


def _without_credit(text: str, line: Line, credited: list[Span]) -> str:
    """A line without the sentence that credits somebody: "Guest post by X. The first winter …" keeps its second one.

    Credits that lie behind the line stay in the list for those that follow.
    """
    if not credited:
        return text
    begin, behind = line.first, line.last
    ends = [span.end for span in credited if begin <= span.start < behind]
    credited[:] = [span for span in credited if span.start >= behind]
    if not ends:
        return text
    last = min(bisect_left(line.starts, max(ends)), len(text))
    sentence = next((end.end() for end in _SENTENCE_END.finditer(text, last) if _ends_sentence(text, end)), len(text))
    rest = text[sentence:].lstrip()
    return rest if _tells(rest) or sentence < _LONGEST_CREDIT else text


def _is_note(text: str) -> bool:
    """Whether a paragraph is a note about the post: where it appeared first, how long it takes to read."""
    if len(text) > _NOTE:
        return False
    folded = text.casefold()
    return any(note in folded for note in _notes())


@cache
def _notes() -> tuple[str, ...]:
    """What notes say, in all languages."""
    tables = read_data("excerpt").values()
    return tuple(
        note for table in tables for entry in table["notes"].split(",") if (note := " ".join(entry.casefold().split()))
    )


def _blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if block and line.block != block[0].block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _plain(source: str, line: Line, *, has_code: bool) -> str:
    """A line's text with its inline code, which a `Line` has not."""
    if "\0" not in line.text and not (has_code and "<code" in source[line.first : line.last]):
        return line.text.strip()
    parts: list[str] = []
    at = line.starts[0]
    for character, start, end in zip(line.text, line.starts, line.ends, strict=True):
        if start > at:
            parts += (
                f"{unescape(code[1])}{_blank(source[code.end() : code.end() + 1])}"
                for code in _CODE.finditer(source, at, start)
            )
        parts.append(source[start:end].strip("`") if character == "\0" else character)
        at = end
    return " ".join("".join(parts).replace("\0", "").split())


def _blank(character: str) -> str:
    """The white space after inline code, which a `Line` folds into the one before."""
    return " " if character.isspace() else ""


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
    words = [word.casefold() for word in _WORD.findall(text)]
    return all(word.isdigit() or word in _date_words() for word in words)


@cache
def _date_words() -> frozenset[str]:
    """What a line that only says when may hold: "Published on Monday, the 3rd of May"."""
    known = vocabulary()
    around = (
        word
        for language in known.languages
        for word in (*language.on, *(each for each, kind in language.kinds.items() if kind & (WRITTEN | FILLER)))
    )
    return frozenset((*known.months, *known.weekdays, *known.fields, *around, *_IN_DATES))


def _without_lead(text: str) -> str:
    """A text without the place and date that a news agency puts before it."""
    wire = _WIRE.match(text)
    if wire:
        return text[wire.end() :].lstrip()
    dash = _DASH.search(text, 0, 64)
    if dash and _is_date(text[: dash.start()]):
        return text[dash.end() :].lstrip()
    return text
