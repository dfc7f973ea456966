"""What a rule says (a finding) and what a run reports (a diagnostic), and where in a text they point.

Named tuples, as are most values here that every run needs: they are made much faster than dataclasses at start-up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity = Literal["error", "warning", "info"]
Safety = Literal["safe", "suggested"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Worst first."""

NOTHING: Mapping[str, Any] = {}
"""No data."""


class Span(NamedTuple):
    """Half-open range of character offsets into the text of one source."""

    start: int
    end: int

    def shift(self, by: int) -> Span:
        """The same range, `by` characters further on."""
        return Span(self.start + by, self.end + by)


class Position(NamedTuple):
    """A place as people count it: line and column from 1, the column in Unicode code points."""

    line: int
    column: int


class Range(NamedTuple):
    """From `start` up to, not including, `end`."""

    start: Position
    end: Position


class Related(NamedTuple):
    """The other end of a contradiction. `path` is None for the file that the finding is in.

    Of another file the rule says the `range` too: its text is not at hand when the finding is placed. Its `path` is
    relative to the project's root.
    """

    span: Span
    message: str
    path: str | None = None
    range: Range | None = None


class Edit(NamedTuple):
    """Replace the text at `span` by `text`."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that are applied together or not at all. `safe` ones change no meaning, `suggested` ones need a reader."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety = "suggested"


class Finding(NamedTuple):
    """What a rule found. The engine adds rule, path and severity, and the field and key that lie at `span`."""

    span: Span
    message: str
    related: tuple[Related, ...] = ()
    data: Mapping[str, Any] = NOTHING
    fixes: tuple[Fix, ...] = ()
    field: str | None = None
    key: str | None = None
    severity: Severity | None = None


class Place(NamedTuple):
    """Another place that a diagnostic points at. `span` is None where the text it lies in is not at hand."""

    path: str
    range: Range
    message: str
    span: Span | None = None


class PlacedEdit(NamedTuple):
    """An edit with the file and the lines and columns that it is for."""

    path: str
    range: Range
    text: str


class PlacedFix(NamedTuple):
    """A fix with its edits placed."""

    title: str
    safety: Safety
    edits: tuple[PlacedEdit, ...]


class Diagnostic(NamedTuple):
    """A finding with everything that a report needs. `path` is posix, relative to the working directory."""

    path: str
    rule: str
    severity: Severity
    message: str
    range: Range
    span: Span
    field: str | None = None
    key: str | None = None
    related: tuple[Place, ...] = ()
    fixes: tuple[PlacedFix, ...] = ()
    data: Mapping[str, Any] = NOTHING
    fingerprint: str = ""

    @property
    def sort_key(self) -> tuple[str, Span, str, str]:
        """The order of a report: by path, place and rule, never by time."""
        return (self.path, self.span, self.rule, self.message)
