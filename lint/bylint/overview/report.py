"""A report of an archive: its posts, findings and facts, kept on disk, and what an editor asks of them."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bylint.overview.counting import coverage, groups, month_counts, pairs, rule_counts
from bylint.overview.earlier import compare, rule_changes
from bylint.overview.holding import ORDER, Holding
from bylint.overview.rows import FactRow, FindingRow, PostRow
from bylint.overview.showing import as_row
from bylint.overview.systematic import MOST, faults
from bylint.report import Summary
from bylint.report.places import repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from types import TracebackType

    from bylint.archive.comparison import Facts
    from bylint.config import Configuration
    from bylint.engine import Checked
    from bylint.overview.counting import By, Coverage, Group, MonthCount, Pair, RuleCount
    from bylint.overview.earlier import Changes, RuleChanges
    from bylint.overview.systematic import Fault
    from bylint.run import Run


class Report:
    """What a run over an archive found: rows of posts, findings and facts in the order of paths, and a summary.

    The rows lie in a file that vanishes when the report is closed, so an archive may be of any size. Use it in a `with`
    statement, or close it. Paths are relative to `folder`; `root` is the repository, or the project where there is
    none. Raises ReportError where the rows cannot be kept.
    """

    def __init__(self, run: Run, *, facts: bool = True) -> None:
        self.run = run
        run.describes = True
        run.take_facts = self.add_facts
        self.keeps_facts = facts
        self.folder = str(run.cwd)
        self.root = repository(str(run.configuration.root))
        self.summary = Summary(notices=run.configuration.notices)
        self.holding = Holding()
        self.changes: Changes | None = None
        """What has changed since an earlier run, once that is compared with."""

    @classmethod
    def of(
        cls,
        paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
        *,
        configuration: Configuration | None = None,
        folder: str | os.PathLike[str] = ".",
        today: date | None = None,
        facts: bool = True,
    ) -> Report:
        """The report of files and folders, or of the whole project, as `check_paths` checks them.

        Without `facts` those are not kept that no finding names. Raises ConfigurationError, RuleError, UsageError and
        ReportError.
        """
        from bylint.library import load_configuration, open_run, remote_among

        named = [os.fspath(path) for path in ([paths] if isinstance(paths, str | os.PathLike) else paths)]
        if (remote := remote_among(named)) is not None:
            from bylint.remote.project import opened  # only where a path leads elsewhere

            with opened(remote, configuration, partial(open_run, today=today)) as (run, found):
                return cls.collect(run, found, facts=facts)
        here = Path(os.path.abspath(folder))  # links are not followed: paths stay as people write them
        run = open_run(configuration or load_configuration(here), here, today=today)
        return cls.collect(run, map(Path, named), facts=facts)

    @classmethod
    def collect(cls, run: Run, paths: Iterable[Path] = (), *, facts: bool = True) -> Report:
        """The report of a run over files and folders. Raises ConfigurationError, UsageError and ReportError."""
        report = cls(run, facts=facts)
        try:
            for checked in run.check(paths):
                report.add(checked)
            report.complete()
        except BaseException:
            report.close()
            raise
        return report

    # -- filling ---------------------------------------------------------------------------------------------

    def add(self, checked: Checked) -> None:
        """Take one result, made by a run that describes posts."""
        self.summary.add(checked)
        post = self.holding.add_post(checked.described) if checked.described is not None else None
        if checked.diagnostics and post is None:
            post = self.holding.number_of(checked.path)
        for found in checked.diagnostics:
            self.holding.add_finding(as_row(found, checked.source), post)

    def add_facts(self, facts: Facts) -> None:
        """Take the facts of all posts; of those alone that findings of others name where facts are not wanted."""
        self.holding.add_facts(
            FactRow(each.file, each.fact.name, each.fact.value, each.fact.shown, each.range.start.line, each.fact.data)
            for each in facts(None if self.keeps_facts else self.holding.ends())
        )

    def complete(self) -> None:
        """Say that all results are there: rows can be asked for from now on."""
        self.summary.notices.extend(self.run.notices)
        self.holding.complete()

    def close(self) -> None:
        """Let go of the disk space."""
        self.holding.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- rows ------------------------------------------------------------------------------------------------

    def posts(self) -> Iterator[PostRow]:
        """Every post, in the order of paths."""
        return self.holding.rows("posts", PostRow, "ORDER BY id")

    def findings(self, *, rule: str | None = None, status: str | None = None) -> Iterator[FindingRow]:
        """Every finding, or those of a rule or a status, in the order of paths and places."""
        wanted = {name: value for name, value in (("rule", rule), ("status", status)) if value is not None}
        where = " AND ".join(f"{name} = ?" for name in wanted)
        rest = f"WHERE {where} {ORDER}" if where else ORDER
        return self.holding.rows("findings", FindingRow, rest, tuple(wanted.values()))

    def worst(self, limit: int) -> Iterator[FindingRow]:
        """So many findings, errors first and then warnings, each in the order of paths and places."""
        by_severity = ORDER.replace(
            "path", "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, path", 1
        )
        return self.holding.rows("findings", FindingRow, f"{by_severity} LIMIT {limit}")

    def facts(self) -> Iterator[FactRow]:
        """Every fact that archive rules compare, in the order of paths and places; none where no such rule ran."""
        return self.holding.rows("facts", FactRow, "ORDER BY id") if self.keeps_facts else iter(())

    def fixed(self) -> Iterator[FindingRow]:
        """The findings of the earlier run that have gone, as far as its report tells of them."""
        return self.holding.rows("gone", FindingRow, ORDER)

    # -- what an editor asks ---------------------------------------------------------------------------------

    def faults(self, limit: int = MOST) -> Iterator[Fault]:
        """The systematic faults that explain most findings."""
        return faults(self.holding, self.run.registry.__getitem__, limit)

    def groups(self, by: By) -> Iterator[Group]:
        """Posts and their findings by month, year, section, author, writer, language or dialect."""
        return groups(self.holding, by)

    def rules(self) -> Iterator[RuleCount]:
        """Findings by rule and severity, the most frequent first."""
        return rule_counts(self.holding)

    def months(self) -> Iterator[MonthCount]:
        """Findings by the month of publication and rule."""
        return month_counts(self.holding)

    def coverage(self) -> Iterator[Coverage]:
        """How many posts of each year have each field."""
        return coverage(self.holding)

    def pairs(self) -> Iterator[Pair]:
        """Whom the metadata credit against whom the pages name."""
        return pairs(self.holding)

    def compare(self, earlier: str | os.PathLike[str]) -> Changes:
        """Compare with an earlier run, by the file of its JSON report. Raises ReportError."""
        self.changes = compare(self.holding, os.fspath(earlier), self.folder, self.run.rules_that_ran)
        return self.changes

    def rule_changes(self) -> Iterator[RuleChanges]:
        """What has changed, by rule."""
        return rule_changes(self.holding)
