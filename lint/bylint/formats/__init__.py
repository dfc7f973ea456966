"""The notations of front matter. Each handler finds the block, reads its values, and says where each one lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from bylint.diagnostic import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bylint.diagnostic import Span

Style = Literal["plain", "single", "double", "literal", "folded", "flow", "block", "alias", "empty"]
Kind = Literal["scalar", "list", "mapping"]
Step = str | int


class Block(NamedTuple):
    """A delimited front matter. `close` is None when the closing fence is missing, `content` lies between fences."""

    open: Span
    content: Span
    close: Span | None
    body: int


class Entry(NamedTuple):
    """A value of the front matter and where it lies, with its key (None for a list's item) and what it holds.

    `step` is the key or index in its parent; `text` is the scalar's content before the notation gives it a type.
    """

    step: Step
    key: Span | None
    span: Span
    kind: Kind
    style: Style
    text: str = ""
    children: tuple[Entry, ...] = ()


class Broken(NamedTuple):
    """Why a front matter cannot be read: where, what is wrong, and what probably caused it."""

    span: Span
    message: str


class Duplicate(NamedTuple):
    """A key that stands twice in one mapping: the later span, which the values follow, and the earlier."""

    key: str
    span: Span
    first: Span


class Parsed(NamedTuple):
    """What a handler read: the values as stock python-frontmatter has them, or why there are none."""

    values: Mapping[str, Any] = NOTHING
    broken: Broken | None = None
    has_duplicates: bool = False


def key_path(steps: tuple[Step, ...]) -> str:
    """A place in the metadata as people write it: `authors[0].name`."""
    parts: list[str] = []
    for step in steps:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        else:
            parts.append(f".{step}" if parts else step)
    return "".join(parts)
