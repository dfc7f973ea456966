"""The notations of front matter. Each handler finds the block, reads its values, and says where each one lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from bylint.diagnostic import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bylint.diagnostic import Span

Style = Literal["plain", "single", "double", "literal", "folded", "flow", "block", "alias", "empty"]
Kind = Literal["scalar", "list", "mapping"]
Step = str | int

MAX_DEPTH = 100
"""Deeper nesting is refused: no writer makes it, and readers that recurse break on it."""

MAX_NUMBER = 1000
"""Longer numbers are no numbers: converting them takes quadratic time, and Python refuses to print them."""


class Block(NamedTuple):
    """A delimited front matter. `close` is None when the closing fence is missing, `content` lies between fences.

    JSON has no fences: there the braces are `open` and `close`, and `content` holds them. A header that is part of the
    text has empty ones.
    """

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


SURROGATE = "half of a surrogate pair, which is no character"
CONFLICT = "a merge conflict was left in the front matter; resolve it"
NEVER_CLOSED = "the front matter that begins here is never closed; end it with "


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


class Format(NamedTuple):
    """One notation.

    - `delimit` finds the block at the start of a text, `parse` reads its values, `entries` says where each one lies.
    - `comment` begins a comment that ends with its line; None where the notation has none.
    - `is_fenced` is false for a header that is part of the text, whose comments are the text's.
    - `is_scattered` is true where a table may be written in several places, each an entry of its own.
    - `unclosed` says what is wrong where the end is missing; None if no front matter was meant to begin there.
    """

    name: str
    delimit: Callable[[str], Block | None]
    parse: Callable[[str, Span], Parsed]
    entries: Callable[[str, Span], tuple[Entry, ...]]
    comment: str | None = None
    is_fenced: bool = True
    is_scattered: bool = False
    unclosed: Callable[[str, Block], Broken | None] | None = None


NOWHERE = Format("none", lambda _text: None, lambda _text, _content: Parsed(), lambda _text, _content: ())
"""What a text begins with that has no fence."""


def past_newline(text: str, at: int) -> int:
    """Behind the newline at a place; the place itself where there is none."""
    if text.startswith("\r\n", at):
        return at + 2
    return at + 1 if text.startswith(("\n", "\r"), at) else at


def key_path(steps: tuple[Step, ...]) -> str:
    """A place in the metadata as people write it: `authors[0].name`."""
    parts: list[str] = []
    for step in steps:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        else:
            parts.append(f".{step}" if parts else step)
    return "".join(parts)
