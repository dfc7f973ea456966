"""What a rule is: a documented generator function with options, bound by a decorator.

The function's module gives the rule its name: `…/author/contradicts_byline.py` holds `author/contradicts-byline`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from bylint.diagnostic import Finding, Severity

Needs = Literal["metadata", "document", "engine"]
"""What a rule looks at: metadata that could be read, any document, or what came of the engine's work on it."""


class RuleOptions(BaseModel):
    """What a rule's options derive from. Kebab-case keys of a configuration are the options' names."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,
        populate_by_name=True,
        alias_generator=lambda name: name.replace("_", "-"),
    )


Check = Callable[[Any, Any], "Iterator[Finding]"]


class Rule(NamedTuple):
    """A rule as the registry knows it. `default` is False for rules that are off until asked for."""

    id: str
    check: Check
    options: type[RuleOptions]
    severity: Severity
    default: bool
    needs: Needs
    aliases: tuple[str, ...]

    @property
    def group(self) -> str:
        """The part of the name before the slash."""
        return self.id.partition("/")[0]

    @property
    def summary(self) -> str:
        """The first paragraph of the documentation, on one line."""
        return " ".join(self.documentation.partition("\n\n")[0].split())

    @property
    def documentation(self) -> str:
        """The rule's page: the docstring of its function."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def fixable(self) -> Literal["safe", "suggested"] | None:
        """Whether it offers fixes, as its page's example says."""
        for line in self.documentation.splitlines():
            if line.startswith("Fixed"):
                return "suggested" if "suggested" in line else "safe"
        return None


def rule(
    options: type[RuleOptions] = RuleOptions,
    *,
    severity: Severity,
    default: bool = True,
    needs: Needs = "metadata",
    aliases: tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Make a generator function a rule.

    `options` is its pydantic class, `severity` what a finding weighs unless it or the configuration says otherwise,
    `default=False` keeps it off until it is selected, and `aliases` are names that it had before.
    """

    def bind(check: Check) -> Rule:
        group = check.__module__.split(".")[-2] if "." in check.__module__ else ""
        name = check.__name__.strip("_").replace("_", "-")
        return Rule(f"{group}/{name}".replace("_", "-"), check, options, severity, default, needs, aliases)

    return bind
