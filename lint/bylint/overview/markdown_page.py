"""The report as a page that an editor reads where Markdown is shown: on GitHub, GitLab, in a pull request.

As the summary of a run, its tables are HTML, and what posts say stands in `<code>`.
"""

from __future__ import annotations

from itertools import islice
from typing import IO, TYPE_CHECKING

from bylint.report.markdown import MARKS, code
from bylint.report.text import count, summary_line
from bylint.writing import written_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bylint.overview.counting import Group, Pair
    from bylint.overview.report import Report
    from bylint.overview.rows import FindingRow

MARK = "<!-- bylint report -->"
"""What the page begins with."""
FAULTS = 15
"""Systematic faults that are told."""
ROWS = 40
"""Rows of a table at most."""
FINDINGS = 100
"""Findings that are shown, the worst first."""


def write(report: Report, target: str) -> None:
    """Write the page to a file. Raises OSError and ReportError."""
    with written_beside(target) as temporary, open(temporary, "w", encoding="utf-8", newline="\n") as out:
        write_to(report, out)


def write_to(report: Report, out: IO[str]) -> None:
    """Write the page to a stream."""
    out.write(f"{MARK}\n# The archive, as bylint sees it\n\n{summary_line(report.summary)}\n")
    if report.changes is not None:
        changes = report.changes
        out.write(f"\nSince {code(changes.earlier)}: {changes.new:,} new, {changes.fixed:,} fixed, ")
        out.write(f"{changes.standing:,} still there.\n")
    for title, head, rows in _tables(report):
        _write_table(out, title, head, rows)
    for notice in report.summary.notices[:ROWS]:
        out.write(f"\n- {code(notice)}\n")


def _tables(report: Report) -> Iterator[tuple[str, Sequence[str], Iterable[Sequence[str]]]]:
    yield (
        "What to do first",
        ("", "what", "rule", "findings"),
        (
            (MARKS[each.severity], code(each.sentence), each.rule, f"{each.findings:,}")
            for each in report.faults(FAULTS)
        ),
    )
    if report.changes is not None:
        changed = (each for each in report.rule_changes() if each.new or each.fixed)
        yield (
            "What has changed",
            ("rule", "new", "fixed", "still there"),
            ((each.rule, f"{each.new:,}", f"{each.fixed:,}", f"{each.standing:,}") for each in changed),
        )
    yield (
        "By rule",
        ("rule", "", "findings", "posts"),
        ((each.rule, MARKS[each.severity], f"{each.findings:,}", f"{each.posts:,}") for each in report.rules()),
    )
    head = ("", "posts", "with findings", "errors", "warnings", "info")
    yield "By year of publication", head, map(_group, report.groups("year"))
    yield "By section", head, map(_group, _most(report.groups("section")))
    yield "By author", head, map(_group, _most(report.groups("author")))
    yield (
        "Who is credited, and whom the page names",
        ("credited", "on the page", "posts", "from", "to"),
        (_pair(each) for each in report.pairs() if each.relation != "same"),
    )
    yield "Findings, the worst first", ("", "where", "what"), map(_finding, report.worst(FINDINGS))


def _most(found: Iterable[Group]) -> list[Group]:
    """Those with the most findings, in a table that cannot show all."""
    return sorted(found, key=lambda each: (-each.findings, each.name or ""))


def _group(found: Group) -> Sequence[str]:
    name = code(found.name) if found.name else "none"
    numbers = (found.posts, found.posts_with_findings, found.error, found.warning, found.info)
    return (name, *(f"{number:,}" for number in numbers))


def _pair(found: Pair) -> Sequence[str]:
    credited = code(found.credited) if found.credited is not None else "nobody"
    return (credited, code(found.bylined), f"{found.posts:,}", found.first or "", found.last or "")


def _finding(found: FindingRow) -> Sequence[str]:
    other = ""
    if found.other_message is not None:
        where = (
            f"line {found.other_line}" if found.other_path == found.path else f"{found.other_path}:{found.other_line}"
        )
        other = f"<br>{code(f'{found.other_message}: {where}')}"
    fix = f"<br>{code(f'suggestion: {found.fix}')}" if found.fix is not None else ""
    where = code(f"{found.path}:{found.line}:{found.column}")
    return (MARKS[found.severity], where, f"<b>{found.rule}</b><br>{code(found.message)}{other}{fix}")


def _write_table(out: IO[str], title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table of as many rows as a page can hold; nothing where there is none."""
    found = iter(rows)
    most = FINDINGS if title.startswith("Findings") else ROWS
    shown = list(islice(found, most))
    if not shown:
        return
    cells = "".join(f"<th>{each}</th>" for each in head)
    out.write(f"\n## {title}\n\n<table>\n<tr>{cells}</tr>\n")
    for row in shown:
        out.write(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n")
    out.write("</table>\n")
    more = sum(1 for _ in found)
    if more:
        out.write(f"\nand {count(more, 'more row')}\n")
