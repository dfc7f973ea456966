"""What an archive rule said of a post, as a finding of that post: the other end in its file, the suggestion an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding

if TYPE_CHECKING:
    from bylint.archive.facts import Said
    from bylint.diagnostic import Fix
    from bylint.document import Document
    from bylint.post import Post


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
