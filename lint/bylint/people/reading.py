"""Reading the text of an author field, or of a byline, as people."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bylint.people.chunks import Sep, chunks
from bylint.people.folding import clean
from bylint.people.grouping import People, looks_inverted, runs
from bylint.people.judging import PEOPLE, Context, Judge, Piece, Shape
from bylint.people.kinds import is_account, is_technical, make_word
from bylint.people.person import NOBODY_KNOWN, Authors, Directory, Kind, Named, Person
from bylint.people.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 500
"""A longer text is no author's name."""


def read_text(
    text: str, directory: Directory = NOBODY_KNOWN, context: Context = "field"
) -> tuple[tuple[Named, ...], bool]:
    """The people of a text in their order, and whether all of it could be read."""
    return ((), False) if len(text) > LONGEST else _read_once(text, directory, context)


@lru_cache(maxsize=8192)
def _read_once(text: str, directory: Directory, context: Context) -> tuple[tuple[Named, ...], bool]:
    if not clean(text):
        return (), True
    start, end = _trimmed(text)
    found = _whole(text, start, end, directory, context)
    if found is not None:
        return (found,), found.person.kind is not Kind.UNKNOWN
    return _read(text, directory, context)


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
    """The people that the visible text behind "by" names, each with the range of the name; None when it is no people.

    Organisations and accounts are among them, with their kind. Someone of kind UNKNOWN may be a person, a place or a
    role.
    """
    named, _ = read_text(text, directory, context)
    return named if any(item.person.kind is not Kind.UNKNOWN for item in named) else None


def split_people(text: str, directory: Directory = NOBODY_KNOWN) -> list[tuple[int, int]]:
    """The ranges of the names of the people in one text; empty when it cannot be people."""
    return [(item.start, item.end) for item in read_text(text, directory)[0]]


def _trimmed(text: str) -> tuple[int, int]:
    end = len(text.rstrip())
    return min(len(text) - len(text.lstrip()), end), end


def _whole(text: str, start: int, end: int, directory: Directory, context: Context) -> Named | None:
    bare = text[start:end]
    known = directory.find(bare) if directory else None
    if known is not None:
        return Named(known, start, end)
    row = [make_word(found[0], start + found.start()) for found in re.finditer(r"\S+", bare)]
    placeholder = is_account(row) and (len(row) == 1 or not is_technical(row))
    if placeholder and (context == "field" or not bare.islower() or is_technical(row)):
        return Named(Person(clean(bare), kind=Kind.ACCOUNT), start, end)
    if len(row) <= 4 and " ".join(word.key for word in row) in words("agencies"):
        return Named(Person(clean(bare), kind=Kind.ORGANISATION), start, end)
    return None


def _read(text: str, directory: Directory, context: Context) -> tuple[tuple[Named, ...], bool]:
    judge, people = Judge(text, directory, context), People(text, context)
    groups: list[list[Piece]] = []
    for chunk in chunks(text):
        fresh = not groups or chunk.sep is Sep.LIST
        if fresh:
            groups.append([])
        groups[-1].append(judge.judge(chunk, first=fresh))
    inverted = len(groups) > 1 and all(looks_inverted(group) for group in groups)
    for group in groups:
        people.group(group, inverted=inverted)
    if context == "byline" and not people.readable and _is_prose(groups[0][0], groups):
        return (), False
    certain = bool(people.named) and all(item.person.kind is not Kind.UNKNOWN for item in people.named)
    return tuple(people.named), people.readable and certain


def _is_prose(first: Piece, groups: Sequence[Sequence[Piece]]) -> bool:
    """In a byline, nobody in front, or running text beside the names, means that it is none."""
    if first.shape not in {*PEOPLE, Shape.ORGANISATION, Shape.ACCOUNT}:
        return True
    pieces = [piece for group in groups for piece in group]
    return any(piece.shape in {Shape.DOUBT, Shape.LOWER, Shape.TOPIC} and runs(piece.row) for piece in pieces)


def authors_of(text: str, directory: Directory) -> Authors:
    """`read_text` as the value of an author field."""
    named, readable = read_text(text, directory)
    return Authors(tuple(item.person for item in named), readable)
