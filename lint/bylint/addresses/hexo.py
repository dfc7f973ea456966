"""Hexo: https://hexo.io/docs/permalinks; lib/plugins/filter/post_permalink.ts of hexojs/hexo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.addresses.paths import as_page, day_on_site, filled
from bylint.dialects.base import text_of
from bylint.dialects.paths import below_content, dated_name, split_suffix
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bylint.post import Post

_TOKEN = pattern(r":([a-z_]+)")
_NAMES = {":title.md": False, ":year-:month-:day-:title.md": True}


def address(post: Post) -> str | None:
    """`permalink` of the post, else the site's with its tokens filled in."""
    if post.url is not None:
        written = text_of(post.url.value)
        return None if written is None or "://" in written else as_page(written)
    template = dict(post.site.settings.permalinks).get("posts", ":year/:month/:day/:title/")
    content = post.site.content or ("source/_posts",)
    slug = _slug(post, below_content(post.site.path_of(post.root_path), content)[1])
    if slug is None:
        return None
    found = filled(template, _TOKEN, lambda name: _token(post, name, slug))
    return None if found is None else as_page(found)


def _slug(post: Post, inside: str) -> str | None:
    """The path of the file, without the day where the names of the site's posts have one."""
    name = text_of(post.site.settings.addressing.get("new_post_name")) or ":title.md"
    path = split_suffix(inside)
    if name not in _NAMES or not path:
        return None
    if not _NAMES[name]:
        return path
    folder, slash, stem = path.rpartition("/")
    named = dated_name(stem)
    return f"{folder}{slash}{named.rest}" if named is not None and named.rest else None


def _token(post: Post, name: str, slug: str) -> str | None:
    """What a token stands for; those of categories, titles and hashes are not computed, nor a file's own time."""
    if name == "title":
        return slug
    if name == "name":
        return slug.rpartition("/")[2]
    write = _DATED.get(name)
    if write is not None:
        day = day_on_site(post) if post.date is not None else post.path_facts.date
        return None if day is None else write(day)
    if name in {"id", "post_title", "hash", "category", "hour", "minute", "second", "timestamp"}:
        return None
    return text_of(post.metadata.get(name))


_DATED: dict[str, Callable[[date], str]] = {
    "year": lambda day: f"{day.year:04}",
    "month": lambda day: f"{day.month:02}",
    "day": lambda day: f"{day.day:02}",
    "i_month": lambda day: str(day.month),
    "i_day": lambda day: str(day.day),
}


def redirect(_post: Post, text: str) -> str | None:
    """hexo-generator-alias: a path from the root, with or without its slash."""
    return as_page(text)
