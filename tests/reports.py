"""Results as a run has them, and the reports made of them."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bylint.checked import Checked
from bylint.diagnostic import Diagnostic, Place, PlacedEdit, PlacedFix, Position, Range, Severity, Span
from bylint.registry import load_registry
from bylint.report import Setting, Summary
from bylint.report.formats import open_report
from bylint.source import Source

REGISTRY = load_registry()


def span(source: Source, text: str) -> Span:
    """Where a text stands."""
    return Span(source.text.index(text), source.text.index(text) + len(text))


def diagnostic(
    source: Source, at: str, rule: str = "author/missing", severity: Severity = "error", **more: Any
) -> Diagnostic:
    """Something found at a text."""
    fields = {"message": "what is wrong", "fingerprint": "0" * 16, **more}
    found = span(source, at)
    return Diagnostic(source.path, rule, severity, range=source.range(found), span=found, **fields)


def place(source: Source, at: str, message: str) -> Place:
    """The other end, in the same file."""
    return Place(source.path, source.range(span(source, at)), message, span(source, at))


def elsewhere(path: str, message: str, line: int = 2, column: int = 8) -> Place:
    """The other end, in another file."""
    return Place(path, Range(Position(line, column), Position(line, column + 3)), message)


def fix(source: Source, *edits: tuple[str, str], title: str = "set it", safety: Any = "suggested") -> PlacedFix:
    """Replace each text by another."""
    return PlacedFix(
        title,
        safety,
        tuple(PlacedEdit(source.path, source.range(span(source, old)), new) for old, new in edits),
    )


def checked(source: Source, *found: Diagnostic, **more: Any) -> Checked:
    """The result of a file. A file without text could not be read."""
    return Checked(source.path, source.path, source, found, **more)


def unreadable(path: str, message: str = "cannot be read: Permission denied") -> Checked:
    """The result of a file that could not be read."""
    start = Range(Position(1, 1), Position(1, 1))
    found = Diagnostic(path, "run/unreadable", "error", message, start, Span(0, 0), fingerprint="f" * 16)
    return Checked(path, path, None, (found,), failed=True)


def made(name: str, *results: Checked, notices: tuple[str, ...] = (), **setting: Any) -> str:
    """A report in a format."""
    summary, out = Summary(notices=notices), io.StringIO()
    report = open_report(name, Setting(**{"rule": REGISTRY.__getitem__, "cwd": "/p", "root": "/p", **setting}))
    for result in results:
        summary.add(result)
        report.add(result)
    report.finish(summary, out)
    return out.getvalue()


HOSTILE = (
    "a\nb",
    "::error file=x::pwned",
    "\r\n::stop-commands::t\n",
    "##[add-mask]x",
    "###[group]x",
    "##vso[task.setvariable variable=x]y",
    "quote \" and ' and `",
    "<b>&amp;</b>]]><![CDATA[x",
    "-->",
    "\x00\x01\x1b[31m\x7f\x9b",
    "👩\u200d💻 𐐀 é e\u0301 中文",
    "\ud800 \udce9 \udfff\ud800",
    "\u202eevil\u2066",
    "\ufffe\uffff\U0001ffff",
    "| cell \\| `x` |",
    "@everyone #1 GH-1 :+1: [x](http://evil.example) ![](x) www.evil.example",
    "100%0A%25%3A, a=b, c",
    "{0} {{ site.url }} {% raw %}",
    "\u0085\u2028\u2029",
    "x" * 10_000,
    "",
)
"""What a title, a message or a file's name may hold."""

hostile = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=30))
paths = hostile.map(lambda text: f"posts/{text.replace(chr(0), '')}.md")


@st.composite
def results(draw: st.DrawFn) -> tuple[Checked, ...]:
    """Results with hostile texts everywhere."""
    found = []
    for path in sorted(draw(st.lists(paths, min_size=1, max_size=3, unique=True))):
        text = f"---\ntitle: {draw(hostile)} X\nauthor: {draw(hostile)}Y\n---\n"
        source = Source(path, text, bom=draw(st.booleans()))
        message = draw(hostile)
        whole = Span(0, len(text))
        ends = (
            Place(path, source.range(whole), draw(hostile), whole),
            elsewhere(draw(paths), draw(hostile)),
        )
        edit = PlacedEdit(path, source.range(span(source, "X\nauthor")), draw(hostile))
        fixes = (PlacedFix(draw(hostile), "suggested", (edit,)),)
        more = {"message": message, "related": ends, "fixes": fixes, "field": "title", "key": draw(hostile)}
        severity = draw(st.sampled_from(("error", "warning", "info")))
        found.append(checked(source, diagnostic(source, "X\nauthor", severity=severity, **more)))
    return (*found, unreadable("z" + draw(paths), draw(hostile)))


def hostile_results(test: Any) -> Any:
    """A test that is given results with hostile texts everywhere, on however slow a machine."""
    return settings(deadline=None)(given(results())(test))


SCHEMAS = Path(__file__).with_name("report") / "schemas"


@cache
def schema(name: str) -> Any:
    """A JSON Schema of another program."""
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / name).read_text("utf-8")))


def read_json(text: str) -> Any:
    """JSON as a strict parser reads it: with no lone surrogates, and none of the numbers that JSON does not have."""
    found = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    json.dumps(found, ensure_ascii=False).encode("utf-8")
    return found
