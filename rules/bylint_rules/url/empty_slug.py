"""A slug that says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Span
from bylint.dialects.base import text_of
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_ANYTHING = pattern(r"[^\W_]")
_JOINTS = frozenset("-_. ")
_QUERY = pattern(r"/?(?:index\.(?:php|html))?\?")


@rule(severity="error")
def empty_slug(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The slug is empty or only punctuation, or the file's name is a day and nothing else.

    The post gets an address without a name, or that of its folder, and may be published over another page.

    Bad:

        ---
        title: A new pier
        slug: ⟦"-"⟧
        ---

    Bad (path=_posts/2024-05-03-.md, dialect=jekyll):

        ⟦---⟧
        title: A new pier
        ---

    A slug or an address of its own gives the post what its file's name lacks.

    Good (path=content/posts/2024-05-03-.md, dialect=hugo):

        ---
        title: A new pier
        url: /2024/05/a-new-pier/
        ---

    Good (path=_posts/2024-05-03-.md, dialect=jekyll):

        ---
        title: A new pier
        slug: a-new-pier
        ---

    A file that is named by its day alone may be meant so: only a name that goes on after the day, with nothing, is
    told.

    Good (path=content/diary/2024-05-03.md, dialect=hugo):

        ---
        title: Friday
        ---

    Good (path=content/posts/a-new-pier.md):

        ---
        title: A new pier
        slug:
        ---
    """
    del options
    slug = post.slug
    if slug is not None and isinstance(slug.value, str) and slug.value.strip():
        if not _ANYTHING.search(slug.value) and slug.value.isascii() and not _has_address(post):
            yield Finding(slug.span, f'{slug.key} is "{slug.value}", which names nothing', data={"slug": slug.value})
    elif slug is None or isinstance(slug.value, str):
        yield from _nameless(post)


def _nameless(post: Post) -> Iterator[Finding]:
    """A file whose name ends where the slug would begin: `2024-05-03-.md`."""
    name = post.root_path.rpartition("/")[2].rpartition(".")[0]
    if name[-1:] not in _JOINTS or _ANYTHING.search(name[10:]):
        return
    facts = post.path_facts
    if facts.date_text is None or _ANYTHING.search(facts.slug or "") or _has_address(post):
        return
    block = post.document.block
    yield Finding(
        block.open if block is not None else Span(0, 0),
        f'the file is named "{name}", a day without a slug, and the metadata have none',
        field="slug",
        data={"filename": name},
    )


def _has_address(post: Post) -> bool:
    """Whether an address of its own stands in for the slug; the number of a draft is none."""
    text = text_of(post.url.value) if post.url is not None else None
    return text is not None and _QUERY.match(text) is None
