"""One post through its rules: findings become diagnostics, marks let some of them stand, what breaks is named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from bylint.diagnostic import (
    NOTHING,
    Diagnostic,
    Finding,
    Place,
    PlacedEdit,
    PlacedFix,
    Position,
    Range,
    Severity,
    Span,
)
from bylint.document import parse
from bylint.formats import key_path
from bylint.post import Post
from bylint.schema import SINGULAR
from bylint.suppress import Stet, apply_marks, read_marks

if TYPE_CHECKING:
    from pydantic import BaseModel

    from bylint.registry import Registry
    from bylint.rule import Rule, RuleOptions
    from bylint.site import Site
    from bylint.source import Source

FailureKind = Literal["unreadable", "too-large", "internal-error"]


class Failure(NamedTuple):
    """Why a file could not be checked, or not by a rule. The run goes on, and ends with exit code 2."""

    kind: FailureKind
    reason: str


class Active(NamedTuple):
    """A rule that a post is checked by, with its options and the severity that the configuration gives it."""

    rule: Rule
    options: RuleOptions
    severity: Severity | None = None


class Plan:
    """What is done to the posts of one section: made once, used for each."""

    def __init__(self, active: tuple[Active, ...], schema: type[BaseModel] | None = None) -> None:
        self.active = active
        self.schema = schema
        self.on_document = tuple(each for each in active if each.rule.needs == "document")
        self.on_metadata = tuple(each for each in active if each.rule.needs == "metadata")
        self.on_outcome = tuple(each for each in active if each.rule.needs == "engine")


class Outcome(NamedTuple):
    """What the engine's own rules see: a post's marks and its text, or why there is no post."""

    stet: Stet = Stet()
    failures: tuple[Failure, ...] = ()
    suggest: Mapping[str, str] = NOTHING
    text: str = ""


class Checked(NamedTuple):
    """One file's result. `source` is None where the file could not be read."""

    path: str
    root_path: str
    source: Source | None
    diagnostics: tuple[Diagnostic, ...]
    suppressed: int = 0
    failed: bool = False
    reasons: tuple[str, ...] = ()
    unsupported: bool = False


class Engine:
    """Checks sources. Holds no state between posts."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def check(
        self,
        source: Source,
        site: Site,
        plan: Plan,
        *,
        root_path: str,
        in_content: bool = True,
    ) -> Checked:
        """All that a plan's rules find in one source."""
        document = parse(source)
        post = Post(document, site, root_path=root_path, schema=plan.schema, in_content=in_content)
        active = plan.on_document
        if document.state == "valid":
            active = (*active, *plan.on_metadata)
        failures: list[Failure] = []
        stamp = _Stamp(post)
        found: list[Diagnostic] = []
        for each in active:
            self._run(each, post, stamp, found, failures)
        stet = Stet()
        if marks := read_marks(document, post.markup):
            found, stet = apply_marks(marks, found, self._ran(active), self._known)
        if failures or stet.unused or stet.unknown:
            outcome = Outcome(
                stet,
                tuple(failures),
                {mark.name: self.registry.suggest(mark.name) for mark in stet.unknown},
                source.text,
            )
            for each in plan.on_outcome:
                self._run(each, outcome, stamp, found, [])
        found.sort(key=lambda diagnostic: diagnostic.sort_key)
        return Checked(
            source.path,
            root_path,
            source,
            _number(found, root_path),
            suppressed=stet.suppressed,
            failed=bool(failures),
            reasons=tuple(failure.reason for failure in failures),
            unsupported=document.state == "unsupported",
        )

    def fail(self, path: str, root_path: str, failure: Failure, plan: Plan) -> Checked:
        """The result for a file that cannot be read."""
        stamp = _Stamp(None, path)
        found: list[Diagnostic] = []
        for each in plan.on_outcome:
            self._run(each, Outcome(failures=(failure,)), stamp, found, [])
        return Checked(path, root_path, None, _number(found, root_path), failed=True)

    def _ran(self, active: Sequence[Active]) -> frozenset[str]:
        """The rules that looked at a post, and the groups of which every rule did that is on by default."""
        ran = frozenset(each.rule.id for each in active)
        partly = {rule.group for rule in self.registry if rule.default and rule.id not in ran}
        return ran | (self.registry.groups - partly)

    @property
    def _known(self) -> frozenset[str]:
        return frozenset((*self.registry.ids, *self.registry.groups, *self.registry.former_names))

    @staticmethod
    def _run(
        each: Active, subject: Post | Outcome, stamp: _Stamp, found: list[Diagnostic], failures: list[Failure]
    ) -> None:
        """One rule on one post. What it raises is caught here and nowhere else, and told."""
        try:
            for finding in each.rule.check(subject, each.options):
                found.append(stamp(each, finding))  # noqa: PERF401  # what was found before an error is kept
        except Exception as error:  # noqa: BLE001  # a rule may be anybody's; the run goes on
            failures.append(Failure("internal-error", _blame(each.rule, error)))


def _blame(rule: Rule, error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" ({trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno})" if trace else ""
    return f"the rule {rule.id} raised {type(error).__name__}: {str(error)[:200] or 'no message'}{where}"


class _Stamp:
    """Makes diagnostics of findings: whose path, which rule, where in lines and columns, and of which field."""

    def __init__(self, post: Post | None, path: str = "") -> None:
        self.post = post
        self.path = post.path if post else path

    def __call__(self, each: Active, finding: Finding) -> Diagnostic:
        field_name, key = self._place(finding)
        return Diagnostic(
            self.path,
            each.rule.id,
            each.severity or finding.severity or each.rule.severity,
            finding.message,
            self._range(finding.span),
            finding.span,
            SINGULAR.get(field_name, field_name) if field_name else None,
            key,
            tuple(
                Place(related.path or self.path, self._range(related.span), related.message, related.span)
                for related in finding.related
            ),
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

    def _range(self, span: Span) -> Range:
        if self.post is None:
            return Range(Position(1, 1), Position(1, 1))
        if not 0 <= span.start <= span.end <= len(self.post.text):
            raise ValueError(f"the span {tuple(span)} lies outside the text")
        return self.post.document.source.range(span)

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


def _number(found: Sequence[Diagnostic], root_path: str) -> tuple[Diagnostic, ...]:
    """Give each diagnostic its fingerprint: stable when lines move, different for equal findings of one file."""
    seen: dict[bytes, int] = {}
    numbered = []
    for diagnostic in found:
        data = json.dumps(_normal(diagnostic.data), sort_keys=True, ensure_ascii=True, default=str)
        identity = "\0".join((diagnostic.rule, root_path, diagnostic.field or "", data)).encode(
            "utf-8", "surrogatepass"
        )
        ordinal = seen[identity] = seen.get(identity, -1) + 1
        digest = blake2b(identity + b"\0%d" % ordinal, digest_size=8).hexdigest()
        numbered.append(diagnostic._replace(fingerprint=digest))
    return tuple(numbered)


def _normal(value: Any) -> Any:
    """Data as a fingerprint counts it: case and white space do not matter."""
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if isinstance(value, Mapping):
        return {str(key): _normal(inner) for key, inner in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return [_normal(inner) for inner in value]
    return value
