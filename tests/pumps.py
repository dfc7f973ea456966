"""The texts on which a regular expression would be slow, made from the expression: what it repeats, again and again."""

from __future__ import annotations

import re
from re import _constants as codes  # type: ignore[attr-defined]  # the one reading of an expression that there is
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bylint.patterns import LazyPattern

OF_CATEGORY = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_SPACE: " \n",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_WORD: "aé",
    codes.CATEGORY_NOT_WORD: " -",
}
OTHERS = "a -\n<é1"
"""What an expression means by any other sign."""
MOST_ALTERNATIVES = 6
MOST_SIGNS = 6


def pumps_of(pattern: re.Pattern[str] | LazyPattern) -> list[str]:
    """Each text that a part of the expression which has no end could go on and on through.

    That is what the part itself repeats, and the same with what stands before it in the expression, after it, or both:
    a search that starts again at each of many places costs as much as one that goes back and forth in one.
    """
    found: dict[str, None] = {}
    flags = pattern.flags if isinstance(pattern, re.Pattern) else pattern._flags
    _walk(parser.parse(pattern.pattern, flags), "", found)
    return [pump for pump in found if pump]


def _walk(items: Any, before: str, found: dict[str, None]) -> None:
    listed = list(items)
    samples = [_samples(item) for item in listed]
    for index, (code, value) in enumerate(listed):
        ahead = before + "".join(each[0] for each in samples[:index])
        after = "".join(each[0] for each in samples[index + 1 :])
        if code in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
            if value[1] == codes.MAXREPEAT:
                for body in _samples_of_all(value[2]):
                    found.update(dict.fromkeys((body, ahead + body, body + after)))
                found[ahead + _samples_of_all(value[2])[0] + after] = None
            _walk(value[2], ahead, found)
        elif code is codes.SUBPATTERN:
            _walk(value[3], ahead, found)
        elif code is codes.ATOMIC_GROUP:
            _walk(value, ahead, found)
        elif code is codes.BRANCH:
            for branch in value[1]:
                _walk(branch, ahead, found)
        elif code in {codes.ASSERT, codes.ASSERT_NOT}:
            _walk(value[1], ahead, found)


def _samples_of_all(items: Any) -> list[str]:
    """Texts that the parts match one after the other: the first of each, and with each of the others in its place."""
    samples = [_samples(item) for item in items]
    first = "".join(each[0] for each in samples)
    found = [first]
    for index, each in enumerate(samples):
        ahead = "".join(one[0] for one in samples[:index])
        after = "".join(one[0] for one in samples[index + 1 :])
        found += [ahead + other + after for other in each[1:]]
    return list(dict.fromkeys(found))[:MOST_SIGNS]


def _samples(item: tuple[Any, Any]) -> list[str]:  # one case for each kind of part
    code, value = item
    match code:
        case codes.LITERAL:
            return [chr(value)]
        case codes.NOT_LITERAL:
            return [sign for sign in OTHERS if ord(sign) != value][:2]
        case codes.ANY:
            return ["a", " "]
        case codes.IN:
            return _signs(value)
        case codes.BRANCH:
            return [text for branch in value[1] for text in _samples_of_all(branch)][:MOST_ALTERNATIVES] or [""]
        case codes.SUBPATTERN:
            return _samples_of_all(value[3])
        case codes.ATOMIC_GROUP:
            return _samples_of_all(value)
        case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
            least, most, items = value
            return [text * max(least, min(most, 1)) for text in _samples_of_all(items)]
    return [""]


def _signs(members: list[tuple[Any, Any]]) -> list[str]:
    found: list[str] = []
    for code, value in members:
        if code is codes.LITERAL:
            found.append(chr(value))
        elif code is codes.RANGE:
            found.append(chr(value[0]))
        elif code is codes.CATEGORY:
            found += OF_CATEGORY[value]
    if members[0][0] is codes.NEGATE:
        matches = re.compile("|".join(re.escape(sign) for sign in found) or "(?!)").match
        return [sign for sign in OTHERS if not matches(sign)][:3] or ["\u4e2d"]
    return found[:MOST_SIGNS]
