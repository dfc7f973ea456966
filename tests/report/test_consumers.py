"""Reports with hostile texts, as the programs read them that they are for."""

from __future__ import annotations

import json
import re
import tracemalloc
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import cmarkgfm
import click
import jsonschema
import pytest
import xmlschema
from cmarkgfm.cmark import Options
from hypothesis import given, settings

from bylint.diagnostic import Span
from bylint.engine import Checked
from bylint.report import Setting, Summary
from bylint.report.formats import FORMATS, open_report
from bylint.report.markdown import LONGEST
from bylint.report.places import encoded
from bylint.rule import Rule
from bylint.source import Source
from reports import HOSTILE, REGISTRY, checked, diagnostic, elsewhere, fix, made, place, results, unreadable

SCHEMAS = Path(__file__).with_name("schemas")


@cache
def schema(name: str) -> Any:
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / name).read_text("utf-8")))


def read_json(text: str) -> Any:
    """JSON as a strict parser reads it: with no lone surrogates, and none of the numbers that JSON does not have."""
    found = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    json.dumps(found, ensure_ascii=False).encode("utf-8")
    return found


# -- the runner of GitHub Actions ----------------------------------------------------------------------------------

COMMANDS = {"error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "stop-commands", "set-output"}
DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def unescape(text: str, mapping: dict[str, str]) -> str:
    for written, meant in mapping.items():
        text = text.replace(written, meant)
    return text


def command(line: str) -> tuple[str, dict[str, str], str] | None:
    """What the runner makes of a line: TryParseV2, else TryParse, of ActionCommand.cs of github.com/actions/runner."""
    line = line.lstrip()
    if line.startswith("::") and (end := line.find("::", 2)) >= 0:
        name, _, rest = line[2:end].partition(" ")
        if name in COMMANDS:
            pairs = (part.split("=", 1) for part in rest.strip().split(",") if part)
            given = {pair[0]: unescape(pair[1], PROPERTY) for pair in pairs if len(pair) == 2 and all(pair)}
            return name, given, unescape(line[end + 2 :], DATA)
    if (start := line.find("##[")) >= 0 and (end := line.find("]", start)) >= 0:
        name = line[start + 3 : end].partition(" ")[0]
        if name in COMMANDS:
            return name, {}, line[end + 1 :]
    return None


def lines_of_a_log(text: str) -> list[str]:
    """As .NET's StreamReader.ReadLine takes them."""
    return re.split(r"\r\n|\r|\n", text)


def test_the_oracle_knows_a_command() -> None:
    """It would not be worth much otherwise."""
    assert command("  ::error file=a%2Cb.md,line=1::50%25%0Aoff") == (
        "error",
        {"file": "a,b.md", "line": "1"},
        "50%\noff",
    )
    assert command("x ##[group]y") == ("group", {}, "y")
    assert command("std::error::x") is None
    assert command("::nothing::x") is None


@given(results())
def test_github_gets_one_annotation_for_each_diagnostic_and_no_other_command(found: tuple[Checked, ...]) -> None:
    """File and message come back as they were, but for what nobody can see."""
    lines = lines_of_a_log(made("github", *found))
    assert lines.pop() == ""
    commands = [command(line) for line in lines]
    severities = {"error": "error", "warning": "warning", "info": "notice"}
    expected = sorted(
        (d for each in found for d in each.diagnostics),
        key=lambda d: (["error", "warning", "info"].index(d.severity), d.sort_key),
    )
    assert len(commands) == len(expected)
    for one, diagnosed in zip(commands, expected, strict=True):
        assert one is not None
        name, properties, message = one
        assert name == severities[diagnosed.severity]
        assert properties["title"] == diagnosed.rule
        assert properties["line"] == str(diagnosed.range.start.line)
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert ("col" in properties) == (diagnosed.range.start.line == diagnosed.range.end.line)
        if all(c.isprintable() for c in diagnosed.path) and "//" not in diagnosed.path and "." in diagnosed.path[7:8]:
            assert properties["file"] == diagnosed.path
        assert message.count("\n") == len(diagnosed.related) + len(diagnosed.fixes) or message.endswith("…")
        if diagnosed.message.isprintable() and len(diagnosed.message) < 2000:
            assert message.split("\n")[0] == diagnosed.message


@given(results())
def test_no_report_on_standard_output_is_a_command(found: tuple[Checked, ...]) -> None:
    """Neither to GitHub's runner, nor to those of Azure Pipelines and TeamCity, nor to a terminal."""
    for name in FORMATS:
        text = made(name, *found, notices=HOSTILE)
        if name != "github":
            assert [command(line) for line in lines_of_a_log(text) if command(line)] == []
            assert not re.search(r"##\w*\[", text)
        assert not re.search("[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]", text)
        assert "\x1b" not in click.unstyle(text)
        text.encode("utf-8")


def test_github_shows_the_worst_ten_of_a_kind_and_counts_the_others() -> None:
    """Whatever the order they come in; the line that counts takes one of the places of notices."""
    source = Source("a.md", "".join(f"<{n:02}>" for n in range(40)))
    every = [
        diagnostic(source, f"<{n:02}>", severity=severity)
        for severity in ("info", "warning", "error")
        for n in reversed(range(12))
    ]
    lines = made("github", checked(source, *every)).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    assert [int(re.search(r"col=(\d+)", line)[1]) for line in lines[:10]] == [1 + 4 * n for n in range(10)]
    assert lines[-1] == (
        "::notice title=bylint::not shown: 2 errors, 2 warnings, 3 info; GitHub shows 10 of each kind in a step"
    )
    assert made("github", checked(source)) == ""


def test_a_long_message_is_cut_where_the_runner_would_cut_it() -> None:
    """4,096 characters are what it keeps."""
    source = Source("a.md", "x")
    line = made("github", checked(source, diagnostic(source, "x", message="y" * 10_000)))
    read = command(line.rstrip("\n"))
    assert read is not None
    assert read[2].startswith("yyy")
    assert len(read[2]) == 4000


# -- SARIF ---------------------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(results())
def test_sarif_is_valid_by_the_schema_of_oasis(found: tuple[Checked, ...]) -> None:
    """And its addresses are those of the files, bytes that are not UTF-8 too."""
    log = read_json(made("sarif", *found, notices=HOSTILE))
    schema("sarif-2.1.0.json").validate(log)
    (run,) = log["runs"]
    assert len(run["results"]) == len(found) - 1
    for result, each in zip(run["results"], found, strict=False):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        if "//" not in each.path and "/./" not in each.path and "/../" not in each.path:
            assert unquote_to_bytes(artifact["uri"]) == encoded(each.path)
        assert not re.search(r"[^A-Za-z0-9/._~%-]", artifact["uri"])
        assert re.findall(r"\]\(", result["message"]["text"]) == ["]("] * len(each.diagnostics[0].related)
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    assert len(invocation["toolExecutionNotifications"]) == 1 + len(HOSTILE)


LINE = "title: 🚢 é 中 𐐀 X e\u0301 Y\n"


@pytest.mark.parametrize("bom", [False, True])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("at", ["X", "𐐀", "é", "Y", "🚢 é 中 𐐀 X", "title"])
def test_columns_are_in_the_units_of_each_format(at: str, newline: str, bom: bool) -> None:
    """UTF-16 units in SARIF, bytes of the file in reviewdog's, code points in GitHub's and our own."""
    for before in ("", "---\n"):
        text = (before + LINE).replace("\n", newline)
        source = Source("a.md", text, bom=bom)
        found = checked(source, diagnostic(source, at, fixes=(fix(source, (at, "Z")),)))
        number = len(before.splitlines())
        units = text.split(newline)[number].encode("utf-16-le")
        raw = (("\ufeff" if bom else "") + text).encode().split(newline.encode())[number]

        region = read_json(made("sarif", found))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"] == number + 1
        assert units[2 * region["startColumn"] - 2 : 2 * region["endColumn"] - 2].decode("utf-16-le") == at

        (one,) = read_json(made("rdjson", found))["diagnostics"]
        for at_range in (one["location"]["range"], one["suggestions"][0]["range"]):
            start, end = at_range["start"]["column"], at_range["end"]["column"]
            assert raw[start - 1 : end - 1].decode() == at


def test_a_file_outside_of_the_repository_has_a_whole_address() -> None:
    """A relative one would have to leave the root, which SARIF does not allow."""
    source = Source("../../elsewhere/b c.md", "x")
    log = read_json(made("sarif", checked(source, diagnostic(source, "x")), cwd="/r/posts", root="/r"))
    (result,) = log["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///elsewhere/b%20c.md"}
    schema("sarif-2.1.0.json").validate(log)


def test_what_cannot_be_written_as_text_is_no_fix() -> None:
    """A lone surrogate has no place in JSON that is exchanged, and a fix that says something else is worse than none."""
    source = Source("a.md", "caf\udce9 X")
    found = checked(
        source, diagnostic(source, "X", fixes=(fix(source, ("X", "\udce9")), fix(source, ("X", "é"), title="other")))
    )
    (result,) = read_json(made("sarif", found))["runs"][0]["results"]
    assert [each["description"]["text"] for each in result["fixes"]] == ["other"]
    (one,) = read_json(made("rdjson", found))["diagnostics"]
    assert [each["text"] for each in one["suggestions"]] == ["é"]
    assert one["location"]["range"]["start"]["column"] == 6


def test_a_rule_of_others_with_odd_documentation_is_described() -> None:
    """Its examples need not be readable for a report about a post."""
    odd = REGISTRY["author/missing"]

    def broken(post, options):
        "It is odd.\n\nBad (x=[:\n\n    ⟦never closed\n"

    changed = Rule(odd.id, broken, odd.options, "info", False, "metadata", ())
    source = Source("a.md", "x")
    log = read_json(made("sarif", checked(source, diagnostic(source, "x")), rule=lambda _: changed))
    assert log["runs"][0]["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == "It is odd."


# -- GitLab and reviewdog ------------------------------------------------------------------------------------------


@given(results())
def test_gitlab_and_reviewdog_get_what_they_document(found: tuple[Checked, ...]) -> None:
    """Each diagnostic once, in order."""
    entries = read_json(made("gitlab", *found))
    schema("gitlab.schema.json").validate(entries)
    answer = read_json(made("rdjson", *found))
    schema("rdjson.schema.json").validate(answer)
    rules = [each.rule for result in found for each in result.diagnostics]
    assert [each["check_name"] for each in entries] == rules
    assert [each["code"]["value"] for each in answer["diagnostics"]] == rules
    assert entries[-1]["severity"] == "critical"


def test_fingerprints_of_a_run_are_unique(tmp_path: Path) -> None:
    """GitLab drops entries with one that it has seen."""
    from bylint import check_paths  # noqa: PLC0415

    for name in ("a", "b"):
        post = (
            "---\ntitle: A\nauthor: Ana Ruiz\nexcerpt: TODO\ndescription: TODO\nsummary: TODO\n---\n_by Ben Okafor_\n"
        )
        (tmp_path / f"{name}.md").write_text(post, "utf-8")
    found = list(check_paths(".", folder=tmp_path))
    fingerprints = [each["fingerprint"] for each in read_json(made("gitlab", *found))]
    assert len(fingerprints) >= 8
    assert len(set(fingerprints)) == len(fingerprints)


def test_a_fix_of_several_edits_is_one_suggestion() -> None:
    """reviewdog offers each suggestion by itself: what lies between the edits stays, and half a fix is none."""
    source = Source("a.md", "---\ntitle: é A\nauthor: B\n---\n")
    both = fix(source, ("B", "A"), ("A", "B"))
    found = checked(source, diagnostic(source, "A", fixes=(both,)))
    (one,) = read_json(made("rdjson", found))["diagnostics"]
    (suggestion,) = one["suggestions"]
    assert suggestion == {
        "range": {"start": {"line": 2, "column": 11}, "end": {"line": 3, "column": 10}},
        "text": "B\nauthor: A",
    }
    far = Source("b.md", "A" + "\n" * 60 + "B")
    found = checked(far, diagnostic(far, "A", fixes=(fix(far, ("A", "B"), ("B", "A")),)))
    assert "suggestions" not in read_json(made("rdjson", found))["diagnostics"][0]


def test_paths_are_those_that_each_consumer_counts_from() -> None:
    """The root of the repository; reviewdog's from the working directory; text as people would type it."""
    source = Source("posts/a.md", "x")
    found = checked(source, diagnostic(source, "x", related=(elsewhere("../b.md", "taken here"),)))
    setting = {"cwd": "/r/site", "root": "/r"}
    assert "file=site/posts/a.md," in made("github", found, **setting)
    assert "%0Ataken here: b.md:2" in made("github", found, **setting)
    assert read_json(made("gitlab", found, **setting))[0]["location"]["path"] == "site/posts/a.md"
    assert '<file name="site/posts/a.md">' in made("checkstyle", found, **setting)
    assert 'classname="site.posts.a"' in made("junit", found, **setting)
    assert "<code>site/posts/a.md:1:1</code>" in made("markdown", found, **setting)
    one = read_json(made("rdjson", found, **setting))["diagnostics"][0]
    assert one["location"]["path"] == "posts/a.md"
    assert one["related_locations"][0]["location"]["path"] == "../b.md"
    assert made("concise", found, **setting).startswith("posts/a.md:1:1:")


# -- JUnit and Checkstyle ------------------------------------------------------------------------------------------


@cache
def junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")


@given(results())
def test_junit_is_valid_by_the_schema_of_jenkins(found: tuple[Checked, ...]) -> None:
    """And its counts are right, in the whole and in each suite."""
    text = made("junit", *found, notices=HOSTILE)
    junit_schema().validate(text)
    root = ET.fromstring(text.encode("utf-8"))
    for suites in ([root], root.findall("testsuite")):
        for each in suites:
            cases = list(each.iter("testcase"))
            assert int(each.get("tests")) == len(cases)
            assert int(each.get("failures")) == sum(case.find("failure") is not None for case in cases)
            assert int(each.get("errors")) == sum(case.find("error") is not None for case in cases)
    names = [(case.get("classname"), case.get("name")) for case in root.findall("testsuite[1]/testcase")]
    assert len(set(names)) == len(names)


def test_what_does_not_fail_the_run_is_no_failure() -> None:
    """`--fail-on` decides; and equal names in a file are told apart."""
    source = Source("a.md", "xyz")
    found = checked(
        source,
        diagnostic(source, "x", severity="warning"),
        diagnostic(source, "y", severity="warning"),
        diagnostic(source, "z", severity="info"),
    )
    for fail_on, failures in (("error", 0), ("warning", 2), ("info", 3)):
        root = ET.fromstring(made("junit", found, fail_on=fail_on))
        assert len(list(root.iter("failure"))) == failures
        assert len(list(root.iter("skipped"))) == 3 - failures
        names = [case.get("name") for case in root.findall("testsuite[1]/testcase")]
        assert names == ["author/missing", "author/missing #2", "author/missing #3"]


@given(results())
def test_checkstyle_says_what_was_found(found: tuple[Checked, ...]) -> None:
    """XML that a strict parser reads, with the message as it is but for what nobody can see."""
    root = ET.fromstring(made("checkstyle", *found).encode("utf-8"))
    errors = list(root.iter("error"))
    diagnostics = [each for result in found for each in result.diagnostics]
    assert [each.get("source") for each in errors] == [f"bylint.{d.rule.replace('/', '.')}" for d in diagnostics]
    assert {each.get("severity") for each in errors} <= {"error", "warning", "info"}
    for error, diagnosed in zip(errors, diagnostics, strict=True):
        if diagnosed.message.isprintable() and len(diagnosed.message) < 2000:
            assert error.get("message").startswith(diagnosed.message)


# -- Markdown ------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """A rendered page: its tags, and the text in `<code>` and outside."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.inside: list[str] = []
        self.outside = ""
        self._in_code = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs in ([], [("align", "right")])
        self.tags.append(tag)
        if tag == "code":
            assert not self._in_code
            self._in_code = True
            self.inside.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "code":
            self._in_code = False

    def handle_data(self, data: str) -> None:
        if self._in_code:
            self.inside[-1] += data
        else:
            self.outside += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def rendered(text: str) -> Page:
    """As GitHub renders it."""
    return Page(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))


@given(results())
def test_what_posts_say_is_no_markup_on_a_page(found: tuple[Checked, ...]) -> None:
    """It stands in `<code>`, where there are no mentions, no references, no links and no images either."""
    page = rendered(made("markdown", *found, notices=HOSTILE[:10]))
    assert set(page.tags) <= {"h3", "table", "tr", "th", "td", "b", "br", "code", "ul", "li", "p", "thead", "tbody"}
    assert not set(page.outside) & set("@#<>`[]*_|")
    assert "evil" not in page.outside
    said = [" ".join(d.message.split()) for result in found for d in result.diagnostics]
    for message in said:
        if message.isprintable() and 0 < len(message) < 300:
            assert message in page.inside


def test_a_summary_is_never_too_long_for_a_comment() -> None:
    """With the longest texts, the most rules and more diagnostics than are shown."""
    source = Source("é" * 5_000 + ".md", "x")
    long = "<&\u202e中" * 5_000
    ends = tuple(elsewhere(long, long) for _ in range(100))
    found = [
        diagnostic(
            source,
            "x",
            f"group/{'r' * 60}-{n}",
            message=long,
            related=ends,
            fixes=(fix(source, ("x", long), title=long),) * 9,
        )
        for n in range(100)
    ]
    text = made("markdown", checked(source, *found), notices=(long,) * 100)
    assert len(text.encode("utf-8")) <= LONGEST
    page = rendered(text)
    shown = page.outside.count("error") - 1
    assert f"and {100 - shown} more" in page.outside


# -- all formats ---------------------------------------------------------------------------------------------------


class Nowhere:
    """A stream that keeps nothing but a count."""

    size = 0

    def write(self, text: str) -> None:
        self.size += len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)


@pytest.mark.parametrize("name", FORMATS)
def test_memory_does_not_grow_with_the_findings(name: str) -> None:
    """What is rendered waits on disk."""
    out: IO[str] = Nowhere()  # type: ignore[assignment]
    report = open_report(name, Setting(REGISTRY.__getitem__, "/p", "/p"))
    summary = Summary()
    tracemalloc.start()
    for number in range(3_000):
        source = Source(f"posts/{number:05}.md", "title: x\n")
        found = checked(source, diagnostic(source, "x", message=f"{number}" * 500))
        summary.add(found)
        report.add(found)
    report.finish(summary, out)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6_000_000
    assert name in ("text", "github", "markdown") or out.size > 3_000_000


@pytest.mark.parametrize("name", FORMATS)
def test_a_run_without_findings_is_told_of_in_every_format(name: str) -> None:
    """In a form that its consumers read."""
    text = made(name)
    if name in ("json", "sarif", "gitlab", "rdjson"):
        read_json(text)
    elif name in ("junit", "checkstyle"):
        ET.fromstring(text)
    else:
        assert text.count("\n") == (0 if name == "github" else 1)


def test_jsonl_ends_with_the_summary() -> None:
    """Each line but the last is a diagnostic of the JSON report; the last one alone has no rule."""
    source = Source("a.md", "xy")
    found = checked(source, diagnostic(source, "x"), diagnostic(source, "y", severity="info"))
    *lines, last = map(json.loads, made("jsonl", found, notices=("a note",)).splitlines())
    whole = json.loads(made("json", found, notices=("a note",)))
    assert lines == whole.pop("diagnostics")
    assert last == whole


def test_places_of_other_files_have_no_columns_in_other_units() -> None:
    """Their text is not at hand to count in."""
    source = Source("a.md", "x")
    found = checked(source, diagnostic(source, "x", related=(place(source, "x", "here"), elsewhere("b.md", "there"))))
    related = read_json(made("sarif", found))["runs"][0]["results"][0]["relatedLocations"]
    assert [set(each["physicalLocation"]["region"]) for each in related] == [
        {"startLine", "startColumn", "endLine", "endColumn"},
        {"startLine", "endLine"},
    ]
    assert read_json(made("rdjson", unreadable("c.md")))["diagnostics"][0]["location"]["range"] == {
        "start": {"line": 1},
        "end": {"line": 1},
    }


def test_spans_of_several_lines_end_where_they_end() -> None:
    """GitHub takes no columns then."""
    source = Source("a.md", "one\ntwo 🚢 three\n")
    end = Span(1, source.text.index(" three"))
    found = diagnostic(source, "one")._replace(range=source.range(end), span=end)
    assert "line=1,title" in made("github", checked(source, found))
    region = read_json(made("sarif", checked(source, found)))["runs"][0]["results"][0]["locations"][0]
    assert region["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 2, "endLine": 2, "endColumn": 7}
