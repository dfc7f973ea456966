"""What each source says about the day of a post's publication, weighed: who agrees, and who stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from bylint.dates.moment import NEVER_A_FINDING, Reach, gap, month_reach
from bylint.dialects.paths import dated_folders, dated_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bylint.post import Post

Name = Literal["date", "filename", "directory", "url", "dateline"]

A_MONTH = 31
"""Days between a date and a folder of a month, from where they no longer are a draft's way to its publication."""

_PRONOUN = {"filename": "the file name", "directory": "the folder", "url": "the URL", "dateline": "the dateline"}


class Source(NamedTuple):
    """One that says a day: `label` is how messages call it, `shown` what it says; a `weak` one says but a month."""

    name: Name
    label: str
    shown: str
    reaches: tuple[Reach, ...]
    weak: bool = False

    @property
    def gap_of_a_finding(self) -> int:
        """Days from which this one and a day are no slip of a time zone."""
        return A_MONTH if self.weak else NEVER_A_FINDING


class Publication(NamedTuple):
    """What the sources say of one post, the front matter first."""

    sources: tuple[Source, ...] = ()

    def source(self, *names: Name) -> Source | None:
        """The first source of these names that says a day."""
        return next((found for name in names for found in self.sources if found.name == name), None)

    def differ(self, left: Source, right: Source) -> bool:
        """Whether two sources name days so far apart that no time zone explains it."""
        days = gap(left.reaches, right.reaches)
        return days is not None and days >= max(left.gap_of_a_finding, right.gap_of_a_finding)

    def agreeing(self, left: Source, right: Source) -> tuple[Source, ...]:
        """The further sources that agree with the first of two, and not with the second."""
        return tuple(
            other
            for other in self.sources
            if other.name not in (left.name, right.name) and _is_near(other, left) and not _is_near(other, right)
        )

    def compared(self, left: Source, right: Source) -> str:
        """Both sides in a sentence, with who agrees with whom."""
        return (
            f"{left.label} says {left.shown}{_too(self.agreeing(left, right))}, "
            f"but {right.label} says {right.shown}{_too(self.agreeing(right, left))}"
        )


def may_be_an_events(post: Post, dated: Source, other: Source) -> bool:
    """Whether the later day of a path or address is that of the event which a post announces."""
    if other.reaches[0][0] <= dated.reaches[-1][1]:
        return False
    from bylint.dates.events import is_event  # few sources differ

    return is_event(post)


def _is_near(one: Source, other: Source) -> bool:
    days = gap(one.reaches, other.reaches)
    return days is not None and days < NEVER_A_FINDING


def _too(sources: tuple[Source, ...]) -> str:
    if not sources:
        return ""
    names = " and ".join(filter(None, (", ".join(each.label for each in sources[:-1]), sources[-1].label)))
    return f", and so {'does' if len(sources) == 1 else 'do'} {names}"


def read_publication(post: Post) -> Publication:
    """What front matter, path, address and page say. A source that is impossible, or an event's, says nothing."""
    found: list[Source] = []
    moment = post.moment
    if post.date is not None and moment.reaches and moment.precision != "year":
        found.append(Source("date", post.date.key, str(moment), moment.reaches, weak=moment.precision == "month"))
    found += _of_path(post)
    address = read_address(post)
    if address is not None:
        found.append(address)
    line = post.dateline
    if line is not None:
        found.append(Source("dateline", "the dateline", _days(line.days), tuple((day, day) for day in line.days)))
    return Publication(tuple(found))


def _days(days: Iterable[date]) -> str:
    return " or ".join(day.isoformat() for day in days)


def _of_path(post: Post) -> Iterable[Source]:
    """The day that leads a file name, or folders of days or months. A day that the title names too is an event's."""
    facts = post.path_facts
    if facts.date is not None and facts.date_text is not None:
        name: Name = "directory" if "/" in facts.date_text else "filename"
        if not is_named_in_title(post, facts.date):
            yield Source(name, _PRONOUN[name], facts.date.isoformat(), ((facts.date, facts.date),))
    elif facts.year is not None and facts.month is not None and facts.date_text is None:
        reach = month_reach(facts.year, facts.month)
        yield Source("directory", "the folder", f"{facts.year}-{facts.month:02}", (reach,), weak=True)


def is_named_in_title(post: Post, day: date) -> bool:
    """Whether the title names a day: then it is that of what the post is about."""
    title = post.title.value if post.title is not None else None
    if not isinstance(title, str) or not any(character.isdigit() for character in title):
        return False
    from bylint.dates.written import find_dates

    return any(day in found.days for found in find_dates(title[:300]))


def read_address(post: Post) -> Source | None:
    """The day or month that an address written in front matter has among its folders, or leading its last part."""
    field = post.url or post.slug
    if field is None or not isinstance(field.value, str) or not any(character.isdigit() for character in field.value):
        return None
    path = _own_path(post, field.value)
    if path is None:
        return None
    parts = [part for part in path.split("/") if part]
    folders = dated_folders(parts)
    named = dated_name(parts[-1]) if parts else None
    day = folders.day or (named.day if named else None)
    if day is not None:
        if is_named_in_title(post, day):
            return None
        return Source("url", "the URL", day.isoformat(), ((day, day),))
    if folders.year is None or folders.month is None or folders.text is not None:
        return None
    reach = month_reach(folders.year, folders.month)
    return Source("url", "the URL", f"{folders.year}-{folders.month:02}", (reach,), weak=True)


def _own_path(post: Post, address: str) -> str | None:
    """The path of an address of this site; None for another's, and for a template."""
    if "{" in address or "$" in address or "/:" in address or len(address) > 1_000:
        return None
    address = address.partition("?")[0].partition("#")[0]
    scheme, found, rest = address.partition("://")
    if not found:
        return address
    base = post.site.settings.base_url or ""
    host = base.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    own, _, path = rest.partition("/")
    return path if scheme and host and own.lower().removeprefix("www.") == host else None


def read_day(post: Post) -> date | None:
    """The day of publication as best known: front matter's, else the path's, else the address's.

    Where the generator takes the path's day before that of front matter, so does this.
    """
    moment = post.moment
    if moment.is_sure and not post.site.settings.filename_date:
        return moment.day
    facts = post.path_facts
    written = moment.days if moment.fault is None else ()
    if facts.date is not None and (facts.date_decides or not written or (moment.others and facts.date in written)):
        return facts.date
    if written:
        return written[0]
    address = read_address(post)
    return None if address is None or address.weak else address.reaches[0][0]
