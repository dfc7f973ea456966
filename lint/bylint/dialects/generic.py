"""A post whose generator is not known: the keys that several share, read with a mild eye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.dialects.base import NO_SETTINGS, Dialect, PathFacts, SiteFile, SiteSettings, text_of
from bylint.dialects.paths import dated_folders, dated_name, split_language, split_suffix

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

# Marks of generators that have no dialect here yet. Programs are never run, and the rest is not read as settings.
_MARKS = (
    *(f"docusaurus.config.{suffix}" for suffix in ("js", "ts", "mjs", "cjs", "mts", "cts")),
    *(f"astro.config.{suffix}" for suffix in ("mjs", "ts", "js", "cjs", "mts")),
    *(f"eleventy.config.{suffix}" for suffix in ("js", "mjs", "cjs", "ts")),
    ".eleventy.js",
    *(f"gatsby-config.{suffix}" for suffix in ("js", "ts", "mjs")),
    "pelicanconf.py",
    "mkdocs.yml",  # may hold tags that name Python objects
)


def looks_like_zola(settings: Mapping[str, Any]) -> bool:
    """`base_url` is the one setting that Zola requires: https://www.getzola.org/documentation/getting-started/configuration/."""
    return "base_url" in settings


def looks_like_hexo(settings: Mapping[str, Any]) -> bool:
    """A `_config.yml` that reached the last dialect is no Jekyll's, so it is Hexo's."""
    return bool(settings)


def read_path(path: str, settings: SiteSettings = NO_SETTINGS) -> PathFacts:
    """Read a path relative to the site's root: a day that leads the name, folders of dates, `name.fr.md`."""
    *folders, name = path.split("/")
    stem, language = split_language(split_suffix(name), settings.languages)
    section = folders[0] if folders else None
    if stem in {"index", "_index"} and folders:
        stem = folders.pop()
    named, parents = dated_name(stem), dated_folders(folders)
    slug = (named.rest if named else stem) or None
    return PathFacts(
        date=named.day if named else parents.day,
        date_text=named.text if named else parents.text,
        year=parents.year,
        month=parents.month,
        slug=slug,
        segment=slug,
        language=language or settings.language,
        section=section,
    )


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
    name="generic",
    title="no known generator",
    aliases=_ALIASES,
    yaml="1.2",  # most generators that are not known here read YAML with JavaScript: what 1.2 loses, all lose
    read_path=read_path,
    read_settings=read_settings,
    folds_keys=True,
    negations={"published": "draft"},
    skipped=("_site", ".docusaurus"),
    site_files=(
        *(SiteFile(mark, data=False) for mark in _MARKS),
        SiteFile("config.toml", looks_like_zola),
        SiteFile("zola.toml", looks_like_zola),
        SiteFile("_config.yml", looks_like_hexo),
    ),
    section_pages=frozenset({"_index"}),
    list_pages=frozenset({"index"}),
    # Docusaurus keeps authors.yml beside the posts, Material for MkDocs .authors.yml in the blog's folder.
    registries=(
        "authors.yml",
        "authors.yaml",
        ".authors.yml",
        "_data/authors.*",
        "data/authors.*",
        "blog/authors.yml",
        "blog/.authors.yml",
        "docs/.authors.yml",
        "docs/blog/.authors.yml",
    ),
)
