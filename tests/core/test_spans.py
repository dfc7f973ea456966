"""Every entry's span slices to source that parses back to its value, in every style of YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, given, settings
from yaml_texts import Written, front_matters

from bylint.document import Document, parse
from bylint.formats.yaml_loader import Loader as _Loader
from bylint.source import NEWLINE, Source

if TYPE_CHECKING:
    from bylint.diagnostic import Span
    from bylint.formats import Entry, Step


def load(text: str) -> Any:
    """The values as bylint reads them (invalid dates stay text)."""
    loader = _Loader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


class WithoutAliases(yaml.SafeDumper):
    """Writes a value in full wherever it stands."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def definitions(slice_: str, root: Written) -> str:
    """Anchors that a slice refers to and does not hold, as a first key."""
    lines = [
        f"- &{name} "
        + yaml.dump(value, Dumper=WithoutAliases, default_flow_style=True, width=1 << 20).removesuffix("...\n").strip()
        for name, value in anchors(root)
        if f"&{name}" not in slice_
    ]
    return "\n".join(["defs:", *lines]) + "\n" if lines else ""


def anchors(written: Written) -> list[tuple[str, Any]]:
    own = [(written.text[1:].split()[0], written.value)] if written.text.startswith("&") else []
    return [*own, *(found for _, _, child in written.children for found in anchors(child))]


def reparsed(document: Document, entry: Entry, written: Written, root: Written) -> Any:
    """What the slice of an entry means at its place."""
    text = document.source.text
    slice_ = NEWLINE.sub("\n", text[entry.span.start : entry.span.end])
    head = definitions(slice_, root)
    if written.flow:
        around = f"[{slice_} ]" if written.in_list else f"{{0: {slice_} }}"
        return load(f"{head}k: {around}\n")["k"][0]
    if written.style == "block":
        before = text[
            max(text.rfind("\n", 0, entry.span.start), text.rfind("\r", 0, entry.span.start)) + 1 : entry.span.start
        ]
        return load(f"{head}k:\n{' ' * len(before.lstrip(chr(0xFEFF)))}{slice_}\n")["k"]
    holder = "- " if written.in_list else "k: "
    around = f"w:\n{' ' * written.parent}" if written.parent or written.in_list else ""
    found = load(f"{head}{around}{holder}{slice_}\n")
    found = found["w"] if around else found
    return found[0] if written.in_list else found["k"]


def check(
    document: Document,
    entries: tuple[Entry, ...],
    written: Written,
    root: Written,
    steps: tuple[Step, ...],
    within: Span,
) -> None:
    text = document.source.text
    assert [entry.step for entry in entries] == [step for step, _, _ in written.children]
    at = within.start
    for entry, (step, key, inner) in zip(entries, written.children, strict=True):
        place = (*steps, step)
        start = (entry.key or entry.span).start
        assert at <= start <= entry.span.start <= entry.span.end <= within.end, "spans nest, in order, without overlap"
        assert (entry.key is None) == (key is None)
        if entry.key is not None:
            assert text[entry.key.start : entry.key.end] == key, "a key's span slices to the key as written"
            assert entry.key.end <= entry.span.start
            assert document.steps_at(entry.key.start) == place
            assert document.steps_at(entry.key.end - 1) == place
        assert (entry.kind, entry.style) == (inner.kind, inner.style)
        assert reparsed(document, entry, inner, root) == inner.value, "a value's span slices to the value"
        assert document.steps_at(entry.span.start)[: len(place)] == place
        if entry.span.end > entry.span.start:
            assert document.steps_at(entry.span.end - 1)[: len(place)] == place
        assert document.entry(*place) is entry
        at = max(entry.span.end, entry.key.end if entry.key else 0)
        check(document, entry.children, inner, root, place, entry.span)


@settings(
    max_examples=200,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(front_matters())
def test_every_span_slices_to_source_that_parses_back_to_its_value(case: tuple[str, Written]) -> None:
    """Values are what was written, and each span slices to it: all styles, newlines, comments, anchors and merge keys."""
    text, root = case
    document = parse(Source("post.md", text))
    assert document.state == "valid", document.broken
    assert document.values == root.value
    assert document.block is not None
    assert not document.duplicates
    check(document, document.entries, root, root, (), document.block.content)
    assert NEWLINE.sub("\n", text[document.body.start :]) == "body\n"
