"""The addresses that a post calls its own, and whether a link leads to one of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from bylint.patterns import pattern

if TYPE_CHECKING:
    from bylint.post import Field, Post

_INDEX = pattern(r"(?:/index)?(?:\.html?|\.php|\.md)?/*\Z", re.IGNORECASE)


def split(address: str) -> SplitResult | None:
    """The parts of an address; None for what is none."""
    try:
        return urlsplit(address.strip())
    except ValueError:
        return None


def path_of(address: str) -> str:
    """The path of an address as two are compared: decoded, in lower case, without suffix and slashes around it."""
    parts = split(address)
    return _INDEX.sub("", unquote(parts.path).casefold()[:2000]).strip("/") if parts else ""


def host_of(address: str | None) -> str:
    """The host of an address, without `www.`; empty where it has none."""
    parts = split(address or "")
    return parts.netloc.rpartition("@")[2].partition(":")[0].lower().removeprefix("www.") if parts else ""


def names_post(post: Post, address: str) -> bool:
    """Whether an address can be that of a post of this site, and is no section, search or short link."""
    parts = split(address)
    if parts is None or "{" in address or parts.query:
        return False
    if parts.scheme or parts.netloc:
        if parts.scheme not in ("", "http", "https") or host_of(address) not in _hosts(post):
            return False
    elif not parts.path.startswith("/"):
        return False
    path = path_of(address)
    last = path.rpartition("/")[2]
    return ("/" in path or "-" in last) and not last.isdigit()


def _hosts(post: Post) -> frozenset[str]:
    own = (post.site.settings.base_url, *(field.value for field in (post.url, post.canonical_url) if field is not None))
    return frozenset(host for address in own if isinstance(address, str) and (host := host_of(address)))


def own_address(post: Post) -> Field | None:
    """The field that says where the post is: its url, else its slug."""
    return next(
        (
            field
            for field in (post.url, post.slug)
            if field is not None and isinstance(field.value, str) and path_of(field.value)
        ),
        None,
    )


def leads_home(post: Post, own: Field, address: str) -> bool:
    """Whether an address is the post's own, or one that it had before."""
    path = path_of(address)
    if own.name == "slug":
        return path.rpartition("/")[2] == path_of(own.value).rpartition("/")[2]
    return any(_same(path, path_of(other)) for other in (own.value, *_others(post)))


def _others(post: Post) -> list[str]:
    found = [field.value for field in (post.canonical_url, post.aliases) if field is not None]
    flat = [inner for value in found for inner in (value if isinstance(value, list) else [value])]
    return [value for value in flat if isinstance(value, str) and path_of(value)]


def _same(left: str, right: str) -> bool:
    """Equal, or one of them below the folder that the site or a language of it lies in."""
    shorter, longer = sorted((left, right), key=len)
    folder = longer[: len(longer) - len(shorter)]
    return left == right or (longer.endswith(f"/{shorter}") and not any(map(str.isdigit, folder)))
