"""Places in a text that its writer meant to come back to, found in few passes and then looked at closely."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern
from bylint_rules.status._words import all_marks, all_nouns, all_starts, languages, others_than_english

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_LONGEST_LINE = 120
"""Characters of a line that can be one of these as a whole."""
_LONGEST_END = 350
"""Characters that tags and an address have at the end of such a line, at most."""
_SHORT = 800
"""Characters of a body in which all languages are looked for."""
_TOP = 400
"""Characters of a body in which a new blog's first post is known."""

_NOTE = pattern(r"\[(?=[^\Wa-z\d_][^a-z\[\]\n])([^\[\]\n]{2,120})\](?![(\[:_])")
_URL = pattern(r"[ ]https?://\S{1,300}\Z")
_LINE = pattern(
    r"\n(?=[A-Z][A-Zo]|lo|[<*\[])(?:<p[^<>\n]{0,80}>)?[*_\[(<]{0,4}+"
    r"(?:(?P<mark>TODO|FIXME)(?P<rest>[^\n]{0,300})|(?P<lorem>[Ll]orem [Ii]psum (?:dolor|is simply)|LOREM IPSUM DOLOR)"
    r"|(?P<ask>[A-Z]{3,})[ ](?:[A-Z-]+[ ]){0,5}HERE)"
)
"""What all languages have at the start of a line, and English in capitals."""
_TK = pattern(
    r"TK(?:(?:TK)++|[ ]TK\b|(?=[ ](?:percent|per cent|million|billion|thousand|hundred)\b)|(?<=[$£€]TK))(?![\w-])"
)
_TAG = pattern(r"</?[A-Za-z][^<>\n]{0,200}>")
_ELLIPSIS = ("&#8230;", "&hellip;")
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
            if not (found.start() and (text[found.start() - 1].isalnum() or text[found.start() - 1] in "-_/+=")):
                yield Note(*found.span(), "number")
    for found in _LINE.finditer(text, max(start - 1, 0), end):
        yield from _read_line(text, found, (start, end))
    at = start
    while (at := text.find(" here", at, end)) >= 0:
        at += 5
        if _ends_line(text, at, end):
            yield from _whole_line(text, at, (start, end), "en")
    yield from _at_top(text, start, end)
    if end - start < _SHORT:
        yield from _in_short(text, start, end)
        return
    for other in others_than_english(text, language):
        for found in other.first.finditer(text, max(start - 1, 0), end):
            yield from _whole_line(text, found.end(), (start, end), other.code)


def _in_short(text: str, start: int, end: int) -> Iterator[Note]:
    """The lines of a text that is too short to tell its language."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text[at:stop]
        left, _ = _bare(line)
        if line[left : left + 2] in all_starts() or line[left : left + 4].casefold() in all_starts():
            for code, language in languages().items():
                if language.letters:
                    yield from _whole_line(text, at + left, (start, end), code)
        at = stop + 1


def _ends_line(text: str, at: int, end: int) -> bool:
    """Whether nothing that is said stands between a place and the end of its line."""
    if text[at : at + 1].isalnum():
        return False
    rest = text[at : min(end, at + _LONGEST_END)]
    line = rest.find("\n")
    rest = rest if line < 0 else rest[:line]
    return len(rest) < _LONGEST_END and (rest := rest.strip(_AROUND))[:1] in ("", "&", "/", "h")


def _line_at(text: str, at: int, within: tuple[int, int]) -> tuple[int, int]:
    start = text.rfind("\n", within[0], at) + 1 or within[0]
    stop = text.find("\n", at, within[1])
    return start, within[1] if stop < 0 else stop


def _bare(line: str) -> tuple[int, int]:
    """The part of a line without tags and marks around it."""
    left, right = 0, len(line)
    while left < right:
        tag = _TAG.match(line, left, right) if line[left] == "<" else None
        if tag is not None and tag.end() < right:
            left = tag.end()
        elif line[left] in _AROUND:
            left += 1
        else:
            break
    while right > left:
        if line[right - 1] == ">" and (opened := _last_tag(line, left, right)) >= 0:
            right = opened
        elif line[right - 1] in _AROUND:
            right -= 1
        elif line[right - 1] == ";" and (entity := next((x for x in _ELLIPSIS if line.endswith(x, left, right)), "")):
            right -= len(entity)
        elif (address := _URL.search(line, max(left, right - 320), right)) is not None:
            right = address.start()
        else:
            break
    return left, right


def _last_tag(line: str, left: int, right: int) -> int:
    """Where the tag begins that a line ends with; -1 where it ends with none."""
    opened = line.rfind("<", left, right)
    return opened if opened >= 0 and _TAG.fullmatch(line, opened, right) else -1


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


def _in_brackets(text: str, start: int, end: int) -> Iterator[Note]:
    for found in _NOTE.finditer(text, start, end):
        inner = found[1]
        if found.start() and text[found.start() - 1] in "]!)":
            continue
        if _is_note(inner):
            yield Note(*found.span(), "note")


def _is_note(inner: str) -> bool:
    if inner.startswith("TK"):
        return inner.strip("TK") == ""
    if inner.startswith(all_marks()):
        return any(inner.startswith(mark) and not inner[len(mark) : len(mark) + 1].isalnum() for mark in all_marks())
    if " " not in inner or inner != inner.upper():
        return False
    folded = inner.casefold().strip(" .…!:")
    return not all_nouns().isdisjoint(folded.split()) and any(
        each.asks_for(folded, shortly=True) for each in languages().values()
    )


def _read_line(text: str, found: re.Match[str], within: tuple[int, int]) -> Iterator[Note]:
    """What begins with a mark, as filler does, or in capitals as a template does."""
    if found["mark"]:
        yield from _marked(text, found, within[1])
    elif found["ask"]:
        yield from _whole_line(text, found.start("ask"), within, "en")
    else:
        at = found.start("lorem")
        yield Note(at, min(_line_at(text, at, within)[1], at + 80), "filler")


def _marked(text: str, found: re.Match[str], end: int) -> Iterator[Note]:
    """A paragraph that begins with a mark and a colon, or is a mark alone, and no list of plans follows."""
    rest = found["rest"].rstrip()
    if text[found.start("mark") - 1] == "[":
        return
    if _OWNER.match(rest.rstrip("*_ ")) or rest.strip(_AROUND) == "":
        stop = found.start("rest") + len(rest)
        if not _OPENS_LIST.match(text[stop : min(end, stop + 200)]):
            yield Note(found.start("mark"), stop, "mark")


def _at_top(text: str, start: int, end: int) -> Iterator[Note]:
    at = start
    while at < end and text[at] in " \t\r\n":
        at += 1
    if text.startswith("<p>", at):
        at += 3
    if text.startswith(("W", "T", "Y", "[", "*"), at):
        _, stop = _line_at(text, at, (start, end))
        shown = _TAG.sub("", text[at : min(stop, at + _TOP)])
        folded = _LINK.sub(r"\1", shown).casefold().replace("’", "'").strip(_AROUND)
        if folded.startswith(languages()["en"].filler):
            yield Note(at, min(stop, at + 80), "filler")


_LINK = pattern(r"\[([^\[\]\n]{1,80})\]\([^()\n]{0,300}\)")
