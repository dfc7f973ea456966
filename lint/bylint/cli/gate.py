"""Which of a run's findings count: none of the baseline, and with --changed-since those that a change touches."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bylint.baseline import Baseline, BaselineError, Entry, entries_of, is_lived_with, read_baseline, write_baseline
from bylint.cli.ending import fail
from bylint.config import BASELINE
from bylint.filenames import relative_posix
from bylint.git import Changes, GitError, Repository
from bylint.patterns import pattern
from bylint.witness import note
from bylint.writing import is_inside

if TYPE_CHECKING:
    from bylint.checked import Checked
    from bylint.diagnostic import Diagnostic
    from bylint.report import Summary
    from bylint.run import Run

_WORD = pattern(r"\w+")
_SHOWN = 10
"""Entries of a baseline that are named, of those that are no longer needed."""


class Gate:
    """Lets through what counts. `changes` are None where every file counts."""

    def __init__(self, run: Run, options: dict[str, Any]) -> None:
        self.run = run
        self.root = str(run.configuration.root)
        self.writes, self.prunes, self.is_strict = (
            bool(options[name]) for name in ("write_baseline", "prune_baseline", "strict_baseline")
        )
        self.file = _baseline_file(run, options)
        if self.file is not None:
            note(self.file)
        self.baseline = self._read(self.file)
        self._entries: list[Entry] = []
        self.changes = _changes(run, options)
        self._words: frozenset[str] = frozenset()
        """The words of the lines that changed in files which posts refer to: registries, site configuration."""

    def _read(self, file: str | None) -> Baseline:
        if file is None or not os.path.lexists(file):
            return Baseline()
        try:
            return read_baseline(file, self._renamed(file))
        except BaselineError as error:
            fail(f"--baseline: {error}")

    def _renamed(self, file: str) -> dict[str, str]:
        """The former paths of files, from the root; none where git does not tell."""
        try:
            found = Repository(self.root).renames(file)
        except GitError:
            return {}
        top = os.path.realpath(self.root)
        return {_posix(new, top): _posix(old, top) for new, old in found.items()}

    @property
    def is_repeatable(self) -> bool:
        """Whether it does the same to the same results, whatever else happens in the repository.

        What was renamed since the baseline was written depends on the commits; where nothing was, that stays so until
        posts have other paths.
        """
        writes = self.writes or self.prunes or self.is_strict
        return self.file is not None and self.changes is None and not writes and not self.baseline.has_renamed

    def choose(self, sources: frozenset[str]) -> frozenset[str] | None:
        """The files to check; None for all, where one of the sources that posts inherit from or name changed, too."""
        if self.changes is None:
            return None
        touched = sources & self.changes.touched
        if not touched:
            return frozenset(self.changes.files)
        repository = Repository(str(self.run.cwd))
        texts = [repository.changed_text(self.changes.since, path) for path in sorted(touched)]
        self._words = frozenset(_words("\n".join(texts)))
        return None

    def __call__(self, checked: Checked) -> Checked:
        """One file's result, with what counts of it."""
        if self.writes:
            self._entries += entries_of(checked)
            self.baseline.apply(checked)
            return checked._replace(diagnostics=tuple(each for each in checked.diagnostics if not is_lived_with(each)))
        checked = self.baseline.apply(checked)
        if self.changes is None:
            return checked
        kept = tuple(found for found in checked.diagnostics if self._is_touched(found, self.changes))
        return checked._replace(diagnostics=kept)

    def _is_touched(self, found: Diagnostic, changes: Changes) -> bool:
        """Whether either end lies in what changed. What kept the run from doing its job always counts."""
        ends = [(found.path, found.range), *((place.path, place.range) for place in found.related)]
        if self._words and found.field == "author" and self._is_named(found.data):
            return True
        return found.rule.startswith("run/") or any(
            (lines := changes.files.get(self._absolute(path))) is not None
            and lines.touch(place.start.line, place.end.line)
            for path, place in ends
        )

    def _is_named(self, data: object) -> bool:
        """Whether what a finding compares stands in the changed lines of a file that posts refer to."""
        if isinstance(data, Mapping):
            return any(map(self._is_named, data.values()))
        if isinstance(data, list | tuple):
            return any(map(self._is_named, data))
        return isinstance(data, str) and bool(words := _words(data)) and self._words.issuperset(words)

    def _absolute(self, path: str) -> str:
        return os.path.realpath(os.path.join(self.run.cwd, path))

    def complete(self, summary: Summary) -> None:
        """Write or weigh the baseline when the run is over."""
        if self.changes is not None and summary.files == 0:
            summary.notices.append(f"no post changed since {self.changes.since[:12]}")
        summary.baselined = self.baseline.count if self.file is not None else None
        if self.file is None:
            return
        rules = frozenset(self.run.rules_that_ran)
        if self.writes:
            renewed = self.baseline.renewed(self._entries, rules)
            summary.baselined = len(self._entries)
            self._write(renewed, "--write-baseline")
            from bylint.overview.texts import counted  # only where a baseline is written

            summary.notices.append(f"{counted(len(renewed), 'finding is', 'findings are')} in {self._shown}")
            return
        gone = self.baseline.unneeded(rules, self.root) if self.prunes or self.is_strict else []
        if not gone:
            return
        if self.prunes:
            self._write(self.baseline.without(gone), "--prune-baseline")
            summary.notices.append(f"{len(gone):,} entries were dropped from {self._shown}")
            return
        summary.is_stale = True
        summary.notices += [
            f"no longer needed in {self._shown}: {entry.path}: {entry.rule}: {entry.message}" for entry in gone[:_SHOWN]
        ]
        more = f" ({len(gone) - _SHOWN:,} more)" if len(gone) > _SHOWN else ""
        summary.notices.append(f"--prune-baseline drops what is no longer needed{more}")

    @property
    def _shown(self) -> str:
        return relative_posix(str(self.file), os.getcwd())

    def _write(self, baseline: Baseline, option: str) -> None:
        try:
            write_baseline(str(self.file), baseline)
        except OSError as error:
            fail(f"{option}: {self._shown} cannot be written: {error.strerror}")


def _baseline_file(run: Run, options: dict[str, Any]) -> str | None:
    """Where the baseline lies: as the command line or the configuration says, else by its name at the root.

    None where there is none. `--isolated` heeds only one that is named: it may come with what is to be judged.
    """
    given: Path | None = options["baseline"]
    named = [f"--{name.replace('_', '-')}" for name in ("write_baseline", "prune_baseline", "strict_baseline")]
    wanted = [name for name in named if options[name.strip("-").replace("-", "_")]]
    if len(wanted) > 1:
        raise click.UsageError(f"{wanted[0]} and {wanted[1]} do not go together")
    if options["no_baseline"]:
        if given is not None or wanted:
            raise click.UsageError("--no-baseline leaves out any baseline, and another option names one")
        return None
    file = run.configuration.root / (run.configuration.baseline or BASELINE) if given is None else Path.cwd() / given
    if given is None and not is_inside(file, run.configuration.root):
        fail(f"the baseline {file} lies outside of the project; --baseline names one that does")
    if options["write_baseline"]:
        return os.path.abspath(file)
    if given is not None and not os.path.lexists(file):
        raise click.UsageError(f"--baseline {given}: there is no such file; --write-baseline makes one")
    is_there = os.path.lexists(file) and (given is not None or not run.configuration.isolated)
    if wanted and not is_there:
        raise click.UsageError(f"{wanted[0]}: there is no baseline; --write-baseline makes one")
    return os.path.abspath(file) if is_there else None


def _changes(run: Run, options: dict[str, Any]) -> Changes | None:
    since: str | None = options["changed_since"]
    if since is None:
        if options["changed_lines"]:
            raise click.UsageError("--changed-lines says how changes are counted: it goes with --changed-since")
        return None
    if options["write_baseline"] or options["prune_baseline"]:
        raise click.UsageError(
            "a baseline is written of all findings, not of those that a change touches: leave out --changed-since"
        )
    try:
        found = Repository(str(run.cwd)).changes(since or None, lines=options["changed_lines"])
    except GitError as error:
        fail(f"--changed-since: {error}")
    return found._replace(
        files={os.path.realpath(path): lines for path, lines in found.files.items()},
        touched=frozenset(map(os.path.realpath, found.touched)),
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _posix(path: str, top: str) -> str:
    return os.path.relpath(path, top).replace(os.sep, "/")
