"""How commands that check posts open their run, and read the names of rules."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bylint.cli.ending import fail, prints_aside, working_directory
from bylint.filenames import is_remote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from bylint.config import Configuration
    from bylint.run import Run


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
    return run_under(configuration, here, profile=profile, select=select, today=today, **choices)


def run_under(
    configuration: Configuration,
    folder: Path,
    *,
    profile: str | None = None,
    select: tuple[str, ...] = (),
    today: date | None = None,
    **choices: Any,
) -> Run:
    """The same of a configuration and a folder that are known."""
    from bylint import library

    if profile == "":
        profile = "ci" if _is_ci() and "ci" in configuration.profiles else None
    if profile is not None:
        configuration = configuration.with_profile(profile)
    with prints_aside():
        return library.open_run(configuration.with_choices(select=select or None, **choices), folder, today=today)


@contextmanager
def opened(paths: tuple[Path | str, ...], options: Mapping[str, Any]) -> Iterator[tuple[Run, tuple[Path, ...]]]:
    """A run as the options of a command say, and the paths that it is to check: PATHs may be addresses and archives."""
    config, isolated = options["config"], options["isolated"]
    wanted = ("select", "extend_select", "ignore", "preview", "today", "fail_on")
    choices = {name: options[name] for name in wanted if name in options}
    if "profile" in options:
        choices["profile"] = options["profile"] or ""
    if not any(is_remote(os.fspath(path)) for path in paths):
        yield open_run(config, isolated=isolated, **choices), paths  # type: ignore[misc]  # no address is among them
        return
    from bylint.cli.remote import open_remote  # only where there is one

    with open_remote(
        [os.fspath(path) for path in paths], config, isolated=isolated, options=options, **choices
    ) as found:
        yield found


@contextmanager
def employed(executor: str | None, run: Run, *, isolated: bool) -> Iterator[None]:
    """While this is open, the executor of a command checks the run's posts. Ends the command where that cannot be."""
    if executor is None:
        yield
        return
    from bylint.executors import employed as employ  # only where there is one
    from bylint.parallel import ExecutorError

    try:
        with employ(
            executor, run.registry.ids, refuse_below=str(run.configuration.root) if isolated else None
        ) as engine:
            run.executor = engine
            yield
    except ExecutorError as error:
        fail(f"--executor {executor}: {error}")


def _is_ci() -> bool:
    return os.environ.get("CI", "").lower() not in {"", "0", "false", "no", "off"}
