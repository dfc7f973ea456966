"""The author field against the byline: nobody in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Related
from bylint.edits import add_key, replace_names
from bylint.people import labels
from bylint.rule import RuleOptions, rule
from bylint.text import listing
from bylint_rules.author._written import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.attribution import Attribution
    from bylint.post import Post


@rule(severity="error")
def contradicts_byline(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The author field and the byline on the page name different people.

    Feeds, author pages and search engines read the field; readers read the byline. When they differ, somebody is
    credited with work that is not theirs.

    Bad:

        ---
        author: ⟦Ana Ruiz⟧
        ---
        _by ⟨Ben Okafor⟩_

    Fixed (suggested):

        ---
        author: Ben Okafor
        ---
        _by Ben Okafor_

    Bad:

        ---
        title: Two winters in the valley
        authors:
          ⟦- Ana Ruiz⟧
        ---
        <p><strong>March 3, 2021</strong><br /><em>By <a href="/ben">⟨Ben Okafor⟩</a> of Northlight</em></p>

        The first winter was mild.

    Fixed (suggested):

        ---
        title: Two winters in the valley
        authors:
          - Ben Okafor
        ---
        <p><strong>March 3, 2021</strong><br /><em>By <a href="/ben">Ben Okafor</a> of Northlight</em></p>

        The first winter was mild.

    Good:

        ---
        author: Okafor, Ben
        ---
        _by Ben Okafor_

    Where the field holds keys of the site's registry of authors, the suggestion is a key, too.

    Bad (registry={aruiz: Ana Ruiz, bokafor: Ben Okafor}):

        ---
        author: ⟦aruiz⟧
        ---
        _by ⟨Ben Okafor⟩_

    Fixed (suggested):

        ---
        author: bokafor
        ---
        _by Ben Okafor_

    A name that could be a shorter form of the other is no contradiction, and a photographer is no author.

    Good:

        ---
        author: Ben O.
        ---
        _by Ben Okafor_

    Good:

        ---
        author: Ana Ruiz
        ---
        _Photo by Ben Okafor_

        The first winter was mild.

    An author that the post inherits from its site (Jekyll's defaults, Hugo's cascade, a folder's data) counts as well.

    The fix is only a suggestion: the byline may be the side that is wrong.
    """
    found = post.attribution
    if found is None or found.verdict != "contradicts":
        return
    if post.authors is None:
        yield from _inherited(post, found)
        return
    names = written(post, found.byline)
    title = f"set {post.authors.key} to {listing(names)}"
    yield Finding(
        post.authors.span,
        f"author says {listing(labels(found.named))}, but the byline names {listing(labels(found.byline))}",
        related=(Related(found.span, "the byline"),),
        data=found.data,
        fixes=replace_names(
            post.document, post.authors.entry, names, plural=post.authors.key.endswith("s"), title=title
        ),
    )


def _inherited(post: Post, found: Attribution) -> Iterator[Finding]:
    """The post names nobody, and the author that its site gives it is not the one on the page."""
    inherited = found.inherited
    if inherited is None:
        return
    names = written(post, found.byline)
    key, text = inherited.key, "".join(names[:1])
    yield Finding(
        found.span,
        f"the byline names {listing(labels(found.byline))}, but the post inherits "
        f"{key} {listing(labels(found.named))} from {inherited.path}",
        related=(Related(inherited.span, "the inherited author", inherited.path, inherited.range),),
        data=found.data,
        field="author",
        fixes=add_key(post.document, key, text, f"add {key}: {text}") if len(names) == 1 else (),
    )
