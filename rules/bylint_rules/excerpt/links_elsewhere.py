"""A "read more" link that leads to another post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Related
from bylint.rule import RuleOptions, rule
from bylint.text import shorten, unescape
from bylint_rules.excerpt._addresses import leads_home, names_post, own_address
from bylint_rules.excerpt._fields import take_links, texts
from bylint_rules.excerpt._words import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_LONGEST = 4_000


@rule(severity="warning")
def links_elsewhere(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The "read more" link of an excerpt, summary or description leads to another address than the post's own.

    The post was moved or copied and its link was not: readers who want more find another post, or none.

    Bad:

        ---
        excerpt: ⟦The orchard is in bloom. <a href="/2020/04/03/orchard/">Read more</a>⟧
        url: ⟨/2020/04/04/orchard/⟩
        ---

    Bad:

        ---
        summary: ⟦'[READ MORE](/2020/apple-trees/)'⟧
        slug: ⟨pear-trees⟩
        ---

    How the address is written makes no difference, former addresses are the post's own, and other links may lead
    anywhere, another site's "read more" too.

    Good:

        ---
        excerpt: The orchard is in bloom. <a href="/2020/04/03/orchard">Read more</a>
        description: The orchard is in bloom, and [the cellar](/2019/the-cellar/) is full.
        summary: '[Read more](https://example.net/2020/bloom/)'
        url: /2020/04/04/orchard/
        aliases:
          - /2020/04/03/orchard/
        ---
    """
    del options
    for field, value in texts(post):
        if ("<" not in value and "[" not in value and "&lt;" not in value) or len(value) > _LONGEST:
            continue
        own = own_address(post)
        if own is None:
            return
        for link in take_links(unescape(value))[1]:
            if (
                words().is_more(fold(link.label))
                and names_post(post, link.target)
                and not leads_home(post, own, link.target)
            ):
                target, address = shorten(link.target, 100), shorten(own.value, 100)
                yield Finding(
                    field.span,
                    f'{field.key} links to "{target}", but the {own.key} of the post is "{address}"',
                    related=(Related(own.span, f"the post's {own.key}"),),
                    data={field.name: link.target, own.name: own.value},
                )
                break
