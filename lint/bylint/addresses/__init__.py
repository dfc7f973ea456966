"""Where a post is published: its address, and those that redirect to it, as its generator makes them.

An address is a path below the site's base URL that begins with a slash. It names the file that is written, with
`index.html` left off: `/2014/10/15/slug/` or `/about.html`. Percent-encoding is undone but for `%`, `?`, `#`, white
space and control characters, so that `/caf%C3%A9/` and `/café/` are one. Letter case is kept.

What one generator does is in the module of its dialect's name: `address(post)`, None where it cannot be told for
certain (a program decides, the day may be another in the generator's time zone, a character is treated differently by
its versions), and `redirect(post, text)`, the address that one of the post's aliases means.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from bylint.addresses.paths import normalised
from bylint.dialects.base import text_of

if TYPE_CHECKING:
    from bylint.formats import Step
    from bylint.post import Field, Post
    from bylint.site import Site

__all__ = [
    "Redirect",
    "is_published",
    "normalised",
    "path_on_site",
    "planned_address",
    "read_address",
    "read_redirects",
]


class Redirect(NamedTuple):
    """An address that leads to the post: as written, as served, and the entry of the field that says it.

    `steps` lead from the field's value to the entry; none where the value is the alias.
    """

    text: str
    address: str
    steps: tuple[Step, ...]


class Generator(Protocol):
    """How a generator makes addresses."""

    def address(self, post: Post, /) -> str | None:
        """The path of the page, not normalised; None where it cannot be told for certain."""
        ...

    def redirect(self, post: Post, text: str, /) -> str | None:
        """The path that an alias means."""
        ...


def read_address(post: Post) -> str | None:
    """The address of a post; None for one that is no page of its own, and in doubt."""
    return planned_address(post) if is_published(post) else None


def planned_address(post: Post) -> str | None:
    """The address that a post has, or would have if it were published; None in doubt."""
    found = _generator(post.site.dialect.name).address(post)
    return None if found is None else normalised(found)


def read_redirects(post: Post) -> tuple[Redirect, ...]:
    """The addresses that a post's aliases mean; those that lie on another site, or cannot be told, are left out."""
    field = post.aliases
    if field is None or (post.address is None and not is_published(post)):
        return ()
    generator = _generator(post.site.dialect.name)
    found = []
    for steps, text in _texts(field):
        path = path_on_site(post.site, text) if "://" in text else generator.redirect(post, text)
        if path is not None:
            found.append(Redirect(text, normalised(path), steps))
    return tuple(found)


def _texts(field: Field) -> list[tuple[tuple[Step, ...], str]]:
    value = field.value
    if not isinstance(value, list):
        text = text_of(value)
        return [] if text is None else [((), text)]
    return [((at,), text) for at, item in enumerate(value) if (text := text_of(item)) is not None]


def is_published(post: Post) -> bool:
    """Whether a post is built as a page of its own, drafts apart: its metadata, or what it inherits, may say no.

    Hugo: `headless`, `build.render` (https://gohugo.io/content-management/build-options/); Zola: `render`; Eleventy:
    `permalink: false`. Jekyll's `published: false` makes a draft.
    """
    if post.is_draft:
        return False
    name = post.site.dialect.name
    if name == "hugo":
        build = _said(post, "build") or _said(post, "_build")
        render = build.get("render") if isinstance(build, dict) else None
        return _said(post, "headless") is not True and str(render).lower() not in {"false", "never", "link"}
    if name == "zola":
        return post.metadata.get("render") is not False
    return not (name == "eleventy" and _said(post, "permalink") is False)


def _said(post: Post, key: str) -> Any:
    """The value of a key, as written in the post or inherited."""
    if key in post.metadata:
        return post.metadata[key]
    if not post.site.settings.defaults:
        return None
    inherited = post.site.inherited(post.root_path).get(key)
    return None if inherited is None else inherited.value


def path_on_site(site: Site, url: str) -> str | None:
    """The address that an absolute URL means on a site, below its base URL; None for one that is elsewhere.

    The scheme may be another and the port its default; the host must be equal, `www.` included. Where languages have
    base URLs of their own, each counts. Query and fragment are left off.
    """
    asked = _split(url)
    if asked is None:
        return None
    for base in (site.settings.base_url, *site.settings.addressing.get("base_urls", ())):
        home = _split(base) if base else None
        if home is None or home.host != asked.host:
            continue
        above = home.path.rstrip("/")
        if asked.path == above or asked.path.startswith(f"{above}/"):
            return normalised(asked.path[len(above) :])
    return None


class _Url(NamedTuple):
    host: str
    path: str


@lru_cache(maxsize=64)
def _split(url: str) -> _Url | None:
    from urllib.parse import urlsplit  # only where a URL is absolute

    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https", ""} or not host:
        return None
    return _Url(host if port in {None, 80, 443} else f"{host}:{port}", parts.path)


_GENERATORS: dict[str, Generator] = {}


def _generator(name: str) -> Generator:
    """The generator of a dialect; its module is imported by the posts that need it."""
    found = _GENERATORS.get(name)
    if found is None:
        found = _GENERATORS[name] = import_module(f"bylint.addresses.{name}")
    return found
