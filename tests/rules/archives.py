"""Posts of an archive, for tests of rules that compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.testing import check

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic
    from bylint.rule import Rule


def rule_named(name: str) -> Rule:
    """The built-in rule of that name."""
    from bylint.registry import load_registry

    return load_registry()[name]


def said(name: str, posts: dict[str, str], **parameters: object) -> list[Diagnostic]:
    """What a rule says of posts: the front matter of each by its path, with the body behind a `---` line."""
    return check(rule_named(name), archive_of(posts), parameters=parameters)


def messages(name: str, posts: dict[str, str], **parameters: object) -> list[str]:
    """The messages alone."""
    return [diagnostic.message for diagnostic in said(name, posts, **parameters)]


def reported(name: str, posts: dict[str, str], **parameters: object) -> list[str]:
    """The paths alone."""
    return [diagnostic.path for diagnostic in said(name, posts, **parameters)]


def archive_of(posts: dict[str, str]) -> str:
    """The posts as one text, as the examples of archive rules have them."""
    parts = []
    for path, text in posts.items():
        front, _, body = text.strip("\n").partition("\n---\n")
        parts.append(f"=== {path}\n---\n{front}\n---\n{body}\n")
    return "".join(parts)


def authors(*names: str) -> dict[str, str]:
    """A post a day by each author in turn."""
    return {
        f"posts/2021-{at // 28 + 1:02}-{at % 28 + 1:02}-post-{at}.md": f"author: {name}"
        for at, name in enumerate(names)
    }
