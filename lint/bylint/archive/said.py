"""What archive rules said, kept until all of them have spoken: as many findings as there are posts must fit."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from bylint.archive.facts import Said, Suggestion
from bylint.archive.keeping import dumps
from bylint.archive.tables import put, take
from bylint.diagnostic import Position, Range, Related, Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from bylint.engine import Active


_SAID, _STANDING, _END, _POST = range(4)


class OfPost(NamedTuple):
    """What was said of one post, and where else it is the other end of what was said: by which rule, at which span.

    `standing` is what a mark at the other end, in another post, lets stand.
    """

    path: str
    said: tuple[tuple[Active, Said], ...]
    standing: tuple[tuple[Active, Said], ...]
    ends: tuple[tuple[str, Span], ...]


class SaidTable:
    """A table beside a store's, in the order of paths when it is read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._active: list[Active] = []
        connection.execute("DROP TABLE IF EXISTS temp.said")
        connection.execute("CREATE TEMP TABLE said (path, kind INTEGER, which, body TEXT)")

    def add(self, each: Active, said: Said, *, stands: bool) -> None:
        """Keep one finding; `stands` where a mark in another post lets it."""
        known = next((at for at, other in enumerate(self._active) if other is each), None)
        if known is None:
            known = len(self._active)
            self._active.append(each)
        body = dumps(
            [
                said.path,
                said.span,
                said.message,
                [[each.span, each.message, each.path, each.range] for each in said.related],
                said.data,
                said.suggestion,
                said.severity,
            ]
        )
        self._insert(said.path, _STANDING if stands else _SAID, known, body)

    def add_end(self, rule: str, path: str, span: Span) -> None:
        """Keep the other end of one, in a post that has marks."""
        self._insert(path, _END, rule, dumps(span))

    def add_post(self, path: str) -> None:
        """Have a post looked at whatever is said of it."""
        self._insert(path, _POST, None, "")

    def _insert(self, path: str, kind: int, which: object, body: str) -> None:
        self._connection.execute("INSERT INTO temp.said VALUES (?, ?, ?, ?)", (put(path), kind, which, body))

    def __iter__(self) -> Iterator[OfPost]:
        rows = self._connection.execute("SELECT path, kind, which, body FROM temp.said ORDER BY path, rowid")
        for path, same in groupby(rows, key=lambda row: take(row[0])):
            found = list(same)
            yield OfPost(
                path,
                tuple((self._active[which], _read(body)) for _, kind, which, body in found if kind == _SAID),
                tuple((self._active[which], _read(body)) for _, kind, which, body in found if kind == _STANDING),
                tuple((which, Span(*json.loads(body))) for _, kind, which, body in found if kind == _END),
            )


def _read(body: str) -> Said:
    path, span, message, related, data, suggestion, severity = json.loads(body)
    return Said(
        path,
        Span(*span),
        message,
        tuple(Related(Span(*place), text, where, _range(lines)) for place, text, where, lines in related),
        data,
        Suggestion(*suggestion) if suggestion else None,
        severity,
    )


def _range(found: Sequence[Sequence[int]] | None) -> Range | None:
    return Range(Position(*found[0]), Position(*found[1])) if found else None
