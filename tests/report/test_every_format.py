"""What holds for every format."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from bylint.diagnostic import Span
from bylint.report import Setting, Spool, Summary
from bylint.report.formats import FORMATS, open_report
from bylint.source import Source
from reports import (
    REGISTRY,
    checked,
    diagnostic,
    elsewhere,
    made,
    place,
    read_json,
    unreadable,
)


class Nowhere:
    """A stream that keeps nothing but a count."""

    size = 0

    def write(self, text: str) -> None:
        self.size += len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)


@pytest.mark.parametrize("name", FORMATS)
def test_memory_does_not_grow_with_the_findings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is rendered waits on disk: of twice as much, no more is in memory."""
    monkeypatch.setattr(Spool, "LIMIT", 1 << 16)

    def peak(number: int) -> int:
        out, summary = Nowhere(), Summary()
        report = open_report(name, Setting(REGISTRY.__getitem__, "/p", "/p"))
        tracemalloc.start()
        for each in range(number):
            source = Source(f"posts/{each:05}.md", "title: x\n")
            found = checked(source, diagnostic(source, "x", message=f"{each:03}" * 300))
            summary.add(found)
            report.add(found)
        report.finish(summary, out)  # type: ignore[arg-type]  # it writes
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert name in ("text", "github", "markdown") or out.size > number * 900
        return used

    peak(10)  # imports, and what else is made once
    few, many = peak(300), peak(900)
    assert many < few + 200_000


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


@pytest.mark.parametrize("name", FORMATS)
def test_what_archive_rules_say_later_stands_where_it_belongs(name: str) -> None:
    """The report is the same as if it had been found with the rest of its file."""
    one, two = Source("a.md", "xy"), Source("b.md", "z")
    early, late = diagnostic(one, "x"), diagnostic(one, "y", "author/contradicts-byline")
    other = diagnostic(two, "z", "author/contradicts-byline", "info")
    expected = made(name, checked(one, early, late), checked(two, other))
    assert made(name, checked(one, early), checked(two), checked(two, other, later=True)) != expected
    found = (checked(one, early), checked(two), checked(one, late, later=True), checked(two, other, later=True))
    assert made(name, *found) == expected
