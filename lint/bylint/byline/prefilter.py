"""Could there be a credit at all? Most posts have none, and are asked only this."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import NamedTuple

from bylint.languages import BY, CONTRIBUTED, GUEST_ONLY, WRITTEN, vocabulary
from bylint.patterns import pattern

HEAD_WINDOW = 4_096
"""Characters of the body's beginning in which a credit may start."""
TAIL_WINDOW = 1_536
"""The same for its end."""

_START = (
    r"[^\w\n<!]{0,80}+"
    r"(?:[\d_<!](?:[^\w\n<!]|[\d_]|(?<=<)[^>\n]*>|<[^>\n]{0,1000}>|(?<=!)\[[^\]\n]{0,300}\](?:\([^)\n]{0,1000}\))?|!){0,80}+)?+"
    r"([^\W\d_]+(?:['’-][^\W\d_]+)*+)"
)
_LINE = pattern(rf"\n{_START}([^\n]*+)")
_AFTER_TAG = pattern(rf">{_START}([^\n<]{{0,120}})(<?)")
_WORD_AFTER_TAG = pattern(r">[\W\d_]{0,200}+([^\W\d_]+)")
_REFERENCE = pattern(r"\[[^\]\n]{1,200}\]:")
_TAGS = pattern(r"<[^<>]{0,300}>")
_LINKS = pattern(r"\([^()\s]{0,300}\)|\[\d{0,4}\]|[*_\[\]]")
_MARKS = " \t\r*_#>"
_LIST = pattern(r"[ \t]{0,12}+(?:[-*+]\s|\d{1,9}[.)]\s|[|`])")
_DECORATION = " \t\r\0*_[]()>'’\"“”.,;|/–—-"
_LABEL_LIMIT = 48
_SHORT = 20
"""Characters behind a label that stands alone."""
_SIGNATURE_LIMIT = 64
_BIOGRAPHY_LIMIT = 120
"""Characters in which a biography says "is", and a few more."""
_EMPHASIS = pattern(r"[ \t]{0,12}+(?:\*{1,3}(?!\s)|_|<(?:em|i|strong|b)\b)")
_CJK = "\u2e80"
_LINES = 24
_REST_LIMIT = 120
"""Characters behind the first word that are looked at."""
_CLOCK = frozenset({"utc", "gmt", "am", "pm", "uhr", "h", "st", "nd", "rd", "th", "er"})
_CJK_JOINERS = "・·、/／"
_PLACE_WORDS = 5
_NOTE_LIMIT = 32
_LAST_LINES = 5
_RAW_LIMIT = 400
_SEPARATORS = "|•·"
_PIECE = pattern(r"[|•·][^\w|•·]*+([^\W\d_]+)([^|•·]*)")
_SPLIT = pattern(r"[^\w]+")
_TOKEN = pattern(r"(?:[^\W_]|&)(?:[^\s:：,;|/()<>\[\]*]*[\w)])?")


class _Triggers(NamedTuple):
    by: frozenset[str]
    later: frozenset[str]
    """As `by`, but never the first word."""
    written: frozenset[str]
    places: frozenset[str]
    """Words behind which a section may stand: "posted in Field Notes by ..."."""
    notes: frozenset[str]
    """How labels of remarks start."""
    known: frozenset[str]
    """Words that may lead up to a "by"."""
    first: frozenset[str]
    """All that a credit may start with."""
    verbs: frozenset[str]
    """Words that a name may follow at once."""
    labels: frozenset[str]
    about: frozenset[str]
    is_: frozenset[str]
    """What stands between a name and what somebody is."""
    leading: frozenset[str]
    """Words that need none behind them to lead up to a name."""
    following: frozenset[str]
    """Words that may come second."""
    glued: tuple[str, ...]
    closing: tuple[str, ...]


@cache
def _triggers() -> _Triggers:
    words = vocabulary()
    by: set[str] = set()
    later: set[str] = set()
    written: set[str] = set()
    verbs: set[str] = set()
    known: set[str] = set(words.months) | words.weekdays | _CLOCK
    for language in words.languages:
        for word, kind in language.kinds.items():
            if kind & BY:
                (later if kind & GUEST_ONLY else by).add(word)
            if kind & WRITTEN:
                written.add(word)
            known.add(word)
            if language.verb_first and kind & (WRITTEN | CONTRIBUTED):
                verbs.add(word)
    labels = {label for label, (role, _) in words.labels.items() if role != "photographer"}
    spaced = "\n".join(label for label in labels if label < _CJK)
    known.update(part for part in (*_SPLIT.split(spaced), *spaced.split()) if part)
    glued = {label for label in labels if label >= _CJK} | {before for before, _, _ in words.around if before}
    glued |= {label + joiner for label in words.labels if label >= _CJK for joiner in _CJK_JOINERS}
    glued |= {note for note in words.notes if note >= _CJK}
    places = frozenset().union(*(language.on for language in words.languages))
    notes = frozenset(note.split()[0].rstrip(".") for note in words.notes)
    return _Triggers(
        frozenset(by),
        frozenset(by | later),
        frozenset(written),
        places,
        notes,
        frozenset(known),
        notes.union(known),
        frozenset(verbs),
        frozenset(labels),
        frozenset(entry.split()[0] for entry in words.about),
        words.is_,
        frozenset(by | verbs | labels),
        frozenset(known | places),
        tuple(sorted(glued | {entry for entry in words.about if entry >= _CJK})),
        tuple(after for before, after, _ in words.around if not before),
    )


def last_candidate(window: str, *, last: bool = False) -> int:
    """Where the last line of this raw source starts that starts as a credit does, or -1.

    The first lines are asked, or with `last` all. Cheap, and wrong only on the side of too many.
    """
    triggers = _triggers()
    first = triggers.first
    marked, tagged = _is_marked(window), ">" in window
    window = "\n" + window
    asked: list[tuple[int, str, str, bool]] = []
    for number, (word, rest) in enumerate(_LINE.findall(window) if last else _first_lines(window)):
        lower = word.lower()
        if lower >= _CJK or (marked and _is_marked(rest)):
            asked.append((number, word, rest, True))
        elif lower in first:
            if (known := _may_lead(lower, rest, triggers)) or (tagged and ">" in rest):
                asked.append((number, word, rest, known))
        elif tagged and ">" in rest:
            asked.append((number, word, rest, False))
    for number, word, rest, known in reversed(asked):
        if _may_open(triggers, word, rest, known=known, last=last):
            return next(islice(_LINE.finditer(window), number, None)).start()
    return -1


def _first_lines(window: str) -> list[tuple[str, str]]:
    """The first word and the rest of the first lines that have one; a few lines more are not read for nothing."""
    half = window.find("\n", len(window) // 2)
    lines = _LINE.findall(window, 0, half) if half >= 0 else []
    if len(lines) < _LINES:
        lines += _LINE.findall(window, max(half, 0))
    return lines[:_LINES]


def may_credit(window: str, *, last: bool = False) -> bool:
    """Whether there is a candidate."""
    return last_candidate(window, last=last) >= 0


def _may_open(triggers: _Triggers, word: str, rest: str, *, known: bool, last: bool) -> bool:
    """Whether a line opens as a credit does, at its first word or, where there are tags, behind one of them."""
    stop = rest.find("<", 0, _REST_LIMIT + 1)
    tag = "<" if stop >= 0 else ""
    stop = stop if tag else _REST_LIMIT
    if known and _opens(triggers, word, rest[:stop], tag):
        return True
    if not (tag or last):
        return False
    behind = rest[stop + len(tag) :]
    ends = behind.find(">")
    if ends < 0 or ends == len(behind) - 1:
        return False
    words = [word.lower() for word in _WORD_AFTER_TAG.findall(behind)]
    known = not triggers.first.isdisjoint(words) or max(words, default="") >= _CJK
    if not (known or "![" in behind or _is_marked(behind)):
        return False
    return any(_opens(triggers, *piece) for piece in _AFTER_TAG.findall(behind))


def _is_marked(rest: str) -> bool:
    return "|" in rest or "•" in rest or "·" in rest


def _opens(triggers: _Triggers, word: str, rest: str, tag: str) -> bool:
    lower = word.lower()
    if lower not in triggers.first and lower < _CJK and not _is_marked(rest):
        return False
    if lower in triggers.known and _leads(lower, rest, triggers, cut=bool(tag)):
        return True
    if lower >= _CJK and (word + rest).startswith(triggers.glued):
        return True
    if _is_marked(rest):
        for separator in _SEPARATORS:
            if separator in rest and not (word + rest[: rest.index(separator)]).rstrip(_DECORATION).endswith(
                triggers.closing
            ):
                return any(
                    _opens(triggers, word, rest, tag) for word, rest in _PIECE.findall(rest[rest.index(separator) :])
                )
    if lower >= _CJK:
        if (":" in rest or "：" in rest) and any(piece.startswith(triggers.glued) for piece in rest.split()[:6]):
            return True
        return any(
            (word + part).rstrip(_DECORATION).endswith(triggers.closing) for part in (rest, rest.split("|", 1)[0])
        )
    return lower in triggers.notes and ":" in rest[:_NOTE_LIMIT]


def _may_lead(word: str, rest: str, triggers: _Triggers) -> bool:
    """Whether this may be a label or lead up to a name at once, or does so with more words: most known words do not."""
    if word in triggers.leading:
        return True
    near = rest[:_LABEL_LIMIT]
    if ":" in near or "：" in near or "<" in near[:_SHORT]:
        return True
    if len(rest) < _SHORT and not rest.strip(_DECORATION):
        return True
    second, blank, _ = near[1:].partition(" ")
    if not (blank and near[0] == " " and second.isalpha()):
        found = _TOKEN.search(rest, 0, _REST_LIMIT)
        second = found.group() if found else ""
    if second.lower() not in triggers.following and not second[:1].isdigit():
        return False
    stop = rest.find("<", 0, _REST_LIMIT + 1)
    return _leads_on(word, rest[: stop if stop >= 0 else _REST_LIMIT], triggers, cut=stop >= 0)


def _leads(word: str, rest: str, triggers: _Triggers, *, cut: bool) -> bool:
    """Whether known words lead up to a "by" with a name behind it, or to a label's colon."""
    colon = _colon(rest)
    if colon >= 0 or (len(rest) < _SHORT and not rest.strip(_DECORATION)):
        label = word + (rest[:colon] if colon >= 0 else "").rstrip(_DECORATION).lower()
        if label in triggers.labels and not rest.startswith("]"):
            return True
        parts = [part for part in _SPLIT.split(label) if part]
        if colon >= 0 and len(parts) > 1 and triggers.known.issuperset(parts):
            return not rest.startswith("]")
    if word in triggers.by and _name_follows(rest, cut=cut):
        return True
    if word in triggers.labels and rest.lstrip(" *_")[:1] in {"–", "—"}:
        return True
    return _leads_on(word, rest, triggers, cut=cut)


def _leads_on(word: str, rest: str, triggers: _Triggers, *, cut: bool) -> bool:
    """Whether known words, or a few words of a section's name, lead up to a "by" with a name behind it."""
    position, seen, passing, wrote = 0, word, 0, word in triggers.written
    for _ in range(12):
        if seen in triggers.verbs and _name_follows(rest[position:], cut=cut):
            return True
        found = _TOKEN.search(rest, position)
        if not found:
            return False
        position, seen = found.end(), found.group().lower()
        if seen in triggers.later and _name_follows(rest[position:], cut=cut):
            return True
        wrote = wrote or seen in triggers.written
        if wrote and seen in triggers.places:
            passing = _PLACE_WORDS
        elif seen not in triggers.known and not seen[0].isdigit():
            passing -= 1
            if passing < 0:
                return False
    return False


def _colon(rest: str) -> int:
    """Where a label may end; -1 where it cannot."""
    narrow, wide = rest.find(":", 0, _LABEL_LIMIT), rest.find("：", 0, _LABEL_LIMIT)
    return narrow if wide < 0 or 0 <= narrow < wide else wide


def _name_follows(rest: str, *, cut: bool) -> bool:
    """A capital, a handle, a link, or an article with a capital behind it."""
    bare = rest.lstrip(_DECORATION + ":：")
    if not bare:
        return cut
    if not bare[0].islower() or rest.lstrip(" *_\xa0:")[:1] in {"[", "@", "&", ""}:
        return True
    return any(word.lstrip(_DECORATION)[:1].isupper() for word in bare[:60].split(None, 4)[1:4])


def may_sign(window: str) -> bool:
    """Whether the last line of this raw source is as short as a signature, or one of the last is a biography."""
    triggers = _triggers()
    seen = 0
    for raw in reversed(window[-900:].split("\n")):
        line = raw.strip(_MARKS)
        if not line or (line.startswith("[") and _REFERENCE.match(line)):
            continue
        if "<" in line:
            line = _TAGS.sub("", raw[:_RAW_LIMIT]).strip(_MARKS)
            if not line:
                continue
        seen += 1
        first = (line[:24].split(None, 1) or [""])[0].lower()
        if first in triggers.about or (first >= _CJK and line.startswith(triggers.glued)):
            return True
        if _EMPHASIS.match(raw) and not triggers.is_.isdisjoint(line[:_BIOGRAPHY_LIMIT].lower().split()):
            return True
        if seen <= 2 and len(raw) < _RAW_LIMIT and not _LIST.match(raw) and _name_like(_LINKS.sub("", line)):
            return True
        if seen == _LAST_LINES:
            break
    return False


def _name_like(line: str) -> bool:
    """Short, no sentence, and mostly capitals at the beginning of words."""
    line = line.strip(_MARKS)
    if not line or len(line) > _SIGNATURE_LIMIT or line[-1] in ":?;)`>":
        return False
    words = line.strip("—–-~ .,!").split()
    if not words or len(words) > 8 or (line[-1] in ".!" and len(words) == 1):
        return False
    capitals = sum(not word[0].islower() and not word[0].isdigit() for word in words)
    return capitals * 2 > len(words) or (capitals * 2 == len(words) and line[0] in "—–-~")
