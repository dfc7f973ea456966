"""Annotations, as the runner of GitHub Actions reads them; and that no other report is read as a command."""

from __future__ import annotations

import re

import click

from bylint.report.formats import FORMATS
from bylint.source import Source
from reports import (
    HOSTILE,
    checked,
    diagnostic,
    hostile_results,
    made,
)

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


@hostile_results
def test_github_gets_one_annotation_for_each_diagnostic_and_no_other_command(found) -> None:
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


@hostile_results
def test_no_report_on_standard_output_is_a_command(found) -> None:
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
