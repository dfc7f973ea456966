"""How commands begin and end: the working directory, and one line for what makes a command impossible."""

from __future__ import annotations

import sys
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILED = 2
"""Exit code of a run that could not do its job."""


def fail(message: str) -> NoReturn:
    """Say why the job could not be done, and end."""
    from bylint.report.text import safe

    click.echo(f"bylint: error: {safe(message)}", err=True)
    sys.exit(FAILED)


def working_directory() -> Path:
    """Where the command was started."""
    try:
        return Path.cwd()
    except OSError as error:
        fail(f"the working directory cannot be used: {error.strerror}")


@contextmanager
def prints_aside() -> Iterator[None]:
    """While code of plugins runs: what it prints goes to standard error, so that a report stays what it is."""
    with redirect_stdout(sys.stderr):
        yield


@contextmanager
def told() -> Iterator[None]:
    """Say in one line what is wrong with a configuration, a rule or a PATH."""
    from bylint.config import ConfigurationError
    from bylint.discover import UsageError
    from bylint.registry import RuleError
    from bylint.report.text import safe

    try:
        yield
    except (ConfigurationError, RuleError) as error:
        fail(str(error))
    except UsageError as error:
        raise click.UsageError(safe(str(error))) from error
