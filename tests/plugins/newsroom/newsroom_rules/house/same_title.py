"""house/same-title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from bylint.archive import Fact, Suggestion
from bylint.rule import RuleOptions, archive_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.archive import Archive, Said
    from bylint.post import Post


class Options(RuleOptions):
    """Whose titles are compared."""

    drafts: bool = Field(default=False, description="drafts take part, too")


def titles(post: Post) -> Iterator[Fact]:
    """The title."""
    title = post.valid("title")
    if title is not None:
        yield Fact("house-title", str(title.value).casefold(), title.span, str(title.value))


@archive_rule(Options, facts=titles, severity="info")
def same_title(archive: Archive, options: Options) -> Iterator[Said]:
    """Two posts have one title.

    Readers of a list cannot tell them apart.

    Bad:

        === posts/a.md
        ---
        title: ⟨The week in the harbour⟩
        date: 2024-05-01
        ---
        === posts/b.md
        ---
        title: ⟦The Week in the Harbour⟧
        date: 2024-05-08
        ---

    Fixed (suggested):

        === posts/a.md
        ---
        title: The week in the harbour
        date: 2024-05-01
        ---
        === posts/b.md
        ---
        title: The Week in the Harbour, 2024-05-08
        date: 2024-05-08
        ---

    Bad (drafts=true):

        === posts/a.md
        ---
        title: ⟨The week in the harbour⟩
        ---
        === posts/b.md
        ---
        title: ⟦The week in the harbour⟧
        draft: true
        ---

    Good:

        === posts/a.md
        ---
        title: The week in the harbour
        ---
        === posts/b.md
        ---
        title: The week in the harbour
        draft: true
        ---
        === posts/c.md
        ---
        title: The week in the harbour, in May
        ---
    """
    for group in archive.groups("house-title"):
        first = None
        for member in group:
            if member.is_draft and not options.drafts:
                continue
            if first is None:
                first = member
                continue
            suggestion = None
            if member.day is not None:
                text = f"{member.shown}, {member.day}"
                suggestion = Suggestion(f'call it "{text}"', text)
            yield member.say(
                f'the title "{member.shown}" is that of {first.path}, too',
                [first.related("the same title")],
                data={"title": member.shown, "count": group.count},
                suggestion=suggestion,
            )
