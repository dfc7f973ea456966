"""One person under several spellings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field

from bylint.archive import Suggestion
from bylint.patterns import pattern
from bylint.rule import RuleOptions, archive_rule
from bylint.text import distance
from bylint_rules.author._spellings import LETTERS, LOGIN, PARTS, SHORTEST_SLIP, SLIP, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bylint.archive import Archive, Group, Member, Said

_JOINT = pattern(r"[\s._-]+")
_LONG = 8
"""Letters of a name that nobody else has by chance."""
_VOWELS = frozenset("aeiouy")
_MOST_SPELLINGS = 40
"""A key that more spellings share tells nothing."""


class Options(RuleOptions):
    """What is evidence enough."""

    slips: bool = Field(
        default=True,
        description="report a long name of few posts that is one letter away from that of many, and names in which two"
        " letters changed places",
    )
    often: int = Field(
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
    names = (LETTERS, PARTS, LOGIN, SLIP) if options.slips else (LETTERS, PARTS, LOGIN)
    for name in names:
        for group in archive.groups(name, differing=True):
            for pair in _pairs(name, group, options):
                for said in _members(group, pair):
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
        if minor != major and _is_certain(name, minor, major):
            yield _Pair(minor, major, counts[major], count == most)


def _earliest(group: Group, usual: list[str]) -> str:
    return next(member.shown for member in group if member.shown in usual)


def _is_certain(name: str, minor: str, major: str) -> bool:
    from bylint.people import Relation, compare, read_person

    if name == LETTERS:
        return _are_same_words(minor, major)
    relation = compare(read_person(minor), read_person(major))
    if name == LOGIN:
        return relation in (Relation.SAME, Relation.MISSPELLED)
    return relation is Relation.SAME and _is_one_order(minor, major)


def _are_same_words(minor: str, major: str) -> bool:
    """Not `Linda` and `Lin Da`: where a blank is missing, another joint stands there, or the letters are many.

    Two logins are one but for capitals.
    """
    from bylint.people.folding import fold, is_unspaced
    from bylint.people.words import is_given

    shorter, longer = sorted((fold(minor).lstrip("@"), fold(major).lstrip("@")), key=lambda name: name.count(" "))
    if " " in shorter or " " not in longer:
        return " " in shorter or shorter == longer
    if is_unspaced(shorter) or _JOINT.sub(" ", shorter) == _JOINT.sub(" ", longer):
        return True
    return len(shorter) >= _LONG and not is_given(shorter)


def _is_one_order(minor: str, major: str) -> bool:
    """Not `Martin James` and `James Martin`, nor `Li Wei` and `Wei Li`, which may be two people."""
    from bylint.people.parts import Fit, fit, parts_of
    from bylint.people.words import is_given

    if "," in minor or "," in major:
        return True
    a, b = parts_of(minor).core, parts_of(major).core
    if all(fit(one, other) is Fit.EXACT for one, other in zip(a, b, strict=True)):
        return True
    return sum(is_given(part.plain) for part in a) == 1


def _slips(group: Group, counts: Mapping[str, int], options: Options) -> Iterator[_Pair]:
    """Pairs that are one letter apart; the better-known spelling is the one of more posts."""
    for minor, count in counts.items():
        for major, more in counts.items():
            if major == minor or more < count:
                continue
            swapped = _slip(minor, major)
            if swapped is None or (not swapped and more < options.often * count):
                continue
            if more == count and _earliest(group, [minor, major]) == minor:
                continue
            yield _Pair(minor, major, more, more == count, is_slip=True)
            break


def _slip(minor: str, major: str) -> bool | None:
    """Whether two names differ by letters that changed places, or by another slip; None if they may be two people."""
    from bylint.people import Relation
    from bylint.people.comparing import compare_names
    from bylint.people.parts import parts_of
    from bylint.people.words import is_given

    if compare_names(minor, major) is not Relation.MISSPELLED:
        return None
    unlike = [
        (one.plain, other.plain)
        for one, other in zip(parts_of(minor).core, parts_of(major).core, strict=True)
        if one.plain != other.plain
    ]
    if len(unlike) != 1:
        return None
    left, right = unlike[0]
    if distance(left, right, 1) != 1 or (is_given(left) and is_given(right)):
        return None
    if min(len(left), len(right)) >= SHORTEST_SLIP and _are_swapped(left, right):
        return True
    return None if _are_two_names(left, right) else False


def _are_swapped(left: str, right: str) -> bool:
    """Two neighbours changed places; `ei` and `ie` make names of their own: Reimann, Riemann."""
    at = next((at for at, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), 0)
    return sorted(left) == sorted(right) and set(left[at : at + 2]) != {"e", "i"}


def _are_two_names(left: str, right: str) -> bool:
    """Whether each of two parts may be a name of its own: short ones, and those that differ as names do.

    Hansen and Jansen, Petrov and Petrova, Meyer and Meier, Petersen and Peterson, Macdonald and Mcdonald, Abdullah and
    Abdallah are two.
    """
    from bylint.people.parts import sound

    shorter, longer = sorted((left, right), key=len)
    if len(shorter) < _LONG or left[0] != right[0] or sound(left) == sound(right):
        return True
    if longer.startswith(shorter) or left[:-1] == right[:-1] or {left[:2], right[:2]} == {"mc", "ma"}:
        return True
    changed = [{one, other} for one, other in zip(left, right, strict=False) if one != other]
    return len(left) == len(right) and any(letters <= _VOWELS for letters in changed)


def _members(group: Group, pair: _Pair) -> Iterator[Said]:
    """The posts that have the rarer spelling, unless one has both: then these are two people."""
    paths = {member.path for member in group if member.shown == pair.minor}
    if any(member.path in paths for member in group if member.shown == pair.major):
        return
    first = group.first(pair.major)
    for member in group:
        if member.shown == pair.minor and first is not None:
            yield _say(member, first, pair)


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
