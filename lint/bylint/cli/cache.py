"""`bylint cache`: what is kept from run to run, and taking it away."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from bylint.archive.where import FILE as FACTS
from bylint.archive.where import FOLDER, RESULTS, is_carried
from bylint.cli.ending import fail, told, working_directory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENDINGS = ("", "-journal", "-wal", "-shm")


@click.group("cache")
def cache_command() -> None:
    """What bylint keeps of a project from run to run, in .bylint_cache."""


@cache_command.command("info")
def info_command() -> None:
    """Say where it is, how large, and what is in it."""
    from bylint.report.text import safe

    folder = _folder()
    if not os.path.lexists(folder):
        click.echo(f"nothing is kept: there is no {safe(str(folder))}")
        return
    files = list(_files(folder))
    click.echo(f"{safe(str(folder))}: {_size(sum(size for _, size in files))}")
    for name, ask in ((RESULTS, _results), (FACTS, _facts)):
        size = sum(size for file, size in files if file.name.startswith(name))
        if size:
            click.echo(f"  {name}: {_size(size)}{_asked(folder / name, ask)}")
    if is_carried(folder.parent):
        click.echo(f"  git carries {FOLDER}, so nothing of it is used: what is in it may be anybody's")


@cache_command.command("clean")
def clean_command() -> None:
    """Take it away. The next run makes it anew."""
    from bylint.report.text import safe

    folder = _folder()
    if not os.path.lexists(folder):
        click.echo(f"nothing is kept: there is no {safe(str(folder))}")
        return
    files = list(_files(folder))
    try:
        for file, _ in files:
            file.unlink()
        with suppress(FileNotFoundError):
            if (folder / ".gitignore").is_file():
                (folder / ".gitignore").unlink()
        with suppress(OSError):  # something else lies there, which is not bylint's
            folder.rmdir()
        left = sorted(each.name for each in folder.iterdir()) if os.path.lexists(folder) else []
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}")
    click.echo(f"{_size(sum(size for _, size in files))} taken away from {safe(str(folder))}")
    if left:
        click.echo(f"left there, since bylint did not make it: {safe(', '.join(left))}")


def _folder() -> Path:
    """The cache folder of the project around the working directory; ends the run where it is no folder."""
    from bylint.config import load_configuration

    with told():
        folder = load_configuration(working_directory()).root / FOLDER
    if os.path.lexists(folder) and not stat.S_ISDIR(folder.lstat().st_mode):
        fail(f"{folder} is not a folder")
    if os.path.lexists(folder) and not os.access(folder, os.R_OK | os.X_OK):
        fail(f"{folder} cannot be read: permission denied")
    return folder


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    """The files that bylint made, with their sizes in bytes."""
    for name in (RESULTS, FACTS):
        for ending in _ENDINGS:
            file = folder / f"{name}{ending}"
            if os.path.lexists(file) and not stat.S_ISDIR(file.lstat().st_mode):
                yield file, file.lstat().st_size


def _size(count: int) -> str:
    """Bytes as people read them."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= step:
            return f"{count / step:.1f} {unit}"
    return f"{count} bytes"


def _results(connection: sqlite3.Connection) -> str:
    from bylint.report.text import count

    posts, views = connection.execute("SELECT COUNT(*), COUNT(DISTINCT view) FROM result").fetchone()
    runs, last = connection.execute("SELECT COUNT(*), MAX(used) FROM question").fetchone()
    said = f", {count(posts, 'result')} under {count(views, 'configuration')}, {count(runs, 'remembered run')}"
    if not last:
        return said
    return f"{said}, the last one of {time.strftime('%Y-%m-%d %H:%M', time.localtime(int(last) / 1e9))}"


def _facts(connection: sqlite3.Connection) -> str:
    from bylint.report.text import count

    (posts,) = connection.execute("SELECT COUNT(*) FROM post").fetchone()
    return f", facts of {count(posts, 'post')}"


def _asked(file: Path, ask: object) -> str:
    """What a store says of itself; that it is broken, where it is."""
    from bylint.archive.location import is_damage

    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=1)
    except sqlite3.Error as error:
        return f", {error}"
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        return ask(connection)  # type: ignore[operator,no-any-return]  # one of the two above
    except (sqlite3.Error, TypeError, ValueError, OverflowError) as error:
        return ", which is broken: the next run makes it anew" if is_damage(error) else f", {error}"
    finally:
        connection.close()
