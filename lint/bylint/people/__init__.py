"""Who is named in author metadata, and whether two names are one person.

`read_authors` reads the value of an author field, `read_credit_text` the text of a byline, `compare` two people and
`compare_people` two lists of them. Doubt is silence: what cannot be told is UNKNOWN, or not readable.

The modules are imported when something of theirs is first asked for: many posts need few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bylint.people.comparing import Relation, compare, login_fits
    from bylint.people.judging import profile_handle
    from bylint.people.matching import Comparison, Outcome, Pair, compare_people
    from bylint.people.other_parts import part_of
    from bylint.people.person import NOBODY_KNOWN, Authors, Directory, Kind, Named, Person, labels
    from bylint.people.reading import read_credit_text, read_person, split_people
    from bylint.people.values import read_authors, read_entry

__all__ = [
    "NOBODY_KNOWN",
    "Authors",
    "Comparison",
    "Directory",
    "Kind",
    "Named",
    "Outcome",
    "Pair",
    "Person",
    "Relation",
    "compare",
    "compare_people",
    "labels",
    "login_fits",
    "part_of",
    "profile_handle",
    "read_authors",
    "read_credit_text",
    "read_entry",
    "read_person",
    "split_people",
]

_MODULES = {
    "comparing": ("Relation", "compare", "login_fits"),
    "judging": ("profile_handle",),
    "matching": ("Comparison", "Outcome", "Pair", "compare_people"),
    "other_parts": ("part_of",),
    "person": ("NOBODY_KNOWN", "Authors", "Directory", "Kind", "Named", "Person", "labels"),
    "reading": ("read_credit_text", "read_person", "split_people"),
    "values": ("read_authors", "read_entry"),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
