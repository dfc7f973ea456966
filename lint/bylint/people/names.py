"""Telling personal names from roles, organisations, accounts and prose."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern
from bylint.people.folding import WITHOUT_SPACES, fold, is_unspaced, latin, lower, script, scripts
from bylint.people.words import in_words, is_given, letters, phrase_at, tokens, words

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PARTS = 5
"""A personal name has at most so many parts, particles apart."""

_EDGES = ".,:;!?\"'“”„‟«»‹›()[]…*_"
_PREFIXED_AND = "وו"
_QUOTES = "\"“”„«»‘’'"
_ELISION = pattern(r"^(?:d|l|qu|dell|all|nell|sull|un)'(?=\w)")
_PREFIX = pattern(
    r"^(?:[dlmDLM]['’ʼ`]|[OÓ]['’ʼ`]|['’][tTsS]-?|(?:al|el|ul|as|ash|ben|bin|ibn|abu)[-‐‑]|[^\W\d_]\.-?(?=\w\w))"
)
_INITIALS = pattern(r"[^\W\d_](?:\.-?[^\W\d_])*\.?|[^\W\d_](?:\.?-[^\W\d_])+\.?")
_INNER_CAPITAL = frozenset(
    {
        *(
            "mc",
            "mac",
            "mag",
            "o",
            "de",
            "di",
            "da",
            "del",
            "della",
            "la",
            "le",
            "lo",
            "van",
            "von",
            "fitz",
            "du",
            "des",
        ),
        *(
            "san",
            "st",
            "al",
            "el",
            "ab",
            "ap",
            "ter",
            "ten",
            "vander",
            "vande",
            "dela",
            "mhac",
            "ni",
            "nic",
            "ua",
            "af",
        ),
    }
)
_ADMIN = pattern(r"(?:[\w.-]{0,40}[-_.\d]|[\w.]{0,12})(?:admin|administrator|webmaster|sysadmin)[\d_.-]{0,8}")
_LOGIN = pattern(r"\w[\w.+'’-]{0,63}")
_DOMAIN = pattern(
    r"(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|io|dev|co|ai|app|edu|gov|info|me|eu|[a-z]{2})", re.IGNORECASE
)
_EMAIL = pattern(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_URL = pattern(r"(?:https?:)?//\S+|mailto:\S+|www\.\S+", re.IGNORECASE)
_HANDLE = pattern(r"@[\w][\w.-]{0,63}(?:@[\w.-]{1,100})?")


class Word(NamedTuple):
    """A word, where it stands, and its form for looking up."""

    text: str
    start: int
    end: int
    key: str


class Full(NamedTuple):
    """The words of a full personal name, `[first:last]`, and whether one of them is known as a name."""

    first: int
    last: int
    sure: bool


class Sort(Enum):
    """What a single word may be."""

    NAME = auto()
    """One capitalised word, or a pen name."""
    LOGIN = auto()
    """A login: digits, inner capitals, hyphens between small letters."""
    LOWER = auto()
    """One word in small letters: a login or prose."""
    OTHER = auto()


@lru_cache(maxsize=16384)
def word_key(text: str) -> str:
    """A word as the data files have it: in small letters, with its accents."""
    return _ELISION.sub("", lower(text).strip(_EDGES), count=1)


def make_word(text: str, start: int) -> Word:
    """A word that begins at `start`."""
    return Word(text, start, start + len(text), word_key(text))


def is_email(text: str) -> bool:
    """Whether this is an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def is_url(text: str) -> bool:
    """Whether this is an address of a page."""
    return _URL.fullmatch(text) is not None


def is_domain(text: str) -> bool:
    """Whether this is a bare domain name, `example.com`."""
    return _DOMAIN.fullmatch(text) is not None


def is_handle(text: str) -> bool:
    """Whether this is an `@handle`."""
    return _HANDLE.fullmatch(text) is not None


def _known_name(key: str) -> bool:
    """A given name or a family name that no other word is like."""
    token = latin(key)
    return is_given(token) or token in tokens("surnames")


def is_given_name(key: str) -> bool:
    """Whether a word, or the first part of a hyphenated one, is a known given name."""
    return is_given(latin(key).partition("-")[0])


def is_initial(text: str) -> bool:
    """`J`, `J.`, `J.R.R.`, `J.-P.`: capitals that stand for names."""
    return len(text) <= 12 and _INITIALS.fullmatch(text) is not None and text.upper() == text != text.lower()


def is_legal(text: str, key: str) -> bool:
    """`GmbH`, `s.r.o.`, `WG`: forms that count only in capitals, dots or mixed case."""
    bare = text.strip(",;:()")
    return key in words("legal") and (bare[1:] != bare[1:].lower() or "." in bare or key in {"inc", "ltd", "corp"})


def is_role_word(key: str) -> bool:
    """Whether the word, or a part of it, says what somebody does."""
    return any(in_words("roles", part) for part in re.split(r"[-/·]", key) if part) or in_words("roles", key)


def is_organisation_word(text: str, key: str) -> bool:
    """Whether only a group of people bears this word."""
    return any(in_words("organisations", part) for part in {key, *key.split("-")} if part) or is_legal(text, key)


def is_topic_word(key: str) -> bool:
    """A word of names of things and places, or of prose."""
    return key in words("common") and not _known_name(key)


def _blocked(text: str, key: str) -> bool:
    if is_organisation_word(text, key):
        return True
    return (key in words("common") or in_words("roles", key)) and not _known_name(key)


@lru_cache(maxsize=16384)
def is_name_word(text: str) -> bool:
    """Whether a word can be a part of a personal name: letters, a capital in front where the script has capitals."""
    bare = text[:-1] if text.endswith(".") and len(text) > 2 else text
    found = _PREFIX.match(bare)
    rest = bare[found.end() :] if found else bare
    if found and found[0].rstrip("-").endswith(".") and found[0][0].islower():
        return False
    if not rest or not rest[0].isalpha() or not all(_fits_in_name(letter) for letter in rest):
        return False
    if rest[0].lower() == rest[0].upper():
        return True  # no case in this script
    if not rest[0].isupper():
        return False
    return _capitals_fit(rest)


def _fits_in_name(letter: str) -> bool:
    return letter.isalpha() or letter in "'’ʼ`-‐‑·・" or unicodedata.category(letter)[0] == "M"


def _capitals_fit(word: str) -> bool:
    """`McGuinness`, `O'Brien`, `Anne-Marie`, `ROE`, but not `PowerShell`."""
    for part in re.split(r"['’ʼ`‐‑·-]", word):
        inner = next((index for index, letter in enumerate(part) if index and letter.isupper()), None)
        if inner is None or part.isupper():
            continue
        if fold(part[:inner]) not in _INNER_CAPITAL and not is_given(latin(fold(part))):
            return False
    return True


def is_nickname_word(text: str) -> bool:
    """`"Bo"` within a name."""
    return len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES


def _is_honorific(word: Word) -> bool:
    return word.key in words("honorifics") and (word.text.endswith(".") or not is_given(latin(word.key)))


def honorifics(row: Sequence[Word]) -> int:
    """How many words in front of a name are honorifics."""
    index, keys = 0, [word.key for word in row]
    while index < len(row) - 1:
        step = phrase_at("honorifics", keys, index)
        if not step or not (step > 1 or _is_honorific(row[index])):
            break
        index += step
    return index if index < len(row) else 0


def is_family_suffix(key: str) -> bool:
    """`Jr`, `III`: part of the name as written."""
    return key in _FAMILY


_FAMILY = frozenset(
    {
        *("jr", "sr", "ii", "iii", "iv", "v", "vi", "2nd", "3rd", "4th", "junior", "senior"),
        *("filho", "neto", "sobrinho", "fils", "pere", "père", "hijo", "júnior"),
    }
)


def is_degree(text: str, key: str) -> bool:
    """`PhD`, `M.D.`: capitals or dots tell them from names such as Ma."""
    bare = text.strip(",;:()")
    return key in words("suffixes") and key not in _FAMILY and sum(map(str.isupper, bare)) > 1


def suffixes(row: Sequence[Word], first: int) -> tuple[int, int]:
    """Where the core of a name ends, and where the name as written ends (`Jr.` is part of it, `PhD` is not)."""
    core = len(row)
    while core - first > 2 and (
        is_family_suffix(row[core - 1].key) or is_degree(row[core - 1].text, row[core - 1].key)
    ):
        core -= 1
    last = core
    while last < len(row) and is_family_suffix(row[last].key):
        last += 1
    return core, last


def full_name(row: Sequence[Word]) -> Full | None:
    """Whether these words are one full personal name; None if they are not, or if that cannot be told.

    Two to five parts, each a capitalised word or an initial where the script has case; particles, honorifics and
    suffixes beside.
    """
    if not row or len(row) > MOST_PARTS + 6 or is_place(row) or _has_unspaced(row):
        return None
    first = honorifics(row)
    core, last = suffixes(row, first)
    if is_legal(row[-1].text, row[-1].key):
        return None
    parts = initials = shouted = 0
    sure = shy = False
    for index in range(first, core):
        text, key = row[index].text, row[index].key
        if is_nickname_word(text) or (_is_small(row[index]) and (index > first or text.islower())):
            continue
        if index == first and key in {"a", "i"} and not text.endswith("."):
            return None
        parts += 1
        shy = shy or (parts > 1 and text[0] in _PREFIXED_AND)
        if is_initial(text):
            initials += 1
            sure = sure or (text.endswith(".") and index + 1 < core)
            continue
        if not is_name_word(text) or (_blocked(text, key) and not _is_family_word(row, first, index)):
            return None
        shouted += text.isupper() and len(text) > 2
        sure = sure or any(_known_name(part) for part in key.split("-"))
    if not 2 <= parts <= MOST_PARTS or initials == parts or not _is_core(row[core - 1]):
        return None
    leading = row[first].text[0].isupper() and row[first].key in words("particles")
    if leading and parts == 2 and not _is_vietnamese(row, first):
        return None  # "De Oliveira" is a family name alone
    if (shouted and not sure) or (shy and parts > 2):
        return None  # "IHC Merwin"; an Arabic or Hebrew "and" in front of a name
    return Full(0, last, sure)


def _is_vietnamese(row: Sequence[Word], first: int) -> bool:
    """`Le Thanh`, `Al Roe`: what is a particle elsewhere is a name here."""
    return is_given_name(row[first].key) or (first + 1 < len(row) and is_given_name(row[first + 1].key))


def _has_unspaced(row: Sequence[Word]) -> bool:
    """Han, kana and Hangul are read by other rules."""
    return any(not word.text.isascii() and is_unspaced(word.text) for word in row)


def _is_family_word(row: Sequence[Word], first: int, index: int) -> bool:
    """A word like Page behind a given name."""
    return index > first and row[index].key in words("surnames_words") and is_given_name(row[first].key)


def _is_core(word: Word) -> bool:
    return is_initial(word.text) or not _is_small(word)


def _is_small(word: Word) -> bool:
    """A particle in small letters."""
    return word.key in words("particles") and word.text == word.text.lower()


def single(row: Sequence[Word]) -> Sort:
    """What one word (with particles or honorifics in front) may be."""
    first = honorifics(row)
    while first < len(row) - 1 and _is_small(row[first]):
        first += 1
    if len(row) - first != 1:
        return Sort.OTHER
    text, key = row[first].text, row[first].key
    if _blocked(text, key) or is_domain(text) or text.isdigit():
        return Sort.OTHER
    if is_name_word(text) or is_initial(text):
        return Sort.NAME
    if not _LOGIN.fullmatch(text):
        return Sort.OTHER
    if text.isalpha() and text.islower():
        return Sort.LOWER
    return Sort.LOGIN


def lower_name(row: Sequence[Word]) -> bool:
    """Two or three plain words in small letters: perhaps a name (`bell hooks`), perhaps prose."""
    if not 2 <= len(row) <= 3 or row[0].key in words("particles"):
        return False
    return all(word.text.isalpha() and word.text.islower() and not _blocked(word.text, word.key) for word in row)


def is_account(row: Sequence[Word]) -> bool:
    """Whether these words are an account or a placeholder that credits nobody."""
    return " ".join(word.key for word in row) in words("accounts") or is_technical(row)


def is_technical(row: Sequence[Word]) -> bool:
    """Whether these words are an account of the machinery: `st2admin`, `Site Admin`. No prose is like them."""
    if any(word.key in words("accounts_parts") for word in row):
        return True
    return len(row) == 1 and _ADMIN.fullmatch(row[0].key) is not None


def is_organisation(row: Sequence[Word]) -> bool:
    """Whether these words name a group of people."""
    phrase = " ".join(word.key for word in row)
    if phrase in words("agencies") or any(is_organisation_word(word.text, word.key) for word in row):
        return True
    if row[0].key == "the" and 1 < len(row) <= 6:
        named = all(word.text[0].isupper() or word.key in {"of", "and", "for"} for word in row[1:])
        return named and not honorifics(row)
    text = "".join(word.text for word in row)
    return any(map(_unspaced_letter, text)) and any(piece in text for piece in letters("organisations_cjk"))


def _unspaced_letter(letter: str) -> bool:
    return script(letter) in WITHOUT_SPACES


def is_role(row: Sequence[Word]) -> bool:
    """Whether one of these words says what somebody does."""
    if any(is_role_word(word.key) or is_degree(word.text, word.key) for word in row):
        return True
    text = "".join(word.text for word in row)
    return any(map(_unspaced_letter, text)) and any(piece in text for piece in letters("roles_cjk"))


def is_topic(row: Sequence[Word]) -> bool:
    """Whether one of these words is of a thing, a place or a phrase, never of a person's name."""
    return any(is_topic_word(word.key) for word in row) or is_place(row)


def is_place(row: Sequence[Word]) -> bool:
    """Whether these words are a place or a house that looks like a person."""
    phrase = " ".join(word.key for word in row)
    return len(row) > 1 and (phrase in words("places") or phrase in words("agencies"))


# Han, kana and Hangul -------------------------------------------------------------------------------------------------


class Unspaced(NamedTuple):
    """What a word of Han, kana or Hangul may be: where the honorific behind it begins, and how sure it is a name."""

    end: int
    name: bool
    sure: bool


_COMPOUND = frozenset(
    {
        *(
            "欧阳",
            "歐陽",
            "司马",
            "司馬",
            "上官",
            "诸葛",
            "諸葛",
            "东方",
            "東方",
            "皇甫",
            "尉迟",
            "尉遲",
            "公孙",
            "公孫",
        ),
        *("慕容", "司徒", "令狐", "端木", "夏侯", "張簡", "范姜", "東郭"),
    }
)
"""Chinese family names of two characters; all others of two are Japanese."""
_SHORT_JAPANESE = frozenset("林森原関東堀柳辻")


def _family_length(text: str) -> int:
    known = tokens("surnames_cjk")
    for size in (4, 3, 2, 1):
        if text[:size] in known and len(text) >= size:
            return min(size, len(text))
    return 0


@lru_cache(maxsize=8192)
def unspaced(text: str) -> Unspaced:
    """Read one word of Han, kana or Hangul as a name: a known family name, and one to three characters behind it."""
    end = len(text)
    for tail in letters("honorifics_after"):
        if text.endswith(tail) and len(text) - len(tail) >= 2:
            end -= len(tail)
            break
    core = text[:end]
    found = scripts(core)
    if (
        not is_unspaced(core)
        or core in words("accounts")
        or any(piece in core for piece in letters("organisations_cjk"))
    ):
        return Unspaced(end, name=False, sure=False)
    if "kana" in found:
        dotted = "・" in core or "·" in core
        family = _family_length(core)
        japanese = family > 1 or (
            core[:1] in _SHORT_JAPANESE and not any(script(letter) == "han" for letter in core[1:])
        )
        return Unspaced(end, name=dotted or 2 <= len(core) <= 8, sure=dotted or (japanese and family < len(core) <= 6))
    korean = "hangul" in found
    longest = 4 if korean else 6
    family = _family_length(core)
    given = core[family:]
    known = [letter in tokens("given_cjk") for letter in given]
    if korean:
        sure = family > 0 and len(given) == 2 and all(known)
    elif family > 1 and core[:family] not in _COMPOUND:
        sure = 0 < len(given) < 4  # Japanese
    else:
        sure = family > 0 and 0 < len(given) < 3 and any(known)
    dotted = "·" in core or "・" in core
    return Unspaced(end, name=dotted or 2 <= len(core) <= longest, sure=sure or dotted)


def is_family_name(text: str) -> bool:
    """Whether the whole word is a known East Asian family name."""
    return text in tokens("surnames_cjk")
