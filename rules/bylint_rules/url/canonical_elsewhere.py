"""A canonical URL on another site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, option, rule
from bylint.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


class Options(RuleOptions):
    """Which sites are meant."""

    allowed: tuple[str, ...] = option((), description="hosts that canonical URLs may lead to, without `www.`")


@rule(Options, severity="warning", default=False)
def canonical_elsewhere(post: Post, options: Options) -> Iterator[Finding]:
    """The canonical URL leads to another site.

    Search engines then list the other page in the place of this one. That is right for a post that was republished, and
    a mistake after a move to another domain; so the rule is off by default. It needs to know the site's base URL.

    Bad (site={base_url: https://harbour.example/}):

        ---
        canonical_url: ⟦https://old-harbour.example/pier/⟧
        ---

    Good (site={base_url: https://harbour.example/}):

        ---
        canonical_url: https://harbour.example/pier/
        ---

    Good (site={base_url: https://harbour.example/}, allowed=[press.example]):

        ---
        canonical_url: https://www.press.example/2024/pier
        ---

    Good:

        ---
        canonical_url: https://old-harbour.example/pier/
        ---
    """
    field = post.canonical_url
    if field is None or not isinstance(field.value, str) or "://" not in field.value:
        return
    base = post.site.settings.base_url or next(iter(post.site.settings.addressing.get("base_urls", ())), None)
    from bylint.addresses import path_on_site  # few posts have such a URL

    if base is None or path_on_site(post.site, field.value) is not None:
        return
    host = _host(field.value)
    if host is None or host in options.allowed or host == _host(base):
        return
    yield Finding(
        field.span,
        f'{field.key} "{shorten(field.value)}" is not on this site, {shorten(base)}',
        data={"canonical_url": field.value, "base_url": base},
    )


def _host(url: str) -> str | None:
    from urllib.parse import urlsplit

    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
