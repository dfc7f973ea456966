"""What is run on an archive: bylint itself, and the scripts and peers that it is measured against."""

from __future__ import annotations

import os
import re
import shutil
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bylint import __version__
from measure import HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

BYLINT = (sys.executable, "-m", "bylint", "check", "--exit-zero", "--output-format", "json")
FIRST, NEXT, CHANGED = "first run", "next run, nothing changed", "next run, 1 % of posts changed"
ONE, ONE_CACHED = "one post that changed", "one post that did not change"
SCRIPT_MODEL = "script: imports click, yaml and a pydantic model"
SCRIPT_STORE = "script: imports click and sqlite3"


def posts(count: int) -> str:
    """A number of posts, in words."""
    return "1 post" if count == 1 else f"{count:,} posts"


class Place(NamedTuple):
    """An archive on disk."""

    folder: Path
    posts: int
    size: int
    """In bytes."""

    @property
    def said(self) -> str:
        """How many posts, in words."""
        return posts(self.posts)

    def some(self) -> Iterator[Path]:
        """One post in a hundred, and one at least: always the same ones."""
        return islice(self._all(), 0, None, 100)

    def _all(self) -> Iterator[Path]:
        for folder, folders, names in os.walk(self.folder / "content"):
            folders.sort()
            yield from (Path(folder, name) for name in sorted(names))


class Step(NamedTuple):
    """One run of a contender, which is a row of the table."""

    name: str
    command: tuple[str, ...]
    before: Callable[[Place], object] = lambda _: None
    """What is done before it, outside the time."""
    against: str | None = None
    """The run of bylint that is divided by this one."""
    goal: float | None = None
    """The most that may come of it, by the clock."""
    read: Callable[[Path], int | None] = lambda _: None
    """How many posts it says that it has read, from what it printed."""
    posts: int | None = None
    """How many posts there are for it to read, if not all."""
    prepare: tuple[str, ...] = ()
    """A run before all that, outside the time, for one that asks what another has left."""
    codes: tuple[int, ...] = (0,)
    """The exit codes of a run that did its job."""


class Contender(NamedTuple):
    """Runs that follow one another, each on what the one before it left."""

    name: str
    steps: Sequence[Step]
    version: str | None
    """None where it is not installed."""
    is_quick: bool = False
    """Whether they follow one another several times in one round."""
    prepare: tuple[str, ...] = ()
    """A run before the first step of each round, outside the time."""


def forget(place: Place, name: str = ".bylint_cache") -> None:
    """As if no run had been before."""
    shutil.rmtree(place.folder / name, ignore_errors=True)


def change(place: Place) -> None:
    """One post in a hundred says a little more."""
    for path in place.some():
        _say_more(path)


def change_one(place: Place) -> None:
    """The post that is checked alone says a little more."""
    _say_more(one_post(place))


def one_post(place: Place) -> Path:
    """The post that is checked alone."""
    return next(place.some())


def _say_more(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\nMore of this another day.\n")


def number_in(pattern: str) -> Callable[[Path], int | None]:
    """A reading of what a run printed: the number that a pattern finds at its beginning or its end."""
    looked_for = re.compile(pattern.encode())

    def read(printed: Path) -> int | None:
        with printed.open("rb") as file:
            ends = file.read(5_000)
            file.seek(max(0, printed.stat().st_size - 5_000))
            found = looked_for.search(ends + b"\n" + file.read())
        return int(found[1].replace(b",", b"")) if found else None

    return read


def lines_like(pattern: str) -> Callable[[Path], int | None]:
    """A reading of what a run printed: how many lines begin like this."""
    looked_for = re.compile(pattern.encode())

    def read(printed: Path) -> int | None:
        with printed.open("rb") as file:
            return sum(looked_for.match(line) is not None for line in file)

    return read


def bylint(jobs: int | None) -> Contender:
    """Bylint over a whole archive: first and next runs, with as many processes as it takes by itself, and with one."""
    default = BYLINT if jobs is None else (*BYLINT, "--jobs", str(jobs))
    read = number_in(r'"files": ?(\d+)')
    one_process = (*BYLINT, "--jobs", "1")
    return Contender(
        "bylint",
        [
            Step(FIRST, default, before=forget, read=read),
            Step(NEXT, default, prepare=default, read=read),
            Step(CHANGED, default, prepare=default, before=change, read=read),
            Step(f"{FIRST}, --no-cache", (*default, "--no-cache"), read=read),
            Step(f"{FIRST}, --jobs 1", one_process, before=forget, read=read),
            Step(f"{NEXT}, --jobs 1", one_process, prepare=one_process, read=read),
        ],
        __version__,
    )


def one(place: Place) -> Contender:
    """Bylint over one post of an archive whose other posts it knows, and what it costs to start at all."""
    path = one_post(place).relative_to(place.folder).as_posix()
    read = number_in(r'"files": ?(\d+)')
    return Contender(
        "bylint, one post",
        [
            Step(ONE, (*BYLINT, path), before=change_one, read=read, posts=1),
            Step(SCRIPT_MODEL, (sys.executable, str(HERE / "imports_only.py")), against=ONE, goal=1.4),
            Step(ONE_CACHED, (*BYLINT, path), read=read, posts=1),
            Step(SCRIPT_STORE, (sys.executable, str(HERE / "imports_cached.py")), against=ONE_CACHED, goal=1.5),
        ],
        __version__,
        is_quick=True,
        prepare=BYLINT,
    )
