"""An address in the metadata that only its writer can open."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bylint.development import read_development_address
from bylint.diagnostic import Finding
from bylint.formats import key_path
from bylint.rule import RuleOptions, rule
from bylint.schema import SINGULAR
from bylint.text import shorten
from bylint_rules.image._fields import images, plain, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.formats import Step
    from bylint.post import Post

_OWN = frozenset({"url", "canonical_url", "aliases"})
"""Fields that say where the post is."""
_OWN_KEYS = frozenset("url permalink canonical canonicalurl ogurl shareurl shorturl redirectfrom alias aliases".split())
_LINKS = frozenset(
    """
    link links externalurl externallink source sourceurl original originalurl originallink via demo demourl website
    homepage video videourl audio audiourl podcasturl enclosure redirect redirectto redirecturl href downloadurl
    download ctaurl ctalink buttonlink buttonurl eventurl registrationurl slides slidesurl readmore readmorelink
    authorurl discussion discussionurl comments commentsurl
    """.split()  # names are read as prose, not as a list
)
"""Keys whose address readers are sent to. Others may configure a page that shows how to try something."""
_MOST = 50


@rule(severity="error")
def development_host(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """An address in the metadata leads to a host that readers cannot reach: localhost, a tunnel, a preview, wp-admin.

    Search engines, feeds and link previews take such an address for the post's own, and links to it lead nowhere.

    Bad:

        ---
        title: The mill opens
        canonical_url: ⟦http://localhost:4000/2024/mill/⟧
        external_url: ⟦https://harbour.ngrok.io/mill⟧
        aliases:
          - /mill/
          - ⟦https://staging.harbourpost.example/mill/⟧
        source:
          name: The Harbour Post
          url: ⟦https://harbourpost.example/wp-admin/post.php?post=12&action=edit⟧
        ---

    Only a value that is an address counts, at a key that readers follow. A text may mention any host, and a post may
    link to a host that is named for developers, or is about a staging server.

    Good:

        ---
        title: How we test http://localhost:4000
        description: http://localhost:4000 shows the site before anybody else sees it
        link: https://staging.example.org/status
        source: https://dev.to/ana/mill
        external_url: https://developer.harbourpost.example/
        api_base: http://localhost:8000
        ---

    Images are the affair of `image/development-host`. In a draft it weighs less.
    """
    del options
    seen: set[str] | None = None
    for key, value in post.metadata.items():
        if value is None or not _may_lead(key):
            continue
        is_own = _is_own(post, key)
        for steps, address in _addresses(value, (key,)):
            found = read_development_address(address, post.site, own=is_own)
            if found is None:
                continue
            seen = {image.value for image in images(post)} if seen is None else seen
            if address not in seen:
                yield _finding(post, steps, address, (found.host, found.what))


def _finding(post: Post, steps: tuple[Step, ...], address: str, found: tuple[str, str]) -> Finding:
    name = post.site.dialect.field_of(str(steps[0])) or str(steps[0])
    return Finding(
        span_of(post, steps),
        f'{key_path(steps)} is "{shorten(address, 80)}", and {found[0]} is {found[1]}',
        data={SINGULAR.get(name, name): address, "host": found[0]},
        severity="info" if post.is_draft else None,
    )


@lru_cache(maxsize=2_000)
def _may_lead(key: str) -> bool:
    """Whether readers follow what stands at a key."""
    return (name := plain(key)) in _LINKS or name in _OWN_KEYS


def _is_own(post: Post, key: str) -> bool:
    return plain(key) in _OWN_KEYS or post.site.dialect.field_of(key) in _OWN


def _addresses(value: Any, steps: tuple[Step, ...], depth: int = 0) -> Iterator[tuple[tuple[Step, ...], str]]:
    """The texts of a value, of a list of them, and of mappings at keys for addresses."""
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, list) and depth < 2:
        for number, item in enumerate(value[:_MOST]):
            yield from _addresses(item, (*steps, number), depth + 1)
    elif isinstance(value, dict) and depth < 2:
        for key, item in list(value.items())[:_MOST]:
            if isinstance(key, str) and (_may_lead(key) or plain(key) in {"src", "to"}):
                yield from _addresses(item, (*steps, key), depth + 1)
