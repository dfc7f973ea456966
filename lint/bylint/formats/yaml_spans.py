"""Where everything in a YAML front matter lies, from libyaml's events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from bylint.diagnostic import Span
from bylint.formats import Entry, Kind, Step, Style
from bylint.formats.yaml_loader import Loader
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BREAKS = "\r\n\x85\u2028\u2029"  # what ends a line for libyaml
_KEEPS = pattern(r"(?:[&!]\S*\s+)*[|>][1-9]?\+")
_SCALAR_STYLES: Mapping[str | None, Style] = {
    None: "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}


def entries(block: str, offset: int) -> tuple[Entry, ...]:
    """Everything in a block that parses, as it stands: top-level keys in order, repeated ones too."""
    events: Iterator[Any] = iter(yaml.parse(block, Loader=Loader))
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            return _Spans(block, offset, events).mapping()
        if isinstance(event, yaml.NodeEvent):
            break
    return ()


class _Spans:
    """Builds entries from libyaml's events. Depth is bounded: `parse` has refused what nests deeper."""

    def __init__(self, block: str, offset: int, events: Iterator[Any]) -> None:
        self.block, self.offset, self.events = block, offset, events
        self.ended = 0  # where the collection that was read last ends, brackets included

    def mapping(self) -> tuple[Entry, ...]:
        """The entries up to the end of the mapping that has begun."""
        found: list[Entry] = []
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                self.ended = self._end_of(event)
                break
            key = self.value(event, "", None)
            value = self.value(next(self.events), key.text, key.span)
            found.append(self._after_colon(key, value) if value.style == "empty" else value)
        return tuple(found)

    def sequence(self) -> tuple[Entry, ...]:
        """The entries up to the end of the list that has begun."""
        found: list[Entry] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                self.ended = self._end_of(event)
                break
            found.append(self.value(event, len(found), None))
        return tuple(found)

    def _end_of(self, event: Any) -> int:
        end: int = event.end_mark.index
        return end

    def value(self, event: Any, step: Step, key: Span | None) -> Entry:
        """The entry that begins with `event`."""
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.AliasEvent):
            return self._entry(step, key, start, end, "scalar", "alias", self.block[start:end])
        if isinstance(event, yaml.ScalarEvent):
            style: Style = _SCALAR_STYLES[event.style or None]
            if style in ("literal", "folded"):
                end = self._end_of_block_scalar(start, end, event.value)
            elif start == end:
                style = "empty"
            return self._entry(step, key, start, end, "scalar", style, event.value)
        kind: Kind = "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
        flow = bool(event.flow_style)
        children = self.sequence() if kind == "list" else self.mapping()
        if flow and (kind == "list" or self.block[self.ended - 1] == "}"):
            end = self.ended
        elif children:  # a block, or one pair in a list's brackets
            end = children[-1].span.end - self.offset
        return self._entry(step, key, start, end, kind, "flow" if flow else "block", "", children)

    def _after_colon(self, key: Entry, value: Entry) -> Entry:
        """An empty value, right after its colon, or after the key where there is none: libyaml puts some further on."""
        at = key.span.end
        between = self.block[at - self.offset : value.span.start - self.offset]
        if between.lstrip(_BREAKS + " \t").startswith(":"):
            at += between.index(":") + 1
        return value._replace(span=Span(at, at))

    def _entry(
        self,
        step: Step,
        key: Span | None,
        start: int,
        end: int,
        kind: Kind,
        style: Style,
        text: str,
        children: tuple[Entry, ...] = (),
    ) -> Entry:
        return Entry(step, key, Span(start, end).shift(self.offset), kind, style, text, children)

    def _end_of_block_scalar(self, start: int, end: int, value: str) -> int:
        """Without the newline that ends it; blank lines after it belong to it only where it says "keep" (`|+`)."""
        text = self.block[start:end]
        if _KEEPS.match(text):
            newline = 2 if text.endswith("\r\n") else 1 if text[-1:] in _BREAKS else 0
            return end - newline
        ends_in_spaces = value.rstrip(_BREAKS).endswith(" ")
        return start + len(text.rstrip(_BREAKS if ends_in_spaces else _BREAKS + " "))
