"""Where a project's store lies, and how it is opened: what is not as bylint made it is made anew."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from bylint.archive.tables import APPLICATION, INDEX, TABLES, VERSION, DamagedError
from bylint.archive.where import FILE, FOLDER
from bylint.filenames import open_at_once

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 10.0
"""Seconds that a run waits for another one to finish writing a batch."""
_LONGEST = 64_000_000
"""Bytes of the longest text that is read from a store, which may be anybody's."""
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG})
_DAMAGE_MORE = frozenset(
    {sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_FORMAT}
)


_SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""What a journal ends with that names another: bylint writes no such one, and SQLite deletes the file that it names.

https://www.sqlite.org/fileformat.html#the_rollback_journal and `hasHotJournal`, `pager_playback` in its pager.c.
"""


class Shape(NamedTuple):
    """What a file of the cache folder is known by: its tables, those made later, and the marks of its make."""

    tables: tuple[str, ...]
    application: int
    version: int
    later: tuple[str, ...] = ()


FACTS = Shape(TABLES, APPLICATION, VERSION, (INDEX,))


class UnusableError(Exception):
    """A store that cannot be read or written where it lies, and why."""


def is_damage(error: Exception) -> bool:
    """Whether an error tells that a store is broken; else the disk, the system or another process is in the way."""
    if isinstance(error, DamagedError):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # of the module itself: what was read has another type than it should
        return isinstance(error, sqlite3.Error | UnicodeError | OverflowError)
    return (code & 0xFF) in _DAMAGE | _DAMAGE_MORE


def is_busy(error: Exception) -> bool:
    """Whether another process holds the store for longer than anybody should."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def why(error: Exception) -> str:
    """What is in the way, in a few words."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error) or type(error).__name__


def connect(root: Path) -> sqlite3.Connection:
    """Open a project's store, make it where there is none.

    Raises DamagedError, UnusableError, sqlite3.Error and OSError.
    """
    folder = root / FOLDER
    make_folder(folder)
    return connect_to(f"{folder}{os.sep}{FILE}", FACTS)


def connect_to(file: str, shape: Shape, *, may_create: bool = True) -> sqlite3.Connection:
    """Open a file of the cache folder, make it where there is none. Raises as `connect` does."""
    if os.path.lexists(file):
        if not stat.S_ISREG(os.lstat(file).st_mode):
            raise UnusableError(f"{FOLDER}/{os.path.basename(file)} is not a regular file")
    elif not may_create:
        raise FileNotFoundError(file)
    _refuse_journals(file)
    connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    try:
        prepare(connection)
        _expect_tables(connection, shape, may_create=may_create)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_journals(file: str | Path) -> None:
    """Refuse what lies beside a store and is none of bylint's: SQLite would play it into the store, or wait for it.

    Raises DamagedError, which has all of it discarded, and OSError.
    """
    for ending in ("-journal", "-wal", "-shm"):
        beside = f"{file}{ending}"
        if not os.path.lexists(beside):
            continue
        if ending != "-journal" or not stat.S_ISREG(os.lstat(beside).st_mode):
            raise DamagedError
        with suppress(FileNotFoundError), open(beside, "rb", opener=open_at_once) as journal:
            size = journal.seek(0, os.SEEK_END)
            journal.seek(max(size - len(_SUPER_JOURNAL), 0))
            if journal.read() == _SUPER_JOURNAL:
                raise DamagedError


def copy(root: Path) -> sqlite3.Connection:
    """A copy, for this run alone, of a store that cannot be written. Raises as `connect` does."""
    file = root / FOLDER / FILE
    _refuse_journals(file)
    source = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, timeout=PATIENCE)
    target = sqlite3.connect("", isolation_level=None)
    try:
        prepare(source)
        _expect_tables(source, FACTS, may_create=False)
        source.backup(target)
        prepare(target)
    except BaseException:
        target.close()
        raise
    finally:
        source.close()
    return target


def prepare(connection: sqlite3.Connection) -> None:
    """Set what holds for each connection: nothing of the file is trusted, and what is lost with the power is remade."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -6000")  # kB; 16 MB are quicker by three in a hundred, and kept in memory


def discard(root: Path, file: str = FILE) -> None:
    """Take a broken store away, its journal first: that must not be played into the next one. Raises OSError."""
    for name in (f"{file}-journal", f"{file}-wal", f"{file}-shm", file):
        with suppress(FileNotFoundError):
            os.unlink(root / FOLDER / name)


def create(connection: sqlite3.Connection, shape: Shape | None = None) -> None:
    """Make the tables of an empty store."""
    made = shape or FACTS
    for statement in made.tables:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {made.application}")
    connection.execute(f"PRAGMA user_version = {made.version}")


def make_folder(folder: Path) -> None:
    """Make the cache folder, with an ignore file of its own. Raises UnusableError and OSError."""
    if os.path.lexists(folder):
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            raise UnusableError(f"{FOLDER} is not a folder")
        if os.path.lexists(folder / ".gitignore"):
            return
    with suppress(FileExistsError):  # of another run, a moment ago
        os.mkdir(folder)
    with suppress(PermissionError), open(folder / ".gitignore", "w", encoding="utf-8") as file:
        file.write("# made by bylint: what it knows of posts, and makes anew where it is missing\n*\n")


def _expect_tables(connection: sqlite3.Connection, shape: Shape, *, may_create: bool = True) -> None:
    """Refuse a store of another make or version; make the tables of a new one. Raises DamagedError."""
    if _has_tables(connection, shape):
        return
    if not may_create:
        raise DamagedError
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not _has_tables(connection, shape):  # which another run may have made meanwhile
            create(connection, shape)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _has_tables(connection: sqlite3.Connection, shape: Shape) -> bool:
    """Whether the store is bylint's; False for an empty one. Raises DamagedError for anything else."""
    marks = tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    tables = [row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
    if not tables and marks == (0, 0):
        return False
    wanted = (*shape.tables, *shape.later)
    if marks != (shape.application, shape.version) or sorted({*tables, *shape.later}) != sorted(wanted):
        raise DamagedError
    return True
