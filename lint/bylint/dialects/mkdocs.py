"""Material for MkDocs: https://squidfunk.github.io/mkdocs-material/plugins/blog/ and .../plugins/meta/."""

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
    folder_of,
    mapping_of,
    text_of,
)
from bylint.dialects.paths import read_dated_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# "Metadata" of the blog plugin, and of the pages that it makes; a mapping under `date` holds more dates.
_ALIASES = {
    "title": ("title",),
    "authors": ("authors", "author"),
    "date": ("date.created", "date"),
    "updated": ("date.updated", "updated"),
    "expires": (),
    "draft": ("draft",),
    "excerpt": ("excerpt",),
    "description": ("description",),
    "summary": ("summary",),
    "slug": ("slug",),
    "url": (),
    "aliases": (),
    "canonical_url": ("canonical_url",),
    "categories": ("categories",),
    "tags": ("tags",),
    "series": ("series",),
    "images": ("image",),
    "language": ("lang", "language"),
    "layout": ("template",),
}


def read_path(path: str, settings: SiteSettings = NO_SETTINGS) -> PathFacts:
    """Read `docs/blog/posts/2020-01-02-title.md`. Front matter has the date, the title makes the slug."""
    return read_dated_path(path, settings, content=settings.content, titled=True)


def read_settings(settings: Mapping[str, Any]) -> SiteSettings:
    """Read `mkdocs.yml`: the folders of each instance of the blog plugin. Without one, custom says where posts are."""
    docs = folder_of(settings.get("docs_dir")) or "docs"
    content: list[str] = []
    registries: list[str] = []
    blogs: list[Mapping[str, Any]] = []
    for options in _blogs(settings.get("plugins")):
        blog = folder_of(options.get("blog_dir", "blog")) or ""
        posts = _place(docs, blog, options.get("post_dir", "{blog}/posts"))
        authors = _place(docs, blog, options.get("authors_file", "{blog}/.authors.yml"))
        blogs += [_shape(posts, blog, options)] if posts else []
        content += [posts] if posts else []
        registries += [authors] if authors else []
    return SiteSettings(
        title=text_of(settings.get("site_name")),
        base_url=text_of(settings.get("site_url")),
        language=text_of(mapping_of(settings.get("theme")).get("language")),
        content=tuple(dict.fromkeys(content)),
        output=folder_of(settings.get("site_dir")),
        registries=tuple(dict.fromkeys(registries)),
        addressing={"blogs": blogs, "use_directory_urls": settings.get("use_directory_urls")},
        static=(docs,) if docs != "docs" else (),
    )


def _blogs(plugins: object) -> Iterable[Mapping[str, Any]]:
    """The options of each `blog` plugin, in a list of names and mappings or in one mapping."""
    items = [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []
    for item in items:
        named = {item: None} if isinstance(item, str) else mapping_of(item)
        for name, options in named.items():
            if name.partition(" ")[0] in {"blog", "material/blog"}:
                yield mapping_of(options)


def _shape(posts: str, blog: str, options: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a blog says of the addresses of its posts."""
    return {
        "posts": posts,
        "blog": blog,
        "format": options.get("post_url_format"),
        "date_format": options.get("post_url_date_format"),
        "slugify": options.get("post_slugify"),
    }


def _place(docs: str, blog: str, setting: object) -> str | None:
    """A path below the folder of documents, with `{blog}` filled in."""
    folder = folder_of((text_of(setting) or "").replace("{blog}", blog or "."))
    return f"{docs}/{folder}" if folder else None


def read_meta(path: str, values: Mapping[str, Any]) -> Iterable[Defaults]:
    """A `.meta.yml` is for all pages of its folder and below."""
    yield Defaults(path.rpartition("/")[0], values, path)


MKDOCS = Dialect(
    "mkdocs",
    "Material for MkDocs",
    aliases=_ALIASES,
    yaml="1.1",  # MkDocs reads front matter with PyYAML
    read_path=read_path,
    read_settings=read_settings,
    boolean_keys=frozenset({"draft", "pin", "comments"}),
    skipped=("site", "overrides"),
    site_files=(SiteFile("mkdocs.yml"), SiteFile("mkdocs.yaml")),
    list_pages=frozenset({"index"}),
    static=("docs",),
    registries=("docs/blog/.authors.yml", "docs/.authors.yml", "docs/authors.yml"),
    folder_files=FolderFiles((".meta.yml",), read_meta),
)
