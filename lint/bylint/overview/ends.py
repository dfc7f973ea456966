"""The two ends of a finding as values: what the field says, and what stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from bylint.overview.rows import FindingRow

_NO_END = frozenset({"count", "archive", "keys", "origin", "kind", "entities"})
"""Data that is no other end."""
_LONGEST = 200
"""Characters of a value that many posts may share."""


class Ends(NamedTuple):
    """`subject` is the value of the field, or the field; `end` what says otherwise, and `names` the values there."""

    subject: str | None = None
    end: str | None = None
    names: tuple[str, ...] = ()


def ends_of(row: FindingRow) -> Ends:
    """What a finding compares: a rule puts the values in its data, under the names of both ends."""
    if row.field is None:
        return Ends()
    said = _texts(row.data.get(row.field))
    subject = ", ".join(said) if said else row.field
    end = next(
        (key for key, value in row.data.items() if key != row.field and key not in _NO_END and _texts(value)), None
    )
    own = set(said)
    names = tuple(name for name in _texts(row.data[end]) if name not in own) if end is not None else ()
    return Ends(subject if len(subject) <= _LONGEST else None, end, names)


def _texts(value: Any) -> tuple[str, ...]:
    """A text or a list of texts as a tuple."""
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return tuple(each for each in value if each)
    return ()
