"""Whom a page credits: bylines, labels, guest and contribution sentences, and who is named beside the author.

Only what a careful reader takes for a credit of this post: a whole line or block, near its top or at its very end. A
doubtful one is left out; signatures, biographies and bylines of a part are told apart by `Credit.firm`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from bylint.byline.credit import Credit, Form, Role
from bylint.byline.prefilter import HEAD_WINDOW, TAIL_WINDOW, last_candidate, may_credit, may_sign

if TYPE_CHECKING:
    from bylint.people import Directory

__all__ = ["Credit", "Form", "Role", "read_credits"]

_BLOCKS_BELOW = 3


def read_credits(
    text: str,
    start: int,
    end: int,
    markup: str = "markdown",
    directory: Directory | None = None,
    *,
    signatures: bool = True,
) -> tuple[Credit, ...]:
    """All credits of the post whose body is `text[start:end]`, in the order of the page. Never raises.

    Without `signatures`, what can only confirm an author (a signature, a biography) is not looked for.
    """
    last = text[max(start, end - TAIL_WINDOW) : end]
    ends = may_credit(last, last=True)
    asked = end - start <= TAIL_WINDOW and not ends and markup != "asciidoc"  # all of it, and more freely than a head
    begins = start if asked else _reach(text, start, end, markup)
    signs = signatures and may_sign(last)
    if begins == start and not ends and not signs:
        return ()
    reading, closing, visible, nobody = _readers()
    known = nobody if directory is None else directory
    reader = reading.Reader(text, start, end, known)
    found: list[Credit] = []
    if begins > start:
        found += reader.credits(visible.head(text, start, begins, markup), head=True)
    signs = signs and not _names_author(found)
    bottom = visible.tail(text, start, end, markup) if ends or signs else ()
    if ends:
        found += reader.credits(bottom, head=False, read=found)
    if signs and not _names_author(found):
        found += closing.read_closing(bottom, known)
    return tuple(sorted(found, key=lambda credit: credit.span))


@cache  # to ask for modules that are there already costs some microseconds a post
def _readers() -> tuple[Any, Any, Any, Directory]:
    """What reads lines: imported by the first post that may have a credit."""
    from bylint import visible
    from bylint.byline import closing, reading
    from bylint.people import NOBODY_KNOWN

    return reading, closing, visible, NOBODY_KNOWN


def _reach(text: str, start: int, end: int, markup: str) -> int:
    """How far the head must be read: past its last candidate and what may belong to it; `start` if there is none."""
    window = text[start : min(end, start + HEAD_WINDOW)]
    at = last_candidate(window)
    if at < 0 and markup == "asciidoc" and "= " in window:
        at = window.index("= ")
    if at < 0:
        return start
    at += start
    for _ in range(_BLOCKS_BELOW):
        blank = text.find("\n\n", at + 2, min(end, at + HEAD_WINDOW))
        if blank < 0:
            return end
        at = blank
    return at + 2


def _names_author(credits_: list[Credit]) -> bool:
    return any(credit.firm and credit.role == "author" for credit in credits_)
