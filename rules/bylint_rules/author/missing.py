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
    from collections.abc import Iterator, Mapping
    from typing import Any

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

    Good: a key within another one may say it, where the site's generator is not known.

    Good:

        +++
        title = "Two winters in the valley"
        [params]
        author = "Ben Okafor"
        +++
        _by Ben Okafor_

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
    if found is None or found.verdict != "missing" or _is_nested(post.metadata):
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


_TABLES = frozenset({"params", "extra", "taxonomies", "meta", "metadata", "page", "post", "article", "seo", "custom"})
"""Keys under which generators, themes and plugins have further metadata of a post."""


def _is_nested(metadata: Mapping[str, Any]) -> bool:
    """Whether a key that another one holds names an author."""
    return any(
        str(inner).lower() in ("author", "authors") and said
        for key, value in metadata.items()
        if isinstance(value, dict) and key.lower() in _TABLES
        for inner, said in value.items()
    )
