"""One person, two spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint import people
from bylint.attribution import Attribution, author_place
from bylint.diagnostic import Edit, Finding, Fix, Related
from bylint.edits import replace_text
from bylint.people import Kind, Person
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="warning")
def misspelled(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The author field and the byline, or the site's registry of authors, spell one person's name differently.

    Two spellings make two author pages, and searches for one of them miss half of the posts.

    Bad:

        ---
        author: ⟦Benedikt Oakfor⟧
        ---
        _by ⟨Benedikt Okafor⟩_

    Fixed (suggested):

        ---
        author: Benedikt Okafor
        ---
        _by Benedikt Okafor_

    Bad (registry={bokafor: Benedikt Okafor}):

        ---
        author: ⟦Benedikt Okaffor⟧
        ---
        The first winter was mild.

    Fixed (suggested):

        ---
        author: Benedikt Okafor
        ---
        The first winter was mild.

    Good:

        ---
        author: Zoë Müller
        ---
        _by Zoe Mueller_

    Good:

        ---
        author: Marta Okafor
        ---
        _by Maria Okafor_

    The fix is only a suggestion: the byline may be the side with the slip.
    """
    found = post.attribution
    if found is not None and found.verdict == "misspelled":
        for named, credited in found.pairs:
            yield _against_byline(post, found, named, credited)
    elif post.site.directory.registry and post.authors is not None:
        yield from _against_registry(post)


def _against_byline(post: Post, found: Attribution, named: Person, credited: Person) -> Finding:
    field, place = author_place(post, named)
    span = found.span_of(credited)
    entry = field.at(*named.path)
    fixes: tuple[Fix, ...] = ()
    if entry.text.strip() == named.name:
        fixes = replace_text(post.document, entry, credited.name, f'set {field.key} to "{credited.name}"')
    if post.text[span.start : span.end] == credited.name:
        fixes = (*fixes, Fix(f'or write "{named.name}" in the byline', (Edit(span, named.name),)))
    says = "author says" if named.name in entry.text or not named.handle else f"author is {named.handle}, who is"
    return Finding(
        place,
        f'{says} "{named.label}", but the byline spells it "{credited.label}"',
        related=(Related(span, "the byline"),),
        data=found.data,
        fixes=fixes,
    )


def _against_registry(post: Post) -> Iterator[Finding]:
    directory = post.site.directory
    for person in post.named.people:
        if person.kind is not Kind.PERSON or person.handle in directory.registry:
            continue
        entries = [entry for entry in directory.registry.values() if entry.kind is Kind.PERSON]
        relations = [(entry, people.compare(person, entry)) for entry in entries]
        slips = [entry for entry, relation in relations if relation is people.Relation.MISSPELLED]
        if len(slips) != 1 or any(relation is people.Relation.SAME for _, relation in relations):
            continue
        field, place = author_place(post, person)
        entry = field.at(*person.path)
        if not entry.text.strip():
            continue
        fits = entry.text.strip() == person.name
        yield Finding(
            place,
            f'author says "{person.name}", but the registry of authors spells it "{slips[0].name}"',
            data={"author": [person.name], "registry": [slips[0].name]},
            fixes=replace_text(post.document, entry, slips[0].name, f'set {field.key} to "{slips[0].name}"')
            if fits
            else (),
        )
