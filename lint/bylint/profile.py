"""The fields of an archive: how many posts have each, of what types, formats and values, and which posts differ.

Memory is bounded: of a key's values so many are told apart, and of keys so many, the rest is counted only.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.declared import MOMENT
from bylint.document import parse
from bylint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bylint.discover import Discovered
    from bylint.document import Document
    from bylint.run import Run
    from bylint.site import Site

USUAL = 0.95
"""What so large a share of posts has or does is the rule, and the rest are outliers."""
_MOST_VALUES = 2_000
_MOST_KEYS = 2_000
_MOST_SHOWN = 5
_LONGEST_VALUE = 200
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]{3,}")


class Place(NamedTuple):
    """Where a value is written: a file as people are told of it, and a line from 1."""

    path: str
    line: int


class Outlier(NamedTuple):
    """Values of a type that few posts have: how many, and where the first ones are."""

    type: str
    number: int
    places: tuple[Place, ...]


class FieldProfile:
    """What the posts of a site say under one key. `field` is the canonical field that the generator reads there."""

    def __init__(self, key: str, field: str | None) -> None:
        self.key = key
        self.field = field
        self.types: Counter[str] = Counter()
        self.formats: Counter[str] = Counter()
        self.values: Counter[str] = Counter()
        self.overflow = 0
        """Values beyond those that are told apart."""
        self.shortest: int | None = None
        self.longest: int | None = None
        self._first: dict[str, list[Place]] = {}

    @property
    def present(self) -> int:
        """In how many posts the key has a value, be it empty."""
        return self.types.total()

    @property
    def filled(self) -> int:
        """In how many posts the key has a value that is not null."""
        return self.present - self.types["empty"]

    def add(self, value: Any, document: Document, path: str) -> None:
        """Count one post's value."""
        kind = type_of(value)
        self.types[kind] += 1
        places = self._first.setdefault(kind, [])
        if len(places) < _MOST_SHOWN:
            places.append(Place(path, _line_of(document, self.key)))
        if kind in ("date", "datetime"):
            entry = document.entry(self.key)
            self._count(self.formats, shape(entry.text if entry is not None and entry.text else str(value)))
        if isinstance(value, str):
            size = len(value)
            self.shortest = size if self.shortest is None else min(self.shortest, size)
            self.longest = size if self.longest is None else max(self.longest, size)
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, str | int | float | bool | dt.date):
                self._count(self.values, str(item)[:_LONGEST_VALUE])

    def _count(self, counter: Counter[str], value: str) -> None:
        if value in counter or len(counter) < _MOST_VALUES:
            counter[value] += 1
        else:
            self.overflow += 1

    @property
    def usual_type(self) -> str | None:
        """The type that nearly all filled values have, as a schema would declare it; None where there is none."""
        filled = self.filled
        if not filled:
            return None
        for kind, members in _DECLARED.items():
            if sum(self.types[member] for member in members) >= USUAL * filled:
                return kind
        return None

    @property
    def outliers(self) -> tuple[Outlier, ...]:
        """The values that are not of the usual type."""
        usual = self.usual_type
        if usual is None:
            return ()
        members = (*_DECLARED[usual], "empty")
        return tuple(
            Outlier(kind, count, tuple(self._first[kind]))
            for kind, count in self.types.most_common()
            if kind not in members
        )

    @property
    def different(self) -> int:
        """How many different values there are; at least so many where they are too many to be told apart."""
        return len(self.values)


_DECLARED: dict[str, tuple[str, ...]] = {
    "date": ("date", "datetime"),
    "string": ("string", "date text", "datetime text", "date", "datetime"),
    "integer": ("integer",),
    "number": ("integer", "number"),
    "boolean": ("boolean",),
    "list of strings": ("list of strings", "empty list"),
    "list": ("list", "list of strings", "empty list"),
    "mapping": ("mapping",),
}
"""The types that a schema can declare, the narrowest first, and what has that type as it is written."""


class SiteProfile:
    """The fields of one site's posts. `prefix` is its root relative to the project's, `""` or ending in `/`.

    `pages` are the names, without suffix, of pages that are no posts; `known_keys` those of the top level that the
    generator reads, whether a post has them or not.
    """

    def __init__(
        self,
        prefix: str,
        dialect: str,
        folders: tuple[str, ...],
        pages: frozenset[str] = frozenset(),
        known_keys: frozenset[str] = frozenset(),
    ) -> None:
        self.prefix = prefix
        self.dialect = dialect
        self.pages = pages
        self.known_keys = known_keys
        self.folders = folders
        self.posts = 0
        self.unread = 0
        """Posts whose front matter is missing or cannot be read."""
        self._fields: dict[str, FieldProfile] = {}
        self.more_keys = 0

    @property
    def fields(self) -> list[FieldProfile]:
        """The fields, those of most posts first."""
        return sorted(self._fields.values(), key=lambda field: (-field.present, field.key))

    def add(self, found: Discovered, document: Document, path: str) -> None:
        """Count one post."""
        self.posts += 1
        if document.state != "valid":
            self.unread += 1
            return
        for key, value in document.values.items():
            field = self._fields.get(str(key))
            if field is None:
                if len(self._fields) >= _MOST_KEYS:
                    self.more_keys += 1
                    continue
                field = self._fields[str(key)] = FieldProfile(str(key), found.site.dialect.field_of(str(key)))
            field.add(value, document, path)


def profile(run: Run, found: Iterable[Discovered]) -> list[SiteProfile]:
    """Profile posts by their site. What cannot be read is counted among the unread."""
    sites: dict[tuple[str, str], SiteProfile] = {}
    for each in found:
        if not each.is_post:
            continue
        site = each.site
        key = (site.prefix, site.dialect.name)
        if key not in sites:
            sites[key] = SiteProfile(
                site.prefix, site.dialect.name, site.content, site.dialect.section_pages, _known_keys(site)
            )
        raw = run.read(each)
        source = Source.decode(run.shown(each.file), raw if raw is not None else b"")
        sites[key].add(each, parse(source, site.dialect.unfenced), source.path)
    return [sites[key] for key in sorted(sites)]


def _known_keys(site: Site) -> frozenset[str]:
    """The documented keys of a generator; none where nobody knows which it is."""
    from bylint.dialects.sources import SOURCES

    sources = SOURCES.get(site.dialect.name)
    return frozenset(key for key in (sources.documented.split() if sources else ()) if "." not in key)


def type_of(value: Any) -> str:
    """The type of a value as a schema names it; text that is written as a date is `date` or `datetime`."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        match = MOMENT.fullmatch(value.strip()) if _DIGIT.match(value.strip()) else None
        return "string" if match is None else "datetime" if match[2] else "date"
    if isinstance(value, list):
        return "empty list" if not value else "list of strings" if all(isinstance(v, str) for v in value) else "list"
    kinds = ((int, "integer"), (float, "number"), (dt.datetime, "datetime"), (dt.date, "date"), (dict, "mapping"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "something else")


def shape(text: str) -> str:
    """How a date is written: each digit as 9, each word as `Mon`."""
    return _DIGIT.sub("9", _LETTERS.sub("Mon", text.strip()))[:60]


def _line_of(document: Document, key: str) -> int:
    entry = document.entry(key)
    return document.source.position((entry.key or entry.span).start).line if entry is not None else 1


def as_json(sites: Iterable[SiteProfile]) -> dict[str, Any]:
    """The profile as plain values."""
    return {"version": 1, "sites": [_site_as_json(site) for site in sites]}


def _site_as_json(site: SiteProfile) -> dict[str, Any]:
    return {
        "root": site.prefix,
        "dialect": site.dialect,
        "content": list(site.folders),
        "posts": site.posts,
        "without_front_matter": site.unread,
        "fields": [_field_as_json(field, site.posts) for field in site.fields],
    }


def _field_as_json(field: FieldProfile, posts: int) -> dict[str, Any]:
    return {
        "key": field.key,
        "field": field.field,
        "present": field.present,
        "share": round(field.present / posts, 4) if posts else 0,
        "types": dict(field.types.most_common()),
        "usual_type": field.usual_type,
        "formats": dict(field.formats.most_common(20)),
        "different_values": field.different,
        "values": dict(field.values.most_common(20)),
        "shortest": field.shortest,
        "longest": field.longest,
        "outliers": [
            {"type": each.type, "count": each.number, "places": [place._asdict() for place in each.places]}
            for each in field.outliers
        ],
    }


def as_text(sites: Iterable[SiteProfile]) -> Iterator[str]:
    """The profile as lines of a table, one table a site."""
    for site in sites:
        where = site.prefix.rstrip("/") or "."
        yield f"{where}: {site.posts:,} posts, {site.dialect}"
        if site.unread:
            yield f"  {site.unread:,} without front matter that can be read"
        yield ""
        rows = [("key", "posts", "", "types", "values"), *(_row(field, site.posts) for field in site.fields)]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        for row in rows:
            left = f"  {row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}  {row[3]:<{widths[3]}}"
            yield f"{left}  {row[4]}".rstrip()
        yield from _outlier_lines(site)
        yield ""


def _row(field: FieldProfile, posts: int) -> tuple[str, str, str, str, str]:
    types = field.types.most_common()
    told = types[0][0] if len(types) == 1 else ", ".join(f"{kind} {count:,}" for kind, count in types[:3])
    return _short(field.key, 40), f"{field.present:,}", f"{100 * field.present / posts:.0f} %", told, _values(field)


def _values(field: FieldProfile) -> str:
    if field.formats and field.types.most_common(1)[0][0] in ("date", "datetime"):
        return ", ".join(f"{form} {count:,}" for form, count in field.formats.most_common(2))
    common = field.values.most_common(3)
    if not common:
        return ""
    more = "" if not field.overflow else "more than "
    told = f"{more}{field.different:,} different" if field.different > 1 or more else "1 value"
    if common[0][1] > 1 or len(common) == 1:
        told += ": " + ", ".join(f"{_short(value, 24)} {count:,}" for value, count in common)
    if field.longest is not None and field.longest > 24:
        told += f"; {field.shortest:,} to {field.longest:,} characters"
    return told


def _short(text: str, limit: int) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= limit else folded[: limit - 1] + "…"


def _outlier_lines(site: SiteProfile) -> Iterator[str]:
    lines = []
    for field in site.fields:
        usual = sum(field.types[kind] for kind in _DECLARED[field.usual_type]) if field.usual_type else 0
        for each in field.outliers:
            places = ", ".join(f"{place.path}:{place.line}" for place in each.places)
            more = f" and {each.number - len(each.places):,} more" if each.number > len(each.places) else ""
            lines.append(f"  {field.key} is {each.type} where {usual:,} are {field.usual_type}: {places}{more}")
    if lines:
        yield ""
        yield from lines
