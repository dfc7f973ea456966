"""An account in the author field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Related
from bylint.edits import replace_names
from bylint.patterns import pattern
from bylint.people import Kind, Person, labels
from bylint.rule import RuleOptions, rule
from bylint.text import listing
from bylint_rules.author._written import keys_lacking, wants_keys, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.attribution import Attribution
    from bylint.post import Post


@rule(severity="warning")
def generic_account(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The author is an account or an organisation, while the page credits a person; or an account that credits nobody.

    Exports from a content management system name the account that uploaded a post. With a byline on the page this is
    an error, since the writer is known; without one it is a warning. A team is an author like another, unless the page
    names a person.

    Bad:

        ---
        author: ⟦siteadmin⟧
        ---
        _by ⟨Ben Okafor⟩_

    Fixed (suggested):

        ---
        author: Ben Okafor
        ---
        _by Ben Okafor_

    Bad:

        ---
        author: ⟦Northlight Team⟧
        ---
        Guest post by ⟨Ben Okafor⟩, CTO of Eastgate

        The first winter was mild.

    Fixed (suggested):

        ---
        author: Ben Okafor
        ---
        Guest post by Ben Okafor, CTO of Eastgate

        The first winter was mild.

    Bad (accounts=[nl-desk]):

        ---
        author: ⟦nl-desk⟧
        ---
        The first winter was mild.

    Good:

        ---
        author: Northlight Team
        ---
        _by the Northlight Team_

    Good:

        ---
        author: ben
        ---
        _by Ben Okafor_

    Good: a program may say that it is one.

    Good:

        ---
        author: Timetable automation
        ---
        The trains of the coming week.

    Which names are accounts of a site is said in its configuration, `accounts` in `[people]`; the usual ones (admin,
    webmaster, guest) are known. The fix is only a suggestion: it writes the names as the byline has them.
    """
    field = post.valid("authors")
    if field is None:
        return
    found = post.attribution
    if found is not None and found.verdict == "generic":
        names = written(post, found.byline)
        yield Finding(
            field.span,
            f"author is {_what(found)}, but the byline names {listing(labels(found.byline))}",
            related=(Related(found.span, "the byline"),),
            data=found.data,
            fixes=replace_names(
                post.document,
                field.entry,
                names,
                plural=field.key.endswith("s"),
                title=f"set {field.key} to {listing(names)}",
            ),
            severity="error",
        )
    elif found is None and not (wants_keys(post) and any(keys_lacking(post))):
        people = post.named.people
        if people and all(person.kind is Kind.ACCOUNT and not _is_program(person) for person in people):
            one = "the account" if len(people) == 1 else "accounts"
            yield Finding(
                field.span,
                f"author is {one} {listing(labels(people))}, which credits nobody",
                data={"author": labels(people)},
            )


_PROGRAMS = frozenset({"automation", "automated", "bot", "robot"})
_WORD = pattern(r"[^\W\d_]+")


def _is_program(person: Person) -> bool:
    """Whether an account is said to be a program: what it publishes nobody wrote."""
    return not _PROGRAMS.isdisjoint(_WORD.findall(person.label.casefold()))


def _what(found: Attribution) -> str:
    kinds = {person.kind for person in found.named}
    names = listing(labels(found.named))
    if kinds == {Kind.ACCOUNT}:
        return f"the account {names}"
    return f"the organisation {names}" if kinds == {Kind.ORGANISATION} else names
