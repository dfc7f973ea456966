"""Which files tell of which generator: all that is read of the dialects in a project that has no site file."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA_SUFFIXES = ("toml", "yaml", "yml", "json")
SCRIPT_SUFFIXES = ("js", "mjs", "cjs", "ts", "mts", "cts")

NAMES = ("hugo", "zola", "jekyll", "hexo", "docusaurus", "astro", "eleventy", "mkdocs", "pelican", "generic")
"""The dialects, in the order in which they claim a folder that several could be the generator of."""

MARKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{f"{stem}.{suffix}": ("hugo",) for stem in ("hugo", "config") for suffix in DATA_SUFFIXES},
        "config": ("hugo",),
        "config.toml": ("hugo", "zola"),
        "zola.toml": ("zola",),
        "_config.yml": ("jekyll", "hexo"),
        "_config.yaml": ("jekyll",),
        "_config.toml": ("jekyll",),
        **{
            f"{name}.config.{suffix}": (name,)
            for name in ("docusaurus", "astro", "eleventy")
            for suffix in SCRIPT_SUFFIXES
        },
        ".eleventy.js": ("eleventy",),
        "mkdocs.yml": ("mkdocs",),
        "mkdocs.yaml": ("mkdocs",),
        "pelicanconf.py": ("pelican",),
        **{f"gatsby-config.{suffix}": ("generic",) for suffix in SCRIPT_SUFFIXES},
    }
)
"""The first part of a site file's path, and the dialects that it may be of. A dialect's `site_files` say more."""
