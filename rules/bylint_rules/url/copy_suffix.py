"""A number that a system put behind an address which was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.archive.firsts import Firsts
from bylint.rule import RuleOptions, archive_rule, option
from bylint.text import shorten
from bylint_rules.url._segments import COPY, SEGMENT, segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.archive import Archive, Member, Said


class Options(RuleOptions):
    """Which numbers mark a copy."""

    largest: int = option(9, ge=2, le=99, description="larger numbers behind an address are no mark of a copy")


@archive_rule(Options, facts=segments, severity="warning")
def copy_suffix(archive: Archive, options: Options) -> Iterator[Said]:
    """The address ends in a number that marks it as a copy: `-2`, where the title has no such number.

    Publishing systems put it there when an address is taken, often by a draft or a copy that is long gone. It stays in
    every link to the post, and looks like the second part of something.

    Bad:

        === posts/2021-03-04-harbour-night.md
        ---
        title: A night in the harbour
        slug: ⟨harbour-night⟩
        ---
        === posts/2022-03-05-harbour.md
        ---
        title: The harbour, at night
        slug: ⟦harbour-night-2⟧
        ---

    Bad:

        === posts/2021-03-04-harbour.md
        ---
        title: The harbour at night
        url: ⟦/2021/harbour-at-night-2/⟧
        ---

    A number that the title has, in whatever form, is no mark, nor is one behind a slug that is not made of the title,
    nor are numbers that count a row of posts.

    Good:

        === posts/2021-03-04-harbour.md
        ---
        title: The harbour at night, part two
        slug: harbour-at-night-2
        ---
        === posts/2021-05-06-mill.md
        ---
        title: Release 1.2 of the mill
        slug: release-1-2
        ---
        === posts/2021-07-08-weir.md
        ---
        title: Where the salmon jump
        slug: weir-walk-2
        ---
        === posts/2022-03-04-market.md
        ---
        title: Market day
        slug: market-day-2
        ---
        === posts/2022-04-05-market.md
        ---
        title: Market day
        slug: market-day-3
        ---

    Good (largest=3):

        === posts/2021-03-04-harbour.md
        ---
        title: The harbour at night
        slug: harbour-at-night-4
        ---
    """
    segments_of, copies_of = Firsts(archive, SEGMENT), Firsts(archive, COPY)
    for member in archive.each(COPY):
        data = member.fact.data
        number = data["number"]
        if number > options.largest:
            continue
        first = segments_of.beside(member.value, member.path) if data["near"] else None
        if first is not None:
            yield member.say(
                f'the address "{member.shown}" ends in a {number}, and "{first.shown}" is that of {first.path}',
                (first.related("the address without the number"),),
                data={"url": member.shown, "count": 2},
            )
        elif data["made"] and not _is_numbered(segments_of, copies_of, member):
            yield member.say(
                f'the address "{member.shown}" ends in a {number} that the title "{shorten(data["title"])}"'
                " does not explain",
                data={"url": member.shown, "title": data["title"]},
            )


def _is_numbered(segments_of: Firsts, copies_of: Firsts, member: Member) -> bool:
    """Whether other posts have the same address with another number: then somebody counts them."""
    if copies_of.beside(member.value, member.path) is not None:
        return True
    return any(segments_of.beside(f"{member.value}{joint}1", member.path) is not None for joint in "-_")
