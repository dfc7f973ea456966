"""The JSON report: a stable contract, whose schema is `output.schema.json` beside this file."""

from __future__ import annotations

import json
from math import isfinite
from typing import IO, TYPE_CHECKING, Any

from bylint import __version__
from bylint.diagnostic import SEVERITIES, Diagnostic, Range
from bylint.report import Ordered, Summary

if TYPE_CHECKING:
    from bylint.engine import Checked

VERSION = 1


class JsonReport:
    """One JSON object; the diagnostics in the order of path, place and rule."""

    def __init__(self) -> None:
        self._lines = Ordered()

    def add(self, checked: Checked) -> None:
        """Take one result."""
        self._lines.add(checked, ((diagnostic, _dumps(as_json(diagnostic))) for diagnostic in checked.diagnostics))

    def finish(self, summary: Summary, out: IO[str]) -> None:
        """Write the object: what is known of the run first, then a diagnostic a line."""
        counts: dict[str, int] = {severity: summary.by_severity[severity] for severity in SEVERITIES}
        head: dict[str, Any] = {
            "version": VERSION,
            "bylint": __version__,
            "files": summary.files,
            "summary": {**counts, "suppressed": summary.suppressed},
            "notices": summary.notices,
        }
        out.write(_dumps(head)[:-1] + ', "diagnostics": [')
        for number, line in enumerate(self._lines):
            out.write((",\n" if number else "\n") + line)
        out.write("]}\n")
        self._lines.close()


_ENCODER = json.JSONEncoder(ensure_ascii=True, default=str, allow_nan=False)


def _dumps(value: object) -> str:
    try:
        return _ENCODER.encode(value)
    except ValueError:
        return _ENCODER.encode(_finite(value))


def _finite(value: Any) -> Any:
    """The value with infinite floats and NaN as text: JSON has no numbers for them."""
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return str(value) if isinstance(value, float) and not isfinite(value) else value


def as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic as the contract has it."""
    return {
        "path": _path(diagnostic.path),
        "rule": diagnostic.rule,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "field": diagnostic.field,
        "key": diagnostic.key,
        "range": _range(diagnostic.range),
        "related": [
            {"path": _path(place.path), "range": _range(place.range), "message": place.message}
            for place in diagnostic.related
        ],
        "fixes": [
            {
                "title": fix.title,
                "safety": fix.safety,
                "edits": [
                    {"path": _path(edit.path), "range": _range(edit.range), "text": edit.text} for edit in fix.edits
                ],
            }
            for fix in diagnostic.fixes
        ],
        "data": dict(diagnostic.data),
        "fingerprint": diagnostic.fingerprint,
    }


def _path(path: str) -> str:
    """A path as text that can be encoded: bytes of a name that is not UTF-8 become U+FFFD."""
    if path.isascii():
        return path
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _range(found: Range) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": found.start.line, "column": found.start.column},
        "end": {"line": found.end.line, "column": found.end.column},
    }
