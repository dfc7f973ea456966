"""One title on several posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.archive import Fact
from bylint.archive.kin import is_redirect, number_in_series, said, shelf
from bylint.rule import RuleOptions, archive_rule, option
from bylint.text import shorten, unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.archive import Archive, Said
    from bylint.post import Post

_SUBTITLES = ("subtitle", "subheading", "subhead", "tagline", "deck", "kicker")
"""Keys of a second line that stands with the title."""


class Options(RuleOptions):
    """What counts as one title too often."""

    min_words: int = option(
        3,
        ge=1,
        description="titles of fewer words are not compared; two characters of a script without spaces count as one",
    )
    most: int = option(
        4,
        ge=2,
        description="a title that more posts have than this is the name of a column, and is let be",
    )
    undated: bool = option(
        default=False,
        description="compare posts without a day too: pages of a manual, recipes, notes",
    )


def titles(post: Post) -> Iterator[Fact]:
    """The title with what stands beside it, among the posts of its shelf."""
    title = post.title
    if title is None or not isinstance(title.value, str) or is_redirect(post):
        return
    text = " ".join(unescape(title.value).split())
    if not text:
        return
    apart = (*said(post, _SUBTITLES), number_in_series(post), shelf(post))
    yield Fact("title", "\n".join((text.casefold(), *apart)), title.span, text)


@archive_rule(Options, facts=titles, severity="warning")
def shared(archive: Archive, options: Options) -> Iterator[Said]:
    """Several posts have the same title.

    In a list, a feed or a page of search results readers cannot tell them apart. Often one was made as a copy of
    another and never renamed.

    Bad:

        === posts/2021-03-04-harbour-night.md
        ---
        title: ⟦⟨A night in the harbour⟩⟧
        ---
        === posts/2022-03-05-harbour-night.md
        ---
        title: ⟦⟨A night in the harbour⟩⟧
        ---

    Good:

        === posts/2021-03-04-harbour-night.md
        ---
        title: A night in the harbour
        ---
        === posts/2022-03-05-harbour-night.md
        ---
        title: Another night in the harbour
        ---

    Translations, other sections of the site and drafts do not count, nor do posts that a subtitle, the number of an
    episode or the name of a series tells apart.

    Good:

        === posts/en/2021-03-04-harbour.md
        ---
        title: Harbour
        ---
        === posts/de/2021-03-04-harbour.md
        ---
        title: Harbour
        ---
        === posts/en/2021-05-06-harbour.md
        ---
        title: Harbour
        subtitle: The cranes
        ---
        === events/2021-07-08-harbour.md
        ---
        title: Harbour
        ---
        === posts/en/2021-09-10-harbour.md
        ---
        title: Harbour
        draft: true
        ---

    A title of a word or two may well come back, and one that many posts have is the name of a column.

    Good:

        === posts/2021-03-04-snow.md
        ---
        title: First snow
        ---
        === posts/2022-03-05-snow.md
        ---
        title: First snow
        ---

    Bad (min_words=2):

        === posts/2021-03-04-snow.md
        ---
        title: ⟦⟨First snow⟩⟧
        ---
        === posts/2022-03-05-snow.md
        ---
        title: ⟦⟨First snow⟩⟧
        ---

    Good (most=2):

        === posts/2021-03-04-week.md
        ---
        title: The week in the harbour
        ---
        === posts/2021-03-11-week.md
        ---
        title: The week in the harbour
        ---
        === posts/2021-03-18-week.md
        ---
        title: The week in the harbour
        ---

    Pages without a day, such as those of a manual, are compared only on request.

    Good:

        === docs/mill.md
        ---
        title: Overview
        ---
        === docs/harbour.md
        ---
        title: Overview
        ---

    Bad (undated=true, min_words=1):

        === docs/mill.md
        ---
        title: ⟦⟨Overview⟩⟧
        ---
        === docs/harbour.md
        ---
        title: ⟦⟨Overview⟩⟧
        ---
    """
    for group in archive.groups("title"):
        title, _, _ = group.value.partition("\n")
        if not 1 < group.posts <= options.most or _words(title) < options.min_words:
            continue
        members = [member for member in group if not member.is_draft and (options.undated or member.day is not None)]
        if len(members) < 2:
            continue
        for member in members:
            other = members[1] if member is members[0] else members[0]
            more = "" if len(members) < 3 else f" and of {len(members) - 2} more"
            yield member.say(
                f'the title "{shorten(member.shown, 80)}" is that of {other.path} too{more}',
                (other.related("the same title"),),
                data={"title": member.shown, "count": len(members)},
            )


def _words(title: str) -> int:
    unspaced = sum(letter >= "\u2e80" for letter in title)
    return unspaced // 2 if unspaced > 1 else len(title.split())
