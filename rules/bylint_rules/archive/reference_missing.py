"""A reference to a post that is not there."""

from __future__ import annotations

import posixpath
from itertools import islice
from typing import TYPE_CHECKING

from bylint.archive.firsts import Firsts
from bylint.rule import RuleOptions, archive_rule, option
from bylint_rules.archive._references import KEY, REFERENCE, TARGET, references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.archive import Archive, Member, Said

_LOOKED_AT = 100
"""So many references under a key tell what kind they are."""
_SHARE = 0.75


class Options(RuleOptions):
    """When it is certain that a key names posts."""

    known: int = option(
        2,
        ge=1,
        description="a key names posts if so many references under it, and three in four, lead to one",
    )


@archive_rule(Options, facts=references, severity="error")
def reference_missing(archive: Archive, options: Options) -> Iterator[Said]:
    """Metadata such as `related`, `next` or `translation_of` names a post that is not there.

    The theme shows a dead link, or nothing, or stops. Mostly the other post was renamed or taken down.

    Bad:

        === posts/2021-03-04-mill.md
        ---
        title: The old mill
        related: [weir-walk, harbour-night]
        ---
        === posts/2021-05-06-harbour-night.md
        ---
        title: A night in the harbour
        related: [⟦weir-and-wheel⟧]
        ---
        === posts/2021-07-08-weir-walk.md
        ---
        title: A walk to the weir
        related: [harbour-night]
        ---

    Good:

        === posts/2021-03-04-mill.md
        ---
        title: The old mill
        related: [weir-walk, harbour-night]
        ---
        === posts/2021-05-06-harbour-night.md
        ---
        title: A night in the harbour
        related: [posts/2021-07-08-weir-walk.md]
        ---
        === posts/2021-07-08-weir-walk.md
        ---
        title: A walk to the weir
        related: [harbour-night]
        ---

    A reference is the name of a file, a slug or an address. It is doubted only where most references under the same key
    lead to a post, so that it is certain what the key is for; and an address only beside those of other posts: there
    may be other pages.

    Good (known=9):

        === posts/2021-03-04-mill.md
        ---
        related: [weir-walk, harbour-night]
        ---
        === posts/2021-05-06-harbour-night.md
        ---
        related: [weir-and-wheel]
        ---
        === posts/2021-07-08-weir-walk.md
        ---
        related: [harbour-night]
        ---

    Good:

        === posts/2021-03-04-mill.md
        ---
        url: /2021/mill/
        next: /2021/weir/
        ---
        === posts/2021-05-06-weir.md
        ---
        url: /2021/weir/
        next: /2021/harbour/
        ---
        === posts/2021-07-08-harbour.md
        ---
        url: /2021/harbour/
        next: /about/the-valley/
        ---

    In an archive that is checked only in part, nothing is said.
    """
    if not archive.whole:
        return
    targets = Firsts(archive, TARGET, 1)
    certain: dict[str, bool] = {}
    for member in archive.each(REFERENCE):
        if targets.of(member.value):
            continue
        prefix, _, target = member.value.rpartition("\n")
        kind, _, text = target.partition(":")
        key = f"{prefix}\n{member.fact.data['key']}\n{kind}"
        if key not in certain:
            certain[key] = _is_certain(archive, targets, key, options)
        if certain[key] and (kind == "name" or _is_among_posts(targets, prefix, text)):
            yield _say(member)


def _is_certain(archive: Archive, targets: Firsts, key: str, options: Options) -> bool:
    """Whether most references under a key lead to posts."""
    found = [bool(targets.of(member.shown)) for member in islice(archive.find(KEY, key), _LOOKED_AT)]
    return sum(found) >= max(options.known, _SHARE * len(found))


def _is_among_posts(targets: Firsts, prefix: str, address: str) -> bool:
    """Whether posts have addresses beside this one, and none has one below it: then it would be a post's."""
    above = posixpath.dirname(address)
    return bool(targets.of(f"{prefix}\nfolder:{above}")) and not targets.of(f"{prefix}\nfolder:{address}")


def _say(member: Member) -> Said:
    place = member.fact.data["place"]
    return member.say(
        f'{place} names "{member.shown}", and there is no such post',
        data={"reference": member.shown, "key": member.fact.data["key"]},
    )
