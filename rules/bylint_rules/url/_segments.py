"""The last part of an address, and whether the title explains the number at its end."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bylint.archive import Fact
from bylint.archive.kin import number_in_series, shelf
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bylint.diagnostic import Span
    from bylint.post import Post

SEGMENT, COPY = "url/segment", "url/copy"
"""The names of the facts: the last part of every address, and for one that ends in a number the part without it."""

_NUMBER = pattern(r"[-_]([2-9]|[1-9]\d)\Z")
_DIGITS = pattern(r"\d{1,9}")
_WORDS = pattern(r"[^\W_]+")
_APOSTROPHE = pattern(r"['’ʼ`]")
_ENOUGH = 2 / 3
"""So many of a slug's words stand in the title that it is made of."""

_ROMAN = ("", "", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_HAN = "〇一二三四五六七八九"


class _Segment(NamedTuple):
    text: str
    span: Span


def segments(post: Post) -> Iterator[Fact]:
    """The last part of the address; and if it ends in a number that may mark a copy, what it is without."""
    segment = _segment(post)
    if segment is None:
        return
    text, span = segment
    where = shelf(post)
    yield Fact(SEGMENT, f"{where}\n{text.casefold()}", span, text)
    found = _NUMBER.search(text, max(0, len(text) - 3)) if text[-1].isdecimal() else None
    if found is None:
        return
    base, number = text[: found.start()], int(found[1])
    if not any(map(str.isalpha, base)):
        return
    title = post.title.value if post.title is not None else None
    if isinstance(title, str) and not _is_said(title, text, number) and str(number) not in number_in_series(post):
        data = {"number": number, "title": title[:300], **_made_of(base, title)}
        yield Fact(COPY, f"{where}\n{base.casefold()}", span, text, data)


def _segment(post: Post) -> _Segment | None:
    """The last part of the address, as far as it is known, and where it is written: else at the title."""
    if post.is_draft or post.title is None:
        return None
    for field in (post.url, post.slug):
        if field is not None and isinstance(field.value, str):
            text = field.value.split("?")[0].rstrip("/").rpartition("/")[2]
            return _Segment(text.removesuffix(".html")[:300], field.span) if text else None
    text = (post.address or "").rstrip("/").rpartition("/")[2] or post.path_facts.segment or ""
    return _Segment(text.removesuffix(".html")[:300], post.title.span) if text else None


def words_of(text: str) -> list[str]:
    """The words of a title or a slug, as both have them: small, without accents and apostrophes."""
    from bylint.people.folding import fold

    return _WORDS.findall(_APOSTROPHE.sub("", fold(text[:500]).replace("_", " ")))


def _is_said(title: str, slug: str, number: int) -> bool:
    """Whether a title has the number too, in whatever form, as often as the slug."""
    digits = str(number)
    words = frozenset(words_of(title))
    said = sum(number in map(int, _DIGITS.findall(word)) for word in words_of(title))
    if said:
        return said >= words_of(slug).count(digits)
    if number < len(_ROMAN) and (_ROMAN[number] in words or _HAN[number] in title):
        return True
    spelled = _spelled()
    return not words.isdisjoint((*spelled.get(digits, ()), *spelled["again"]))


@lru_cache(maxsize=1)
def _spelled() -> Mapping[str, frozenset[str]]:
    """By digit, the words of all languages for a number; and those for something that is not the first."""
    from bylint.languages import read_data
    from bylint.people.folding import fold

    found: dict[str, set[str]] = defaultdict(set)
    for table in read_data("numbers").values():
        for key, words in table.items():
            found[key].update(fold(word.strip()) for word in words.split(","))
    return {key: frozenset(words) for key, words in found.items()}


def _made_of(base: str, title: str) -> dict[str, bool]:
    """Whether a slug's words are the title's, so that it would say a number that is meant; `near`: half."""
    words, slug = words_of(title), words_of(base)
    share = sum(word in words for word in slug) / len(slug) if slug else 0
    is_whole = slug == words if len(slug) < 2 else not slug[-1].isdecimal() or _stand_together(slug[-2:], words)
    return {"made": share >= _ENOUGH and is_whole, "near": share >= 1 / 2}


def _stand_together(few: Sequence[str], words: Sequence[str]) -> bool:
    return any(list(few) == list(words[at : at + len(few)]) for at in range(len(words)))
