"""Cutting the text of an author field or a byline where one name may end: commas, joining words, dashes, brackets."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern
from bylint.people.folding import is_unspaced, script
from bylint.people.kinds import Word, is_given_name, is_role, is_url, make_word, word_key
from bylint.people.names import Sort, full_name, single
from bylint.people.unspaced import unspaced
from bylint.people.words import phrase_at, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = pattern(
    r"(?P<line>[^\S\n]*\n\s*)"
    r"|(?P<space>\s+)"
    r"|(?P<open>[(（\[【<{])"
    r"|(?P<close>[)）\]】>}])"
    r"|(?P<and>&amp;|[&＆])"
    r"|(?P<comma>[,，])"
    r"|(?P<list>[、;；])"
    r"|(?P<dash>[|•｜]|[—―]+|(?<!\S)(?:[-–~·»→]{1,3}|::)(?!\S))"
    r"|(?P<slash>(?<!\S)[/／](?!\S)|／)"
    r"|(?P<word>[^\s()（）\[\]【】<>{},，、;；|•｜—―&＆／]+)"
)  # fmt: skip
_LABEL = pattern(r"[^\W\d_]{1,20}[:：](?=[^\s/:：])")
_WEAK = frozenset(
    {"y", "e", "i", "a", "en", "ve", "ja", "na", "ir", "un", "si", "te", "dan", "ter", "ile", "kaj", "ed"}
)
_CAPITAL_JOINERS = frozenset({"and", "und", "plus"})
_UNSPACED_JOINERS = pattern(r"以及|および|及び|그리고|[和与與及跟と및]|(?<=[가-힣]{3})[와과]")


class Sep(Enum):
    """What stands before a chunk."""

    START = auto()
    COMMA = auto()
    AND = auto()
    WEAK = auto()
    """A joining word that may also stand within a name, `y`."""
    WITH = auto()
    LIST = auto()
    """`;` or `、` or a new line: what follows is another entry."""
    SLASH = auto()
    DASH = auto()


class Bracket(NamedTuple):
    """Text in brackets, without them: its range, and how many words of the chunk stand before it."""

    start: int
    end: int
    at: int


class Chunk:
    """Words between two separators.

    `joiner`: the word in capitals before them that may join people, or be an initial.
    """

    __slots__ = ("brackets", "joiner", "row", "sep")

    def __init__(
        self, sep: Sep, row: Sequence[Word] = (), brackets: Sequence[Bracket] = (), joiner: Word | None = None
    ) -> None:
        self.sep, self.row, self.brackets, self.joiner = sep, list(row), list(brackets), joiner


def chunks(text: str) -> list[Chunk]:
    """Cut a text; the cost is linear in its length."""
    found = [chunk for chunk in _joined(_separated(text)) if chunk.row or chunk.brackets]
    return _without_weak(found)


def _separated(text: str) -> Iterator[Chunk]:
    chunk, depth, opened = Chunk(Sep.START), 0, 0
    for token in _TOKEN.finditer(text):
        group = token.lastgroup
        if group == "open":
            opened = token.end() if not depth else opened
            depth += 1
        elif group == "close":
            if depth == 1:
                chunk.brackets.append(Bracket(opened, token.start(), len(chunk.row)))
            depth = max(depth - 1, 0)
        elif depth or group == "space":
            continue
        elif group == "word":
            opens = not chunk.row and chunk.sep in {Sep.START, Sep.LIST}
            for word in _parts(token[0], token.start(), opens=opens):
                if word is None:
                    yield chunk
                    chunk = Chunk(Sep.SLASH)
                else:
                    chunk.row.append(word)
        else:
            yield chunk
            chunk = Chunk(_SEPARATORS[group or ""])
    if depth:
        chunk.brackets.append(Bracket(opened, len(text), len(chunk.row)))
    yield chunk


_SEPARATORS = {
    "line": Sep.LIST,
    "list": Sep.LIST,
    "comma": Sep.COMMA,
    "and": Sep.AND,
    "dash": Sep.DASH,
    "slash": Sep.SLASH,
}


def _parts(text: str, start: int, *, opens: bool) -> Iterator[Word | None]:
    """A word, or the names that a stroke joins (`Roe/Okafor`), None between them.

    What an entry opens with ends at its colon if it leads up to a name (`Author:Roe`).
    """
    label = _LABEL.match(text) if opens else None
    if label is not None and word_key(label[0]) in words("bywords"):
        yield make_word(label[0], start)
        start += label.end()
        text = text[label.end() :]
    pieces = text.split("/")
    if len(pieces) == 1 or is_url(text) or not all(_is_stroke_piece(piece) for piece in pieces):
        yield make_word(text, start)
        return
    for index, piece in enumerate(pieces):
        if index:
            yield None
        yield make_word(piece, start)
        start += len(piece) + 1


def _is_stroke_piece(piece: str) -> bool:
    return is_unspaced(piece) or (len(piece) > 2 and piece[0].isupper() and not piece.isupper() and piece.isalpha())


def _joined(pieces: Iterator[Chunk]) -> Iterator[Chunk]:
    """Cut once more, at the words that join people."""
    for piece in pieces:
        chunk, keys, index = Chunk(piece.sep), [word.key for word in piece.row], 0
        brackets = list(piece.brackets)
        while index < len(piece.row):
            while brackets and brackets[0].at <= index:
                bracket = brackets.pop(0)
                chunk.brackets.append(Bracket(bracket.start, bracket.end, len(chunk.row)))
            sep, size = _joiner(piece.row, keys, index)
            if sep is None:
                for number, word in enumerate(_unspaced_parts(piece.row[index])):
                    if number:
                        yield chunk
                        chunk = Chunk(Sep.AND)
                    if word.text:
                        chunk.row.append(word)
            else:
                if chunk.row or chunk.brackets or index == 0:
                    yield chunk
                word = piece.row[index]
                chunk = Chunk(sep, joiner=word if sep is Sep.WEAK and word.text.isupper() else None)
            index += size
        chunk.brackets.extend(Bracket(bracket.start, bracket.end, len(chunk.row)) for bracket in brackets)
        yield chunk


def _joiner(row: Sequence[Word], keys: Sequence[str], index: int) -> tuple[Sep | None, int]:
    size = phrase_at("joining", keys, index)
    text = row[index].text
    if size and (text == text.lower() or keys[index] in _CAPITAL_JOINERS or _all_capitals(row)):
        if size == 1 and keys[index] in _WEAK:
            if index == len(row) - 1 or (index == 0 and text == "a"):
                return None, 1
            if not text.islower() and (index == 0 or not text.isalpha()):
                return None, 1
            return (Sep.WEAK if index else Sep.AND), 1
        return (Sep.AND, size) if len(row) > 1 else (None, 1)
    size = phrase_at("with", keys, index)
    if size and text.islower() and index + size < len(row):
        return Sep.WITH, size
    return None, 1


def _all_capitals(row: Sequence[Word]) -> bool:
    return len(row) > 2 and all(word.text.isupper() for word in row)


def _unspaced_parts(word: Word) -> list[Word]:
    """`张伟和李娜` as two words, where both are names; the second is empty where the joining word comes last."""
    if (
        word.text.isascii()
        or len(word.text) > 30
        or not any(script(letter) in {"han", "kana", "hangul"} for letter in word.text)
    ):
        return [word]
    pieces: list[Word] = []
    start = 0
    for found in _UNSPACED_JOINERS.finditer(word.text):
        pieces.append(make_word(word.text[start : found.start()], word.start + start))
        start = found.end()
    pieces.append(make_word(word.text[start:], word.start + start))
    names = pieces if pieces[-1].text else pieces[:-1]
    return pieces if names and all(unspaced(piece.text).sure for piece in names) else [word]


def _without_weak(found: list[Chunk]) -> list[Chunk]:
    """Decide for each `y` whether it joins people or belongs to a name, as in Ortega y Gasset."""
    merged: list[Chunk] = []
    for chunk in found:
        if chunk.sep is not Sep.WEAK:
            merged.append(chunk)
        elif not merged:
            merged.append(Chunk(Sep.START, chunk.row, chunk.brackets))
        elif _parts_people(merged[-1], chunk):
            merged.append(Chunk(Sep.AND, chunk.row, chunk.brackets))
        else:
            before = merged[-1]
            size = len(before.row) + 1
            joiner = chunk.joiner or make_word("y", before.row[-1].end + 1 if before.row else 0)
            before.row.extend([joiner, *chunk.row])
            before.brackets.extend(Bracket(item.start, item.end, item.at + size) for item in chunk.brackets)
    return merged


def _parts_people(before: Chunk, after: Chunk) -> bool:
    if not after.row:  # nothing but a bracket: "Ana Ruiz y (fotos) con Ben Okafor"
        return True
    if after.joiner is not None:
        # capitals: "MARY ANN E SMITH" has an initial
        starts = is_given_name(after.row[0].key) and not (before.row and is_given_name(before.row[-1].key))
        return starts and full_name(before.row) is not None and full_name(after.row) is not None
    if before.brackets or after.row[0].text.startswith("@"):
        return True
    if " ".join(word.key for word in after.row) in words("houses"):
        return True
    whole = full_name(after.row) is not None
    if whole:
        return full_name(before.row) is not None or is_role(before.row) or single(before.row) in {Sort.NAME, Sort.LOGIN}
    return all(len(chunk.row) == 1 and is_given_name(chunk.row[0].key) for chunk in (before, after))
