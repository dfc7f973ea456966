"""An earlier run, read from its JSON, and what has changed since."""

from __future__ import annotations

import json
import os
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from bylint.filenames import open_at_once
from bylint.overview.holding import ReportError
from bylint.overview.rows import FindingRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.overview.holding import Holding

WHOLE = 100_000_000
"""Bytes of a file that is not as bylint wrote it, which is read at once."""
_LAST = 1 << 53
"""No line or column is so far down: whole numbers of JSON end there."""
_LONGEST = 50_000_000
"""Characters of one line."""


class Changes(NamedTuple):
    """How the findings of this run stand to those of an earlier one."""

    earlier: str
    new: int
    fixed: int
    standing: int


class RuleChanges(NamedTuple):
    """The same for one rule."""

    rule: str
    new: int
    fixed: int
    standing: int


def read_earlier(file: str) -> Iterator[FindingRow]:
    """The findings of a JSON report, of `bylint check` or `bylint report`. Raises ReportError for what is none."""
    try:
        with open(file, encoding="utf-8", opener=open_at_once) as lines:  # no pipe is waited for
            yield from (_row(file, said) for said in _findings(file, lines))
    except OSError as error:
        raise ReportError(f"{file} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ReportError(f"{file} is no report of bylint's: it is not UTF-8") from error


def _findings(file: str, lines: IO[str]) -> Iterator[Any]:
    """Each finding. As bylint writes it, one is a line, so that a file of any size is read line by line."""
    first = lines.readline(_LONGEST)
    text = first.rstrip()
    if not (text.startswith('{"version": 1') and text.endswith("[")):
        yield from _at_once(file, first, lines)
        return
    is_in = text.endswith(_BEGIN)
    while line := lines.readline(_LONGEST):
        text = line.rstrip()
        if is_in and text.startswith("{"):
            found, end = _decode(file, text)
            yield found
            is_in = text[end:] in ("", ",")
        else:
            is_in = text.endswith(_BEGIN)
    if not text.endswith("]}"):
        raise ReportError(f"{file} is no whole report: it ends too early")


_BEGIN = ('"diagnostics": [', '"findings": [')


def _decode(file: str, text: str) -> tuple[Any, int]:
    """What a text begins with, as JSON, and where that ends."""
    try:
        found, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError) as error:
        raise ReportError(f"{file} is no report of bylint's: it is damaged, or no JSON") from error
    return found, end


_DECODER = json.JSONDecoder()


def _at_once(file: str, first: str, lines: IO[str]) -> list[Any]:
    if os.fstat(lines.fileno()).st_size > WHOLE:
        raise ReportError(
            f"{file} is no report of bylint's, or not as it was written, and too large to be read at once"
        )
    said, _ = _decode(file, (first + lines.read()).strip())
    found = said.get("diagnostics", said.get("findings")) if isinstance(said, dict) else None
    if not isinstance(said, dict) or said.get("version") != 1 or not isinstance(found, list):
        raise ReportError(
            f"{file} is no report of bylint's: it is not what --format json or --output-format json write"
        )
    return found


def _row(file: str, said: Any) -> FindingRow:
    """A finding of either report. Of one that has gone no more is told than these say alike."""
    try:
        texts = [said[name] for name in ("fingerprint", "path", "rule", "severity", "message")]
        start = said["range"]["start"] if "range" in said else said
        place = [start["line"], start["column"]]
        field = said.get("field")
        if all(isinstance(each, str) for each in texts) and all(
            type(each) is int and 0 <= each < _LAST for each in place
        ):
            fingerprint, path, rule, severity, message = texts
            return FindingRow(
                fingerprint,
                path,
                rule,
                severity,
                message,
                field=field if isinstance(field, str) else None,
                line=place[0],
                column=place[1],
                status="fixed",
            )
    except (KeyError, TypeError, AttributeError):
        pass
    raise ReportError(f"{file} is no report of bylint's: it holds what is no finding")


def compare(holding: Holding, file: str, folder: str, rules: frozenset[str]) -> Changes:
    """Note of each finding whether it is new, and which of an earlier run have gone.

    One has gone if it is found no more though its rule ran: in a file that was looked at, or is there no more.
    """
    holding.forget_earlier()
    for row in read_earlier(file):
        holding.add_gone(row)
    holding.mark_changes()
    left = [
        path
        for (path,) in holding.query("SELECT DISTINCT path FROM gone WHERE path NOT IN (SELECT path FROM posts)")
        if os.path.lexists(os.path.join(folder, *path.split("/")))  # as paths are written
    ]
    others = [rule for (rule,) in holding.query("SELECT DISTINCT rule FROM gone") if rule not in rules]
    holding.leave_out(left, others)
    new, standing = (
        holding.one("SELECT COUNT(*) FROM findings WHERE status = ?", (status,)) for status in ("new", "standing")
    )
    return Changes(file, new, holding.one("SELECT COUNT(*) FROM gone"), standing)


def rule_changes(holding: Holding) -> Iterator[RuleChanges]:
    """The changes by rule, in the order of names."""
    query = """
        SELECT rule, SUM(status = 'new'), SUM(status = 'fixed'), SUM(status = 'standing')
        FROM (SELECT rule, status FROM findings UNION ALL SELECT rule, status FROM gone) GROUP BY rule ORDER BY rule"""
    return (RuleChanges(*row) for row in holding.query(query))
