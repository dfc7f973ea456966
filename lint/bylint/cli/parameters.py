"""What commands that check posts are given: paths, days, severities."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bylint.filenames import is_address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class PathType(click.Path):
    """A path, or an address as it was written.

    An empty text is neither: that is a variable of a shell that was not set, not the working directory. A file that may
    not be read is one: it is told of as such, and the others are checked.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Raises BadParameter for none."""
        if value == "":
            self.fail("a PATH is empty", param, ctx)
        if isinstance(value, str) and is_address(value):
            return value
        return super().convert(value, param, ctx)


Command = TypeVar("Command", bound="Callable[..., Any]")
PATH = PathType(readable=False, path_type=Path)
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


def names(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """The rules and groups of an option that may be given several times, each time with names by commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, in the order that help shows them in."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


which_rules = _together(
    click.option(
        "--select",
        multiple=True,
        callback=names,
        metavar="RULES",
        help="Only these rules or groups, by commas; `all` for every one.",
    ),
    click.option("--extend-select", multiple=True, callback=names, metavar="RULES", help="These rules or groups too."),
    click.option("--ignore", multiple=True, callback=names, metavar="RULES", help="Not these rules or groups."),
    click.option("--preview", is_flag=True, help="Run rules that are still being tried, too."),
)
"""The options of commands that run rules, of which rules run."""

which_configuration = _together(
    click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration."),
    click.option("--profile", metavar="NAME", help="Lay [profile.NAME] over the configuration. [default: ci, in CI]"),
    click.option("--isolated", is_flag=True, help="Read no configuration of the project, and run none of its code."),
)
"""The same of what configures them."""

how_to_run = _together(
    click.option("--today", callback=day, metavar="DATE", help="The day to look from, as 2024-05-31. [default: today]"),
    click.option("--no-cache", is_flag=True, help="Keep nothing for the next run, and use nothing of the last one."),
    click.option(
        "--jobs",
        "-j",
        type=click.IntRange(min=1),
        metavar="N",
        help="So many processes; 1 is this one alone. [default: as many as the files are worth]",
    ),
    click.option(
        "--executor",
        metavar="NAME",
        help="Have others check the posts: dask://HOST:PORT, or MODULE:FACTORY of any concurrent.futures.Executor.",
    ),
)
"""The same of when, where and with what of the last run."""
