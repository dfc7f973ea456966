"""Material for MkDocs: https://squidfunk.github.io/mkdocs-material/plugins/blog/#config.post_url_format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from bylint.addresses.paths import written_day
from bylint.dialects.base import text_of
from bylint.dialects.paths import split_suffix
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bylint.post import Post

_OTHERS = pattern(r"[^\w\- ]")
_UNKNOWN = frozenset("{}")


def address(post: Post) -> str | None:
    """The blog's folder and `post_url_format`: by default the day and the slug, which the title makes."""
    path = post.site.path_of(post.root_path)
    says = post.site.settings.addressing
    blog = next((each for each in says.get("blogs", ()) if path.startswith(f"{each['posts']}/")), None)
    if blog is None:
        return None
    filled = _fill(post, blog)
    if filled is None or not _UNKNOWN.isdisjoint(filled):
        return None
    ending = ".html" if says.get("use_directory_urls") is False else "/"
    return f"/{blog['blog']}/{filled}{ending}"


def _fill(post: Post, blog: Mapping[str, Any]) -> str | None:
    path = text_of(blog.get("format")) or "{date}/{slug}"
    if "{date}" in path:
        day = written_day(post)
        if day is None or (text_of(blog.get("date_format")) or "yyyy/MM/dd") != "yyyy/MM/dd":
            return None
        path = path.replace("{date}", f"{day:%Y/%m/%d}")
    if "{slug}" in path:
        slug = _slug(post, blog)
        if slug is None:
            return None
        path = path.replace("{slug}", slug)
    return path.replace("{file}", split_suffix(post.root_path.rpartition("/")[2]))


def _slug(post: Post, blog: Mapping[str, Any]) -> str | None:
    """The slug, else the title through the default of `post_slugify`, pymdownx.slugs.slugify in lower case."""
    if post.slug is not None:
        return text_of(post.slug.value)
    title = text_of(post.title.value) if post.title is not None else None
    if title is None or blog.get("slugify") or "<" in title:
        return None
    return _OTHERS.sub("", normalize("NFC", title)).strip().lower().replace(" ", "-") or None


def redirect(_post: Post, _text: str) -> str | None:
    """Redirects are set in the configuration, by a plugin of their own."""
    return None
