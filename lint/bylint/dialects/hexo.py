"""Hexo: https://hexo.io/docs/front-matter and https://hexo.io/docs/configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.dialects.base import (
    NO_SETTINGS,
    Dialect,
    PathFacts,
    SiteFile,
    SiteSettings,
    folder_of,
    text_of,
    texts_of,
)
from bylint.dialects.paths import read_dated_path

if TYPE_CHECKING:
    from collections.abc import Mapping

# "Settings & their default values"; singular `category` and `tag` are read where the plurals are absent. An author
# and images are what the common themes read; hexo-generator-alias reads alias.
_ALIASES = {
    "title": ("title",),
    "authors": ("author", "authors"),
    "date": ("date",),
    "updated": ("updated",),
    "expires": (),
    "draft": ("draft",),
    "excerpt": ("excerpt",),
    "description": ("description",),
    "summary": ("summary",),
    "slug": ("slug",),
    "url": ("permalink",),
    "aliases": ("alias", "aliases"),
    "canonical_url": ("canonical_url", "canonical"),
    "categories": ("categories", "category"),
    "tags": ("tags", "tag"),
    "series": ("series",),
    "images": ("cover", "image", "photos", "banner", "thumbnail", "images"),
    "language": ("lang", "language"),
    "layout": ("layout",),
}

# "Configuration": names that `hexo init` writes and that Jekyll's `_config.yml` does not have.
KEYS = frozenset(
    """
    archive_dir category_dir code_dir default_category default_layout external_link filename_case i18n_dir
    new_post_name pagination_dir post_asset_folder public_dir render_drafts skip_render source_dir tag_dir
    updated_option
    """.split(),  # as in the other dialects
)


def looks_like_hexo(settings: Mapping[str, Any]) -> bool:
    """Tell Hexo's `_config.yml` from Jekyll's."""
    return not KEYS.isdisjoint(settings)


def read_path(path: str, settings: SiteSettings = NO_SETTINGS) -> PathFacts:
    """Read `source/_posts/2020-01-02-title.md`. The day is no part of the slug if `new_post_name` has `:year`."""
    content = (*settings.content, *HEXO.content)
    return read_dated_path(path, settings, content=content, keeps_day=not settings.filename_date)


def read_settings(settings: Mapping[str, Any]) -> SiteSettings:
    """Read `_config.yml`. Of several languages the first is the default one."""
    source = folder_of(settings.get("source_dir")) or "source"
    languages = tuple(text for text in texts_of(settings.get("language")) if text != "default")
    return SiteSettings(
        title=text_of(settings.get("title")),
        base_url=text_of(settings.get("url")),
        language=languages[0] if languages else None,
        languages=languages,
        time_zone=text_of(settings.get("timezone")),
        content=(f"{source}/_posts", f"{source}/_drafts"),
        output=folder_of(settings.get("public_dir")),
        static=(source, *(each for each in HEXO.static if "*" in each)) if source != "source" else (),
        filename_date=":year" in (text_of(settings.get("new_post_name")) or ""),
        permalinks=(("posts", permalink),) if (permalink := text_of(settings.get("permalink"))) else (),
        addressing={"new_post_name": text_of(settings.get("new_post_name"))},
        author=settings.get("author"),
        registries=tuple(f"{source}/_data/{name}" for name in _REGISTRIES) if source != "source" else (),
    )


def _has_hierarchies(value: object) -> bool:
    """`[[Sports, Baseball], News]`: a list within the list is one category within another."""
    return isinstance(value, list) and all(
        isinstance(item, str | int | float) or (isinstance(item, list) and all(isinstance(x, str | int) for x in item))
        for item in value
    )


_REGISTRIES = ("authors.*", "author.*", "authors/*", "people.*")

HEXO = Dialect(
    "hexo",
    "Hexo",
    aliases=_ALIASES,
    yaml="1.2",  # hexo-front-matter reads with js-yaml 4
    read_path=read_path,
    read_settings=read_settings,
    negations={"published": "draft"},
    draft_folders=frozenset({"_drafts"}),
    boolean_keys=frozenset({"draft", "published", "comments", "disableNunjucks"}),
    shapes={"categories": _has_hierarchies},
    unfenced={".md": "closed", ".markdown": "closed"},
    content=("source/_posts", "source/_drafts"),
    skipped=("public", "scaffolds", "themes"),
    passed_over=("_",),
    site_files=(SiteFile("_config.yml", looks_like_hexo),),
    static=("source", "themes/*/source"),
    # "Data files": source/_data/NAME.*
    registries=tuple(f"source/_data/{name}" for name in _REGISTRIES),
)
