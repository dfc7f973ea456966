"""From lines that claim a credit to the people they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from bylint.byline.context import Standing, is_repeated, standing
from bylint.byline.credit import Credit, Form, Role
from bylint.byline.dated import is_dateline
from bylint.byline.wording import Claim, claims, narrowed
from bylint.languages import vocabulary
from bylint.patterns import pattern
from bylint.people import Directory, Kind, Named, Person, read_credit_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bylint.visible import Line

_NAMES_BELOW = 12
_LOWER = pattern(r"\b[a-z][a-z]+")
_LOGIN = pattern(r"\w[\w.-]{1,38}")


class Reader:
    """The credits in some visible lines of one post."""

    def __init__(self, text: str, start: int, end: int, directory: Directory) -> None:
        self.text, self.start, self.end, self.directory = text, start, end, directory

    def credits(self, lines: Sequence[Line], *, head: bool, read: Sequence[Credit] = ()) -> Iterator[Credit]:
        """Credits in the first or last lines of the post, but those that were `read` before."""
        known = {credit.span for credit in read}
        for index, line in enumerate(lines):
            if line.header:
                yield from self._header(line) if head else ()
                continue
            for claim in claims(line.text):
                place = standing(lines, index, claim, self.text, self.start, head=head)
                if place and (credit := self._credit(lines, index, claim, place)) and credit.span not in known:
                    yield credit

    def _credit(self, lines: Sequence[Line], index: int, claim: Claim, place: Standing) -> Credit | None:
        if claim.start >= len(lines[index].text):
            named = list(self._below(lines, index))
        else:
            named = [(lines[index], one) for one in self._read(lines[index], claim)]
        if not named:
            return None
        if place == "head" and is_repeated(lines, index, claim, self.text, self.start, self.end):
            place = "section"
        form = claim.form
        if form == "plain" and (claim.dated or _dated(lines, index)):
            form = "dated"
        return _made(named, claim, place, form)

    def _read(self, line: Line, claim: Claim) -> Sequence[Named]:
        for reading in narrowed(line.text, claim):
            named = read_credit_text(line.text[reading.start : reading.end], self.directory, context="byline")
            if named:
                if not _plausible(line, claim, named):
                    return ()
                return [Named(one.person, one.start + claim.start, one.end + claim.start) for one in named]
        return _linked_login(line, claim)

    def _below(self, lines: Sequence[Line], index: int) -> Iterator[tuple[Line, Named]]:
        """Names under a label that stands alone: items of a list, or lines of its own paragraph."""
        label = lines[index]
        for line in lines[index + 1 : index + 1 + _NAMES_BELOW]:
            if not line.item and line.block != label.block:
                return
            named = read_credit_text(line.text, self.directory, context="byline")
            if not named:
                return
            yield from ((line, one) for one in named)

    def _header(self, line: Line) -> Iterator[Credit]:
        """The author line of AsciiDoc: `Ada M. Lovelace <ada@example.org>; Second_Name Author`."""
        text = line.text.replace("_", " ")
        for start, end, _ in line.links:
            text = text[:start] + " " * (end - start) + text[end:]
        if any(char.isdigit() for char in text):
            return
        named: list[tuple[Line, Named]] = []
        at = 0
        for piece in text.split(";"):
            found = read_credit_text(piece.rstrip(), self.directory, context="byline")
            if not found:
                return
            named += ((line, Named(one.person, one.start + at, one.end + at)) for one in found)
            at += len(piece) + 1
        yield _made(named, Claim(0, 0, "asciidoc", "author", "en"), "head", "asciidoc")


def _made(named: Sequence[tuple[Line, Named]], claim: Claim, place: Standing, form: str) -> Credit:
    part = place == "section"
    return Credit(
        people=tuple(one.person for _, one in named),
        spans=tuple(line.span(one.start, one.end) for line, one in named),
        form="section" if part else cast("Form", form),
        role=cast("Role", claim.role),
        place="tail" if place == "tail" else "head",
        firm=not part,
        language=claim.language,
    )


def _linked_login(line: Line, claim: Claim) -> Sequence[Named]:
    """`by [zed](https://example.org/zed)`: any one word is a login where it is all that the credit has, and a link."""
    word = line.text[claim.start : claim.end]
    if not claim.weak and _LOGIN.fullmatch(word) and any(link[:2] == (claim.start, claim.end) for link in line.links):
        return [Named(Person(word, kind=Kind.LOGIN), claim.start, claim.end)]
    return ()


def _plausible(line: Line, claim: Claim, named: Sequence[Named]) -> bool:
    """Are these names rather than words? A word such as "by" alone is not enough to make any word a login."""
    people: list[Any] = [one.person for one in named]
    if claim.weak:
        return all(person.kind is Kind.PERSON and person.name[:1].isupper() for person in people)
    if claim.sentence or claim.form != "plain":
        return True
    words = vocabulary()
    if any(person.name.lower() in words.weekdays or person.name.lower() in words.months for person in people):
        return False
    written = line.text[claim.start : claim.end]
    left = written[named[-1].end :].lstrip()
    if written.endswith(("!", "?")) or (left[:1].isalpha() and len(_LOWER.findall(left)) > 3):
        return False
    if all(person.kind in (Kind.LOGIN, Kind.UNKNOWN) and " " not in person.name for person in people):
        linked = any(start < claim.end and end > claim.start for start, end, _ in line.links)
        return linked or claim.dated or line.emphasised or "@" in written
    return True


def _dated(lines: Sequence[Line], index: int) -> bool:
    """Whether a date shares the block."""
    return any(
        is_dateline(lines[at].text)
        for at in (index - 1, index + 1)
        if 0 <= at < len(lines) and lines[at].block == lines[index].block
    )
