"""The command line. Each command is a module, imported when it is used: writers wait for it."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from bylint import __version__
from bylint.cli.ending import fail

INTERRUPTED = 130
"""Exit code of a run that was interrupted, as shells have it: 128 and the number of the signal."""

_MODULES = {
    "cache": "cache",
    "check": "check",
    "explain": "rules",
    "fix": "fix",
    "init": "init",
    "new-rule": "new_rule",
    "profile": "profile",
    "report": "report",
    "rules": "rules",
    "schema": "schema",
    "stet": "stet",
    "test-rules": "test_rules",
}
"""Where each command is: in a module below this one, as `NAME_command`."""


class _Main(click.Group):
    """Finds commands, and ends in one line what would be a traceback, with the exit code that it deserves."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as click calls it
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # as click calls it
        if cmd_name not in _MODULES:
            return None
        module = import_module(f"bylint.cli.{_MODULES[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        if sys.stdout is None:
            sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # lives as long as the process
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may lack the marks of examples
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("bylint: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what could not be written is not tried again at exit
            fail(f"input or output failed: {error.strerror or error}")


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="bylint %(version)s")
def main() -> None:
    """Find front matter that is invalid, and front matter that contradicts the page it stands on."""
