"""One person under several spellings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bylint.archive import Suggestion
from bylint.rule import RuleOptions, archive_rule, option
from bylint_rules.author._evidence import is_certain, slip_between
from bylint_rules.author._spellings import LETTERS, LOGIN, PARTS, SHORT, SLIP, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bylint.archive import Archive, Group, Member, Said

_MOST_SPELLINGS = 40
"""A key that more spellings share tells nothing."""


class Options(RuleOptions):
    """What is evidence enough."""

    slips: bool = option(
        default=True,
        description="report a long name of few posts that is one letter away from that of many, and names in which two"
        " letters changed places",
    )
    short_forms: bool = option(
        default=False,
        description="report a name that may be another in short: an initial, a nickname, no middle name",
    )
    often: int = option(
        5,
        ge=2,
        description="how many times as often as a slip the other spelling must stand, unless letters changed places",
    )


class _Pair(NamedTuple):
    """A spelling, and the one that more posts have."""

    minor: str
    major: str
    often: int
    is_tie: bool
    is_slip: bool = False


@archive_rule(Options, facts=spellings, severity="warning")
def variants(archive: Archive, options: Options) -> Iterator[Said]:
    """One author is spelled in several ways across the archive.

    Each spelling gets an author page, a feed and a count of its own, and none of them is complete. The spelling that
    fewer posts have is reported.

    Bad:

        === posts/2021-01-02-mill.md
        ---
        author: ⟨Élise Brandt⟩
        ---
        === posts/2021-02-03-weir.md
        ---
        author: Élise Brandt
        ---
        === posts/2021-03-04-harbour.md
        ---
        author: ⟦Elise BRANDT⟧
        ---

    Fixed (suggested):

        === posts/2021-01-02-mill.md
        ---
        author: Élise Brandt
        ---
        === posts/2021-02-03-weir.md
        ---
        author: Élise Brandt
        ---
        === posts/2021-03-04-harbour.md
        ---
        author: Élise Brandt
        ---

    Case, accents, hyphens, spaces and the order of a name that a comma turns do not make another person, nor does a
    login that is the name run together. Names that stand beside one login are one person's.

    Bad:

        === posts/2021-01-02-mill.md
        ---
        author: {name: ⟨Bo Lindqvist⟩, twitter: bolind}
        ---
        === posts/2021-02-03-weir.md
        ---
        author: {name: Bo Lindqvist, twitter: bolind}
        ---
        === posts/2021-03-04-harbour.md
        ---
        author: {name: ⟦Bo A. Lindqvist⟧, twitter: bolind}
        ---

    Two letters that changed places are a slip, and so is one letter more or less in a long name that stands seldom
    where another stands often.

    Bad (often=2):

        === posts/2021-01-02-mill.md
        ---
        author: ⟨Carla Montefiore⟩
        ---
        === posts/2021-02-03-weir.md
        ---
        author: Carla Montefiore
        ---
        === posts/2021-03-04-harbour.md
        ---
        author: ⟦Carla Montfiore⟧
        ---

    Good (slips=false):

        === posts/2021-01-02-mill.md
        ---
        author: Carla Montefiore
        ---
        === posts/2021-02-03-weir.md
        ---
        author: Carla Montfeiore
        ---

    Two people may have nearly one name: `Jon` and `John`, father and son, a namesake with an initial of his own.

    Good:

        === posts/2021-01-02-mill.md
        ---
        author: Jon Smith
        ---
        === posts/2021-02-03-weir.md
        ---
        author: John Smith
        ---
        === posts/2021-03-04-harbour.md
        ---
        author: John B. Smith
        ---
        === posts/2021-04-05-crane.md
        ---
        author: John Smith Jr.
        ---

    On a site where nobody has a namesake, shorter forms of a name can be reported as well.

    Bad (short_forms=true):

        === posts/2021-01-02-mill.md
        ---
        author: ⟨Daniel Whitcombe⟩
        ---
        === posts/2021-02-03-weir.md
        ---
        author: Daniel Whitcombe
        ---
        === posts/2021-03-04-harbour.md
        ---
        author: ⟦Dan Whitcombe⟧
        ---

    What the site's registry of authors or `[people]` in the configuration say is settled.

    Good (people={E. Brandt: Élise Brandt, elise brandt: Élise Brandt}):

        === posts/2021-01-02-mill.md
        ---
        author: Élise Brandt
        ---
        === posts/2021-02-03-weir.md
        ---
        author: Elise Brandt
        ---

    The fix is only a suggestion: the spelling of few posts may be the right one.
    """
    told: set[tuple[str, int]] = set()
    settled: set[tuple[str, str]] = set()
    names = (LETTERS, PARTS, LOGIN, *([SLIP] if options.slips else []), *([SHORT] if options.short_forms else []))
    for name in names:
        for group in archive.groups(name, differing=True):
            site, _, _ = group.value.partition("\n")
            pairs = {pair.minor: pair for pair in _pairs(name, group, options) if (site, pair.minor) not in settled}
            settled.update((site, minor) for minor in pairs)
            for said in _members(group, pairs) if pairs else ():
                place = (said.path, said.span.start)
                if place not in told:
                    told.add(place)
                    yield said


def _pairs(name: str, group: Group, options: Options) -> Iterator[_Pair]:
    """The spellings of a group that are not the usual one, though it is one person's."""
    counts = group.spellings()
    if not 1 < len(counts) <= _MOST_SPELLINGS:
        return
    if name == SLIP:
        yield from _slips(group, counts, options)
        return
    most = max(counts.values())
    usual = [spelling for spelling, count in counts.items() if count == most]
    major = usual[0] if len(usual) == 1 else _earliest(group, usual)
    for minor, count in counts.items():
        if minor != major and is_certain(name, minor, major):
            yield _Pair(minor, major, counts[major], count == most)


def _earliest(group: Group, usual: list[str]) -> str:
    return next(member.shown for member in group if member.shown in usual)


def _slips(group: Group, counts: Mapping[str, int], options: Options) -> Iterator[_Pair]:
    """Pairs that are one letter apart; the better-known spelling is the one of more posts."""
    for minor, count in counts.items():
        for major, more in counts.items():
            if major == minor or more < count:
                continue
            swapped = slip_between(minor, major)
            if swapped is None or (not swapped and more < options.often * count):
                continue
            if more == count and _earliest(group, [minor, major]) == minor:
                continue
            yield _Pair(minor, major, more, more == count, is_slip=True)
            break


def _members(group: Group, pairs: Mapping[str, _Pair]) -> Iterator[Said]:
    """The posts that have a rarer spelling, unless one has the usual one too: then these are two people."""
    paths: dict[str, set[str]] = {minor: set() for minor in pairs}
    for member in group:
        if member.shown in paths:
            paths[member.shown].add(member.path)
    rivals: dict[str, list[str]] = {}
    for pair in pairs.values():
        rivals.setdefault(pair.major, []).append(pair.minor)
    for member in group:
        for minor in rivals.get(member.shown, ()):
            if member.path in paths.get(minor, ()):
                del paths[minor]
    for member in group:
        first = group.first(pairs[member.shown].major) if member.shown in paths else None
        if first is not None:
            yield _say(member, first, pairs[member.shown])


def _say(member: Member, first: Member, pair: _Pair) -> Said:
    where = "1 other post" if pair.often == 1 else f"{pair.often} other posts"
    how = "may be a slip for" if pair.is_slip else "is spelled"
    text = str(member.fact.data.get("text", pair.minor))
    return member.say(
        f'author "{pair.minor}" {how} "{pair.major}", as in {where}',
        (first.related(f'"{pair.major}"'),),
        data={"author": [pair.minor], "archive": [pair.major], "count": pair.often},
        suggestion=None
        if pair.is_tie or _loses_accents(pair)
        else Suggestion(f'set the author to "{pair.major}"', _rewritten(text, pair)),
    )


def _rewritten(text: str, pair: _Pair) -> str:
    """The value with the other spelling where the name stands as words of its own."""
    return re.sub(rf"(?<!\w){re.escape(pair.minor)}(?!\w)", lambda _: pair.major, text, count=1)


def _loses_accents(pair: _Pair) -> bool:
    """Accents are left out by accident, and never put in: the spelling of few posts is the right one."""
    return pair.major.isascii() and not pair.minor.isascii()
