"""Whom a page credits: bylines, labels, guest and contribution sentences, and who is named beside the author.

Only what a careful reader takes for a credit of this post: a whole line or block, near its top or at its very end. A
doubtful one is left out; signatures, biographies and bylines of a part are told apart by `Credit.firm`.
"""

from __future__ import annotations

from bylint.byline.closing import read_closing
from bylint.byline.credit import Credit, Form, Role
from bylint.byline.prefilter import HEAD_WINDOW, TAIL_WINDOW, may_credit, may_sign
from bylint.byline.reading import Reader
from bylint.people import Directory
from bylint.visible import head, tail

__all__ = ["Credit", "Form", "Role", "read_credits"]

NOBODY = Directory()


def read_credits(
    text: str, start: int, end: int, markup: str = "markdown", directory: Directory = NOBODY
) -> tuple[Credit, ...]:
    """All credits of the post whose body is `text[start:end]`, in the order of the page. Never raises."""
    first = text[start : min(end, start + HEAD_WINDOW)]
    last = text[max(start, end - TAIL_WINDOW) : end]
    begins = may_credit(first) or (markup == "asciidoc" and "= " in first)
    ends = may_credit(last, last=True)
    reader = Reader(text, start, end, directory)
    found: list[Credit] = []
    below = start
    if begins:
        top = head(text, start, end, markup)
        found += reader.credits(top, head=True)
        below = top[-1].ends[-1] if top else end
    signs = not any(credit.firm and credit.role == "author" for credit in found) and may_sign(last)
    bottom = tail(text, start, end, markup) if ends or signs else ()
    if ends:
        found += reader.credits(bottom, head=False, below=below)
    if signs and not any(credit.firm and credit.role == "author" for credit in found):
        found += read_closing(bottom, directory)
    return tuple(sorted(found, key=lambda credit: credit.span))
