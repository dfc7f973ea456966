"""A way to reach somebody, where a name belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="warning")
def contact_as_name(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The author is given as an e-mail address or a URL, without a name.

    Templates print it as the author's name, and an address on a page is an address in spam lists.

    Bad:

        ---
        author: ⟦ben@example.org⟧
        ---
        The first winter was mild.

    Bad:

        ---
        authors:
          - Ana Ruiz
          - ⟦https://social.example/@ben⟧
        ---
        The first winter was mild.

    Good:

        ---
        author: Ben Okafor <ben@example.org>
        ---
        The first winter was mild.

    Good:

        ---
        authors:
          - name: Ben Okafor
            email: ben@example.org
        ---
        The first winter was mild.

    There is no fix: an address does not say how a name is written.
    """
    field = post.valid("authors")
    if field is None:
        return
    for person in post.named.people:
        if person.name or person.remark or not (person.email or person.url):
            continue
        entry = field.at(*person.path)
        what, value = ("e-mail address", person.email) if person.email else ("URL", person.url)
        if entry.kind != "scalar" or value not in entry.text:
            continue
        yield Finding(entry.span, f'author is the {what} "{value}", not a name', data={"author": [value]})
