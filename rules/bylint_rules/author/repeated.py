"""One author, named twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint import people
from bylint.diagnostic import Edit, Finding, Fix, Related, Span
from bylint.edits import has_properties, remove_lines
from bylint.people import Kind
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.formats import Entry
    from bylint.post import Field, Post


@rule(severity="warning")
def repeated(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The author field names one person more than once.

    The post shows the name twice, and counts twice on the author's page.

    Bad:

        ---
        authors:
          - ⟨aruiz⟩
          - bokafor
          - ⟦aruiz⟧
        ---
        The first winter was mild.

    Fixed:

        ---
        authors:
          - aruiz
          - bokafor
        ---
        The first winter was mild.

    Bad:

        ---
        authors: [⟨Ana Ruiz⟩, Ben Okafor, ⟦"Ruiz, Ana"⟧]
        ---
        The first winter was mild.

    Good:

        ---
        authors: [Ana Ruiz, Ben Okafor, Clara Ruiz]
        ---
        The first winter was mild.

    Good:

        ---
        authors: [Ana, Ana Ruiz]
        ---
        The first winter was mild.

    The fix is offered where both are written exactly alike.
    """
    field = post.valid("authors")
    if field is None or not isinstance(field.value, list) or len(field.value) < 2:
        return
    named = [person for person in post.named.people if person.path and person.kind in (Kind.PERSON, Kind.LOGIN)]
    for number, person in enumerate(named):
        for earlier in named[:number]:
            if earlier.path[0] == person.path[0] or not _named_alike(earlier.label, person.label):
                continue
            if people.compare(earlier, person, post.site.directory) is not people.Relation.SAME:
                continue
            first, second = field.at(earlier.path[0]), field.at(person.path[0])
            yield Finding(
                second.span,
                f'author names "{person.label}" more than once',
                related=(Related(first.span, "named before"),),
                data={"author": [earlier.label, person.label]},
                fixes=_fix(post, field, first, second),
            )
            break


def _named_alike(left: str, right: str) -> bool:
    """Whether two names have the same words: an initial or a nickname may be somebody else's."""
    return sorted(left.casefold().replace(",", " ").split()) == sorted(right.casefold().replace(",", " ").split())


def _fix(post: Post, field: Field, first: Entry, second: Entry) -> tuple[Fix, ...]:
    document = post.document
    if first.kind != "scalar" or first.text != second.text or has_properties(document, field.entry):
        return ()
    title = f'take out the second "{second.text}"'
    if field.entry.style == "block":
        return (Fix(title, (remove_lines(document, second.span),), "safe"),)
    comma = post.text.rfind(",", 0, second.span.start)
    return (Fix(title, (Edit(Span(comma, second.span.end), ""),), "safe"),)
