"""An author who speaks of themselves as of somebody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Related, Span
from bylint.people import Kind
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

REACH = 2000
"""Characters of the body that are looked at: an introduction, not a biography at the end."""
_SPEAKS_OF = (
    r"[^\S\n]+(?:will|is|was|has|joins?|joined|presents?|presented|discuss(?:es|ed)?|explains?|explained"
    r"|talks?|talked|gave|spoke|shows?)\b"
)


@rule(severity="info", default=False)
def third_person(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The text speaks of its author as of somebody else.

    "Ana Ruiz will present" is rarely written by Ana Ruiz: somebody else may have written the post.

    Bad:

        ---
        author: ⟦Ana Ruiz⟧
        ---
        Next week ⟨Ana Ruiz⟩ will present the first results in Bergen.

    Good:

        ---
        author: Ana Ruiz
        ---
        _by Ana Ruiz_

        Next week I will present the first results in Bergen.

    Good:

        ---
        author: Ana Ruiz
        ---
        Next week Ben Okafor will present the first results in Bergen.

    Off by default: editors write of themselves this way in announcements.
    """
    if post.authors is None:
        return
    opening = post.text[post.body.start : min(post.body.end, post.body.start + REACH)]
    for person in post.named.people:
        if person.kind is not Kind.PERSON or person.name not in opening:
            continue
        found = re.search(re.escape(person.name) + _SPEAKS_OF, opening)
        if found is None:
            continue
        span = Span(found.start(), found.start() + len(person.name)).shift(post.body.start)
        yield Finding(
            post.authors.at(*person.path).span,
            f'author is "{person.name}", but the text speaks of "{person.name}" in the third person',
            related=(Related(span, "spoken of"),),
            data={"author": [person.name], "body": [person.name]},
        )
