"""The first lines of a post, read for its dateline."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bylint.dates.beside import BEFORE, BEHIND, CLOCK, is_little, label_of, names_somebody, stands_before
from bylint.dates.dateline import Dateline, Form
from bylint.dates.events import tells_other
from bylint.dates.words import date_words, label_kind, tells_of_event
from bylint.dates.written import Written, find_date, find_dates
from bylint.languages import vocabulary
from bylint.patterns import pattern
from bylint.visible import head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bylint.post import Post
    from bylint.visible import Line

_LINES = 12
_ABOVE = 3
"""Lines that may stand above a date that is said to be the page's."""
_TRIES, _NEAR = 20, 3
"""How often a wording is looked for further down, and within how many characters a date must follow it."""
_HEADINGS = 50
"""Further headings that are asked for a date."""
_SENTENCE = 5
"""Words that a sentence has at least which a wire report consists of."""
_ENDS = frozenset(".!?…。！？")
_SECOND = 1
"""Lines that may stand above a date that says nothing of itself: it is the first line, or the second."""

_TIME = pattern(
    r"(?:[\s,T@|–-]{0,4}+(?:(?:at|um|à|a las|às|alle|om|kl\.?|o|в|о)\s)?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d{1,9})?"
    r"\s?(?:[ap]\.?m\.?(?!\w)|uhr)?\s?(?:Z|UTC|GMT|[A-Z]{3,4}(?!\w)|[+-]\d\d:?\d\d)?)?+",
    re.IGNORECASE,
)
_RANGE = pattern(r"[\s,]{0,2}(?:[-–—]|to|bis|until|till|à|al|a)\s?\d", re.IGNORECASE)
_DASH = pattern(r"[\s*_.]{0,3}(?:--?|[–—―])")
_LEAD = pattern(
    r"\)?(?:[\s*_,]{0,3}(?:/[^\d/\n]{2,40}/|\((?:[^\s\d()]{2,20}|[A-Z &./-]{2,40}|[^\d()\n]{2,30} [Ww]ire)\)))?"
    r"[\s*_.]{0,3}(?:--?|[–—―])[\s*_–—―-]*"
)
"""What parts a wire report from its date, with its agency: " – ", " (dpa) – ", " /Harbour Wire/ -- ", ") - "."""
_TIME_TAG = pattern(r"<time\b[^<>]{0,200}?datetime=[\"']?(\d{4}-\d\d-\d\d)", re.IGNORECASE)
_DATE_CLASS = pattern(
    r"<(?:time\b|[a-z]{1,6}[^<>]{0,80}(?:class|itemprop)=[\"'][^\"'<>]{0,60}?\b"
    r"(?:date|dateline|published|datepublished|post-date|pubdate|entry-date|publish-date)\b)[^<>]{0,120}>\s*"
    r"(?:<[^<>]{0,80}>\s*)*\Z",
    re.IGNORECASE,
)
_HEADING = pattern(r"\n(?:#{1,6} |<h[1-6][^<>]{0,80}>|={2,6} )([^\n]{0,120})")


class _Found(NamedTuple):
    """A date in a line, and what the line says of it."""

    line: int
    written: Written
    form: Form


class Page:
    """The first lines of a post, read for its dateline."""

    def __init__(self, post: Post, stop: int) -> None:
        self.post = post
        self.lines = head(post.text, post.body.start, stop, post.markup, limit=_LINES)

    def dateline(self) -> Dateline | None:
        """The dateline among them; None where there is none, or where it cannot be told what a date is of."""
        read = (self._read(at) for at in range(len(self.lines)))
        found = [each for each in read if each is not None and self._is_above_the_text(each.line)]
        chosen = next((each for form in ("stated", "wire") for each in found if each.form == form), None)
        if chosen is None and found:
            chosen = self._alone(found)
        elif chosen is not None and chosen.form == "wire" and self._has_another_wire(found, chosen):
            return None
        if chosen is None or self._is_repeated(chosen):
            return None
        line = self.lines[chosen.line]
        written = chosen.written
        return Dateline(
            written.days,
            line.span(written.start, written.end),
            line.text[written.start : written.end].strip(),
            chosen.form,
            written.language,
            self._is_set(chosen),
        )

    @staticmethod
    def _has_another_wire(found: Sequence[_Found], chosen: _Found) -> bool:
        """Whether another report of another day follows: the post is a digest."""
        return any(each.form == "wire" and each.written.numbers != chosen.written.numbers for each in found)

    def _alone(self, found: Sequence[_Found]) -> _Found | None:
        """The first of dates that say nothing of themselves, if it stands as a dateline does."""
        beside = next((each for each in found if self._is_credited(each.line)), None)
        if beside is not None:
            return beside._replace(form="credited")
        first = found[0]
        others = {each.written.numbers for each in found if each.line != first.line}
        if others - {first.written.numbers} or self._rank(first.line) > _SECOND or self._runs_on(first.line):
            return None
        if tells_other(self.post, self.lines, first.line, first.written):
            return None
        return first

    # -- one line --------------------------------------------------------------------------------------------------

    def _read(self, at: int) -> _Found | None:
        line = self.lines[at]
        if line.item or line.raw.startswith(("|", ">")):
            return None
        text = line.text[:300]
        parted = text.replace("--", "- ")  # a date stands behind a dash, but not behind the hyphen of a name
        dates = [each for each in find_dates(parted) if each.days] if "20" in text or "19" in text else []
        if not dates:
            tagged = self._tagged(line)
            return tagged and _Found(at, tagged, "stated")
        if line.header:
            return _Found(at, dates[0], "stated")
        since = 0
        for written in dates[:3]:
            form = self._form(text, since, written, at)
            since = written.end
            if form is not None:
                return _Found(at, written, "stated" if form == "alone" and self._is_classed(line) else form)
            if written.start > BEFORE:
                break
        return None

    def _form(self, text: str, since: int, written: Written, at: int) -> Form | None:
        """What the rest of the line says of one of its dates; None where it says that it is no dateline.

        `since` is where another of its dates ends: "Updated July 3, 2020. Published June 20, 2019".
        """
        time = _TIME.match(text, written.end)
        end = time.end() if time else written.end
        if _RANGE.match(text, written.end) or _RANGE.match(text, end):
            return None
        before = stands_before(text[since : written.start])
        if before is None or (since and before != "published"):
            return None
        behind = text[end:]
        if before == "place":
            lead = _LEAD.match(behind)
            return "wire" if lead and self._leads(at) and self._tells(at, behind[lead.end() :]) else None
        if not is_little(behind):
            if before == "bare" and at == 0 and _DASH.match(behind) and self.lines[at].text[: written.start] == "":
                return "alone" if len(self.lines) < 2 or find_date(self.lines[1].text[:60]) is None else None
            return None
        if before != "bare" and self._is_sheet(at):
            return None
        if before == "published" and names_somebody(text[: written.start]) and not self._credits(self.lines[at]):
            return "alone"  # a publisher's, perhaps
        return "stated" if before == "published" or (before == "dated" and self._is_headed(at, written)) else "alone"

    def _is_headed(self, at: int, written: Written) -> bool:
        """Whether "Date: March 3, 2015" heads the text, by itself: no sheet of labels, nor what announces an event."""
        line, below = self.lines[at], self.lines[at + 1 : at + 4]
        is_labelled = line.text[: written.start].rstrip(" *_").endswith((":", "："))
        is_all = is_labelled and not line.text[written.end :].strip(" *_.")
        if not is_all or written.has_weekday or not below or self._rank(at) or self._is_credited(at):
            return False
        first = below[0]
        if first.level or first.item or len(first.text) <= BEHIND // 2 or any(label_of(each.text) for each in below):
            return False
        return not tells_of_event(first.text[:BEHIND]) and not tells_other(self.post, self.lines, at, written)

    def _leads(self, at: int) -> bool:
        """Whether no text stands above a line, but the head of a press release: short lines, none a sentence."""
        above = self.lines[:at]
        return self._rank(at) <= _SECOND or all(
            len(line.text) <= BEFORE and line.text.rstrip(" *_")[-1:] not in _ENDS for line in above
        )

    def _tells(self, at: int, behind: str) -> bool:
        """Whether a report follows the lead of a wire in its line: a long text, or a sentence of its own."""
        if len(behind) > BEHIND // 2:
            return True
        block = self.lines[at].block
        text = " ".join([behind, *(line.text for line in self.lines[at + 1 :] if line.block == block)])
        words = text.split()
        is_said = len(words) >= _SENTENCE and text.rstrip(' *_"”»’)')[-1:] in _ENDS
        return is_said and CLOCK.search(text[:BEHIND]) is None and not tells_of_event(text[:BEHIND])

    def _tagged(self, line: Line) -> Written | None:
        """The machine's date of a `<time>` element, where the page shows none in full."""
        source = self.post.text[max(self.post.body.start, line.first - 120) : line.last]
        if "<time" not in source:
            return None
        found = _TIME_TAG.search(source)
        read = found and find_date(found[1])
        return read._replace(start=0, end=len(line.text)) if read and len(line.text) <= BEHIND else None

    def _is_classed(self, line: Line) -> bool:
        """Whether the HTML around a line calls it the date: `<p class="date">`."""
        source = self.post.text[max(self.post.body.start, line.first - 200) : line.first]
        return source.endswith(">") and _DATE_CLASS.search(source) is not None

    # -- where it stands -------------------------------------------------------------------------------------------

    def _rank(self, at: int) -> int:
        """How many lines stand above that are neither headings nor credits."""
        return sum(not line.level and not self._credits(line) for line in self.lines[:at])

    def _is_above_the_text(self, at: int) -> bool:
        """Whether no section begins above a line, and not much of the text."""
        rank = 0
        for line in self.lines[:at]:
            if line.level and rank:
                return False
            rank += not line.level and not self._credits(line)
        return rank <= _ABOVE

    def _is_set(self, found: _Found) -> bool:
        """Whether a date is set as datelines are: it is the first line, all of it, emphasised, without a weekday."""
        line, written = self.lines[found.line], found.written
        is_all = not line.text[: written.start].strip(" *_") and not line.text[written.end :].strip(" *_.")
        return line.emphasised and is_all and not written.has_weekday and not self._rank(found.line)

    def _credits(self, line: Line) -> bool:
        first, last = line.first, line.last
        return any(
            credit.firm and credit.role == "author" and first <= credit.span.start < last
            for credit in self.post.credits
        )

    def _is_credited(self, at: int) -> bool:
        """Whether a byline stands on the same line, or on the one above or below."""
        return any(self._credits(self.lines[near]) for near in (at, at + 1, at - 1) if 0 <= near < len(self.lines))

    def _is_sheet(self, at: int) -> bool:
        """Whether labels near "Date:" are those of an event ("Time:", "Place:") or of another text ("Source:")."""
        known, sources = vocabulary(), date_words().sources
        for near in range(max(0, at - 3), min(at + 4, len(self.lines))):
            word = label_of(self.lines[near].text)
            if not word or near == at:
                continue
            is_foreign = word not in known.labels and word not in known.fields and label_kind(word) is None
            if word in sources or (is_foreign and abs(near - at) == 1):
                return True
        return False

    def _runs_on(self, at: int) -> bool:
        """Whether a line is the end of a sentence of the line before."""
        line = self.lines[at]
        return (
            at > 0 and line.flows and self.lines[at - 1].block == line.block and not self._credits(self.lines[at - 1])
        )

    def _is_repeated(self, found: _Found) -> bool:
        """Whether another day is worded alike further down, or heads a section: then this is the first of several."""
        line, (start, end) = self.lines[found.line], self.post.body
        text, at = self.post.text, line.start_of(found.written.start)
        headings = islice(_HEADING.finditer(text, line.last, end), _HEADINGS) if line.level else ()
        if any(find_date(heading[1]) is not None for heading in headings):
            return True
        wording = text[text.rfind("\n", start, at) + 1 or start : at]
        is_worded = any(character.isalpha() for character in wording)
        if not wording.strip() or len(wording) > BEFORE or not (is_worded or found.form == "alone"):
            return False
        for _ in range(_TRIES):
            at = text.find(f"\n{wording}", at, end) + 1
            if not at:
                return False
            other = find_date(text[at + len(wording) : at + len(wording) + 40])
            if other is not None and other.start < _NEAR and other.numbers != found.written.numbers:
                return True
        return False
