"""date/updated-before-published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Related
from bylint.rule import RuleOptions, rule
from bylint_rules.date._moments import is_before, moments
from bylint_rules.date._path_day import before_path_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="error")
def updated_before_published(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The post was updated before it was published.

    Feeds, sitemaps and "last updated" lines show one of the two dates; one of them is wrong.

    Bad:

        ---
        title: The lighthouse
        date: ⟨2021-05-10⟩
        updated: ⟦2020-05-12⟧
        ---

    Where the generator takes the day from the file name, that is the day of publication.

    Bad (path=_posts/2021-05-10-the-lighthouse.md, dialect=jekyll):

        ---
        title: The lighthouse
        last_modified_at: ⟦2020-05-12⟧
        ---

    Good:

        ---
        title: The lighthouse
        date: 2021-05-10
        updated: 2021-05-12
        ---

    Good: a day's difference may be a time zone's.

    Good:

        ---
        title: The lighthouse
        date: 2021-05-10T01:00:00+10:00
        updated: 2021-05-09
        ---
    """
    if post.updated is None:
        return
    if post.date is None:
        yield from before_path_day(post, "updated", "before the post was published")
        return
    for field, updated in moments(post, "updated"):
        if is_before(updated, post.moment):
            yield Finding(
                field.span,
                f"{field.key} says {updated}, before the post was published: {post.date.key} says {post.moment}",
                related=(Related(post.date.span, "the publication"),),
                data={"updated": str(updated), "date": str(post.moment)},
            )
