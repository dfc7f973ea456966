"""Measures contenders in turn, round after round, so that a machine that drifts slows all of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measure import ENVIRONMENT, HERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contenders import Contender, Place, Step

_MEASURED = (sys.executable, "-I", str(HERE / "measured.py"))
_OF_CI = ("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI")


@dataclass
class Row:
    """What one run of a contender came to at one size: a row of the table."""

    contender: str
    step: str
    against: str | None
    """The run of bylint that is divided by this one."""
    goal: float | None
    """The most that may come of it, by the clock."""
    wall: list[float] = field(default_factory=list)
    """Seconds on the clock, a round each."""
    cpu: list[float] = field(default_factory=list)
    """Seconds of processor time of all its processes."""
    peak: float | None = None
    """MiB."""
    peak_of: str = ""
    read: int | None = None
    """How many posts it said that it had read; and how many there were for it to read."""
    posts: int = 0
    said: str = ""
    """Why there are no numbers, or fewer of them."""
    seen: float = 0.0
    """Seconds on the clock of the run that was looked at, which does not count as one of the others."""


class Measuring:
    """Runs contenders on one archive after another, and leaves out at a larger one who was slow at a smaller one."""

    def __init__(self, rounds: int, repeats: int, patience: float) -> None:
        self._rounds = rounds
        self._repeats = repeats
        self._patience = patience
        self._slow: dict[str, str] = {}

    def at(self, place: Place, contenders: Sequence[tuple[Contender, str]]) -> list[Row]:
        """Measure contenders on an archive; beside each stands why it is to be left out, or nothing.

        Each runs once to be looked at: its memory, its exit code, how many posts it reads. Rounds follow, each begun by
        another contender. Who takes longer than `patience` seconds is not run again: the time of that one run stands,
        as it does where there are no rounds.
        """
        _warm(place)
        rows: list[Row] = []
        running: list[tuple[Contender, list[Row]]] = []
        for each, why in contenders:
            its = [
                _row(each, step, step.posts or place.posts, why or self._slow.get(step.name, "")) for step in each.steps
            ]
            rows += its
            if not all(row.said for row in its):
                self._look(place, each, its)
                running.append((each, its))
        for number in range(self._rounds):
            first = number % len(running) if running else 0
            for each, its in (*running[first:], *running[:first]):
                if not all(row.said for row in its):
                    tell(f"{place.said}, round {number + 1} of {self._rounds}: {each.name}")
                    self._round(place, each, its)
        return rows

    def _look(self, place: Place, contender: Contender, rows: list[Row]) -> None:
        _prepare(place, contender)
        for step, row in zip(contender.steps, rows, strict=True):
            if row.said:
                continue
            tell(f"{place.said}, a look at {step.name}")
            _prepare(place, step)
            step.before(place)
            with tempfile.TemporaryDirectory() as folder:
                printed = Path(folder, "printed")
                seen = _run(place, step.command, "--sample", str(printed))
                row.seen, row.peak, row.peak_of = seen["wall"], seen["peak"], seen["peak_of"]
                if seen["code"] not in step.codes:
                    row.said = f"exit code {seen['code']}: {_last_line(printed)}"
                    continue
                row.read = step.read(printed)
            if not self._rounds or seen["wall"] > self._patience:
                row.wall, row.cpu, row.said = [seen["wall"]], [seen["cpu"]], "one run"
            if seen["wall"] > self._patience and not contender.name.startswith("bylint"):
                self._slow[row.step] = f"took {seen['wall']:.0f} s for {place.said}"

    def _round(self, place: Place, contender: Contender, rows: list[Row]) -> None:
        _prepare(place, contender)
        for _ in range(self._repeats if contender.is_quick else 1):
            for step, row in zip(contender.steps, rows, strict=True):
                if row.said:
                    continue
                _prepare(place, step)
                step.before(place)
                seen = _run(place, step.command, os.devnull)
                if seen["code"] not in step.codes:
                    row.said = f"exit code {seen['code']} in one of the rounds"
                    continue
                row.wall.append(seen["wall"])
                row.cpu.append(seen["cpu"])


def _row(contender: Contender, step: Step, posts: int, said: str) -> Row:
    return Row(contender.name, step.name, step.against, step.goal, posts=posts, said=said)


def _prepare(place: Place, what: Contender | Step) -> None:
    if what.prepare:
        _run(place, what.prepare, os.devnull)


def _run(place: Place, command: Sequence[str], *how: str) -> dict[str, Any]:
    environment = {name: value for name, value in ENVIRONMENT.items() if name not in _OF_CI}
    done = subprocess.run(
        [*_MEASURED, *how, *command],
        cwd=place.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=True,
    )
    return dict(json.loads(done.stdout))


def _warm(place: Place) -> None:
    """Read all files, so that nobody is the first who does."""
    for path in place.folder.joinpath("content").rglob("*.md"):
        path.read_bytes()


def _last_line(printed: Path) -> str:
    lines = printed.read_bytes()[-2_000:].decode("utf-8", "replace").split("\n")
    return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "nothing said")


def tell(text: str) -> None:
    """What is being done, for whoever waits."""
    print(text, file=sys.stderr, flush=True)
