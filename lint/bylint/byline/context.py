"""Where a line stands: a byline is a whole line or block of its own, near the top or at the very end of the post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bylint.byline.dated import is_dateline
from bylint.byline.wording import Claim, claims_of
from bylint.languages import vocabulary
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bylint.visible import Line

Standing = Literal["head", "tail", "section"]

_QUOTES = '“"«„‘‚「『'
_FIELD = pattern(r"([^\W\d_][^:：]{0,30})\s?[:：](?:\s|\Z|(?<=：))")
_SENTENCE = pattern(r"[.!?…。！？][\"'”’)\]]*\Z")
_PROSE_LENGTH = 90
_SENTENCE_LENGTH = 30
_PROSE_ABOVE = 4
_AFTER_TAIL = 3
_LIMIT = 12
_IMAGE_LIMIT = 2000


def standing(lines: Sequence[Line], index: int, claim: Claim, text: str, start: int, *, head: bool) -> Standing | None:
    """Where a credit of the post stands; "section" for that of a part of it; None where this is no credit."""
    line = lines[index]
    bare = claim.form == "plain" and not claim.sentence
    heads_names = claim.start >= len(line.text)
    if line.item or not _stands_alone(lines, index, names_below=heads_names) or _quoted(lines, index):
        return None
    if heads_names and line.level and not head:
        return None
    if bare and _below_image(lines, index, text, start):
        return None
    if bare and _below_quote(lines, index, text, start if head or len(lines) < _LIMIT else None):
        return None
    if claim.form == "labelled" and _in_sheet(lines, index):
        return None
    if not head:
        return _at_end(lines, index, claim)
    if _in_section(lines, index):
        return "section"
    if claim.weak and not (line.emphasised or (_is_block(lines, index) and index < 4)):
        return None
    if bare and index > _PROSE_ABOVE and sum(is_prose(other) for other in lines[:index]) > _PROSE_ABOVE:
        return None
    return "head"


def is_prose(line: Line) -> bool:
    """Whether this is a sentence, rather than a title or a date."""
    if line.level:
        return False
    length = len(line.text)
    if length <= _SENTENCE_LENGTH or (length <= _PROSE_LENGTH and not _SENTENCE.search(line.text)):
        return False
    return not is_dateline(line.text)


def is_repeated(lines: Sequence[Line], index: int, claim: Claim, text: str, start: int, end: int) -> bool:
    """Whether this is the first of several bylines, each below a heading of its own, or a heading itself."""
    line = lines[index]
    if not line.level and (not index or not lines[index - 1].level or lines[index - 1].level == 1):
        return False
    names = line.start_of(min(claim.start, len(line.text) - 1))
    wording = text[text.rfind("\n", start, line.first) + 1 : names]
    return bool(wording) and text.count("\n" + wording, start, end) + text.startswith(wording, start) > 1


def _companion(line: Line) -> bool:
    """A line that may share a paragraph with a byline: a date, another credit, a field such as "Tags:"."""
    if is_dateline(line.text) or claims_of(line):
        return True
    field = _FIELD.match(line.text)
    return bool(field and field[1].strip().lower() in vocabulary().fields)


def _stands_alone(lines: Sequence[Line], index: int, *, names_below: bool = False) -> bool:
    """Nothing but dates and credits in the paragraph, as far as it flows; a title above it only at the very top."""
    line = lines[index]
    first = index
    while first and lines[first].flows and lines[first - 1].block == line.block:
        first -= 1
    last = index + 1
    while last < len(lines) and lines[last].flows and lines[last].block == line.block:
        last += 1
    others = [other for at, other in enumerate(lines[first:last], first) if at != index]
    whole = line.emphasised and first == index
    if names_below and first == index:
        return not any(is_prose(other) for other in others)
    if not whole and not all(_companion(other) for other in others):
        return False
    if index and lines[index - 1].block == line.block and not _companion(lines[index - 1]):
        return lines[0].block == line.block
    return True


def _is_block(lines: Sequence[Line], index: int) -> bool:
    near = [lines[at] for at in (index - 1, index + 1) if 0 <= at < len(lines)]
    return all(other.block != lines[index].block or _companion(other) for other in near)


def _quoted(lines: Sequence[Line], index: int) -> bool:
    """Whether this is a quotation, or whom one in the line above is by."""
    line = lines[index]
    if line.text[:1] in _QUOTES:
        return True
    above = lines[index - 1] if index else None
    if above is None or above.raw or above.text[:1] not in _QUOTES:
        return False
    return above.block == line.block or len(above.text) < 400


def _below_quote(lines: Sequence[Line], index: int, text: str, start: int | None) -> bool:
    """Whether a block quote, which is no visible line, stands right above: a foreword, a poem."""
    at = lines[index].first
    if (start is None and not index) or text.rfind(">", 0, at) < 0:
        return False
    source = text[lines[index - 1].last if index else start : at]
    return source.startswith(">") or "\n>" in source or "<blockquote" in source.lower()


def _below_image(lines: Sequence[Line], index: int, text: str, start: int) -> bool:
    """Whether an image, which is no visible line, stands right above in the same paragraph: this is whose it is."""
    at = lines[index].first
    own = text.rfind("\n", max(start, at - _IMAGE_LIMIT), at)
    before = text.rfind("\n", start, max(own, start))
    if own < 0 or own - before < 2 or text[own:at].strip(" \t\n*_"):
        return False
    above = max(lines[index - 1].last if index else start, at - _IMAGE_LIMIT)
    image = text[max(before + 1, above) : own].strip()
    return above <= own and image.startswith(("![", "[![", "<img", "{{< figure"))


def _in_sheet(lines: Sequence[Line], index: int) -> bool:
    """Whether this label is one of several that describe something else: a plugin, a book, an event."""
    line = lines[index]
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(lines) and abs(at - index) <= 3 and lines[at].block - line.block in (0, step):
            field = _FIELD.match(lines[at].text)
            if field and not _companion(lines[at]) and len(field[1].split()) <= 3 and len(lines[at].text) < 120:
                return True
            if not field:
                break
            at += step
    return False


def _in_section(lines: Sequence[Line], index: int) -> bool:
    """Below a heading that has text above it, or below the second heading."""
    if not any(line.level for line in lines[:index]):
        return False
    prose = headings = 0
    for at, line in enumerate(lines[:index]):
        if line.level:
            if prose:
                return True
            headings += not (at and lines[at - 1].level)
        elif line.item or is_prose(line):
            prose += 1
    return headings > 1 and bool(lines[index - 1].level)


def _at_end(lines: Sequence[Line], index: int, claim: Claim) -> Standing | None:
    line, after = lines[index], lines[index + 1 :]
    if line.level or any(other.level for other in after) or claim.weak:
        return None
    if index and lines[index - 1].level and any(is_prose(other) for other in after):
        return "section"
    if sum(is_prose(other) for other in after) > _AFTER_TAIL:
        return None
    bare = claim.form == "plain" and not claim.sentence
    if bare and (len(after) > 2 or not (line.emphasised or _is_block(lines, index))):
        return None
    return "tail"
