"""frontmatter/unclosed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="error", needs="document")
def unclosed(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A front matter begins and never ends.

    Generators take the whole post for metadata and fail, or take the metadata for text and show it to readers.

    Bad:

        ⟦---⟧
        title: Council votes on the harbour

        The vote was close.

    Bad:

        ⟦---⟧
        title: Council votes on the harbour
        -----
        A line of more than three dashes closes nothing.

    Bad:

        ⟦+++⟧
        title = "Council votes on the harbour"

        The vote was close.

    Bad:

        {
          "title": ⟦"⟧Council votes on the harbour
        }

        The vote was close.

    Good:

        ---
        title: Council votes on the harbour
        ---
        The vote was close.

    Good: a thematic break at the top is no fence.

    Good (in_content=false):

        ---

        The vote was close.
    """
    document = post.document
    if document.state == "unclosed" and document.broken is not None:
        yield Finding(document.broken.span, document.broken.message)
