"""A post whose generator is not known: the keys that several share, read with a mild eye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.dialects.base import NO_SETTINGS, Dialect, PathFacts, SiteFile, SiteSettings, text_of
from bylint.dialects.marks import SCRIPT_SUFFIXES
from bylint.dialects.paths import read_dated_path

if TYPE_CHECKING:
    from collections.abc import Mapping

# The union of what the known generators and the exporters of WordPress, Drupal and Blogger write, likeliest first.
_ALIASES = {
    "title": ("title", "headline"),
    "authors": ("author", "authors", "byline"),
    "date": ("date", "publishdate", "pubdate", "published", "published_at", "publish_date", "date_published"),
    "updated": ("updated", "lastmod", "last_modified_at", "modified", "last_update", "updated_at", "updateddate"),
    "expires": ("expires", "expirydate", "unpublishdate", "expiry_date"),
    "draft": ("draft",),
    "excerpt": ("excerpt", "intro", "teaser"),
    "description": ("description",),
    "summary": ("summary",),
    "slug": ("slug",),
    "url": ("url", "permalink"),
    "aliases": ("aliases", "alias", "redirect_from"),
    "canonical_url": ("canonical_url", "canonicalurl", "canonical"),
    "categories": ("categories", "category"),
    "tags": ("tags", "tag", "keywords"),
    "series": ("series",),
    "images": ("image", "images", "cover", "thumbnail", "featured_image"),
    "language": ("lang", "language", "locale"),
    "layout": ("layout", "template"),
}


def read_path(path: str, settings: SiteSettings = NO_SETTINGS) -> PathFacts:
    """Read a path relative to the site's root: a day that leads the name, folders of dates, `name.fr.md`."""
    return read_dated_path(path, settings, any_language=True)


def read_settings(settings: Mapping[str, Any]) -> SiteSettings:
    """Read what most configurations call alike."""
    language = text_of(settings.get("default_language")) or text_of(settings.get("language"))
    return SiteSettings(
        title=text_of(settings.get("title")) or text_of(settings.get("site_name")),
        base_url=text_of(settings.get("base_url")) or text_of(settings.get("site_url")) or text_of(settings.get("url")),
        language=language,
        time_zone=text_of(settings.get("timezone")),
    )


GENERIC = Dialect(
    "generic",
    "no known generator",
    aliases=_ALIASES,
    yaml="1.2",  # most generators that are not known here read YAML with JavaScript: what 1.2 loses, all lose
    read_path=read_path,
    read_settings=read_settings,
    folds_keys=True,
    negations={"published": "draft"},
    splits={"tags": (",",), "tag": (",",), "keywords": (",",)},  # where nothing is known, most sites' templates do so
    skipped=("_site",),
    # Gatsby has no dialect of its own: what its keys mean is in a program. That it is a site is worth knowing.
    site_files=tuple(SiteFile(f"gatsby-config.{suffix}", data=False) for suffix in SCRIPT_SUFFIXES),
    section_pages=frozenset({"_index"}),
    list_pages=frozenset({"index"}),
    static=("static", "public", ""),
    registries=(
        "authors.yml",
        "authors.yaml",
        "authors.json",
        "authors.toml",
        ".authors.yml",
        "_data/authors.*",
        "_data/author/*",
        "data/authors.*",
        "data/author/*",
        "data/authors/*",
        "blog/authors.yml",
        "blog/.authors.yml",
        "docs/.authors.yml",
        "docs/blog/.authors.yml",
        "content/authors/[!_]*",
        "src/people/*",
    ),
)
