"""Addresses that only their writer can open: the own machine, a tunnel, a preview, an editor's page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from bylint.patterns import pattern

if TYPE_CHECKING:
    from bylint.site import Site

_LONGEST = 4_000
_DRIVE = pattern(r"[A-Za-z]:[\\/](?![\\/])")
_HOME = pattern(
    r"(?:/Users/[^/\s]{1,60}|/home/[^/\s]{1,60}|~)/"
    r"(?:Desktop|Documents|Downloads|Pictures|Dropbox|Sites|Projects|projects|Library|tmp)/"
)
_MACHINE = pattern(r"localhost|127(?:\.\d{1,3}){1,3}|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal")
_PRIVATE = pattern(r"10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}")
_RESERVED = (".localhost", ".local", ".localdomain", ".test", ".invalid", ".lan")
"""Ends of names that no public server has: RFC 6761, RFC 6762, and the default of home routers."""
_TUNNELS = (
    ".ngrok.io", ".ngrok.app", ".ngrok.dev", ".ngrok-free.app", ".ngrok-free.dev", ".loca.lt", ".trycloudflare.com",
    ".lhr.life", ".serveo.net", ".localtunnel.me", ".localhost.run", ".app.github.dev", ".preview.app.github.dev",
)  # fmt: skip
_OF_THE_SERVICE = frozenset({"www", "docs", "blog", "dashboard", "api", "status", "admin"})
_LONGEST = 253
"""Characters of a host's name."""
_PREVIEW = pattern(
    r"(?:deploy-preview-\d+|[0-9a-f]{24})--[\w.-]+\.netlify\.(?:app|com)|[0-9a-f]{8}\.[\w-]+\.pages\.dev"
    r"|\d{2,5}-[\w-]+\.(?:[\w-]+\.)?gitpod\.io"
)
_BRANCH = pattern(r"[\w.-]+--[\w-]+\.netlify\.(?:app|com)|[\w-]+-git-[\w-]+\.vercel\.app")
"""Addresses of one branch. A project may be named so too: they count where a post says where it or its images are."""
_STAGES = frozenset({"staging", "stage", "stg", "preprod", "pre-prod", "uat"})
_MORE_STAGES = _STAGES | {"dev", "develop", "development", "test", "testing", "preview", "qa", "sandbox", "acc"}
_EDITOR = pattern(
    r"/wp-admin/(?:post|post-new|edit|admin|upload|media|customize|index)\.php|/wp-admin/?\Z|/wp-login\.php"
)
_PREVIEWED = pattern(r"(?:\A|&)(?:preview=true|preview_id=\d)")

_SIGNS = ("://", "//", ":\\", ":/", "/Users/", "/home/", "~/")


class Address(NamedTuple):
    """An address that readers cannot open, and why: `host` is the host, or the drive or folder of a file."""

    host: str
    what: str


def read_development_address(value: str, site: Site, *, own: bool) -> Address | None:
    """What makes a value an address that readers cannot open; None for all others, and for what is no address.

    With `own` it is where the post itself or one of its images is to be found: there a staging host is a slip, where
    a post that links to one may be about it. A host of the site's own domain is known to be the site's.
    """
    if len(value) > _LONGEST or not any(sign in value for sign in _SIGNS):
        return None
    text = value.strip()
    if (drive := _DRIVE.match(text)) is not None:
        return Address(text[: drive.end() - 1], "a file of somebody's computer")
    if text[:7].lower() == "file://":
        return Address("file://", "a file of somebody's computer")
    if (home := _HOME.match(text)) is not None:
        return Address(home.group(), "a file of somebody's computer")
    if len(text.split()) != 1 or not (text.startswith("//") or "://" in text[:12]):
        return None
    return _read_url(text, site, own=own)


def _read_url(text: str, site: Site, *, own: bool) -> Address | None:
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if not host or parts.scheme not in ("", "http", "https", "ws", "wss", "ftp"):
        return None
    if _is_listed(host, site.settings.development_hosts):
        return Address(host, "a development host by the configuration")
    home = _host(site.settings.base_url)
    if home and not _what(home, "", own=True) and _same_domain(host, home):
        labels = host.removesuffix(home.removeprefix("www.")).rstrip(".").split(".")
        if not _MORE_STAGES.isdisjoint(labels):
            return Address(host, f"a development host of {home}")
    elif home and _same_domain(host, home):
        return None  # the site itself is read on such a host
    what = _what(host, parts.path, own=own)
    if what is None and _PREVIEWED.search(parts.query):
        what = "a preview that only its editors can open"
    return Address(host, what) if what else None


def _what(host: str, path: str, *, own: bool) -> str | None:
    if _MACHINE.fullmatch(host) or host.endswith(".localhost"):
        return "the writer's own machine"
    if host.endswith(_RESERVED) or (own and _PRIVATE.fullmatch(host)):
        return "a host of a private network"
    if host.endswith(_TUNNELS) and host.partition(".")[0] not in _OF_THE_SERVICE:
        return "a tunnel to the writer's own machine"
    if len(host) <= _LONGEST and (_PREVIEW.fullmatch(host) or (own and _BRANCH.fullmatch(host))):
        return "a preview of a change"
    if own and host.count(".") > 1 and host.partition(".")[0] in _STAGES:
        return "a staging host"
    if path and _EDITOR.search(path):
        return "an editor's page"
    return None


def _host(address: str | None) -> str:
    try:
        return urlsplit(address or "").hostname or ""
    except ValueError:
        return ""


def _same_domain(host: str, home: str) -> bool:
    bare = home.removeprefix("www.")
    return host in (home, bare) or host.endswith(f".{bare}")


def _is_listed(host: str, listed: tuple[str, ...]) -> bool:
    """Whether the configuration names a host, itself, or with `*.` and a dot all below it."""
    for each in listed:
        name = re.sub(r"\A\w+://|[/:].*\Z", "", each.strip().lower()) if "/" in each else each.strip().lower()
        bare = name.removeprefix("*").lstrip(".").partition(":")[0]
        if bare and (host == bare or host.endswith(f".{bare}")):
            return True
    return False
