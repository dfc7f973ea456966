"""What makes two spellings certain to be one person's, and what leaves doubt."""

from __future__ import annotations

from bylint.patterns import pattern
from bylint.text import distance
from bylint_rules.author._spellings import LETTERS, LOGIN, SHORT, SHORTEST_SLIP

_JOINT = pattern(r"[\s._-]+")
_LONG = 8
"""Letters of a name that nobody else has by chance."""
_VOWELS = frozenset("aeiouy")


def is_certain(name: str, minor: str, major: str) -> bool:
    """Whether two spellings that share a fact of that name are one person's."""
    from bylint.people import Relation, compare, read_person

    if name == LETTERS:
        return _are_same_words(minor, major)
    relation = compare(read_person(minor), read_person(major))
    if name == SHORT:
        return relation is Relation.SAME
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


def slip_between(minor: str, major: str) -> bool | None:
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
