"""house/same-title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from bylint.rule import RuleOptions, archive_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bylint.diagnostic import Finding
    from bylint.post import Post


class Options(RuleOptions):
    """Whose titles are compared."""

    drafts: bool = Field(default=False, description="drafts take part, too")


def title_of(post: Post) -> Mapping[str, Any] | None:
    """The title, and whether the post is a draft."""
    title = post.valid("title")
    return None if title is None else {"title": str(title.value), "draft": post.is_draft}


@archive_rule(Options, facts=title_of, severity="info")
def same_title(archive: Any, options: Options) -> Iterator[Finding]:
    """Two posts have one title.

    Readers of a list cannot tell them apart.

    Bad (drafts=true):

        ---
        title: The week in the harbour
        draft: true
        ---

    Good:

        ---
        title: The week in the harbour, in May
        ---
    """
    yield from ()
