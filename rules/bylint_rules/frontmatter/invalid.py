"""frontmatter/invalid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="error", needs="document")
def invalid(post: Post, options: RuleOptions) -> Iterator[Finding]:
    r"""The front matter cannot be read.

    The generator stops, or drops all metadata of the post. The message names the likely cause: mostly a colon, a
    quote or a bracket in text without quotes, in TOML text without any, in JSON a comma. Rules that need the metadata
    do not run on such a post.

    Bad:

        ---
        title: The harbour⟦:⟧ a chronicle
        ---

    Bad:

        ---
        title: 'It'⟦s⟧ the harbour'
        ---

    Bad:

        ---
        title: ⟦"⟧The harbour
        ---

    Bad:

        ---
        title: "The council⟦\⟧'s harbour"
        ---

    Bad:

        ---
        title: [Update] ⟦T⟧he harbour
        ---

    Bad (escapes):

        ---
        event:
        ⟦\t⟧place: Harbour
        ---

    Bad:

        ---
        ⟦title:⟧The harbour
        date: 2020-01-02
        ---

    Bad:

        ---
        ⟦- The harbour⟧
        ---

    Bad:

        +++
        title = ⟦The harbour⟧
        +++

    Bad:

        +++
        title = "The harbour"
        date⟦:⟧ 2020-01-02
        +++

    Bad:

        {
          "title": "The harbour"⟦,⟧
        }

    Good:

        ---
        title: "The harbour: a chronicle"
        ---

    Good:

        ---
        title: 'It''s the harbour'
        ---

    Good:

        ---
        ---
        An empty front matter is a valid one.
    """
    document = post.document
    if document.state == "invalid" and document.broken is not None:
        yield Finding(document.broken.span, document.broken.message)
