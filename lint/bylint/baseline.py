"""A baseline: the findings that a project lives with for now, so that only new ones count.

One line of JSON for each, sorted, so that people can read it and git can merge it. An entry is known by its
fingerprint, which holds no line number.
"""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from bylint.filenames import open_at_once
from bylint.stamp import fingerprints
from bylint.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bylint.checked import Checked
    from bylint.diagnostic import Diagnostic

VERSION = 1
_MOST = 500_000_000


class BaselineError(Exception):
    """A baseline that cannot be used: which file, which line, and why."""


class Entry(NamedTuple):
    """One finding that is lived with. `path` is posix, relative to the project's root."""

    path: str
    rule: str
    message: str
    fingerprint: str


class Baseline:
    """The entries of a file, and which of them a run has met."""

    def __init__(self, entries: Iterable[Entry] = (), renamed: Mapping[str, str] | None = None) -> None:
        self._entries: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.path, {})[entry.fingerprint] = entry
        self._renamed = dict(renamed or {})
        self._met: set[tuple[str, str]] = set()
        self._checked: set[str] = set()
        self.count = 0
        """How many findings it has let pass."""

    @property
    def has_renamed(self) -> bool:
        """Whether files had other paths when it was written."""
        return bool(self._renamed)

    def apply(self, checked: Checked) -> Checked:
        """The result without the findings that have an entry, under the present path or a former one."""
        self._checked.add(checked.root_path)
        for path in (checked.root_path, self._renamed.get(checked.root_path)):
            known = self._entries.get(path) if path is not None else None
            if known is None or path is None:
                continue
            kept = []
            numbers = fingerprints(checked.diagnostics, path)
            for found, fingerprint in zip(checked.diagnostics, numbers, strict=True):
                if fingerprint in known and is_lived_with(found):
                    self._met.add((path, fingerprint))
                else:
                    kept.append(found)
            self.count += len(checked.diagnostics) - len(kept)
            return checked._replace(diagnostics=tuple(kept))
        return checked

    def unneeded(self, rules: frozenset[str], root: str) -> list[Entry]:
        """The entries whose finding is gone: their rule ran on their file, or the file is no more."""
        moved = {self._renamed.get(path, path) for path in self._checked} | self._checked
        return [
            entry
            for entry in self
            if (entry.path, entry.fingerprint) not in self._met
            and (
                (entry.path in moved and entry.rule in rules)
                or not os.path.lexists(os.path.join(root, *entry.path.split("/")))
            )
        ]

    def without(self, entries: Iterable[Entry]) -> Baseline:
        """The same without some entries."""
        gone = set(entries)
        return Baseline(entry for entry in self if entry not in gone)

    def renewed(self, found: Iterable[Entry], rules: frozenset[str]) -> Baseline:
        """What is found now, and of the files and rules that were not looked at what was there before."""
        looked_at = self._checked | {self._renamed.get(path, path) for path in self._checked}
        kept = [entry for entry in self if entry.path not in looked_at or entry.rule not in rules]
        return Baseline([*kept, *found])

    def __iter__(self) -> Iterator[Entry]:
        for path in sorted(self._entries):
            yield from sorted(self._entries[path].values())

    def __len__(self) -> int:
        return sum(map(len, self._entries.values()))


def is_lived_with(found: Diagnostic) -> bool:
    """Whether a finding may be in a baseline: not what kept the run from doing its job."""
    return not found.rule.startswith("run/")


def entries_of(checked: Checked) -> list[Entry]:
    """The entries that would let a file's findings pass."""
    return [
        Entry(checked.root_path, found.rule, found.message, found.fingerprint)
        for found in checked.diagnostics
        if is_lived_with(found)
    ]


def read_baseline(file: str, renamed: Mapping[str, str] | None = None) -> Baseline:
    """Read a baseline. Raises BaselineError for one that cannot be read, is damaged, or is of another version."""
    try:
        with open(file, encoding="utf-8", opener=open_at_once) as lines:
            about = os.fstat(lines.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise BaselineError(f"{file} is not a regular file")
            if about.st_size > _MOST:
                raise BaselineError(f"{file} is larger than {_MOST:,} bytes")
            first = lines.readline()
            _check_version(file, first)
            entries = [_entry(file, number, line) for number, line in enumerate(lines, 2) if line.strip()]
    except OSError as error:
        raise BaselineError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BaselineError(f"{file} is damaged: it is not UTF-8") from error
    return Baseline(entries, renamed)


def _check_version(file: str, line: str) -> None:
    said = _loads(line)
    version = said.get("bylint-baseline") if isinstance(said, dict) else None
    if version is None:
        raise BaselineError(f'{file}:1 is no baseline: its first line is not {{"bylint-baseline": {VERSION}}}')
    if version != VERSION:
        raise BaselineError(f"{file}:1 is of version {version!r}, and this bylint reads version {VERSION}")


def _entry(file: str, number: int, line: str) -> Entry:
    said = _loads(line)
    if isinstance(said, dict):
        parts = [said.get(name) for name in Entry._fields]
        if all(isinstance(part, str) for part in parts):
            return Entry(*map(str, parts))
    cause = "a merge conflict was left in it" if line.startswith(("<<<<<<<", "=======", ">>>>>>>")) else "it is damaged"
    raise BaselineError(f"{file}:{number} is no entry of a baseline: {cause}")


def _loads(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def write_baseline(file: str, baseline: Baseline) -> None:
    """Write a baseline, whole or not at all. Raises OSError."""
    lines = [json.dumps({"bylint-baseline": VERSION})]
    lines += [json.dumps(entry._asdict(), ensure_ascii=False) for entry in baseline]
    write_file(file, "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
