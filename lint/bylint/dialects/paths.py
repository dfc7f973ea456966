"""Reading dates, languages and sections from paths: what several generators share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bylint.dialects.base import PathFacts, SiteSettings
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Collection

_DATED_NAME = pattern(r"(\d{4})([-_.]?)(\d{1,2})\2(\d{1,2})(?:[-_. T]|$)")
_TIME = pattern(r"\d{2}[-_:.]?\d{2}(?:[-_:.]?\d{2})?(?:Z|[-_. ]|$)")
_LANGUAGE = pattern(r"[a-z]{2,3}(?:[-_](?:[A-Za-z]{2}|[A-Za-z]{4}))?")
_YEAR = pattern(r"(?:19|20)\d\d")
_MONTH = pattern(r"0?[1-9]|1[0-2]")
_DAY = pattern(r"0?[1-9]|[12]\d|3[01]")


class DatedName(NamedTuple):
    """A name that begins with a day: the day (None if the calendar lacks it), as written, and what follows."""

    day: date | None
    text: str
    rest: str


def calendar_day(year: int, month: int, day: int) -> date | None:
    """That day, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dated_name(stem: str) -> DatedName | None:
    """Read `2020-01-02-title`, `2020_1_2 title`, `20200102-title`; None where no day of 1900 to 2099 leads."""
    match = _DATED_NAME.match(stem)
    if match is None or not _YEAR.fullmatch(match[1]):
        return None
    if not match[2] and (len(match[3]), len(match[4])) != (2, 2):
        return None  # digits run together are a day only in full: 20200102
    day = calendar_day(int(match[1]), int(match[3]), int(match[4]))
    if day is None and not match[2]:
        return None  # eight digits that are no day are some other number
    text = stem[: match.end(4)]
    return DatedName(day, text, stem[match.end() :])


def without_time(rest: str) -> str:
    """What follows a time of day, as in `2025-02-01T14-30-00-title`; the same text where no time stands."""
    match = _TIME.match(rest)
    return rest[match.end() :] if match else rest


def split_suffix(name: str) -> str:
    """The file name without its last suffix; a leading dot begins no suffix."""
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name


def split_language(stem: str, known: Collection[str] = ()) -> tuple[str, str | None]:
    """`post.fr` is `post` in French. With known languages only those count, else any code-like ending does."""
    head, dot, tail = stem.rpartition(".")
    if not dot or not head:
        return stem, None
    if known:
        folded = {code.lower(): code for code in known}
        return (head, folded[tail.lower()]) if tail.lower() in folded else (stem, None)
    return (head, tail) if _LANGUAGE.fullmatch(tail) else (stem, None)


class DatedFolders(NamedTuple):
    """Year, month and day as folders such as `2020/01/02` state them, with the text they are written in."""

    year: int | None
    month: int | None
    day: date | None
    text: str | None


def dated_folders(folders: list[str]) -> DatedFolders:
    """The last run of year, month and day among the folders of a path."""
    for at in range(len(folders) - 1, -1, -1):
        if len(folders[at]) != 4 or not _YEAR.fullmatch(folders[at]):
            continue
        year = int(folders[at])
        if at + 1 == len(folders) or not _MONTH.fullmatch(folders[at + 1]):
            return DatedFolders(year, None, None, None)
        month = int(folders[at + 1])
        if at + 2 == len(folders) or not _DAY.fullmatch(folders[at + 2]):
            return DatedFolders(year, month, None, None)
        day = calendar_day(year, month, int(folders[at + 2]))
        return DatedFolders(year, month, day, "/".join(folders[at : at + 3]))
    return DatedFolders(None, None, None, None)


def below_content(path: str, content: Collection[str]) -> tuple[str, str]:
    """The deepest content folder that a path lies in, and the path inside it; no folder, and the whole path."""
    home = max((folder for folder in content if path.startswith(f"{folder}/")), key=len, default="")
    return home, path[len(home) :].strip("/")


def read_dated_path(
    path: str,
    settings: SiteSettings,
    *,
    content: Collection[str] = (),
    keeps_day: bool = False,
    titled: bool = False,
    any_language: bool = False,
) -> PathFacts:
    """Read a path as most generators lay it out: a day that leads the name or the folder's, folders of dates.

    A language is a suffix of the name if the site has that language, or with `any_language` looks like one. The last
    part of the address has the day with `keeps_day`; with `titled` it is made of the title, and the path does not say
    it.
    """
    _, inside = below_content(path, content)
    *folders, name = inside.split("/")
    stem, language = split_suffix(name), None
    if settings.languages or any_language:
        stem, language = split_language(stem, settings.languages)
    section = folders[0] if folders else None
    if stem in {"index", "_index"} and folders:
        stem = folders.pop()
    named, parents = dated_name(stem), dated_folders(folders)
    slug = (named.rest if named else stem) or None
    return PathFacts(
        date=named.day if named else parents.day,
        date_text=named.text if named else parents.text,
        year=parents.year,
        month=parents.month,
        slug=slug,
        segment=None if titled else stem if keeps_day else slug,
        language=language or settings.language,
        section=section,
    )
