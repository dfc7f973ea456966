"""The dateline: the day that a page itself says it was published on.

Stated ("Published:", "Posted by ... on ..."), at the head of a wire report ("OSLO, Norway, March 3, 2015 -"), or a date that
stands alone at the very top. Not the day of an update, of an event, of another outlet's text, nor one of a list of days.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from bylint.dates.written import Written, find_date, find_dates
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bylint.diagnostic import Span
    from bylint.post import Post
    from bylint.visible import Line

Form = Literal["stated", "wire", "credited", "alone"]

_WINDOW = 4_000
"""Characters of a body in which a dateline is looked for."""
_BELOW = 700
"""Characters below it that are read, for a byline or for what tells of an event."""
_LINES = 12
_BEFORE, _BEHIND = 80, 100
"""Visible characters that may stand in a line before a dateline, and behind one that leads no text."""
_WORDS_BEFORE = 20
"""Blanks before a year in the source of such a line."""
_SECOND = 1
"""Lines that may stand above a date that says nothing of itself: it is the first line, or the second."""

_YEARS = ("20", "19")
_TAGS = pattern(r"<[^<>]{0,1000}>?")
_DIGIT = pattern(r"\d")
_NO_LINE = pattern(r"[ \t]*(?:[*+>|-][ \t]|\d{1,3}[.)][ \t]+[^\W\d_]{4,}|\t| {4})")
"""How lines of lists, quotations, tables and code begin."""
_FIRST = pattern(r"[\W\d_]*+([^\W\d_]++)")
_FIRST_WORD = pattern(r"[^\s.:]+")
_BEHIND_DATE = pattern(r"[ \t\xa0*_]{0,4}+([,.]?)[ \t\xa0*_]{0,4}+([^\W\d_]{2,20})")
"""A comma or period behind a date, and the first letters."""
_CLOCK = pattern(r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b|uhr\b)|\b\d{1,2}[:h]\d\d\b", 2)
_TIME = pattern(
    r"(?:[\s,T@|–-]{0,4}+(?:(?:at|um|à|a las|às|alle|om|kl\.?|o|в|о)\s)?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d{1,9})?"
    r"\s?(?:[ap]\.?m\.?(?!\w)|uhr)?\s?(?:Z|UTC|GMT|[A-Z]{3,4}(?!\w)|[+-]\d\d:?\d\d)?)?+",
    2,
)
_RANGE = pattern(r"[\s,]{0,2}(?:[-–—]|to|bis|until|till|à|al|a)\s?\d", 2)
_MARKS = " \t*_|/·•~:：,;.-–—―()[]（）【】\0"
_SPLIT = pattern(r"\s?[|/·•]\s|\s[–—-]\s|\s?[;；]\s?")
_DASH = pattern(r"[\s*_]{0,3}(?:--?|[–—―])")
_REMARK = pattern(r"[(（\[][^()（）\[\]]{0,80}[)）\]]")
_PLACE = pattern(
    r"[A-Z\u00c0-\u00de][\w.’' -]{1,40}(?:[,/] ?[A-Z\u00c0-\u00de][\w.,’' -]{1,40})?"
    r"[,.]? ?(?:\([^()]{1,40}\))? ?(?:--?|[–—])? ?"
)
_TIME_TAG = pattern(r"<time\b[^<>]{0,200}?datetime=[\"']?(\d{4}-\d\d-\d\d)", 2)
_DATE_CLASS = pattern(
    r"<(?:time\b|[a-z]{1,6}[^<>]{0,80}(?:class|itemprop)=[\"'][^\"'<>]{0,60}?\b"
    r"(?:date|dateline|published|datepublished|post-date|pubdate|entry-date|publish-date)\b)[^<>]{0,120}>\s*(?:<[^<>]{0,80}>\s*)*\Z",
    2,
)


class Dateline(NamedTuple):
    """What the page says.

    `days` are two where nothing says which number is the month, `text` is the date as written. A form that is `stated`,
    `wire` or `credited` (beside a byline) is the page's own; one that stands `alone` may be something else's. Of a page
    that `is_borrowed` (a teaser, a text taken from elsewhere, a translation) it may be the original's. One that `is_set` as
    datelines are is the first line, emphasised, without a weekday.
    """

    days: tuple[date, ...]
    span: Span
    text: str
    form: Form
    language: str | None = None
    is_borrowed: bool = False
    is_set: bool = False

    @property
    def day(self) -> date | None:
        """The day, if it is one."""
        return self.days[0] if len(self.days) == 1 else None


def read_dateline(post: Post) -> Dateline | None:
    """The dateline of a post; None where the page has none, or where it cannot be told what the date is of."""
    stop = _reach(post.text, post.body.start, post.body.end)
    if stop < 0:
        return None
    from bylint.visible import head  # most posts have no date at their head

    lines = head(post.text, post.body.start, stop, post.markup, limit=_LINES)
    page = _Page(post, lines)
    return page.dateline()


def _reach(text: str, start: int, end: int) -> int:
    """How far the head must be read for every line that may hold a dateline; -1 if none does. Costs next to nothing."""
    window = min(end, start + _WINDOW)
    reach = -1
    for century in _YEARS:
        at = text.find(century, start, window)
        while at >= 0:
            if text[at : at + 4].isdigit() and not text[at + 4 : at + 5].isdigit() and _may_date(text, start, at, end):
                reach = max(reach, at)
            at = text.find(century, at + 2, window)
    if reach < 0:
        return -1
    stop = text.find("\n\n", reach + _BELOW, min(end, reach + 4 * _BELOW))
    return stop if stop >= 0 else min(end, reach + 4 * _BELOW)


def _may_date(text: str, start: int, year: int, end: int) -> bool:
    """Whether the year at an offset is one of a date near the beginning of its line, and no clause runs on from it."""
    before, behind = text[max(start, year - 1) : year], text[year + 4 : year + 5]
    if before.isdigit() or before in {"=", "_", "#"} or (before in {"/", "-"} and behind in {"/", "-", "_"}):
        return False
    near = max(start, year - 30)
    further = 8 if text[year - 1 : year] not in ("\n", "*", "_") else 22  # 2019 június 20.
    if not _DIGIT.search(text, near, year) and not _DIGIT.search(text, year + 5, year + further):
        return False
    line = text.rfind("\n", max(start, year - 1_500), year) + 1
    if not line:
        line = max(start, year - 1_500)
    above = text[line:year]
    if "<" in above:
        if "<!--" in above:
            return False
        above = _TAGS.sub("", above)
    if len(above) > 2 * _BEFORE or above.count(" ") > _WORDS_BEFORE or _NO_LINE.match(above):
        return False
    return _is_led(above) and _is_parted(text, max(line, near - 10), year, min(end, year + 40))


def _is_led(above: str) -> bool:
    """Whether what stands before a year in its line may lead up to a date, as far as its first word tells."""
    first = _FIRST.match(above)
    if first is None or first[1] >= "\u2e80" or ":" in above or "|" in above or "·" in above or first[1].isupper():
        return True
    return first[1].lower() in _openings()


_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "of", "de", "at"})


@cache
def _openings() -> frozenset[str]:
    """The first words of labels, of bylines and of dates, in all languages."""
    from bylint.dates.words import date_words
    from bylint.dates.written import months, weekdays

    words = date_words()
    phrases = (each for known in (words.published, words.dated, words.changed) for each in known)
    first = {_FIRST_WORD.match(phrase)[0] for phrase in phrases}  # type: ignore[index]  # no phrase is empty
    return frozenset(first | words.leads | words.by | months().keys() | weekdays() | _ORDINALS)


def _is_parted(text: str, start: int, year: int, stop: int) -> bool:
    """Whether a year is a date's, and what follows the date is parted from it: no clause runs on."""
    from bylint.dates.written import DATE

    found = DATE.search(text, start, stop)
    while found is not None and found.end() <= year:
        found = DATE.search(text, found.end(), stop)
    if found is None or text.startswith(("]:", "]["), found.end()):
        return False
    behind = _BEHIND_DATE.match(text, found.end())
    if behind is None:
        return True
    word = behind[2].lower()
    if behind[1] or word >= "\u2e80":
        return word >= "\u2e80" or word in _openings()
    return word in _openings() or text.startswith("<time", max(0, found.start() - 16))


class _Found(NamedTuple):
    """A date in a line, and what the line says of it."""

    line: int
    written: Written
    form: Form


class _Page:
    """The first lines of a post, read for its dateline."""

    def __init__(self, post: Post, lines: Sequence[Line]) -> None:
        self.post = post
        self.lines = lines

    def dateline(self) -> Dateline | None:
        found = [each for at in range(len(self.lines)) if (each := self._read(at)) is not None]
        chosen = next((each for each in found if each.form == "stated"), None)
        if chosen is None:
            chosen = next((each for each in found if each.form == "wire"), None)
        if chosen is None and found:
            chosen = self._alone(found)
        if chosen is None:
            return None
        line = self.lines[chosen.line]
        written = chosen.written
        return Dateline(
            written.days,
            line.span(written.start, written.end),
            line.text[written.start : written.end].strip(),
            chosen.form,
            written.language,
            is_borrowed(self.post, self.lines),
            line.emphasised and not written.has_weekday and not self._rank(chosen.line),
        )

    def _alone(self, found: Sequence[_Found]) -> _Found | None:
        """The first of dates that say nothing of themselves, if it stands as a dateline does."""
        first = found[0]
        if self._is_credited(first.line):
            return first._replace(form="credited")
        others = {each.written.numbers for each in found if each.line != first.line}
        if others - {first.written.numbers} or self._rank(first.line) > _SECOND or self._runs_on(first.line):
            return None
        if self.lines[first.line].level and self._is_repeated(first.line):
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
        tagged = self._tagged(line)
        dates = [each for each in find_dates(text) if each.days] if any(c.isdigit() for c in text) else []
        if not dates:
            return tagged and _Found(at, tagged, "stated")
        if line.header:
            return _Found(at, dates[0], "stated")
        since = 0
        for written in dates[:3]:
            form = self._form(text, since, written, at)
            since = written.end
            if form is not None:
                return _Found(at, written, "stated" if form == "alone" and self._is_classed(line) else form)
            if written.start > _BEFORE:
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
        before = _before(text[since : written.start])
        if before is None or (since and before != "published"):
            return None
        behind = text[end:]
        if before == "place":
            return "wire" if _DASH.match(behind) and len(behind) > _BEHIND // 2 else None
        if not _is_little(behind):
            if before == "bare" and at == 0 and _DASH.match(behind) and self.lines[at].text[: written.start] == "":
                return "alone" if len(self.lines) < 2 or find_date(self.lines[1].text[:60]) is None else None
            return None
        if before != "bare" and self._is_sheet(at):
            return None
        return "stated" if before == "published" else "alone"

    def _tagged(self, line: Line) -> Written | None:
        """The machine's date of a `<time>` element, where the page shows none in full."""
        source = self.post.text[max(self.post.body.start, line.first - 120) : line.last]
        if "<time" not in source:
            return None
        found = _TIME_TAG.search(source)
        read = found and find_date(found[1])
        return read._replace(start=0, end=len(line.text)) if read and len(line.text) <= _BEHIND else None

    def _is_classed(self, line: Line) -> bool:
        """Whether the HTML around a line calls it the date: `<p class="date">`."""
        source = self.post.text[max(self.post.body.start, line.first - 200) : line.first]
        return source.endswith(">") and _DATE_CLASS.search(source) is not None

    # -- where it stands -------------------------------------------------------------------------------------------

    def _rank(self, at: int) -> int:
        """How many lines stand above that are neither headings nor credits."""
        return sum(not line.level and not self._credits(line) for line in self.lines[:at])

    def _credits(self, line: Line) -> bool:
        first, last = line.first, line.last
        return any(
            credit.firm and credit.role == "author" and first <= credit.span.start < last
            for credit in self.post.credits
        )

    def _is_credited(self, at: int) -> bool:
        """Whether a byline stands on the same line, or on the one above or below."""
        return any(
            self._credits(self.lines[near]) for near in (at, at + 1, at - 1) if 0 <= near < len(self.lines)
        )

    def _is_sheet(self, at: int) -> bool:
        """Whether the lines beside "Date:" are labels of an event: "Time:", "Place:"."""
        from bylint.dates.words import label_kind
        from bylint.languages import vocabulary

        known = vocabulary()
        for near in (at - 1, at + 1):
            if 0 <= near < len(self.lines):
                label = _LABEL.match(self.lines[near].text)
                word = label[1].strip().lower() if label else ""
                if word and word not in known.labels and word not in known.fields and label_kind(word) is None:
                    return True
        return False

    def _runs_on(self, at: int) -> bool:
        """Whether a line is the end of a sentence of the line before."""
        line = self.lines[at]
        return at > 0 and line.flows and self.lines[at - 1].block == line.block and not self._credits(self.lines[at - 1])

    def _is_repeated(self, at: int) -> bool:
        """Whether further headings hold dates: then this is the first day of several."""
        text, end = self.post.text, self.post.body.end
        return any(
            find_date(found[1]) is not None for found in _HEADING.finditer(text, self.lines[at].last, end)
        )


_LABEL = pattern(r"([^\W\d_][^:：]{0,30})[:：]")
_HEADING = pattern(r"\n(?:#{1,6} |<h[1-6][^<>]{0,80}>|={2,6} )([^\n]{0,120})")


def _before(text: str) -> Literal["bare", "published", "dated", "place"] | None:
    """What stands before a date: nothing of weight, a label, a byline, a place; None where it makes it another date."""
    from bylint.dates.words import date_words, label_kind
    from bylint.dates.written import weekdays

    stripped = text.strip(_MARKS)
    if not stripped:
        return "bare"
    if len(text) > _BEFORE:
        return None
    words = date_words()
    said: Literal["bare", "published", "dated"] = "bare"
    for piece in _SPLIT.split(text):
        part = piece.strip(_MARKS).lower()
        if not part:
            continue
        kind = label_kind(part) or label_kind(_without_leads(part, words.leads))
        if kind == "changed":
            return None
        if kind == "published" or (kind == "dated" and said == "bare"):
            said = "published" if kind == "published" else "dated"
            continue
        tokens = part.split()
        if all((bare := token.strip(_MARKS)) in words.leads or bare in weekdays() for token in tokens):
            continue
        if tokens[0] in words.by and len(tokens) <= 10:
            continue
        if _opens_published(part, tokens, words.published) and len(tokens) <= 12:
            said = "published"
            continue
        return "place" if said == "bare" and _PLACE.fullmatch(text.lstrip(" *_")) and _is_place(text) else None
    return said


def _without_leads(part: str, leads: frozenset[str]) -> str:
    """A label without what stands between it and its date: "posted on", "veröffentlicht am"."""
    words = part.split()
    while len(words) > 1 and words[-1].strip(_MARKS) in leads:
        words.pop()
    return " ".join(words).strip(_MARKS)


def _opens_published(part: str, tokens: list[str], published: frozenset[str]) -> bool:
    """Whether a piece begins as "posted by Ana Ruiz on" and "published in News" do."""
    if tokens[0] in published or " ".join(tokens[:2]) in published:
        return True
    return part >= "\u2e80" and any(part.startswith(word) for word in published)


def _is_place(text: str) -> bool:
    """Whether this is a place as wire reports have it: in capitals, or with a country or an agency."""
    words = text.strip(_MARKS + "\n").split()
    return bool(words) and (words[0].isupper() or "," in text.strip(" ,") or "(" in text) and len(words) <= 8


def _is_little(behind: str) -> bool:
    """Whether little follows a date: a byline, a remark, a section, how long the text takes to read."""
    from bylint.dates.words import date_words, label_kind

    rest = _REMARK.sub(" ", behind).strip(_MARKS)
    if not rest:
        return True
    if len(rest) > _BEHIND:
        return False
    words = date_words()
    first = rest.lower().split()[0]
    if first in words.by or any(label_kind(" ".join(rest.lower().split()[:n])) == "changed" for n in (1, 2, 3)):
        return True
    parted = behind.lstrip("*_ ")[:1] in set("|/·•–—-;；(（[:：~,") or "  " in behind
    if _CLOCK.search(rest) or find_date(rest) is not None:
        return False
    return parted and len(rest.split()) <= 6 and behind.lstrip("*_ ")[:1] != ","


def tells_other(post: Post, lines: Sequence[Line], at: int, written: Written) -> bool:
    """Whether a date that stands alone may be that of what the post is about: an event, a trip, a letter."""
    from bylint.dates.events import is_event
    from bylint.dates.words import date_words, tokens

    if is_event(post):
        return True
    title = post.title.value if post.title is not None else None
    if isinstance(title, str):
        named = find_date(title)
        if named is not None and set(named.days) & set(written.days):
            return True
    words = date_words()
    text = lines[at].text
    if _CLOCK.search(text[written.end :]):
        return True
    for line in lines[at + 1 : at + 4]:
        if len(line.text) <= _BEFORE and (_CLOCK.search(line.text) or not words.events.isdisjoint(tokens(line.text))):
            return True
    return False


def is_borrowed(post: Post, lines: Sequence[Line]) -> bool:
    """Whether the text is, or announces, one that stands elsewhere: then its date may be that of the other."""
    from bylint.dates.words import tells_of_elsewhere

    title = post.title.value if post.title is not None else None
    if isinstance(title, str) and title.lstrip().startswith("[") and 0 < title.find("]") < 40:
        return True
    if any(key.lower() in _BORROWED_KEYS and value for key, value in post.metadata.items()):
        return True
    end = post.text[max(post.body.start, post.body.end - 600) : post.body.end]
    return tells_of_elsewhere(" ".join([*(line.text for line in lines), end]))


_BORROWED_KEYS = frozenset(
    """
    canonical canonical_url canonicalurl external_url externalurl external link_to linkto original original_url
    originalurl original_link redirect redirect_to republished source source_url sourceurl syndicated translated
    translator translators translated_by
    """.split()  # keys are read as prose, not as a list
)
