"""`bylint report`: what an editor opens and acts on, and the same as tables for other programs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bylint.cli.ending import FAILED, fail, prints_aside, told
from bylint.cli.opening import employed, opened
from bylint.cli.parameters import PATH, how_to_run, which_configuration, which_rules
from bylint.cli.progress import shown
from bylint.overview.formats import FORMATS, load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bylint.diagnostic import Diagnostic
    from bylint.overview.report import Report
    from bylint.run import Run

_SHOWN = 20
"""So many files that could not be checked are named."""


@click.command("report")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=PATH)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="html", show_default=True)
@click.option(
    "--output",
    type=click.Path(readable=False, path_type=Path),
    metavar="FILE",
    help="Where it is written: a file, of csv and parquet a folder or a .zip; `-` is standard output, of json and "
    "markdown. [default: bylint-report with the ending of the format]",
)
@click.option("--force", is_flag=True, help="Write onto a file, or into a folder, that is no earlier report.")
@click.option(
    "--compare",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Tell what is new, fixed and still there since an earlier run, whose JSON report FILE is.",
)
@click.option("--title", help="The title of the page (html). [default: the name of the repository's folder]")
@click.option(
    "--link-template",
    metavar="URL",
    help="The address of a line of a file, with {path} and {line} (html). [default: guessed from the git remote]",
)
@which_rules
@which_configuration
@how_to_run
def report_command(paths: tuple[Path, ...], **options: Any) -> None:
    """Report on an archive: what to mend first, and all posts, findings and facts.

    Of PATHs, or the whole project. What is in a baseline is told, too. Exit code 2: some file, or the report itself,
    could not be dealt with.
    """
    from bylint.overview.holding import ReportError
    from bylint.overview.report import Report

    name = options["form"]
    target = str(options["output"] or FORMATS[name].default)
    with told():
        try:
            module = _load(name)
            _check(target, options)
            more = _more(module, options)
            with (
                opened(paths, options) as (run, found),
                employed(options["executor"], run, isolated=options["isolated"]),
                Report(run, facts=FORMATS[name].has_facts) as report,
            ):
                run.jobs = options["jobs"]
                run.caches = run.keeps_facts = not options["no_cache"]
                failures = _fill(report, run, found, target)
                if options["compare"] is not None:
                    report.compare(options["compare"])
                _write(report, module, target, more)
                _tell(report, target, failures)
                if report.summary.failed:
                    sys.exit(FAILED)
        except ReportError as error:
            fail(str(error))


def _load(name: str) -> Any:
    """The module of a format, before anything is checked."""
    try:
        return load(name)
    except ImportError as error:
        fail(f"--format {name} needs {error.name}: pip install {error.name} (bylint's extra `report`)")


def _check(target: str, options: dict[str, Any]) -> None:
    """Refuse a target or an earlier report that cannot be used, before the work."""
    from bylint.overview.target import check_target

    if target != "-":
        check_target(target, options["form"], force=options["force"])
    elif options["form"] not in ("json", "markdown"):
        fail(f"--format {options['form']} is not written to standard output: give --output FILE")
    if options["compare"] is not None and not options["compare"].is_file():
        is_there = os.path.lexists(options["compare"])
        fail(
            f"--compare: {options['compare']} is no regular file"
            if is_there
            else f"--compare: there is no file {options['compare']}"
        )


def _more(module: Any, options: dict[str, Any]) -> dict[str, Any]:
    """What is said of the page alone."""
    given = {name: options[name] for name in ("title", "link_template") if options[name] is not None}
    if given and options["form"] != "html":
        fail(f"--{next(iter(given)).replace('_', '-')} is of the format html, and --format is {options['form']}")
    if given.get("link_template"):
        module.check_link(given["link_template"])
    return given


def _fill(report: Report, run: Run, paths: tuple[Path, ...], target: str) -> list[Diagnostic]:
    """Check all posts, and give what kept the run from its job; an earlier report that lies among them is no post."""
    from bylint.run import no_collection
    from bylint.watchdog import watch

    failures: list[Diagnostic] = []
    own = os.path.realpath(target)
    name = os.path.basename(own)
    with watch(run.configuration.max_rule_seconds), no_collection(), prints_aside():
        for checked in shown(run.check(paths), run, quiet=False):
            if checked.path.endswith(name) and os.path.realpath(run.cwd / checked.path) == own:
                continue
            report.add(checked)
            if checked.failed:
                failures += [each for each in checked.diagnostics if each.rule.startswith("run/")]
        report.complete()
    return failures


def _write(report: Report, module: Any, target: str, more: dict[str, Any]) -> None:
    from bylint.overview.holding import ReportError

    try:
        if target == "-":
            module.write_to(report, sys.stdout)
        else:
            module.write(report, target, **more)
    except OSError as error:
        if target == "-":
            raise
        why = os.strerror(error.errno) if error.errno else str(error)  # libraries have words of their own
        raise ReportError(f"{target} cannot be written: {why}") from error


def _tell(report: Report, target: str, failures: Sequence[Diagnostic]) -> None:
    """Where the report lies, what the run came to, and what it could not do."""
    from bylint.report.text import safe, summary_line

    for each in failures[:_SHOWN]:
        click.echo(f"{safe(each.path)}: {each.rule}: {safe(each.message)}", err=True)
    if len(failures) > _SHOWN:
        click.echo(f"and {len(failures) - _SHOWN:,} more that could not be checked", err=True)

    for notice in report.summary.notices:
        click.echo(f"note: {safe(notice)}", err=True)
    where = "standard output" if target == "-" else safe(target)
    click.echo(f"{where}: {summary_line(report.summary)}", err=target == "-")
