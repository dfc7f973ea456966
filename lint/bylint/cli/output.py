"""Where a report goes: standard output or a file, with colours or without."""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path

    from bylint.report import Report, Summary


def write(report: Report, summary: Summary, *, target: Path | None, color: str, appends: bool = False) -> None:
    """Write a report to a file, or to standard output where none is given. Raises OSError."""
    colour = {"always": True, "never": False, "auto": None}[color]
    if target is not None:
        with target.open("a" if appends else "w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            report.finish(summary, _Plain(out, colour=bool(colour)))  # type: ignore[arg-type]  # it writes
        return
    stream = sys.stdout
    report.finish(summary, _Plain(stream, colour=_wants_colour(stream) if colour is None else colour))  # type: ignore[arg-type]  # it writes
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

    def __init__(self, out: IO[str], *, colour: bool) -> None:
        self._out, self._colour = out, colour

    def write(self, text: str) -> None:
        self._out.write(text if self._colour or "\x1b" not in text else click.unstyle(text))

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)
