"""An alias that is the post's own address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Edit, Finding, Fix, Related, Span
from bylint.edits import has_properties, remove_lines
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.addresses import Redirect
    from bylint.post import Field, Post


@rule(severity="warning")
def self_alias(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """An alias is the address at which the post itself is published.

    The generator ignores the redirect, or writes it over the page; a server that is given a list of redirects runs in
    circles.

    Bad (dialect=hugo, path=content/posts/pier.md):

        ---
        title: A new pier
        url: ⟨/2024/a-new-pier/⟩
        aliases:
          - /old-pier/
          - ⟦/2024/a-new-pier⟧
        ---

    Fixed (suggested):

        ---
        title: A new pier
        url: /2024/a-new-pier/
        aliases:
          - /old-pier/
        ---

    Bad (dialect=jekyll, path=_posts/2024-05-03-a-new-pier.md):

        ---
        title: A new pier
        redirect_from: ⟦/2024/05/03/a-new-pier.html⟧
        ---

    Fixed (suggested):

        ---
        title: A new pier
        ---

    Bad (dialect=hugo, path=content/posts/pier.md):

        ---
        slug: ⟨a-new-pier⟩
        aliases: [⟦/posts/a-new-pier/⟧, /old-pier/]
        ---

    Fixed (suggested):

        ---
        slug: a-new-pier
        aliases: [/old-pier/]
        ---

    Good (dialect=hugo, path=content/posts/pier.md):

        ---
        title: A new pier
        aliases: [/old-pier/, /Posts/Pier/]
        ---

    Where the address is not known for certain, nothing is said.

    Good (dialect=astro, path=src/content/blog/pier.md):

        ---
        title: A new pier
        aliases: [/blog/pier/]
        ---
    """
    del options
    if post.aliases is None or post.address is None:
        return
    own = [each for each in post.redirects if each.address == post.address]
    says = post.url or post.slug
    for redirect in own:
        yield Finding(
            post.aliases.at(*redirect.steps).span,
            f'{post.aliases.path_of(*redirect.steps)} is "{redirect.text}", the address of the post itself',
            related=() if says is None else (Related(says.span, "the address"),),
            data={"alias": redirect.text, "url": post.address},
            fixes=_without(post, post.aliases, redirect, alone=len(own) == 1),
        )


def _without(post: Post, field: Field, redirect: Redirect, *, alone: bool) -> tuple[Fix, ...]:
    """A fix that drops the alias, with its key where it is the only one."""
    document, entry = post.document, field.at(*redirect.steps)
    if not alone or not document.format.is_fenced or has_properties(document, field.entry):
        return ()
    title = f'take out the alias "{redirect.text}"'
    last = not isinstance(field.value, list) or len(field.value) == 1
    if last:
        if document.format.name == "json" or field.entry.key is None or len(field.steps) > 1:
            return ()
        return (Fix(title, (remove_lines(document, Span(field.entry.key.start, field.entry.span.end)),)),)
    if field.entry.style == "block":
        return (Fix(title, (remove_lines(document, entry.span),)),)
    siblings = field.entry.children
    at = siblings.index(entry)
    span = (
        Span(entry.span.start, siblings[at + 1].span.start)
        if at == 0
        else Span(siblings[at - 1].span.end, entry.span.end)
    )
    return (Fix(title, (Edit(span, ""),)),)
