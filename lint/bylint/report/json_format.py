"""The JSON report: a stable contract, whose schema is `output.schema.json` beside this file."""

from __future__ import annotations

import json
from math import isfinite
from typing import IO, TYPE_CHECKING, Any

from bylint import __version__
from bylint.diagnostic import SEVERITIES, Diagnostic, Range
from bylint.report import LineReport, Summary
from bylint.report.places import readable

if TYPE_CHECKING:
    from bylint.report import Setting
    from bylint.source import Source

VERSION = 1


def open_report(_: Setting) -> JsonReport:
    """The report for a setting."""
    return JsonReport()


class JsonReport(LineReport):
    """One JSON object; the diagnostics in the order of path, place and rule."""

    def _line(self, found: Diagnostic, source: Source | None) -> str:  # noqa: ARG002  # as every report
        return dumps(as_json(found))

    def finish(self, summary: Summary, out: IO[str]) -> None:
        """Write the object: what is known of the run first, then a diagnostic a line."""
        out.write(dumps(as_head(summary))[:-1] + ', "diagnostics": [')
        self._write_list(out)
        out.write("]}\n")


def _more(summary: Summary) -> dict[str, int]:
    """What only some runs have: findings in a baseline, fixes made."""
    more = {} if summary.baselined is None else {"baselined": summary.baselined}
    return {**more, "fixed": summary.fixed} if summary.fixed else more


_ENCODER = json.JSONEncoder(ensure_ascii=True, default=str, allow_nan=False)


def dumps(value: object) -> str:
    """A value as JSON on one line, in ASCII, and without what the runner of a CI job takes for a command (`##[`)."""
    try:
        text = _ENCODER.encode(value)
    except ValueError:
        text = _ENCODER.encode(finite(value))
    return text.replace("#", "\\u0023") if "##" in text else text


def finite(value: Any) -> Any:
    """The value with infinite floats and NaN as text: JSON has no numbers for them."""
    if isinstance(value, dict):
        return {key: finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [finite(inner) for inner in value]
    return str(value) if isinstance(value, float) and not isfinite(value) else value


def as_head(summary: Summary) -> dict[str, Any]:
    """What is known of a run, as the contract has it."""
    counts: dict[str, int] = {severity: summary.by_severity[severity] for severity in SEVERITIES}
    return {
        "version": VERSION,
        "bylint": __version__,
        "files": summary.files,
        "summary": {**counts, "suppressed": summary.suppressed, **_more(summary)},
        "notices": summary.notices,
    }


def as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic as the contract has it."""
    return {
        "path": readable(diagnostic.path),
        "rule": diagnostic.rule,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "field": diagnostic.field,
        "key": diagnostic.key,
        "range": _range(diagnostic.range),
        "related": [
            {"path": readable(place.path), "range": _range(place.range), "message": place.message}
            for place in diagnostic.related
        ],
        "fixes": [
            {
                "title": fix.title,
                "safety": fix.safety,
                "edits": [
                    {"path": readable(edit.path), "range": _range(edit.range), "text": edit.text} for edit in fix.edits
                ],
            }
            for fix in diagnostic.fixes
        ],
        "data": dict(diagnostic.data),
        "fingerprint": diagnostic.fingerprint,
    }


def _range(found: Range) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": found.start.line, "column": found.start.column},
        "end": {"line": found.end.line, "column": found.end.column},
    }
