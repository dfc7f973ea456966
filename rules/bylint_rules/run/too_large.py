"""run/too-large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Span
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.engine import Outcome


@rule(severity="error", needs="engine")
def too_large(outcome: Outcome, options: RuleOptions) -> Iterator[Finding]:
    """A file is too large to be a post.

    It is not read, so that one stray export cannot exhaust the machine: the run ends with exit code 2. Exclude the file
    if it is no post.

    Bad (failure=53 MB):

        ---
        title: The harbour
        ---

    Good:

        ---
        title: The harbour
        ---
    """
    for failure in outcome.failures:
        if failure.kind == "too-large":
            yield Finding(Span(0, 0), f"this file is too large to be checked: {failure.reason}")
