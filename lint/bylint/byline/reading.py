"""From lines that claim a credit to the people they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from bylint.byline.context import Standing, is_repeated, standing
from bylint.byline.credit import Credit, Form, Role
from bylint.byline.dated import is_dateline
from bylint.byline.wording import Claim, claims_of, narrowed
from bylint.languages import vocabulary
from bylint.patterns import pattern
from bylint.people import Directory, Kind, Named, Person, read_credit_text
from bylint.people.kinds import is_given_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bylint.visible import Line

_NAMES_BELOW = 12
_LOWER = pattern(r"\b[a-z][a-z]+")
_LOGIN = pattern(r"\w[\w.-]{1,38}")
_CJK = "\u2e80"
_POSSESSIVE = ("'s", "’s")
_LABEL_ENDS = " \t:：/／|｜*_"
_CHANGE = pattern(r"#\d|/pull/\d|/issues/\d")
"""The number of a change or a report: a list of changes credits those who made them."""
_PLACE = pattern(
    r"(?:\s|\A)(?:at|of|for|from|@|bei|aus|chez|depuis|à|au|en|desde|del|de|do|dos|da|di|bij|uit|van|в|из|у|w|z)\s"
    r"(?:the\s)?[^\W\d_a-zа-я]"
)
_DESCRIPTION = pattern(r"[^\W\d_A-ZА-Я][^.!?:;,]{3,80}")
_BRACKET = pattern(r"\s?[(（]([^()（）]{2,24})[)）]")
_SIGNED = frozenset({"plain", "dated"})
_BRACKET_ROLES = frozenset({"photographer", "translator"})


class Reader:
    """The credits in some visible lines of one post."""

    def __init__(self, text: str, start: int, end: int, directory: Directory) -> None:
        self.text, self.start, self.end, self.directory = text, start, end, directory

    def credits(self, lines: Sequence[Line], *, head: bool, read: Sequence[Credit] = ()) -> list[Credit]:
        """Credits in the first or last lines of the post, but those that were `read` before."""
        found = list(self._all_credits(lines, head=head, read=read))
        authors = [credit for credit in found if credit.firm and credit.role == "author" and credit.form in _SIGNED]
        if head or len(authors) < 2:
            return found
        return [credit._replace(firm=False) if credit in authors else credit for credit in found]  # comments

    def _all_credits(self, lines: Sequence[Line], *, head: bool, read: Sequence[Credit]) -> Iterator[Credit]:
        known = {credit.span for credit in read}
        for index, line in enumerate(lines):
            if line.header:
                yield from self._header(line) if head else ()
                continue
            for claim in claims_of(line):
                place = standing(lines, index, claim, self.text, self.start, head=head)
                if not place:
                    continue
                found = tuple(self._credits(lines, index, claim, place))
                if not found and claim.role == "author":
                    break  # half of a line that cannot be read may be misread
                yield from (credit for credit in found if credit.span not in known)

    def _credits(self, lines: Sequence[Line], index: int, claim: Claim, place: Standing) -> Iterator[Credit]:
        if claim.start >= len(lines[index].text):
            named = list(self._below(lines, index))
        else:
            named = [(lines[index], one) for one in self._read(lines[index], claim)]
        if not named:
            return
        if place == "head" and is_repeated(lines, index, claim, self.text, self.start, self.end):
            place = "section"
        form = claim.form
        if form == "plain" and (claim.dated or _dated(lines, index)):
            form = "dated"
        for role, part in _by_role(named, claim.role):
            yield _made(part, role, claim.language, place, form)

    def _read(self, line: Line, claim: Claim) -> Sequence[Named]:
        for reading in narrowed(line.text, claim):
            named = read_credit_text(line.text[reading.start : reading.end], self.directory, context="byline")
            if named and not (claim.sentence and _runs_on(line.text[reading.start : reading.end], named)):
                if not _plausible(line, claim, named):
                    return ()
                return [Named(one.person, one.start + claim.start, one.end + claim.start) for one in named]
        return _linked_login(line, claim) or self._described(line, claim)

    def _described(self, line: Line, claim: Claim) -> Sequence[Named]:
        """`by Ann Roe, keeper of keys at Acme`: a known name or a group, and what no list of roles has behind it."""
        text = line.text[claim.start : claim.end]
        head, comma, rest = text.partition(", ")
        if claim.weak or not comma or not (line.emphasised or _PLACE.search(rest)) or not _DESCRIPTION.fullmatch(rest):
            return ()
        if any(word in vocabulary().is_ for word in rest.lower().split()):
            return ()
        named = read_credit_text(head, self.directory, context="byline") or ()
        if len(named) != 1:
            return ()
        person = named[0].person
        if person.kind is not Kind.ORGANISATION and (person.kind is not Kind.PERSON or not _is_known(person)):
            return ()
        return [Named(one.person, one.start + claim.start, one.end + claim.start) for one in named]

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
        yield _made(named, "author", "en", "head", "asciidoc")


def _made(named: Sequence[tuple[Line, Named]], role: str, language: str, place: Standing, form: str) -> Credit:
    part = place == "section"
    return Credit(
        people=tuple(one.person for _, one in named),
        spans=tuple(line.span(one.start, one.end) for line, one in named),
        form="section" if part else cast("Form", form),
        role=cast("Role", role),
        place="tail" if place == "tail" else "head",
        firm=not part,
        language=language,
    )


def _by_role(named: list[tuple[Line, Named]], role: str) -> list[tuple[str, list[tuple[Line, Named]]]]:
    """`Ann Roe (text) and Ben Okafor (photos)`: who did what, where brackets say so and somebody else is left."""
    if len(named) == 1:
        return [(role, named)]
    found: dict[str, list[tuple[Line, Named]]] = {}
    for line, one in named:
        bracket = _BRACKET.match(line.text, one.end)
        own = vocabulary().labels.get(bracket[1].lower(), ("", ""))[0] if bracket else ""
        found.setdefault(own if own in _BRACKET_ROLES else role, []).append((line, one))
    return list(found.items()) if role in found else [(role, named)]


def _runs_on(text: str, named: Sequence[Named]) -> bool:
    """Whether a sentence with a verb of its own stands between the first name and the last."""
    between = text[named[0].end : named[-1].start]
    return "," in between and any(word in vocabulary().is_ for word in between.split() if len(word) > 1)


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
        capitals = all(person.kind is Kind.PERSON and not person.name[:1].islower() for person in people)
        return capitals and (claim.sentence or not _is_phrase(people))
    if any(word.endswith(_POSSESSIVE) for person in people for word in person.name.split()):
        return False
    if not any(person.name or person.handle for person in people) or _CHANGE.search(line.text, claim.start):
        return False
    linked = any(start < claim.end and end > claim.start for start, end, _ in line.links)
    if claim.form == "labelled" and _is_text_label(line, claim) and people[0].kind is not Kind.PERSON:
        return False
    if claim.sentence and not linked and not claim.dated and claim.form == "plain" and not _may_be_people(people):
        return False
    if claim.sentence or claim.form != "plain":
        return True
    unknown = bool(line.level) and not any(_is_known(person) for person in people)
    if not linked and not claim.dated and (unknown or _is_phrase(people)):
        return False
    words = vocabulary()
    if any(person.name.lower() in words.weekdays or person.name.lower() in words.months for person in people):
        return False
    written = line.text[claim.start : claim.end]
    last = named[-1].person
    left = written[named[-1].end :].lstrip()
    left = left.replace(last.affiliation or last.role, "", 1).removeprefix("on behalf of")
    if written.endswith(("!", "?")) or (left[:1].isalpha() and len(_LOWER.findall(left)) > 3):
        return False
    if all(person.kind in (Kind.LOGIN, Kind.UNKNOWN) and " " not in person.name for person in people):
        return linked or claim.dated or line.emphasised or "@" in written
    return True


def _is_text_label(line: Line, claim: Claim) -> bool:
    """`Words: …`, `文：…`: what may head a text as well as a name."""
    return line.text[claim.at : claim.start].strip(_LABEL_ENDS).lower() in vocabulary().texts


def _may_be_people(people: Sequence[Person]) -> bool:
    """Whether somebody is more than one word that no known name is: "written by candlelight"."""
    return any(person.kind is not Kind.LOGIN or not person.name.isalpha() or _is_known(person) for person in people)


def _is_phrase(people: Sequence[Person]) -> bool:
    """`By Popular Demand`: no known name among the words, and one that belongs to such phrases."""
    if any(person.kind in {Kind.ORGANISATION, Kind.ACCOUNT} for person in people):
        return False
    for person in people:
        name = person.name.lower().split()
        if len(name) > len(set(name)) > 1:
            return True  # "Von Mensch zu Mensch"
    known = vocabulary()
    things = known.things
    words = [word.lower() for person in people for word in person.name.split() if not word.endswith(".")]
    if any(_is_known(person) for person in people):
        months, weekdays = known.months, known.weekdays
        telling = [word for word in words if len(word) > 2]
        return bool(telling) and all(word in things or word in months or word in weekdays for word in telling)
    return not things.isdisjoint(words)


def _is_known(person: Person) -> bool:
    return any(word >= _CJK or is_given_name(word.lower()) for word in person.name.split())


def _dated(lines: Sequence[Line], index: int) -> bool:
    """Whether a date shares the block."""
    return any(
        is_dateline(lines[at].text)
        for at in (index - 1, index + 1)
        if 0 <= at < len(lines) and lines[at].block == lines[index].block
    )
