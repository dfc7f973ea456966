"""Dialects: how each generator writes front matter. A new one is a module with one value, listed here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bylint.dialects.base import (
    FIELDS,
    NO_SETTINGS,
    Defaults,
    Dialect,
    PathFacts,
    SiteFile,
    SiteSettings,
)
from bylint.dialects.generic import GENERIC
from bylint.dialects.hugo import HUGO
from bylint.dialects.jekyll import JEKYLL

if TYPE_CHECKING:
    from collections.abc import Mapping

DIALECTS: Mapping[str, Dialect] = MappingProxyType({known.name: known for known in (HUGO, JEKYLL, GENERIC)})
"""By name, in the order in which a folder's files are looked at; `generic` is the last."""


def dialect_named(name: str) -> Dialect:
    """The dialect of that name; KeyError if there is none."""
    return DIALECTS[name]


__all__ = [
    "DIALECTS",
    "FIELDS",
    "GENERIC",
    "HUGO",
    "JEKYLL",
    "NO_SETTINGS",
    "Defaults",
    "Dialect",
    "PathFacts",
    "SiteFile",
    "SiteSettings",
    "dialect_named",
]
