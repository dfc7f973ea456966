"""bylint, an editorial metadata linter: finds front matter that is invalid, and front matter that is not true.

    import bylint

    for checked in bylint.check_paths(["content/posts"]):
        for found in checked.diagnostics:
            print(found.path, found.range.start.line, found.rule, found.message)

`check_text` and `check_paths` are what the command line runs; a `Checked` is one file's result and holds `Diagnostic`s.
Names are imported when they are used, so that `import bylint` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bylint.arrow import ArrowCheck, check_arrow
    from bylint.checked import Checked
    from bylint.config import Configuration, ConfigurationError
    from bylint.diagnostic import Diagnostic, Place, PlacedEdit, PlacedFix, Position, Range, Severity, Span
    from bylint.discover import UsageError
    from bylint.library import check_paths, check_text, load_configuration
    from bylint.overview.holding import ReportError
    from bylint.overview.report import Report
    from bylint.registry import RuleError
    from bylint.remote import RemoteError

__version__ = "0.1.0"

_MODULES = {
    "bylint.arrow": ("ArrowCheck", "check_arrow"),
    "bylint.config": ("Configuration", "ConfigurationError"),
    "bylint.diagnostic": (
        "Diagnostic",
        "Place",
        "PlacedEdit",
        "PlacedFix",
        "Position",
        "Range",
        "Severity",
        "Span",
    ),
    "bylint.discover": ("UsageError",),
    "bylint.checked": ("Checked",),
    "bylint.library": ("check_paths", "check_text", "load_configuration"),
    "bylint.overview.holding": ("ReportError",),
    "bylint.overview.report": ("Report",),
    "bylint.registry": ("RuleError",),
    "bylint.remote": ("RemoteError",),
}

__all__ = [
    "ArrowCheck",
    "Checked",
    "Configuration",
    "ConfigurationError",
    "Diagnostic",
    "Place",
    "PlacedEdit",
    "PlacedFix",
    "Position",
    "Range",
    "RemoteError",
    "Report",
    "ReportError",
    "RuleError",
    "Severity",
    "Span",
    "UsageError",
    "check_arrow",
    "check_paths",
    "check_text",
    "load_configuration",
]


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            from importlib import import_module

            found = globals()[name] = getattr(import_module(module), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
