"""The author field against the byline: nobody in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Related
from bylint.edits import replace_names
from bylint.people import labels
from bylint.rule import RuleOptions, rule
from bylint.text import listing

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    The fix is only a suggestion: the byline may be the side that is wrong.
    """
    found = post.attribution
    if found is None or found.verdict != "contradicts" or post.authors is None:
        return
    names = labels(found.byline)
    title = f"set {post.authors.key} to {listing(names)}"
    yield Finding(
        post.authors.span,
        f"author says {listing(labels(found.named))}, but the byline names {listing(names)}",
        related=(Related(found.span, "the byline"),),
        data=found.data,
        fixes=replace_names(
            post.document, post.authors.entry, names, plural=post.authors.key.endswith("s"), title=title
        ),
    )
