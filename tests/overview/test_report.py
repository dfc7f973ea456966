"""A report: the rows of a run, what an editor asks of them, and what has changed since an earlier run."""

from __future__ import annotations

import json
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

import bylint
from bylint.overview.describing import describe
from bylint.overview.rows import TABLES, FactRow, FindingRow, PostRow, columns
from bylint.overview.showing import WIDTH, show
from bylint.overview.systematic import Fault, Name, sentence
from bylint.source import Source, Span
from reported import FORMULA, LONG, UNDECODABLE, WRITERS, make, post

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bylint.post import Post
    from conftest import Project


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture(scope="module")
def report(folder: Path) -> Iterator[bylint.Report]:
    with bylint.Report.of(folder=folder) as found:
        yield found


def rows_of(report: bylint.Report) -> dict[str, PostRow]:
    return {row.path: row for row in report.posts()}


# -- rows -------------------------------------------------------------------------------------------------------------


def test_a_post_is_described_as_rules_read_it(report: bylint.Report) -> None:
    """Its own words, and the readings of its generator."""
    found = rows_of(report)
    assert found["content/news/agrees.md"] == PostRow(
        "content/news/agrees.md",
        title="The harbour opens",
        day="2016-05-01",
        section="news",
        language=None,
        is_draft=False,
        dialect="hugo",
        url="/news/agrees/",
        authors=("Ana Ruiz",),
        bylined=("Ana Ruiz",),
        attribution="agrees",
        fields=("title", "authors", "date", "excerpt"),
        findings=0,
    )
    assert (found["content/essays/long.md"].title, found["content/essays/long.md"].is_draft) == (LONG, True)
    assert found["content/essays/formula.md"].title == FORMULA
    undated = found["content/essays/undated.md"]
    assert (undated.day, undated.authors, undated.bylined, undated.attribution) == (
        None,
        (),
        ("Ben Okafor",),
        "missing",
    )


def test_posts_come_in_the_order_of_paths_and_count_their_findings(report: bylint.Report) -> None:
    """Each as many as the table of findings has of it; all of them are those of a check."""
    found = list(report.posts())
    assert [row.path for row in found] == sorted(row.path for row in found)
    assert len(found) == 16 + UNDECODABLE == report.summary.files
    findings = list(report.findings())
    assert {row.path: row.findings for row in found} == {
        row.path: sum(each.path == row.path for each in findings) for row in found
    }
    assert [(each.path, each.line, each.column) for each in findings] == sorted(
        (each.path, each.line, each.column) for each in findings
    )


def test_rows_are_those_of_a_check(folder: Path, report: bylint.Report) -> None:
    """Fingerprints, places and data of every diagnostic, what archive rules say among them."""
    expected = {
        (found.fingerprint, found.rule, found.message, found.range.start.line, json.dumps(found.data, default=str))
        for checked in bylint.check_paths(folder=folder)
        for found in checked.diagnostics
    }
    made = {
        (row.fingerprint, row.rule, row.message, row.line, json.dumps(row.data, default=str))
        for row in report.findings()
    }
    assert made == expected
    assert "author/reassigned" in {row.rule for row in report.findings()}


def test_a_finding_shows_both_its_ends(report: bylint.Report) -> None:
    """The lines, and where in them that stands which is meant."""
    row = next(row for row in report.findings(rule="author/generic-account") if row.path.endswith("2014-00.md"))
    assert row.shown == 'author: "admin"'
    assert row.shown[row.shown_start : row.shown_end] == '"admin"'
    assert (row.other_path, row.other_line, row.other_message) == (row.path, 6, "the byline")
    assert row.other_shown == "_By Ana Ruiz_"
    assert row.other_shown[row.other_start : row.other_end] == "Ana Ruiz"
    assert row.data == {"author": ["admin"], "byline": ["Ana Ruiz"]}
    assert (row.fix, row.fix_safety) == ('set author to "Ana Ruiz"', "suggested")


def test_an_end_in_another_file_shows_what_is_compared(project: Project) -> None:
    """The report keeps no other text than that; the facts say what stands there."""
    for name, title in (("a", "The Harbour opens"), ("b", "The harbour opens")):
        project.write(f"content/posts/{name}.md", post(title, "Ana Ruiz", "2020-01-02"))
    project.write("hugo.toml", "")
    with bylint.Report.of(folder=project.folder) as report:
        first, second = report.findings(rule="title/shared")
    assert (first.path, first.other_path, first.other_shown) == (
        "content/posts/a.md",
        "content/posts/b.md",
        "The harbour opens",
    )
    assert (second.other_shown, second.other_start, second.other_end) == ("The Harbour opens", 0, 17)


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    """Offsets are those in what is shown."""
    text = f"{'a' * 5000}MEANT{'b' * 5000}\n"
    shown = show(Source("x.md", text), Span(5000, 5005))
    assert shown.text is not None
    assert shown.text[shown.start : shown.end] == "MEANT"
    assert len(shown.text) == WIDTH + 2
    whole = show(Source("x.md", "short MEANT\n"), Span(6, 11))
    assert whole == ("short MEANT", 6, 11)
    runs_on = show(Source("x.md", f"MEANT{'b' * 5000}\n"), Span(0, 5005))
    assert (runs_on.start, runs_on.end, runs_on.text) == (0, WIDTH, f"MEANT{'b' * (WIDTH - 5)}…")


def test_facts_are_those_that_archive_rules_compare(folder: Path, report: bylint.Report) -> None:
    """With name, value, place and data; none without such a rule; none of marks."""
    titles = [row for row in report.facts() if row.name == "title"]
    assert next(row for row in titles if row.path == "content/news/agrees.md").shown == "The harbour opens"
    assert next(row for row in titles if row.path == "content/news/agrees.md").line == 2
    assert not [row for row in report.facts() if row.name.startswith("bylint:")]
    with bylint.Report.of(folder=folder, facts=False) as bare:
        assert list(bare.facts()) == []
        assert bare.summary.by_rule == report.summary.by_rule
    alone = bylint.load_configuration(folder).with_choices(select=("author/missing",))
    with bylint.Report.of(folder=folder, configuration=alone) as few:
        assert list(few.facts()) == []


def test_texts_that_no_format_can_hold_are_replaced(report: bylint.Report) -> None:
    """Lone surrogates, of JSON and of paths, are U+FFFD."""
    found = rows_of(report)
    assert found["content/essays/surrogate.md"].title == "Half \ufffd a letter"
    assert ("content/posts/caf\ufffd.md" in found) is UNDECODABLE
    for rows in (report.posts(), report.findings(), report.facts()):
        for row in rows:
            json.dumps(row, ensure_ascii=False, default=dict).encode("utf-8")


def test_what_is_no_post_has_no_row_and_its_findings_have(project: Project) -> None:
    """A file that cannot be read, for one."""
    project.write("content/posts/a.md", post("Here", "Ana Ruiz", "2020-01-02"))
    project.write("content/posts/big.md", "x" * 2000)
    project.write("bylint.toml", "max-file-size = 1000\n")
    with bylint.Report.of(folder=project.folder) as report:
        assert [row.path for row in report.posts()] == ["content/posts/a.md"]
        (row,) = report.findings()
        assert (row.rule, row.path, row.shown) == ("run/too-large", "content/posts/big.md", None)
        assert report.summary.failed
        assert next(report.rules()).posts == 1


def test_a_reading_that_fails_leaves_a_row_with_the_path() -> None:
    """The run goes on, and the rules that use the reading tell of it."""

    class Broken:
        path = "a.md"
        site = type("Site", (), {"dialect": type("Dialect", (), {"name": "hugo"})})

        def __getattr__(self, name: str) -> Post:
            raise RecursionError(name)

    assert describe(Broken()) == PostRow("a.md", dialect="hugo")  # type: ignore[arg-type]  # a post that cannot be read


def test_columns_are_documented() -> None:
    """Each has a kind and a sentence."""
    assert list(TABLES) == ["posts", "findings", "facts"]
    for row in TABLES.values():
        assert [column.name for column in columns(row)] == list(row._fields)
        assert all(column.meaning.endswith(".") for column in columns(row))
    assert {column.name: column.kind for column in columns(PostRow)}["day"] == "day"
    assert [column.name for column in columns(FactRow) if column.kind == "data"] == ["data"]
    assert {column.name for column in columns(FindingRow) if column.nullable} >= {"field", "shown", "fix", "status"}


def test_memory_does_not_grow_with_the_archive(project: Project) -> None:
    """Rows lie on disk: of three times as many posts, no more is in memory."""

    def peak(number: int) -> int:
        for each in range(number):
            project.write(
                f"content/posts/{each}.md", post(f"A title {each}", "admin", "2020-01-02", f"_By Ana Ruiz_ {LONG}")
            )
        tracemalloc.start()
        with bylint.Report.of(folder=project.folder) as report:
            assert sum(1 for _ in report.posts()) == number
            assert sum(1 for _ in report.findings()) >= number
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(5)  # imports, and what else is made once
    few, many = peak(100), peak(300)
    assert many < few + 1_500_000


# -- what an editor asks ----------------------------------------------------------------------------------------------


def test_the_fault_that_explains_most_comes_first_in_a_sentence(report: bylint.Report) -> None:
    """With the years, and how many people are at the other end."""
    first = next(report.faults())
    assert first.sentence == "10 posts of 2014–2016 are credited to “admin”; the pages name 4 people"
    assert (first.rule, first.severity, first.subject, first.end) == (
        "author/generic-account",
        "error",
        "admin",
        "byline",
    )
    assert (first.findings, first.posts, first.distinct, first.fixes) == (10, 10, 4, 10)
    assert dict(first.names) == {"Ana Ruiz": 3, "Ben Okafor": 3, "Chloé Dubois": 2, "Dag Åkerlund": 2}
    assert (first.first, first.last, first.example) == ("2014-01-12", "2016-02-12", "content/news/2014-00.md")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "2 posts of 2014–2016 are credited to “admin”; the pages name 2 people"),
        ({"posts": 1, "last": "2014-02-02"}, "1 post of 2014 is credited to “admin”; the page names 2 people"),
        (
            {"posts": 9, "opposed": 2},
            "9 posts of 2014–2016 are credited to “admin”; the pages of 2 name 2 people",
        ),
        (
            {"posts": 9, "opposed": 1, "distinct": 1},
            "9 posts of 2014–2016 are credited to “admin”; the page of 1 names “Ana Ruiz”",
        ),
        ({"distinct": 1}, "2 posts of 2014–2016 are credited to “admin”; the pages name “Ana Ruiz”"),
        ({"end": None, "names": ()}, "2 posts of 2014–2016 are credited to “admin”"),
        ({"subject": None}, "2 posts of 2014–2016: the date is wrong"),
        ({"first": None, "last": None, "subject": None}, "2 posts: the date is wrong"),
        (
            {"field": "date", "subject": "2014-01-01", "end": "dateline"},
            "2 posts of 2014–2016 have the date “2014-01-01”; the dateline has 2 days",
        ),
        (
            {"field": "url", "subject": "/a/", "end": "alias", "distinct": 1, "posts": 1},
            "1 post of 2014–2016 has the url “/a/”; the alias says “Ana Ruiz”",
        ),
        ({"field": "old_id", "subject": "old_id"}, "2 posts of 2014–2016 have old_id: the date is wrong"),
    ],
)
def test_a_sentence_tells_what_is_known(changes: dict[str, Any], said: str) -> None:
    """One post or several, of a year or several, with what the other ends say."""
    names = (Name("Ana Ruiz", 1), Name("Ben Okafor", 1))
    days = ("2014-01-01", "2016-05-05")
    fault = Fault("", "a/b", "error", 2, 2, "admin", "author", "byline", names, 2, *days, 0, "a.md")
    fault = fault._replace(opposed=changes.get("posts", 2))
    assert sentence(fault._replace(**changes), "The date is wrong.") == said


def test_a_fault_counts_the_posts_whose_page_names_somebody(project: Project) -> None:
    """An account on a post that credits nobody is a lesser fault, and no name is put upon it."""
    for number in range(9):
        byline = "_By Ana Ruiz_" if number < 5 else "No name."
        project.write(f"content/posts/{number}.md", post(f"A title {number}", "admin", "2020-01-02", byline))
    with bylint.Report.of(folder=project.folder) as report:
        first = next(report.faults())
    assert first.sentence == "9 posts of 2020 are credited to “admin”; the pages of 5 name “Ana Ruiz”"
    assert (first.severity, first.findings, first.errors, first.opposed) == ("error", 9, 5, 5)


def test_faults_hold_every_finding_once(report: bylint.Report) -> None:
    """Each rule's, by value or as a whole; never more than were asked for."""
    faults = list(report.faults(1000))
    assert sum(fault.findings for fault in faults) == len(list(report.findings()))
    assert len(list(report.faults(1))) == 1


def test_values_that_explain_little_do_not_take_a_fault_apart(project: Project) -> None:
    """Of ten excerpts that are links five are equal: that half is told by itself; of eleven it is not."""
    project.write("hugo.toml", "")

    def sentences(different: int) -> list[str]:
        for number in range(5 + different):
            to = "/all/" if number < 5 else f"/{number}/"
            link = f'<a href="{to}">READ MORE</a>'
            project.write(f"content/posts/{number}.md", post(f"T {number}", "Ana Ruiz", "2020-01-02", excerpt=link))
        only = bylint.load_configuration(project.folder).with_choices(select=("excerpt/link-only",))
        with bylint.Report.of(folder=project.folder, configuration=only) as report:
            return [fault.sentence for fault in report.faults()]

    assert [each.partition("<")[0] for each in sentences(5)] == [
        "5 posts of 2020 have the excerpt “",
        '5 posts of 2020: the excerpt, summary or description holds nothing but a link, such as "READ MORE"',
    ]
    assert [each.partition(":")[0] for each in sentences(6)] == ["11 posts of 2020"]


def test_posts_are_grouped(report: bylint.Report) -> None:
    """By what they have in common, those without it first; a post of two authors counts for both."""
    years = {group.name: group for group in report.groups("year")}
    assert list(years)[:3] == [None, "2014", "2015"]
    assert (years["2014"].posts, years["2014"].posts_with_findings, years["2014"].error) == (4, 4, 4)
    assert years["2014"].findings == years["2014"].error + years["2014"].warning + years["2014"].info
    assert [group.name for group in report.groups("section")] == ["essays", "news", *["posts"] * UNDECODABLE]
    assert next(group.posts for group in report.groups("author") if group.name == "admin") == 10
    assert {group.name: group.posts for group in report.groups("writer") if group.name}["Ben Okafor"] == 5
    assert next(group for group in report.groups("month") if group.name == "2014-01").posts == 1
    assert [group.name for group in report.groups("dialect")] == ["hugo"]
    with pytest.raises(ValueError, match="by month, year"):
        report.groups("weekday")  # type: ignore[arg-type]  # no such word


def test_findings_are_counted_by_rule_and_month(report: bylint.Report) -> None:
    """As the summary has them."""
    assert {each.rule: each.findings for each in report.rules()} == dict(report.summary.by_rule)
    first = next(each for each in report.rules() if each.rule == "author/generic-account")
    assert (first.severity, first.posts, first.fixes, first.first, first.last) == (
        "error",
        10,
        10,
        "2014-01-12",
        "2016-02-12",
    )
    assert sum(each.findings for each in report.months()) == report.summary.by_rule.total()
    assert ("2014-01", "author/generic-account", "error", 1) in list(report.months())


def test_who_is_credited_is_held_against_whom_the_page_names(report: bylint.Report) -> None:
    """A writer who is not credited against the authors whom the page does not name, else against all."""
    found = {(pair.credited, pair.bylined): pair for pair in report.pairs()}
    assert {name for credited, name in found if credited == "admin"} == set(WRITERS)
    assert (found["admin", "Ana Ruiz"].posts, found["admin", "Ana Ruiz"].relation) == (3, "different")
    assert (found["admin", "Ana Ruiz"].first, found["admin", "Ana Ruiz"].last) == ("2014-01-12", "2016-01-12")
    assert (found["Ana Ruiz", "Ana Ruiz"].posts, found["Ana Ruiz", "Ana Ruiz"].relation) == (2, "same")
    assert found["Ana Ruiz", "Ben Okafor"].posts == 1  # who wrote the post with her
    assert found[None, "Ben Okafor"].posts == 1


def test_somebody_goes_by_the_name_of_the_author_field(project: Project) -> None:
    """So that one person is not held against themselves; a login that fits is not a name."""
    project.write("hugo.toml", "")
    project.write("content/a.md", post("A", "Okafor, Ben", "2020-01-02", "_By Ben Okafor_\n"))
    project.write("content/b.md", post("B", "bokafor", "2020-01-02", "_By Ben Okafor_\n"))
    project.write("content/c.md", post("C", "harbourcat", "2020-01-02", "_By Ben Okafor_\n"))
    with bylint.Report.of(folder=project.folder) as report:
        assert {(each.credited, each.bylined, each.relation) for each in report.pairs()} == {
            ("Okafor, Ben", "Okafor, Ben", "same"),
            ("bokafor", "Ben Okafor", "same"),
            ("harbourcat", "Ben Okafor", "unknown"),
        }


def test_coverage_tells_how_many_posts_have_a_field(report: bylint.Report) -> None:
    """By the year of publication."""
    found = {each.year: each for each in report.coverage()}
    assert (found["2016"].posts, found["2016"].fields) == (4, {"authors": 4, "date": 4, "excerpt": 1, "title": 4})
    assert found[None].fields["date"] == 1


# -- an earlier run ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command", [("check", "--output-format", "json", "--exit-zero"), ("report", "--format", "json", "--output", "-")]
)
def test_an_earlier_run_tells_what_is_new_fixed_and_still_there(project: Project, command: tuple[str, ...]) -> None:
    """By fingerprint, so that lines may move; of both kinds of JSON, also where another program wrote it anew."""
    project.write("hugo.toml", "")
    for name, writer in (("a", "Ana Ruiz"), ("b", "Ben Okafor"), ("gone", "Ben Okafor")):
        project.write(f"content/{name}.md", post(name, "Chloé Dubois", "2020-01-02", f"_By {writer}_\n"))
    ran = project.run(*command, "--select", "author/contradicts-byline")
    earlier = project.write("earlier.json", ran.out)
    indented = project.write("indented.json", json.dumps(json.loads(ran.out), indent=1))
    project.write("content/a.md", post("a", "Ana Ruiz", "2020-01-02", "_By Ana Ruiz_\n"))
    project.write("content/b.md", post("b", "Chloé Dubois", "2020-01-02", "\n\n_By Ben Okafor_\n", slug="b"))
    project.write("content/new.md", post("new", "Chloé Dubois", "2020-01-02", "_By Ben Okafor_\n"))
    (project.folder / "content/gone.md").unlink()
    only = bylint.load_configuration(project.folder).with_choices(select=("author/contradicts-byline",))
    with bylint.Report.of(folder=project.folder, configuration=only) as report:
        for file in (earlier, indented, earlier):
            assert report.compare(file) == (str(file), 1, 2, 1)
            assert {row.path: row.status for row in report.findings()} == {
                "content/b.md": "standing",
                "content/new.md": "new",
            }
            assert [row.path for row in report.findings(status="new")] == ["content/new.md"]
            gone = list(report.fixed())
            assert [(row.path, row.rule, row.field, row.status) for row in gone] == [
                ("content/a.md", "author/contradicts-byline", "author", "fixed"),
                ("content/gone.md", "author/contradicts-byline", "author", "fixed"),
            ]
            assert list(report.rule_changes()) == [("author/contradicts-byline", 1, 2, 1)]


def test_what_a_run_did_not_look_at_is_not_fixed(project: Project) -> None:
    """Neither another file nor another rule."""
    project.write("hugo.toml", "")
    for name in ("a", "b"):
        project.write(f"content/{name}.md", post("TK", "Chloé Dubois", "2020-01-02", "_By Ben Okafor_\n"))
    file = project.write("earlier.json", project.run("report", "--format", "json", "--output", "-").out)
    only = bylint.load_configuration(project.folder).with_choices(select=("author",))
    project.write("content/a.md", post("TK", "Ben Okafor", "2020-01-02", "_By Ben Okafor_\n"))
    with bylint.Report.of("content/a.md", folder=project.folder, configuration=only) as report:
        report.compare(file)
        assert [(row.path, row.rule) for row in report.fixed()] == [("content/a.md", "author/contradicts-byline")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no JSON"),
        (b"{}", "it is not what"),
        (b"[1]", "it is not what"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"version": 2, "diagnostics": []}', "it is not what"),
        (b'{"version": 1, "findings": [{}]}', "it holds what is no finding"),
        (b'{"version": 1, "findings": [{"fingerprint": 1, "path": "", "rule": "", "severity": "", "message": ""}]}', "no finding"),
        (b'{"version": 1, "bylint": "0", "diagnostics": [\n{"path": "a', "damaged"),
        (b'{"version": 1, "bylint": "0", "diagnostics": [\n', "ends too early"),
        (b'{"version": 1, "x": ' + b"[" * 100_000 + b"]", "damaged"),
        (b"# not JSON", "no JSON"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_named(project: Project, content: bytes, said: str) -> None:
    """In one line, by the command line too."""
    file = project.write("earlier.json", content)
    project.write("content/a.md", post("A", "Ana Ruiz", "2020-01-02"))
    with bylint.Report.of(folder=project.folder) as report, pytest.raises(bylint.ReportError, match=said):
        report.compare(file)
    ran = project.run("report", "--format", "markdown", "--output", "-", "--compare", "earlier.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("bylint: error: earlier.json is no ")
    assert ran.err.count("\n") == 1


def test_an_earlier_report_that_is_not_there(project: Project) -> None:
    """Is told before anything is checked."""
    ran = project.run("report", "--format", "json", "--compare", "none.json")
    assert (ran.code, ran.err) == (2, "bylint: error: --compare: there is no file none.json\n")
