"""`bylint check --show-settings`: what holds for each file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bylint.discover import discover
from bylint.report.text import count, safe

if TYPE_CHECKING:
    from pathlib import Path

    from bylint.run import Run


def show_settings(run: Run, paths: tuple[Path, ...]) -> None:
    """One line a file: its dialect and schema, and the sections that it belongs to; then what matched nothing."""
    configuration = run.configuration
    click.echo(f"configuration: {safe(str(configuration.file)) if configuration.file else 'none found'}")
    discovery = discover(paths, configuration, run.finder, cwd=run.cwd)
    for found in discovery:
        settings = found.settings
        run.plan(settings)
        schema = "base" if settings.schema is None else settings.schema.model or "declared"
        facts = [run.shown(found.file), f"dialect={found.site.dialect.name}", f"schema={schema}"]
        facts += [f"section={','.join(settings.sections)}"] if settings.sections else []
        facts += [] if run.is_checked(found) else ["not a post: not checked"]
        click.echo(safe("  ".join(facts)))
    for broken in discovery.unreadable:
        click.echo(f"{safe(run.shown(broken.file))}: cannot be read: {safe(broken.reason)}")
    for path in discovery.excluded:
        click.echo(f"{safe(path)}: left out by an exclude or a .gitignore")
    for glob in () if paths else discovery.unused_globs(configuration):
        click.echo(f"note: the glob {safe(glob)} matched nothing")
    for notice in (*configuration.notices, *discovery.notices, *run.notices, *run.finder.unread):
        click.echo(f"note: {safe(notice)}")
    click.echo(count(len(discovery), "file"))
