"""Rules about the marks that let a finding stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bylint.diagnostic import Diagnostic, Edit, Span
from bylint.edits import apply_edits
from bylint.engine import Outcome
from bylint.registry import load_registry
from bylint.source import Source
from bylint.suppress import Mark, Stet
from bylint.testing import check, check_rule
from bylint_rules.stet.unused import unused

REGISTRY = load_registry()
GROUP = [name for name in REGISTRY.ids if name.startswith("stet/")]
OTHERS = [rule for rule in REGISTRY if rule.group == "frontmatter" and rule.default]


@pytest.mark.parametrize("name", GROUP)
def test_the_examples_hold(name: str) -> None:
    """Bad reports exactly what is marked, Fixed is Bad after its fixes, Good is silent."""
    check_rule(REGISTRY[name])


def said(name: str, text: str, path: str = "a.md") -> list[Diagnostic]:
    """What a rule says of a text beside the default rules of the front matter."""
    return check(REGISTRY[f"stet/{name}"], text, parameters={"path": path}, with_rules=OTHERS)


def fixed(text: str, found: list[Diagnostic]) -> str:
    """The text after the first fix of each diagnostic."""
    source = Source("", text)
    edits = [
        Edit(Span(*(source.line_span(at.line).start + at.column - 1 for at in edit.range)), edit.text)
        for diagnostic in found
        for edit in diagnostic.fixes[0].edits
    ]
    return apply_edits(text, edits)


MARK = "stet: frontmatter/yaml-trap"


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        (f"---\na: b # {MARK}\n---\n", "---\na: b\n---\n", "a.md"),
        (f"---\na: b   # {MARK} - why\n---\n", "---\na: b\n---\n", "a.md"),
        (f"---\n# {MARK}\na: b\n---\n", "---\na: b\n---\n", "a.md"),
        (f"---\na:\n  # {MARK}\n  - b\n---\n", "---\na:\n  - b\n---\n", "a.md"),
        ("---\n# stet-next-line: frontmatter/yaml-trap\na: b\n---\n", "---\na: b\n---\n", "a.md"),
        (f"---\na: b\n---\nx\n<!-- {MARK} - why -->\ny\n", "---\na: b\n---\nx\ny\n", "a.md"),
        (f"---\na: b\n---\nx <!-- {MARK} --> y\n", "---\na: b\n---\nx y\n", "a.md"),
        (f"---\na: b\n---\nx <!-- {MARK} -->\n", "---\na: b\n---\nx\n", "a.md"),
        (f"---\na: b\n---\n<!-- {MARK} -->", "---\na: b\n---\n", "a.md"),
        (f"---\na: b\n---\n{{/* {MARK} */}}\nx\n", "---\na: b\n---\nx\n", "a.mdx"),
        (f"---\na: b\n---\n// {MARK}\nx\n", "---\na: b\n---\nx\n", "a.adoc"),
        (f"---\na: b\n---\n.. {MARK}\nx\n", "---\na: b\n---\nx\n", "a.rst"),
        (f"---\na: 'x # y' # {MARK}\n---\n", "---\na: 'x # y'\n---\n", "a.md"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_an_unused_mark_is_taken_out(before: str, after: str, path: str, newline: str) -> None:
    """With its comment, and its line where nothing else stands on it; whatever ends the lines."""
    text = before.replace("\n", newline)
    found = said("unused", text, path)
    assert [text[d.span.start : d.span.end] for d in found] == ["frontmatter/yaml-trap"]
    assert fixed(text, found) == after.replace("\n", newline)


@pytest.mark.parametrize(
    ("names", "after"),
    [
        ("frontmatter/duplicate-key, frontmatter/yaml-trap", "frontmatter/yaml-trap"),
        ("frontmatter/yaml-trap, frontmatter/duplicate-key", "frontmatter/yaml-trap"),
        ("frontmatter/yaml-trap,frontmatter/duplicate-key , schema", "frontmatter/yaml-trap , schema"),
    ],
)
def test_one_name_of_several_is_taken_out(names: str, after: str) -> None:
    """The others, and the reason, stay."""
    text = f"---\ntitle: 1.10 # stet: {names} - why\n---\n"
    assert fixed(text, said("unused", text)) == f"---\ntitle: 1.10 # stet: {after} - why\n---\n"


def test_a_mark_whose_rule_did_not_run_is_not_judged() -> None:
    """Nor is one that is used."""
    assert not said("unused", "---\na: b # stet: frontmatter/key-order\n---\n")
    assert not said("unused", "---\ntitle: 1.10 # stet: frontmatter/yaml-trap\n---\n")


@pytest.mark.parametrize(
    "text",
    ["", "a: b", "a: b # other", "<!-- stet: x", "x" * 9000 + " # stet: x", "# stet: other x", "# stet: x"],
)
def test_no_fix_for_a_mark_that_lies_otherwise(text: str) -> None:
    """What cannot be taken out exactly is left to its writer."""
    at = 0 if text != "x" * 9000 + " # stet: x" else 9009
    outcome = Outcome(Stet((Mark("x", Span(at, at + 1), None),)), text=text)
    (found,) = unused.check(outcome, unused.options())  # type: ignore[arg-type]  # the engine's rules see an outcome
    assert not found.fixes


@given(st.text(alphabet="stet: ,#</!->\n\r{*}x", max_size=60), st.integers(0, 60), st.integers(0, 5))
@settings(max_examples=400)
def test_taking_out_never_fails(text: str, at: int, length: int) -> None:
    """Whatever lies around the name; the edit lies in the text."""
    start = min(at, len(text))
    span = Span(start, min(start + length, len(text)))
    outcome = Outcome(Stet((Mark("x", span, None),)), text=f"# stet: x, y\n{text}")
    for found in unused.check(outcome, unused.options()):  # type: ignore[arg-type]
        for fix in found.fixes:
            assert all(0 <= edit.span.start <= edit.span.end <= len(outcome.text) for edit in fix.edits)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("frontmatter/yaml-trip", "yaml-trap"), ("yaml-trap", "frontmatter/yaml-trap"), ("zzz", "")],
)
def test_an_unknown_name_is_told_with_its_neighbour(name: str, hint: str) -> None:
    """At the name, in front matter and body alike."""
    for text in (f"---\na: b # stet: {name}\n---\n", f"---\na: b\n---\n<!-- stet: {name} - why -->\n"):
        (found,) = said("unknown-rule", text)
        assert text[found.span.start : found.span.end] == name
        assert ("did you mean" in found.message) == bool(hint)
        assert hint in found.message
