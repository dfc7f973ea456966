"""The rows of a report in an SQLite file that lives no longer than the report, so that memory stays flat."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from bylint.overview.ends import ends_of
from bylint.overview.inserting import Inserter, as_text, clean, taken
from bylint.overview.rows import TABLES, Column, FactRow, FindingRow, PostRow, columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

R = TypeVar("R", PostRow, FindingRow, FactRow)

ORDER = 'ORDER BY path, line, "column", rule, message, id'
"""The order of findings."""
_BATCH = 500
SQL = {"text": "TEXT", "day": "TEXT", "number": "INTEGER", "boolean": "INTEGER", "list": "TEXT", "data": "TEXT"}
_BY_PATH = "CREATE INDEX posts_by_path ON posts (path)"
_INDEXES = (
    'CREATE INDEX findings_by_place ON findings (path, line, "column", rule, message)',
    "CREATE INDEX findings_by_post ON findings (post)",
    "CREATE INDEX findings_by_fingerprint ON findings (fingerprint)",
    "CREATE INDEX findings_by_subject ON findings (rule, subject)",
    "CREATE INDEX facts_by_place ON facts (path, line)",
)

_COUNT = (
    "UPDATE posts SET findings = c.found FROM (SELECT post, COUNT(*) AS found FROM findings GROUP BY post) c"
    " WHERE c.post = posts.id"
)
_SHOW = (
    (
        "UPDATE findings SET other_shown = (SELECT text FROM"
        " (SELECT CASE shown WHEN '' THEN value ELSE shown END AS text, shown <> '' AS is_written,"
        " name = findings.field AS is_field, name = findings.rule AS is_rule"
        " FROM facts WHERE path = findings.other_path AND line = findings.other_line)"
        " WHERE text <> '' AND (is_field OR is_rule OR is_written)"
        " ORDER BY is_field DESC, is_rule DESC, LENGTH(text) DESC LIMIT 1)"
        " WHERE other_shown IS NULL AND (other_path, other_line) IN (SELECT path, line FROM facts)"
    ),
    "UPDATE findings SET other_end = LENGTH(other_shown) WHERE other_shown IS NOT NULL AND other_path <> path",
)
"""Of another file the facts say what stands there: first that of the same name, else the longest that is as it was
written, since what rules compare is no text for readers."""


class ReportError(Exception):
    """A report that cannot be made, read or written, and why."""


@contextmanager
def stored(where: str = "the rows of the report, in the folder of temporary files,") -> Iterator[None]:
    """Say in a line what SQLite says: mostly that the disk is full."""
    try:
        yield
    except sqlite3.Error as error:
        raise ReportError(f"{where} cannot be written: {error}") from error


class Holding:
    """The tables `posts`, `findings` and `facts`: the columns of their rows, an `id`, and for the latter two `post`.

    `connection` takes queries. Raises ReportError where the disk is full.
    """

    def __init__(self) -> None:
        with stored():
            self.connection = sqlite3.connect("", isolation_level=None)
            for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -16000", "temp_store = FILE"):
                self.connection.execute(f"PRAGMA {setting}")
            self._insert: dict[str, Inserter] = {}
            for name, row in (*TABLES.items(), ("gone", FindingRow)):
                more = _HIDDEN if row is FindingRow else ()
                self.connection.execute(_table(name, columns(row), more))
                self._insert[name] = Inserter(self.connection, name, row, len(more))
            self._posts = 0
            self.connection.execute(_BY_PATH)
            self.connection.execute("BEGIN")

    def close(self) -> None:
        """Let go of the disk space."""
        with suppress(sqlite3.Error):
            self.connection.close()

    # -- writing ---------------------------------------------------------------------------------------------

    def add_post(self, row: PostRow) -> int:
        """Put in a post; its number, which its findings refer to."""
        self._posts += 1
        with stored():
            self._insert["posts"].add(row, self._posts, None)
        return self._posts

    def add_finding(self, row: FindingRow, post: int | None) -> None:
        """Put in a finding of a post, or of what is no post."""
        ends = ends_of(row)
        with stored():
            self._insert["findings"].add(row, None, post, (ends.subject, ends.end, as_text(ends.names)))

    def add_gone(self, row: FindingRow) -> None:
        """Put in a finding of an earlier run that is fixed."""
        with stored():
            self._insert["gone"].add(row, None, None, (None, None, None))

    def add_facts(self, rows: Iterable[FactRow]) -> None:
        """Put in facts, which come in the order of paths."""
        path, post, add = None, None, self._insert["facts"].add
        with stored():
            for row in rows:
                if row.path != path:
                    path, post = row.path, self.number_of(row.path)
                add(row, None, post)

    def number_of(self, path: str) -> int | None:
        """The number of a post; None for what is none."""
        self._flush("posts")
        found: int | None = self.one("SELECT id FROM posts WHERE path = ?", (clean(path),))
        return found

    def ends(self) -> frozenset[str]:
        """The other files that findings name, as far as nothing is known of what stands there."""
        self._flush("findings")
        return frozenset(
            path for (path,) in self.query("SELECT DISTINCT other_path FROM findings WHERE other_shown IS NULL") if path
        )

    def complete(self) -> None:
        """When all rows are there: make them findable, count the findings of posts, and show ends in other files."""
        self._flush(*TABLES)
        with stored():
            for statement in (*_INDEXES, _COUNT, *_SHOW, "COMMIT"):
                self.connection.execute(statement)

    def _flush(self, *tables: str) -> None:
        with stored():
            for table in tables:
                self._insert[table].flush()

    @contextmanager
    def attached(self, file: str, name: str) -> Iterator[sqlite3.Connection]:
        """The tables, with another database beside them. Raises sqlite3.Error."""
        self.connection.execute(f"ATTACH ? AS {name}", (file,))
        try:
            yield self.connection
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            self.connection.execute(f"DETACH {name}")

    # -- an earlier run --------------------------------------------------------------------------------------

    def forget_earlier(self) -> None:
        """Forget what was compared with."""
        with stored():
            self.connection.execute("DELETE FROM gone")
            self.connection.execute("CREATE INDEX IF NOT EXISTS gone_by_fingerprint ON gone (fingerprint)")

    def mark_changes(self) -> None:
        """Say of each finding whether the earlier run had it, and keep of the earlier ones only the others."""
        self._flush("gone")
        is_known = "fingerprint IN (SELECT fingerprint FROM gone)"
        with stored():
            self.connection.execute(f"UPDATE findings SET status = CASE WHEN {is_known} THEN 'standing' ELSE 'new' END")
            self.connection.execute("DELETE FROM gone WHERE fingerprint IN (SELECT fingerprint FROM findings)")

    def leave_out(self, paths: Iterable[str], rules: Iterable[str]) -> None:
        """Of the earlier findings those of files and rules that this run did not look at."""
        with stored():
            self.connection.executemany("DELETE FROM gone WHERE path = ?", [(path,) for path in paths])
            self.connection.executemany("DELETE FROM gone WHERE rule = ?", [(rule,) for rule in rules])

    # -- reading ---------------------------------------------------------------------------------------------

    def rows(self, table: str, row: type[R], rest: str, values: Sequence[object] = ()) -> Iterator[R]:
        """Rows of a table; `rest` is what follows in the query. They are read as they are asked for."""
        found = columns(row)
        names = ", ".join(f'"{column.name}"' for column in found)
        kept = [(at, column) for at, column in enumerate(found) if column.kind in ("boolean", "list", "data")]
        for each in self.query(f"SELECT {names} FROM {table} {rest}", values):
            made = list(each)
            for at, column in kept:
                made[at] = taken(made[at], column)
            yield row._make(made)

    def query(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of any query, read as they are asked for."""
        with stored():
            cursor = self.connection.execute(query, values)
            while batch := cursor.fetchmany(_BATCH):
                yield from batch

    def one(self, query: str, values: Sequence[object] = ()) -> Any:
        """The first value of a query's first row."""
        with stored():
            row = self.connection.execute(query, values).fetchone()
        return row[0] if row else None


def _table(name: str, found: Iterable[Column], more: Iterable[str]) -> str:
    parts = [f'"{column.name}" {SQL[column.kind]}' for column in found] + [f'"{each}" TEXT' for each in more]
    return f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, post INTEGER, {', '.join(parts)})"


_HIDDEN = ("subject", "end", "names")
"""Of findings, beside their columns: what faults are grouped by. See `Ends`."""
