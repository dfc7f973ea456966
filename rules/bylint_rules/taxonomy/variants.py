"""One term under several spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.archive import Suggestion
from bylint.rule import RuleOptions, archive_rule, option
from bylint_rules.taxonomy._spellings import TERM, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bylint.archive import Archive, Group, Said

_SHORTEST = 3
"""Of two letters, capitals make another word: `IT`, `it`."""
_LONG = 7
"""Of fewer letters, accents make another word: `côte` and `côté`, `marche` and `marché`, `papa` and `papá`."""


class Options(RuleOptions):
    """Which spellings are one term."""

    plurals: bool = option(
        default=True, description="report a term in the plural where more posts have the singular, and so on"
    )
    letter_case: bool = option(default=True, description="report terms that differ by capitals alone")


@archive_rule(Options, facts=spellings, severity="warning")
def variants(archive: Archive, options: Options) -> Iterator[Said]:
    """One tag or category is spelled in several ways across the archive.

    Each spelling gets a page and a feed of its own, and neither shows all posts. The spelling that fewer posts have is
    reported. Terms are compared within a taxonomy and a language.

    Bad:

        === posts/2021-01-02-mill.md
        ---
        tags: [⟨open source⟩]
        ---
        === posts/2021-02-03-weir.md
        ---
        tags: [open source]
        ---
        === posts/2021-03-04-harbour.md
        ---
        tags: [⟦Open-Source⟧]
        ---

    Fixed (suggested):

        === posts/2021-01-02-mill.md
        ---
        tags: [open source]
        ---
        === posts/2021-02-03-weir.md
        ---
        tags: [open source]
        ---
        === posts/2021-03-04-harbour.md
        ---
        tags: [open source]
        ---

    Bad:

        === posts/2021-01-02-mill.md
        ---
        tags: [⟨tutorial⟩]
        ---
        === posts/2021-02-03-weir.md
        ---
        tags: [tutorial]
        ---
        === posts/2021-03-04-harbour.md
        ---
        tags: [⟦tutorials⟧]
        ---

    Good (plurals=false):

        === posts/2021-01-02-mill.md
        ---
        tags: [tutorial]
        ---
        === posts/2021-02-03-weir.md
        ---
        tags: [tutorials]
        ---

    Good (letter_case=false):

        === posts/2021-01-02-mill.md
        ---
        tags: [Tutorial]
        ---
        === posts/2021-02-03-weir.md
        ---
        tags: [tutorial]
        ---

    A category may be called as a tag is, and letters and signs that make another word count.

    Good:

        === posts/2021-01-02-mill.md
        ---
        categories: [News]
        tags: [news, C, it]
        ---
        === posts/2021-02-03-weir.md
        ---
        tags: [news, C++, IT]
        ---

    Where a vocabulary lists the terms of a taxonomy, taxonomy/unknown speaks of those that it lacks.

    Good (vocabulary={tags: [open source]}):

        === posts/2021-01-02-mill.md
        ---
        tags: [open source]
        ---
        === posts/2021-02-03-weir.md
        ---
        tags: [open source]
        ---
        === posts/2021-03-04-harbour.md
        ---
        tags: [Open-Source]
        ---

    The fix is only a suggestion: the spelling of few posts may be the better one.
    """
    for group in archive.groups(TERM, differing=True):
        if group.posts > 1:
            yield from _of_group(group, options)


def _of_group(group: Group, options: Options) -> Iterator[Said]:
    counts = group.spellings()
    most = max(counts.values())
    usual = [spelling for spelling, count in counts.items() if count == most]
    major = usual[0] if len(usual) == 1 else next(member.shown for member in group if member.shown in usual)
    minors = {minor for minor in counts if minor != major and _is_variant(minor, major, options)}
    if minors:
        yield from _members(group, minors, major, counts)


def _members(group: Group, minors: set[str], major: str, counts: Mapping[str, int]) -> Iterator[Said]:
    first = group.first(major)
    count = counts[major]
    where = "1 post" if count == 1 else f"{count} posts"
    for member in group:
        data = member.fact.data
        if member.shown not in minors or first is None or "listed" in data:
            continue
        is_tie = counts[member.shown] == count
        yield member.say(
            f'{data["taxonomy"]} "{member.shown}" is spelled "{major}" in {where}',
            (first.related(f'"{major}"'),),
            data={data["taxonomy"]: member.shown, "archive": major, "count": count},
            suggestion=None
            if is_tie or "part" in data
            else Suggestion(f'set the {data["taxonomy"]} to "{major}"', major),
        )


def _is_variant(minor: str, major: str, options: Options) -> bool:
    from bylint.spelling import spelling_key

    if minor.casefold() == major.casefold():
        return options.letter_case and len(minor) >= _SHORTEST
    if len(minor) == len(major) and minor.isalpha() and major.isalpha() and len(minor) < _LONG:
        return False
    return options.plurals or spelling_key(minor, plurals=False) == spelling_key(major, plurals=False)
