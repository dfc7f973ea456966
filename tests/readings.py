"""What a line of an author field names, told in one line: what tables of readings are written in."""

from __future__ import annotations

from bylint.byline import read_credits
from bylint.people import NOBODY_KNOWN, Directory, read_authors, read_credit_text

BESIDE = ("handle", "role", "affiliation", "email", "url", "remark")


def told(value: object, directory: Directory = NOBODY_KNOWN) -> str:
    """The kind (Person, Login, Organisation, Account, Unknown) and name of each, in brackets what stands beside it.

    A question mark at the end says that the value is not readable as a whole.
    """
    found = read_authors(value, directory)
    people = []
    for person in found.people:
        beside = ", ".join(f"{name}={getattr(person, name)}" for name in BESIDE if getattr(person, name))
        people.append(f"{person.kind.name[0]} {person.name or '-'}" + (f" [{beside}]" if beside else ""))
    return "; ".join(people) + ("" if found.readable else " ?")


def check(text: str, reading: str, credits_: bool) -> None:
    """A line reads so in a field; behind "by" it names the same people, each where it stands, or nobody."""
    assert told(text) == reading
    found = read_credit_text(text)
    assert (found is not None) is credits_
    if found is not None:
        assert [item.person for item in found] == list(read_authors(text).people)
        assert [text[item.start : item.end] for item in found] == [item.person.label for item in found]


def credited(body: str, markup: str = "markdown") -> str:
    """Role, form, place and language of each credit, and the names as they stand in the source; ? where not firm."""
    return "; ".join(
        f"{one.role} {one.form} {one.place} {one.language}{'' if one.firm else '?'}: "
        + ", ".join(body[slice(*span)] for span in one.spans)
        for one in read_credits(body, 0, len(body), markup)
    )
