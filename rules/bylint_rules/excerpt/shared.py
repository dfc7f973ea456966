"""One excerpt, summary or description on several posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.archive import Fact
from bylint.archive.kin import are_of_a_series, is_redirect, shelf, title_sums
from bylint.rule import RuleOptions, archive_rule, option
from bylint.text import shorten
from bylint_rules.excerpt._fields import is_text, texts
from bylint_rules.excerpt._markup import strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.archive import Archive, Group, Member, Said
    from bylint.post import Post

_ENOUGH = 50
"""So many posts of a large group are looked at."""


class Options(RuleOptions):
    """Which texts are compared."""

    min_length: int = option(
        30,
        ge=1,
        description="texts of fewer characters are not compared; a character of a script without spaces counts double",
    )
    most: int = option(
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
            data = {"field": field.name, **title_sums(post)}
            yield Fact("excerpt", f"{folded}\n{shelf(post)}", field.span, text[:300], data)


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

    Translations, other sections of the site and drafts do not count, nor does a text that is short. Posts of a row,
    whose titles differ by a number or a date, may announce themselves alike.

    Good:

        === posts/2021-03-04-release.md
        ---
        title: Millwork 2.3 is out
        description: Another release of our software for mills and weirs
        ---
        === posts/2021-05-06-release.md
        ---
        title: Millwork 2.4 is out
        description: Another release of our software for mills and weirs
        ---

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
        members = _published(group)
        first = next((member for member in members if not all(_are_alike(member, each) for each in members)), None)
        if first is None:
            continue
        if group.posts > options.most:
            yield _of_the_site(first, group)
            continue
        for member in members:
            other = next((each for each in members if not _are_alike(member, each)), None)
            if other is not None:
                yield _say(member, other, len(members))


def _published(group: Group) -> list[Member]:
    """One fact of each post that is no draft, the earliest first; of a large group only some."""
    found: dict[str, Member] = {}
    for member in group:
        if not member.is_draft:
            found.setdefault(member.path, member)
            if len(found) == _ENOUGH:
                break
    return list(found.values())


def _are_alike(one: Member, other: Member) -> bool:
    return one.path == other.path or are_of_a_series(one, other)


def _say(member: Member, other: Member, count: int) -> Said:
    more = "" if count < 3 else f" and of {count - 2} more"
    name = member.fact.data["field"]
    return member.say(
        f'the {name} "{shorten(member.shown, 50)}" is that of {other.path} too{more}',
        (other.related("the same text"),),
        data={name: member.shown, "count": count},
    )


def _of_the_site(first: Member, group: Group) -> Said:
    """A text that many posts have."""
    other = group.first(beside=first.path)
    name = first.fact.data["field"]
    return first.say(
        f'the {name} "{shorten(first.shown, 50)}" is that of {group.posts} posts',
        () if other is None else (other.related("the same text"),),
        data={name: first.shown, "count": group.posts},
    )
