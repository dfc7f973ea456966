"""The facts store: an SQLite file of the project, or one that lives no longer than a run."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from bylint.archive.location import create, prepare
from bylint.archive.query import StoredArchive
from bylint.archive.scheme import SIZE
from bylint.archive.tables import INDEX, DamagedError, Text, put, take

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bylint.archive.keeping import Kept

_WINDOW = 500
_COLUMNS = 5
_ROWS = 150
"""So many links are inserted at once; with a value for each column, still fewer than SQLite takes anywhere.

"Maximum Number Of Host Parameters In A Single SQL Statement" in https://www.sqlite.org/limits.html: 999.
"""
_LINK = "INSERT INTO link (post, at, name, key, spelling) VALUES (?, ?, ?, ?, ?)"
_MANY_LINKS = _LINK + ", (?, ?, ?, ?, ?)" * (_ROWS - 1)


class Store:
    """An open store. What it raises is sqlite3.Error, or DamagedError for what bylint cannot have written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._names: dict[str, int] = {}
        self._window: tuple[str, str | None, dict[str, bytes]] = ("", "", {})
        self._version = self._data_version()

    @classmethod
    def temporary(cls) -> Store:
        """One that nobody else sees; its pages go to the disk when they are many, and vanish with it."""
        connection = sqlite3.connect("", isolation_level=None)
        prepare(connection)
        create(connection)
        return cls(connection)

    def close(self) -> None:
        """Let go of it. What is not committed is not there."""
        with suppress(sqlite3.Error):
            self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A short transaction, all of it or nothing; others that write wait for its end."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise

    # -- what is kept ----------------------------------------------------------------------------------------

    def stamp(self, path: str) -> bytes | None:
        """The state of a post that its facts are of. Cheap for paths that are asked in order."""
        first, last, known = self._window
        if not (first <= path and (last is None or path <= last)) or isinstance(put(path), bytes):
            rows = self.connection.execute(
                "SELECT path, stamp FROM post WHERE path >= ? ORDER BY path LIMIT ?", (put(path), _WINDOW)
            ).fetchall()
            known = {take(each): stamp for each, stamp in rows}
            self._window = (path, take(rows[-1][0]) if len(rows) == _WINDOW else None, known)
        return known.get(path)

    def look_again(self) -> None:
        """Have stamps read anew."""
        self._window = ("", "", {})

    def stamp_now(self, path: str) -> bytes | None:
        """The same, as the store has it at this moment."""
        row = self.connection.execute("SELECT stamp FROM post WHERE path = ?", (put(path),)).fetchone()
        return row[0] if row else None

    def write(self, batch: Iterable[Kept]) -> None:
        """Put posts in, in place of what was known of them.

        What another run put in meanwhile is left as it is, if it is of the same state of a post: a run that begins
        while others go on keeps the facts that they want, too.
        """
        kept = {put(each.path): each for each in batch}  # of one path, the last
        if not kept:
            return
        known = self._known(kept)
        newest = self.functions()[1]
        posts: list[tuple[object, ...]] = []
        links: list[int] = []
        number: int = self.connection.execute("SELECT COALESCE(MAX(id), 0) FROM post").fetchone()[0]
        for path, each in kept.items():
            values = (each.stamp, each.day, each.text)
            if path in known:
                at, stamp = known[path]
                if newest and stamp == newest + each.stamp[SIZE:]:
                    continue
                self.connection.execute("UPDATE post SET stamp = ?, day = ?, kept = ? WHERE id = ?", (*values, at))
                self.connection.execute("DELETE FROM link WHERE post = ?", (at,))
            else:
                number += 1
                at = number
                posts.append((at, path, *values))
            for place, (name, key, how) in enumerate(each.links):
                links += (at, place, self._names.get(name) or self._number(name), key, how)
        self.connection.executemany("INSERT INTO post (id, path, stamp, day, kept) VALUES (?, ?, ?, ?, ?)", posts)
        self._insert_links(links)

    def _insert_links(self, values: Sequence[int]) -> None:
        """Insert the links whose columns these are, one after the other: many at once takes half of the time."""
        size = _COLUMNS * _ROWS
        full = len(values) - len(values) % size
        for at in range(0, full, size):
            self.connection.execute(_MANY_LINKS, values[at : at + size])
        rest = values[full:]
        self.connection.executemany(_LINK, (rest[at : at + _COLUMNS] for at in range(0, len(rest), _COLUMNS)))

    def _known(self, paths: Iterable[Text]) -> dict[Text, tuple[int, bytes]]:
        """Number and stamp of the posts among these paths. Most batches are of none, or of most that lie between."""
        sought = sorted(paths, key=lambda path: (isinstance(path, bytes), path))
        between = "FROM post WHERE path BETWEEN ? AND ?"
        ends = (sought[0], sought[-1])
        many = 2 * len(sought)
        rows = self.connection.execute(f"SELECT path, id, stamp {between} LIMIT ?", (*ends, many)).fetchall()
        if len(rows) == many:
            one = "SELECT path, id, stamp FROM post WHERE path = ?"
            rows = [row for path in sought for row in self.connection.execute(one, (path,))]
        return {path: (number, stamp) for path, number, stamp in rows}

    def remove(self, paths: Iterable[str]) -> None:
        """Forget posts."""
        for path in paths:
            row = self.connection.execute("SELECT id FROM post WHERE path = ?", (put(path),)).fetchone()
            if row is not None:
                self.connection.execute("DELETE FROM link WHERE post = ?", row)
                self.connection.execute("DELETE FROM post WHERE id = ?", row)

    def count(self) -> int:
        """How many posts are kept."""
        found: int = self.connection.execute("SELECT COUNT(*) FROM post").fetchone()[0]
        return found

    def paths(self) -> Iterator[str]:
        """Every path, in order, read by pages so that nobody waits."""
        last: str | bytes = ""
        while page := self.connection.execute(
            "SELECT path FROM post WHERE path > ? ORDER BY path LIMIT ?", (last, _WINDOW)
        ).fetchall():
            yield from (take(row[0]) for row in page)
            last = page[-1][0]

    def kept(self) -> Iterator[tuple[str, object, object]]:
        """Of every post its path, day and facts as they were kept, in the order of paths; read by pages, too."""
        last: str | bytes = ""
        while page := self.connection.execute(
            "SELECT path, day, kept FROM post WHERE path > ? ORDER BY path LIMIT ?", (last, _WINDOW)
        ).fetchall():
            yield from ((take(path), day, text) for path, day, text in page)
            last = page[-1][0]

    # -- what it covers --------------------------------------------------------------------------------------

    def functions(self) -> tuple[tuple[str, ...], bytes]:
        """Which facts functions were called, and their scheme; none of a new store."""
        rows = dict(self.connection.execute("SELECT name, value FROM meta").fetchall())
        if not rows:
            return (), b""
        try:
            names = json.loads(rows["functions"])
            return tuple(map(str, names)), bytes.fromhex(rows["scheme"])
        except (KeyError, ValueError, TypeError, RecursionError) as error:
            raise DamagedError from error

    def begin(self, names: Sequence[str], scheme: bytes) -> None:
        """Say which functions are called from now on. What was complete under another scheme is not any more.

        Every post will be written anew: without an index that takes much less.
        """
        self.connection.execute("DELETE FROM covered WHERE scheme <> ?", (scheme,))
        self.connection.execute("DROP INDEX IF EXISTS link_by_key")
        values = (("functions", json.dumps(list(names))), ("scheme", scheme.hex()))
        self.connection.executemany("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", values)

    def cover(self, folders: Iterable[str], scheme: bytes) -> None:
        """Note folders as complete."""
        known = self.covered(scheme)
        rows = [(put(folder), scheme) for folder in folders if folder not in known]
        self.connection.executemany("INSERT OR REPLACE INTO covered (folder, scheme) VALUES (?, ?)", rows)

    def covered(self, scheme: bytes) -> tuple[str, ...]:
        """The folders that are complete under a scheme: `""`, or ending in `/`."""
        rows = self.connection.execute("SELECT folder FROM covered WHERE scheme = ?", (scheme,)).fetchall()
        return tuple(take(row[0]) for row in rows)

    @property
    def was_changed(self) -> bool:
        """Whether another process wrote to the store since it was opened."""
        return self._data_version() != self._version

    def index(self) -> None:
        """Make posts findable by their facts, where they are not yet."""
        if not self.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'link_by_key'").fetchone():
            self.connection.execute(INDEX)

    # -- what rules ask --------------------------------------------------------------------------------------

    def archive(self, focus: Iterable[str] | None = None) -> StoredArchive:
        """The archive; with a focus, as a run over these posts asks."""
        if focus is None:
            return StoredArchive(self.connection)
        self.connection.execute("DROP TABLE IF EXISTS temp.focus")
        self.connection.execute("CREATE TEMP TABLE focus (post INTEGER PRIMARY KEY)")
        for path in focus:
            self.connection.execute(
                "INSERT OR IGNORE INTO temp.focus SELECT id FROM main.post WHERE path = ?", (put(path),)
            )
        return StoredArchive(self.connection, is_focused=True)

    def probe(self) -> None:
        """Write without changing anything. Raises sqlite3.Error where the file or its folder can only be read."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            self.connection.execute("UPDATE meta SET value = value || ' '")
        finally:
            self.connection.execute("ROLLBACK")

    def _data_version(self) -> int:
        found: int = self.connection.execute("PRAGMA data_version").fetchone()[0]
        return found

    def has_other(self, scheme: bytes) -> bool:
        """Whether posts are kept under another scheme."""
        query = "SELECT 1 FROM post WHERE SUBSTR(stamp, 1, ?) <> ? LIMIT 1"
        return self.connection.execute(query, (len(scheme), scheme)).fetchone() is not None

    def _number(self, name: str) -> int:
        if name not in self._names:
            self.connection.execute("INSERT OR IGNORE INTO name (name) VALUES (?)", (put(name),))
            found = self.connection.execute("SELECT id FROM name WHERE name = ?", (put(name),)).fetchone()
            self._names[name] = found[0]
        return self._names[name]
