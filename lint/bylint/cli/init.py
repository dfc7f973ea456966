"""`bylint init`: looks at an archive, and proposes how to check it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bylint.cli.ending import fail, told, working_directory

if TYPE_CHECKING:
    from pathlib import Path

    from bylint.profile import SiteProfile

_KINDS = ("config", "baseline", "pre-commit", "github", "gitlab")


def _kinds(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    for name in names:
        if name not in _KINDS:
            raise click.BadParameter(f'"{name}" is none of {", ".join(_KINDS)}')
    return tuple(dict.fromkeys(names))


@click.command("init")
@click.option(
    "--write",
    multiple=True,
    callback=_kinds,
    metavar="WHAT",
    help="Write these, by commas: config, baseline, pre-commit, github, gitlab. Without it nothing is written.",
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
def init_command(write: tuple[str, ...], *, force: bool) -> None:
    """Look at the posts below the working directory, and propose a configuration.

    It holds a schema of what 95 % of the posts do; the baseline is for the rest. Shown are also a stanza for
    pre-commit and jobs for GitHub and GitLab.
    """
    from bylint.proposal import files
    from bylint.report.text import safe

    here = working_directory()
    sites = _profile(here)
    if not any(site.posts for site in sites):
        fail("no posts were found here, so there is nothing to propose")
    made = files(sites)
    if not write:
        for path, text in made.values():
            click.echo(f"# --- {path} ---")
            click.echo("\n".join(safe(line) for line in text.splitlines()))
            click.echo()
        click.echo(
            "nothing was written; `bylint init --write config,baseline` writes the first, and a baseline", err=True
        )
        return
    for name in write:
        if name != "baseline":
            _write(here, *made[name], force=force)
    if "baseline" in write:
        _write_baseline(here, force=force)
    if set(write) - {"config", "baseline"}:
        click.echo("note: say in these files where bylint lies and which revision, in the place of URL, OWNER and REV")


def _profile(here: Path) -> list[SiteProfile]:
    from bylint import library
    from bylint.config import Configuration
    from bylint.discover import discover
    from bylint.profile import profile
    from bylint.run import no_collection

    with told(), no_collection():
        run = library.open_run(Configuration(here, isolated=True), here)
        return profile(run, discover([], run.configuration, run.finder, cwd=here))


def _write(here: Path, path: str, text: str, *, force: bool) -> None:
    target = here / path
    _expect_none(here, target, path, force=force)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}")
    click.echo(f"wrote {path}")


def _expect_none(here: Path, target: Path, path: str, *, force: bool) -> None:
    if not target.resolve().is_relative_to(here.resolve()):
        fail(f"{path} lies outside of the project, and is not written")
    if target.is_symlink() or (target.exists() and not force):
        fail(f"{path} is there already, and is left as it is; --force writes over it, no link is followed")


def _write_baseline(here: Path, *, force: bool) -> None:
    """Live with what the configuration that is there now finds."""
    from bylint import library
    from bylint.baseline import Baseline, entries_of, write_baseline
    from bylint.config import BASELINE
    from bylint.run import no_collection
    from bylint.watchdog import watch

    with told():
        configuration = library.load_configuration(here)
        path = configuration.root / (configuration.baseline or BASELINE)
        _expect_none(configuration.root, path, path.name, force=force)
        run = library.open_run(configuration, here)
        with watch(configuration.max_rule_seconds), no_collection():
            found = [entry for checked in run.check([]) for entry in entries_of(checked)]
    try:
        write_baseline(str(path), Baseline(found))
    except OSError as error:
        fail(f"{path.name} cannot be written: {error.strerror}")
    click.echo(f"wrote {path.name}, with {len(found):,} findings that are lived with")
