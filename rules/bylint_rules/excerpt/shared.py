"""One excerpt, summary or description on several posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from bylint.archive import Fact
from bylint.archive.kin import is_redirect, shelf
from bylint.rule import RuleOptions, archive_rule
from bylint.text import shorten
from bylint_rules.excerpt._fields import is_text, texts
from bylint_rules.excerpt._markup import strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.archive import Archive, Group, Member, Said
    from bylint.post import Post


class Options(RuleOptions):
    """Which texts are compared."""

    min_length: int = Field(
        30,
        ge=1,
        description="texts of fewer characters are not compared; a character of a script without spaces counts double",
    )
    most: int = Field(
        5,
        ge=2,
        description="a text that more posts have than this is the site's own, told of once, on the earliest post",
    )


def announcements(post: Post) -> Iterator[Fact]:
    """Excerpt, summary and description, once each, among the posts of the shelf."""
    found = texts(post)
    if not found or is_redirect(post):
        return
    title = post.title.value if post.title is not None else None
    seen: set[str] = set()
    for field, value in found:
        text = strip(value[:2000])
        folded = text.casefold()
        if text and folded not in seen and not _is(title, folded) and is_text(post, value):
            seen.add(folded)
            yield Fact("excerpt", f"{folded}\n{shelf(post)}", field.span, text[:300], {"field": field.name})


def _is(title: object, folded: str) -> bool:
    return isinstance(title, str) and " ".join(title.casefold().split()) == folded


@archive_rule(Options, facts=announcements, severity="warning")
def shared(archive: Archive, options: Options) -> Iterator[Said]:
    """Several posts announce themselves with the same excerpt, summary or description.

    Search engines leave out or rewrite a description that several pages have, and readers of a list learn nothing from
    it. Mostly it is left over from the post that was copied to begin a new one.

    Bad:

        === posts/2021-03-04-mill.md
        ---
        title: The old mill
        description: ⟦⟨How the mill at the weir was saved from the flood⟩⟧
        ---
        === posts/2021-05-06-harbour.md
        ---
        title: The harbour
        description: ⟦⟨How the mill at the weir was saved from the flood⟩⟧
        ---

    Good:

        === posts/2021-03-04-mill.md
        ---
        title: The old mill
        description: How the mill at the weir was saved from the flood
        ---
        === posts/2021-05-06-harbour.md
        ---
        title: The harbour
        description: Who built the cranes, and when
        ---

    Translations, other sections of the site and drafts do not count, nor does a text that is short.

    Good:

        === posts/2021-03-04-mill.md
        ---
        description: A short note
        ---
        === posts/2021-05-06-harbour.md
        ---
        description: A short note
        ---

    Bad (min_length=5):

        === posts/2021-03-04-mill.md
        ---
        description: ⟦⟨A short note⟩⟧
        ---
        === posts/2021-05-06-harbour.md
        ---
        description: ⟦⟨A short note⟩⟧
        ---

    A text that many posts have is the site's own. It is told of once, on the earliest of them.

    Bad (most=2):

        === posts/2021-03-04-mill.md
        ---
        description: ⟦Notes from the valley of the mills⟧
        ---
        === posts/2021-05-06-harbour.md
        ---
        description: ⟨Notes from the valley of the mills⟩
        ---
        === posts/2021-07-08-weir.md
        ---
        description: Notes from the valley of the mills
        ---
    """
    for group in archive.groups("excerpt"):
        if group.posts < 2:
            continue
        text, _, _ = group.value.partition("\n")
        if len(text) + sum(letter >= "\u2e80" for letter in text) < options.min_length:
            continue
        if group.posts > options.most:
            yield from _of_the_site(group)
            continue
        members = _published(group)
        for member in members if len(members) > 1 else ():
            other = members[1] if member is members[0] else members[0]
            more = "" if len(members) < 3 else f" and of {len(members) - 2} more"
            name = member.fact.data["field"]
            yield member.say(
                f'the {name} "{shorten(member.shown, 50)}" is that of {other.path} too{more}',
                (other.related("the same text"),),
                data={name: member.shown, "count": len(members)},
            )


def _published(group: Group) -> list[Member]:
    """One fact of each post that is no draft, the earliest first."""
    found: dict[str, Member] = {}
    for member in group:
        if not member.is_draft:
            found.setdefault(member.path, member)
    return list(found.values())


def _of_the_site(group: Group) -> Iterator[Said]:
    """A text that many posts have."""
    members = iter(group)
    first = next(members)
    other = next(member for member in members if member.path != first.path)
    name = first.fact.data["field"]
    yield first.say(
        f'the {name} "{shorten(first.shown, 50)}" is that of {group.posts} posts',
        (other.related("the same text"),),
        data={name: first.shown, "count": group.posts},
    )
