"""The formats by their names. Each is imported only when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bylint.report import Report, Setting

_MODULES = {
    "text": "text",
    "concise": "concise",
    "json": "json_format",
    "jsonl": "json_lines",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "checkstyle": "checkstyle",
    "rdjson": "rdjson",
    "markdown": "markdown",
}
"""Where each format is: in a module below this package, as the class `open`ed there."""

FORMATS = tuple(_MODULES)
KEPT = frozenset({"text", "concise", "json", "jsonl"})
"""Those whose reports are kept for a run that has nothing to do. What is kept may be anybody's, so it is looked through
for what steers a terminal or a CI job; the others are made of just that, or of another's markup."""


def open_report(name: str, setting: Setting) -> Report:
    """A report in the format of this name. Raises KeyError for another."""
    module = import_module(f"bylint.report.{_MODULES[name]}")
    report: Report = module.open_report(setting)
    return report


def suggest(name: str) -> str:
    """A "did you mean" for a name that is no format; a period where nothing is near."""
    from difflib import get_close_matches  # wanted only when a name is wrong

    near = get_close_matches(name.lower(), FORMATS, n=1, cutoff=0.5)
    return f'; did you mean "{near[0]}"?' if near else "."
