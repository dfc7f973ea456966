"""The earliest facts of a value, asked for once however many posts want to know."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bylint.archive.facts import Archive, Member

_MOST = 20_000
"""So many values are remembered."""


class Firsts:
    """The earliest `count` facts of each value under a name, in the whole archive."""

    def __init__(self, archive: Archive, name: str, count: int = 2) -> None:
        self._archive = archive
        self._name = name
        self._count = count
        self._known: dict[str, tuple[Member, ...]] = {}

    def of(self, value: str) -> tuple[Member, ...]:
        """Those of one value; empty where no post has it."""
        found = self._known.get(value)
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            found = self._known[value] = tuple(islice(self._archive.find(self._name, value), self._count))
        return found

    def beside(self, value: str, path: str) -> Member | None:
        """The earliest one that is not of the post at a path, if it is among them."""
        return next((member for member in self.of(value) if member.path != path), None)
