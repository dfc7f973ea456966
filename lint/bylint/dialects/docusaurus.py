"""Docusaurus: https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog and https://docusaurus.io/docs/blog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.dialects.base import NO_SETTINGS, Dialect, PathFacts, SiteFile, SiteSettings
from bylint.dialects.marks import SCRIPT_SUFFIXES
from bylint.dialects.paths import read_dated_path

if TYPE_CHECKING:
    from collections.abc import Mapping

_TRANSLATIONS = "docusaurus-plugin-content-blog"

# "Markdown front matter" of the blog plugin; keys are compared exactly, and others than these are refused or ignored.
_ALIASES = {
    "title": ("title",),
    "authors": ("authors", "author"),
    "date": ("date",),
    "updated": ("last_update.date",),
    "expires": (),
    "draft": ("draft",),
    "excerpt": ("excerpt",),
    "description": ("description",),
    "summary": ("summary",),
    "slug": ("slug",),
    "url": (),
    "aliases": (),
    "canonical_url": (),
    "categories": ("categories", "category"),
    "tags": ("tags",),
    "series": ("series",),
    "images": ("image",),
    "language": ("lang", "language"),
    "layout": ("layout",),
}


def read_path(path: str, settings: SiteSettings = NO_SETTINGS) -> PathFacts:
    """Read `blog/2021-04-15-title.mdx`, `2021-04-15-title/index.mdx` or `2021/04/15/title.mdx`.

    Translations lie in `i18n/LANGUAGE/docusaurus-plugin-content-blog`.
    """
    folders = path.split("/")
    if folders[0] == "i18n" and len(folders) > 3 and folders[2].startswith(_TRANSLATIONS):
        facts = read_dated_path("/".join(folders[3:]), settings)
        return facts._replace(language=folders[1])
    return read_dated_path(path, settings, content=("blog",))


def read_settings(_settings: Mapping[str, Any]) -> SiteSettings:
    """The configuration is a program: nothing of it is known."""
    return NO_SETTINGS


DOCUSAURUS = Dialect(
    "docusaurus",
    "Docusaurus",
    aliases=_ALIASES,
    yaml="1.2",  # gray-matter reads with js-yaml 3, to which yes, no, on and off are text
    read_path=read_path,
    read_settings=read_settings,
    boolean_keys=frozenset({"draft", "unlisted", "hide_table_of_contents"}),
    content=("blog", f"i18n/**/{_TRANSLATIONS}"),
    skipped=("build", ".docusaurus", "static"),
    passed_over=("_",),
    static=("static",),
    site_files=tuple(SiteFile(f"docusaurus.config.{suffix}", data=False) for suffix in SCRIPT_SUFFIXES),
    registries=(
        "blog/authors.yml",
        "blog/authors.yaml",
        "*/authors.yml",
        "authors.yml",
        f"i18n/*/{_TRANSLATIONS}/authors.yml",
    ),
    vocabularies=("*/tags.yml", f"i18n/*/{_TRANSLATIONS}/tags.yml"),
)
