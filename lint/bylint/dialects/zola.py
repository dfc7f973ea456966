"""Zola: https://www.getzola.org/documentation/content/page/ and .../getting-started/configuration/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.dialects.base import (
    NO_SETTINGS,
    Dialect,
    PathFacts,
    SiteFile,
    SiteSettings,
    folder_of,
    mapping_of,
    text_of,
)
from bylint.dialects.paths import read_dated_path

if TYPE_CHECKING:
    from collections.abc import Mapping

# "Front matter": other keys stand under `taxonomies`, whose names are the site's, or under `extra`.
_ALIASES = {
    "title": ("title",),
    "authors": ("authors", "taxonomies.authors", "taxonomies.author", "extra.authors", "extra.author"),
    "date": ("date",),
    "updated": ("updated",),
    "expires": (),
    "draft": ("draft",),
    "excerpt": ("extra.excerpt",),
    "description": ("description",),
    "summary": ("extra.summary",),
    "slug": ("slug",),
    "url": ("path",),
    "aliases": ("aliases",),
    "canonical_url": ("extra.canonical_url", "extra.canonical"),
    "categories": ("taxonomies.categories", "taxonomies.category"),
    "tags": ("taxonomies.tags", "taxonomies.tag"),
    "series": ("taxonomies.series", "extra.series"),
    "images": ("extra.image", "extra.cover", "extra.images"),
    "language": ("extra.lang",),
    "layout": ("template",),
}

# "Configuration": `base_url` is the only required setting, and other programs have one too.
_KEYS = frozenset(
    """
    author build_search_index compile_sass default_language description exclude_paginated_pages_in_sitemap extra
    feed_filename feed_filenames feed_limit generate_feed generate_feeds generate_robots_txt generate_sitemap
    hard_link_static highlight_code ignored_content ignored_static languages link_checker markdown minify_html
    output_dir search slugify taxonomies taxonomy_root theme title translations
    """.split(),  # thirty names are read as prose, not as a list
)


def looks_like_zola(settings: Mapping[str, Any]) -> bool:
    """Tell a Zola `config.toml` from other programs' files: `base_url`, alone or beside settings of Zola's."""
    return "base_url" in settings and (len(settings) == 1 or not _KEYS.isdisjoint(settings))


def read_path(path: str, settings: SiteSettings = NO_SETTINGS) -> PathFacts:
    """Read `content/blog/2020-01-02-title.md`; the day is the date only where front matter has none.

    It is no part of the address, unless the site sets `slugify.paths_keep_dates`.
    """
    return read_dated_path(path, settings, content=("content",), keeps_day=settings.filename_date)


def read_settings(settings: Mapping[str, Any]) -> SiteSettings:
    """Read the site's `config.toml`."""
    language = text_of(settings.get("default_language"))
    languages = tuple(mapping_of(settings.get("languages")))
    return SiteSettings(
        title=text_of(settings.get("title")),
        base_url=text_of(settings.get("base_url")),
        language=language,
        languages=tuple(dict.fromkeys((*((language,) if language else ()), *languages))) if languages else (),
        output=folder_of(settings.get("output_dir")),
        filename_date=_slugify(settings).get("paths_keep_dates") is True,
        addressing={"paths": text_of(_slugify(settings).get("paths")) or "on"},
        author=settings.get("author"),
    )


def _slugify(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """How texts become parts of a path; in old versions a truth of its own, `slugify_paths`."""
    return mapping_of(settings.get("slugify"))


ZOLA = Dialect(
    "zola",
    "Zola",
    aliases=_ALIASES,
    yaml="1.2",  # front matter between `---` is read by serde_yaml, to which yes, no, on and off are text
    read_path=read_path,
    read_settings=read_settings,
    boolean_keys=frozenset({"draft", "render", "in_search_index"}),
    content=("content",),
    skipped=("public", "sass", "static", "templates", "themes"),
    site_files=(SiteFile("zola.toml", looks_like_zola), SiteFile("config.toml", looks_like_zola)),
    section_pages=frozenset({"_index"}),
    static=("static", "content", "themes/*/static"),
    registries=(
        "data/authors.*",
        "data/authors/*",
        "content/authors/[!_]*",
        "content/authors/*/index.md",
        "authors.toml",
    ),
)
