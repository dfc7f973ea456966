"""A term that one post has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.rule import RuleOptions, archive_rule, option
from bylint_rules.taxonomy._spellings import TERM, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.archive import Archive, Said


class Options(RuleOptions):
    """Which taxonomies should gather posts."""

    taxonomies: tuple[str, ...] = option(("tag", "category"), description="the taxonomies whose terms are counted")


@archive_rule(Options, facts=spellings, severity="info", default=False)
def single_use(archive: Archive, options: Options) -> Iterator[Said]:
    """A tag or category that no other post has.

    Its page lists one post, and leads readers nowhere. A new post's new tag is one as well, which is why the rule is
    off until it is asked for.

    Bad:

        === posts/2021-01-02-mill.md
        ---
        tags: [rivers, ⟦mill wheels⟧]
        ---
        === posts/2021-02-03-weir.md
        ---
        tags: [rivers]
        ---

    Good:

        === posts/2021-01-02-mill.md
        ---
        tags: [rivers]
        ---
        === posts/2021-02-03-weir.md
        ---
        tags: [Rivers]
        series: [By the weir]
        ---

    Bad (taxonomies=[series]):

        === posts/2021-01-02-mill.md
        ---
        tags: [mill wheels]
        series: [⟦By the weir⟧]
        ---
    """
    shared = {group.value for group in archive.groups(TERM) if group.posts > 1}
    for member in archive.each(TERM):
        name = member.fact.data["taxonomy"]
        if name in options.taxonomies and member.value not in shared:
            yield member.say(f'no other post has the {name} "{member.shown}"', data={name: member.shown, "count": 1})
