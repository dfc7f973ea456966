"""stet/unused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Edit, Finding, Fix, Span
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from bylint.engine import Outcome


@rule(severity="warning", needs="engine")
def unused(outcome: Outcome, options: RuleOptions) -> Iterator[Finding]:
    """A stet mark lets nothing stand: its rule ran and was silent.

    What it was written for has been mended, or the mark sits on the wrong line. It would hide the next mistake.

    Bad:

        ---
        title: The harbour  # stet: ⟦frontmatter/yaml-trap⟧ - a version
        ---
        <!-- stet: ⟦frontmatter/duplicate-key⟧ -->

    Fixed (safe):

        ---
        title: The harbour
        ---

    Bad:

        ---
        # stet: ⟦frontmatter/duplicate-key⟧, frontmatter/yaml-trap
        title: 1.10
        ---

    Fixed (safe):

        ---
        # stet: frontmatter/yaml-trap
        title: 1.10
        ---

    Good:

        ---
        title: 1.10  # stet: frontmatter/yaml-trap - this site reads it as text
        ---

    A mark for a rule that did not run is not judged.
    """
    for mark in outcome.stet.unused:
        yield Finding(
            mark.span,
            f"this mark lets nothing stand: {mark.name} has nothing to say here",
            data={"name": mark.name},
            fixes=_remove(outcome.text, mark.span),
        )


_LONGEST_LINE = 4000
_COMMENT = pattern(
    r"(?P<before>[ \t]*)(?:"
    r"(?:<!--[ \t]*|\{/\*[ \t]*)stet(?:-next-line)?:[ \t]*(?P<closed>[^\r\n]*?)[ \t]*(?:-->|\*/\})"
    r"|(?:\#|//|\.\.)[ \t]*stet(?:-next-line)?:[ \t]*(?P<open>[^\r\n]*)"
    r")"
)
_NAME = pattern(r"[a-z0-9/_-]+")
_NAMES = pattern(rf"{_NAME.pattern}(?:[ \t]*,[ \t]*{_NAME.pattern})*")
_LINE_END = pattern(r"[ \t]*(?:\r\n?|\n|\Z)")


def _remove(text: str, name: Span) -> tuple[Fix, ...]:
    """Take the name out of its mark, and the comment and its line with the last name. Empty where it lies otherwise."""
    start = max(text.rfind("\n", 0, name.start), text.rfind("\r", 0, name.start)) + 1
    if name.start - start > _LONGEST_LINE:
        return ()
    comment = next(
        (found for found in _COMMENT.finditer(text, start, start + 2 * _LONGEST_LINE) if found.end() >= name.end), None
    )
    if comment is None or comment.start() > name.start:
        return ()
    names = _NAMES.match(text, comment.start("open" if comment["closed"] is None else "closed"))
    spans = [Span(*found.span()) for found in _NAME.finditer(text, *names.span())] if names else []
    if name not in spans:
        return ()
    at = spans.index(name)
    if len(spans) == 1:
        span = _whole(text, comment, start)
    else:
        span = Span(spans[at - 1].end, name.end) if at else Span(name.start, spans[1].start)
    return (Fix(f"remove the mark for {text[name.start : name.end]}", (Edit(span, ""),), "safe"),)


def _whole(text: str, comment: re.Match[str], line: int) -> Span:
    """The comment; with its line and newline where it stands there alone."""
    end = comment.end()
    after = _LINE_END.match(text, end)
    if after is None:
        return Span(comment.start(), end)
    if comment.start() == line:
        return Span(line, after.end())
    return Span(comment.start(), end)
