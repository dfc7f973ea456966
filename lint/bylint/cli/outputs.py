"""Which reports a run makes and where each goes: as asked for, or as fits the CI system that it runs in."""

from __future__ import annotations

import os
import stat
import sys
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import click

from bylint.cli.ending import fail
from bylint.lazy import lazy
from bylint.report.formats import FORMATS, KEPT, open_report, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bylint.checked import Checked
    from bylint.report import Report, Setting, Summary
    from bylint.results.printed import Copy, Printed

GITLAB_REPORT = "gl-code-quality-report.json"
"""What GitLab's documentation calls the file of a Code Quality report."""


def formats_given(_: click.Context, __: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """The names of formats. Raises BadParameter for others."""
    return tuple(map(_known, values))


def reports_given(_: click.Context, __: click.Parameter, values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """`FORMAT=FILE`, taken apart. Raises BadParameter for what is not both."""
    found = []
    for value in values:
        name, _equals, file = value.partition("=")
        if not file:
            raise click.BadParameter(f'"{value}" is no FORMAT=FILE')
        found.append((_known(name), file))
    return tuple(found)


def _known(name: str) -> str:
    if name in FORMATS:
        return name
    raise click.BadParameter(f'no format is named "{name}"{suggest(name)} The formats are {", ".join(FORMATS)}.')


class Output(NamedTuple):
    """A report that is made. `target` is None for standard output; `option` is what asked for it, None for nobody."""

    format: str
    target: Path | None
    option: str | None
    appends: bool = False


def outputs(options: Mapping[str, Any], environment: Mapping[str, str]) -> list[Output]:
    """What is to be written, in order. Ends the run where two formats would go to one place, or where nothing can."""
    formats: Sequence[str] = tuple(dict.fromkeys(options["output_format"]))
    if len(formats) > 1:
        given = " and as ".join(formats)
        fail(f"--output-format is given as {given}: write --report {formats[1]}=FILE for one of them")
    if options["statistics"] and formats and formats[0] != "text":
        fail(f"--statistics is of the format text, and --output-format is {formats[0]}")
    found: list[Output] = []
    if formats or options["output_file"] is not None:
        option = f"--output-format {formats[0]}" if formats else "--output-format"
        if options["output_file"] is not None:
            option = f"--output-file {options['output_file']}"
        found.append(Output(formats[0] if formats else "text", _target(options["output_file"]), option))
    else:
        found += _fitting(environment, statistics=options["statistics"])
    found += [Output(name, _target(file), f"--report {name}={file}") for name, file in options["report"]]
    _refuse_clashes(found)
    _refuse_bad_targets(found)
    return found


def _target(file: str | Path | None) -> Path | None:
    return None if file is None or str(file) == "-" else Path(file)


def _fitting(environment: Mapping[str, str], *, statistics: bool) -> list[Output]:
    """What nobody asked for: text for people; on GitHub and GitLab also what they show beside a change.

    pre-commit runs bylint several times at once, each on some of the files: none of them has the whole report.
    """
    found = [Output("text", None, None)]
    if statistics:
        return found
    is_part = environment.get("PRE_COMMIT") == "1"
    if environment.get("GITHUB_ACTIONS") == "true":
        found.insert(0, Output("github", None, None))  # the log ends with the text, which sums up
        if (summary := environment.get("GITHUB_STEP_SUMMARY")) and not is_part:
            found.append(Output("markdown", Path(summary), None, appends=True))
    elif environment.get("GITLAB_CI") == "true" and not is_part:
        found.append(Output("gitlab", Path(environment.get("CI_PROJECT_DIR") or ".", GITLAB_REPORT), None))
    return found


def _refuse_clashes(found: Sequence[Output]) -> None:
    for number, output in enumerate(found):
        for other in found[:number]:
            if output.option is None and other.option is None:
                continue
            if output.target is None and other.target is None:
                fail(f"{output.option} and {other.option or 'the text'} would both go to standard output")
            if output.target is not None and other.target is not None and _is_same(output.target, other.target):
                fail(f"{output.option} and {other.option or other.format} would both go to {output.target}")


def _is_same(left: Path, right: Path) -> bool:
    if left.exists() and not left.is_file():
        return False  # a device takes whatever comes
    try:
        return left.samefile(right)
    except OSError:
        return os.path.normcase(os.path.realpath(left)) == os.path.normcase(os.path.realpath(right))


def _refuse_bad_targets(found: Iterable[Output]) -> None:
    """Before the work, not after it."""
    for output in found:
        if output.target is None or output.option is None:
            continue
        folder = output.target.parent
        if output.target.is_dir():
            fail(f"{output.option}: is a folder")
        if not folder.is_dir():
            fail(f"{output.option}: there is no folder {folder}")
        if not os.access(output.target if output.target.exists() else folder, os.W_OK):
            fail(f"{output.option}: cannot be written")


class Reports:
    """The reports of a run, each with its place."""

    def __init__(self, made: Sequence[Output], setting: Setting) -> None:
        self._outputs = made
        self._setting = setting
        self._targets = [(output, info) for output in made if (info := _regular(output.target)) is not None]
        self._copies: list[Copy] = []

    def copy(self) -> None:
        """Have copies taken of the reports, if all are of formats that can be kept."""
        from bylint.results.printed import Copy  # only where results are kept

        if all(output.format in KEPT for output in self._outputs):
            self._copies = [Copy() for _ in self._outputs]

    @property
    def asked(self) -> list[str]:
        """How each report was asked for: two that were asked for alike, of one run, are the same."""
        about = (self._setting.quiet, self._setting.statistics, self._setting.exit_zero, self._setting.root)
        return [repr((output.format, *about)) for output in self._outputs]

    @property
    def printed(self) -> list[Printed]:
        """The copies; none where one of the reports was too long to be kept."""
        from bylint.results.printed import Printed

        return [Printed(asked, copy) for asked, copy in zip(self.asked, self._copies, strict=False) if copy.is_whole]

    @property
    def overwrites(self) -> bool:
        """Whether a file that is there will be written."""
        return bool(self._targets)

    def guard(self, path: str) -> None:
        """End the run where this file, which is checked, would be overwritten."""
        for output, info in self._targets:
            if _is_file(path, info):
                fail(f"{output.option or output.target} is one of the files that are checked")

    def add(self, checked: Checked) -> None:
        """Take one result."""
        for _, report in self._made:
            report.add(checked)

    def write(self, summary: Summary, color: str) -> None:
        """Write each. Ends the run where one cannot be written, when the others are."""
        self._write([(output, partial(report.finish, summary)) for output, report in self._made], color)

    def repeat(self, texts: Sequence[Iterable[str]], color: str) -> None:
        """Write reports that are made already. Ends the run likewise."""
        self._write([(output, partial(_say, text)) for output, text in zip(self._outputs, texts, strict=True)], color)

    @lazy  # what is shown again needs none
    def _made(self) -> list[tuple[Output, Report]]:
        return [(output, open_report(output.format, self._setting)) for output in self._outputs]

    def _write(self, said: Sequence[tuple[Output, Callable[[IO[str]], None]]], color: str) -> None:
        from bylint.cli.output import write

        failed: list[str] = []
        for (output, say), copy in zip_longest(said, self._copies):
            taken = None if copy is None else copy.write
            try:
                write(say, target=output.target, color=color, appends=output.appends, copy=taken)
            except OSError as error:
                if output.target is None:
                    raise
                told = f"{output.option or output.target}: {error.strerror or error}"
                if output.option is None:
                    click.echo(f"bylint: note: {told}, so the {output.format} report is not there", err=True)
                else:
                    failed.append(told)
        if failed:
            sys.stdout.flush()
            fail("; ".join(failed))


def _say(text: Iterable[str], out: IO[str]) -> None:
    for piece in text:
        out.write(piece)


def _regular(target: Path | None) -> os.stat_result | None:
    """What is known of a file that is there."""
    if target is None or not target.exists():
        return None
    found = target.stat()
    return found if stat.S_ISREG(found.st_mode) else None


def _is_file(path: str, info: os.stat_result) -> bool:
    try:
        return os.path.samestat(info, os.stat(path))  # noqa: PTH116  # as fast as can be: it is done for each file
    except OSError:
        return False
