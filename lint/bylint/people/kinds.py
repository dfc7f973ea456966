"""Words that tell people from roles, organisations, accounts, places and prose."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern
from bylint.people.folding import WITHOUT_SPACES, latin, lower, script
from bylint.people.words import in_words, is_given, letters, phrase_at, tokens, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_EDGES = ".,:;!?：！？。\"'“”„‟«»‹›()[]…*_"


_ELISION = pattern(r"^(?:d|l|qu|dell|all|nell|sull|un)'(?=\w)")


_ADMIN = pattern(r"(?:[\w.-]{0,40}[-_.\d]|[\w.]{0,12})(?:admin|administrator|webmaster|sysadmin)[\d_.-]{0,8}")


_EMAIL = pattern(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")


_URL = pattern(r"(?:https?:)?//\S+|mailto:\S+|www\.\S+", re.IGNORECASE)


_DOMAIN = pattern(
    r"(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|io|dev|co|ai|app|edu|gov|info|me|eu|[a-z]{2})", re.IGNORECASE
)


_HANDLE = pattern(r"@[\w][\w.-]{0,63}(?:@[\w.-]{1,100})?")


class Word(NamedTuple):
    """A word, where it stands, and its form for looking up."""

    text: str
    start: int
    end: int
    key: str


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


def known_name(key: str) -> bool:
    """A given name or a family name that no other word is like."""
    token = latin(key)
    return is_given(token) or token in tokens("surnames")


def is_given_name(key: str) -> bool:
    """Whether a word, or the first part of a hyphenated one, is a known given name."""
    return is_given(latin(key).partition("-")[0])


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
    return key in words("common") and not known_name(key)


def is_blocked(text: str, key: str) -> bool:
    """Whether the word is of an organisation, a role or a thing, and no known name."""
    if is_organisation_word(text, key):
        return True
    return (key in words("common") or in_words("roles", key)) and not known_name(key)


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


def is_title(row: Sequence[Word]) -> bool:
    """Whether these words are honorifics and nothing else, one of them an abbreviation: `Dr.-Ing.`."""
    index, keys = 0, [word.key for word in row]
    while index < len(row) and (step := phrase_at("honorifics", keys, index)):
        index += step
    return index == len(row) and any("." in word.text for word in row)


_FAMILY = frozenset(
    {
        *("jr", "sr", "ii", "iii", "iv", "v", "vi", "2nd", "3rd", "4th", "junior", "senior"),
        *("filho", "neto", "sobrinho", "fils", "pere", "père", "hijo", "júnior"),
    }
)


def is_family_suffix(key: str) -> bool:
    """`Jr`, `III`: part of the name as written."""
    return key in _FAMILY


def is_degree(text: str, key: str) -> bool:
    """`PhD`, `M.D.`: capitals or dots tell them from names such as Ma."""
    bare = text.strip(",;:()")
    return key in words("suffixes") and key not in _FAMILY and sum(map(str.isupper, bare)) > 1


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
    if is_staff(row):
        return True
    if row[0].key == "the" and 1 < len(row) <= 6:
        named = all(word.text[0].isupper() or word.key in {"of", "and", "for"} for word in row[1:])
        return named and not honorifics(row)
    text = "".join(word.text for word in row)
    return any(map(_unspaced_letter, text)) and any(piece in text for piece in letters("organisations_cjk"))


def is_staff(row: Sequence[Word]) -> bool:
    """`Harbour Post Staff`: the last of several words is what a house calls its people, and none is a given name."""
    if len(row) < 2 or row[-1].key not in words("organisations_last") or not row[-1].text[0].isupper():
        return False
    return row[0].text[0].isupper() and not any(is_given_name(word.key) for word in row[:-1])


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
