"""What archive rules said of a post, as that post's result: the other end in its file, suggestions as edits, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.checked import Checked, Failure
from bylint.diagnostic import Finding
from bylint.document import parse
from bylint.engine import Outcome, findings_in
from bylint.faults import BadFindingError, blame
from bylint.post import Post
from bylint.stamp import Stamp, number
from bylint.suppress import Stet, apply_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bylint.archive.facts import Said
    from bylint.archive.said import OfPost
    from bylint.diagnostic import Diagnostic, Fix, Span
    from bylint.document import Document
    from bylint.engine import Active, Engine, Plan
    from bylint.site import Site
    from bylint.source import Source
    from bylint.suppress import Mark


def place(
    engine: Engine, source: Source, site: Site, plan: Plan, said: OfPost, *, in_content: bool, judges_marks: bool
) -> Checked:
    """The result of one post. With `judges_marks` a mark for an archive rule that lets nothing stand is told."""
    document = parse(source, site.dialect.unfenced)
    post = Post(document, site, root_path=said.path, schema=plan.schema, in_content=in_content)
    stamp = Stamp(post)
    failures: list[Failure] = []
    found = _stamped(said.said, post, stamp, failures)
    standing = _stamped(said.standing, post, stamp, failures)
    unused: tuple[Mark, ...] = ()
    suppressed = len(standing)
    if marks := engine.marks(post):
        unused = _unused(engine, post, plan, marks, [*found, *standing], said.ends) if judges_marks else ()
        found, stet = apply_marks(marks, found, frozenset(), frozenset())
        suppressed += stet.suppressed
    if failures or unused:
        outcome = Outcome(Stet(unused), tuple(failures), text=source.text)
        found += findings_in(plan.on_outcome, outcome, stamp, [])
    return Checked(
        source.path,
        said.path,
        source,
        number(found, said.path),
        suppressed=suppressed,
        failed=bool(failures),
        reasons=tuple(failure.reason for failure in failures),
        later=True,
    )


def _stamped(
    said: Iterable[tuple[Active, Said]], post: Post, stamp: Stamp, failures: list[Failure]
) -> list[Diagnostic]:
    """Diagnostics of findings, once the post is at hand; a span outside of it is the rule's mistake."""
    found: list[Diagnostic] = []
    for each, one in said:
        if each.period is not None and not each.period.holds(post.day):
            continue
        try:
            found.append(stamp(each, as_finding(one, post)))
        except BadFindingError as error:
            failures.append(Failure("internal-error", blame(each.rule, error)))
    return found


def _unused(
    engine: Engine,
    post: Post,
    plan: Plan,
    marks: Iterable[Mark],
    found: Sequence[Diagnostic],
    ends: Iterable[tuple[str, Span]],
) -> tuple[Mark, ...]:
    """The marks for archive rules, or groups that hold one, that let nothing stand, here or at another post's finding.

    Of a group its other rules are asked once more: few marks name a group.
    """
    ruled = tuple(mark for mark in marks if any(mark.names(each.rule.id) for each in plan.archive))
    if any("/" not in mark.name for mark in ruled):
        found = [*found, *findings_in(plan.on_metadata, post, Stamp(post), [])]
    ran = engine.ran((*plan.on_metadata, *plan.archive))
    _, stet = apply_marks(ruled, found, ran, ran)
    return tuple(mark for mark in stet.unused if not any(covers(mark, rule, span) for rule, span in ends))


def covers(mark: Mark, rule: str, span: Span) -> bool:
    """Whether a mark lets what a rule says of a place stand."""
    return mark.names(rule) and (mark.scope is None or mark.scope.start <= span.start <= mark.scope.end)


def as_finding(said: Said, post: Post) -> Finding:
    """The finding, once the post is at hand."""
    related = tuple(each._replace(path=None) if each.path == said.path else each for each in said.related)
    return Finding(said.span, said.message, related, said.data, _fixes(said, post.document), severity=said.severity)


def _fixes(said: Said, document: Document) -> tuple[Fix, ...]:
    """The edit that a suggestion means; empty where what stands at the span is no scalar of its own."""
    if said.suggestion is None or document.state != "valid":
        return ()
    from bylint.edits import replace_text  # only where there is something to edit

    steps = document.steps_at(said.span.start)
    entry = document.entry(*steps) if steps else None
    if entry is None or entry.span != said.span:
        return ()
    return replace_text(document, entry, said.suggestion.text, said.suggestion.title)
