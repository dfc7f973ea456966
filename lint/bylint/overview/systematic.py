"""Systematic faults: the few causes that explain most findings, and each in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bylint.report.text import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bylint.overview.holding import Holding
    from bylint.rule import Rule

FEW = 5
"""Findings with one value in common make a fault of their own from this many on."""
MOST = 20
"""Faults told at most, unless more are asked for."""
_NAMES = 50
"""Names of the other end that are told of one fault at most."""
_WEIGHTS = "SUM(CASE f.severity WHEN 'error' THEN 9 WHEN 'warning' THEN 3 ELSE 1 END)"
_WORST = "CASE MAX(f.severity = 'error') WHEN 1 THEN 'error' ELSE MAX(f.severity) END"
"""Else `warning`, which comes after `info` in the order of the alphabet."""


class Name(NamedTuple):
    """A value of the other end, and in how many findings it stands."""

    name: str
    findings: int


class Fault(NamedTuple):
    """Findings of one rule that have one value in common (`subject`), or those of a rule that have none (None).

    `field` is what they are about, `end` what says otherwise, `names` the values there, the most frequent first, and
    `distinct` how many there are. `first` and `last` are the days of the earliest and the latest post; `example` is
    the path of the first one. `sentence` says all of this. `errors` are the findings of that severity, where `severity`
    is the worst of all, and `opposed` the posts on which something at the other end stands.
    """

    sentence: str
    rule: str
    severity: str
    findings: int
    posts: int
    subject: str | None
    field: str | None
    end: str | None
    names: tuple[Name, ...]
    distinct: int
    first: str | None
    last: str | None
    fixes: int
    example: str
    errors: int = 0
    opposed: int = 0


def faults(holding: Holding, rule: Callable[[str], Rule], limit: int = MOST) -> Iterator[Fault]:
    """What explains most, first: an error counts for three warnings, and a warning for three findings of info.

    Of findings about authors each name stands by itself; of others each value where such values explain at least half
    of what the rule found.
    """
    query = f"""
        WITH valued AS (
            SELECT rule, subject, COUNT(*) AS found, MAX(field = 'author') AS is_who FROM findings
            WHERE subject IS NOT NULL GROUP BY rule, subject HAVING COUNT(*) >= {FEW}
        ), covered AS (
            SELECT rule, SUM(found) AS found FROM valued GROUP BY rule
        ), grouped AS (
            SELECT v.rule, v.subject FROM valued v JOIN covered c ON c.rule = v.rule
            WHERE v.is_who OR c.found * 2 >= (SELECT COUNT(*) FROM findings f WHERE f.rule = v.rule)
        ), sorted AS (
            SELECT f.*, g.subject AS cause FROM findings f
            LEFT JOIN grouped g ON (g.rule, g.subject) = (f.rule, f.subject)
        )
        SELECT f.rule, f.cause, {_WORST}, COUNT(*), COUNT(DISTINCT f.path), MIN(f.field), MAX(f.field), MAX(f.end),
               MIN(p.day), MAX(p.day), COUNT(f.fix), MIN(f.path), {_WEIGHTS},
               SUM(f.severity = 'error'), COUNT(DISTINCT CASE WHEN json_array_length(f.names) > 0 THEN f.path END)
        FROM sorted f LEFT JOIN posts p ON p.id = f.post
        GROUP BY f.rule, f.cause ORDER BY 13 DESC, 4 DESC, 1, f.cause IS NULL, 2 LIMIT ?"""
    for row in list(holding.query(query, (limit,))):
        name, subject, severity, found, posts, field, other_field, end, first, last, fixes, example, _, *counts = row
        names, distinct = _names(holding, name, subject) if subject is not None else ((), 0)
        about = Fault(
            "",
            name,
            severity,
            found,
            posts,
            subject,
            field if field == other_field else None,
            end,
            names,
            distinct,
            first,
            last,
            fixes,
            example,
            *counts,
        )
        yield about._replace(sentence=sentence(about, rule(name).summary))


def _names(holding: Holding, rule: str, subject: str) -> tuple[tuple[Name, ...], int]:
    """The values of the other end of findings with one value in common, and how many different ones there are."""
    source = "FROM findings f, json_each(f.names) e WHERE f.rule = ? AND f.subject = ?"
    query = f"SELECT e.value, COUNT(*) {source} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_NAMES}"
    names = tuple(Name(*row) for row in holding.query(query, (rule, subject)))
    distinct = len(names)
    if distinct == _NAMES:
        distinct = holding.one(f"SELECT COUNT(DISTINCT e.value) {source}", (rule, subject))
    return names, distinct


def sentence(fault: Fault, summary: str) -> str:
    """A fault in words, such as: 177 posts of 2014–2016 are credited to “admin”; their pages name 14 people."""
    start = f"{count(fault.posts, 'post')}{_years(fault)}"
    if fault.subject is None:
        return f"{start}: {summary[:1].lower()}{summary[1:].rstrip('.')}"
    is_one = fault.posts == 1
    if fault.subject == fault.field:
        said = f"{'has' if is_one else 'have'} {fault.subject}: {summary[:1].lower()}{summary[1:].rstrip('.')}"
    elif fault.field == "author":
        said = f"{'is' if is_one else 'are'} credited to “{fault.subject}”"
    else:
        said = f"{'has' if is_one else 'have'} the {fault.field} “{fault.subject}”"
    return f"{start} {said}{_other_end(fault)}"


def _other_end(fault: Fault) -> str:
    if fault.end is None or not fault.names or fault.subject == fault.field:
        return ""
    pages = "the page" if fault.posts == 1 else "the pages"
    if fault.opposed < fault.posts:  # on the others nobody is named
        pages = f"the {'page' if fault.opposed == 1 else 'pages'} of {fault.opposed:,}"
    said = (
        f"“{fault.names[0].name}”" if fault.distinct == 1 else f"{fault.distinct:,} {_KINDS.get(fault.end, 'values')}"
    )
    verb = "names" if fault.opposed == 1 else "name"
    if fault.end == "byline":
        return f"; {pages} {verb} {said}"
    return f"; the {fault.end} says {said}" if fault.distinct == 1 else f"; the {fault.end} has {said}"


_KINDS: Mapping[str, str] = {"byline": "people", "dateline": "days", "url": "addresses", "filename": "file names"}


def _years(fault: Fault) -> str:
    if fault.first is None or fault.last is None:
        return ""
    first, last = fault.first[:4], fault.last[:4]
    return f" of {first}" if first == last else f" of {first}–{last}"
