"""The page of a report: one HTML file that needs nothing else, and lets nothing that a post says run or leave."""

from __future__ import annotations

import hashlib
import os
from base64 import b64encode
from datetime import UTC, datetime
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from bylint import __version__
from bylint.diagnostic import SEVERITIES
from bylint.overview import figures, first
from bylint.overview.holding import ReportError
from bylint.overview.links import origin_of
from bylint.overview.packing import HELD, Packer, pack
from bylint.overview.texts import counted, named
from bylint.report import Setting
from bylint.report.places import path_from_root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2 import Environment

    from bylint.overview.report import Report

SCRIPTS = (
    "vega.js",
    "data.js",
    "filters.js",
    "table.js",
    "chart-time.js",
    "chart-credits.js",
    "chart-fields.js",
    "charts.js",
    "page.js",
)
"""In the order in which they run: what one says, those after it use."""
_NOTICES = 50
"""Notices of the run that are told at most."""
_WORDS = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("info", "info")}
_STANDING = {"new": "new since the earlier run", "standing": "still there", "fixed": "fixed"}


class Counted(NamedTuple):
    """A number at the head of the page, and the findings behind it."""

    number: int
    word: str
    address: str


def write_page(
    report: Report,
    out: IO[str],
    *,
    title: str | None = None,
    link_template: str | None = None,
    made: datetime | None = None,
    most: int = HELD,
) -> None:
    """Write a report as one page of HTML, to a file that is open in UTF-8, with newlines as they are.

    `link_template` is the address of a line of a file, with `{path}`, `{line}` and perhaps `{commit}`; where it is
    None, it is guessed from the git remote, and where it is empty, files have no address. `most` findings are on the
    page, the worst, and all are counted. Raises ReportError where Jinja2 is not installed.
    """
    template = environment().get_template("page.html")
    for part in template.generate(_content(report, title, link_template, made or datetime.now(UTC), most)):
        out.write(part)


def environment() -> Environment:
    """The templates of this package, which escape what they are given. Raises ReportError."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise ReportError("a page needs Jinja2: pip install jinja2 (bylint's extra `report`)") from None
    made = Environment(
        autoescape=True,
        keep_trailing_newline=True,
        loader=PackageLoader("bylint.overview"),
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters["grouped"] = lambda number: f"{number:,}"
    return made


def asset(name: str) -> str:
    """A file of the page's own style or scripts."""
    return files("bylint.overview").joinpath("assets", name).read_text(encoding="utf-8")


def policy(style: str, scripts: list[str]) -> str:
    """The content security policy: this style and these scripts, and nothing else from anywhere."""
    allowed = " ".join(_digest(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _content(report: Report, title: str | None, link_template: str | None, made: datetime, most: int) -> dict[str, Any]:
    """All that the template asks for. Findings are packed while it is written."""
    from markupsafe import Markup

    style, scripts = asset("page.css"), [asset(name) for name in SCRIPTS]
    origin = origin_of(report.root, link_template)
    causes = first.causes(report)
    setting = Setting(report.run.registry.__getitem__, report.folder, report.root)
    packer = Packer(report.holding, path_from_root(setting), [(each.rule, each.subject) for each in causes], most)
    months, pairs = figures.months(report), figures.credited(report)
    rankings, coverage = figures.rankings(report), figures.coverages(report)
    agenda = first.agenda(report, causes)
    charts = {
        "months": figures.by_month(months.rows),
        "credits": pairs.drawn,
        "coverage": {
            "years": coverage.years,
            "posts": coverage.posts,
            "rows": [each._asdict() for each in coverage.rows],
        },
    }
    more = {
        "whole": report.summary.by_severity.total(),
        "link": origin.template or None,
        "charts": charts,
        "causes": [named(each.subject or "") for each in causes],
    }
    parts = {
        "first": ("What to do first", agenda.tasks),
        "time": ("Over time", months.rows),
        "where": ("Where they are", rankings),
        "credit": ("Who is credited, and who wrote", pairs.pairs),
        "fields": ("Fields over the years", coverage.rows),
        "findings": ("All findings", True),
        "notices": ("Of the run", report.summary.notices),
    }
    return {
        "title": named(title or os.path.basename(report.root) or "Posts"),  # as reports have roots
        "policy": policy(style, scripts),
        "style": Markup(style),  # noqa: S704  # the package's own
        "scripts": [Markup(script) for script in scripts],  # noqa: S704  # as above
        "standfirst": _standfirst(report),
        "severities": _severities(report),
        "statuses": _statuses(report),
        "contents": [(section, name) for section, (name, there) in parts.items() if there],
        "agenda": agenda,
        "months": months,
        "rankings": rankings,
        "credits": pairs,
        "coverage": coverage,
        "notices": [named(notice, 500) for notice in report.summary.notices[:_NOTICES]],
        "imprint": _imprint(report, origin.commit, made),
        "blocks": _blocks(packer, more, lambda rule: figures.summary_of(report, rule)),
    }


def _blocks(packer: Packer, more: dict[str, Any], means: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The packed blocks, the index last: it is whole when all findings have been seen."""
    yield from packer.blocks()
    index = packer.index()
    for rule in index["rules"]:
        rule["means"] = means(rule["name"])
    yield "index", pack({**index, **more})


def _standfirst(report: Report) -> str:
    posts = report.holding.one("SELECT COUNT(*) FROM posts")
    touched = report.holding.one("SELECT COUNT(*) FROM posts WHERE findings > 0")
    found = report.summary.by_severity.total()
    span = figures.years_of(report.groups("year"))
    told = f"{counted(posts, 'post')}{f' of {span}' if span else ''} {'was' if posts == 1 else 'were'} read. "
    if found == 0:
        return f"{told}Nothing was found."
    return f"{told}{counted(touched, 'of them has', 'of them have')} {counted(found, 'finding')}."


def _severities(report: Report) -> list[Counted]:
    counts = report.summary.by_severity
    return [
        Counted(counts[severity], _WORDS[severity][counts[severity] != 1], figures.address(severity=severity))
        for severity in SEVERITIES
        if counts[severity]
    ]


def _statuses(report: Report) -> list[Counted]:
    changes = report.changes
    if changes is None:
        return []
    counts = {"new": changes.new, "standing": changes.standing, "fixed": changes.fixed}
    return [Counted(count, _STANDING[name], figures.address(status=name)) for name, count in counts.items()]


def _imprint(report: Report, commit: str | None, made: datetime) -> str:
    day = f"{made.day} {made:%B %Y}"
    at = f" at commit {commit[:12]}" if commit else ""
    than = f" Compared with {named(report.changes.earlier)}." if report.changes is not None else ""
    return f"Made on {day}{at} by bylint {__version__}.{than} Charts are drawn by Vega (BSD licence)."
