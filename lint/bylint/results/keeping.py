"""The results of one run: looked up before a post is read, and kept when it was checked."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, NamedTuple

from bylint.archive.gathering import ERRORS
from bylint.archive.location import discard, is_busy, is_damage, why
from bylint.archive.tables import DamagedError, put, take
from bylint.archive.where import FOLDER, RESULTS
from bylint.filenames import relative_posix
from bylint.results import codec
from bylint.results.keys import Bases, view_of
from bylint.results.printed import Seal
from bylint.results.tables import connect, transaction
from bylint.source import Source
from bylint.witness import is_settled, sign_of
from bylint.work import Answer, Order

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from bylint.discover import Discovered, Discovery
    from bylint.overview.rows import PostRow
    from bylint.run import Run
    from bylint.site import Site

_WINDOW = 500
_BATCH = 256
_MOST_VIEWS = 4
"""Different rules or configurations whose results are kept; of more, those not used for longest go."""


class Row(NamedTuple):
    """What is kept of a post: `base` and `state` say of which, `sign` how its file looked, as JSON."""

    base: bytes
    state: bytes
    sign: str | None
    since: int
    until: int
    files: int
    stamp: bytes | None
    said: str | None
    described: str | None


_COLUMNS = ", ".join(Row._fields)
_MARKS = ", ".join("?" * (len(Row._fields) + 2))


class Results:
    """The results of a run's posts, in the cache folder. When the store breaks, the run goes on without."""

    def __init__(self, run: Run, connection: sqlite3.Connection, view: int) -> None:
        self.run = run
        self.connection: sqlite3.Connection | None = connection
        self.view = view
        self.notices: list[str] = []
        self._today = run.finder.today.toordinal()
        self._bases = Bases()
        self._window: tuple[str, str | None, dict[str, Row]] = ("", "", {})
        self._pending: list[tuple[str, Row]] = []
        self._forgotten: list[str] = []
        self._listings: dict[bytes, _Listing] = {}
        self.seal = Seal()
        """Of all results that the run has had so far."""

    @classmethod
    def open(cls, run: Run) -> Results | None:
        """Those of a run's project; None where none can be kept, or used: that is said in its notices."""
        view = view_of(run)
        if view is None:
            return None
        root = run.configuration.root
        for is_last in (False, True):
            try:
                connection = connect(root)
                try:
                    return cls(run, connection, _number_of(connection, view))
                except BaseException:
                    connection.close()
                    raise
            except ERRORS as error:
                if is_last or not is_damage(error):
                    _tell(run, error)
                    return None
                try:
                    discard(root, RESULTS)
                except OSError as other:
                    _tell(run, other)
                    return None
        return None

    # -- before a post is checked ----------------------------------------------------------------------------

    def order(self, found: Discovered, stamp: bytes | None, *, wants_facts: bool) -> Order | Answer:
        """What is known of a post, if nobody has touched it; else what is to be asked, with what is known.

        `stamp` is the state that the facts store has.
        """
        base = self._bases.of(found)
        row = self._row(found.path)
        if row is None or not self._holds(row, base, found):
            return Order(found, stamp, base=base)
        if self.run.describes and row.described is None:
            return Order(found, stamp, base=base)
        if wants_facts and found.is_post and (stamp is None or row.stamp != stamp):
            return Order(found, stamp, base=base)
        if row.sign is not None and row.sign == _sign_text(sign_of(found.file)):
            answer = self.answer(found, row)
            if answer is not None:
                self.seal.add(found.path, row.base, row.state)
                return answer
        return Order(found, stamp, base=base, state=row.state)

    def answer(self, found: Discovered, row: Row | None = None) -> Answer | None:
        """What is kept of a post, as the answer that it was; None where it is not what bylint keeps."""
        row = row or self._row(found.path)
        if row is None:
            return None
        source = None
        if row.said is not None and self.run.shows_text:
            raw = self.run.read(found)
            if raw is None or self._state(row, raw) != row.state:
                return None
            source = Source.decode(self.run.shown(found.file), raw)
        try:
            checked = codec.read(row.said, self.run.shown(found.file), found.path, source)
            if self.run.describes and row.described is not None:
                checked = checked._replace(described=_described(row.described, checked.path))
        except (DamagedError, ValueError, TypeError, RecursionError):
            return None
        return Answer(checked, is_kept=True)

    @staticmethod
    def _state(row: Row, raw: bytes) -> bytes:
        from bylint.results.keys import state_of

        return state_of(row.base, raw)

    def _holds(self, row: Row, base: bytes, found: Discovered) -> bool:
        """Whether all holds that the result depends on, beside the post's text."""
        if row.base != base or not row.since <= self._today <= row.until:
            return False
        return not row.files or row.files == self._listing(found.site, base).digest

    def _listing(self, site: Site, base: bytes) -> _Listing:
        """The folders that posts of a site were known to look into, with a digest of the names that are in them."""
        known = self._listings.get(base)
        if known is None:
            asked = self._asked(base)
            known = self._listings[base] = _Listing(site, _digest(site, asked) if asked else 0)
        return known

    def _asked(self, base: bytes) -> list[str]:
        if self.connection is None:
            return []
        try:
            row = self.connection.execute(
                "SELECT asked FROM listing WHERE view = ? AND base = ?", (self.view, base)
            ).fetchone()
            return [str(each) for each in json.loads(row[0])] if row else []
        except (*ERRORS, ValueError, TypeError, RecursionError) as error:
            self._lose(error)
            return []

    def _row(self, path: str) -> Row | None:
        """The row of a path. Cheap for paths that are asked in order."""
        if self.connection is None:
            return None
        first, last, known = self._window
        if not (first <= path and (last is None or path <= last)) or isinstance(put(path), bytes):
            try:
                known = self._look(path)
            except ERRORS as error:
                self._lose(error)
                return None
        return known.get(path)

    def _look(self, path: str) -> dict[str, Row]:
        assert self.connection is not None  # noqa: S101  # whoever asks has looked
        rows = self.connection.execute(
            f"SELECT path, {_COLUMNS} FROM result WHERE view = ? AND path >= ? ORDER BY path LIMIT ?",  # noqa: S608  # names only
            (self.view, put(path), _WINDOW),
        ).fetchall()
        known = {take(row[0]): checked_row(row[1:]) for row in rows}
        self._window = (path, take(rows[-1][0]) if len(rows) == _WINDOW else None, known)
        return known

    # -- when it was checked ---------------------------------------------------------------------------------

    def keep(self, order: Order, answer: Answer) -> None:
        """Keep what a post gave; what failed is tried again next time."""
        found, checked = order.found, answer.checked
        if answer.is_kept and order.state is not None:
            self.seal.add(found.path, order.base, order.state)
        if self.connection is None or answer.is_kept or checked is None:
            return
        if checked.failed or not answer.state:
            self._forgotten.append(found.path)
            return
        self.seal.add(found.path, order.base, answer.state)
        for folder in answer.asked:
            found.site.files.folder(folder)
        if answer.needs_files:
            self._listing(found.site, order.base).is_needed = True
        root = str(self.run.configuration.root)
        described = None if checked.described is None else codec.dumps(checked.described)
        said = codec.write(checked, lambda path: relative_posix(os.path.join(self.run.cwd, path), root))  # noqa: PTH118  # text is faster
        row = Row(
            order.base,
            answer.state,
            _sign_text(answer.sign) if answer.sign and is_settled(answer.sign, time.time_ns()) else None,
            answer.since,
            answer.until,
            _UNKNOWN if answer.needs_files else 0,
            answer.stamp,
            said,
            described,
        )
        self._pending.append((found.path, row))
        if len(self._pending) >= _BATCH:
            self.flush()

    def touch(self, order: Order, answer: Answer) -> None:
        """Note how a file looks now whose text is what it was."""
        if self.connection is None or not answer.sign or not is_settled(answer.sign, time.time_ns()):
            return
        row = self._row(order.found.path)
        if row is not None:
            self._pending.append((order.found.path, row._replace(sign=_sign_text(answer.sign))))

    def flush(self) -> None:
        """Write what is waiting, all of it or nothing."""
        if self.connection is None or not (self._pending or self._forgotten):
            return
        try:
            with transaction(self.connection):
                self.connection.executemany(
                    f"INSERT OR REPLACE INTO result (view, path, {_COLUMNS}) VALUES ({_MARKS})",  # noqa: S608  # names only
                    [(self.view, put(path), *row) for path, row in self._pending],
                )
                self.connection.executemany(
                    "DELETE FROM result WHERE view = ? AND path = ?",
                    [(self.view, put(path)) for path in self._forgotten],
                )
        except ERRORS as error:
            self._lose(error)
        self._pending.clear()
        self._forgotten.clear()

    def finish(self, discovery: Discovery) -> None:
        """Write the rest, and forget posts that have gone from the run's folders."""
        self.flush()
        if self.connection is None:
            return
        try:
            with transaction(self.connection):
                for base, listing in self._listings.items():
                    self._write_listing(self.connection, base, listing)
                if discovery.folders:
                    self._forget_gone(discovery)
        except ERRORS as error:
            self._lose(error)

    def _write_listing(self, connection: sqlite3.Connection, base: bytes, listing: _Listing) -> None:
        """Say of results that looked into folders what these hold now, all of them together."""
        asked = listing.site.files.asked
        digest = _digest(listing.site, asked)
        if not listing.is_needed and digest == listing.digest:
            return
        values = (self.view, base, json.dumps(asked))
        connection.execute("INSERT OR REPLACE INTO listing (view, base, asked) VALUES (?, ?, ?)", values)
        connection.execute(
            "UPDATE result SET files = ? WHERE view = ? AND base = ? AND files IN (?, ?)",
            (digest, self.view, base, _UNKNOWN, listing.digest or _UNKNOWN),
        )

    def _forget_gone(self, discovery: Discovery) -> None:
        assert self.connection is not None  # noqa: S101  # whoever asks has looked
        files, folders = discovery.files, tuple(discovery.folders)
        count = self.connection.execute("SELECT COUNT(*) FROM result WHERE view = ?", (self.view,)).fetchone()[0]
        if count <= len(files):
            return
        kept = (path for path in self._paths() if path.startswith(folders))
        gone = [(self.view, put(path)) for path in files.paths.missing(kept)]
        self.connection.executemany("DELETE FROM result WHERE view = ? AND path = ?", gone)

    def _paths(self) -> Iterator[str]:
        assert self.connection is not None  # noqa: S101  # whoever asks has looked
        last: str | bytes = ""
        while page := self.connection.execute(
            "SELECT path FROM result WHERE view = ? AND path > ? ORDER BY path LIMIT ?", (self.view, last, _WINDOW)
        ).fetchall():
            yield from (take(row[0]) for row in page)
            last = page[-1][0]

    def _lose(self, error: Exception) -> None:
        """Go on without; a damaged file is made anew by the next run."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None
        if is_damage(error):
            try:
                discard(self.run.configuration.root, RESULTS)
            except OSError as other:
                error = other
            else:
                return
        if not is_busy(error):
            _tell(self.run, error)

    def close(self) -> None:
        """Write the rest, and let go of the file."""
        self.flush()
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def _tell(run: Run, error: Exception) -> None:
    """Say that nothing is kept; a run over a few files need not say it each time."""
    if run.discovery is not None and run.discovery.folders:
        run.say(f"results are not kept for the next run, in {FOLDER}: {why(error)}")


_UNKNOWN = -1
"""The digest of folders that may still grow more, while a run goes on."""


class _Listing:
    """What posts of one site that looked into folders depend on."""

    def __init__(self, site: Site, digest: int) -> None:
        self.site = site
        self.digest = digest
        self.is_needed = False


def _digest(site: Site, asked: Sequence[str]) -> int:
    return 1 + (int(site.files.digest_of(asked)[:14], 16) >> 1)


def _described(text: str, path: str) -> PostRow:
    """What a report keeps of a post, from its text. Raises ValueError and TypeError."""
    from bylint.overview.rows import read_post  # only for a report

    return read_post(json.loads(text), path)


def _sign_text(sign: Sequence[int]) -> str:
    return json.dumps(list(sign))


_ROW_KINDS = ((bytes,), (bytes,), (str, type(None)), (int,), (int,), (int,), (bytes, type(None)), (str, type(None)))


def checked_row(values: Sequence[object]) -> Row:
    """A row whose columns have the types that bylint writes. Raises DamagedError."""
    for value, kinds in zip(values, (*_ROW_KINDS, (str, type(None))), strict=True):
        if type(value) not in kinds:
            raise DamagedError
    return Row(*values)  # type: ignore[arg-type]  # as was just seen


def _number_of(connection: sqlite3.Connection, view: bytes) -> int:
    """The number that a view's results are kept under; results of views that nobody uses any more go."""
    with transaction(connection):
        now = int(time.time())
        connection.execute(
            "INSERT INTO view (digest, used) VALUES (?, ?) ON CONFLICT (digest) DO UPDATE SET used = excluded.used",
            (view, now),
        )
        number: int = connection.execute("SELECT id FROM view WHERE digest = ?", (view,)).fetchone()[0]
        old = connection.execute(
            "SELECT id FROM view WHERE id <> ? ORDER BY used DESC, id DESC LIMIT -1 OFFSET ?", (number, _MOST_VIEWS - 1)
        ).fetchall()
        for (each,) in old:
            connection.execute("DELETE FROM result WHERE view = ?", (each,))
            connection.execute("DELETE FROM listing WHERE view = ?", (each,))
            for table in ("page", "printed"):
                which = f"DELETE FROM {table} WHERE question IN (SELECT id FROM question WHERE view = ?)"  # noqa: S608  # names only
                connection.execute(which, (each,))
            connection.execute("DELETE FROM question WHERE view = ?", (each,))
            connection.execute("DELETE FROM view WHERE id = ?", (each,))
    return number
