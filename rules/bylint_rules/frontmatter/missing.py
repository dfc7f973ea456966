"""frontmatter/missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="warning", needs="document")
def missing(post: Post, options: RuleOptions) -> Iterator[Finding]:
    r"""A post has no front matter.

    Generators then publish it without title, date and author, or copy it to the site unread. Something above the
    opening fence, be it a comment or an invisible character, has the same effect.

    Bad:

        ⟦# Council votes on the harbour⟧

        The vote was close.

    Bad:

        ⟦<!-- Licensed to the Example Foundation -->⟧
        ---
        title: Council votes on the harbour
        ---
        The vote was close.

    Bad (escapes):

        ⟦\u200b---⟧
        title: Council votes on the harbour
        ---
        The vote was close.

    Bad:

        ⟦<!-- Licensed to the Example Foundation -->⟧
        +++
        title = "Council votes on the harbour"
        +++
        The vote was close.

    Good:

        ---
        title: Council votes on the harbour
        ---
        The vote was close.

    Good:

        +++
        title = "Council votes on the harbour"
        +++
        The vote was close.

    Good (path=content/post.adoc):

        = Council votes on the harbour
        Ana Ruiz

        The vote was close.

    Good: some generators read other languages, which the fence names.

    Good:

        ---js
        { title: "Council votes on the harbour" }
        ---
        The vote was close.

    Good (path=source/_posts/votes.md, dialect=hexo):

        title: Council votes on the harbour
        ---
        The vote was close.

    Good (path=source/_posts/votes.md, dialect=hexo):

        "title": "Council votes on the harbour"
        ;;;
        The vote was close.

    Good (path=README.md, in_content=false):

        # How to write for this site
    """
    if post.document.state != "missing" or not post.in_content or _is_unread(post):
        return
    yield Finding(post.document.source.line_span(1), _message(post.text))


def _is_unread(post: Post) -> bool:
    """Whether front matter is there in a notation that bylint does not read."""
    if post.site.dialect.name == "hexo" and _SEMICOLONS.search(post.text, 0, _HEAD):
        return True
    return _OTHER_LANGUAGE.match(post.text) is not None


_OTHER_LANGUAGE = pattern(r"---[ \t]?[A-Za-z]\w*[ \t]*(?:[\r\n]|\Z)")
"""https://www.11ty.dev/docs/data-frontmatter/#alternative-front-matter-formats."""
_SEMICOLONS = pattern(r"^;{3,}[ \t]*$", re.MULTILINE)
"""The end of JSON: https://hexo.io/docs/front-matter#JSON-Front-matter."""
_HEAD = 4000
_KEYS = "(?:title|date|layout|authors?|tags|categories|draft|description|slug)"
_LOST = pattern(rf"^(?:---[ \t]*\r?\n{_KEYS}[ \t]*:|\+\+\+[ \t]*\r?\n{_KEYS}[ \t]*=)", re.MULTILINE)
_BEFORE = pattern("[\u200b-\u200f\u2060\ufeff]+[\\s\u200b-\u200f\u2060\ufeff]*(?:---|\\+\\+\\+|\\{)")


def _message(text: str) -> str:
    """What is missing, and why where that can be seen."""
    if not text.strip():
        return "this post is empty, front matter included"
    head = text[:_HEAD]
    if _BEFORE.match(head):
        return f"the front matter is not read: the invisible character U+{ord(head[0]):04X} stands before its fence"
    if found := _LOST.search(head):
        line = head.count("\n", 0, found.start()) + 1
        return f"the front matter on line {line} is not read: nothing may stand above its opening fence"
    return "this post has no front matter"
