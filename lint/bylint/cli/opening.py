"""How commands that check posts open their run, and read the names of rules."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bylint.cli.ending import prints_aside, working_directory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path
    from typing import Any

    import click

    from bylint.run import Run


def names(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """The rules and groups of an option that may be given several times, each time with names by commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def open_run(
    config: Path | None,
    *,
    isolated: bool,
    profile: str | None = None,
    select: tuple[str, ...] = (),
    today: date | None = None,
    **choices: Any,
) -> Run:
    """A run in the working directory, under its configuration and the choices of the command line.

    With an empty `profile`, `ci` holds where there is one and the environment says so. Raises ConfigurationError and
    RuleError.
    """
    from bylint import library

    here = working_directory()
    configuration = library.load_configuration(here, file=config, isolated=isolated)
    if profile == "":
        profile = "ci" if _is_ci() and "ci" in configuration.profiles else None
    if profile is not None:
        configuration = configuration.with_profile(profile)
    with prints_aside():
        return library.open_run(configuration.with_choices(select=select or None, **choices), here, today=today)


def _is_ci() -> bool:
    return os.environ.get("CI", "").lower() not in {"", "0", "false", "no", "off"}
