"""People out of the judged pieces of a text: who is another person, and what belongs to the one before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bylint.patterns import pattern
from bylint.people.chunks import Sep
from bylint.people.folding import clean, fold, is_unspaced
from bylint.people.judging import PEOPLE, Context, Piece, Shape, alias_of, named_of, profile_handle, text_of
from bylint.people.kinds import (
    Word,
    is_degree,
    is_email,
    is_given_name,
    is_handle,
    is_organisation,
    is_role,
    is_title,
    is_topic,
    is_url,
    make_word,
)
from bylint.people.names import Sort, is_initial, is_name_word, lower_name, single
from bylint.people.other_parts import told_part
from bylint.people.person import Kind, Named, Person, changed
from bylint.people.words import phrase_at, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_PRONOUN = pattern(r"(?:he|she|they|ze|xe|any|er|sie|il|elle|él|ella|ele|ela|lui|lei)(?:/\w{1,6}){1,3}", re.IGNORECASE)


class People:
    """The people of one text, as they are found."""

    def __init__(self, text: str, context: Context) -> None:
        """Nobody yet."""
        self.text, self.context = text, context
        self.named: list[Named] = []
        self.readable = True

    def group(self, pieces: list[Piece], *, inverted: bool) -> None:
        """Add the people of the pieces between two semicolons."""
        if self._is_one_organisation(pieces):
            row = [word for piece in pieces for word in piece.row]
            self.named.append(named_of(self.text, row, Kind.ORGANISATION))
            return
        if looks_inverted(pieces) and self._inverted(pieces, known=inverted):
            return
        listed = _is_list(pieces)
        before: Piece | None = None
        following = [*pieces[1:], None]
        begun = len(self.named)
        if begun and pieces[0].shape in {Shape.ROLE, Shape.NUMBER}:
            begun = -1  # "Ann Roe, PhD; Head of Design": more of the same person
        for piece, after in zip(pieces, following, strict=True):
            fresh = len(self.named) == begun
            if piece.shape is Shape.FULL and piece.sep is Sep.AND and _is_described(after):
                piece.sure = True
            if piece.shape is Shape.EDITING:
                if not self.named:
                    self.readable = False
                self._remark(text_of(self.text, piece.row))
                return
            count = len(self.named)
            if fresh and piece.shape not in PEOPLE:
                self._start(piece)
            elif fresh:
                self._add(piece)
            else:
                self._next(piece, before, listed=listed)
            piece.added = len(self.named) > count and self.named[-1].person.kind is not Kind.UNKNOWN
            self._brackets(piece)
            before = piece

    def _is_one_organisation(self, pieces: list[Piece]) -> bool:
        """`Department of Arts and Crafts`: joined words, no person among them, and the word of a group.

        Running text behind a comma says something of the group: `Quux Team, keeper of the keys`.
        """
        groups = sum(piece.shape is Shape.ORGANISATION for piece in pieces)
        if not 0 < groups < len(pieces):
            return False
        if any(
            piece.shape in {Shape.FULL, Shape.CONTACT, Shape.KNOWN, Shape.ACCOUNT, Shape.EDITING}
            or piece.sep is Sep.WITH
            or (
                piece.sep is Sep.COMMA
                and piece.shape is not Shape.ORGANISATION
                and len(piece.row) > 1
                and runs(piece.row)
            )
            for piece in pieces
        ):
            return False
        if any(piece.shape is Shape.SINGLE and not is_topic(piece.row) for piece in pieces):
            return pieces[0].shape is Shape.ORGANISATION
        return True

    def _inverted(self, pieces: list[Piece], *, known: bool) -> bool:
        """`Roe, Ann`: a family name and a given name. True when the pair is dealt with."""
        last, given = pieces
        sure = is_given_name(given.row[0].key) or (is_initial(given.row[0].text) and given.row[0].text.endswith("."))
        taken = is_given_name(last.row[-1].key)
        logins = all(piece.shape is Shape.LOWER or single(piece.row) is Sort.LOGIN for piece in pieces)
        row = [*last.row, *given.row]
        if known or (sure and not taken):
            text = f"{text_of(self.text, last.row)}, {text_of(self.text, given.row)}"
            self.named.append(Named(Person(text), row[0].start, row[-1].end))
            self._brackets(given)
        elif logins and self.context == "field":
            self.named.extend([*last.named, *given.named])
        elif given.shape is Shape.SINGLE and not sure and not taken:
            return False
        else:
            self.readable = False
            self.named.append(named_of(self.text, row, Kind.UNKNOWN))
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
        after_person = before is not None and before.added
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
        elif shape is Shape.ALIAS:
            self._with_last(**alias_of(self.text, piece.row))
        else:
            self._beside_last(piece)
            if shape in {Shape.DOUBT, Shape.TOPIC} and self._is_doubtful_text(piece):
                self.readable = False

    def _is_doubtful_text(self, piece: Piece) -> bool:
        """Text behind a person that may be somebody else, or the rest of a sentence."""
        if len(piece.row) <= 12 and (is_role(piece.row) or is_organisation(piece.row)):
            return False
        running = runs(piece.row)
        if running and self.context == "byline":
            return phrase_at("behalf", [word.key for word in piece.row], 0) == 0
        if piece.shape is Shape.TOPIC:
            return False
        caseless = all(word.text.lower() == word.text.upper() for word in piece.row)
        return caseless or lower_name(piece.row) or (piece.sep in {Sep.AND, Sep.SLASH} and not running)

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
        """One word behind a person: another one, a role, a house."""
        bare = self.named[-1].person.kind is Kind.LOGIN
        login = single(piece.row) is Sort.LOGIN
        parted = piece.sep in {Sep.COMMA, Sep.SLASH}
        if piece.sep is Sep.AND and after_person:
            if piece.shape is Shape.LOWER and self.context == "byline":
                self.readable = False
            else:
                self._add(piece)
        elif parted and after_person and bare and listed:
            self._add(piece)
        elif piece.given or login or (parted and piece.shape is Shape.SINGLE and self._is_like_last(piece)):
            self._doubtful(piece)
        else:
            self._beside_last(piece)

    def _is_like_last(self, piece: Piece) -> bool:
        """One word beside one word, or a pen name in Han, kana or Hangul."""
        return self.named[-1].person.kind is Kind.LOGIN or is_unspaced(piece.row[0].text)

    def _helper(self, piece: Piece) -> None:
        if piece.shape in {Shape.FULL, Shape.KNOWN, Shape.CONTACT} or (piece.shape is Shape.SINGLE and piece.given):
            self._doubtful(piece)
        else:
            self._beside_last(piece)

    def _add(self, piece: Piece) -> None:
        self.named.extend(piece.named)

    def _doubtful(self, piece: Piece) -> None:
        """Somebody or something: it cannot be told."""
        self.named.append(named_of(self.text, piece.row, Kind.UNKNOWN))

    def _with_last(self, **changes: str) -> None:
        last = self.named[-1]
        self.named[-1] = last._replace(person=changed(last.person, changes))

    def _beside_last(self, piece: Piece) -> None:
        last = self.named[-1].person
        if not piece.row or last.kind is Kind.UNKNOWN:
            return
        name = "role" if piece.shape is Shape.ROLE else "affiliation"
        name = name if not getattr(last, name) else "remark"
        if all(is_degree(word.text, word.key) for word in piece.row):
            name = "remark" if last.role else "role"
        if piece.shape is Shape.NUMBER or (name == "remark" and last.remark):
            return
        self._with_last(**{name: text_of(self.text, _without_behalf(piece.row))})

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
        if text[0].islower() and told_part(text):
            return {"role": last.role or text}
        if not row or phrase_at("editing", keys, 0) or _PRONOUN.fullmatch(text):
            return {"remark": text}
        if handle or address or url:
            found = {
                "handle": last.handle or handle or profile_handle(url),
                "email": last.email or address,
                "url": last.url or url,
            }
            return {name: value for name, value in found.items() if value}
        if phrase_at("alias", keys, 0) and len(row) > 1:
            return {"handle": row[1].text.lstrip("@")} if len(row) == 2 and not last.handle else {"remark": text}
        if (rest := _without_behalf(row)) is not row:
            return {"affiliation": last.affiliation or text_of(text, rest)}
        if is_title(row) or (is_role(row) and not is_organisation(row)):
            return {"role": last.role or text}
        if is_organisation(row) or is_topic(row):
            return {"affiliation": last.affiliation or text}
        if len(row) == 1 and single(row) in {Sort.LOWER, Sort.LOGIN} and not last.handle:
            return {"handle": text} if not is_unspaced(text) else {"remark": text}
        if is_given_name(keys[0]) or not is_name_word(row[0].text):
            return {"remark": last.remark or text}
        return {"affiliation": last.affiliation or text}


def _without_behalf(row: list[Word]) -> list[Word]:
    """The words behind "on behalf of"."""
    size = phrase_at("behalf", [word.key for word in row], 0)
    return row[size:] if 0 < size < len(row) else row


def looks_inverted(pieces: Sequence[Piece]) -> bool:
    """Whether two pieces have the look of `Roe, Ann`."""
    if len(pieces) != 2 or pieces[1].sep is not Sep.COMMA or pieces[0].brackets:
        return False
    last, given = pieces
    if last.shape not in {Shape.SINGLE, Shape.LOWER} or is_unspaced(last.row[-1].text):
        return False
    if given.shape in {Shape.SINGLE, Shape.LOWER}:
        return True
    parts = given.row
    while len(parts) > 1 and parts[-1].text.islower() and parts[-1].key in words("particles"):
        parts = parts[:-1]  # "Aue, Ludwig von der"
    return 0 < len(parts) <= 3 and all(is_initial(word.text) or is_given_name(word.key) for word in parts)


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
    return all(shape is not Shape.FULL for shape in shapes) or any(
        piece.sure for piece in pieces[1:] if piece.shape is Shape.FULL
    )


def _is_described(after: Piece | None) -> bool:
    """Whether a role or the like follows: "…, Outreach and Ann Roe, Design"."""
    return after is not None and after.sep is Sep.COMMA and after.shape in {Shape.ROLE, Shape.TOPIC, Shape.ORGANISATION}


def runs(row: Sequence[Word]) -> bool:
    """Whether the words are running text: the first one is in small letters, or there are many."""
    return bool(row) and ((row[0].text[0].islower() and row[0].key not in words("particles")) or len(row) > 12)
