"""Pelican: https://docs.getpelican.com/en/latest/content.html and https://docs.getpelican.com/en/latest/settings.html."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.dialects.base import NO_SETTINGS, Dialect, PathFacts, SiteFile, SiteSettings
from bylint.dialects.paths import read_dated_path

if TYPE_CHECKING:
    from collections.abc import Mapping

# "File metadata"; names are compared in lower case by all its readers. Images are what the common themes read.
_ALIASES = {
    "title": ("title",),
    "authors": ("authors", "author"),
    "date": ("date",),
    "updated": ("modified",),
    "expires": (),
    "draft": (),
    "excerpt": ("excerpt",),
    "description": ("description",),
    "summary": ("summary",),
    "slug": ("slug",),
    "url": ("url", "save_as"),
    "aliases": (),
    "canonical_url": ("canonical_url", "canonical"),
    "categories": ("category",),
    "tags": ("tags", "keywords"),
    "series": ("series",),
    "images": ("image", "cover", "featured_image", "thumbnail"),
    "language": ("lang",),
    "layout": ("template",),
}

_HEADER = dict.fromkeys((".md", ".markdown", ".mkd", ".mdown"), "header")


def read_path(path: str, settings: SiteSettings = NO_SETTINGS) -> PathFacts:
    """Read `content/CATEGORY/2020-01-02-title.md`: the folder that holds a post is its category.

    `FILENAME_METADATA` takes the day that leads a name; front matter comes before it. The slug is the title's.
    """
    facts = read_dated_path(path, settings, content=("content",), titled=True)
    folders = path.removeprefix("content/").split("/")[:-1]
    return facts._replace(section=folders[-1] if folders else None)


def read_settings(_settings: Mapping[str, Any]) -> SiteSettings:
    """The configuration is a program: nothing of it is known."""
    return NO_SETTINGS


PELICAN = Dialect(
    "pelican",
    "Pelican",
    aliases=_ALIASES,
    yaml="1.1",  # its own metadata are text; a plugin reads YAML between fences with PyYAML
    read_path=read_path,
    read_settings=read_settings,
    folds_keys=True,
    draft_words={"status": frozenset({"draft"})},
    boolean_keys=frozenset(),
    splits={"tags": (";", ",")},  # as authors: `ensure_metadata_list` in pelican/readers.py
    unfenced={**_HEADER, ".rst": "docinfo", ".html": "meta", ".htm": "meta"},
    content=("content",),
    skipped=("output", "themes", "theme", "plugins", "content/pages", "content/images", "content/extra"),
    static=("content",),
    site_files=(SiteFile("pelicanconf.py", data=False),),
    registries=("content/authors/[!_]*", "data/authors.*"),
    hides_author=True,  # "Settings": AUTHOR is the default author
)
