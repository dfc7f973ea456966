"""What kept the run from doing its job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bylint.diagnostic import Finding, Position
from bylint.engine import Active, Engine, Failure, Plan
from bylint.registry import load_registry
from bylint.rule import Rule, RuleOptions
from bylint.source import Source
from bylint.testing import check_rule, make_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

REGISTRY = load_registry()
GROUP = [name for name in REGISTRY.ids if name.startswith("run/")]
RULES = tuple(Active(REGISTRY[name], REGISTRY[name].options()) for name in GROUP)


@pytest.mark.parametrize("name", GROUP)
def test_the_examples_hold(name: str) -> None:
    """Bad reports exactly what is marked, Good is silent."""
    check_rule(REGISTRY[name])


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("unreadable", "this file cannot be read: it vanished"),
        ("too-large", "this file is too large to be checked: it vanished"),
        ("internal-error", "it vanished"),
    ],
)
def test_each_failure_has_its_rule(kind: str, message: str) -> None:
    """Exactly one of the rules speaks, at the start of the file."""
    failed = Engine(REGISTRY).fail("a.md", "a.md", Failure(kind, "it vanished"), Plan(RULES))  # type: ignore[arg-type]
    (found,) = failed.diagnostics
    assert (found.rule, found.message, found.severity) == (f"run/{kind}", message, "error")
    assert found.range.start == Position(1, 1)
    assert failed.failed


def test_a_rule_that_raises_is_named_and_the_others_speak() -> None:
    """The post is checked by the rest."""

    def broken(post: Post, _options: RuleOptions) -> Iterator[Finding]:
        """It raises."""
        raise KeyError(post.path)
        yield

    rule = Rule("site/broken", broken, RuleOptions, "error", default=True, needs="metadata", aliases=())
    trap = REGISTRY["frontmatter/yaml-trap"]
    plan = Plan((*RULES, Active(rule, RuleOptions()), Active(trap, trap.options())))
    checked = Engine(REGISTRY).check(Source("a.md", "---\ntitle: 1.10\n---\n"), make_site({}), plan, root_path="a.md")
    assert [d.rule for d in checked.diagnostics] == ["run/internal-error", "frontmatter/yaml-trap"]
    assert "site/broken raised KeyError" in checked.diagnostics[0].message
    assert checked.failed
