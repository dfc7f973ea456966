"""From what a rule says to what a report shows: the rule, the place in lines and columns, the field, a fingerprint."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bylint.diagnostic import (
    Diagnostic,
    Finding,
    Place,
    PlacedEdit,
    PlacedFix,
    Position,
    Range,
    Related,
    Severity,
    Span,
)
from bylint.digest import blake2b
from bylint.faults import check_finding
from bylint.formats import key_path
from bylint.schema import SINGULAR

if TYPE_CHECKING:
    from bylint.engine import Active
    from bylint.post import Post
    from bylint.rule import Rule

_UNSETTLED = frozenset({"url", "date", "status", "title/placeholder"})
"""Groups and rules about what is not settled while a post is a draft."""


class Stamp:
    """Makes diagnostics of findings: whose path, which rule, where in lines and columns, and of which field."""

    def __init__(self, post: Post | None, path: str = "") -> None:
        self.post = post
        self.path = post.path if post else path

    def __call__(self, each: Active, finding: Finding) -> Diagnostic:
        """The diagnostic of one finding. Raises BadFindingError for what is none."""
        check_finding(finding, len(self.post.text) if self.post else None)
        field_name, key = self._place(finding)
        return Diagnostic(
            self.path,
            each.rule.id,
            each.severity or self._eased(each.rule) or finding.severity or each.rule.severity,
            finding.message,
            self._range(finding.span),
            finding.span,
            SINGULAR.get(field_name, field_name) if field_name else None,
            key,
            tuple(self._other_end(related) for related in finding.related),
            tuple(
                PlacedFix(
                    fix.title,
                    fix.safety,
                    tuple(PlacedEdit(self.path, self._range(edit.span), edit.text) for edit in fix.edits),
                )
                for fix in finding.fixes
            ),
            finding.data,
        )

    def _eased(self, rule: Rule) -> Severity | None:
        """What a finding weighs on a draft, whose address, date and title are not settled yet."""
        if self.post is not None and (rule.group in _UNSETTLED or rule.id in _UNSETTLED) and self.post.is_draft:
            return "info"
        return None

    def _range(self, span: Span) -> Range:
        if self.post is None:
            return Range(Position(1, 1), Position(1, 1))
        return self.post.document.source.range(span)

    def _other_end(self, related: Related) -> Place:
        """Where the other end is; another file is told of as this one is, from the working directory."""
        if related.path is None:
            return Place(self.path, self._range(related.span), related.message, related.span)
        path = related.path
        if self.post is not None:
            here = posixpath.dirname(self.post.root_path)
            path = posixpath.join(posixpath.dirname(self.path), posixpath.relpath(path, here or "."))
            path = posixpath.normpath(path)
        return Place(path, related.range or Range(Position(1, 1), Position(1, 1)), related.message)

    def _place(self, finding: Finding) -> tuple[str | None, str | None]:
        """The canonical field and the key path: as the finding says, else what lies at its span."""
        if self.post is None or (finding.field is not None and finding.key is not None):
            return finding.field, finding.key
        steps = self.post.document.steps_at(finding.span.start) if self.post.document.state == "valid" else ()
        if not steps:
            return finding.field, finding.key
        name = next(
            (name for name, found in self.post.fields.items() if found.steps == steps[: len(found.steps)]), None
        )
        return finding.field or name or str(steps[0]), finding.key or key_path(steps)


_DATA = json.JSONEncoder(sort_keys=True, ensure_ascii=True, default=str)
_COUNT = "count"
"""What of the data is no part of a finding's identity: how many others there are, which each new post changes."""


def number(found: Sequence[Diagnostic], root_path: str) -> tuple[Diagnostic, ...]:
    """Put the diagnostics in order and give each its fingerprint."""
    if not found:
        return ()
    ordered = sorted(found, key=lambda diagnostic: diagnostic.sort_key)
    numbers = fingerprints(ordered, root_path)
    return tuple(each._replace(fingerprint=number) for each, number in zip(ordered, numbers, strict=True))


def fingerprints(found: Iterable[Diagnostic], root_path: str) -> list[str]:
    """What each diagnostic of a file is known by, at the path that the file has or had.

    It is stable when lines move, and different for equal findings of one file.
    """
    seen: dict[bytes, int] = {}
    numbers = []
    for diagnostic in found:
        data = _DATA.encode(_normal({key: value for key, value in diagnostic.data.items() if key != _COUNT}))
        identity = "\0".join((diagnostic.rule, root_path, diagnostic.field or "", data)).encode(
            "utf-8", "surrogatepass"
        )
        ordinal = seen[identity] = seen.get(identity, -1) + 1
        numbers.append(blake2b(identity + b"\0%d" % ordinal, digest_size=8).hexdigest())
    return numbers


def _normal(value: Any) -> Any:
    """Data as a fingerprint counts it: case and white space do not matter."""
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if isinstance(value, list | tuple):
        return [_normal(inner) for inner in value]
    if isinstance(value, Mapping):
        return {str(key): _normal(inner) for key, inner in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return [_normal(inner) for inner in value]
    return value
