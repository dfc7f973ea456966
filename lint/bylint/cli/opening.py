"""How commands that check posts open their run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.cli.ending import prints_aside, working_directory

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from bylint.run import Run


def open_run(config: Path | None, *, isolated: bool, select: tuple[str, ...] = (), **choices: Any) -> Run:
    """A run in the working directory, under its configuration and the choices of the command line.

    Raises ConfigurationError and RuleError.
    """
    from bylint import library

    here = working_directory()
    configuration = library.load_configuration(here, file=config, isolated=isolated)
    with prints_aside():
        return library.open_run(configuration.with_choices(select=select or None, **choices), here)
