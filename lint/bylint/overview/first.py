"""What to do first: the few systematic faults that explain most findings, each as a task."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from bylint.overview.figures import address, summary_of
from bylint.overview.texts import counted, named, years

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bylint.overview.report import Report
    from bylint.overview.systematic import Fault

_ASKED = 200
"""Faults that are asked for, of which a few are told. A byte holds the number of each."""
_MOST = 7
_ENOUGH = 0.9
"""No more tasks are told once they explain this share of all findings, and of the errors."""
_NAMES = 6


class Task(NamedTuple):
    """A systematic fault: in a sentence, what more there is to say, and how to see and to mend it."""

    sentence: str
    means: str
    address: str
    invitation: str
    share: str
    remedy: str
    command: str


class Agenda(NamedTuple):
    """The tasks, and what they explain together."""

    tasks: Sequence[Task]
    opening: str


def causes(report: Report) -> list[Fault]:
    """The systematic faults, what explains most first."""
    return list(report.faults(_ASKED))


def agenda(report: Report, faults: Sequence[Fault]) -> Agenda:
    """The first of the faults, until they explain most findings."""
    counts = report.summary.by_severity
    total, errors = counts.total(), counts["error"]
    chosen: list[list[Fault]] = []
    explained = explained_errors = 0
    for group in _grouped(faults):
        if len(chosen) == _MOST or (explained >= _ENOUGH * total and explained_errors >= _ENOUGH * errors):
            break
        chosen.append(group)
        explained += sum(fault.findings for fault in group)
        explained_errors += sum(fault.errors for fault in group)
    if not chosen:
        return Agenda([], "")
    divided = {fault.rule for fault in faults if fault.subject is not None}
    fixes = _fixes(report)
    tasks = [_task(report, group, divided, fixes, total) for group in chosen]
    words = "This fault explains" if len(tasks) == 1 else f"These {len(tasks)} faults explain"
    return Agenda(tasks, f"{words} {explained:,} of {counted(total, 'finding')}, {_per_cent(explained, total)}.")


def _grouped(faults: Iterable[Fault]) -> list[list[Fault]]:
    """Faults of one rule are one task, unless they are about people: each of those is a matter by itself."""
    groups: dict[tuple[str, str | None], list[Fault]] = {}
    for fault in faults:
        own = fault.subject if fault.field == "author" else None
        groups.setdefault((fault.rule, own), []).append(fault)
    return list(groups.values())


def _task(
    report: Report, group: Sequence[Fault], divided: Collection[str], fixes: Mapping[str, Counter[str]], total: int
) -> Task:
    fault = group[0]
    summary = summary_of(report, fault.rule)
    findings = sum(each.findings for each in group)
    about: dict[str, str] = {}
    if len(group) > 1:
        posts = report.holding.one("SELECT COUNT(DISTINCT path) FROM findings WHERE rule = ?", (fault.rule,))
        of = f" of {span}" if (span := years(*_days(group))) else ""
        sentence = f"{counted(posts, 'post')}{of}: {summary[:1].lower()}{summary[1:].rstrip('.')}"
        told = _listed([(each.subject or "others", each.findings) for each in group], len(group))
    else:
        sentence = fault.sentence
        told = "" if fault.subject is None or fault.subject == fault.field else summary
        if fault.distinct > 1:
            told = f"{told} {_listed([*fault.names], fault.distinct)}".strip()
        if fault.rule in divided:
            about = {"about": named(fault.subject or "")}
    remedy, command = _remedy(fault.rule, sum(each.fixes for each in group), findings, fixes)
    return Task(
        sentence=f"{named(sentence, 500)}.",
        means=told,
        address=address(rule=fault.rule, **about),
        invitation="See it" if findings == 1 else f"See these {findings:,} findings",
        share=f"{fault.rule}, {_per_cent(findings, total)} of all findings",
        remedy=remedy,
        command=command,
    )


def _days(group: Iterable[Fault]) -> tuple[str | None, str | None]:
    """The days of the earliest and the latest post with a day."""
    days = [day for each in group for day in (each.first, each.last) if day is not None]
    return min(days, default=None), max(days, default=None)


def _listed(names: Sequence[tuple[str, int]], distinct: int) -> str:
    """The most frequent names, each with its number: `Ana (12), Ben (3) and 4 more.`."""
    told = ", ".join(f"{named(name)} ({count:,})" for name, count in names[:_NAMES])
    return f"{told} and {distinct - _NAMES:,} more." if distinct > _NAMES else f"{told}."


def _remedy(rule: str, fixed: int, findings: int, fixes: Mapping[str, Counter[str]]) -> tuple[str, str]:
    """How many findings have a fix, and the command for them."""
    if not fixed:
        return "", ""
    said = "Each has" if fixed == findings else counted(fixed, "has", "have")
    if fixes[rule]["suggested"]:
        return f"{said} a suggested fix; to go through them", f"bylint fix --select {rule}"
    return f"{said} a safe fix; to make them", f"bylint check --fix --fix-only {rule}"


def _fixes(report: Report) -> dict[str, Counter[str]]:
    """How many findings of each rule have a safe or a suggested fix."""
    found: dict[str, Counter[str]] = {}
    for rule, safety, count in report.holding.query("SELECT rule, fix_safety, COUNT(fix) FROM findings GROUP BY 1, 2"):
        found.setdefault(rule, Counter())[safety or ""] += count
    return found


def _per_cent(part: int, whole: int) -> str:
    share = 100 * part / whole
    return "less than 1 %" if share < 1 else f"{min(round(share), 99 if part < whole else 100)} %"
