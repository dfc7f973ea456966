"""A work and its maker at the top of a post about it: `# The Mill`, and below it `by Ann Roe`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.patterns import pattern

if TYPE_CHECKING:
    from bylint.byline.credit import Credit

_LEAD = pattern(r"[ \t]*[^\W\d_]{1,12}[ \t]\[?")
"""One word and a blank, without emphasis."""
_REST = pattern(r"(?:\]\([^()\s]{0,300}\))?[ \t]*+(?:\.[ \t]*+)?(?:\r?\n|\Z)")
_HEADING = pattern(
    r"#{1,6}[ \t]+(?P<atx>[^\n]+)\Z"
    r"|(?P<under>[^\n]+)\n[ \t]*(?:=+|-+)[ \t\r]*\Z"
    r"|(?P<mark>[*_]{1,3})(?P<emphasised>[^\n]+)(?P=mark)\Z"
    r"|<h[1-6][^<>\n]{0,200}>(?P<html>[^\n]+)</h[1-6]>\Z"
)
_LONGEST = 200
"""Characters of a heading, its marks included."""
_WORD = pattern(r"[\u2e80-\U0003ffff]|[^\W_]+")


def is_of_a_work(text: str, start: int, credit: Credit, title: str) -> bool:
    """Whether a byline may be that of the work which the body, from `start` on, names first: the title is another.

    Only a bare `by NAME` in small letters is doubtful so, below a heading or an emphasised line with which the title
    shares less than half of its words.
    """
    if credit.form != "plain" or credit.place != "head":
        return False
    at = credit.spans[0].start
    own = max(text.rfind("\n", start, at) + 1, start)
    if own - start > _LONGEST * 2:
        return False
    lead = text[own:at]
    if not lead.islower() or not _LEAD.fullmatch(lead) or not _REST.match(text, credit.spans[-1].end):
        return False
    above = text[start:own].strip()
    found = _HEADING.match(above) if len(above) <= _LONGEST else None
    if found is None:
        return False
    heading = next(found[name] for name in ("atx", "under", "emphasised", "html") if found[name])
    return not _is_like(heading, title)


def _is_like(heading: str, title: str) -> bool:
    """Whether the longer of both has at least half of its words from the other."""
    left, right = (set(_WORD.findall(part.casefold())) for part in (heading, title))
    return len(left & right) * 2 >= max(len(left), len(right))
