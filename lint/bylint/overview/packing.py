"""The findings of the page as blocks of columns, each packed as base64 of gzip of JSON.

What is packed holds letters, digits, `+`, `/` and `=`, so nothing that a post says can end the element that it lies
in. Blocks are made one by one, so memory does not grow with the archive; texts that repeat stand once, in the index.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.diagnostic import SEVERITIES
from bylint.overview.texts import MESSAGE, TITLE, marked, named, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bylint.overview.holding import Holding

HELD = 100_000
"""Findings of the page at most, the worst. All are in the other formats."""
ROOM = 18_000_000
"""Characters of all blocks: no more findings are packed beyond, however long their texts are."""
_BLOCK = 4_000
"""Findings of one block."""
_ASKED = 500
"""Posts of one query."""
_TABLES = ("findings", "gone")
_ID = 16
"""Characters of a fingerprint that name a finding on the page."""
UNDATED = "none"
"""Stands for the year of posts without a day."""
_STATUSES = (None, "new", "standing", "fixed")
_WORST = """
    ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, path, line, "column", rule, id"""


def pack(value: object) -> str:
    """A value as the page holds it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return b64encode(gzip.compress(text.encode("utf-8", "replace"), 6, mtime=0)).decode("ascii")


class Numbers:
    """Names by number, in the order in which they were first seen, and how many findings each has."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._counts: Counter[int] = Counter()

    def __getitem__(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers))

    def count(self, number: int) -> None:
        """Count one finding."""
        self._counts[number] += 1

    def listed(self) -> list[dict[str, Any]]:
        """Each name with its count."""
        return [{"name": name, "count": self._counts[number]} for name, number in self._numbers.items()]


class _Post(NamedTuple):
    """What the page says of a post: of what is no post no more than the path."""

    path: str
    title: str | None = None
    day: str | None = None
    section: str = ""
    authors: str = "[]"


class _Finding(NamedTuple):
    """What the page says of a finding; `subject` is the value that it has in common with others, where there is one."""

    path: str
    fingerprint: str
    rule: str
    severity: str
    status: str | None
    subject: str | None
    line: int
    message: str
    shown: str | None
    shown_start: int
    shown_end: int
    other_path: str | None
    other_line: int | None
    other_message: str | None
    other_shown: str | None
    other_start: int
    other_end: int
    fix: str | None
    fix_safety: str | None


class _Of(NamedTuple):
    """What findings of a post are counted by."""

    authors: tuple[int, ...] = ()
    section: int = 0
    year: str = UNDATED


class Packer:
    """Packs the worst findings of a report, and the posts that they lie in.

    `from_root` turns a path into one from the repository's root; `causes` are the rules and subjects of the systematic
    faults, which have a number each. Blocks are asked for in turn; the index is complete after the last.
    """

    def __init__(
        self,
        holding: Holding,
        from_root: Callable[[str], str],
        causes: Sequence[tuple[str, str | None]] = (),
        most: int = HELD,
        room: int = ROOM,
    ) -> None:
        self._holding = holding
        self._from_root = from_root
        self._causes = {cause: number for number, cause in enumerate(causes, 1)}
        self._most = most
        self._room = room
        self._posts: dict[str, int] = {}
        self._of: dict[int, _Of] = {}
        self._rules, self._sections, self._authors = Numbers(), Numbers(), Numbers()
        self._years: Counter[str] = Counter()
        self._severities: Counter[str] = Counter()
        self._statuses: Counter[str | None] = Counter()
        self._nobody = 0
        self._held = 0

    def blocks(self) -> Iterator[tuple[str, str]]:
        """Blocks of findings, each after that of the posts it is the first to need, with the ids of their elements."""
        room = self._room
        for number, found in enumerate(_batches(self._all_findings(), _BLOCK)):
            needed = dict.fromkeys(path for row in found for path in (row.path, row.other_path or row.path))
            unknown = [path for path in needed if path not in self._posts]
            blocks = [(f"posts-{number}", pack(self._post_columns(unknown)))] if unknown else []
            blocks.append((f"findings-{number}", pack(self._finding_columns(found))))
            room -= sum(len(packed) for _, packed in blocks)
            yield from blocks
            if room < 0:
                break

    def index(self) -> dict[str, Any]:
        """The names that columns refer to by number, and how many findings of the page each has."""
        years = [
            {"name": year, "count": self._years[year]} for year in sorted(self._years.keys() - {UNDATED}, reverse=True)
        ]
        if self._years[UNDATED]:
            years.append({"name": UNDATED, "label": "without a day", "count": self._years[UNDATED]})
        return {
            "held": self._held,
            "rules": self._rules.listed(),
            "sections": self._sections.listed(),
            "authors": self._authors.listed(),
            "nobody": self._nobody,
            "years": years,
            "severities": [self._severities[severity] for severity in SEVERITIES],
            "statuses": [self._statuses[status] for status in _STATUSES],
        }

    # -- posts -----------------------------------------------------------------------------------------------

    def _all_posts(self, paths: Sequence[str]) -> Iterator[_Post]:
        """A row for each file; of what is no post it has no more than the path."""
        for batch in _batches(iter(paths), _ASKED):
            query = f"SELECT {', '.join(_Post._fields)} FROM posts WHERE path IN (?{', ?' * (len(batch) - 1)})"
            rows = {row[0]: _Post(*row) for row in self._holding.query(query, batch)}
            yield from (rows.get(path) or _Post(path) for path in batch)

    def _post_columns(self, paths: Sequence[str]) -> Mapping[str, Any]:
        made: dict[str, list[Any]] = {name: [] for name in ("path", "file", "title", "day", "section", "authors")}
        for post in self._all_posts(paths):
            authors = tuple(dict.fromkeys(self._authors[named(name)] for name in json.loads(post.authors)))
            section = self._sections[named(post.section)]
            self._of[self._posts.setdefault(post.path, len(self._posts))] = _Of(
                authors, section, (post.day or UNDATED)[:4]
            )
            shown, file = told(post.path), self._from_root(post.path)
            made["path"].append(shown)
            made["file"].append(file if file != shown else None)
            made["title"].append(named(post.title, TITLE) if post.title else None)
            made["day"].append(post.day)
            made["section"].append(section)
            made["authors"].append(authors)
        return made

    # -- findings --------------------------------------------------------------------------------------------

    def _all_findings(self) -> Iterator[_Finding]:
        """The findings, the worst first, then those of an earlier run that have gone."""
        left = self._most
        for table in _TABLES:
            query = f"SELECT {', '.join(_Finding._fields)} FROM {table} {_WORST} LIMIT ?"
            for row in self._holding.query(query, (left,)):
                left -= 1
                yield _Finding(*row)

    def _finding_columns(self, found: Sequence[_Finding]) -> Mapping[str, Any]:
        rows = [self._finding(each) for each in found]
        return {name: [row[name] for row in rows] for name in rows[0]}

    def _finding(self, row: _Finding) -> dict[str, Any]:
        self._count(row)
        post = self._posts[row.path]
        here = marked(row.shown, row.shown_start, row.shown_end)
        there = marked(row.other_shown, row.other_start, row.other_end)
        other = self._posts[row.other_path] if row.other_path is not None else post
        cause = self._causes.get((row.rule, row.subject)) or self._causes.get((row.rule, None), 0)
        return {
            "id": told(row.fingerprint, _ID + 1)[:_ID],
            "rule": self._rules[row.rule],
            "severity": SEVERITIES.index(row.severity) if row.severity in SEVERITIES else 2,
            "status": _STATUSES.index(row.status),
            "cause": cause,
            "post": post,
            "line": row.line,
            "message": told(row.message, MESSAGE),
            "shown": here.text,
            "start": here.start,
            "end": here.end,
            "label": told(row.other_message, MESSAGE) if row.other_message is not None else None,
            "otherPost": other,
            "otherLine": row.other_line or 1,
            "other": there.text,
            "otherStart": there.start,
            "otherEnd": there.end,
            "fix": told(row.fix, MESSAGE) if row.fix is not None else None,
            "safe": int(row.fix_safety == "safe"),
        }

    def _count(self, row: _Finding) -> None:
        self._held += 1
        self._statuses[row.status] += 1
        if row.status == "fixed":  # has gone: it is told of, and counted nowhere
            return
        post = self._of[self._posts[row.path]]
        self._severities[row.severity] += 1
        self._years[post.year] += 1
        self._nobody += not post.authors
        self._rules.count(self._rules[row.rule])
        self._sections.count(post.section)
        for author in post.authors:
            self._authors.count(author)


def _batches(rows: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while batch := list(islice(rows, size)):
        yield batch
