"""Reports as they were written, kept for a run that has nothing to do: it says the same again."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, NamedTuple

from bylint.archive.tables import DamagedError, put
from bylint.digest import blake2b
from bylint.patterns import pattern
from bylint.report import Summary

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_MOST = 64_000_000
"""Characters of a report that is kept."""
_MOST_PACKED = 8_000_000
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
    packed: bytes


class Copy:
    """Takes a report while it is written, and holds it packed; lets go of one that is very long."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(1)
        self._parts: list[bytes] = []
        self._left = _MOST
        self._packed = 0

    def write(self, text: str) -> None:
        """Take some more."""
        self._left -= len(text)
        if self._left < 0 or self._packed > _MOST_PACKED:
            self._parts.clear()
            return
        part = self._packer.compress(text.encode("utf-8", "surrogatepass"))
        if part:
            self._parts.append(part)
            self._packed += len(part)

    def packed(self) -> bytes | None:
        """The whole; None where it was too long."""
        if self._left < 0 or self._packed > _MOST_PACKED:
            return None
        return b"".join((*self._parts, self._packer.flush()))


def unpacked(packed: object, form: str) -> str:
    """The text of a report in a format of `bylint.report.formats.KEPT`.

    Raises DamagedError for what none of them writes.
    """
    if type(packed) is not bytes:
        raise DamagedError
    reader = zlib.decompressobj()
    try:
        raw = reader.decompress(packed, 4 * _MOST)
        text = raw.decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError) as error:
        raise DamagedError from error
    if not reader.eof or not _is_harmless(raw, text, form):
        raise DamagedError
    return text


def _is_harmless(raw: bytes, text: str, form: str) -> bool:
    if form in {"json", "jsonl"}:
        if not text.isascii() or not text.startswith("{") or "##" in text:
            return not text
        return _has_no_controls(raw) and not _NO_JSON.search(text)
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
    connection.executemany(
        "INSERT OR REPLACE INTO printed (question, asked, seal, summary, text) VALUES (?, ?, ?, ?, ?)",
        [(question, put(each.asked), seal, about, each.packed) for each in made],
    )


def find(
    connection: sqlite3.Connection, question: int, asked: Iterable[str]
) -> list[tuple[bytes, object, object]] | None:
    """Seal, summary and packed text of reports, if all of them are there."""
    found = []
    for each in asked:
        row = connection.execute(
            "SELECT seal, summary, text FROM printed WHERE question = ? AND asked = ?", (question, put(each))
        ).fetchone()
        if row is None:
            return None
        found.append(row)
    return found
