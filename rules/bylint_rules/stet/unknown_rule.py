"""stet/unknown-rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, rule
from bylint.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.engine import Outcome


@rule(severity="error", needs="engine")
def unknown_rule(outcome: Outcome, options: RuleOptions) -> Iterator[Finding]:
    """A stet mark names no rule and no group.

    It lets nothing stand, and the finding that it was written for is reported as if it were not there.

    Bad:

        ---
        title: 1.10  # stet: ⟦frontmatter/yaml-trip⟧
        ---

    Bad:

        ---
        title: The harbour
        ---
        <!-- stet: ⟦harbour⟧ -->

    Good:

        ---
        title: 1.10  # stet: frontmatter/yaml-trap - this site reads it as text
        ---

    Good:

        ---
        title: 1.10  # stet: frontmatter
        ---
    """
    for mark in outcome.stet.unknown:
        yield Finding(
            mark.span,
            f'no rule or group is named "{shorten(mark.name)}"{outcome.suggest.get(mark.name, "")}',
            data={"name": mark.name},
        )
