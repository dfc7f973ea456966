"""`bylint rules` and `bylint explain`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bylint.cli.ending import prints_aside, told, working_directory

if TYPE_CHECKING:
    from bylint.config import Configuration
    from bylint.registry import Registry
    from bylint.rule import Rule


@click.command("rules")
@click.option("--output-format", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("--pages", type=click.Path(file_okay=False, path_type=Path), help="Write a page for each rule there.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration.")
@click.option("--isolated", is_flag=True, help="Read no configuration of the project, and run none of its code.")
def rules_command(output_format: str, pages: Path | None, config: Path | None, *, isolated: bool) -> None:
    """List every rule.

    With its severity, whether it is on by default, and whether it offers fixes. With --pages, write a folder of
    Markdown: an index by group, and a page for each rule.
    """
    from bylint.explain import here, state, table

    with told():
        registry, configuration = _registry(config, isolated=isolated)
    if pages is not None:
        from bylint import rule_pages

        made = rule_pages.pages(registry)
        rule_pages.write_pages(made, pages)
        click.echo(f"{len(made)} pages written to {pages}")
        return
    if output_format == "json":
        import json

        with told():
            facts = [_facts(rule) for rule in registry]
        click.echo(json.dumps(facts, indent=2))
        return
    if output_format == "markdown":
        click.echo(table(registry), nl=False)
        return
    from bylint.report.text import safe

    width = max(len(name) for name in registry.ids)
    for rule in registry:
        fix = {"safe": "fix", "suggested": "suggests", None: ""}[rule.fixable]
        said = here(rule, configuration)
        more = f"  (here: {said})" if said else ""
        click.echo(safe(f"{rule.id:<{width}}  {state(rule):<16}  {fix:<8}  {rule.summary}{more}"))


@click.command("explain")
@click.argument("rule")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration.")
@click.option("--isolated", is_flag=True, help="Read no configuration of the project, and run none of its code.")
def explain_command(rule: str, config: Path | None, *, isolated: bool) -> None:
    """Show a rule's page.

    What is wrong, why it hurts, examples, options. The name of a group lists its rules.
    """
    from bylint.explain import here, page
    from bylint.report.text import safe

    with told():
        registry, configuration = _registry(config, isolated=isolated)
        names = sorted(registry.expand([rule]))
    if rule in registry.groups:
        for name in names:
            click.echo(f"{name}: {registry[name].summary}")
        return
    click.echo("\n\n".join(page(registry[name], safe(here(registry[name], configuration))) for name in names))


def _registry(config: Path | None, *, isolated: bool) -> tuple[Registry, Configuration]:
    """The rules that there are, all of them loaded, and the configuration under the names that they have now."""
    from bylint.library import load_configuration
    from bylint.registry import load_registry

    configuration = load_configuration(working_directory(), file=config, isolated=isolated)
    registry = load_registry(configuration.local_rules)
    with prints_aside():
        registry.check_former_names()
    return registry, configuration.renamed(registry.former_names)


def _facts(rule: Rule) -> dict[str, Any]:
    from bylint.explain import options_schema

    return {
        "id": rule.id,
        "group": rule.group,
        "severity": rule.severity,
        "default": rule.default,
        "preview": rule.preview,
        "archive": rule.needs == "archive",
        "former_names": list(rule.aliases),
        "fix": rule.fixable,
        "summary": rule.summary,
        "options": options_schema(rule).get("properties", {}),
        "documentation": rule.documentation,
    }
