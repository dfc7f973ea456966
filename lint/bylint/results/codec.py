"""Results as JSON text, and back; what is read is checked, since a cache folder may be anybody's."""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING, Any

from bylint.archive.tables import DamagedError
from bylint.checked import Checked
from bylint.diagnostic import SEVERITIES, Diagnostic, Place, PlacedEdit, PlacedFix, Position, Range, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from bylint.source import Source

_TEXT = (str,)
_TEXT_OR_NONE = (str, type(None))


def _plain(value: Any) -> Any:
    """What JSON has no word for, as reports write it: dates as text, sets as lists."""
    if isinstance(value, set | frozenset):
        return sorted(value, key=repr)
    return dict(value) if hasattr(value, "keys") else str(value)


dumps = json.JSONEncoder(ensure_ascii=True, default=_plain, separators=(",", ":")).encode
"""JSON on one line, in ASCII, so that lone surrogates of file names keep."""


def write(checked: Checked, to_root: Callable[[str], str]) -> str | None:
    """A result as text, None where nothing was found. `to_root` makes a path relative to the project's root."""
    if not checked.diagnostics and not checked.suppressed:
        return None

    def path(shown: str) -> str | None:
        return None if shown == checked.path else to_root(shown)

    found = [
        [
            each.rule,
            each.severity,
            each.message,
            _four(each.range),
            each.span,
            each.field,
            each.key,
            [[path(place.path), _four(place.range), place.message, place.span] for place in each.related],
            [
                [fix.title, fix.safety, [[path(edit.path), _four(edit.range), edit.text] for edit in fix.edits]]
                for fix in each.fixes
            ],
            each.data,
            each.fingerprint,
        ]
        for each in checked.diagnostics
    ]
    return dumps([found, checked.suppressed])


def _four(place: Range) -> tuple[int, int, int, int]:
    return (*place.start, *place.end)


def read(text: object, path: str, root_path: str, source: Source | None, *, later: bool = False) -> Checked:
    """A result from its text, as a run shows it that has the file at `path`. Raises DamagedError."""
    if text is None:
        return Checked(path, root_path, source, (), later=later)
    try:
        rows, suppressed = json.loads(text)  # type: ignore[arg-type]  # what is no text raises
        away = _Away(path, root_path)
        found = tuple([_diagnostic(row, away) for row in rows])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise DamagedError from error
    if type(suppressed) is not int:
        raise DamagedError
    return Checked(path, root_path, source, found, suppressed, later=later)


class _Away:
    """How other files are shown, from where this one lies."""

    def __init__(self, path: str, root_path: str) -> None:
        self._path = path
        self._folder = posixpath.dirname(path)
        self._root_folder = posixpath.dirname(root_path) or "."

    def __call__(self, path: str | None) -> str:
        if path is None:
            return self._path
        if posixpath.isabs(path):
            return path
        return posixpath.normpath(posixpath.join(self._folder, posixpath.relpath(path, self._root_folder)))


def _diagnostic(row: Any, away: _Away) -> Diagnostic:
    """One diagnostic. Raises ValueError or TypeError for what is none."""
    rule, severity, message, place, span, field, key, related, fixes, data, fingerprint = row
    _expect((rule, message, fingerprint), _TEXT)
    _expect((field, key), _TEXT_OR_NONE)
    if severity not in SEVERITIES or type(data) is not dict:
        raise ValueError
    return Diagnostic(
        away(None),
        rule,
        severity,
        message,
        _range(place),
        _span(span),
        field,
        key,
        tuple([_place(each, away) for each in related]),
        tuple([_fix(each, away) for each in fixes]),
        data,
        fingerprint,
    )


def _place(row: Any, away: _Away) -> Place:
    path, place, message, span = row
    _expect((path,), _TEXT_OR_NONE)
    _expect((message,), _TEXT)
    return Place(away(path), _range(place), message, None if span is None else _span(span))


def _fix(row: Any, away: _Away) -> PlacedFix:
    title, safety, edits = row
    _expect((title,), _TEXT)
    if safety not in {"safe", "suggested"}:
        raise ValueError
    made = []
    for path, place, text in edits:
        _expect((path,), _TEXT_OR_NONE)
        _expect((text,), _TEXT)
        made.append(PlacedEdit(away(path), _range(place), text))
    return PlacedFix(title, safety, tuple(made))


def _range(row: Any) -> Range:
    line, column, last, ending = row
    if not (type(line) is type(column) is type(last) is type(ending) is int) or min(row) < 1:
        raise ValueError
    return Range(Position(line, column), Position(last, ending))


def _span(row: Any) -> Span:
    start, end = row
    if not (type(start) is type(end) is int) or not 0 <= start <= end:
        raise ValueError
    return Span(start, end)


def _expect(values: tuple[object, ...], kinds: tuple[type, ...]) -> None:
    for value in values:
        if type(value) not in kinds:
            raise ValueError
