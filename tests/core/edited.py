"""Posts read, and the text of a post after a fix, for the tests of edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.document import Document, parse
from bylint.edits import apply_edits
from bylint.source import Source

if TYPE_CHECKING:
    from bylint.diagnostic import Fix
    from bylint.formats import Entry, Step


def read(text: str) -> Document:
    document = parse(Source("post.md", text))
    assert document.state == "valid", (text, document.broken)
    return document


def entry(document: Document, *steps: Step) -> Entry:
    found = document.entry(*steps)
    assert found is not None
    return found


def after(document: Document, fixes: tuple[Fix, ...]) -> str:
    (fix,) = fixes
    return apply_edits(document.source.text, fix.edits)
