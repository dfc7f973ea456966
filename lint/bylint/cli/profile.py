"""`bylint profile`: the fields of an archive as a table."""

from __future__ import annotations

from pathlib import Path

import click

from bylint.cli.ending import told
from bylint.cli.parameters import PATH


@click.command("profile")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=PATH)
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration.")
@click.option("--isolated", is_flag=True, help="Read no configuration of the project, and run none of its code.")
def profile_command(paths: tuple[Path, ...], output_format: str, config: Path | None, *, isolated: bool) -> None:
    """Show what the front matter of posts holds: each key, in how many posts, its types, formats, values, outliers."""
    from bylint.cli.opening import opened
    from bylint.discover import discover
    from bylint.profile import as_json, as_text, profile
    from bylint.report.text import safe
    from bylint.run import no_collection

    with told(), no_collection(), opened(paths, {"config": config, "isolated": isolated}) as (run, found):
        sites = profile(run, discover(found, run.configuration, run.finder, cwd=run.cwd))
    if output_format == "json":
        import json

        click.echo(json.dumps(as_json(sites), indent=2, default=str))
        return
    for line in as_text(sites):
        click.echo(safe(line))
    if not sites:
        click.echo("no posts were found")
