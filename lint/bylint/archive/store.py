"""The facts store: an SQLite file of the project, or one that lives no longer than a run."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from bylint.archive.query import StoredArchive
from bylint.archive.tables import APPLICATION, INDEX, TABLES, VERSION, put

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bylint.archive.keeping import Kept


class Store:
    """An open store, to be written to in batches."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._names: dict[str, int] = {}

    @classmethod
    def temporary(cls) -> Store:
        """One that nobody else sees; its pages go to the disk when they are many, and vanish with it."""
        store = cls(sqlite3.connect("", isolation_level=None))
        store.create()
        return store

    def create(self) -> None:
        """Make the tables of an empty store."""
        for statement in TABLES:
            self.connection.execute(statement)
        self.connection.execute(f"PRAGMA application_id = {APPLICATION}")
        self.connection.execute(f"PRAGMA user_version = {VERSION}")

    def write(self, batch: Iterable[Kept]) -> None:
        """Put posts in, in place of what was known of them."""
        for kept in batch:
            path = put(kept.path)
            row = self.connection.execute("SELECT id FROM post WHERE path = ?", (path,)).fetchone()
            values = (kept.stamp, kept.day, kept.text)
            if row is None:
                number = self.connection.execute(
                    "INSERT INTO post (path, stamp, day, kept) VALUES (?, ?, ?, ?)", (path, *values)
                ).lastrowid
            else:
                number = row[0]
                self.connection.execute("UPDATE post SET stamp = ?, day = ?, kept = ? WHERE id = ?", (*values, number))
                self.connection.execute("DELETE FROM link WHERE post = ?", (number,))
            self.connection.executemany(
                "INSERT INTO link (post, at, name, key, spelling) VALUES (?, ?, ?, ?, ?)",
                ((number, at, self._number(name), key, how) for at, (name, key, how) in enumerate(kept.links)),
            )

    def index(self) -> None:
        """Make posts findable by their facts, where they are not yet."""
        if not self.connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'index' AND sql NOT NULL").fetchone():
            self.connection.execute(INDEX)

    def archive(self, *, is_focused: bool = False) -> StoredArchive:
        """What rules ask."""
        return StoredArchive(self.connection, is_focused=is_focused)

    def _number(self, name: str) -> int:
        if name not in self._names:
            self.connection.execute("INSERT OR IGNORE INTO name (name) VALUES (?)", (put(name),))
            found = self.connection.execute("SELECT id FROM name WHERE name = ?", (put(name),)).fetchone()
            self._names[name] = found[0]
        return self._names[name]
