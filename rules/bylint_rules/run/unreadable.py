"""run/unreadable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Span
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.engine import Outcome


@rule(severity="error", needs="engine")
def unreadable(outcome: Outcome, options: RuleOptions) -> Iterator[Finding]:
    """A file cannot be read.

    It may not be read, or vanished while the run went on, so nothing is known of it: the run ends with exit code 2.

    Bad (failure=permission denied):

        ---
        title: The harbour
        ---

    Good:

        ---
        title: The harbour
        ---
    """
    for failure in outcome.failures:
        if failure.kind == "unreadable":
            yield Finding(Span(0, 0), f"this file cannot be read: {failure.reason}")
