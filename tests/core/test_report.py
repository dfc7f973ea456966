"""What people and programs read of a run."""

from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bylint.report
from bylint.checked import Checked
from bylint.diagnostic import Diagnostic, Place, PlacedEdit, PlacedFix, Severity, Span
from bylint.report import Spool, Summary
from bylint.report.json_format import JsonReport
from bylint.report.text import TextReport, draw, safe, summary_line
from bylint.source import Source

SCHEMA = json.loads(Path(bylint.report.__file__).with_name("output.schema.json").read_text("utf-8"))


def diagnostic(
    source: Source, at: Span | str, rule: str = "author/missing", severity: Severity = "error", **more: Any
) -> Diagnostic:
    span = at if isinstance(at, Span) else Span(source.text.index(at), source.text.index(at) + len(at))
    fields = {"message": "what is wrong", "fingerprint": "0" * 16, **more}
    return Diagnostic(source.path, rule, severity, range=source.range(span), span=span, **fields)


def place(source: Source, at: str, message: str, path: str | None = None) -> Place:
    span = Span(source.text.index(at), source.text.index(at) + len(at))
    return Place(path or source.path, source.range(span), message, span)


def drawn(found: Diagnostic, source: Source | None) -> list[str]:
    return click.unstyle(draw(found, source)).split("\n")


def checked(source: Source, *found: Diagnostic, **more: Any) -> Checked:
    return Checked(source.path, source.path, source, found, **more)


# -- drawing -------------------------------------------------------------------------------------------------------


def test_a_contradiction_is_drawn_as_in_the_design() -> None:
    """Both ends with their lines, the other end labelled, and what is suggested."""
    body = "\n" * 10
    source = Source("a/post.md", f"---\ntitle: x\nauthor: Dmitri Zimine\n---\n{body}\n_by Evan Powell_\n")
    found = diagnostic(
        source,
        "Dmitri Zimine",
        "author/contradicts-byline",
        message='author says "Dmitri Zimine", but the byline names "Evan Powell"',
        related=(place(source, "by Evan Powell", "the byline"),),
        fixes=(PlacedFix('set author to "Evan Powell"', "suggested", ()), PlacedFix("drop it", "safe", ())),
    )
    assert drawn(found, source) == [
        "a/post.md:3:9: error author/contradicts-byline",
        '  author says "Dmitri Zimine", but the byline names "Evan Powell"',
        "   3 | author: Dmitri Zimine",
        "     |         ^^^^^^^^^^^^^",
        "  16 | _by Evan Powell_",
        "     |  ~~~~~~~~~~~~~~ the byline",
        '  suggestion: set author to "Evan Powell"',
        "  fix: drop it",
    ]


def test_another_files_end_is_named_with_its_place() -> None:
    """Its lines are not at hand."""
    source = Source("a.md", "url: x\n")
    found = diagnostic(source, "x", related=(place(source, "url", "taken here", path="b.md"),))
    assert "  b.md:1:1: taken here" in drawn(found, source)


def test_without_the_text_only_the_message_is_drawn() -> None:
    """A file that could not be read has no lines to show."""
    source = Source("a.md", "x")
    assert drawn(diagnostic(source, "x"), None) == ["a.md:1:1: error author/missing", "  what is wrong"]


@pytest.mark.parametrize(
    ("line", "at", "shown", "marks"),
    [
        ("\tby\tAna", "Ana", " by Ana", "    ^^^"),
        ("作者：王小明 x", "王小明", "作者：王小明 x", "      ^^^^^^"),
        ("e\u0301 Ana e\u0301e\u0301", "Ana", "e\u0301 Ana e\u0301e\u0301", "  ^^^"),
        ("e\u0301e\u0301", "e\u0301e\u0301", "e\u0301e\u0301", "^^"),
        ("\x1b[31mAna", "Ana", "\\x1b[31mAna", "        ^^^"),
        ("a\u202eb", "b", "a\\u202eb", "       ^"),
        ("a\u202eb", "\u202e", "a\\u202eb", " ^^^^^^"),
        ("🎉 Ana", "Ana", "🎉 Ana", "   ^^^"),
    ],
)
def test_the_marks_stand_below_what_is_meant(line: str, at: str, shown: str, marks: str) -> None:
    """Tabs are one column, wide letters two, combining marks none, escapes as long as they are."""
    source = Source("p", f"{line}\n")
    _, _, text, below = drawn(diagnostic(source, at), source)
    assert text == f"   1 | {shown}"
    assert below == f"     | {marks}"


def test_an_empty_span_has_one_mark_and_a_span_of_many_lines_is_drawn_on_its_first() -> None:
    """Whatever ends the lines; of a block scalar its first line of text, not its header."""
    for newline in ("\n", "\r\n", "\r"):
        source = Source("p", newline.join(["title:", "x: |", "  one", "  two", ""]))
        assert drawn(diagnostic(source, Span(6, 6)), source)[2:] == ["   1 | title:", "     |       ^"]
        start = source.text.index("|")
        assert drawn(diagnostic(source, Span(start, len(source.text))), source)[2:] == ["   3 |   one", "     |   ^^^"]
        assert drawn(diagnostic(source, Span(start, start + 1)), source)[2:] == ["   2 | x: |", "     |    ^"]
    source = Source("p", "")
    assert drawn(diagnostic(source, Span(0, 0)), source)[2:] == ["   1 |", "     | ^"]


@pytest.mark.parametrize(
    ("before", "after", "cut_before", "cut_after"),
    [(0, 10_000, False, True), (5_000, 5_000, True, True), (10_000, 0, True, False), (0, 107, False, False)],
)
def test_a_long_line_is_cut_around_what_is_meant(before: int, after: int, cut_before: bool, cut_after: bool) -> None:
    """And says where it was cut; the marks are still below."""
    source = Source("p", "x" * before + "Ana" + "y" * after)
    _, _, text, below = drawn(diagnostic(source, "Ana"), source)
    assert len(text) < 130
    assert text.startswith("   1 | …") == cut_before
    assert text.endswith("…") == cut_after
    assert text[below.index("^") : below.rindex("^") + 1] == "Ana"


def test_a_long_span_on_a_long_line_is_marked_as_far_as_it_is_shown() -> None:
    """A megabyte on one line makes no megabyte of marks."""
    source = Source("p", "x" * 1_000_000)
    lines = drawn(diagnostic(source, Span(0, 1_000_000)), source)
    assert all(len(line) < 130 for line in lines)


HOSTILE = st.text(st.characters(), max_size=20).map(lambda text: text + "\x1b]8;;x\x07\x9b2J\u202e\u2066\ufeff\udce9\r")


@given(HOSTILE, HOSTILE, HOSTILE)
def test_nothing_of_the_content_steers_the_terminal(path: str, text: str, message: str) -> None:
    """Path, line, message, label and title: no control character but the newline, no bidi control, no surrogate."""
    source = Source(path, text + "x" + text)
    found = diagnostic(
        source,
        Span(0, len(source.text)),
        message=message,
        related=(
            Place(source.path, source.range(Span(1, 2)), message, Span(1, 2)),
            Place(path + "2", source.range(Span(0, 0)), text),
        ),
        fixes=(PlacedFix(message, "safe", ()),),
    )
    summary, out = Summary(), io.StringIO()
    report = TextReport()
    report.add(checked(source, found))
    summary.add(checked(source, found))
    summary.notices.append(text)
    report.finish(summary, out)
    shown = click.unstyle(out.getvalue())
    assert not set(shown) & set(
        map(chr, [*range(10), *range(11, 32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
    )
    assert "\ufeff" not in shown
    out.getvalue().encode("utf-8")


def test_escapes_say_which_character_it_was() -> None:
    """Bytes that are not UTF-8 as the bytes they are."""
    assert safe("a\x00\x1b\x7f\x9b\u202e\u2028\udce9\ud800é🎉") == "a\\x00\\x1b\\x7f\\x9b\\u202e\\u2028\\xe9\\ud800é🎉"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error file=x::.md", "\\x3a:error file=x::.md"),
        ("  ::stop-commands::x", "  \\x3a:stop-commands::x"),
        ("a ##[error]b", "a \\x23#[error]b"),
        ("std::vector", "std::vector"),
        ("## [link]", "## [link]"),
    ],
)
def test_no_text_is_a_command_to_the_runner_of_a_job(text: str, shown: str) -> None:
    """A file of a fork may be named like one, and its path begins a line."""
    assert safe(text) == shown


# -- the report as a whole -----------------------------------------------------------------------------------------


def run(
    files: int, hit: int, rule: str = "author/missing", folder: str = "a/b/c/d", **options: Any
) -> tuple[str, Summary]:
    summary, out = Summary(), io.StringIO()
    report = TextReport(**options)
    for number in range(files):
        source = Source(f"{folder}/{number:03}.md", "---\ntitle: x\n---\n")
        found = [diagnostic(source, "x", rule)] if number < hit else []
        report.add(checked(source, *found))
        summary.add(checked(source, *found))
    report.finish(summary, out)
    return click.unstyle(out.getvalue()), summary


@pytest.mark.parametrize(
    ("files", "hit", "collapsed"),
    [(19, 19, False), (20, 10, False), (20, 11, True), (100, 50, False), (100, 51, True), (20, 0, False)],
)
def test_a_rule_that_hits_more_than_half_of_a_collection_of_twenty_becomes_one_line(
    files: int, hit: int, collapsed: bool
) -> None:
    """With its count and the first place; every one is still counted."""
    text, summary = run(files, hit)
    assert text.count("error author/missing\n") == (0 if collapsed else hit)
    line = f"a/b/c: error author/missing in {hit} of {files} files\n  first at a/b/c/d/000.md:2:8: what is wrong\n  to see each: --select author/missing\n"
    assert (line in text) == collapsed
    assert summary.by_severity["error"] == hit
    assert text.endswith(
        f"{files} files checked: {f'{hit} error' if hit else 'nothing found'}{'s' if hit > 1 else ''}\n"
    )


def test_a_rule_that_was_asked_for_by_name_is_never_collapsed() -> None:
    """The line that says how to see each says the truth."""
    assert run(20, 20, explicit={"author/missing"})[0].count("error author/missing\n") == 20


def test_a_line_for_a_rule_of_two_weights_counts_each() -> None:
    """The worst weight is the line's, and does not stand for all."""
    summary, out = Summary(), io.StringIO()
    report = TextReport()
    for number in range(20):
        source = Source(f"posts/{number:02}.md", "x")
        found = diagnostic(source, "x")
        report.add(checked(source, found._replace(severity="warning" if number < 12 else "error")))
    report.finish(summary, out)
    assert "posts: error author/missing in 20 of 20 files (8 errors, 12 warnings)\n" in click.unstyle(out.getvalue())


def test_collections_are_told_apart_and_files_at_the_top_are_one() -> None:
    """By the first three folders of the path."""
    summary, out = Summary(), io.StringIO()
    report = TextReport()
    for number in range(40):
        source = Source(f"{number:02}.md" if number < 20 else f"posts/{number}.md", "x")
        report.add(checked(source, *[diagnostic(source, "x")] * 2 if number < 20 else ()))
    report.finish(summary, out)
    text = click.unstyle(out.getvalue())
    assert ".: error author/missing in 20 of 20 files\n" in text
    assert "posts" not in text


def test_statistics_count_rules_and_draw_nothing() -> None:
    """The most frequent first."""
    summary, out = Summary(), io.StringIO()
    report = TextReport(statistics=True)
    source = Source("a.md", "x")
    found = [diagnostic(source, "x", rule) for rule in ["b/b"] * 2 + ["a/a"] * 2 + ["c/c"] * 11]
    report.add(checked(source, *found))
    summary.add(checked(source, *found))
    report.finish(summary, out)
    assert out.getvalue() == "11  c/c\n 2  a/a\n 2  b/b\n1 file checked: 15 errors\n"


def test_quiet_leaves_out_notices_and_the_summary() -> None:
    """Diagnostics are the output then."""
    assert run(1, 0, quiet=True)[0] == ""
    summary, out = Summary(files=1, notices=["archive rules were skipped"]), io.StringIO()
    TextReport().finish(summary, out)
    assert out.getvalue() == "note: archive rules were skipped\n1 file checked: nothing found\n"


@pytest.mark.parametrize(
    ("files", "counts", "suppressed", "line"),
    [
        (0, {}, 0, "no files were checked"),
        (1, {}, 0, "1 file checked: nothing found"),
        (1, {"error": 1}, 0, "1 file checked: 1 error"),
        (1234, {"info": 2, "warning": 1, "error": 3}, 0, "1,234 files checked: 3 errors, 1 warning, 2 info"),
        (2, {"info": 1}, 1, "2 files checked: 1 info (1 let stand)"),
        (2, {}, 3, "2 files checked: nothing found (3 let stand)"),
    ],
)
def test_the_last_line_sums_up(files: int, counts: dict[Severity, int], suppressed: int, line: str) -> None:
    """Worst first, in the plural where there are several."""
    summary = Summary(files=files, suppressed=suppressed)
    summary.by_severity.update(counts)
    assert summary_line(summary) == line


def test_a_run_fails_at_a_severity_or_worse() -> None:
    """`--fail-on`."""
    summary = Summary()
    summary.by_severity["warning"] = 1
    assert [summary.fails(at) for at in ("error", "warning", "info")] == [False, True, True]


def test_the_summary_adds_up_files_suppressions_and_failures() -> None:
    """Of every result."""
    summary, source = Summary(), Source("a.md", "x")
    summary.add(checked(source, suppressed=2))
    summary.add(checked(source, diagnostic(source, "x"), failed=True))
    summary.add(checked(source))
    assert (summary.files, summary.suppressed, summary.failed) == (3, 2, True)
    assert summary.by_rule == {"author/missing": 1}


# -- JSON ----------------------------------------------------------------------------------------------------------


def as_json(*results: Checked, **more: Any) -> dict[str, Any]:
    summary, out = Summary(**more), io.StringIO()
    report = JsonReport()
    for result in results:
        report.add(result)
        summary.add(result)
    report.finish(summary, out)
    text = out.getvalue()
    assert text.isascii()
    found: dict[str, Any] = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    jsonschema.validate(found, SCHEMA)
    return found


def test_json_follows_its_schema() -> None:
    """With nothing, and with everything that a diagnostic can hold."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    empty = as_json(notices=["a note"])
    assert (empty["files"], empty["diagnostics"], empty["notices"]) == (0, [], ["a note"])
    source = Source("a/é.md", "---\nauthors:\n  - name: Ana\n---\n_by Ben_\n")
    edit = PlacedEdit("a/é.md", source.range(Span(24, 27)), "Ben")
    full = diagnostic(
        source,
        "Ana",
        field="author",
        key="authors[0].name",
        related=(place(source, "by Ben", "the byline"),),
        fixes=(PlacedFix("set it", "suggested", (edit,)),),
        data={"author": ["Ana"], "byline": ["Ben"]},
    )
    found = as_json(checked(source, full, diagnostic(source, "name", severity="info")), checked(Source("b.md", "")))
    assert found["summary"] == {"error": 1, "warning": 0, "info": 1, "suppressed": 0}
    first, second = found["diagnostics"]
    assert first["range"] == {"start": {"line": 3, "column": 11}, "end": {"line": 3, "column": 14}}
    assert first["related"] == [
        {
            "path": "a/é.md",
            "range": {"start": {"line": 5, "column": 2}, "end": {"line": 5, "column": 8}},
            "message": "the byline",
        }
    ]
    assert first["fixes"][0]["edits"][0]["text"] == "Ben"
    assert (second["field"], second["key"], second["fixes"]) == (None, None, [])


def test_json_schema_refuses_what_is_not_the_contract() -> None:
    """It would not be worth much otherwise."""
    found = as_json(checked(Source("a.md", "x"), diagnostic(Source("a.md", "x"), "x")))
    for change in (
        {"more": 1},
        {"version": 2},
        {"files": -1},
        {"diagnostics": [{**found["diagnostics"][0], "severity": "fatal"}]},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**found, **change}, SCHEMA)


def test_json_holds_what_json_has_no_word_for() -> None:
    """Infinite numbers, dates and sets as text, file names that are not UTF-8, lone surrogates in a message."""
    source = Source("caf\udce9.md", "x")
    nested = {"value": float("nan"), "list": [float("inf"), 1.5], "pair": (float("-inf"),), "set": {1}}
    found = as_json(checked(source, diagnostic(source, "x", message="bytes \udce9", data=nested)))["diagnostics"][0]
    assert found["path"] == "caf\ufffd.md"
    assert found["message"] == "bytes \udce9"
    assert found["data"] == {"value": "nan", "list": ["inf", 1.5], "pair": ["-inf"], "set": "{1}"}


# -- the spool -----------------------------------------------------------------------------------------------------


LINES = st.lists(st.text(st.characters(exclude_characters="\n"), max_size=30), max_size=30)


@given(LINES, st.integers(0, 60))
def test_what_is_spooled_is_read_back_in_order(lines: list[str], limit: int) -> None:
    """From memory and from disk, whatever the characters: lone surrogates, other newlines, nothing at all."""
    spool = Spool()
    spool.LIMIT = limit  # type: ignore[misc]  # an instance may be smaller
    for line in lines:
        spool.write(line)
    assert list(spool) == lines
    assert list(spool) == lines
    spool.close()
    assert list(spool) == []


def test_many_diagnostics_are_kept_on_disk() -> None:
    """The memory of a report is flat in their number."""
    spool = Spool()
    tracemalloc.start()
    for _ in range(20_000):
        spool.write("x" * 1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * Spool.LIMIT
    assert sum(len(line) for line in spool) == 20_000_000
    spool.close()
