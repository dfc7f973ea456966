"""The last part of an address, and whether the title explains the number at its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bylint.archive import Fact
from bylint.archive.kin import number_in_series, shelf
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bylint.diagnostic import Span
    from bylint.post import Post

SEGMENT, COPY = "url/segment", "url/copy"
"""The names of the facts: the last part of every address, and for one that ends in a number the part without it."""

_NUMBERED = pattern(r"(?P<base>.*[^\W_].*)[-_](?P<number>[2-9]|[1-9]\d)\Z", re.DOTALL)
_WORDS = pattern(r"[^\W_]+")
_APOSTROPHE = pattern(r"['’ʼ`]")
_ENOUGH = 2 / 3
"""So many of a slug's words stand in the title that it is made of."""

_ROMAN = ("", "", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_SPELLED = {
    2: "two second zwei zweite zweiter zweites zweiten deux deuxième seconde dos segundo segunda dois duas due secondo"
    " seconda twee tweede два две второй вторая второе два друга другий dwa dwie drugi druga två andra anden",
    3: "three third drei dritte dritter drittes dritten trois troisième tres tercer tercero tercera três terceiro"
    " terceira tre terzo terza drie derde три третий третья третье trzy trzeci trzecia tredje",
    4: "four fourth vier vierte vierter viertes quatre quatrième cuatro cuarto cuarta quatro quarto quarta quattro vierde"
    " четыре четвёртый четвертая четвёртая cztery czwarty czwarta fyra fire fjerde",
    5: "five fifth fünf fünfte fünfter cinq cinquième cinco quinto quinta cinque vijf vijfde пять пятый пятая pięć piąty",
    6: "six sixth sechs sechste sechster sixième seis sexto sexta sei sesto sesta zes zesde шесть шестой sześć szósty",
    7: "seven seventh sieben siebte septième sept siete séptimo sete sétimo sette settimo zeven zevende семь siedem",
    8: "eight eighth acht achte huit huitième ocho octavo oito oitavo otto ottavo achtste восемь osiem",
    9: "nine ninth neun neunte neuf neuvième nueve noveno nove nono negen negende девять dziewięć",
}
_AGAIN = frozenset(
    "again another continued encore followup follow more redux return returns revisited sequel still update updated"
    " wieder nochmals fortsetzung suite nouveau otra vez novamente ancora weer opnieuw снова".split()
)
"""Words of a title that say in another way that the post is not the first."""


class _Segment(NamedTuple):
    text: str
    span: Span


def segments(post: Post) -> Iterator[Fact]:
    """The last part of the address; and if it ends in a number that may mark a copy, what it is without."""
    found = _segment(post)
    if found is None:
        return
    text, span = found
    where = shelf(post)
    yield Fact(SEGMENT, f"{where}\n{text.casefold()}", span, text)
    numbered = _NUMBERED.match(text)
    if numbered is None:
        return
    base, number = numbered["base"], int(numbered["number"])
    title = post.title.value if post.title is not None else None
    if isinstance(title, str) and not _is_said(title, text, number) and str(number) not in number_in_series(post):
        is_made = _is_made_of(base, title)
        yield Fact(COPY, f"{where}\n{base.casefold()}", span, text, {"number": number, "title": title[:300], "made": is_made})


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
    from bylint.people.folding import fold

    digits = str(number)
    words = words_of(title)
    said = sum(digits in re.split(r"\D+", word) or (not word.isascii() and digits in word) for word in words)
    if said:
        return said >= words_of(slug).count(digits)
    if not _AGAIN.isdisjoint(words):
        return True
    if number < len(_ROMAN) and _ROMAN[number] in _WORDS.findall(title):
        return True
    spelled = {fold(word) for word in _SPELLED.get(number, "").split()}
    return not spelled.isdisjoint(words)


def _is_made_of(base: str, title: str) -> bool:
    """Whether a slug's words are the title's, so that the title would say the number if it were meant."""
    words, slug = words_of(title), words_of(base)
    if not slug or sum(word in words for word in slug) < _ENOUGH * len(slug):
        return False
    return not slug[-1].isdecimal() or _stand_together(slug[-2:], words)


def _stand_together(few: Sequence[str], words: Sequence[str]) -> bool:
    return any(list(few) == list(words[at : at + len(few)]) for at in range(len(words)))
