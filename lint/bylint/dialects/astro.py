"""Astro: https://docs.astro.build/en/guides/content-collections/ and https://docs.astro.build/en/guides/markdown-content/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.dialects.base import NO_SETTINGS, Dialect, PathFacts, SiteFile, SiteSettings
from bylint.dialects.marks import SCRIPT_SUFFIXES
from bylint.dialects.paths import read_dated_path

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONTENT = ("src/content", "src/blog", "src/data", "src/pages")

# A site's own schema names the keys. These are what the starter `blog`, the tutorial and the common themes declare.
_ALIASES = {
    "title": ("title",),
    "authors": ("author", "authors"),
    "date": ("pubDate", "date", "pubDatetime", "publishDate", "publishedDate", "published", "publishedAt"),
    "updated": ("updatedDate", "updated", "modDatetime", "lastUpdated", "updatedAt", "lastmod"),
    "expires": ("expiryDate", "expires"),
    "draft": ("draft", "isDraft"),
    "excerpt": ("excerpt",),
    "description": ("description",),
    "summary": ("summary",),
    "slug": ("slug",),
    "url": ("permalink", "url"),
    "aliases": ("aliases", "redirect_from"),
    "canonical_url": ("canonicalURL", "canonical", "canonicalUrl"),
    "categories": ("categories", "category"),
    "tags": ("tags", "tag"),
    "series": ("series",),
    "images": ("heroImage", "image", "cover", "ogImage", "coverImage", "thumbnail", "images"),
    "language": ("lang", "language", "locale"),
    "layout": ("layout",),
}


def read_path(path: str, settings: SiteSettings = NO_SETTINGS) -> PathFacts:
    """Read `src/content/blog/2020-01-02-title.md`, whose collection is `blog`. The address keeps the day."""
    return read_dated_path(path, settings, content=_CONTENT, keeps_day=True)


def read_settings(_settings: Mapping[str, Any]) -> SiteSettings:
    """The configuration is a program: nothing of it is known."""
    return NO_SETTINGS


ASTRO = Dialect(
    "astro",
    "Astro",
    aliases=_ALIASES,
    yaml="1.2",  # js-yaml 4, in newer versions the package yaml: both read 1.2
    read_path=read_path,
    read_settings=read_settings,
    negations={"published": "draft"},
    content=_CONTENT,
    skipped=("dist", "public", ".astro"),
    passed_over=("_",),
    static=("public",),
    site_files=tuple(SiteFile(f"astro.config.{suffix}", data=False) for suffix in SCRIPT_SUFFIXES),
    registries=(
        *(
            f"src/{where}{name}/{page}"
            for where in ("content/", "data/", "")
            for name in ("authors", "author", "people", "team")
            for page in ("*", "*/index.*")
        ),
        "src/content/authors.*",
        "src/data/authors.*",
    ),
)
