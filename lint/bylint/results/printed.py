"""Reports as they were written, kept for a run that has nothing to do: it says the same again."""

from __future__ import annotations

import json
import zlib
from itertools import chain
from typing import IO, TYPE_CHECKING, NamedTuple

from bylint.archive.tables import DamagedError, put
from bylint.digest import blake2b
from bylint.patterns import pattern
from bylint.report import Summary

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

_MOST = 2_000_000_000
"""Characters of a report that is kept."""
_MOST_PACKED = 100_000_000
_IN_MEMORY = 4_000_000
"""Bytes of a packed report that stand in memory, and in one row."""
_PIECE = 1_000_000
"""Bytes that are unpacked at once."""
_LONGEST = 64_000_000
"""Bytes of one line."""
_NOTHING = b"\n" + bytes(range(32, 127)) + bytes(range(128, 256))
"""To be dropped, so that control characters are left."""
_COLOUR = pattern(r"\x1b\[[0-9;]*m")
_NO_JSON = pattern(r"\n(?![{\]]|\Z)")
"""A line that is no diagnostic's."""
_COMMAND = pattern(r"\n[^\S\n]*::|##(?=\w*\[)")
"""What the runner of a CI job takes for a command: `bylint.report.text.safe` lets none through."""


class Printed(NamedTuple):
    """A report: how it was asked for, and its text, packed."""

    asked: str
    copy: Copy


class Copy:
    """Takes a report while it is written, and holds it packed, on disk if need be; lets go of one that is very long."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(1)
        self._parts: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._left = _MOST
        self._size = self._waiting = 0
        self.is_whole = True
        """Whether all of it is here."""

    def write(self, text: str) -> None:
        """Take some more."""
        if not self.is_whole:
            return
        self._left -= len(text)
        self._put(self._packer.compress(text.encode("utf-8", "surrogatepass")))
        if self._left < 0 or self._size > _MOST_PACKED:
            self.close()

    def _put(self, part: bytes) -> None:
        if not part:
            return
        self._parts.append(part)
        self._size += len(part)
        self._waiting += len(part)
        if self._waiting > _IN_MEMORY:
            try:
                if self._file is None:
                    import tempfile  # only large runs need it

                    self._file = tempfile.TemporaryFile()  # noqa: SIM115  # lives as long as the copy
                self._file.writelines(self._parts)
            except OSError:  # the disk is full: the report is made anew next time
                self.close()
            self._parts.clear()
            self._waiting = 0

    def rows(self) -> Iterator[bytes]:
        """All of it, once, in parts of a size that a row can have."""
        self._put(self._packer.flush())
        if self._file is not None:
            self._file.seek(0)
            while part := self._file.read(_IN_MEMORY):
                yield part
        yield b"".join(self._parts)
        self.close()

    def close(self) -> None:
        """Let go of it."""
        self.is_whole = False
        self._parts.clear()
        if self._file is not None:
            self._file.close()
            self._file = None


def pieces(rows: Iterable[object], form: str) -> Iterator[str]:
    """The text of a report in a format of `bylint.report.formats.KEPT`, some lines at a time.

    Raises DamagedError for what none of them writes.
    """
    reader = zlib.decompressobj()
    rest, size = b"", 0
    for row in chain(rows, (b"",)):
        data = row
        while type(data) is bytes and not reader.eof:
            try:
                raw = reader.decompress(data, _PIECE)
            except zlib.error as error:
                raise DamagedError from error
            data = reader.unconsumed_tail
            size += len(raw)
            rest += raw
            end = rest.rfind(b"\n") + 1
            if size > 4 * _MOST or len(rest) - end > _LONGEST:
                raise DamagedError
            if end:
                yield _checked(rest[:end], form)
                rest = rest[end:]
            if not raw and not data:
                break
        if type(row) is not bytes:
            raise DamagedError
    if not reader.eof or reader.unused_data:
        raise DamagedError
    if rest:
        yield _checked(rest, form)


def _checked(raw: bytes, form: str) -> str:
    try:
        text = raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise DamagedError from error
    if not _is_harmless(raw, text, form):
        raise DamagedError
    return text


def _is_harmless(raw: bytes, text: str, form: str) -> bool:
    if form in {"json", "jsonl"}:
        return text.isascii() and "##" not in text and _has_no_controls(raw) and not _NO_JSON.search(f"\n{text}")
    plain = _COLOUR.sub("", text) if "\x1b" in text else text
    if not _has_no_controls(raw if plain is text else plain.encode("utf-8", "surrogatepass")):
        return False
    if not plain.isascii():
        from bylint.report.text import UNSAFE_BEYOND_ASCII

        if UNSAFE_BEYOND_ASCII.search(plain):
            return False
    return not _COMMAND.search(f"\n{plain}")


def _has_no_controls(raw: bytes) -> bool:
    return not raw.translate(None, _NOTHING)


class Seal:
    """What results a run was made of, in one number: those of the same posts in the same states have the same."""

    def __init__(self) -> None:
        self._sum = 0

    def add(self, path: str, base: bytes, state: bytes) -> None:
        """Take one result, in any order."""
        text = path.encode("utf-8", "surrogatepass")
        self._sum += int.from_bytes(blake2b(b"%s\0%s%s" % (text, base, state), digest_size=16).digest())

    @property
    def value(self) -> bytes:
        """The number."""
        return (self._sum % (1 << 128)).to_bytes(16)


def written(summary: Summary) -> str:
    """What the exit code of a run depends on."""
    return json.dumps([summary.files, summary.suppressed, dict(summary.by_severity), dict(summary.by_rule)])


def read_summary(text: object) -> Summary:
    """The same again. Raises DamagedError."""
    try:
        files, suppressed, by_severity, by_rule = json.loads(text)  # type: ignore[arg-type]  # what is no text raises
        summary = Summary(files=int(files), suppressed=int(suppressed))
        summary.by_severity.update({name: int(count) for name, count in by_severity.items()})
        summary.by_rule.update({name: int(count) for name, count in by_rule.items()})
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedError from error
    return summary


def keep(connection: sqlite3.Connection, question: int, seal: bytes, summary: Summary, made: Sequence[Printed]) -> None:
    """Put reports beside the run that they are of, within a transaction."""
    about = written(summary)
    for each in made:
        asked = put(each.asked)
        connection.execute("DELETE FROM printed WHERE question = ? AND asked = ?", (question, asked))
        connection.executemany(
            "INSERT INTO printed (question, asked, at, seal, summary, text) VALUES (?, ?, ?, ?, ?, ?)",
            ((question, asked, at, seal, about, row) for at, row in enumerate(each.copy.rows())),
        )


def find(connection: sqlite3.Connection, question: int, asked: Iterable[str]) -> tuple[object, object] | None:
    """The seal and the summary of reports, if all of them are there, and are of one run."""
    found = [
        connection.execute(
            "SELECT seal, summary FROM printed WHERE question = ? AND asked = ? AND at = 0", (question, put(each))
        ).fetchone()
        for each in asked
    ]
    return found[0] if found and found[0] is not None and len(set(found)) == 1 else None


def rows_of(connection: sqlite3.Connection, question: int, asked: str) -> Iterator[object]:
    """A packed report, row by row."""
    query = "SELECT text FROM printed WHERE question = ? AND asked = ? ORDER BY at"
    return (row[0] for row in connection.execute(query, (question, put(asked))))
