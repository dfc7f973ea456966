"""Reading the text of an author field, or of a byline, as people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import lru_cache
from typing import Literal

from bylint.people.chunks import Bracket, Chunk, Sep, chunks
from bylint.people.folding import clean, fold, is_unspaced
from bylint.people.names import (
    Sort,
    Word,
    full_name,
    is_account,
    is_degree,
    is_domain,
    is_email,
    is_family_name,
    is_family_suffix,
    is_given_name,
    is_handle,
    is_initial,
    is_name_word,
    is_organisation,
    is_role,
    is_topic,
    is_url,
    lower_name,
    make_word,
    single,
    unspaced,
)
from bylint.people.person import NOBODY_KNOWN, Authors, Directory, Kind, Named, Person
from bylint.people.words import letters, phrase_at, words

LONGEST = 500
"""A longer text is no author's name."""

Context = Literal["field", "byline"]

_PROFILE = re.compile(
    r"(?:https?:)?//(?:www\.|mobile\.)?(?:github\.com|gitlab\.com|twitter\.com|x\.com|codeberg\.org|bitbucket\.org|keybase\.io|dev\.to"
    r"|t\.me|medium\.com|instagram\.com|facebook\.com|linkedin\.com/in|bsky\.app/profile|mastodon\.social|hachyderm\.io|fosstodon\.org"
    r"|stackoverflow\.com/users/\d{1,12}|profiles\.wordpress\.org|about\.me|threads\.net|habr\.com/(?:[a-z]{2}/)?users)/@?([\w.-]{1,60})/?(?:[?#]\S*)?",
    re.IGNORECASE,
)  # fmt: skip
_GITHUB_PAGES = re.compile(r"(?:https?:)?//([\w-]{1,60})\.github\.(?:io|com)/?", re.IGNORECASE)
_NO_PROFILES = frozenset({"share", "intent", "home", "search", "about", "login", "orgs", "users", "profile", "groups", "pages"})
_PRONOUN = re.compile(r"(?:he|she|they|ze|xe|any|er|sie|il|elle|él|ella|ele|ela|lui|lei)(?:/\w{1,6}){1,3}", re.IGNORECASE)
_DAY_WORDS = frozenset({"on", "am", "le", "el", "il", "op", "em", "den", "dnia", "posted", "published", "updated"})
_PARTICLE_LINKS = frozenset({"de", "da", "di", "du", "des", "von", "la"})
_FULL_STOPS = ".,:;!?*_"


class Shape(Enum):
    """What a chunk of text is, read by itself."""

    FULL = auto()
    SINGLE = auto()
    LOWER = auto()
    CONTACT = auto()
    ORGANISATION = auto()
    ACCOUNT = auto()
    KNOWN = auto()
    OTHERS = auto()
    ROLE = auto()
    EDITING = auto()
    TOPIC = auto()
    NUMBER = auto()
    DOUBT = auto()


PEOPLE = frozenset({Shape.FULL, Shape.SINGLE, Shape.CONTACT, Shape.KNOWN})


@dataclass(slots=True)
class Piece:
    """A chunk, what it is, and the people that it names."""

    sep: Sep
    shape: Shape
    row: list[Word]
    named: list[Named] = field(default_factory=list)
    sure: bool = True
    brackets: list[Bracket] = field(default_factory=list)

    @property
    def given(self) -> bool:
        """One word that is a known given name."""
        return self.shape is Shape.SINGLE and len(self.row) == 1 and is_given_name(self.row[0].key)


# Entry points ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def read_text(text: str, directory: Directory = NOBODY_KNOWN, context: Context = "field") -> tuple[tuple[Named, ...], bool]:
    """The people of a text in their order, and whether all of it could be read."""
    if len(text) > LONGEST:
        return (), False
    start, end = _trimmed(text)
    if start == end:
        return (), True
    found = _whole(text, start, end, directory)
    if found is not None:
        return (found,), found.person.kind is not Kind.UNKNOWN
    return _Reader(text, directory, context).read()


def read_person(text: str, directory: Directory = NOBODY_KNOWN) -> Person:
    """One person's text with what may stand beside the name: affiliation, role, handle, remark.

    A text that names several, or nobody that can be read, gives a person of kind UNKNOWN with the text as the name.
    """
    named, readable = read_text(text, directory)
    if len(named) == 1 and (readable or named[0].person.kind is not Kind.PERSON):
        return named[0].person
    return Person(clean(text), kind=Kind.UNKNOWN)


def read_credit_text(
    text: str, directory: Directory = NOBODY_KNOWN, *, context: Context = "byline"
) -> tuple[Named, ...] | None:
    """The people that the visible text behind "by" names, each with the range of the name; None when it cannot be people.

    Organisations and accounts are among them, with their kind. Someone of kind UNKNOWN may be a person, a place or a role.
    """
    named, _ = read_text(text, directory, context)
    return named if any(item.person.kind is not Kind.UNKNOWN for item in named) else None


def split_people(text: str, directory: Directory = NOBODY_KNOWN) -> list[tuple[int, int]]:
    """The ranges of the names of the people in one text; empty when it cannot be people."""
    return [(item.start, item.end) for item in read_text(text, directory)[0]]


def profile_handle(url: str) -> str:
    """The login in the address of a profile page, or nothing."""
    found = _PROFILE.fullmatch(url) or _GITHUB_PAGES.fullmatch(url)
    return found[1] if found and found[1].casefold() not in _NO_PROFILES else ""


# Whole texts ----------------------------------------------------------------------------------------------------------


def _trimmed(text: str) -> tuple[int, int]:
    end = len(text.rstrip())
    return min(len(text) - len(text.lstrip()), end), end


def _whole(text: str, start: int, end: int, directory: Directory) -> Named | None:
    bare = text[start:end]
    known = directory.find(bare) if directory else None
    if known is not None:
        return Named(known, start, end)
    row = [make_word(found[0], start + found.start()) for found in re.finditer(r"\S+", bare)]
    if len(row) <= 4 and is_account(row):
        return Named(Person(clean(bare), kind=Kind.ACCOUNT), start, end)
    if len(row) <= 4 and " ".join(word.key for word in row) in words("agencies"):
        return Named(Person(clean(bare), kind=Kind.ORGANISATION), start, end)
    return None


def _bare(row: list[Word]) -> list[Word]:
    """The words without quotes around them all and without the full stop of a sentence."""
    if not row:
        return row
    first, last = row[0], row[-1]
    if first.text[0] in "\"“„«‘*_" and not (len(first.text) > 2 and first.text[-1] in "\"”»’"):
        row = [make_word(first.text[1:], first.start + 1), *row[1:]] if len(first.text) > 1 else row[1:]
    text = row[-1].text if row else ""
    while text and (text[-1] in ",:;!?*_" or (text[-1] == "." and _is_full_stop(text, last.key))):
        text = text[:-1]
    if text and text[-1] in "\"”»’" and text[0] not in "\"“„«‘":
        text = text[:-1]
    if row and text != row[-1].text:
        row = [*row[:-1], make_word(text, row[-1].start)] if text else row[:-1]
    return row


def _is_full_stop(text: str, key: str) -> bool:
    return not (is_initial(text) or is_family_suffix(key) or "." in text[:-1] or key in words("legal") or len(key) < 3)


class _Reader:
    """Reads one text. The pieces are judged one by one, then grouped into people."""

    def __init__(self, text: str, directory: Directory, context: Context) -> None:
        self.text, self.directory, self.context = text, directory, context
        self.named: list[Named] = []
        self.readable = True

    def read(self) -> tuple[tuple[Named, ...], bool]:
        groups: list[list[Piece]] = []
        for chunk in chunks(self.text):
            piece = self.judge(chunk, first=not groups)
            if chunk.sep is Sep.LIST or not groups:
                groups.append([])
            groups[-1].append(piece)
        inverted = len(groups) > 1 and all(_looks_inverted(group) for group in groups)
        for group in groups:
            self.group(group, inverted=inverted)
        if self.context == "byline" and (not self.readable and self._is_prose(groups)):
            return (), False
        kinds = {item.person.kind for item in self.named}
        return tuple(self.named), self.readable and bool(self.named) and Kind.UNKNOWN not in kinds

    def _is_prose(self, groups: Sequence[Sequence[Piece]]) -> bool:
        """In a byline, running text beside the names means that it is none."""
        return any(piece.shape in {Shape.DOUBT, Shape.LOWER} and _runs(piece.row) for group in groups for piece in group)

    # One piece --------------------------------------------------------------------------------------------------------

    def judge(self, chunk: Chunk, *, first: bool) -> Piece:
        """What a chunk is."""
        row = _bare(chunk.row)
        if first and row:
            row = _without_by(row)
        piece = Piece(chunk.sep, Shape.DOUBT, row, brackets=list(chunk.brackets))
        if not row:
            piece.shape = Shape.NUMBER
            return piece
        self._judge(piece, first=first)
        return piece

    def _judge(self, piece: Piece, *, first: bool) -> None:
        row, keys = piece.row, [word.key for word in piece.row]
        if self._contact(piece) or self._known(piece):
            return
        size = phrase_at("editing", keys, 0)
        if size and (size < len(row) or row[0].text.endswith(":")) and not (size == 1 and not row[0].text.endswith(":")):
            piece.shape = Shape.EDITING
        elif " ".join(keys) in words("others"):
            piece.shape = Shape.OTHERS
        elif is_account(row) and not (len(row) == 1 and not first):
            self._one(piece, Shape.ACCOUNT, Kind.ACCOUNT)
        elif phrase_at("behalf", keys, 0):
            piece.shape = Shape.TOPIC
        elif self._cut(piece) or self._unspaced(piece) or self._name(piece):
            return
        else:
            self._no_name(piece, first=first)

    def _contact(self, piece: Piece) -> bool:
        word = piece.row[0]
        if len(piece.row) > 1:
            if is_handle(word.text) and full_name(piece.row[1:]) is None:
                piece.shape = Shape.CONTACT
                piece.named = [self._named(Person(handle=word.text[1:], kind=Kind.LOGIN), [word])]
                self._beside(piece, piece.row[1:])
                return True
            return False
        if is_handle(word.text):
            person = Person(handle=word.text[1:], kind=Kind.LOGIN)
        elif is_email(word.text):
            person = Person(email=word.text, kind=Kind.LOGIN)
        elif is_url(word.text):
            person = Person(url=word.text, handle=profile_handle(word.text), kind=Kind.LOGIN)
        else:
            return False
        piece.shape = Shape.CONTACT
        piece.named = [self._named(self.directory.resolve(person), [word])]
        return True

    def _known(self, piece: Piece) -> bool:
        found = self.directory.find(" ".join(word.text for word in piece.row)) if self.directory else None
        if found is None:
            return False
        piece.shape = Shape.ORGANISATION if found.kind is Kind.ORGANISATION else Shape.KNOWN
        piece.named = [self._named(found, piece.row)]
        return True

    def _cut(self, piece: Piece) -> bool:
        """A whole name (or handle), and behind it `aka Z`, `on behalf of Y`, `of Acme`, `on 5 May`."""
        row, keys = piece.row, [word.key for word in piece.row]
        for index in range(1, len(row)):
            head, tail = row[:index], row[index:]
            size = phrase_at("alias", keys, index)
            if size and index + size < len(row) and self._name(replace(piece, row=head)):
                self._name_at(piece, head)
                self._alias(piece, row[index + size :])
                return True
            size = phrase_at("behalf", keys, index)
            if size and index + size < len(row):
                if not self._name_at(piece, head):
                    return False
                self._with(piece, affiliation=self._text(row[index + size :]))
                return True
            if index < 2 and not is_handle(row[0].text):
                continue
            if row[index].key in _DAY_WORDS and any(letter.isdigit() for word in tail for letter in word.text):
                return self._name_at(piece, head)
            if self._is_link(tail, piece) and full_name(head) is not None:
                self._name_at(piece, head)
                self._with(piece, affiliation=self._text(tail[1:]))
                return True
        return False

    def _is_link(self, tail: Sequence[Word], piece: Piece) -> bool:
        """`of Acme`: what follows the word must look like a name of a place or a house."""
        if len(tail) < 2 or tail[0].text[0].isupper():
            return False
        if tail[0].text == "@":
            return True
        if tail[0].key not in words("belonging"):
            return False
        if tail[0].key in _PARTICLE_LINKS:
            return is_organisation(tail[1:]) or is_topic(tail[1:])
        if tail[0].key in {"in", "for", "z", "no", "na"}:
            return self.context == "field" or (len(tail) <= 4 and all(word.text[0].isupper() for word in tail[1:]))
        return self.context == "field" or any(word.text[0].isupper() for word in tail[1:]) or bool(piece.brackets)

    def _unspaced(self, piece: Piece) -> bool:
        """Han, kana and Hangul, where several people may stand side by side."""
        row = piece.row
        if not is_unspaced("".join(word.text for word in row)):
            if len(row) > 2 and is_unspaced(row[0].text) and unspaced(row[0].text).sure and full_name(row[1:]) is not None:
                piece.shape = Shape.FULL
                piece.named = [self._named(Person(row[0].text, remark=self._text(row[1:])), row[:1])]
                return True
            return False
        if len(row) > 1 and row[-1].text in {*letters("honorifics_after"), *letters("roles_cjk")}:
            row = row[:-1]
        if any(word.text in words("accounts") for word in row) or is_organisation(row):
            return False
        if len(row) == 1:
            return self._unspaced_word(piece, row[0])
        judged = [unspaced(word.text) for word in row]
        if len(row) == 2 and is_family_name(row[0].text) and len(row[1].text) <= (3 if judged[1].name else 2):
            piece.named = [self._named(Person(self._text(row)), row)]
        elif all(item.sure for item in judged):
            piece.named = [self._named(Person(word.text[: item.end]), [self._short(word, item.end)]) for word, item in zip(row, judged, strict=True)]
        else:
            piece.shape, piece.sure = Shape.DOUBT, False
            return not is_role(row)
        piece.shape = Shape.FULL
        return True

    def _unspaced_word(self, piece: Piece, word: Word) -> bool:
        judged = unspaced(word.text)
        if not judged.sure and (is_role([word]) or not judged.name):
            return False
        if judged.sure and judged.end == len(word.text) and is_role([word]) and not is_family_name(word.text[0]):
            return False
        short = self._short(word, judged.end)
        piece.shape = Shape.FULL if judged.sure else Shape.SINGLE
        piece.named = [self._named(Person(short.text, kind=Kind.PERSON if judged.sure else Kind.LOGIN), [short])]
        return True

    @staticmethod
    def _short(word: Word, size: int) -> Word:
        return make_word(word.text[:size], word.start)

    def _name(self, piece: Piece) -> bool:
        row = piece.row
        inside = next((item for item in piece.brackets if 0 < item.index < len(row)), None)
        if inside is not None and (head := full_name(row[: inside.index])) is not None:
            piece.shape, piece.sure = Shape.FULL, head.sure
            piece.named = [self._named(Person(self._text(row[: head.last])), row[: head.last])]
            self._beside(piece, row[inside.index :])
            return True
        found = full_name(row)
        if found is None:
            return False
        piece.shape, piece.sure = Shape.FULL, found.sure
        taken = row[: found.last]
        piece.brackets = [item for item in piece.brackets if not 0 < item.index < len(taken)]
        piece.named = [self._named(Person(self._text(taken)), taken)]
        if found.last < len(row):
            self._with(piece, role=self._text(row[found.last :]))
        return True

    def _name_at(self, piece: Piece, head: list[Word]) -> bool:
        """Let the front words be the piece's name."""
        part = Piece(piece.sep, Shape.DOUBT, head, brackets=[item for item in piece.brackets if item.index < len(head)])
        self._judge(part, first=True)
        if not part.named:
            return False
        piece.shape, piece.named, piece.sure = part.shape, part.named, part.sure
        if part.shape is Shape.FULL:
            piece.brackets = [item for item in piece.brackets if not 0 < item.index < len(head)]
        return True

    def _no_name(self, piece: Piece, *, first: bool) -> None:
        row = piece.row
        if first and self._role_and_name(piece):
            return
        if is_organisation(row):
            self._one(piece, Shape.ORGANISATION, Kind.ORGANISATION)
        elif is_role(row):
            piece.shape = Shape.ROLE
        elif any(character.isdigit() for character in row[0].text) and (len(row) == 1 and row[0].text[0].isdigit() or _is_date(row)):
            piece.shape = Shape.NUMBER
        else:
            self._single(piece)

    def _role_and_name(self, piece: Piece) -> bool:
        """`Integration Developer Ann Roe`, `CEO Ann Roe`."""
        row = piece.row
        last = max((index for index, word in enumerate(row) if is_role([word])), default=-1)
        if last < 0 or last == len(row) - 1 or is_organisation(row[last + 1 :]):
            return False
        found = full_name(row[last + 1 :])
        if found is None or not (found.sure or last == 0):
            return False
        self._name_at(piece, row[last + 1 :])
        piece.brackets = [replace(item, index=0) for item in piece.brackets]
        self._with(piece, role=self._text(row[: last + 1]))
        return True

    def _single(self, piece: Piece) -> None:
        sort = single(piece.row)
        if sort is Sort.NAME or sort is Sort.LOGIN:
            self._one(piece, Shape.SINGLE, Kind.LOGIN)
        elif sort is Sort.LOWER:
            self._one(piece, Shape.LOWER, Kind.LOGIN)
        elif is_topic(piece.row):
            piece.shape = Shape.TOPIC
        else:
            piece.shape = Shape.DOUBT
            if lower_name(piece.row):
                piece.named = [self._named(Person(self._text(piece.row), kind=Kind.UNKNOWN), piece.row)]

    # People out of pieces ---------------------------------------------------------------------------------------------

    def group(self, pieces: list[Piece], *, inverted: bool) -> None:
        """Add the people of the pieces between two semicolons."""
        if self._is_one_organisation(pieces):
            row = [word for piece in pieces for word in piece.row]
            self.named.append(self._named(self._span_person(row, Kind.ORGANISATION), row))
            return
        if _looks_inverted(pieces) and self._inverted(pieces, known=inverted):
            return
        listed = _is_list(pieces)
        before: Piece | None = None
        begun = len(self.named)
        if begun and pieces[0].shape in {Shape.ROLE, Shape.TOPIC, Shape.NUMBER}:
            begun = -1  # "Ann Roe, PhD; Head of Design": more of the same person
        for piece in pieces:
            fresh = len(self.named) == begun
            if piece.shape is Shape.EDITING:
                if fresh:
                    self.readable = False
                self._remark(self._text(piece.row))
                return
            if fresh and piece.shape not in PEOPLE:
                self._start(piece)
            elif fresh:
                self._add(piece)
            else:
                self._next(piece, before, listed=listed)
            self._brackets(piece)
            before = piece

    def _is_one_organisation(self, pieces: list[Piece]) -> bool:
        """`Department of Arts and Crafts`: joined words, no person among them, and the word of a group."""
        if len(pieces) < 2 or not any(piece.shape is Shape.ORGANISATION for piece in pieces):
            return False
        if any(piece.shape in {Shape.FULL, Shape.CONTACT, Shape.KNOWN, Shape.ACCOUNT, Shape.EDITING} or piece.sep is Sep.WITH for piece in pieces):
            return False
        if any(piece.shape is Shape.SINGLE and not is_topic(piece.row) for piece in pieces):
            return pieces[0].shape is Shape.ORGANISATION
        return True

    def _inverted(self, pieces: list[Piece], *, known: bool) -> bool:
        """`Roe, Ann`: a family name and a given name. True when the pair is dealt with."""
        last, given = pieces
        sure = is_given_name(given.row[0].key) or (is_initial(given.row[0].text) and given.row[0].text.endswith("."))
        taken = any(is_given_name(word.key) for word in last.row)
        logins = all(piece.shape is Shape.LOWER or single(piece.row) is Sort.LOGIN for piece in pieces)
        row = [*last.row, *given.row]
        if known or (sure and not taken):
            text = f"{self._text(last.row)}, {self._text(given.row)}"
            self.named.append(self._named(Person(text), row))
            self._brackets(given)
        elif logins and self.context == "field":
            self.named.extend([*last.named, *given.named])
        elif given.shape is Shape.SINGLE and not sure and not taken:
            return False
        else:
            self.readable = False
            self.named.append(self._named(self._span_person(row, Kind.UNKNOWN), row))
        return True

    def _start(self, piece: Piece) -> None:
        """A piece before any person of its group."""
        if piece.shape is Shape.LOWER:
            if self.context == "field":
                self._add(piece)
            else:
                self.readable = False
        elif piece.shape in {Shape.ORGANISATION, Shape.ACCOUNT}:
            self._add(piece)
        elif piece.shape is Shape.OTHERS and self.named:
            self._doubtful(piece)
        else:
            self.readable = False
            if piece.row and piece.shape is not Shape.NUMBER:
                self._doubtful(piece)

    def _next(self, piece: Piece, before: Piece | None, *, listed: bool) -> None:
        """A piece behind a person."""
        shape, sep = piece.shape, piece.sep
        after_person = before is not None and before.shape in PEOPLE | {Shape.LOWER}
        if sep is Sep.WITH:
            self._helper(piece)
        elif shape is Shape.FULL:
            self._next_full(piece, listed=listed, after_person=after_person)
        elif shape is Shape.KNOWN or shape is Shape.ACCOUNT:
            self._add(piece) if shape is Shape.KNOWN or sep is Sep.AND else self._beside_last(piece)
        elif shape is Shape.CONTACT:
            self._next_contact(piece)
        elif shape in {Shape.SINGLE, Shape.LOWER}:
            self._next_single(piece, listed=listed, after_person=after_person)
        elif shape is Shape.ORGANISATION:
            alone = self.named[-1].person.kind is Kind.ORGANISATION
            if (sep is Sep.AND and after_person) or (alone and sep in {Sep.COMMA, Sep.AND}):
                self._add(piece)
            else:
                self._beside_last(piece)
        elif shape is Shape.OTHERS:
            self._doubtful(piece)
        else:
            self._beside_last(piece)
            if shape is Shape.DOUBT and (sep in {Sep.AND, Sep.SLASH} or _runs(piece.row)) and not _short_role(piece):
                self.readable = False

    def _next_full(self, piece: Piece, *, listed: bool, after_person: bool) -> None:
        sep = piece.sep
        if sep is Sep.AND:
            certain = after_person or piece.sure
        elif sep is Sep.COMMA:
            certain = piece.sure or listed
        else:
            certain = piece.sure and sep is not Sep.DASH
        if certain:
            self._add(piece)
        elif sep is Sep.DASH and not piece.sure:
            self._beside_last(piece)
        else:
            self._doubtful(piece)

    def _next_contact(self, piece: Piece) -> None:
        last, new = self.named[-1].person, piece.named[0].person
        own = last.kind in {Kind.PERSON, Kind.LOGIN} and bool(last.name or last.handle)
        if new.kind is Kind.PERSON and new.name:
            same = fold(last.name) == fold(new.name)
            self._with_last(handle=new.handle) if same else self._add(piece)
        elif new.handle and not new.url:
            if own and last.name and not last.handle and piece.sep is not Sep.AND:
                self._with_last(handle=new.handle)
            else:
                self._add(piece)
        elif own and piece.sep is not Sep.AND:
            self._with_last(handle=last.handle or new.handle, email=last.email or new.email, url=last.url or new.url)
        else:
            self._add(piece)

    def _next_single(self, piece: Piece, *, listed: bool, after_person: bool) -> None:
        bare = self.named[-1].person.kind is Kind.LOGIN
        login = single(piece.row) is Sort.LOGIN
        if piece.sep is Sep.AND and after_person:
            if piece.shape is Shape.LOWER and self.context == "byline":
                self.readable = False
            else:
                self._add(piece)
        elif piece.sep is Sep.AND and (piece.given or login):
            self._add(piece)
        elif piece.sep in {Sep.COMMA, Sep.SLASH} and after_person and ((bare and listed) or piece.given):
            self._add(piece)
        elif bare and piece.sep is Sep.COMMA and piece.shape is Shape.SINGLE:
            self._doubtful(piece)
        else:
            self._beside_last(piece)
            if login and piece.sep is Sep.COMMA:
                self.readable = False

    def _helper(self, piece: Piece) -> None:
        if piece.shape in {Shape.FULL, Shape.KNOWN, Shape.CONTACT} or (piece.shape is Shape.SINGLE and piece.given):
            self._doubtful(piece)
        else:
            self._beside_last(piece)

    # Adding -----------------------------------------------------------------------------------------------------------

    def _text(self, row: Sequence[Word]) -> str:
        return clean(self.text[row[0].start : row[-1].end])

    def _named(self, person: Person, row: Sequence[Word]) -> Named:
        return Named(person, row[0].start, row[-1].end)

    def _span_person(self, row: Sequence[Word], kind: Kind) -> Person:
        return Person(self._text(row), kind=kind)

    def _one(self, piece: Piece, shape: Shape, kind: Kind) -> None:
        piece.shape = shape
        piece.named = [self._named(self._span_person(piece.row, kind), piece.row)]

    def _with(self, piece: Piece, **changes: str) -> None:
        last = piece.named[-1]
        piece.named[-1] = last._replace(person=replace(last.person, **changes))

    def _with_last(self, **changes: str) -> None:
        last = self.named[-1]
        self.named[-1] = last._replace(person=replace(last.person, **changes))

    def _alias(self, piece: Piece, row: list[Word]) -> None:
        text = self._text(row)
        if len(row) == 1 and single(_bare(row)) is not Sort.OTHER or is_handle(text):
            self._with(piece, handle=text.lstrip("@"))
        else:
            self._with(piece, remark=text)

    def _add(self, piece: Piece) -> None:
        self.named.extend(piece.named)

    def _doubtful(self, piece: Piece) -> None:
        """Somebody or something: it cannot be told."""
        kind = Kind.UNKNOWN
        self.named.append(self._named(self._span_person(piece.row, kind), piece.row))

    def _beside(self, piece: Piece, row: list[Word]) -> None:
        """Text behind a name within the same piece."""
        row = row[1:] if len(row) > 1 and (row[0].key in words("belonging") or row[0].text == "@") else row
        self._with(piece, **{"role" if is_role(row) else "affiliation": self._text(row)})

    def _beside_last(self, piece: Piece) -> None:
        last = self.named[-1].person
        if not piece.row or last.kind is Kind.UNKNOWN:
            return
        name = "role" if piece.shape is Shape.ROLE and not last.role else "affiliation"
        name = name if not getattr(last, name) else "remark"
        if all(is_degree(word.text, word.key) for word in piece.row):
            name = "remark" if last.role else "role"
        if piece.shape is Shape.NUMBER or (name == "remark" and last.remark):
            return
        self._with_last(**{name: self._text(piece.row)})

    def _remark(self, text: str) -> None:
        if self.named:
            self._with_last(remark=text)

    def _brackets(self, piece: Piece) -> None:
        for item in piece.brackets:
            text = clean(self.text[item.start : item.end])
            if text and self.named:
                self._with_last(**self._bracket(text, self.named[-1].person))

    def _bracket(self, text: str, last: Person) -> dict[str, str]:
        row = [make_word(found[0], found.start()) for found in re.finditer(r"[^\s,;]+", text)]
        keys = [word.key for word in row]
        handle = next((word.text[1:] for word in row if is_handle(word.text)), "")
        address = next((word.text for word in row if is_email(word.text)), "")
        url = next((word.text for word in row if is_url(word.text)), "")
        if not row or phrase_at("editing", keys, 0) or _PRONOUN.fullmatch(text):
            return {"remark": text}
        if handle or address or url:
            found = {"handle": last.handle or handle or profile_handle(url), "email": last.email or address, "url": last.url or url}
            return {name: value for name, value in found.items() if value}
        if phrase_at("alias", keys, 0) and len(row) > 1:
            return {"handle": row[1].text.lstrip("@")} if len(row) == 2 and not last.handle else {"remark": text}
        if is_role(row) and not is_organisation(row):
            return {"role": last.role or text}
        if is_organisation(row) or is_topic(row):
            return {"affiliation": last.affiliation or text}
        if len(row) == 1 and single(row) in {Sort.LOWER, Sort.LOGIN} and not last.handle:
            return {"handle": text} if not is_unspaced(text) else {"remark": text}
        if is_given_name(keys[0]) or not is_name_word(row[0].text):
            return {"remark": last.remark or text}
        return {"affiliation": last.affiliation or text}


# What the pieces of one text say together -----------------------------------------------------------------------------


def _without_by(row: list[Word]) -> list[Word]:
    """The words without "by" or "Author:" in front."""
    keys = [word.key for word in row]
    size = phrase_at("bywords", keys, 0)
    if not size or size == len(row):
        return row
    colon = row[size - 1].text.endswith((":", "：")) or row[0].text.endswith((":", "："))
    return row[size:] if colon or size > 1 or keys[0] in {"by", "par", "por", "door"} else row


def _looks_inverted(pieces: Sequence[Piece]) -> bool:
    if len(pieces) != 2 or pieces[1].sep is not Sep.COMMA or pieces[0].brackets:
        return False
    last, given = pieces
    if last.shape not in {Shape.SINGLE, Shape.LOWER} or is_unspaced(last.row[-1].text):
        return False
    if given.shape in {Shape.SINGLE, Shape.LOWER}:
        return True
    parts = given.row
    return len(parts) <= 3 and all(is_initial(word.text) or is_given_name(word.key) for word in parts)


def _is_list(pieces: Sequence[Piece]) -> bool:
    """Commas between people: an "and" ends the list, or all pieces are whole names and some are known as such."""
    shapes = [piece.shape for piece in pieces]
    if any(piece.sep in {Sep.DASH, Sep.SLASH, Sep.WITH} for piece in pieces):
        return False
    people = all(shape in PEOPLE | {Shape.LOWER} for shape in shapes)
    if any(piece.sep is Sep.AND for piece in pieces):
        ends = max(index for index, piece in enumerate(pieces) if piece.sep is Sep.AND)
        front = shapes[: ends + 1]
        return all(shape in PEOPLE | {Shape.LOWER} for shape in front) and len(front) > 2
    if not people or len(pieces) < 3:
        return False
    return all(shape is not Shape.FULL for shape in shapes) or any(piece.sure for piece in pieces[1:] if piece.shape is Shape.FULL)


def _runs(row: Sequence[Word]) -> bool:
    """Whether the words are running text: the first one is in small letters, or there are many."""
    return bool(row) and ((row[0].text[0].islower() and row[0].key not in words("particles")) or len(row) > 12)


def _short_role(piece: Piece) -> bool:
    return len(piece.row) <= 12 and (is_role(piece.row) or is_organisation(piece.row))


def _is_date(row: Sequence[Word]) -> bool:
    return len(row) <= 4 and any(word.text[:1].isdigit() for word in row) and not any(full_name(row[i : i + 2]) for i in range(len(row)))


def authors_of(text: str, directory: Directory) -> Authors:
    """`read_text` as the value of an author field."""
    named, readable = read_text(text, directory)
    empty = not text.strip()
    return Authors(tuple(item.person for item in named), readable or empty)
