"""Docusaurus: https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog#slug.

How a file name becomes a slug: packages/docusaurus-plugin-content-blog/src/blogUtils.ts of facebook/docusaurus. The
base of a blog's routes is set in a program; it is taken to be the name of the folder, as it is by default. Posts of
one folder share it, whatever it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.addresses.paths import as_folder
from bylint.dialects.base import text_of
from bylint.patterns import pattern

if TYPE_CHECKING:
    from bylint.post import Post

_DATED = pattern(r"(\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(.*)", 0)
_TRANSLATIONS = "docusaurus-plugin-content-blog"


def address(post: Post) -> str | None:
    """`slug`, else the day of the path as folders and the rest of it; below the blog's folder and the language's."""
    folders = post.site.path_of(post.root_path).split("/")
    language = ""
    if folders[0] == "i18n" and len(folders) > 3 and folders[2] == _TRANSLATIONS:
        language, folders = f"/{folders[1]}", folders[3:]
    elif folders[0] == "blog" and len(folders) > 1:
        folders = folders[1:]
    else:
        return None
    name = folders[-1].rpartition(".")
    if name[2].lower() not in {"md", "mdx"}:
        return None
    if post.slug is not None:
        slug = text_of(post.slug.value)
        return None if slug is None else f"{language}/blog/{as_folder(slug)}"
    inside = "/".join((*folders[:-1], name[0]))
    inside = inside.removesuffix("/index")
    dated = _DATED.fullmatch(inside)
    if dated is not None:
        inside = f"{dated[1].replace('-', '/')}/{dated[2]}"
    return f"{language}/blog/{inside}/"


def redirect(_post: Post, _text: str) -> str | None:
    """Redirects are set in a program."""
    return None
