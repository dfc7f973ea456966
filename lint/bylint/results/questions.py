"""Whole runs that are remembered: what was asked, what all of it depended on, and what was said beside the posts."""

from __future__ import annotations

import json
import os
import time
from itertools import count, islice
from typing import TYPE_CHECKING, NamedTuple

from bylint.archive.gathering import ERRORS
from bylint.archive.tables import put
from bylint.filenames import relative_posix
from bylint.report import Spool
from bylint.results import codec
from bylint.results.keys import Bases, code_of, facts_sign, places, view_of
from bylint.results.printed import keep
from bylint.results.tables import connect, transaction
from bylint.witness import Witness, note

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from bylint.checked import Checked
    from bylint.discover import Discovered
    from bylint.discovered import Files
    from bylint.report import Summary
    from bylint.results.printed import Printed
    from bylint.run import Run

PAGE = 1_000
_MOST_QUESTIONS = 8


class Told(NamedTuple):
    """What a report says of a run beside its findings, and what it is made from."""

    root: str
    fail_on: str
    notices: tuple[str, ...]
    explicit: tuple[str, ...]
    facts: tuple[int, ...]
    """The state of the facts store, where rules that compare posts have spoken."""
    baseline: str = ""
    """The file whose findings do not count, if there is one: results are kept with them."""


class Question:
    """A run that is remembered if it ends well: given each result as it comes."""

    def __init__(self, run: Run, digest: bytes, witness: Witness, baseline: str = "") -> None:
        self.run = run
        self.digest = digest
        self.witness = witness
        self.baseline = baseline
        self._later = Spool()
        self._has_failed = False

    def add(self, checked: Checked) -> None:
        """Take one result."""
        self._has_failed = self._has_failed or checked.failed
        if not checked.later:
            return
        root = str(self.run.configuration.root)
        cwd = str(self.run.cwd)

        def to_root(path: str) -> str:
            return relative_posix(os.path.join(cwd, path), root)  # noqa: PTH118  # text is faster

        for each in checked.diagnostics:
            for place in each.related:
                note(os.path.join(cwd, place.path))  # noqa: PTH118  # as above
        self._later.write(codec.dumps([checked.root_path, codec.write(checked, to_root)]))

    def remember(self, summary: Summary, explicit: tuple[str, ...], printed: Sequence[Printed]) -> None:
        """Write it all down. A run that failed somewhere, or that cannot be told from another, is not remembered."""
        discovery, view = self.run.discovery, view_of(self.run)
        if self._has_failed or discovery is None or view is None or self.run.results is None:
            return
        for file in code_of(self.run):
            note(file)
            note(file.parent)
        for place in places():
            note(place)
        root = self.run.configuration.root
        facts = facts_sign(str(root))
        told = Told(str(root), self.run.configuration.fail_on, tuple(summary.notices), explicit, facts, self.baseline)
        try:
            connection = connect(root)
        except ERRORS:
            return  # whoever keeps results has told
        try:
            with transaction(connection):
                question = self._write(connection, view, told, discovery.files)
                if question is not None:
                    keep(connection, question, self.run.results.seal.value, summary, printed)
        except ERRORS:
            return
        finally:
            connection.close()
            self._later.close()

    def _write(self, connection: sqlite3.Connection, view: bytes, told: Told, files: Files) -> int | None:
        """The number of the run, where its results are kept."""
        number, first, last = connection.execute(
            "SELECT view.id, MAX(since), MIN(until) FROM view LEFT JOIN result ON result.view = view.id"
            " WHERE digest = ?",
            (view,),
        ).fetchone()
        if number is None:
            return None
        _forget(connection, "SELECT id FROM question WHERE digest = ?", self.digest)
        question = connection.execute(
            "INSERT INTO question (digest, view, used, since, until, told) VALUES (?, ?, ?, ?, ?, ?)",
            (self.digest, number, time.time_ns(), first or 1, last or 9_999_999, json.dumps(told)),
        ).lastrowid
        rows = "INSERT INTO page (question, kind, first, at, text) VALUES (?, ?, ?, ?, ?)"
        connection.executemany(rows, ((question, "paths", *row) for row in _pages(filter(self.run.is_checked, files))))
        noted = [each for each in self.witness if not self._has_state(each[0], files)]
        connection.executemany(
            rows,
            ((question, "witness", "", at, json.dumps(noted[at : at + PAGE])) for at in range(0, len(noted), PAGE)),
        )
        later = (json.loads(line) for line in self._later)
        connection.executemany(
            rows, ((question, "later", put(path), at, said or "") for at, (path, said) in enumerate(later))
        )
        _forget(connection, "SELECT id FROM question ORDER BY used DESC LIMIT -1 OFFSET ?", _MOST_QUESTIONS)
        return question

    def _has_state(self, file: str, files: Files) -> bool:
        """Whether a file is one of the run, and so has a state of its own."""
        found = files.find(relative_posix(file, str(self.run.configuration.root)))
        return found is not None and found.file == file and self.run.is_checked(found)


def _pages(files: Iterable[Discovered]) -> Iterator[tuple[str | bytes, int, str]]:
    """The paths of a run with the digests of what their results depend on, so many at a time."""
    bases = Bases()
    files = iter(files)
    for at in count(0, PAGE):
        part = list(islice(files, PAGE))
        if not part:
            return
        found: dict[str, int] = {}
        numbers = [found.setdefault(bases.of(each).hex(), len(found)) for each in part]
        text = json.dumps([[each.path for each in part], list(found), numbers if len(found) > 1 else None])
        yield put(part[0].path), at, text


def _forget(connection: sqlite3.Connection, which: str, value: object) -> None:
    for row in connection.execute(which, (value,)).fetchall():
        connection.execute("DELETE FROM page WHERE question = ?", row)
        connection.execute("DELETE FROM printed WHERE question = ?", row)
        connection.execute("DELETE FROM question WHERE id = ?", row)
