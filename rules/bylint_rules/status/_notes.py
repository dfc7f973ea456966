"""Places in a text that its writer meant to come back to, found in few passes and then looked at closely."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern
from bylint_rules.status._words import OPENING, languages, others_than_english

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_LINE = 120
"""Characters of a line that can be one of these as a whole."""
_TOP = 400
"""Characters of a body in which a new blog's first post is known."""

_NOTE = pattern(r"\[([^\W\d_][^\[\]\n]{1,120})\](?![(\[:_])")
_HERE = pattern(r"here[\])}>）】*_.…:! \t]{0,8}(?:</p>)?(?=\r?\n|\Z)|HERE[\])}>*_.…:! \t]{0,8}(?:</p>)?(?=\r?\n|\Z)")
_MARKED = pattern(rf"\n(?=[ \t#<*_\[({{TF]){OPENING}(?P<mark>TODO|FIXME)(?P<rest>[^\n]{{0,300}})")
_TK = pattern(r"TK(?:(?:TK)++|[ ]TK\b|(?=[ ](?:percent|per cent|million|billion|thousand|hundred)\b))(?![\w-])")
_LOREM = pattern(r"[Ll]orem ipsum dolor sit|LOREM IPSUM DOLOR SIT|Lorem Ipsum Dolor Sit|[Ll]orem ipsum is simply dummy")
_TAG = pattern(r"</?[A-Za-z][^<>\n]{0,200}>")
_AROUND = " \t\r*_#[](){}<>（）【】「」.…!:：。！"
_OWNER = pattern(r"\A(?:\([^()\n]{1,40}\))?\s*[:：-]\s*\S")
_OPENS_LIST = pattern(r"\A[ \t]*(?:\r?\n[ \t]*)+(?:[-*+]|\d{1,3}[.)])[ \t]")


class Note(NamedTuple):
    """A place that waits to be filled in, in a text: `kind` is mark, note, ask, filler or number."""

    start: int
    end: int
    kind: str


def notes(text: str, start: int, end: int, language: str | None = None) -> Iterator[Note]:
    """What may be such a place in `text[start:end]`; code, quotes and comments are not left out yet."""
    if "[" in text:
        yield from _in_brackets(text, start, end)
    if "TK" in text:
        for found in _TK.finditer(text, start, end):
            if not (found.start() and (text[found.start() - 1].isalnum() or text[found.start() - 1] in "-_/")):
                yield Note(*found.span(), "number")
    for found in _MARKED.finditer(text, max(start - 1, 0), end):
        yield from _marked(text, found, end)
    for found in _HERE.finditer(text, start, end):
        yield from _whole_line(text, found.start(), (start, end), "en")
    if "rem ipsum " in text or "REM IPSUM " in text:
        yield from _lorem(text, start, end)
    yield from _at_top(text, start, end)
    for other in others_than_english(text, language):
        for found in other.first.finditer(text, max(start - 1, 0), end):
            yield from _whole_line(text, found.end() - 1, (start, end), other.code)


def _line_at(text: str, at: int, within: tuple[int, int]) -> tuple[int, int]:
    start = text.rfind("\n", within[0], at) + 1 or within[0]
    stop = text.find("\n", at, within[1])
    return start, within[1] if stop < 0 else stop


def _bare(line: str) -> tuple[int, int]:
    """The part of a line without tags and marks around it."""
    left, right = 0, len(line)
    while left < right:
        if line[left] in _AROUND and not (line[left] == "<" and _TAG.match(line, left, right)):
            left += 1
        elif line[left] == "<" and (tag := _TAG.match(line, left, right)):
            left = tag.end()
        else:
            break
    while right > left:
        if line[right - 1] == ">" and (tag := next(_last_tags(line, left, right), None)):
            right = tag
        elif line[right - 1] in _AROUND:
            right -= 1
        else:
            break
    return left, right


def _last_tags(line: str, left: int, right: int) -> Iterator[int]:
    """Where the tag begins that a line ends with."""
    opened = line.rfind("<", left, right)
    if opened >= 0 and _TAG.fullmatch(line, opened, right):
        yield opened


def _whole_line(text: str, at: int, within: tuple[int, int], code: str) -> Iterator[Note]:
    """A line that is what a template asks for, or stands for a text to come, or begins as filler does."""
    start, stop = _line_at(text, at, within)
    if stop - start > 3_000:
        return
    line = text[start:stop]
    left, right = _bare(line)
    folded = line[left:right].casefold()
    language = languages()[code]
    if len(folded) <= _LONGEST_LINE and (folded in language.lines or language.asks_for(folded)):
        yield Note(start + left, start + right, "ask")
    elif code != "en" and folded.startswith(language.filler):
        yield Note(start + left, start + min(right, left + 80), "filler")
    elif code != "en":
        mark = next((each for each in language.marks if line.startswith(each, left)), None)
        if mark is not None and (right == left + len(mark) or _OWNER.match(line, left + len(mark))):
            yield Note(start + left, start + right, "mark")


def _in_brackets(text: str, start: int, end: int) -> Iterator[Note]:
    for found in _NOTE.finditer(text, start, end):
        inner = found[1]
        if inner[0].islower() or (found.start() and text[found.start() - 1] in "]!)"):
            continue
        if _is_note(inner):
            yield Note(*found.span(), "note")


def _is_note(inner: str) -> bool:
    if inner.startswith("TK"):
        return inner.strip("TK") == ""
    for language in languages().values():
        for mark in language.marks:
            if inner.startswith(mark) and not inner[len(mark) : len(mark) + 1].isalnum():
                return True
    folded = inner.casefold().strip(" .…!:")
    return inner == inner.upper() and any(each.asks_for(folded, shortly=True) for each in languages().values())


def _marked(text: str, found: object, end: int) -> Iterator[Note]:
    """A paragraph that begins with a mark and a colon, or is a mark alone, and no list of plans follows."""
    import re

    assert isinstance(found, re.Match)
    rest = found["rest"].rstrip()
    heading = "#" in found.group()[: found.start("mark") - found.start()]
    if heading or text[found.start("mark") - 1] == "[":
        return
    if _OWNER.match(rest.rstrip("*_ ")) or rest.strip(_AROUND) == "":
        stop = found.start("rest") + len(rest)
        if not _OPENS_LIST.match(text[stop : min(end, stop + 200)]):
            yield Note(found.start("mark"), stop, "mark")


def _lorem(text: str, start: int, end: int) -> Iterator[Note]:
    """Filler that a line begins with."""
    for found in _LOREM.finditer(text, start, end):
        line, stop = _line_at(text, found.start(), (start, end))
        if text[line : found.start()].strip(_AROUND) == "":
            yield Note(found.start(), min(stop, found.start() + 80), "filler")


def _at_top(text: str, start: int, end: int) -> Iterator[Note]:
    at = start
    while at < end and text[at] in " \t\r\n":
        at += 1
    if text.startswith(("W", "T", "Y", "<p>", "[", "*"), at):
        line, stop = _line_at(text, at, (start, end))
        shown = _TAG.sub("", text[at : min(stop, at + _TOP)])
        folded = _LINK.sub(r"\1", shown).casefold().replace("’", "'").strip(_AROUND)
        if folded.startswith(languages()["en"].filler):
            yield Note(at, min(stop, at + 80), "filler")


_LINK = pattern(r"\[([^\[\]\n]{1,80})\]\([^()\n]{0,300}\)")
