"""A credit: whom the page names, as what, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from bylint.diagnostic import Span

if TYPE_CHECKING:
    from bylint.people import Person

Form = Literal["plain", "dated", "labelled", "guest", "contribution", "asciidoc", "section", "signature", "bio"]
Role = Literal["author", "translator", "editor", "reviewer", "photographer", "interviewer", "interviewee"]


class Credit(NamedTuple):
    """People whom a page credits in one place.

    Only a `firm` credit of role "author" may accuse a field; the others may confirm one. `form` "section" is the byline
    of one part of a round-up.
    """

    people: tuple[Person, ...]
    """As written, without affiliation."""
    spans: tuple[Span, ...]
    """Where each name stands in the source."""
    form: Form
    role: Role = "author"
    place: Literal["head", "tail"] = "head"
    firm: bool = True
    language: str = "en"

    @property
    def span(self) -> Span:
        """From the first name to the last."""
        return Span(self.spans[0].start, self.spans[-1].end)
