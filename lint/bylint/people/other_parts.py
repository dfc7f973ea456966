"""What somebody did for a post beside writing it: `Bo Li (photos)` is in an author field, and is no author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.languages import vocabulary
from bylint.patterns import pattern
from bylint.people.words import words

if TYPE_CHECKING:
    from bylint.people.person import Person

_WORD = pattern(r"[^\s,;:&+/()]+")
_LONGEST = 60


def told_part(text: str) -> str:
    """The part that all these words tell, "photographer" for `photos`, "author" for `text`; or nothing."""
    if len(text) > _LONGEST:
        return ""
    labels, joining = vocabulary().labels, words("joining")
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        bare = word.rstrip(".")
        role = labels[bare][0] if bare in labels else "editor" if bare in words("other_parts") else ""
        if role:
            found.append(role)
        elif bare not in joining:
            return ""
    return "author" if "author" in found else found[0] if found else ""


def other_part(text: str) -> str:
    """The part that these words tell, where it is not the writer's."""
    part = told_part(text)
    return "" if part == "author" else part


def part_of(person: Person) -> str:
    """The part of somebody in an author field, as far as what stands beside the name tells one."""
    return other_part(person.role) or other_part(person.remark) or other_part(person.affiliation)
