"""What commands that check posts are given: paths, days, severities."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from bylint.filenames import is_address


class PathType(click.Path):
    """A path, or an address as it was written.

    An empty text is neither: that is a variable of a shell that was not set, not the working directory.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Raises BadParameter for none."""
        if value == "":
            self.fail("a PATH is empty", param, ctx)
        if isinstance(value, str) and is_address(value):
            return value
        return super().convert(value, param, ctx)


PATH = PathType(path_type=Path)
SEVERITY = click.Choice(["error", "warning", "info"])


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """A day of the calendar. Raises BadParameter for anything else."""
    if value is None:
        return None
    try:
        year, month, day = value.split("-")
        return date(int(year), int(month), int(day))
    except ValueError:
        raise click.BadParameter(
            f'"{value}" is not a day of the calendar, written as 2024-05-31', context, parameter
        ) from None


EXECUTOR = click.option(
    "--executor",
    metavar="NAME",
    help="Have others check the posts: dask://HOST:PORT, or MODULE:FACTORY of any concurrent.futures.Executor.",
)
