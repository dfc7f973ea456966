"""JUnit's and Checkstyle's XML."""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree as ET

import xmlschema

from bylint.source import Source
from reports import (
    HOSTILE,
    SCHEMAS,
    checked,
    diagnostic,
    hostile_results,
    made,
)


@cache
def junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")


@hostile_results
def test_junit_is_valid_by_the_schema_of_jenkins(found) -> None:
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


@hostile_results
def test_checkstyle_says_what_was_found(found) -> None:
    """XML that a strict parser reads, with the message as it is but for what nobody can see."""
    root = ET.fromstring(made("checkstyle", *found).encode("utf-8"))
    errors = list(root.iter("error"))
    diagnostics = [each for result in found for each in result.diagnostics]
    assert [each.get("source") for each in errors] == [f"bylint.{d.rule.replace('/', '.')}" for d in diagnostics]
    assert {each.get("severity") for each in errors} <= {"error", "warning", "info"}
    for error, diagnosed in zip(errors, diagnostics, strict=True):
        if diagnosed.message.isprintable() and len(diagnosed.message) < 2000:
            assert error.get("message").startswith(diagnosed.message)
