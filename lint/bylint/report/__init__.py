"""Reports: each takes results one by one, in the order of their paths, and writes when the run is over."""

from __future__ import annotations

from collections import Counter
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol

from bylint.diagnostic import SEVERITIES, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from bylint.checked import Checked
    from bylint.diagnostic import Diagnostic
    from bylint.rule import Rule
    from bylint.source import Source


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
        self.fixed = self.fixed_files = 0
        self.baselined: int | None = None
        """How many findings a baseline has let pass; None without a baseline."""
        self.is_stale = False
        """Whether a baseline holds entries that are no longer needed, and that is a fault."""

    def add(self, checked: Checked) -> None:
        """Count one result."""
        self.files += not checked.later
        self.suppressed += checked.suppressed
        self.failed |= checked.failed
        for diagnostic in checked.diagnostics:
            self.by_severity[diagnostic.severity] += 1
            self.by_rule[diagnostic.rule] += 1

    def fails(self, at: Severity) -> bool:
        """Whether anything is as bad as `at`, or worse, or the baseline is stale."""
        worse = SEVERITIES[: SEVERITIES.index(at) + 1]
        return self.is_stale or any(self.by_severity[severity] for severity in worse)


class Setting(NamedTuple):
    """What a report may ask of the run that it tells of.

    `rule` looks a rule up, `explicit` are those that the user asked for by name. Results name files relative to `cwd`;
    `root` is what consumers outside of this machine count from: the repository, or the project where there is none.
    """

    rule: Callable[[str], Rule]
    cwd: str
    root: str
    explicit: Collection[str] = ()
    quiet: bool = False
    statistics: bool = False
    fail_on: Severity = "error"
    exit_zero: bool = False


FAILED = 2
"""Exit code of a run that could not do its job."""


def exit_code(summary: Summary, fail_on: Severity, *, exit_zero: bool) -> int:
    """What the process ends with: 0, 1 for findings as bad as `fail_on`, 2 for a job that could not be done."""
    if summary.failed:
        return FAILED
    return int(summary.fails(fail_on) and not exit_zero)


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
        if not checked.diagnostics:
            return
        from json import dumps  # only where something was found

        spool = self._later if checked.later else self._first
        for diagnostic, line in lines:
            self._has_later = self._has_later or checked.later
            key = (checked.root_path, *diagnostic.sort_key[1], *diagnostic.sort_key[2:])
            spool.write(f"{dumps(key)}\t{line}")

    def __iter__(self) -> Iterator[str]:
        parts = [(each.partition("\t") for each in spool) for spool in (self._first, self._later)]
        if not self._has_later:
            yield from (line for _, _, line in parts[0])
            return
        from heapq import merge  # only where rules spoke that compare posts
        from json import loads

        for _, line in merge(*(((loads(key), line) for key, _, line in each) for each in parts)):
            yield line

    def close(self) -> None:
        """Let go of the disk space."""
        self._first.close()
        self._later.close()


class LineReport:
    """A report that renders each diagnostic by itself, as a text on one line: those below say how."""

    def __init__(self) -> None:
        self._lines = Ordered()

    def add(self, checked: Checked) -> None:
        """Take one result."""
        self._lines.add(checked, ((found, self._line(found, checked.source)) for found in checked.diagnostics))

    def _line(self, found: Diagnostic, source: Source | None) -> str:
        raise NotImplementedError

    def _write_list(self, out: IO[str]) -> None:
        """Write the lines as the items of a JSON array."""
        for number, line in enumerate(self._lines):
            out.write((",\n" if number else "\n") + line)
        self._lines.close()


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
