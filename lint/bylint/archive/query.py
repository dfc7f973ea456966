"""An archive that lies in a store: what rules ask for, as queries whose memory does not grow with the archive."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.archive.facts import Group, Member
from bylint.archive.keeping import STET, key_of, read_fact, read_kept, spelling_of
from bylint.archive.likeness import resembling
from bylint.archive.tables import Text, put, take

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from bylint.archive.header import Header

FEW = 64
"""The members of a group of so many are read at once; of a larger one, as they are asked for."""
_PAGE = 1000
_REMEMBERED = 256
"""So many posts are at hand: those that share one fact share others, too."""
_EARLIEST = "p.day IS NULL, p.day, p.path, l.at"
_FOCUS = " AND l.post IN (SELECT post FROM temp.focus)"
_KEYS = "SELECT DISTINCT m.key FROM temp.focus f CROSS JOIN link m ON m.post = f.post WHERE +m.name = ?"
"""The plus keeps SQLite from going through all facts of that name: "Disqualifying WHERE Clause Terms Using Unary-+"
in https://www.sqlite.org/optoverview.html."""


class _Row(NamedTuple):
    path: str
    header: Header
    records: list[Any]


class StoredArchive:
    """See Archive. `is_focused` where the table `temp.focus` says which posts a run is about."""

    whole = True

    def __init__(self, store: sqlite3.Connection, *, is_focused: bool = False) -> None:
        self.store = store
        self.is_focused = is_focused
        self._rows: dict[int, _Row | None] = {}
        store.execute("CREATE TEMP TABLE IF NOT EXISTS place (id INTEGER PRIMARY KEY, post, at)")
        store.execute("CREATE TEMP TABLE IF NOT EXISTS grouped (id INTEGER PRIMARY KEY, value, key, count, post)")

    def groups(self, name: str, *, differing: bool = False, of_first: bool = False) -> Iterator[Group]:
        """See Archive."""
        number = self.number(name)
        if number is None:
            return
        is_choosy = of_first and self.is_focused and not self._has_marks()
        for key, size in self._keys(number, differing=differing):
            if is_choosy and not self._begins_in_focus(number, key):
                continue
            if size > FEW:
                yield Many(self, number, key, size)
            else:
                yield from (each for each in self._few(number, key) if not differing or len(each.spellings()) > 1)

    def each(self, name: str) -> Iterator[Member]:
        """See Archive."""
        number = self.number(name)
        if number is not None:
            where = f"+l.name = ?{_FOCUS}" if self.is_focused else "l.name = ?"  # by post, of which there are few
            yield from self.members(where, (number,), "p.path, l.at")

    def find(self, name: str, value: str) -> Iterator[Member]:
        """See Archive."""
        number = self.number(name)
        if number is not None:
            for member in self.members("l.name = ? AND l.key = ?", (number, key_of(value)), _EARLIEST):
                if member.value == value:
                    yield member

    def resembling(self, name: str, *, least: int, most: int) -> Iterator[tuple[Member, list[tuple[Member, int]]]]:
        """See Archive."""
        return resembling(self, name, least=least, most=most)

    def _has_marks(self) -> bool:
        """Whether a post that the run is about has a mark, which may let stand what is said of another."""
        query = "SELECT 1 FROM temp.focus f CROSS JOIN link l ON l.post = f.post WHERE +l.name = ? LIMIT 1"
        return self.store.execute(query, (self.number(STET),)).fetchone() is not None

    def _begins_in_focus(self, number: int, key: int) -> bool:
        """Whether the first member of a group is of a post that the run is about."""
        query = (
            "SELECT p.day IS NULL, ifnull(p.day, ''), p.path FROM temp.focus f CROSS JOIN link l ON l.post = f.post"
            f" JOIN post p ON p.id = l.post WHERE +l.name = ? AND l.key = ? ORDER BY {_EARLIEST} LIMIT 1"
        )
        first = self.store.execute(query, (number, key)).fetchone()
        earlier = (
            "SELECT 1 FROM link l JOIN post p ON p.id = l.post WHERE l.name = ? AND l.key = ?"
            " AND (p.day IS NULL, ifnull(p.day, ''), p.path) < (?, ?, ?) LIMIT 1"
        )
        return first is not None and self.store.execute(earlier, (number, key, *first)).fetchone() is None

    def number(self, name: str) -> int | None:
        """What a name of facts is in the store."""
        row = self.store.execute("SELECT id FROM name WHERE name = ?", (put(name),)).fetchone()
        return row[0] if row else None

    def members(self, where: str, values: tuple[Any, ...], order: str) -> Iterator[Member]:
        """Facts in an order. Of many, the places stand in a table beside the store, on disk if need be."""
        query = f"SELECT l.post, l.at FROM link l JOIN post p ON p.id = l.post WHERE {where} ORDER BY {order}"
        rows = self.store.execute(query, values)
        page = rows.fetchmany(_PAGE)
        rows.close()  # nobody who writes has to wait for a rule
        if len(page) < _PAGE:
            yield from filter(None, (self.member(*row) for row in page))
            return
        ids = self._insert(f"INSERT INTO temp.place (post, at) {query}", values)
        rows = self.store.execute("SELECT post, at FROM temp.place WHERE id BETWEEN ? AND ? ORDER BY id", ids)
        try:
            yield from filter(None, (self.member(*row) for row in rows))
        finally:
            rows.close()
            self.store.execute("DELETE FROM temp.place WHERE id BETWEEN ? AND ?", ids)

    def member(self, post: int, at: int) -> Member | None:
        """One fact with its post; None if it has gone meanwhile. Raises DamagedError."""
        if post not in self._rows:
            found = self.store.execute("SELECT path, day, kept FROM post WHERE id = ?", (post,)).fetchone()
            if len(self._rows) >= _REMEMBERED:
                self._rows.clear()
            self._rows[post] = _Row(take(found[0]), *read_kept(found[1], found[2])) if found else None
        row = self._rows[post]
        read = None if row is None else read_fact(row.records, at)
        if row is None or read is None:
            return None
        fact, where = read
        return Member(row.path, fact, where, *row.header)

    def _keys(self, number: int, *, differing: bool) -> Iterator[tuple[int, int]]:
        """The keys that two facts or more have, and how many, in the order of their values.

        Many stand in a table beside the store, with one value of each.
        """
        more = " AND MIN(l.spelling) <> MAX(l.spelling)" if differing else ""
        keys = f"({_KEYS}) k CROSS JOIN link l ON l.key = k.key AND" if self.is_focused else "link l WHERE"
        query = f"SELECT l.key, COUNT(*), MAX(l.post) FROM {keys} l.name = ? GROUP BY l.key HAVING COUNT(*) > 1{more}"
        values = (number,) * (2 if self.is_focused else 1)
        rows = self.store.execute(query, values)
        page = rows.fetchmany(_PAGE)
        rows.close()
        if len(page) < _PAGE:
            known = [(self._value(number, key, post), key, count) for key, count, post in page]
            known.sort(key=_in_order)
            yield from ((key, count) for _, key, count in known)
            return
        first, last = self._insert(f"INSERT INTO temp.grouped (key, count, post) {query}", values)
        try:
            for row in range(first, last + 1):
                one = self.store.execute("SELECT key, post FROM temp.grouped WHERE id = ?", (row,)).fetchone()
                value = self._value(number, *one)
                self.store.execute("UPDATE temp.grouped SET value = ? WHERE id = ?", (value, row))
            query = "SELECT key, count FROM temp.grouped WHERE id BETWEEN ? AND ? ORDER BY value, key"
            rows = self.store.execute(query, (first, last))
            yield from rows
        finally:
            rows.close()
            self.store.execute("DELETE FROM temp.grouped WHERE id BETWEEN ? AND ?", (first, last))

    def _value(self, number: int, key: int, post: int) -> Text | None:
        """The value that a key of a post is the hash of."""
        query = "SELECT at FROM link WHERE post = ? AND name = ? AND key = ? LIMIT 1"
        found = self.store.execute(query, (post, number, key)).fetchone()
        member = self.member(post, *found) if found else None
        return None if member is None else put(member.value)

    def _insert(self, statement: str, values: tuple[Any, ...]) -> tuple[int, int]:
        """Put rows into a table beside the store, below those of others that are being read. The first and the last."""
        done = self.store.execute(statement, values)
        if done.rowcount < 1:
            return (0, -1)
        last = self.store.execute("SELECT last_insert_rowid()").fetchone()[0]
        return (last - done.rowcount + 1, last)

    def _few(self, number: int, key: int) -> Iterator[Few]:
        """The groups of a key: one, unless two values have the same hash."""
        members = list(self.members("l.name = ? AND l.key = ?", (number, key), _EARLIEST))
        if len({member.value for member in members}) > 1:
            members.sort(key=attrgetter("value"))
        for value, same in groupby(members, key=attrgetter("value")):
            group = Few(value, tuple(same))
            if group.count > 1:
                yield group


class Few:
    """A group whose members are at hand."""

    def __init__(self, value: str, members: tuple[Member, ...]) -> None:
        self.value = value
        self.count = len(members)
        self.posts = len({member.path for member in members})
        self._members = members

    def __iter__(self) -> Iterator[Member]:
        return iter(self._members)

    def spellings(self) -> Mapping[str, int]:
        """See Group."""
        found: dict[str, int] = {}
        for member in self._members:
            found[member.shown] = found.get(member.shown, 0) + 1
        return _frequent(found)

    def first(self, shown: str | None = None, *, beside: str | None = None) -> Member | None:
        """See Group."""
        for member in self._members:
            if member.path != beside and (shown is None or member.shown == shown):
                return member
        return None


class Many:
    """A group that is read as it is asked for."""

    def __init__(self, archive: StoredArchive, number: int, key: int, size: int) -> None:
        self._archive = archive
        self._where = (number, key)
        self._firsts: dict[str | None, tuple[Member, ...]] = {}
        query = "SELECT COUNT(DISTINCT post) FROM link WHERE name = ? AND key = ?"
        self.count = size
        self.posts: int = archive.store.execute(query, self._where).fetchone()[0]
        first = next(self._members(), None)
        self.value = first.value if first else ""

    def __iter__(self) -> Iterator[Member]:
        return (member for member in self._members() if member.value == self.value)

    def spellings(self) -> Mapping[str, int]:
        """See Group."""
        query = "SELECT COUNT(*), post, MIN(at) FROM link WHERE name = ? AND key = ? GROUP BY spelling"
        found: dict[str, int] = {}
        for size, post, at in self._archive.store.execute(query, self._where).fetchall():
            member = self._archive.member(post, at)
            if member is not None:
                found[member.shown] = found.get(member.shown, 0) + size
        return _frequent(found)

    def first(self, shown: str | None = None, *, beside: str | None = None) -> Member | None:
        """See Group."""
        if shown not in self._firsts:
            self._firsts[shown] = tuple(self._first_two(shown))
        return next((member for member in self._firsts[shown] if member.path != beside), None)

    def _first_two(self, shown: str | None) -> Iterator[Member]:
        """The earliest member, and the earliest of another post."""
        more, values = ("", ()) if shown is None else (" AND l.spelling = ?", (spelling_of(shown),))
        path: str | None = None
        for member in self._members(more, values):
            if (shown is None or member.shown == shown) and member.path != path:
                yield member
                if path is not None:
                    return
                path = member.path

    def _members(self, more: str = "", values: tuple[int, ...] = ()) -> Iterator[Member]:
        return self._archive.members(f"l.name = ? AND l.key = ?{more}", (*self._where, *values), _EARLIEST)


def _in_order(each: tuple[Text | None, int, int]) -> tuple[object, ...]:
    """By value and key, as SQLite puts them in order: nothing, then text, then bytes."""
    value, key, _ = each
    return (value is not None, isinstance(value, bytes), "" if value is None else value, key)


def _frequent(found: dict[str, int]) -> Mapping[str, int]:
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))
