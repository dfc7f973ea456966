"""No author, though the page names one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.edits import add_key, joined
from bylint.people import labels
from bylint.rule import RuleOptions, rule
from bylint.text import listing
from bylint_rules.author._written import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="warning")
def missing(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The page credits a writer, but the metadata has no author.

    Feeds and author pages then credit nobody, or the site's owner.

    Bad:

        ---
        title: Two winters in the valley
        ---
        _by ⟦Ben Okafor⟧_

        The first winter was mild.

    Fixed (suggested):

        ---
        title: Two winters in the valley
        author: Ben Okafor
        ---
        _by Ben Okafor_

        The first winter was mild.

    Good:

        ---
        title: Two winters in the valley
        ---
        The first winter was mild.

    Good:

        ---
        title: Two winters in the valley
        translator: Ben Okafor
        ---
        _by Ben Okafor_

    The fix is only a suggestion: a site may take its authors from elsewhere.
    """
    found = post.attribution
    if found is None or found.verdict != "missing":
        return
    names = labels(found.byline)
    keys = post.site.keys("authors")
    key = "author" if "author" in keys or not keys else keys[0]
    people = written(post, found.byline)
    text = joined(people) if people else ""
    can_add = post.authors is None and bool(text) and (len(people) == 1 or people == names)
    yield Finding(
        found.span,
        f"the byline names {listing(names)}, but the post has no author",
        data=found.data,
        field="author",
        fixes=add_key(post.document, key, text, f"add {key}: {text}") if can_add else (),
    )
