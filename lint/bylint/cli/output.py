"""Where a report goes: standard output or a file, with colours or without."""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def write(
    say: Callable[[IO[str]], None],
    *,
    target: Path | None,
    color: str,
    appends: bool = False,
    copy: Callable[[str], None] | None = None,
) -> None:
    """Have something said to a file, or to standard output where none is given. Raises OSError.

    `copy` is given the same, with its colours.
    """
    colour = {"always": True, "never": False, "auto": None}[color]
    if target is not None:
        with target.open("a" if appends else "w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            say(_Plain(out, colour=bool(colour), copy=copy))  # type: ignore[arg-type]  # it writes
        return
    stream = sys.stdout
    say(_Plain(stream, colour=_wants_colour(stream) if colour is None else colour, copy=copy))  # type: ignore[arg-type]  # it writes
    stream.flush()


def _wants_colour(stream: IO[str]) -> bool:
    """Colour on a terminal, unless https://no-color.org or https://force-color.org says otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class _Plain:
    """A stream that drops the colours where they are not wanted."""

    def __init__(self, out: IO[str], *, colour: bool, copy: Callable[[str], None] | None) -> None:
        self._out, self._colour, self._copy = out, colour, copy

    def write(self, text: str) -> None:
        if self._copy is not None:
            self._copy(text)
        self._out.write(text if self._colour or "\x1b" not in text else click.unstyle(text))

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)
