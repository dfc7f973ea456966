"""What one chunk of an author field or a byline is: a whole name, a handle, a role, an organisation, prose."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Literal

from bylint.patterns import pattern
from bylint.people.chunks import Sep
from bylint.people.folding import clean, is_unspaced
from bylint.people.kinds import (
    Word,
    is_account,
    is_email,
    is_family_suffix,
    is_given_name,
    is_handle,
    is_legal,
    is_organisation,
    is_role,
    is_technical,
    is_title,
    is_topic,
    is_url,
    make_word,
)
from bylint.people.names import Sort, full_name, is_initial, lower_name, single
from bylint.people.person import Directory, Kind, Named, Person, changed
from bylint.people.unspaced import is_family_name, unspaced
from bylint.people.words import letters, phrase_at, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bylint.people.chunks import Bracket, Chunk

Context = Literal["field", "byline"]

_PROFILE = pattern(
    r"(?:https?:)?//(?:www\.|mobile\.)?(?:github\.com|gitlab\.com|twitter\.com|x\.com|codeberg\.org|bitbucket\.org|keybase\.io|dev\.to"
    r"|t\.me|medium\.com|instagram\.com|facebook\.com|linkedin\.com/in|bsky\.app/profile|mastodon\.social|hachyderm\.io|fosstodon\.org"
    r"|stackoverflow\.com/users/\d{1,12}|profiles\.wordpress\.org|about\.me|threads\.net|habr\.com/(?:[a-z]{2}/)?users)/@?([\w.-]{1,60})/?(?:[?#]\S*)?",
    re.IGNORECASE,
)  # fmt: skip
_GITHUB_PAGES = pattern(r"(?:https?:)?//([\w-]{1,60})\.github\.(?:io|com)/?", re.IGNORECASE)
_NO_PROFILES = frozenset(
    {"share", "intent", "home", "search", "about", "login", "orgs", "users", "profile", "groups", "pages"}
)
_DAY_WORDS = frozenset({"on", "am", "le", "el", "il", "op", "em", "den", "dnia", "posted", "published", "updated"})
_NUMBER = pattern(r"\d[\d.:/-]{0,30}(?:st|nd|rd|th|\.)?")


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
    ALIAS = auto()
    TOPIC = auto()
    NUMBER = auto()
    DOUBT = auto()


PEOPLE = frozenset({Shape.FULL, Shape.SINGLE, Shape.CONTACT, Shape.KNOWN})


class Piece:
    """A chunk, what it is, and the people that it names.

    `added`: whether it named somebody more, and did not only say more of the one before.
    """

    __slots__ = ("added", "brackets", "named", "row", "sep", "shape", "sure")

    def __init__(self, sep: Sep, shape: Shape, row: list[Word], brackets: Sequence[Bracket] = ()) -> None:
        self.sep, self.shape, self.row, self.brackets = sep, shape, row, list(brackets)
        self.named: list[Named] = []
        self.sure = True
        self.added = False

    @property
    def given(self) -> bool:
        """One word that is a known given name."""
        return self.shape is Shape.SINGLE and len(self.row) == 1 and is_given_name(self.row[0].key)


def text_of(text: str, row: Sequence[Word]) -> str:
    """The words as they stand in the text, with single spaces."""
    return clean(text[row[0].start : row[-1].end])


def _named(person: Person, row: Sequence[Word]) -> Named:
    return Named(person, row[0].start, row[-1].end)


def named_of(text: str, row: Sequence[Word], kind: Kind) -> Named:
    """These words as a name."""
    return _named(Person(text_of(text, row), kind=kind), row)


def alias_of(text: str, row: list[Word]) -> dict[str, str]:
    """What stands behind "aka": a handle, or another name of the same person."""
    name = text_of(text, row)
    if len(row) == 1 and (single(_bare(row)) is not Sort.OTHER or is_handle(name)):
        return {"handle": name.lstrip("@")}
    return {"remark": name}


class Judge:
    """Judges the chunks of one text one by one."""

    def __init__(self, text: str, directory: Directory, context: Context) -> None:
        """The text that the chunks were cut from."""
        self.text, self.directory, self.context = text, directory, context

    def judge(self, chunk: Chunk, *, first: bool) -> Piece:
        """What a chunk is."""
        row = _bare(chunk.row)
        if first and row:
            row = _without_by(row)
        piece = Piece(chunk.sep, Shape.DOUBT, row, brackets=chunk.brackets)
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
        if (
            size
            and (size < len(row) or row[0].text.endswith(":"))
            and not (size == 1 and not row[0].text.endswith(":"))
        ):
            piece.shape = Shape.EDITING
        elif " ".join(keys) in words("others") or (piece.sep is Sep.AND and " ".join(keys) in words("houses")):
            piece.shape = Shape.OTHERS
        elif is_technical(row) or (self.context == "field" and is_account(row) and (first or len(row) > 1)):
            self._one(piece, Shape.ACCOUNT, Kind.ACCOUNT)
        elif not first and (size := phrase_at("alias", keys, 0)) and size < len(row):
            piece.shape, piece.row = Shape.ALIAS, row[size:]
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
                piece.named = [_named(Person(handle=word.text[1:], kind=Kind.LOGIN), [word])]
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
        piece.named = [_named(self.directory.resolve(person), [word])]
        return True

    def _known(self, piece: Piece) -> bool:
        found = self.directory.find(" ".join(word.text for word in piece.row)) if self.directory else None
        if found is None:
            return False
        piece.shape = Shape.ORGANISATION if found.kind is Kind.ORGANISATION else Shape.KNOWN
        piece.named = [_named(found, piece.row)]
        return True

    def _cut(self, piece: Piece) -> bool:
        """A whole name (or handle), and behind it `aka Z`, `on behalf of Y`, `of Acme`, `on 5 May`."""
        row, keys = piece.row, [word.key for word in piece.row]
        for index in range(1, len(row)):
            head, tail = row[:index], row[index:]
            size = phrase_at("alias", keys, index)
            if size and index + size < len(row) and self._name(Piece(piece.sep, piece.shape, head, piece.brackets)):
                self._name_at(piece, head)
                self._alias(piece, row[index + size :])
                return True
            size = phrase_at("behalf", keys, index)
            if size and index + size < len(row):
                if not self._name_at(piece, head):
                    return False
                self._with(piece, affiliation=text_of(self.text, row[index + size :]))
                return True
            if index < 2 and not is_handle(row[0].text):
                continue
            if index == len(row) - 1 and is_email(row[index].text) and full_name(head) is not None:
                self._name_at(piece, head)
                self._with(piece, email=row[index].text)
                return True
            if index == len(row) - 1 and is_handle(row[index].text) and full_name(head) is not None:
                self._name_at(piece, head)
                self._with(piece, handle=row[index].text[1:])
                return True
            if row[index].key in _DAY_WORDS and any(letter.isdigit() for word in tail for letter in word.text):
                return self._name_at(piece, head)
            if self._is_link(tail, piece) and full_name(head) is not None:
                self._name_at(piece, head)
                self._with(piece, affiliation=text_of(self.text, tail[1:]))
                return True
        return False

    def _is_link(self, tail: Sequence[Word], piece: Piece) -> bool:
        """`of Acme`: what follows the word must look like a name of a place or a house."""
        if len(tail) < 2 or tail[0].text[0].isupper() or (len(tail) == 2 and is_legal(tail[1].text, tail[1].key)):
            return False
        if tail[0].text == "@":
            return True
        if tail[0].key not in words("belonging"):
            return False
        if tail[0].key in words("particles"):
            rest = [word for word in tail[1:] if word.key not in words("particles")]
            one = len(tail) - len(rest) == 1  # "van der Meer" and the like are a family name
            return bool(rest) and (is_organisation(rest) or (one and is_topic(rest)))
        if tail[0].key in {"in", "for", "z", "no", "na"}:
            return self.context == "field" or (len(tail) <= 4 and all(word.text[0].isupper() for word in tail[1:]))
        if self.context == "field" or any(word.text[0].isupper() for word in tail[1:]):
            return True
        return bool(piece.brackets) or is_organisation(tail[1:])

    def _unspaced(self, piece: Piece) -> bool:
        """Han, kana and Hangul, where several people may stand side by side."""
        row = piece.row
        if not is_unspaced("".join(word.text for word in row)):
            if (
                len(row) > 2
                and is_unspaced(row[0].text)
                and unspaced(row[0].text).sure
                and full_name(row[1:]) is not None
            ):
                piece.shape = Shape.FULL
                piece.named = [_named(Person(row[0].text, remark=text_of(self.text, row[1:])), row[:1])]
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
            piece.named = [_named(Person(text_of(self.text, row)), row)]
        elif all(item.sure for item in judged):
            piece.named = [
                _named(Person(word.text[: item.end]), [self._short(word, item.end)])
                for word, item in zip(row, judged, strict=True)
            ]
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
        piece.named = [_named(Person(short.text, kind=Kind.PERSON if judged.sure else Kind.LOGIN), [short])]
        return True

    @staticmethod
    def _short(word: Word, size: int) -> Word:
        return make_word(word.text[:size], word.start)

    def _name(self, piece: Piece) -> bool:
        row = piece.row
        inside = next((item for item in piece.brackets if 0 < item.at < len(row)), None)
        if inside is not None and (head := full_name(row[: inside.at])) is not None:
            piece.shape, piece.sure = Shape.FULL, head.sure
            piece.named = [_named(Person(text_of(self.text, row[: head.last])), row[: head.last])]
            self._beside(piece, row[inside.at :])
            return True
        found = full_name(row)
        if found is None:
            return False
        piece.shape, piece.sure = Shape.FULL, found.sure
        taken = row[: found.last]
        piece.brackets = [item for item in piece.brackets if not 0 < item.at < len(taken)]
        piece.named = [_named(Person(text_of(self.text, taken)), taken)]
        if found.last < len(row):
            self._with(piece, role=text_of(self.text, row[found.last :]))
        return True

    def _name_at(self, piece: Piece, head: list[Word]) -> bool:
        """Let the front words be the piece's name."""
        part = Piece(piece.sep, Shape.DOUBT, head, brackets=[item for item in piece.brackets if item.at < len(head)])
        self._judge(part, first=True)
        if not part.named:
            return False
        piece.shape, piece.named, piece.sure = part.shape, part.named, part.sure
        if part.shape is Shape.FULL:
            piece.brackets = [item for item in piece.brackets if not 0 < item.at < len(head)]
        return True

    def _no_name(self, piece: Piece, *, first: bool) -> None:
        row = piece.row
        if first and self._role_and_name(piece):
            return
        if is_organisation(row):
            self._one(piece, Shape.ORGANISATION, Kind.ORGANISATION)
        elif is_role(row) or (not first and is_title(row)):
            piece.shape = Shape.ROLE
        elif _NUMBER.fullmatch(row[0].text) or _is_date(row):
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
        piece.brackets = [item._replace(at=0) for item in piece.brackets]
        self._with(piece, role=text_of(self.text, row[: last + 1]))
        return True

    def _single(self, piece: Piece) -> None:
        sort = single(piece.row)
        if self.context == "byline" and piece.row[0].text.islower() and len(piece.row) > 1:
            sort = Sort.OTHER  # "by von Roe" is rarer than "by den Weg"
        if sort is Sort.NAME or sort is Sort.LOGIN:
            self._one(piece, Shape.SINGLE, Kind.LOGIN)
        elif sort is Sort.LOWER:
            self._one(piece, Shape.LOWER, Kind.LOGIN)
        elif is_topic(piece.row):
            piece.shape = Shape.TOPIC
        else:
            piece.shape = Shape.DOUBT
            if lower_name(piece.row):
                piece.named = [_named(Person(text_of(self.text, piece.row), kind=Kind.UNKNOWN), piece.row)]

    # Making people -------------------------------------------------------------------------------------------------

    def _one(self, piece: Piece, shape: Shape, kind: Kind) -> None:
        piece.shape = shape
        piece.named = [named_of(self.text, piece.row, kind)]

    def _with(self, piece: Piece, **changes: str) -> None:
        last = piece.named[-1]
        piece.named[-1] = last._replace(person=changed(last.person, changes))

    def _alias(self, piece: Piece, row: list[Word]) -> None:
        self._with(piece, **alias_of(self.text, row))

    def _beside(self, piece: Piece, row: list[Word]) -> None:
        """Text behind a name within the same piece."""
        row = row[1:] if len(row) > 1 and (row[0].key in words("belonging") or row[0].text == "@") else row
        self._with(piece, **{"role" if is_role(row) else "affiliation": text_of(self.text, row)})


def _bare(row: list[Word]) -> list[Word]:
    """The words without quotes around them all and without the full stop of a sentence."""
    if not row:
        return row
    first, last = row[0], row[-1]
    if first.text[0] in '"“„«‘*_' and not (len(first.text) > 2 and first.text[-1] in '"”»’'):
        row = [make_word(first.text[1:], first.start + 1), *row[1:]] if len(first.text) > 1 else row[1:]
    text = row[-1].text if row else ""
    while text and (text[-1] in ",:;!?*_。！？：…" or (text[-1] == "." and _is_full_stop(text, last.key))):
        text = text[:-1]
    if text and text[-1] in '"”»’' and text[0] not in '"“„«‘':
        text = text[:-1]
    if row and text != row[-1].text:
        row = [*row[:-1], make_word(text, row[-1].start)] if text else row[:-1]
    return row


def _is_full_stop(text: str, key: str) -> bool:
    return not (is_initial(text) or is_family_suffix(key) or "." in text[:-1] or key in words("legal") or len(key) < 3)


def _without_by(row: list[Word]) -> list[Word]:
    """The words without "by" or "Author:" in front."""
    keys = [word.key for word in row]
    size = phrase_at("bywords", keys, 0)
    if not size or size == len(row):
        return row
    colon = row[0].text.endswith((":", "："))
    return row[size:] if colon or size > 1 or keys[0] in {"by", "par", "por", "door"} else row


def _is_date(row: Sequence[Word]) -> bool:
    return 1 < len(row) <= 4 and any(_NUMBER.fullmatch(word.text) for word in row)


def profile_handle(url: str) -> str:
    """The login in the address of a profile page, or nothing."""
    found = _PROFILE.fullmatch(url) or _GITHUB_PAGES.fullmatch(url)
    return found[1] if found and found[1].casefold() not in _NO_PROFILES else ""
