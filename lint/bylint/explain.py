"""A rule's page, from its docstring and its options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.options import fields_of, model_of
from bylint.registry import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bylint.config import Configuration, Settings
    from bylint.rule import Rule


def state(rule: Rule) -> str:
    """What a rule weighs, and whether it runs without being asked: `warning`, `info, off`, `error, preview`."""
    parts = [rule.severity, *(["preview"] if rule.preview else []), *([] if rule.default else ["off"])]
    return ", ".join(parts)


def here(rule: Rule, configuration: Configuration) -> str:
    """What a configuration says of a rule: `error, tolerance = 0.5`; empty where it says nothing.

    The whole configuration first, then each section that says something else.
    """
    from bylint.config import Settings

    base = configuration.base.over(Settings())
    told = _told(rule, base, Settings(), preview=configuration.preview)
    parts = [told] if told else []
    for section in configuration.sections:
        settings = section.layer.over(base)
        if own := _told(rule, settings, base, preview=configuration.preview):
            parts.append(f"in {', '.join(section.globs)}: {own}")
    return "; ".join(parts)


def _told(rule: Rule, settings: Settings, below: Settings, *, preview: bool) -> str:
    """What settings change of a rule."""
    weight = settings.severity_of(rule.id) or rule.severity
    parts: list[str] = [weight] if weight != (below.severity_of(rule.id) or rule.severity) else []
    is_on, was_on = (
        each.selects(rule.id, default=rule.default) and (not rule.preview or asks or each.names(rule.id))
        for each, asks in ((settings, preview), (below, False))
    )
    parts += [] if is_on == was_on else ["on" if is_on else "off"]
    before = below.rules.get(rule.id, {})
    for name, value in settings.rules.get(rule.id, {}).items():
        if name not in before or before[name] != value:
            parts.append(f"{name.replace('_', '-')} = {value!r}")
    return ", ".join(parts)


def page(rule: Rule, here: str = "") -> str:
    """The page as plain text: name, what it weighs, documentation, options, former names.

    `here` is what the configuration at hand says of the rule.
    """
    facts: list[str] = [rule.severity]
    facts += ["preview: off unless `preview = true`"] if rule.preview else []
    facts += [] if rule.default else ["off until selected"]
    weight = ", ".join(facts)
    fix = {"safe": "offers a fix", "suggested": "suggests a fix", None: "offers no fix"}[rule.fixable]
    parts = [f"{rule.id} ({weight}; {fix})" + (f"\nhere: {here}" if here else "")]
    parts.append(rule.documentation or "There is no docstring, which would be the rule's page.")
    if rule.needs == "archive":
        parts.append(
            "Compares the posts of an archive: of all folders that are checked, or of the project's facts store."
        )
    if options := _options(rule):
        parts.append(f'Options, in [rules."{rule.id}"]:\n\n{options}')
    if rule.aliases:
        parts.append(f"Formerly {', '.join(rule.aliases)}.")
    return "\n\n".join(parts)


def _options(rule: Rule) -> str:
    lines = []
    for name, info in fields_of(rule.options).items():
        described = f": {info.description}" if info.description else ""
        lines.append(f"    {name.replace('_', '-')} = {info.get_default(call_default_factory=True)!r}{described}")
    return "\n".join(lines)


def options_schema(rule: Rule, reference: str = "#/$defs/{model}") -> dict[str, Any]:
    """The JSON Schema of a rule's options. Raises RuleError where they have none."""
    try:
        return model_of(rule.options).model_json_schema(by_alias=True, ref_template=reference)
    except Exception as error:  # options are a plugin's own code
        raise RuleError(
            f"the options of the rule {rule.id} have no JSON Schema: {type(error).__name__}: {str(error)[:200]}"
        ) from error


def table(rules: Iterable[Rule]) -> str:
    """The rules as a Markdown table: name, severity, whether it offers fixes, what it finds."""
    lines = ["| rule | severity | fix | what it finds |", "|---|---|---|---|"]
    lines += [f"| `{rule.id}` | {state(rule)} | {rule.fixable or ''} | {rule.summary} |" for rule in rules]
    return "\n".join(lines) + "\n"
