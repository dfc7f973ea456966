"""Small readings of words that several modules share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def distance(left: str, right: str, limit: int = 2) -> int:
    """How many letters must be added, dropped, changed or swapped with a neighbour; `limit + 1` stands for more.

    The optimal string alignment distance (Damerau 1964, without repeated edits of one place).
    """
    if abs(len(left) - len(right)) > limit or len(set(left) ^ set(right)) > 2 * limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        following = [i]
        for j, b in enumerate(right, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > limit:
            return limit + 1
        before, row = row, following
    return min(row[-1], limit + 1)


def nearest(word: str, known: Iterable[str], limit: int = 2) -> str | None:
    """The one known word that is a slip away from `word`; None where there is none, or more than one as near."""
    best: list[str] = []
    least = limit + 1
    for candidate in known:
        allowed = min(limit, max(len(word), len(candidate)) // 3)
        away = distance(word.casefold(), candidate.casefold(), allowed)
        if away > allowed or away > least:
            continue
        best = [candidate] if away < least else [*best, candidate]
        least = away
    return best[0] if len(best) == 1 else None


def listing(words: Iterable[str], joint: str = "and") -> str:
    """Words as a sentence has them: `"a", "b" and "c"`, in double quotes."""
    quoted = [f'"{word}"' for word in words]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {joint} {quoted[-1]}"


def unescape(text: str) -> str:
    """A text with its HTML entities resolved. Most texts have none, and the table of entities is large."""
    if "&" not in text:
        return text
    from html import unescape as resolve

    return resolve(text)


def quote_around(text: str, start: int, end: int, around: int) -> str:
    """What stands from `start` to `end` with whole words beside it, of so many characters; `…` where the text goes on.

    Of a word that is longer, or touches the place, only a part is quoted.
    """
    before, after = text[max(0, start - around) : start], text[end : end + around]
    if start > around:
        rest = "" if text[start - around - 1].isspace() else before.partition(" ")[2]
        before = "…" + (rest or before).lstrip()
    if end + around < len(text):
        rest = "" if text[end + around].isspace() else after.rpartition(" ")[0]
        after = (rest or after).rstrip() + "…"
    return shorten(before + text[start:end] + after)


def shorten(text: str, limit: int = 60) -> str:
    """One line of at most `limit` characters, white space folded, `…` where something was left out."""
    folded = " ".join(text[: limit * 8].split())
    return folded if len(folded) <= limit else folded[: limit - 1].rstrip() + "…"
