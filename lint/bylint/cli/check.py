"""`bylint check`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bylint import __version__
from bylint.cli.ending import fail, prints_aside, told, working_directory
from bylint.cli.opening import employed, opened
from bylint.cli.outputs import Reports, formats_given, outputs, reports_given
from bylint.cli.parameters import PATH, SEVERITY, how_to_run, names, which_configuration, which_rules
from bylint.cli.progress import shown
from bylint.cli.recalling import Memory, may_recall, question, recalled, shows_text
from bylint.report.formats import FORMATS
from bylint.witness import begin, lexists

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bylint.checked import Checked
    from bylint.cli.fixing import Fixing
    from bylint.cli.gate import Gate
    from bylint.cli.outputs import Output
    from bylint.report import Setting, Summary
    from bylint.run import Run
    from bylint.witness import Witness


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=PATH)
@which_rules
@click.option("--fail-on", type=SEVERITY, help="The least severity that makes the exit code 1. [default: error]")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found; 2 stays 2.")
@click.option("--fix", is_flag=True, help="Make the safe fixes, and show what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="Make those too that are suggestions, which need a reader.")
@click.option("--fix-only", multiple=True, callback=names, metavar="RULES", help="Make the fixes of these rules only.")
@click.option("--diff", is_flag=True, help="Show as a patch what the fixes would change, and write nothing.")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Findings that are lived with.")
@click.option("--no-baseline", is_flag=True, help="Heed no baseline.")
@click.option("--write-baseline", is_flag=True, help="Live with what is found now: write it to the baseline.")
@click.option("--strict-baseline", is_flag=True, help="Fail where an entry of the baseline is no longer needed.")
@click.option("--prune-baseline", is_flag=True, help="Drop such entries from the baseline.")
@click.option(
    "--changed-since",
    is_flag=False,
    flag_value="",
    metavar="[REV]",
    help="Only what changed since the merge base with a revision (the main branch): either end of a finding counts.",
)
@click.option("--changed-lines", is_flag=True, help="With --changed-since: the lines that changed, not whole files.")
@click.option(
    "--output-format",
    multiple=True,
    callback=formats_given,
    metavar="FORMAT",
    help=f"{', '.join(FORMATS)}. [default: text; on GitHub and in GitLab CI also what they show]",
)
@click.option("--output-file", type=click.Path(path_type=Path), metavar="FILE", help="Write the report there.")
@click.option(
    "--report",
    multiple=True,
    callback=reports_given,
    metavar="FORMAT=FILE",
    help="Write one more report, in another format, to a file.",
)
@which_configuration
@click.option(
    "--stdin-filename",
    type=PATH,
    metavar="PATH",
    help="Check standard input as if it were this file.",
)
@how_to_run
@click.option("--statistics", is_flag=True, help="Count diagnostics by rule, instead of showing them.")
@click.option("--quiet", "-q", is_flag=True, help="Show diagnostics only.")
@click.option(
    "--show-settings", is_flag=True, help="Show which dialect, schema and sections each file has, and check nothing."
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.version_option(__version__, "--version", message="bylint %(version)s")
def check_command(paths: tuple[Path, ...], **options: Any) -> None:
    """Check posts: PATHs, or the whole project. `-` is standard input.

    A PATH may also be an archive (zip, tar), or an address: s3://, gs://, az://, https:// of an archive.

    Exit code 0: nothing as bad as --fail-on. 1: something is. 2: the job could not be done.
    """
    from bylint.report import exit_code

    made = outputs(options, os.environ)
    witness = None
    if may_recall(options, paths):
        known = recalled(options, paths, made, str(working_directory()))
        if known is not None:
            if code := exit_code(known[0], known[1], exit_zero=options["exit_zero"]):  # type: ignore[arg-type]  # as it was kept
                sys.exit(code)
            return
        witness = begin()
    with told(), opened(paths, options) as (run, found):
        if options["show_settings"]:
            from bylint.cli.settings import show_settings

            show_settings(run, found)
            return
        with employed(options["executor"], run, isolated=options["isolated"]):
            summary = _check(run, found, options, made, witness)
    if options["diff"] and not summary.failed:
        sys.exit(1 if summary.fixed and not options["exit_zero"] else 0)
    if code := exit_code(summary, run.configuration.fail_on, exit_zero=options["exit_zero"]):
        sys.exit(code)


def _check(
    run: Run, paths: tuple[Path, ...], options: dict[str, Any], made: Sequence[Output], witness: Witness | None
) -> Summary:
    from bylint.report import Summary
    from bylint.run import no_collection
    from bylint.watchdog import watch

    setting = _setting(run, options)
    reports = Reports(made, setting)
    summary = Summary(notices=run.configuration.notices)
    run.jobs = options["jobs"]
    run.caches = run.keeps_facts = not options["no_cache"]
    fixing = _fixing(run, paths, options)
    gate = _gate(run, options)
    memory = None
    if witness is not None and (gate is None or gate.is_repeatable) and run.caches:
        baseline = gate.file if gate is not None else None
        memory = Memory(run, question(options, paths, str(run.cwd)), witness, baseline or "")
        reports.copy()
    run.shows_text = gate is not None or shows_text(made, options)
    with watch(run.configuration.max_rule_seconds), no_collection(), prints_aside():
        for checked in shown(_results(run, paths, options), run, quiet=options["quiet"]):
            reports.guard(checked.path)
            if memory is not None:
                memory.add(checked)
            if fixing is not None and checked.later:
                checked = fixing.later(checked)  # noqa: PLW2901  # the result of the fixed text
            if gate is not None:
                checked = gate(checked)  # noqa: PLW2901  # the same result, less what does not count
            summary.add(checked)
            reports.add(checked)
    _complete(summary, run)
    if gate is not None:
        gate.complete(summary)
    if fixing is not None:
        fixing.complete(summary)
    if fixing is not None and fixing.shows:
        fixing.show(summary)
    else:
        reports.write(summary, options["color"])
    if memory is not None:
        memory.keep(summary, setting, reports.printed)
    return summary


_GATES = ("baseline", "write_baseline", "strict_baseline", "prune_baseline", "changed_lines")


def _gate(run: Run, options: dict[str, Any]) -> Gate | None:
    """What lets only some findings through, where there is a baseline or only changes count."""
    from bylint.config import BASELINE

    if not any(options[name] for name in _GATES) and options["changed_since"] is None:
        file = run.configuration.root / (run.configuration.baseline or BASELINE)
        if options["no_baseline"] or run.configuration.isolated or not lexists(file):
            return None
    from bylint.cli.gate import Gate  # only where not every finding counts

    gate = Gate(run, options)
    run.choose = gate.choose if gate.changes is not None else None
    return gate


def _fixing(run: Run, paths: tuple[Path, ...], options: dict[str, Any]) -> Fixing | None:
    """What fixes files, where that is asked for."""
    if not (options["fix"] or options["diff"] or options["fix_only"] or options["unsafe_fixes"]):
        return None
    from bylint.cli.fixing import Fixing, check_usage  # only where files are fixed

    check_usage(options, paths)
    run.amend = fixing = Fixing(run, options)
    return fixing


def _setting(run: Run, options: dict[str, Any]) -> Setting:
    from bylint.report import Setting
    from bylint.report.places import repository

    named = (name for name in (*options["select"], *options["extend_select"]) if "/" in name)
    return Setting(
        rule=run.registry.__getitem__,
        cwd=str(run.cwd if run.tree is None else Path.cwd()),
        root=repository(str(run.configuration.root if run.tree is None else Path.cwd())),
        explicit=run.registry.expand(named),
        quiet=options["quiet"],
        statistics=options["statistics"],
        fail_on=run.configuration.fail_on,
        exit_zero=options["exit_zero"],
    )


def _results(run: Run, paths: tuple[Path, ...], options: dict[str, Any]) -> Iterator[Checked]:
    if options["stdin_filename"] is None and Path("-") not in paths:
        yield from run.check(paths)
        return
    from bylint.discover import one_file

    if len(paths) > 1 or (paths and paths[0] != Path("-")):
        raise click.UsageError("standard input is checked alone: give no other PATH")
    found = one_file(options["stdin_filename"] or "stdin.md", run.configuration, run.finder, cwd=run.cwd)
    if sys.stdin is None:
        fail("standard input is closed, so there is nothing to check")
    raw = sys.stdin.buffer.read(run.configuration.max_file_size + 1)
    yield run.check_raw(raw, found)


def _complete(summary: Summary, run: Run) -> None:
    """What is worth knowing of the run as a whole."""
    from bylint.formats.yaml import lacks_libyaml

    summary.notices.extend(run.notices)
    if lacks_libyaml():
        summary.notices.append("PyYAML was installed without libyaml, so front matter is read about eight times slower")
    if summary.files == 0 and run.choose is None:
        summary.notices.append("no files were checked: no path holds posts, or all of them are excluded")
