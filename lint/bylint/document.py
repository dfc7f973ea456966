"""A source taken apart: the front matter with a span for everything in it, and the body."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Literal

from bylint.diagnostic import NOTHING, Span
from bylint.formats import NEVER_CLOSED, NOWHERE, Block, Broken, Duplicate, Entry, Format, Step, key_path
from bylint.formats import yaml as yaml_format
from bylint.lazy import lazy
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bylint.source import Source

State = Literal["valid", "missing", "unclosed", "invalid", "undecodable"]

MAX_METADATA = 500_000
"""Characters of metadata that are read; of more, half a million keys of one letter would take half a minute."""

_LOOKS_LIKE_METADATA = pattern(r"""[ \t]*(?:["'][^"'\r\n]{1,80}["']|[^\W\d][\w .-]{0,80})[ \t]*:(?:\s|\Z)""")
_ALWAYS = {".adoc": "asciidoc", ".asciidoc": "asciidoc"}
_WITH_HEADER = tuple(_ALWAYS)
_FIRST = pattern(r"\s*")


def _unclosed_yaml(text: str, block: Block) -> Broken | None:
    if not _LOOKS_LIKE_METADATA.match(text, block.content.start):
        return None  # a thematic break, not a fence
    return Broken(block.open, f"{NEVER_CLOSED}a line of ---")


YAML = Format(
    "yaml",
    yaml_format.delimit,
    yaml_format.parse,
    yaml_format.entries,
    comment="#",
    unclosed=_unclosed_yaml,
)


class Document:
    """`values` is empty unless `state` is valid. Offsets are into `source.text`; `body` is all after the block.

    `format` is the notation of the block; where there is none, the one that most posts have. `below` is what a header
    of the text says beside the block.
    """

    def __init__(
        self,
        source: Source,
        state: State,
        block: Block | None,
        body: Span,
        values: Mapping[str, Any],
        broken: Broken | None = None,
        *,
        format_: Format = YAML,
        has_duplicates: bool = False,
        below: tuple[Entry, ...] = (),
    ) -> None:
        self.source = source
        self.format = format_
        self.below = below
        self.state = state
        self.block = block
        self.body = body
        self.values = values
        self.broken = broken
        self.has_duplicates = has_duplicates

    @lazy
    def entries(self) -> tuple[Entry, ...]:
        """The top level of the metadata in its order, repeated keys included."""
        return (*self.own_entries, *self.below)

    @lazy
    def own_entries(self) -> tuple[Entry, ...]:
        """Those of the block alone."""
        if self.state != "valid" or self.block is None:
            return ()
        return self.format.entries(self.source.text, self.block.content)

    @lazy
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
        """The entry at a place; of repeated keys the one that the values follow. None where nothing lies there.

        What an alias or a merge key (`<<`) brings in has its place there. A table may be written in several places.
        """
        if self.format.is_scattered:
            return self._search(self._parts.get(steps[0], ()), steps[1:]) if steps else None
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

    def _search(self, parts: Sequence[Entry], steps: tuple[Step, ...]) -> Entry | None:
        """The entry below one of the parts, the last where there are several."""
        for part in reversed(parts):
            inner = [child for child in part.children if child.step == steps[0]] if steps else []
            found = self._search(inner, steps[1:]) if steps else part
            if found is not None:
                return found
        return None

    @lazy
    def _parts(self) -> Mapping[Step, Sequence[Entry]]:
        """The top level by key, where a key may stand several times."""
        parts: dict[Step, list[Entry]] = {}
        for entry in self.entries:
            parts.setdefault(entry.step, []).append(entry)
        return parts

    @lazy
    def _top(self) -> Mapping[Step, Entry]:
        """The top level by key: of many errors, each asks for its place."""
        return {entry.step: entry for entry in (self.entries if self.format.is_fenced else reversed(self.entries))}

    def steps_at(self, offset: int) -> tuple[Step, ...]:
        """The deepest place in the metadata whose key or value covers a character; () where there is none."""
        if self.block is None or not self.block.content.start <= offset <= self._end_of_metadata:
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

    @property
    def _end_of_metadata(self) -> int:
        content = self.block.content.end if self.block else 0
        return self.below[-1].span.end if self.below else content

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


def parse(source: Source, unfenced: Mapping[str, str] = NOTHING) -> Document:
    """Take a source apart. What cannot be read is a state of the document, never an error.

    `unfenced` says by suffix in which notation a post without a fence may begin; AsciiDoc always has its own, which may
    also stand below a front matter, and then says what that does not.
    """
    text = source.text
    whole = Span(0, len(text))
    if source.defect is not None:
        return Document(source, "undecodable", None, whole, {}, Broken(source.defect.span, source.defect.message))
    format_ = YAML
    block = None
    if unfenced and (header := _header_of(source.path, unfenced)) is not None:
        format_, block = header, header.delimit(text)
    if block is None:
        format_ = YAML if text.startswith("---") else _format_of(text)
        block = format_.delimit(text)
    if block is None and text.startswith("---json"):
        from bylint.formats.json_object import FENCED_JSON  # as TOML

        format_, block = FENCED_JSON, FENCED_JSON.delimit(text)
    if block is None and (header := _header_of(source.path, _ALWAYS)) is not None:
        format_, block = header, header.delimit(text)
    if block is None:
        return Document(source, "missing", None, whole, {})
    if block.close is None:
        broken = format_.unclosed(text, block) if format_.unclosed else None
        if broken is None:
            return Document(source, "missing", None, whole, {})
        return Document(source, "unclosed", block, Span(len(text), len(text)), {}, broken, format_=format_)
    body = Span(block.body, len(text))
    if block.content.end - block.content.start > MAX_METADATA:
        broken = Broken(block.open, f"the front matter has more than {MAX_METADATA:,} characters, and is not read")
        return Document(source, "invalid", block, body, {}, broken, format_=format_)
    parsed = format_.parse(text, block.content)
    if parsed.broken is not None:
        return Document(source, "invalid", block, body, {}, parsed.broken, format_=format_)
    values = parsed.values
    below: tuple[Entry, ...] = ()
    if format_.is_fenced and source.path.endswith(_WITH_HEADER):
        values, below = _with_header(text, block, values)
    return Document(
        source, "valid", block, body, values, format_=format_, has_duplicates=parsed.has_duplicates, below=below
    )


def _with_header(text: str, block: Block, values: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[Entry, ...]]:
    """The values of a front matter, and what the header below it says beside them."""
    from bylint.formats.asciidoc import read_asciidoc  # as TOML

    header = read_asciidoc(text, block.body)
    said = [each for each in header.said if each.entry.step not in values] if header else []
    more = {str(each.entry.step): each.value for each in said}
    return {**values, **more}, tuple(each.entry for each in said)


def _format_of(text: str) -> Format:
    """The notation that the first character is the fence of, blanks and empty lines left out."""
    at = _FIRST.match(text).end() if text[:1].isspace() else 0  # type: ignore[union-attr]  # matches the empty text
    if text.startswith("+", at):
        from bylint.formats.toml import TOML  # imported by the posts that are written in it

        return TOML
    if text.startswith("{", at):
        from bylint.formats.json_object import JSON  # as TOML

        return JSON
    return YAML if text.startswith("-", at) else NOWHERE


def _header_of(path: str, unfenced: Mapping[str, str]) -> Format | None:
    """The notation of a header that is part of the text, by the suffix of the file."""
    name = unfenced.get(path[path.rfind(".") :].lower())
    if name is None:
        return None
    from bylint.formats.headers import header_named  # as TOML

    return header_named(name)
