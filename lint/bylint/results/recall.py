"""The answer to a question that was asked before, where nothing has changed that it depends on.

Imports neither rules nor pydantic nor YAML: a run that has nothing to do is over before these are there.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.archive.location import UnusableError
from bylint.archive.tables import DamagedError, put, take
from bylint.archive.where import FOLDER, RESULTS, is_carried
from bylint.filenames import open_at_once, relative_posix
from bylint.results import codec
from bylint.results.keys import facts_sign, state_of
from bylint.results.printed import Seal, find, keep, pieces, read_summary, rows_of
from bylint.results.tables import connect, transaction
from bylint.source import Source
from bylint.witness import CACHE, sign_of, still

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from bylint.checked import Checked
    from bylint.report import Summary
    from bylint.results.printed import Printed

assert CACHE == FOLDER  # noqa: S101  # one folder, named where nothing may be imported

_MOST = 64_000_000
_AT_HAND = 16_000_000
"""Characters of a report that are held at once."""


class Repeated(NamedTuple):
    """Reports as they were written, and what the run came to."""

    texts: list[Iterable[str]]
    summary: Summary


class StaleError(Exception):
    """Something has changed, or is not as it is kept: the run is to be made."""


class Recalled:
    """A run that is remembered. `told` is what a report says beside the findings."""

    def __init__(
        self, connection: sqlite3.Connection, question: int, view: int, told: dict[str, Any], cwd: str
    ) -> None:
        self._connection = connection
        self._question = question
        self._view = view
        self._cwd = cwd
        self.told = told
        self._folder = os.path.join(told["root"], "")  # noqa: PTH118  # text is faster
        self._seal = Seal()
        self.shows_text = True

    def close(self) -> None:
        """Let go of the store."""
        self._connection.close()

    def results(self, named: Sequence[str] | None = None) -> Iterator[Checked]:
        """All results as the run gave them, of the whole run or of some files, by path from the root.

        Raises StaleError as soon as something is not as it was.
        """
        try:
            if named is None:
                for (text,) in self._pages("paths"):
                    yield from self._page(*_page(text))
                later = self._connection.execute(
                    "SELECT first, text FROM page WHERE question = ? AND kind = 'later' ORDER BY at", (self._question,)
                )
                yield from (self._later(path, text) for path, text in later)
                return
            for path in named:
                yield from self._page(*self._find(path))
            for path in named:
                for (text,) in self._connection.execute(
                    "SELECT text FROM page WHERE question = ? AND kind = 'later' AND first = ? ORDER BY at",
                    (self._question, put(path)),
                ):
                    for other in self._others(path, text):
                        list(self._page(*self._find(other)))  # as it was when this was said
                    yield self._later(path, text)
        except (sqlite3.Error, DamagedError, OSError, ValueError, TypeError, LookupError, RecursionError) as error:
            raise StaleError from error

    def printed(self, formats: Sequence[str], asked: list[str], guard: Callable[[str], None] | None) -> Repeated | None:
        """The reports of the whole run as they were written, if they are kept and no post has changed.

        `guard` is shown each file. Raises StaleError.
        """
        try:
            self._connection.execute("BEGIN")  # until it is closed: nobody writes between a look and the next
            found = find(self._connection, self._question, asked)
            if found is None or found[0] != self._seal_now(guard):
                self._connection.execute("COMMIT")
                return None
            texts = [self._text(form, each) for form, each in zip(formats, asked, strict=True)]
            return Repeated(texts, read_summary(found[1]))
        except (sqlite3.Error, DamagedError, OSError, ValueError, TypeError, LookupError, RecursionError) as error:
            raise StaleError from error

    def _seal_now(self, guard: Callable[[str], None] | None) -> bytes:
        """The seal of all results that are kept of the run's posts, none of which has changed."""
        seal = Seal()
        for (text,) in self._pages("paths"):
            for path, base, row in self._rows(*_page(text), columns="path, base, state, sign"):
                self._unchanged(path, base, row)
                seal.add(path, base, row[2])
                if guard is not None:
                    guard(self._file(path))
        return seal.value

    def _text(self, form: str, asked: str) -> Iterable[str]:
        """A report that was looked through to its end; a long one is unpacked again when it is shown."""
        found: list[str] = []
        size = 0
        for piece in pieces(rows_of(self._connection, self._question, asked), form):
            size += len(piece)
            found.append(piece) if size <= _AT_HAND else found.clear()
        return found if size <= _AT_HAND else pieces(rows_of(self._connection, self._question, asked), form)

    def keep(self, summary: Summary, made: Sequence[Printed]) -> None:
        """Have reports of the whole run, whose results were all given, at hand for the next time."""
        if not made:
            return
        with suppress(sqlite3.Error, OSError):  # somebody writes just now, or the disk is full: the next run tries
            self._connection.execute("PRAGMA busy_timeout = 0")
            with transaction(self._connection):
                keep(self._connection, self._question, self._seal.value, summary, made)

    def verify(self) -> None:
        """See that all is as it was that the run asked for. Raises StaleError."""
        try:
            for (text,) in self._pages("witness"):
                for path, kind, found, content in json.loads(text):
                    if kind not in {"there", "state"} or not still(path, kind, tuple(found), content):
                        raise StaleError(path)
        except (sqlite3.Error, OSError, ValueError, TypeError, RecursionError) as error:
            raise StaleError from error

    def _pages(self, kind: str) -> Iterator[tuple[str]]:
        return self._connection.execute(
            "SELECT text FROM page WHERE question = ? AND kind = ? ORDER BY at", (self._question, kind)
        )

    def _find(self, path: str) -> tuple[list[str], list[bytes]]:
        """One path of the run with its base."""
        row = self._connection.execute(
            "SELECT text FROM page WHERE question = ? AND kind = 'paths' AND first <= ? ORDER BY first DESC LIMIT 1",
            (self._question, put(path)),
        ).fetchone()
        if row is None:
            raise StaleError(path)
        paths, bases = _page(row[0])
        at = paths.index(path)
        return [path], [bases[at]]

    def _page(self, paths: list[str], bases: list[bytes]) -> Iterator[Checked]:
        for path, base, row in self._rows(paths, bases):
            yield self._checked(path, base, row)

    def _rows(
        self, paths: list[str], bases: list[bytes], *, columns: str = "path, base, state, sign, said"
    ) -> Iterator[tuple[str, bytes, Sequence[Any]]]:
        keys = [put(path) for path in paths]
        if all(type(key) is str for key in keys) and len(keys) > 1:
            rows = self._connection.execute(
                f"SELECT {columns} FROM result WHERE view = ? AND path BETWEEN ? AND ?",  # noqa: S608  # names only
                (self._view, min(keys), max(keys)),
            )
        else:
            marks = ", ".join("?" * len(keys))
            rows = self._connection.execute(
                f"SELECT {columns} FROM result WHERE view = ? AND path IN ({marks})",  # noqa: S608  # names and marks
                (self._view, *keys),
            )
        known = {row[0]: row for row in rows}
        for path, key, base in zip(paths, keys, bases, strict=True):
            yield path, base, known[key]

    def _unchanged(self, path: str, base: bytes, row: Sequence[Any], *, needs_text: bool = False) -> bytes | None:
        """The bytes of a post, where they were read. Raises StaleError where it is not as it was."""
        _, own, state, sign = row[:4]
        if own != base:
            raise StaleError(path)
        file = self._file(path)
        looks = sign_of(file)
        if not needs_text and sign == str(list(looks)):  # as JSON writes it
            return None
        if not looks or looks[0] > _MOST:
            raise StaleError(path)
        raw = _read(file)
        if state_of(base, raw) != state:
            raise StaleError(path)
        return raw

    def _checked(self, path: str, base: bytes, row: Sequence[Any]) -> Checked:
        state, said = row[2], row[4]
        needs_text = said is not None and self.shows_text
        raw = self._unchanged(path, base, row, needs_text=needs_text)
        self._seal.add(path, base, state)
        shown = relative_posix(self._file(path), self._cwd)
        source = Source.decode(shown, raw) if needs_text and raw is not None else None
        return codec.read(said, shown, path, source)

    def _file(self, path: str) -> str:
        """The file of a post, by its path from the root."""
        return self._folder + (path if os.sep == "/" else path.replace("/", os.sep))

    def _others(self, path: str, text: str) -> set[str]:
        """The posts that are named beside one, by path from the root."""
        found = codec.read(text or None, path, path, None)
        return {place.path for each in found.diagnostics for place in each.related} - {path}

    def _later(self, path: object, text: object) -> Checked:
        if type(text) is not str:
            raise DamagedError
        path = take(path)
        file = self._file(path)
        shown = relative_posix(file, self._cwd)
        source = Source.decode(shown, _read(file)) if self.shows_text and text else None
        return codec.read(text or None, shown, path, source, later=True)


def _page(text: str) -> tuple[list[str], list[bytes]]:
    paths, bases, numbers = json.loads(text)
    if not all(type(path) is str for path in paths):
        raise DamagedError
    made = [bytes.fromhex(each) for each in bases]
    return paths, [made[0]] * len(paths) if numbers is None else [made[number] for number in numbers]


def _read(file: str) -> bytes:
    with open(file, "rb", opener=open_at_once) as stream:  # as above
        return stream.read(_MOST + 1)


def find_root(cwd: str) -> Path | None:
    """The nearest folder upwards that results are kept in, no further than the repository."""
    folder = cwd
    while not os.path.lexists(os.path.join(folder, FOLDER, RESULTS)):  # noqa: PTH118  # as above
        parent = os.path.dirname(folder)  # noqa: PTH120  # as above
        if parent == folder or os.path.lexists(os.path.join(folder, ".git")):  # noqa: PTH118  # as above
            return None
        folder = parent
    return Path(folder)


def recall(digest: bytes, cwd: str, today: date) -> Recalled | None:
    """The run that a question was answered by, if it is remembered and nothing has changed but its posts."""
    root = find_root(cwd)
    if root is None or is_carried(root):
        return None
    try:
        connection = connect(root, may_create=False)
    except (sqlite3.Error, DamagedError, UnusableError, OSError):
        return None
    found = None
    try:
        found = _recall(connection, digest, cwd, today, str(root))
    except (sqlite3.Error, StaleError, ValueError, TypeError, LookupError, RecursionError):
        return None
    finally:
        if found is None:
            connection.close()
    return found


def _recall(connection: sqlite3.Connection, digest: bytes, cwd: str, today: date, root: str) -> Recalled | None:
    row = connection.execute("SELECT id, view, since, until, told FROM question WHERE digest = ?", (digest,)).fetchone()
    if row is None or not row[2] <= today.toordinal() <= row[3]:
        return None
    names = ("root", "fail_on", "notices", "explicit", "facts", "baseline")
    told = dict(zip(names, json.loads(row[4]), strict=True))
    if told["root"] != root or tuple(told["facts"]) != facts_sign(root):
        return None
    if told["fail_on"] not in {"error", "warning", "info"} or not all(type(each) is str for each in told["notices"]):
        return None
    if type(told["baseline"]) is not str:
        return None
    recalled = Recalled(connection, row[0], row[1], told, cwd)
    recalled.verify()
    return recalled
