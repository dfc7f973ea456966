"""`bylint check` where nothing has changed: the answer of the last time, before rules and pydantic are imported."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any

from bylint.cli.outputs import Reports
from bylint.filenames import is_remote
from bylint.report import Setting, Summary
from bylint.results.keys import question_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bylint.baseline import Baseline
    from bylint.cli.outputs import Output
    from bylint.results.printed import Printed
    from bylint.results.recall import Recalled
    from bylint.run import Run
    from bylint.witness import Witness

_ASKED = ("select", "extend_select", "ignore", "preview", "config", "profile", "fail_on", "baseline", "no_baseline")
"""What of the command line changes what is found, or which findings fail."""
_OTHERWISE = (
    "fix",
    "diff",
    "fix_only",
    "unsafe_fixes",
    "write_baseline",
    "strict_baseline",
    "prune_baseline",
    "changed_lines",
    "show_settings",
    "isolated",
    "no_cache",
)
"""What makes a run that is not remembered."""
_SHOWS_TEXT = frozenset({"text", "rdjson", "sarif"})
"""Formats that show lines of the posts, or count in other units than characters."""


def may_recall(options: dict[str, Any], paths: Sequence[Path]) -> bool:
    """Whether a run of these options can be remembered."""
    if any(options[name] for name in _OTHERWISE) or options["changed_since"] is not None:
        return False
    if any(is_remote(os.fspath(path)) for path in paths):
        return False
    return options["stdin_filename"] is None and not any(str(path) == "-" for path in paths)


def shows_text(made: Sequence[Output], options: dict[str, Any]) -> bool:
    """Whether a report needs the texts that findings stand in."""
    return not options["statistics"] and any(output.format in _SHOWS_TEXT for output in made)


def question(options: dict[str, Any], paths: Sequence[Path], cwd: str) -> bytes:
    """What is asked: of which paths, from where, and how."""
    environment = os.environ.get("CI", "").lower() not in {"", "0", "false", "no", "off"}
    return question_of((cwd, tuple(map(str, paths)), environment, *(str(options[name]) for name in _ASKED)))


def recalled(
    options: dict[str, Any], paths: Sequence[Path], made: Sequence[Output], cwd: str
) -> tuple[Summary, str] | None:
    """The summary of a run that is remembered, when its reports are written, with the severity that fails it."""
    from bylint.results.recall import StaleError, recall

    if any(output.format == "sarif" for output in made):  # which asks for the rules
        return None
    today = options["today"] or date.today()  # noqa: DTZ011  # the writer's day
    found = recall(question(options, paths, cwd), cwd, today)
    named = None
    if found is None and paths:
        found = recall(question(options, (), cwd), cwd, today)
        named = _named(found, paths, cwd) if found is not None else None
        if found is not None and named is None:
            found.close()
            return None
    if found is None:
        return None
    found.shows_text = shows_text(made, options)
    try:
        return _report(found, named, options, made, cwd)
    except StaleError:
        return None
    finally:
        found.close()


def _named(found: Recalled, paths: Sequence[Path], cwd: str) -> list[str] | None:
    """Files of the whole run, by path from its root; None where one is none of them, or the run had notices."""
    from bylint.filenames import relative_posix

    if found.told["notices"]:
        return None
    named = {os.path.normpath(os.path.join(cwd, path)) for path in paths}  # noqa: PTH118  # text is faster
    if any(os.path.isdir(path) for path in named):  # noqa: PTH112  # as above
        return None
    return sorted(relative_posix(path, found.told["root"]) for path in named)


def _report(
    found: Recalled, named: list[str] | None, options: dict[str, Any], made: Sequence[Output], cwd: str
) -> tuple[Summary, str]:
    from bylint.report.places import repository  # where there is something to report

    setting = Setting(
        rule=_no_rule,
        cwd=cwd,
        root=repository(found.told["root"]),
        explicit=frozenset(found.told["explicit"]),
        quiet=options["quiet"],
        statistics=options["statistics"],
        fail_on=found.told["fail_on"],
        exit_zero=options["exit_zero"],
    )
    reports = Reports(made, setting)
    if named is None:
        guard = reports.guard if reports.overwrites else None
        known = found.printed([output.format for output in made], reports.asked, guard)
        if known is not None:
            reports.repeat(known.texts, options["color"])
            return known.summary, found.told["fail_on"]
        reports.copy()
    summary = Summary()
    baseline = _baseline(found)
    for checked in found.results(named):
        reports.guard(checked.path)
        if baseline is not None:
            checked = baseline.apply(checked)  # noqa: PLW2901  # the same result, less what does not count
        summary.add(checked)
        reports.add(checked)
    summary.notices += found.told["notices"]
    summary.baselined = baseline.count if baseline is not None else None
    reports.write(summary, options["color"])
    if named is None:
        found.keep(summary, reports.printed)
    return summary, found.told["fail_on"]


def _baseline(found: Recalled) -> Baseline | None:
    """The baseline of the run, which has not changed since. Raises StaleError."""
    if not found.told["baseline"]:
        return None
    from bylint.baseline import BaselineError, read_baseline  # only where there is one
    from bylint.results.recall import StaleError

    try:
        return read_baseline(found.told["baseline"])
    except BaselineError as error:
        raise StaleError from error


def _no_rule(name: str) -> Any:
    raise LookupError(name)  # no format asks for one that is made here


class Memory:
    """Remembers a run that is being made."""

    def __init__(self, run: Run, digest: bytes, witness: Witness, baseline: str = "") -> None:
        from bylint.results.questions import Question

        self.run = run
        self._question = Question(run, digest, witness, baseline)
        self.add = self._question.add

    def keep(self, summary: Summary, setting: Setting, printed: Sequence[Printed]) -> None:
        """Write down what there is, when the reports are written."""
        self._question.remember(summary, tuple(setting.explicit), printed)
