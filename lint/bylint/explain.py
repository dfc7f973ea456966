"""A rule's page, from its docstring and its options."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bylint.rule import Rule


def page(rule: Rule) -> str:
    """The page as plain text: name, what it weighs, documentation, options."""
    state = rule.severity if rule.default else f"{rule.severity}, off until selected"
    fix = {"safe": "offers a fix", "suggested": "suggests a fix", None: "offers no fix"}[rule.fixable]
    parts = [f"{rule.id} ({state}; {fix})", rule.documentation]
    if options := _options(rule):
        parts.append(f'Options, in [rules."{rule.id}"]:\n\n{options}')
    return "\n\n".join(parts)


def _options(rule: Rule) -> str:
    lines = []
    for name, info in rule.options.model_fields.items():
        described = f": {info.description}" if info.description else ""
        lines.append(f"    {name.replace('_', '-')} = {info.get_default(call_default_factory=True)!r}{described}")
    return "\n".join(lines)


def table(rules: Iterable[Rule]) -> str:
    """The rules as a Markdown table: name, severity, whether it offers fixes, what it finds."""
    lines = ["| rule | severity | fix | what it finds |", "|---|---|---|---|"]
    for rule in rules:
        state = rule.severity if rule.default else f"{rule.severity}, off"
        lines.append(f"| `{rule.id}` | {state} | {rule.fixable or ''} | {rule.summary} |")
    return "\n".join(lines) + "\n"
