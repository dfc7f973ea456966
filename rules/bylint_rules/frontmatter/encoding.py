"""frontmatter/encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="error", needs="document")
def encoding(post: Post, options: RuleOptions) -> Iterator[Finding]:
    r"""A file is not UTF-8, or holds a NUL byte.

    Generators read UTF-8 only: they stop, or publish broken letters. Nothing else is checked in such a file.

    Bad (encoding=latin-1):

        ---
        title: Caf⟦é⟧ at the harbour
        ---

    Bad (escapes):

        ---
        title: The ⟦\x00⟧harbour
        ---

    Good:

        ---
        title: Café at the harbour
        ---

    Good (encoding=utf-8-sig):

        ---
        title: A byte order mark at the very start is allowed
        ---
    """
    document = post.document
    if document.state == "undecodable" and document.broken is not None:
        yield Finding(document.broken.span, document.broken.message)
