"""Posts that share many values: counted by the store, so that memory does not grow with how many there are."""

from __future__ import annotations

from itertools import count, groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from bylint.archive.facts import Member
    from bylint.archive.query import StoredArchive

_NUMBERS = count()
"""Each question has tables of its own: a rule may ask another before it has heard all of one."""
_FOCUSED = (
    "SELECT DISTINCT m.key FROM temp.focus f CROSS JOIN main.link m ON m.post = f.post WHERE +m.name = ?"
    " AND (SELECT COUNT(*) FROM main.link l WHERE l.name = m.name AND l.key = m.key) > 1"
)
_WHOLE = "SELECT key FROM main.link WHERE name = ? GROUP BY key HAVING COUNT(*) > 1"


def resembling(
    archive: StoredArchive, name: str, *, least: int, most: int
) -> Iterator[tuple[Member, list[tuple[Member, int]]]]:
    """See Archive. Values are counted by their hashes, of which no two are the same by chance."""
    number = archive.number(name)
    if number is None:
        return
    which = next(_NUMBERS)
    shared, pairs = f"temp.shared_{which}", f"temp.pairs_{which}"
    ask = archive.store.execute
    rows: sqlite3.Cursor | None = None
    ask(f"CREATE TABLE {shared} (key INTEGER PRIMARY KEY)")
    ask(f"CREATE TABLE {pairs} (id INTEGER PRIMARY KEY, post, other, size)")
    try:
        ask(f"INSERT INTO {shared} {_FOCUSED if archive.is_focused else _WHOLE}", (number,))
        posts = f"(SELECT COUNT(DISTINCT post) FROM main.link WHERE name = ? AND key = {shared}.key)"
        ask(f"DELETE FROM {shared} WHERE {posts} > ?", (number, most))
        focus = " AND l.post IN (SELECT post FROM temp.focus)" if archive.is_focused else ""
        ask(
            f"INSERT INTO {pairs} (post, other, size) SELECT found.post, other, size FROM"
            f" (SELECT l.post, m.post AS other, COUNT(DISTINCT l.key) AS size FROM {shared} s"
            f" CROSS JOIN main.link l ON l.name = ? AND l.key = s.key{focus}"
            " CROSS JOIN main.link m ON m.name = ? AND m.key = s.key AND m.post <> l.post"
            " GROUP BY l.post, m.post HAVING size >= ?) found"
            " JOIN main.post p ON p.id = found.post JOIN main.post q ON q.id = other ORDER BY p.path, q.path",
            (number, number, least),
        )
        rows = ask(f"SELECT post, other, size FROM {pairs} ORDER BY id")
        for post, same in groupby(rows, key=lambda row: row[0]):
            member = _first(archive, number, post)
            others = [(other, size) for _, at, size in same if (other := _first(archive, number, at)) is not None]
            if member is not None and others:
                yield member, others
    finally:
        if rows is not None:
            rows.close()
        ask(f"DROP TABLE {shared}")
        ask(f"DROP TABLE {pairs}")


def _first(archive: StoredArchive, number: int, post: int) -> Member | None:
    """The first fact of a name in a post."""
    query = "SELECT MIN(at) FROM link WHERE post = ? AND name = ?"
    (at,) = archive.store.execute(query, (post, number)).fetchone()
    return None if at is None else archive.member(post, at)
