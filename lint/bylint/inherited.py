"""Metadata that a post has from its site, and where the site says it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.diagnostic import Range, Span

if TYPE_CHECKING:
    from bylint.dialects.base import Step
    from bylint.document import Document
    from bylint.formats import Entry
    from bylint.source import Source

_FENCES = {".yml": "---\n", ".yaml": "---\n", ".toml": "+++\n"}
_NOWHERE = Span(0, 0)


class Inherited(NamedTuple):
    """A value that the site gives a post: its key, and the file (relative to the project's root) that says so.

    `steps` lead to the value in that file, whose text is `text`. The places in it are looked up when they are asked
    for; where the file cannot be read with places, they are at its start.
    """

    key: str
    value: Any
    path: str
    text: str
    steps: tuple[Step, ...]

    @property
    def source(self) -> Source:
        """The file, to count lines in."""
        from bylint.source import Source  # only where a place is told

        return Source(self.path, self.text)

    @property
    def span(self) -> Span:
        """Where the value is written."""
        entry = self._entry()
        return entry.span.shift(-_offset(self.path, self.text)) if entry is not None else _NOWHERE

    @property
    def key_span(self) -> Span:
        """Where the key is written."""
        entry = self._entry()
        return (entry.key or entry.span).shift(-_offset(self.path, self.text)) if entry is not None else _NOWHERE

    @property
    def range(self) -> Range:
        """The lines and columns of the value."""
        return self.source.range(self.span)

    def _entry(self) -> Entry | None:
        document = _parse(self.path, self.text)
        steps: list[Step] = []
        for step in self.steps:
            entry = document.entry(*steps, step) or _folded(document, steps, step)
            if entry is None:
                return None
            steps.append(entry.step)
        return document.entry(*steps)


def _folded(document: Document, steps: list[Step], step: Step) -> Entry | None:
    """The entry of a key in another letter case: some generators compare keys without it."""
    above = document.entry(*steps) if steps else None
    level = above.children if above is not None else document.entries
    return next((each for each in level if str(each.step).lower() == str(step).lower()), None)


def _offset(path: str, text: str) -> int:
    """How many characters the fence has that a file of data is read behind."""
    fence = _FENCES.get(path[path.rfind(".") :].lower(), "")
    return 0 if text.startswith("---") else len(fence)


@lru_cache(maxsize=16)
def _parse(path: str, text: str) -> Document:
    """A file of data read as the front matter that it could be, for its places."""
    from bylint.document import parse  # only where a place is told
    from bylint.source import Source

    fence = _FENCES.get(path[path.rfind(".") :].lower(), "")
    whole = f"{fence if _offset(path, text) else ''}{text}\n{fence}"
    return parse(Source(path, whole if fence else text))
