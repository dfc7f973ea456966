"""An address that a program made for a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule
from bylint.text import shorten
from bylint_rules.url._values import LONGEST, title_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_SIGNS = ("?", "auto-draft", "__trashed", "untitled")
_NUMBERED = pattern(r"(?:\A|/|/index\.php)\?(?:[^#]*&)?(?:p|page_id|attachment_id)=\d+(?:&|#|\Z)")
_PREVIEW = pattern(r"(?:\A|/|/index\.php)\?(?:[^#]*&)?(?:preview=true|preview_id=\d+)(?:&|#|\Z)")
_WORKING = pattern(
    r"(?:\A|/)(?P<name>auto-draft(?:-\d+)?|[\w%-]+__trashed(?:-\d+)?"
    r"|untitled(?:-(?:post|page|document|entry|draft))?(?:-\d+)?)/?\Z"
)


@rule(severity="error")
def temporary(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The address is one that a content management system made for a draft: `/?p=123`, `auto-draft`, a preview.

    It leads nowhere on another site, and a generator that reads it as a path publishes the post at an address that
    nobody can use.

    Bad:

        ---
        title: A new pier
        url: ⟦/?p=1234⟧
        ---

    Bad:

        ---
        title: A new pier
        slug: ⟦auto-draft⟧
        ---

    Bad (site={base_url: https://harbour.example}):

        ---
        title: A new pier
        canonical_url: ⟦https://harbour.example/?page_id=12&preview=true⟧
        ---

    Such an address may redirect to the post, and another site's may be its real one.

    Good (site={base_url: https://harbour.example}):

        ---
        title: A new pier
        url: /2024/05/a-new-pier/
        aliases: [/?p=1234]
        canonical_url: https://other.example/?p=77
        ---

    Good:

        ---
        title: Untitled (self-portrait)
        slug: untitled
        ---
    """
    del options
    for field in (post.url, post.slug, post.canonical_url):
        if field is None or not isinstance(field.value, str):
            continue
        text = field.value[:LONGEST].strip()
        said = _said(text, title_of(post)) if any(sign in text for sign in _SIGNS) else None
        if said is None or written(field) is None:
            continue
        if not _is_own(post, text):
            continue
        yield Finding(field.span, f'{field.key} is "{shorten(text)}", {said}', data={field.name: text})


def _said(text: str, title: str) -> str | None:
    """What an address is that no post keeps; None for any other."""
    if _PREVIEW.search(text):
        return "the preview of a draft"
    if _NUMBERED.search(text):
        return "the number that a post has until it gets an address"
    found = _WORKING.search(text)
    if found is None or (found["name"].startswith("untitled") and "untitled" in title.casefold()):
        return None
    return (
        "the name of a post in the bin" if "__trashed" in found["name"] else "a name that a draft has before its title"
    )


def _is_own(post: Post, url: str) -> bool:
    if "://" not in url:
        return True
    from bylint.addresses import path_on_site

    return path_on_site(post.site, url) is not None
