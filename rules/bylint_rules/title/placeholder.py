"""A title that waits for a real one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule
from bylint.text import shorten
from bylint_rules.title._heading import first_heading
from bylint_rules.title._words import is_placeholder, may_be_trial, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_FEW_WORDS = 25
"""Words of a body that is no more than a trial."""
_FEW_CHARACTERS = 400
_SAMPLES = (
    "this is your very first post. check",
    "this is your first post. edit or delete it",
    "find this post in your `_posts` directory",
)
"""What the first posts of Hexo, WordPress and Jekyll say, in lower case."""
_SPOKEN = pattern(r"[^\W_]+")
_IDEOGRAPH = pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GIT = pattern(r"\bgit(?:hub)? +(?:\w+ +)?clone\b|--?clone\b")


@rule(severity="warning")
def placeholder(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The title is a placeholder: "Untitled", "New post", "Clone of …", or "Test" above a body of a few words.

    Editors and templates leave such titles where a writer should have set one, and feeds and search results show them.

    Bad:

        ---
        title: ⟦Untitled⟧
        ---
        The ferry was late again, and nobody on the quay was surprised.

    Bad:

        ---
        title: ⟦Clone of The ferry is late⟧
        ---
        The ferry was late again, and nobody on the quay was surprised.

    Bad:

        ---
        title: ⟦"Neuer Beitrag (2)"⟧
        ---

    What may be a title, too, is one above a body of only a few words, and a post about copies may say so.

    Bad:

        ---
        title: ⟦Hello world!⟧
        ---
        This is your first post. Edit or delete it.

    Good:

        ---
        title: Hello world
        ---
        After nine years on other people's sites we have moved into our own: a small house at the end of the pier, with
        a printing press, a stove, and room for everybody who wants to write about the harbour. Come in.

    Good:

        ---
        title: Copy of the charter found
        ---
        The copy hung in the harbour office for a hundred years.

    Only the whole title counts.

    Good:

        ---
        title: "Test: four ferries in a storm"
        ---

    Without a title, a name of the file or a heading, nothing says what a post is called.

    Bad (path=content/posts/2024-05-03-.md, dialect=hugo):

        ⟦---⟧
        author: Mira Solberg
        ---
        The ferry was late again.

    Good (path=content/posts/2024-05-03-ferry.md, dialect=hugo):

        ---
        author: Mira Solberg
        ---
        The ferry was late again.
    """
    del options
    title = post.title.value if post.title is not None else None
    if title is None or title == "":
        yield from _nameless(post)
        return
    if not isinstance(title, str) or post.title is None:
        return
    said = _placeholder(post, title)
    if said is not None:
        yield Finding(post.title.span, said, data={"title": title})


def _placeholder(post: Post, title: str) -> str | None:
    """What is to be said of a title; None for a real one."""
    if is_placeholder(title):
        return f'the title "{shorten(title)}" is a placeholder'
    if may_be_trial(title) and _is_trial(post):
        return f'the title "{shorten(title)}" is a placeholder, and the body no more than a trial'
    found = words().original_of(title) if len(title) <= 300 else None
    if found is not None and not _speaks_of(post, found[0]):
        return f'the title "{shorten(title)}" is that of a copy of "{shorten(found[1])}"'
    return None


def _is_trial(post: Post) -> bool:
    """Whether the body is a few words without a heading, or the one that a generator brings along."""
    body = post.text[post.body.start : post.body.end].strip()
    if len(body) > _FEW_CHARACTERS:
        beginning = body[: 4 * _FEW_CHARACTERS].lower()
        return any(sample in beginning for sample in _SAMPLES)
    if first_heading(post) is not None:
        return False
    return len(_SPOKEN.findall(body)) + len(_IDEOGRAPH.findall(body)) // 2 <= _FEW_WORDS


def _speaks_of(post: Post, said: str) -> bool:
    """Whether the body has the word that says that a post is a copy: then it is about one."""
    body = post.text[post.body.start : post.body.end].casefold()
    word = said.partition(" ")[0].lstrip("的の의")
    return word in (_GIT.sub("", body) if word == "clone" else body)


def _nameless(post: Post) -> Iterator[Finding]:
    """A post of a dated name that says nothing, without a title or a heading."""
    facts = post.path_facts
    if facts.slug is not None or facts.date_text is None or post.slug is not None or post.document.block is None:
        return
    if post.document.state != "valid" or first_heading(post) is not None:
        return
    title = post.title
    if title is None:
        span = post.document.block.open
    else:
        span = title.span if title.span.end > title.span.start else title.key_span
    yield Finding(span, "the post has no title, and neither its name nor a heading says one", field="title")
