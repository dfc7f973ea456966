"""Reports: each takes results one by one, in the order of their paths, and writes when the run is over."""

from __future__ import annotations

import json
from collections import Counter
from heapq import merge
from typing import IO, TYPE_CHECKING, Protocol

from bylint.diagnostic import SEVERITIES, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bylint.diagnostic import Diagnostic
    from bylint.engine import Checked


class Summary:
    """What a run came to. Grows as results come in."""

    def __init__(
        self,
        *,
        files: int = 0,
        suppressed: int = 0,
        failed: bool = False,
        notices: Iterable[str] = (),
    ) -> None:
        self.files = files
        self.by_severity: Counter[Severity] = Counter()
        self.by_rule: Counter[str] = Counter()
        self.suppressed = suppressed
        self.failed = failed
        self.notices = list(notices)

    def add(self, checked: Checked) -> None:
        """Count one result."""
        self.files += not checked.later
        self.suppressed += checked.suppressed
        self.failed |= checked.failed
        for diagnostic in checked.diagnostics:
            self.by_severity[diagnostic.severity] += 1
            self.by_rule[diagnostic.rule] += 1

    def fails(self, at: Severity) -> bool:
        """Whether anything is as bad as `at`, or worse."""
        worse = SEVERITIES[: SEVERITIES.index(at) + 1]
        return any(self.by_severity[severity] for severity in worse)


class Report(Protocol):
    """What turns results into output."""

    def add(self, checked: Checked) -> None:
        """Take one result."""

    def finish(self, summary: Summary, out: IO[str]) -> None:
        """Write everything."""


class Ordered:
    """Records in the order of a report, though what archive rules say of a file comes after all files.

    Both streams come in the order of their paths; a record is a line with what it is sorted by.
    """

    def __init__(self) -> None:
        self._first = Spool()
        self._later = Spool()
        self._has_later = False

    def add(self, checked: Checked, lines: Iterable[tuple[Diagnostic, str]]) -> None:
        """Take the lines of one result."""
        spool = self._later if checked.later else self._first
        for diagnostic, line in lines:
            self._has_later = self._has_later or checked.later
            key = (checked.root_path, *diagnostic.sort_key[1], *diagnostic.sort_key[2:])
            spool.write(json.dumps((key, line)))

    def __iter__(self) -> Iterator[str]:
        spools = (self._first, self._later) if self._has_later else (self._first,)
        for _, line in merge(*(map(json.loads, spool) for spool in spools)):
            yield line

    def close(self) -> None:
        """Let go of the disk space."""
        self._first.close()
        self._later.close()


class Spool:
    """Lines of text, written now and read once, later; on disk when they are many, so that memory stays flat."""

    LIMIT = 1 << 20
    """Characters kept in memory."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._size = 0
        self._file: IO[str] | None = None

    def write(self, line: str) -> None:
        """Keep one line, which holds no newline."""
        self._lines.append(line)
        self._size += len(line)
        if self._size > self.LIMIT:
            self._spill()

    def _spill(self) -> None:
        if self._file is None:
            import tempfile  # only large runs need it, and it is slow to import

            self._file = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="\n")  # noqa: SIM115  # lives as long as the spool
        self._file.writelines(f"{line}\n" for line in self._lines)
        self._lines.clear()
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        if self._file is not None:
            self._file.seek(0)
            for line in self._file:
                yield line.rstrip("\n")
        yield from self._lines

    def close(self) -> None:
        """Let go of the disk space."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._lines.clear()
