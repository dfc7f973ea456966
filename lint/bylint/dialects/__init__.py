"""Dialects: how each generator writes front matter. A new one is a module with one value; its name is in `marks`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from bylint.dialects.base import (
    FIELDS,
    NO_SETTINGS,
    Defaults,
    Dialect,
    PathFacts,
    SiteFile,
    SiteSettings,
)
from bylint.dialects.marks import MARKS, NAMES

if TYPE_CHECKING:
    from bylint.dialects.astro import ASTRO
    from bylint.dialects.docusaurus import DOCUSAURUS
    from bylint.dialects.eleventy import ELEVENTY
    from bylint.dialects.generic import GENERIC
    from bylint.dialects.hexo import HEXO
    from bylint.dialects.hugo import HUGO
    from bylint.dialects.jekyll import JEKYLL
    from bylint.dialects.mkdocs import MKDOCS
    from bylint.dialects.pelican import PELICAN
    from bylint.dialects.zola import ZOLA


class _Dialects(Mapping[str, Dialect]):
    """The dialects by name. Each is imported when it is first asked for: a run needs one or two of them."""

    def __init__(self) -> None:
        self._loaded: dict[str, Dialect] = {}

    def __getitem__(self, name: str) -> Dialect:
        found = self._loaded.get(name)
        if found is None:
            if name not in NAMES:
                raise KeyError(name)
            found = self._loaded[name] = getattr(import_module(f"bylint.dialects.{name}"), name.upper())
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


DIALECTS: Mapping[str, Dialect] = _Dialects()
"""By name, in the order in which a folder's files are looked at; `generic` is the last."""


def dialect_named(name: str) -> Dialect:
    """The dialect of that name; KeyError if there is none."""
    return DIALECTS[name]


def __getattr__(name: str) -> Any:
    """A dialect by its constant's name."""
    if name.isupper() and name.lower() in NAMES:
        return DIALECTS[name.lower()]
    raise AttributeError(name)


__all__ = [
    "ASTRO",
    "DIALECTS",
    "DOCUSAURUS",
    "ELEVENTY",
    "FIELDS",
    "GENERIC",
    "HEXO",
    "HUGO",
    "JEKYLL",
    "MARKS",
    "MKDOCS",
    "NAMES",
    "NO_SETTINGS",
    "PELICAN",
    "ZOLA",
    "Defaults",
    "Dialect",
    "PathFacts",
    "SiteFile",
    "SiteSettings",
    "dialect_named",
]
