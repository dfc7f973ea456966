"""date/expires-before-published."""

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
def expires_before_published(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The post expires before it is published.

    A generator that heeds the date of expiry never shows the post.

    Bad:

        ---
        title: The lighthouse
        date: ⟨2021-05-10⟩
        expires: ⟦2020-06-01⟧
        ---

    Where the generator takes the day from the file name, that is the day of publication.

    Bad (path=_posts/2021-05-10-the-lighthouse.md, dialect=jekyll):

        ---
        title: The lighthouse
        expires: ⟦2020-05-12⟧
        ---

    Good:

        ---
        title: The lighthouse
        date: 2021-05-10
        expires: 2021-06-01
        ---
    """
    if post.expires is None:
        return
    if post.date is None:
        yield from before_path_day(post, "expires", "before the post is published")
        return
    for field, expires in moments(post, "expires"):
        if is_before(expires, post.moment):
            yield Finding(
                field.span,
                f"{field.key} says {expires}, before the post is published: {post.date.key} says {post.moment}",
                related=(Related(post.date.span, "the publication"),),
                data={"expires": str(expires), "date": str(post.moment)},
            )
