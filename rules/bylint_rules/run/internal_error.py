"""run/internal-error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Span
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.engine import Outcome


@rule(severity="error", needs="engine")
def internal_error(outcome: Outcome, options: RuleOptions) -> Iterator[Finding]:
    """A rule broke on a post.

    That is a mistake in the rule, which the message names, never in the post. The other rules have checked it; the run
    ends with exit code 2, since nobody knows what the broken rule would have said.

    Bad (failure="the rule site/house-style raised KeyError: 'desk' (house_style.py:12)"):

        ---
        title: The harbour
        ---

    Good:

        ---
        title: The harbour
        ---
    """
    for failure in outcome.failures:
        if failure.kind == "internal-error":
            yield Finding(Span(0, 0), failure.reason)
