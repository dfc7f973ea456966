"""`bylint schema`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bylint.cli.ending import prints_aside, told, working_directory

if TYPE_CHECKING:
    from bylint.json_schemas import Schema


@click.command("schema")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--output", "what", flag_value="output", default=None, help="Of `bylint check --output-format json`.")
@click.option("--report", "what", flag_value="report", help="Of `bylint report --format json`.")
@click.option("--config", "what", flag_value="config", help="Of the configuration, with the rules that there are.")
@click.option("--isolated", is_flag=True, help="Read no configuration of the project, and run none of its code.")
def schema_command(path: Path | None, what: str | None, *, isolated: bool) -> None:
    """Print a JSON Schema.

    Of the metadata of the post at PATH, which need not exist: the keys of its generator, and those that the
    configuration declares. Or of the JSON report of a check (--output, also without PATH), of that of an archive
    (--report), or of the configuration (--config).
    """
    if path is not None and what is not None:
        raise click.UsageError(f"give PATH or --{what}, not both")
    if path is None and what not in ("config", "report"):
        from importlib.resources import files

        click.echo((files("bylint.report") / "output.schema.json").read_text("utf-8"), nl=False)
        return
    import json

    with told(), prints_aside():
        if path is not None:
            made = _of_post(path, isolated=isolated)
        else:
            made = _of_configuration(isolated=isolated) if what == "config" else _of_report()
    click.echo(json.dumps(made, indent=2, ensure_ascii=False, default=str))


def _of_configuration(*, isolated: bool) -> Schema:
    from bylint.json_schemas import configuration_schema
    from bylint.library import load_configuration
    from bylint.registry import load_registry

    return configuration_schema(load_registry(load_configuration(working_directory(), isolated=isolated).local_rules))


def _of_report() -> Schema:
    from bylint.overview.schemas import report_schema

    return report_schema()


def _of_post(path: Path, *, isolated: bool) -> Schema:
    from bylint.discover import one_file
    from bylint.json_schemas import post_schema
    from bylint.library import load_configuration, open_run

    here = working_directory()
    run = open_run(load_configuration(here, isolated=isolated), here)
    found = one_file(path, run.configuration, run.finder, cwd=here)
    return post_schema(found.site, run.plan(found.settings).schema, run.shown(found.file))
