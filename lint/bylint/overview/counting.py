"""How many: posts and findings by month, year, section, author or language, findings by rule, fields by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bylint.overview.holding import Holding

By = Literal["month", "year", "section", "author", "writer", "language", "dialect"]
"""What posts are grouped by: `author` is whom the metadata credit, `writer` whom the page names."""

_KEYS: Mapping[str, str] = {
    "month": "SUBSTR(p.day, 1, 7)",
    "year": "SUBSTR(p.day, 1, 4)",
    "section": "p.section",
    "author": "e.value",
    "writer": "e.value",
    "language": "p.language",
    "dialect": "p.dialect",
}
_LISTS = {"author": "LEFT JOIN json_each(p.authors) e", "writer": "LEFT JOIN json_each(p.bylined) e"}


class Group(NamedTuple):
    """Posts that have something in common, and their findings; `name` is None for those without it."""

    name: str | None
    posts: int
    posts_with_findings: int
    findings: int
    error: int
    warning: int
    info: int


class RuleCount(NamedTuple):
    """A rule's findings; `first` and `last` are the days of the earliest and the latest post with a day."""

    rule: str
    severity: str
    findings: int
    posts: int
    fixes: int
    first: str | None
    last: str | None


class MonthCount(NamedTuple):
    """A rule's findings in the posts of a month (`YYYY-MM`, None for posts without a day)."""

    month: str | None
    rule: str
    severity: str
    findings: int


class Coverage(NamedTuple):
    """How many posts of a year (None for those without a day) have each field."""

    year: str | None
    posts: int
    fields: Mapping[str, int]


class Pair(NamedTuple):
    """Whom metadata credit and whom the page names, in how many posts, from the earliest day to the latest.

    `credited` is None where the metadata name nobody. `relation` is same, misspelled, different or unknown: of the
    last it cannot be told whether the two are one person.
    """

    credited: str | None
    bylined: str
    relation: str
    posts: int
    first: str | None
    last: str | None


def groups(holding: Holding, by: By) -> Iterator[Group]:
    """Posts by something, in the order of its values, those without it first. Raises ValueError for another name."""
    if by not in get_args(By):
        raise ValueError(f'posts are not grouped by "{by}", but by {", ".join(get_args(By))}')
    query = f"""
        SELECT {_KEYS[by]}, COUNT(*), COUNT(f.post), IFNULL(SUM(f.found), 0), IFNULL(SUM(f.error), 0),
               IFNULL(SUM(f.warning), 0), IFNULL(SUM(f.info), 0)
        FROM posts p {_LISTS.get(by, "")}
        LEFT JOIN (SELECT post, COUNT(*) AS found, SUM(severity = 'error') AS error,
                          SUM(severity = 'warning') AS warning, SUM(severity = 'info') AS info
                   FROM findings WHERE post IS NOT NULL GROUP BY post) f ON f.post = p.id
        GROUP BY 1 ORDER BY 1"""
    return (Group(*row) for row in holding.query(query))


def rule_counts(holding: Holding) -> Iterator[RuleCount]:
    """Findings by rule and severity, the most frequent first."""
    query = """
        SELECT f.rule, f.severity, COUNT(*), COUNT(DISTINCT f.path), COUNT(f.fix), MIN(p.day), MAX(p.day)
        FROM findings f LEFT JOIN posts p ON p.id = f.post GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"""
    return (RuleCount(*row) for row in holding.query(query))


def month_counts(holding: Holding) -> Iterator[MonthCount]:
    """Findings by the month of publication, rule and severity, in this order; only months that have any."""
    query = """
        SELECT SUBSTR(p.day, 1, 7), f.rule, f.severity, COUNT(*)
        FROM findings f JOIN posts p ON p.id = f.post GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
    return (MonthCount(*row) for row in holding.query(query))


def coverage(holding: Holding) -> Iterator[Coverage]:
    """Fields by the year of publication, in order."""
    fields: dict[str | None, dict[str, int]] = {}
    query = """
        SELECT SUBSTR(p.day, 1, 4), e.value, COUNT(*) FROM posts p, json_each(p.fields) e
        GROUP BY 1, 2 ORDER BY 1, 2"""
    for year, field, found in holding.query(query):
        fields.setdefault(year, {})[field] = found
    for year, posts in holding.query("SELECT SUBSTR(day, 1, 4), COUNT(*) FROM posts GROUP BY 1 ORDER BY 1"):
        yield Coverage(year, posts, fields.get(year, {}))


def pairs(holding: Holding) -> Iterator[Pair]:
    """Whom the metadata credit against whom the page names, the most frequent first.

    A writer who is not credited is held against the authors whom the page does not name, else against all of them.
    """
    query = """
        WITH spoken AS (
            SELECT id, day, attribution, authors, bylined FROM posts WHERE bylined <> '[]'
        ), shared AS (
            SELECT s.id, s.day, a.value AS credited, a.value AS bylined, 'same' AS relation
            FROM spoken s, json_each(s.authors) a WHERE a.value IN (SELECT value FROM json_each(s.bylined))
        ), rest AS (
            SELECT s.id, a.value AS credited, EXISTS (
                SELECT 1 FROM json_each(s.bylined) b WHERE b.value = a.value) AS is_named
            FROM spoken s, json_each(s.authors) a
        ), told AS (
            SELECT id, credited FROM rest r WHERE NOT is_named
            UNION ALL
            SELECT id, credited FROM rest r WHERE id NOT IN (SELECT id FROM rest WHERE NOT is_named)
        ), missing AS (
            SELECT s.id, s.day, b.value AS bylined, s.attribution FROM spoken s, json_each(s.bylined) b
            WHERE b.value NOT IN (SELECT value FROM json_each(s.authors))
        )
        SELECT credited, bylined, relation, COUNT(*), MIN(day), MAX(day) FROM (
            SELECT credited, bylined, relation, day FROM shared
            UNION ALL
            SELECT t.credited, m.bylined, CASE WHEN m.attribution IN ('unknown', 'misspelled') THEN m.attribution
                   WHEN m.attribution = 'agrees' THEN 'same' ELSE 'different' END, m.day
            FROM missing m LEFT JOIN told t ON t.id = m.id
        ) GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3"""
    return (Pair(*row) for row in holding.query(query))
