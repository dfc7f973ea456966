"""How a credit is worded: which part of a line holds the names, and what those are credited with."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bylint.byline.dated import date_at, is_dateline
from bylint.byline.opening import LEADING, has_sign, may_claim, says_nothing
from bylint.languages import (
    BY,
    CONTRIBUTED,
    GUEST,
    GUEST_ONLY,
    PIECE,
    ROLE,
    WEAK,
    WRITTEN,
    Language,
    vocabulary,
)
from bylint.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from bylint.visible import Line

_WORD = pattern(r"[^\s:：,;|｜/()（）]+")
_GAP = pattern(r"\s*(?:[,/|·•–—-]+\s*)?")
_PART = pattern(r"[^\s,(（]+")
_COLON = pattern(r"\s?[:：](?!in(?:nen)?\b)\s?")
"""No colon within a German word that means men and women."""
_CJK_SEPARATOR = pattern(r"\s?[:：/／|｜丨＝=・·—】]\s?|\s")
_CJK_LABELS = pattern(r"([^\s:：|｜丨＝=]{2,12})(?:\s?[:：|｜丨＝=]\s?|\s)")
_CJK_JOINED = pattern(r"[・·、/／&＆和與与]")
_SEPARATOR = pattern(r"\s[|｜•·∙⋅]\s|\s/{1,2}\s")
_TRAILING = " \t,;:|/·•–—-）】"
_NEXT_SENTENCE = pattern(r"(?<=[^\s.]{3})[.!]\s(?=\S+\s[a-zß-ÿа-яёіїєґą-ž])")
_DASH_ON = pattern(r"\s[—–-]{1,3}\s(?=(\S+)\s)")
_DASH = pattern(r"\s[—–-]\s")
_READING_TIME = pattern(r"~?\s?\d{1,3}\s?\S{1,12}(?:\s\S{1,12}){0,2}")
_SENTENCE_END = pattern(r"(?<=[^\s.]{3})[.!。]\s|,\s(?=[a-zß-ÿа-яёіїєґą-ž])")
"""A full stop that is no initial's, or a comma with a clause behind it."""
_CJK = "\u2e80"
_JOINS = frozenset("/&+·")
_CJK_ENDS = frozenset(" \u3000/／|｜")
_COLONS = frozenset(":：")
_SHORT = 24
_NOTE_LIMIT = 32
_PLACE_WORDS = 4
_DIGIT = pattern(r"\d")
_NAME_LIMIT = 400
_LABEL_LIMIT = 48
_WROTE = PIECE | GUEST | WRITTEN | CONTRIBUTED
_STRONG = PIECE | GUEST | WRITTEN | CONTRIBUTED | ROLE
_GUEST = GUEST | CONTRIBUTED


class Claim(NamedTuple):
    """A line says that whoever stands in `text[start:end]` did something. An empty range: the names follow below."""

    start: int
    end: int
    form: str
    role: str
    language: str
    weak: bool = False
    """The word before the name means too much else to count by itself."""
    sentence: bool = False
    """More than "by" leads up to the names; more than names may follow."""
    dated: bool = False
    at: int = 0
    """Where the wording starts."""


def claims_of(line: Line) -> tuple[Claim, ...]:
    """Everyone whom a line credits. Most lines are not even read for it: their first word is none of a credit."""
    return () if line.raw and says_nothing(line.raw) else claims(line.text)


@lru_cache(maxsize=512)  # neighbours are asked again, and posts of one archive have the same bylines and headings
def claims(text: str) -> tuple[Claim, ...]:
    """Everyone whom a line credits. Empty for a line that is not, as a whole, a credit."""
    if len(text) > 1200 or not may_claim(text):
        return ()
    at, dated = _after_dates(text)
    parted = "/" in text or has_sign(text)
    if at == len(text) and not parted:
        return ()
    found = _noted(text, at) or list(_claims_from(text, at, dated=dated))
    if not found and parted:
        for gap in _SEPARATOR.finditer(text):
            before = _READING_TIME.fullmatch(text, 0, gap.start()) or is_dateline(text[: gap.start()])
            if before or (dated and gap.start() <= at + 40):
                found = list(_claims_from(text, LEADING.match(text, gap.end()).end(), dated=dated))  # type: ignore[union-attr]
            if found or gap.start() > 80:
                break
    return tuple(found)


def _colon(text: str, at: int, length: int) -> re.Match[str] | None:
    return _COLON.search(text, at, at + length) if ":" in text or "：" in text else None


def _noted(text: str, at: int) -> list[Claim]:
    """`Editor's note: this is a guest post by NAME`: a sentence behind the label of a remark."""
    colon = _colon(text, at, _NOTE_LIMIT)
    if not colon or text[at : colon.start()].strip(" \t*_").lower() not in vocabulary().notes:
        return []
    found = list(_claims_from(text, colon.end(), dated=False))
    return found if found and (found[0].sentence or text[colon.end() : colon.end() + 1] >= _CJK) else []


def narrowed(text: str, claim: Claim) -> Iterator[Claim]:
    """The claim, then shorter readings of it: up to the section or place, to the end of a sentence or clause."""
    if not claim.sentence:
        yield claim
        return
    sentence = _NEXT_SENTENCE.search(text, claim.start, claim.end)
    if sentence and sentence.start() > claim.start:
        yield claim._replace(end=_trimmed(text, claim.start, sentence.start()))
    yield claim
    ends = {found.start() for found in _SENTENCE_END.finditer(text, claim.start, claim.end)}
    on: set[str] = set()
    for language in vocabulary().languages:
        if language.code == claim.language:
            on |= language.on | language.clauses
    for word in _WORD.finditer(text, claim.start, claim.end):
        if word.group() in on and word.start() > claim.start:
            ends.add(word.start())
    for end in sorted(ends, reverse=True)[:8]:
        yield claim._replace(end=_trimmed(text, claim.start, end))


def _after_dates(text: str) -> tuple[int, bool]:
    at = LEADING.match(text).end()  # type: ignore[union-attr]  # it matches nothing, too
    field = _colon(text, at, _NOTE_LIMIT)
    if field and text[at : field.start()].strip().lower() in vocabulary().fields and date_at(text, field.end()) >= 0:
        at = field.end()
    end = date_at(text, at)
    if end < 0:
        return at, False
    if text[end : end + 1] == ")":
        end += 1
    return LEADING.match(text, end).end(), True  # type: ignore[union-attr]


def _claims_from(text: str, at: int, *, dated: bool) -> Iterator[Claim]:
    claim = _labelled(text, at) or _led(text, at) or _surrounded(text, at)
    while claim:
        behind = claim.end if claim.end < len(text) else claim.start  # what closes a credit is no label of another
        following = _next_credit(text, behind)
        end, found_date = _names_end(text, claim.start, following if following >= 0 else len(text), claim)
        yield claim._replace(end=end, dated=claim.dated or dated or found_date, at=at)
        if following < 0:
            return
        at, dated = following, False
        claim = _labelled(text, at) or _led(text, at)


# the three wordings


def _labelled(text: str, at: int) -> Claim | None:
    """`Author: NAME`, `作者：NAME`, `文 / NAME`, or a label alone, whose names follow below."""
    colon = _colon(text, at, _LABEL_LIMIT)
    if colon:
        label = text[at : colon.start()].strip(" \t*_").lower()
        role, language = vocabulary().labels.get(label) or _compound(label)
        if role:
            return Claim(colon.end(), len(text), _form(label, language), role, language)
    if text[at : at + 1] >= _CJK:
        claim = _labelled_unspaced(text, at)
        if claim:
            return claim
    dash = _DASH.search(text, at, at + _LABEL_LIMIT)
    if dash:
        label = text[at : dash.start()].strip().lower()
        role, language = vocabulary().labels.get(label, ("", ""))
        first = label.partition(" ")[0]
        if role == "author" and any(one.kinds[first] & WRITTEN for one in vocabulary().starting.get(first, ())):
            return Claim(dash.end(), len(text), "labelled", role, language)
    bare = text[at:].strip(" \t").lower() if len(text) - at < _LABEL_LIMIT else ""
    if bare in vocabulary().labels and " " not in bare and len(bare) > 4:
        return Claim(len(text), len(text), "labelled", *vocabulary().labels[bare])
    return None


def _labelled_unspaced(text: str, at: int) -> Claim | None:
    """Labels of one to five letters, or two that are joined (`文・写真：NAME`), before a sign, a stroke or a blank."""
    labels = vocabulary().labels
    joined = _CJK_LABELS.match(text, at)
    parts = [labels.get(part) for part in _CJK_JOINED.split(joined[1])] if joined else []
    if joined and len(parts) > 1 and all(parts):
        author = next((known for known in parts if known and known[0] == "author"), parts[0])
        return Claim(joined.end(), len(text), "labelled", *author) if author else None
    for length in (5, 4, 3, 2, 1):
        known = labels.get(text[at : at + length])
        gap = _CJK_SEPARATOR.match(text, at + length)
        if known and gap and (gap.group().strip() or length > 1 or len(text) - gap.end() <= _SHORT):
            return Claim(gap.end(), len(text), "labelled", *known)
    return None


def _compound(label: str) -> tuple[str, str]:
    """A label of several words, each known: "text and photos" names the author too, "cover photo" does not."""
    words = [word for word in label.replace("/", " / ").replace("&", " & ").split() if word != "/"]
    if not 1 < len(words) <= 5:
        return "", ""
    joins = not _JOINS.isdisjoint(label)
    for language in vocabulary().starting.get(words[0], ()):
        known = [language.kinds.get(word, 0) for word in words]
        labels = [word in language.labels for word in words]
        if not all(kind or label for kind, label in zip(known, labels, strict=True)):
            continue
        roles = [language.roles[word] for word in words if word in language.roles]
        if roles and not joins and language.and_.isdisjoint(words):
            return roles[0], language.code
        guest = any(kind & GUEST for kind in known) and any(kind & PIECE for kind in known)
        if guest or any(labels) or any(kind & (WRITTEN | CONTRIBUTED) for kind in known):
            return "author", language.code
        if roles:
            return roles[0], language.code
    return "", ""


def _form(label: str, code: str) -> str:
    for language in vocabulary().languages:
        if language.code == code:
            kinds = [language.kinds.get(word, 0) for word in label.split()]
            if any(kind & GUEST for kind in kinds):
                return "guest"
    return "labelled"


def _led(text: str, at: int) -> Claim | None:
    """`by NAME`, `Guest post by NAME`, `This article was written by NAME`: known words only, the last one a "by"."""
    first = _WORD.match(text, at)
    if not first:
        return None
    for language in vocabulary().starting.get(first.group().lower(), ()):
        claim = _led_in(text, at, language)
        if claim:
            return claim
    return None


def _led_in(text: str, at: int, language: Language) -> Claim | None:
    seen, role, position, dated, joined, placed = 0, "", at, False, False, False
    best: Claim | None = None
    for count in range(12):
        word = _WORD.match(text, position)
        if not word:
            break
        lower = word.group().lower()
        kind = language.kinds.get(lower, 0)
        if not kind:
            end = date_at(text, position) if count else -1
            if end >= 0:
                dated, position = True, _GAP.match(text, end).end()  # type: ignore[union-attr]
                continue
            placed = placed or lower in language.on
            behind = _behind_place(text, position, language) if placed and seen & WRITTEN else -1
            if behind < 0:
                break
            position, placed = behind, False
            continue
        placed = placed or lower in language.on
        if kind & BY and (seen & _GUEST if kind & GUEST_ONLY else count == 0 or dated or seen & _STRONG):
            best = _by(text, word.end(), kind, seen, "" if joined and seen & _WROTE else role, language)
            if best:
                best = best._replace(dated=True) if dated else best
                break
        if kind & ROLE and not kind & (PIECE | WRITTEN | CONTRIBUTED):
            role = role or language.roles[lower]
        seen |= kind
        joined = joined or lower in language.and_
        position = _GAP.match(text, word.end()).end() if text[word.end() : word.end() + 1] in {" ", ","} else len(text)  # type: ignore[union-attr]
    if best is None and seen & (WRITTEN | CONTRIBUTED) and position < len(text) and language.verb_first:
        return Claim(position, len(text), "plain", role or "author", language.code, sentence=True, dated=dated)
    return best


def _behind_place(text: str, at: int, language: Language) -> int:
    """`Posted in Field Notes by NAME`: where the "by" behind a few other words is, or -1."""
    for count, word in enumerate(_WORD.finditer(text, at, at + _LABEL_LIMIT)):
        kind = language.kinds.get(word.group().lower(), 0)
        if count and kind & BY and not kind & (WEAK | GUEST_ONLY):
            return word.start()
        if count > _PLACE_WORDS:
            break
    return -1


def _behind_description(text: str, at: int, kinds: dict[str, int]) -> int:
    """`by our guest author NAME`: where the name starts, if words for a writer in small letters lead up to it."""
    seen = 0
    for word in _WORD.finditer(text, at, at + _LABEL_LIMIT):
        kind = kinds.get(word.group().lower())
        if kind is None:
            return word.start() if seen & (GUEST | WRITTEN | CONTRIBUTED) and word.group()[:1].isupper() else at
        seen |= kind
    return at


def _by(text: str, at: int, kind: int, seen: int, role: str, language: Language) -> Claim | None:
    colon = _COLON.match(text, at)
    if not colon and not text[at : at + 1].isspace():
        return None
    start = colon.end() if colon else at + 1
    if start >= len(text):
        return None
    led = bool(seen & _STRONG)
    start = _behind_description(text, start, language.kinds)
    form = "guest" if seen & GUEST else "contribution" if seen & CONTRIBUTED else "plain"
    return Claim(
        start,
        len(text),
        form,
        role or "author",
        language.code,
        weak=bool(kind & WEAK) and not led,
        sentence=led,
    )


def _surrounded(text: str, at: int) -> Claim | None:
    """`本文由NAME撰写`: languages that put words around the name instead of a "by" before it."""
    if text[at : at + 1] < _CJK:
        return None
    separator = _SEPARATOR.search(text, at)
    text = text[: separator.start()] if separator else text
    if len(text) > _LABEL_LIMIT:
        return None
    for before, after, language in vocabulary().around:
        if not text.startswith(before, at):
            continue
        stop = text.rfind(after, at + len(before) + 1) if before else -1
        if not before and text.rstrip(" 。.").endswith(after):
            stop = len(text.rstrip(" 。.")) - len(after)
        if stop - at - len(before) > 0 and stop - at < 60:
            return Claim(at + len(before), stop, "plain", "author", language)
    return None


# where the names end


def _next_credit(text: str, at: int) -> int:
    """Where another credit starts on the same line ("..., edited by ...", "... Photos: ..."), or -1."""
    words = vocabulary()
    found = list(_WORD.finditer(text, at, at + _NAME_LIMIT))
    for index, word in enumerate(found[1:], 1):
        lower = word.group().lower()
        if lower in words.labels or lower in words.fields:
            after = text[word.end() : word.end() + 2]
            if after.lstrip(" ")[:1] in _COLONS or (lower >= _CJK and lower in words.labels and after[:1] in _CJK_ENDS):
                return word.start()
        for language in words.starting.get(lower, ()):
            if not language.kinds[lower] & (WRITTEN | ROLE | CONTRIBUTED):
                continue
            following = found[index + 1].group().lower() if index + 1 < len(found) else ""
            if language.kinds.get(following, 0) & BY and not language.kinds[following] & GUEST_ONLY:
                return word.start()
    return -1


def _names_end(text: str, start: int, end: int, claim: Claim) -> tuple[int, bool]:
    """Where the names end, and whether a date was cut off behind them."""
    end = min(end, claim.end)
    stop = text.find("。", start + 1, end)
    end = stop if stop > 0 else end
    separator = _SEPARATOR.search(text, start, end)
    dash = _DASH_ON.search(text, start, end)
    dated = False
    if dash and dash.start() > start and any(dash[1].lower() in language.on for language in vocabulary().languages):
        end = dash.start()
        separator = separator if separator and separator.start() < end else None
    if separator and separator.start() > start:
        dated = any(char.isdigit() for char in text[separator.end() : end])
        end = separator.start()
    if _DIGIT.search(text, start, end):
        for word in _PART.finditer(text, start, end):
            if word.start() > start and date_at(text, word.start()) >= 0:
                dated, end = True, word.start()
                break
    return _trimmed(text, start, end, claim), dated


def _trimmed(text: str, start: int, end: int, claim: Claim | None = None) -> int:
    """`end` before the connecting words and signs that lead on to what was cut off."""
    cut = end < len(text)
    while True:
        kept = text[start:end].rstrip(_TRAILING + "([（" if cut else _TRAILING)
        head, blank, last = kept.rpartition(" ")
        if not (blank and _leads_away(last.rstrip("."), claim, cut=cut)):
            return start + len(kept)
        end = start + len(head)


def _leads_away(word: str, claim: Claim | None, *, cut: bool) -> bool:
    """Whether a word closes a credit in its language, or connects to what was cut off."""
    words, lower = _ending_words(), word.lower()
    connects = word in words.connecting or (len(word) > 1 and lower in words.places)
    return (cut and connects) or (claim is not None and lower in words.closers[claim.language])


class _Endings(NamedTuple):
    connecting: frozenset[str]
    """As they stand: `dan` joins two names in Indonesian, and Dan is a name."""
    places: frozenset[str]
    """Before a date or a section, with a capital too: "Posted By Ana Ruiz On ..."."""
    closers: dict[str, frozenset[str]]


@cache
def _ending_words() -> _Endings:
    languages = vocabulary().languages
    places = frozenset().union(*(language.on for language in languages))
    joining = frozenset().union(*(language.and_ for language in languages))
    return _Endings(places | joining, places, {language.code: language.closers for language in languages})
