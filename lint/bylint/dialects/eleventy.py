"""Eleventy: https://www.11ty.dev/docs/data-configuration/, .../docs/dates/ and .../docs/data-template-dir/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.dialects.base import (
    NO_SETTINGS,
    Defaults,
    Dialect,
    FolderFiles,
    PathFacts,
    SiteFile,
    SiteSettings,
    mapping_of,
    text_of,
)
from bylint.dialects.marks import SCRIPT_SUFFIXES
from bylint.dialects.paths import read_dated_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# "Configure your templates" names date, layout, permalink and tags; `draft` is the documentation's example of a
# preprocessor. The others are custom data, as the starter `eleventy-base-blog` and the common plugins read them.
_ALIASES = {
    "title": ("title",),
    "authors": ("author", "authors"),
    "date": ("date",),
    "updated": ("updated", "lastmod", "modified", "last_modified_at", "dateModified"),
    "expires": ("expires",),
    "draft": ("draft",),
    "excerpt": ("excerpt",),
    "description": ("description",),
    "summary": ("summary",),
    "slug": ("slug",),
    "url": ("permalink",),
    "aliases": ("redirect_from", "aliases"),
    "canonical_url": ("canonical_url", "canonicalUrl", "canonical"),
    "categories": ("categories", "category"),
    "tags": ("tags",),
    "series": ("series",),
    "images": ("image", "images", "thumbnail", "cover", "hero"),
    "language": ("lang", "language", "locale"),
    "layout": ("layout",),
}

_INPUTS = ("", "src/", "content/")  # the input folder is set in a program; these are the customary ones


def read_path(path: str, settings: SiteSettings = NO_SETTINGS) -> PathFacts:
    """Read `posts/2020-01-02-title.md`. "Content dates": a day in the path is the date only where `date` is absent."""
    return read_dated_path(path, settings, content=("src", "content", "src/content"))


def read_settings(settings: Mapping[str, Any]) -> SiteSettings:
    """What `_data/metadata.json` or `_data/site.json` say of the site, as the starter has it."""
    for name in ("metadata", "site"):
        said = mapping_of(settings.get(name))
        if said:
            return SiteSettings(
                title=text_of(said.get("title")) or text_of(said.get("name")),
                base_url=text_of(said.get("url")) or text_of(said.get("base")),
                language=text_of(said.get("language")) or text_of(said.get("lang")),
                author=said.get("author"),
                author_steps=(name, "author"),
            )
    return NO_SETTINGS


def read_data_file(path: str, values: Mapping[str, Any]) -> Iterable[Defaults]:
    """A directory's data file is for all below its folder, a template's for the post of its name."""
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".json").removesuffix(".11tydata")
    is_directory = stem == folder.rpartition("/")[2]
    yield Defaults(folder if is_directory else f"{folder}/{stem}".strip("/"), values, path)


def applies(scope: Defaults, path: str, _settings: SiteSettings) -> bool:
    """Whether a data file is for a post: it lies below the folder, or is the template of that name."""
    return not scope.path or path.startswith((f"{scope.path}/", f"{scope.path}."))


ELEVENTY = Dialect(
    "eleventy",
    "Eleventy",
    aliases=_ALIASES,
    yaml="1.2",  # gray-matter reads with js-yaml 3
    read_path=read_path,
    read_settings=read_settings,
    boolean_keys=frozenset({"draft", "eleventyExcludeFromCollections"}),
    computed={"date": frozenset({"last modified", "created", "git last modified", "git created"})},
    shapes={"url": lambda value: isinstance(value, dict)},  # "Permalinks": build, serve
    skipped=("_site", "_includes", "_data", "src/_includes", "src/_data", "dist", "public"),
    site_files=(
        *(SiteFile(f"eleventy.config.{suffix}", data=False) for suffix in SCRIPT_SUFFIXES),
        SiteFile(".eleventy.js", data=False),
        *(
            SiteFile(f"{where}_data/{name}.json", key=name, marks=False)
            for name in ("metadata", "site")
            for where in _INPUTS
        ),
    ),
    registries=tuple(
        f"{where}_data/{name}" for where in _INPUTS for name in ("authors.*", "author.*", "authors/*", "people.*")
    ),
    # "Template and directory data files", the lowest precedence first.
    folder_files=FolderFiles(
        ("{folder}.json", "{folder}.11tydata.json", "*.json", "*.11tydata.json"),
        read_data_file,
        programs=tuple(
            f"{name}.11tydata.{suffix}" for name in ("{folder}", "*") for suffix in ("js", "cjs", "mjs", "ts")
        ),
    ),
    applies=applies,
)
