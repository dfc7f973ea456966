"""`bylint test-rules`: the examples of rules, run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bylint.cli.ending import fail, prints_aside, told, working_directory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.config import Configuration
    from bylint.rule import Rule


@click.command("test-rules")
@click.argument("rules", nargs=-1, metavar="[RULE|PATH]...")
def test_rules_command(rules: tuple[str, ...]) -> None:
    """Run the examples of rules.

    They stand in the rules' documentation. Name rules or groups, installed or of `local-rules`, or give files or
    folders of rules; without any, all of `local-rules` are tested.

    Exit code 0: all hold. 1: one does not. 2: a rule cannot be loaded.
    """
    from bylint.library import load_configuration
    from bylint.watchdog import watch

    with told(), prints_aside():
        configuration = load_configuration(working_directory())
        found = {rule.id: rule for rule in _find(rules, configuration)}
    if not found:
        fail("no rules were found: name a rule, or a folder that holds GROUP/RULE.py, or set `local-rules`")
    with watch(configuration.max_rule_seconds):
        held = [_holds(each, configuration.max_rule_seconds) for each in found.values()]
    if not all(held):
        sys.exit(1)


def _find(names: tuple[str, ...], configuration: Configuration) -> Iterator[Rule]:
    """The rules that are meant. A path that is there comes before a rule's name."""
    from bylint.registry import load_registry
    from bylint.testing import load_rules

    if not names:
        yield from load_rules(*configuration.local_rules)
    for name in names:
        if Path(name).exists():
            yield from load_rules(name)
            continue
        registry = load_registry(configuration.local_rules)
        if not registry.knows(name):
            fail(f"there is no file or folder {name}, and no rule or group of that name{registry.suggest(name)}")
        yield from (registry[each] for each in sorted(registry.expand([name])))


def _holds(rule: Rule, max_rule_seconds: float) -> bool:
    """Run one rule's examples and say what came of it."""
    from bylint.report.text import safe
    from bylint.testing import check_rule, examples

    try:
        with prints_aside():
            check_rule(rule, max_rule_seconds=max_rule_seconds)
    except AssertionError as error:
        first, *more = str(error).splitlines() or ["does not hold"]
        click.echo(safe(f"{rule.id}: FAILED: {first.removeprefix(f'{rule.id}: ')}"))
        for line in more:
            click.echo(f"    {safe(line)}")
        return False
    except Exception as error:  # noqa: BLE001  # the code of anybody's rule
        click.echo(safe(f"{rule.id}: FAILED: {type(error).__name__}: {error}"))
        return False
    count = len(examples(rule))
    said = "what `facts` keep of its examples is sound" if rule.needs == "archive" else f"{count} examples hold"
    click.echo(f"{rule.id}: {said}")
    return True
