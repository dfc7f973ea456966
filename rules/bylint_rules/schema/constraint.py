"""schema/constraint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.rule import RuleOptions, rule
from bylint_rules.schema._places import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.diagnostic import Finding
    from bylint.post import Post


@rule(severity="error")
def constraint(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A value breaks a limit that the site's schema sets: its length, a pattern, a range.

    What the site declares is what its templates rely on: a card that holds 60 characters, a code that is looked up.

    Bad (schema={fields: {title: {max-length: 12}, issue: {pattern: "^[0-9]{4}-[0-9]{2}$"}}}):

        ---
        title: ⟦The harbour, a chronicle⟧
        issue: ⟦March 2020⟧
        ---

    Good (schema={fields: {title: {max-length: 12}, issue: {pattern: "^[0-9]{4}-[0-9]{2}$"}}}):

        ---
        title: The harbour
        issue: 2020-03
        ---
    """
    for error in post.schema_errors:
        if error.kind == "constraint":
            yield finding(post, error)
