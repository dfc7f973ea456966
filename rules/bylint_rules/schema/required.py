"""schema/required."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.rule import RuleOptions, rule
from bylint_rules.schema._places import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.diagnostic import Finding
    from bylint.post import Post


@rule(severity="error")
def required(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A key that the site requires is absent.

    What the site is built from is then incomplete: a list without dates, a card without a description. Nothing is
    required unless the site's schema says so. It is told at the opening fence, or at the key that should hold it.

    Bad (schema={fields: {title: {required: true}, date: {required: true}}}):

        ⟦---⟧
        title: The harbour
        ---

    Good (schema={fields: {title: {required: true}}}):

        ---
        title: The harbour
        ---

    Good:

        ---
        weight: 3
        ---
        Without a schema nothing is required.
    """
    for error in post.schema_errors:
        if error.kind == "required":
            yield finding(post, error)
