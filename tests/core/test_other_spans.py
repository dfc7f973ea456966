"""In TOML and JSON too, every entry's span slices to source that parses back to its value."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, assume, example, given, settings
from json_texts import json_posts
from toml_texts import toml_blocks

from bylint.document import Document, parse
from bylint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bylint.formats import Entry, Step

thorough = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def places(value: Any, steps: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Any]]:
    """Every value in a mapping, with the way to it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in inner:
        yield (*steps, step), child
        yield from places(child, (*steps, step))


def written(entries: tuple[Entry, ...], steps: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Entry]]:
    """Every entry, with the way to it."""
    for entry in entries:
        yield (*steps, entry.step), entry
        yield from written(entry.children, (*steps, entry.step))


def same(left: Any, right: Any) -> bool:
    return bool(left == right) and repr(left) == repr(right)


def check(document: Document, load: Callable[[str], Any], key_of: Callable[[str], str]) -> None:
    text = document.source.text
    wanted = dict(places(dict(document.values)))
    found = list(written(document.entries))
    assert {steps for steps, _ in found} == set(wanted), "every value has an entry, and nothing else has"
    for steps, entry in found:
        slice_ = text[entry.span.start : entry.span.end]
        value = wanted[steps]
        assert entry.kind == ("mapping" if isinstance(value, dict) else "list" if isinstance(value, list) else "scalar")
        if entry.key is not None:
            assert key_of(text[entry.key.start : entry.key.end]) == steps[-1], "a key's span slices to the key"
            assert entry.key.end <= entry.span.start
            assert document.steps_at(entry.key.start) == steps
            assert document.steps_at(entry.key.end - 1) == steps
        else:
            assert isinstance(steps[-1], int)
        if entry.style != "block" and not (entry.kind == "mapping" and slice_[:1] != "{"):
            assert same(load(slice_), value), "a value's span slices to the value"
            assert document.steps_at(entry.span.start)[: len(steps)] == steps
            assert document.steps_at(entry.span.end - 1)[: len(steps)] == steps
            assert document.entry(*steps) == entry
        if entry.kind == "scalar":
            assert entry.text == (value if isinstance(value, str) else slice_)
    nested(document.entries, document.block.content.start, document.block.content.end)  # type: ignore[union-attr]
    for steps in wanted:
        assert document.entry(*steps) is not None


def nested(entries: tuple[Entry, ...], at: int, end: int) -> None:
    """Entries stand in the order of the text, inside what holds them, and never overlap."""
    for entry in entries:
        assert at <= (entry.key or entry.span).start <= entry.span.start <= entry.span.end <= end
        nested(entry.children, entry.span.start, entry.span.end)
        at = entry.span.end


@thorough
@given(toml_blocks())
@example("[a.b]\nx = 1\n[c]\n[a.d]\ny = 2\n[[l]]\n[[l.m]]\nz = 1\n[c.e]\n[[l]]\n[[l.m]]\n[l.n]\nq = 1")
@example("a.b = 1\nc = 2\na.d.e = 3\n[f]\ng.h = {i.j = [{k = 1}, {}], i.l = 2}")
@example('[[a]]\n[b]\n[[a]]\nx = "é"\n[b.c]\n[a.d]\ny = """\nz"""')
def test_every_span_in_toml_slices_to_source_that_parses_back_to_its_value(block: str) -> None:
    """Tables in several places, lists of tables, dotted and quoted keys, every kind of string and date."""
    try:
        values = tomllib.loads(block)
    except tomllib.TOMLDecodeError:
        assume(False)  # as hypothesis has it
    newline = "\r\n" if "\r" in block else "\n"
    text = f"{newline}+++ {newline}{block}{newline}+++{newline}body"
    document = parse(Source("post.md", text))
    assert document.state == "valid", document.broken
    assert same(document.values, values)
    assert text[document.body.start :] == "body"
    check(
        document,
        lambda slice_: tomllib.loads(f"v = {slice_}")["v"],
        lambda key: next(iter(tomllib.loads(f"{key} = 1"))),
    )


@thorough
@given(json_posts())
def test_every_span_in_json_slices_to_source_that_parses_back_to_its_value(case: tuple[str, str]) -> None:
    """Whatever the white space; the object ends where its brace closes, and the body begins on the next line."""
    text, written_ = case
    document = parse(Source("post.md", text))
    assert document.state == "valid", document.broken
    assert same(document.values, json.loads(written_))
    assert text[document.body.start :] == "body }\n"
    check(document, json.loads, json.loads)
