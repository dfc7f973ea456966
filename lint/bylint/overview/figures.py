"""The figures of the page: what its charts draw and its tables say, each with the address of the findings behind it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from bylint.diagnostic import SEVERITIES
from bylint.overview.texts import counted, named, years

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bylint.overview.counting import By, Group, Pair
    from bylint.overview.report import Report

RANKED = 12
"""Rows of a ranking."""
_MONTHS = 600
"""Months of the table at most, the latest."""
_YEARS = 40
"""Years of the coverage at most, the latest."""
_PAIRS = 500
"""Pairs of the table of credits at most."""
_LEFT, _RIGHT = 12, 24
"""People on either side of the chart of credits at most."""
OTHERS, NOBODY = "others", "nobody"


def address(**filters: str) -> str:
    """The address of the findings that filters leave."""
    return f"#findings?{urlencode(filters, errors='replace')}"


class Ranked(NamedTuple):
    """A row of a ranking."""

    name: str
    address: str
    counts: Mapping[str, int]
    means: str = ""

    @property
    def total(self) -> int:
        """Findings of all severities."""
        return sum(self.counts.values())


class Ranking(NamedTuple):
    """What has the most findings, first."""

    caption: str
    head: str
    rows: Sequence[Ranked]
    more: str

    @property
    def most(self) -> int:
        """Findings of the first row."""
        return max(row.total for row in self.rows)


def rankings(report: Report) -> list[Ranking]:
    """By rule, by section and by author; of what is one and the same for all posts there is none."""
    made = [
        _ranking("By rule", "Rule", _rules(report), "rules"),
        _ranking("By section", "Section", _grouped(report, "section", "(no section)"), "sections"),
        _ranking("By credited author", "Author", _grouped(report, "author", "(nobody)"), "authors"),
    ]
    return [each for each in made if each.rows and (len(each.rows) > 1 or each.head == "Rule")]


def _ranking(caption: str, head: str, rows: Iterable[Ranked], words: str) -> Ranking:
    found = sorted((row for row in rows if row.total), key=lambda row: (-row.total, row.name))
    more = f"and {len(found) - RANKED:,} more {words}" if len(found) > RANKED else ""
    return Ranking(caption, head, found[:RANKED], more)


def _rules(report: Report) -> list[Ranked]:
    counts: dict[str, Counter[str]] = {}
    for rule, severity, found in report.holding.query("SELECT rule, severity, COUNT(*) FROM findings GROUP BY 1, 2"):
        counts.setdefault(rule, Counter())[severity] += found
    return [Ranked(rule, address(rule=rule), of, summary_of(report, rule)) for rule, of in counts.items()]


def summary_of(report: Report, rule: str) -> str:
    """What a rule finds, in its own words; of one that is not there nothing."""
    try:
        return report.run.registry[rule].summary
    except KeyError:
        return ""


def _grouped(report: Report, by: By, unnamed: str) -> list[Ranked]:
    counts: dict[str, Counter[str]] = {}
    for each in report.groups(by):
        if each.findings:
            counts.setdefault(named(each.name or ""), Counter()).update(_severities(each))
    return [Ranked(name or unnamed, address(**{by: name}), of) for name, of in counts.items()]


def _severities(group: Group) -> dict[str, int]:
    return {"error": group.error, "warning": group.warning, "info": group.info}


class Month(NamedTuple):
    """A month of publication, `YYYY-MM`."""

    month: str
    address: str
    posts: int
    counts: Mapping[str, int]


class Months(NamedTuple):
    """Findings by the month of publication; `told` says what is left out, `summary` what the chart shows."""

    rows: Sequence[Month]
    told: str
    summary: str


def months(report: Report) -> Months:
    """Findings over time."""
    rows: list[Month] = []
    undated = 0
    for each in report.groups("month"):
        if each.name is None:
            undated = each.findings
        elif each.posts:
            rows.append(Month(each.name, address(date=each.name), each.posts, _severities(each)))
    left = [counted(undated, "finding is in a post without a day", "findings are in posts without a day")]
    told = f"{left[0]}." if undated else ""
    if len(rows) > _MONTHS:
        told = f"{told} Only the last {_MONTHS} months with posts are shown.".strip()
    rows = rows[-_MONTHS:]
    most = max(rows, key=lambda row: sum(row.counts.values()), default=None)
    if most is None or not any(most.counts.values()):
        return Months([], told, "")
    peak = f"{counted(sum(most.counts.values()), 'finding')} in posts of {most.month}"
    return Months(rows, told, f"Bars by month, {rows[0].month} to {rows[-1].month}; the highest: {peak}.")


class FieldCoverage(NamedTuple):
    """The share of a year's posts that have a field, in per cent, for each year."""

    field: str
    shares: Sequence[int]


class Coverages(NamedTuple):
    """Field coverage over the years."""

    years: Sequence[str]
    posts: Sequence[int]
    rows: Sequence[FieldCoverage]
    summary: str


def coverages(report: Report) -> Coverages:
    """Which fields the posts of which year have, the most frequent field first."""
    found = [each for each in report.coverage() if each.year is not None][-_YEARS:]
    totals: Counter[str] = Counter()
    for each in found:
        totals.update(each.fields)
    fields = [field for field, _ in sorted(totals.items(), key=lambda row: (-row[1], row[0]))]
    rows = [
        FieldCoverage(field, [_per_cent(each.fields.get(field, 0), each.posts) for each in found]) for field in fields
    ]
    spans = f"{found[0].year} to {found[-1].year}" if found else ""
    summary = f"A table of {counted(len(rows), 'field')} by year, {spans}, darker where more posts have the field."
    return Coverages([each.year or "" for each in found], [each.posts for each in found], rows, summary)


def _per_cent(part: int, whole: int) -> int:
    """Rounded, but 0 and 100 are none and all."""
    if part in {0, whole}:
        return 100 if part else 0
    return min(99, max(1, round(100 * part / whole)))


class Credited(NamedTuple):
    """Whom the metadata credits (None for nobody) and whom the page names. `kind` is same, unclear or different."""

    credited: str
    named: str
    posts: int
    kind: str
    address: str


class Credits(NamedTuple):
    """Who is credited against who wrote; `drawn` are the pairs of the chart, with those who have few as others."""

    pairs: Sequence[Credited]
    drawn: Sequence[Mapping[str, Any]]
    told: str
    summary: str
    more: str


_VERDICTS: Mapping[str, str] = {
    "agrees": "the metadata credits the same people",
    "generic": "it credits an account or an organisation",
    "contradicts": "it credits other people",
    "missing": "it credits nobody",
    "missing-coauthor": "it leaves somebody out",
    "not-in-byline": "it credits somebody else as well",
    "misspelled": "a name is spelt otherwise",
    "unknown": "it cannot be told whether they are the same people",
}


def credited(report: Report) -> Credits:
    """Who is credited, and who wrote."""
    verdicts = Counter(
        dict(report.holding.query("SELECT attribution, COUNT(*) FROM posts WHERE bylined <> '[]' GROUP BY 1"))
    )
    parts = [f"in {verdicts[name]:,} {words}" for name, words in _VERDICTS.items() if verdicts[name]]
    told = f"{counted(verdicts.total(), 'post')} name their writer on the page: {', '.join(parts)}."
    pairs = [_credited(each) for each in report.pairs()]
    pairs.sort(key=lambda pair: (pair.kind == "same", -pair.posts))
    more = f"and {len(pairs) - _PAIRS:,} more pairs" if len(pairs) > _PAIRS else ""
    drawn = _drawn(pairs)
    different = [pair for pair in pairs if pair.kind == "different"]
    ends = {pair.credited for pair in different}, {pair.named for pair in different}
    summary = (
        f"Bands from {counted(len(ends[0]), 'credited name')} to {counted(len(ends[1]), 'writer')} named on the pages. "
        + " ".join(f"{pair.credited} to {pair.named}: {pair.posts:,}." for pair in different[:5])
    )
    return Credits(pairs[:_PAIRS], drawn, told, summary, more)


def _credited(pair: Pair) -> Credited:
    kind = {"same": "same", "different": "different"}.get(pair.relation, "unclear")
    left, right = named(pair.credited or ""), named(pair.bylined)
    there = "" if kind == "same" else address(rule="author", author=left, q=f'"{right}"')
    return Credited(left or NOBODY, right, pair.posts, kind, there)


def _drawn(pairs: Sequence[Credited]) -> list[dict[str, Any]]:
    """The pairs of those who are credited for another's work, or whose work is; the rest together, at the end."""
    amiss: Counter[str] = Counter()
    for pair in pairs:
        if pair.kind == "different":
            amiss[pair.credited] += pair.posts
    left = {name for name, _ in amiss.most_common(_LEFT)}
    wrote: Counter[str] = Counter()
    for pair in pairs:
        if pair.credited in left:
            wrote[pair.named] += pair.posts
    right = {name for name, _ in wrote.most_common(_RIGHT)}
    sums: Counter[tuple[str, str, str]] = Counter()
    for pair in pairs:
        if pair.credited in amiss:
            ends = (pair.credited if pair.credited in left else OTHERS, pair.named if pair.named in right else OTHERS)
            sums[(*ends, pair.kind)] += pair.posts
    return [
        {"credited": credit, "named": name, "kind": kind, "posts": posts}
        for (credit, name, kind), posts in sums.items()
    ]


def years_of(rows: Iterable[Group]) -> str:
    """From the first year with posts to the last."""
    found = [each.name for each in rows if each.name is not None]
    return years(found[0], found[-1]) if found else ""


def by_month(rows: Sequence[Month]) -> list[dict[str, Any]]:
    """What the chart of months draws."""
    return [
        {"month": month, "posts": sum(row.posts for row in same), **_added(same)}
        for month, group in groupby(rows, key=lambda row: row.month)
        for same in [list(group)]
    ]


def _added(rows: Sequence[Month]) -> dict[str, int]:
    return {severity: sum(row.counts[severity] for row in rows) for severity in SEVERITIES}
