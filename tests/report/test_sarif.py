"""SARIF, by the schema of OASIS."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

import pytest

from bylint.report.places import encoded
from bylint.rule import Rule
from bylint.source import Source
from reports import (
    HOSTILE,
    REGISTRY,
    checked,
    diagnostic,
    fix,
    hostile_results,
    made,
    read_json,
    schema,
)


@hostile_results
def test_sarif_is_valid_by_the_schema_of_oasis(found) -> None:
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
        """It is odd.

        Bad (x=[:

            ⟦never closed
        """

    def silent(post, options):
        yield from ()

    source = Source("a.md", "x")
    for check, summary in ((broken, "It is odd."), (silent, "author/missing")):
        changed = Rule(odd.id, check, odd.options, "info", False, "metadata", ())
        log = read_json(made("sarif", checked(source, diagnostic(source, "x")), rule=lambda _, made=changed: made))
        schema("sarif-2.1.0.json").validate(log)
        described = log["runs"][0]["tool"]["driver"]["rules"][0]
        assert described["shortDescription"]["text"] == summary
        assert all(described["help"].values())
