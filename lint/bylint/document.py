"""A source taken apart: the front matter with a span for everything in it, and the body."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from bylint.diagnostic import Span
from bylint.formats import Block, Broken, Duplicate, Entry, Step, key_path
from bylint.formats import yaml as yaml_format
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bylint.source import Source

State = Literal["valid", "missing", "unclosed", "invalid", "undecodable", "unsupported"]

_YAML = yaml_format.YamlHandler()
_LOOKS_LIKE_METADATA = pattern(r"""[ \t]*(?:["'][^"'\r\n]{1,80}["']|[^\W\d][\w .-]{0,80})[ \t]*:(?:\s|\Z)""")
_OTHER_FORMAT = pattern(r"\s*(?:\+\+\+[ \t]*[\r\n]|\{\s*\")")


class Document:
    """`values` is empty unless `state` is valid. Offsets are into `source.text`; `body` is all after the block."""

    def __init__(
        self,
        source: Source,
        state: State,
        block: Block | None,
        body: Span,
        values: Mapping[str, Any],
        broken: Broken | None = None,
        *,
        has_duplicates: bool = False,
    ) -> None:
        self.source = source
        self.state = state
        self.block = block
        self.body = body
        self.values = values
        self.broken = broken
        self.has_duplicates = has_duplicates

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The top level of the front matter in its order, repeated keys included."""
        if self.state != "valid" or self.block is None:
            return ()
        return yaml_format.entries(self.source.text, self.block.content)

    @cached_property
    def duplicates(self) -> tuple[Duplicate, ...]:
        """Keys that stand twice."""
        return tuple(yaml_format.duplicates(self.entries)) if self.has_duplicates else ()

    @property
    def front_matter(self) -> Span:
        """From the opening fence to the end of the closing one; empty at the start of the text when there is none."""
        if self.block is None:
            return Span(0, 0)
        end = self.block.close or self.block.content
        return Span(self.block.open.start, end.end)

    def entry(self, *steps: Step) -> Entry | None:
        """The entry at a place; of repeated keys the last, which the values follow. None where nothing lies there.

        What an alias or a merge key (`<<`) brings in has its place there.
        """
        level = self.entries
        found: Entry | None = None
        for step in steps:
            if found is not None and found.style == "alias":
                return found
            if level is self.entries:
                found = self._top.get(step)
            else:
                found = next((entry for entry in reversed(level) if entry.step == step), None)
            if found is None:
                return next((entry for entry in reversed(level) if entry.step == "<<"), None)
            level = found.children
        return found

    @cached_property
    def _top(self) -> Mapping[Step, Entry]:
        """The top level by key: of many errors, each asks for its place."""
        return {entry.step: entry for entry in self.entries}

    def steps_at(self, offset: int) -> tuple[Step, ...]:
        """The deepest place in the metadata whose key or value covers a character; () where there is none."""
        if self.block is None or not self.block.content.start <= offset <= self.block.content.end:
            return ()
        steps: list[Step] = []
        level = self.entries
        while number := bisect_right(level, offset, key=_start):
            inside = level[number - 1]
            if not _covers(inside, offset):
                break
            steps.append(inside.step)
            level = inside.children
        return tuple(steps)

    def key_at(self, offset: int) -> str | None:
        """The same place as people write it, `authors[0].name`; None where there is none."""
        steps = self.steps_at(offset)
        return key_path(steps) if steps else None


def _start(entry: Entry) -> int:
    return (entry.key or entry.span).start


def _covers(entry: Entry, offset: int) -> bool:
    """Whether a place after the start of an entry is in it; an empty value covers the place where it would be."""
    end = max(entry.span.end, _start(entry))
    while entry.children:
        entry = entry.children[-1]
    return offset < end or (offset == end and entry.style == "empty")


def parse(source: Source) -> Document:
    """Take a source apart. What cannot be read is a state of the document, never an error."""
    text = source.text
    whole = Span(0, len(text))
    if source.defect is not None:
        return Document(source, "undecodable", None, whole, {}, Broken(source.defect.span, source.defect.message))
    block = _YAML.delimit(text) if text[:1] in "- \t\r\n" else None
    if block is None:
        state: State = "unsupported" if _has_other_format(text) else "missing"
        return Document(source, state, None, whole, {})
    if block.close is None:
        if not _LOOKS_LIKE_METADATA.match(text, block.content.start):
            return Document(source, "missing", None, whole, {})  # a thematic break, not a fence
        broken = Broken(block.open, "the front matter that begins here is never closed; end it with a line of ---")
        return Document(source, "unclosed", block, Span(len(text), len(text)), {}, broken)
    body = Span(block.body, len(text))
    parsed = yaml_format.parse(text, block.content)
    if parsed.broken is not None:
        return Document(source, "invalid", block, body, {}, parsed.broken)
    return Document(source, "valid", block, body, parsed.values, has_duplicates=parsed.has_duplicates)


def _has_other_format(text: str) -> bool:
    """Whether this is front matter in TOML or JSON, as far as can be told without reading it."""
    return text.lstrip()[:1] in ("+", "{") and _OTHER_FORMAT.match(text) is not None
