"""What the rules about dates say of a post, and a text for its body."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bylint.registry import load_registry
from bylint.testing import check

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic

RULES = [rule for rule in load_registry() if rule.group == "date"]

PROSE = (
    "\n\nThe keeper of the lighthouse had seen many winters, and this one began like all the others. Boats came in late, "
    "and the harbour master counted them twice. Nobody asked why the lamp burned green that week."
)


def said(front_matter: str, body: str, **parameters: object) -> list[str]:
    """What the rules of the group say of a post."""
    text = f"---\n{front_matter}\n---\n{body}\n"
    parameters.setdefault("today", date(2030, 1, 1))
    found: list[Diagnostic] = []
    for rule in RULES:
        found += check(rule, text, parameters=parameters)
    return [f"{each.rule}: {each.message}" for each in found]
