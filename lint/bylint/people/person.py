"""Who is named: a person, what a site knows of its people, and what an author field says."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.diagnostic import NOTHING
from bylint.people.folding import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Kind(StrEnum):
    """What a value of author metadata names."""

    PERSON = "person"
    """Somebody with a readable name: at least two parts."""
    ACCOUNT = "account"
    """A shared or technical account or a placeholder, which credits nobody: admin, Unknown Author, Guest."""
    ORGANISATION = "organisation"
    """A team, a company, a project."""
    LOGIN = "login"
    """One word, a handle, a slug or a first name: maybe a person, but nobody whose name can be read."""
    UNKNOWN = "unknown"
    """Cannot tell."""


class Person(NamedTuple):
    """One entry of author metadata, or one name of a credit."""

    name: str = ""
    """As written, with single spaces; without affiliation, role, degree and handle."""
    handle: str = ""
    """Login or handle, without `@`."""
    email: str = ""
    url: str = ""
    affiliation: str = ""
    role: str = ""
    remark: str = ""
    """What else stands there: `Edited by …`, another name of the same person."""
    kind: Kind = Kind.PERSON
    path: tuple[int | str, ...] = ()
    """Where inside the value of the field it was read, `(0, "name")`; empty for a plain string."""

    @property
    def label(self) -> str:
        """What a message shows."""
        return self.name or (f"@{self.handle}" if self.handle else self.email or self.url)


def changed(person: Person, changes: Mapping[str, str]) -> Person:
    """The person with other texts."""
    values: dict[str, Any] = dict(changes)
    return person._replace(**values)


class Named(NamedTuple):
    """A person, and the half-open range of the name in the text that it was read from."""

    person: Person
    start: int
    end: int


def _key(text: str) -> str:
    return fold(clean(text)).lstrip("@")


class Directory:
    """Who is who on a site. Two directories of equal content are equal. Not changed once it is made.

    - `registry`: slug or login → the entry of the generator's author registry
    - `aliases`: any spelling or handle → the canonical name; stronger than anything else
    - `accounts`: names of shared accounts, beside those that every site has
    - `organisations`: names of teams and houses that look like people or like logins
    """

    __slots__ = (
        "_content",
        "_entries",
        "_hash",
        "_kinds",
        "_names",
        "accounts",
        "aliases",
        "organisations",
        "registry",
    )

    def __init__(
        self,
        registry: Mapping[str, Person] = NOTHING,
        aliases: Mapping[str, str] = NOTHING,
        accounts: frozenset[str] = frozenset(),
        organisations: frozenset[str] = frozenset(),
    ) -> None:
        """Make the tables that look-ups need."""
        self.registry, self.aliases = registry, aliases
        self.accounts, self.organisations = accounts, organisations
        entries: dict[str, Person] = {}
        ambiguous: set[str] = set()
        for slug, entry in self.registry.items():
            for text in (entry.handle, entry.email):
                key = _key(text)
                if key in entries and entries[key].name != entry.name:
                    ambiguous.add(key)  # two people of one handle: it tells neither
                entries[key] = entry._replace(handle=entry.handle or slug.lstrip("@"))
        for key in (*ambiguous, ""):
            entries.pop(key, None)
        for slug, entry in self.registry.items():
            entries[_key(slug)] = entry._replace(handle=entry.handle or slug.lstrip("@"))
        kinds = {_key(name): Kind.ORGANISATION for name in self.organisations}
        kinds.update((_key(name), Kind.ACCOUNT) for name in self.accounts)
        self._entries = entries
        self._kinds = kinds
        self._names = {_key(text): clean(name) for text, name in self.aliases.items()}
        self._content = (
            frozenset(self.registry.items()),
            frozenset(self.aliases.items()),
            frozenset(self.accounts),
            frozenset(self.organisations),
        )
        self._hash = hash(self._content)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Directory) and self._content == other._content)

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type[Directory], tuple[Any, ...]]:
        return Directory, (self.registry, self.aliases, self.accounts, self.organisations)

    def __bool__(self) -> bool:
        return bool(self._entries or self._names or self._kinds)

    def find(self, text: str) -> Person | None:
        """Whom the site means by this name, slug, handle or address; None when it does not say."""
        key = _key(text)
        if not key:
            return None
        name = self._names.get(key)
        if name is not None:
            return self._canonical(name, text)
        entry = self._entries.get(key)
        if entry is not None:
            kind = self._kinds.get(_key(entry.name), entry.kind)
            return entry._replace(kind=kind) if kind is not entry.kind else entry
        kind = self._kinds.get(key, Kind.UNKNOWN)
        return Person(clean(text), kind=kind) if kind is not Kind.UNKNOWN else None

    def _canonical(self, name: str, text: str) -> Person:
        key, spelling = _key(name), clean(text).lstrip("@")
        entry = self._entries.get(key)
        if entry is not None:
            return entry
        kind = self._kinds.get(key)
        handle = "" if " " in spelling or "@" in spelling or kind else spelling
        return Person(name, handle=handle, kind=kind or Kind.PERSON)

    def resolve(self, person: Person) -> Person:
        """The person by the name that the site has for the spelling, slug, handle or address; unchanged if none.

        Somebody whose login is the entry of another stays who they are: the login is the part that is wrong.
        """
        if not self:
            return person
        for text in (person.name, person.handle, person.email):
            found = self.find(text) if text else None
            if found is not None and (text is person.name or not _is_somebody_else(person, found)):
                return found._replace(
                    handle=found.handle or person.handle,
                    email=found.email or person.email,
                    url=found.url or person.url,
                    affiliation=person.affiliation or found.affiliation,
                    role=person.role or found.role,
                    remark=person.remark or found.remark,
                    path=person.path,
                )
        return person


def _is_somebody_else(person: Person, entry: Person) -> bool:
    """Whether two whole names have no word, and no initial of one, in common."""
    if person.kind is not Kind.PERSON or entry.kind is not Kind.PERSON:
        return False
    mine, theirs = (fold(each.name).replace(".", " ").replace("-", " ").split() for each in (person, entry))
    if len(mine) < 2 or len(theirs) < 2:
        return False
    return {word[0] for word in mine}.isdisjoint(word[0] for word in theirs)


class Authors(NamedTuple):
    """What an author field says."""

    people: tuple[Person, ...] = ()
    readable: bool = True
    """False: cannot tell. Then `people` may be partial, and no rule may accuse."""

    def of(self, *kinds: Kind) -> tuple[Person, ...]:
        """The entries of these kinds."""
        return tuple(person for person in self.people if person.kind in kinds)

    @property
    def named(self) -> tuple[Person, ...]:
        """Those with a readable personal name."""
        return self.of(Kind.PERSON)

    @property
    def members(self) -> tuple[Person, ...]:
        """All who are or may be people."""
        return self.of(Kind.PERSON, Kind.LOGIN, Kind.UNKNOWN)

    @property
    def accounts(self) -> tuple[Person, ...]:
        """Those that credit nobody."""
        return self.of(Kind.ACCOUNT)

    @property
    def organisations(self) -> tuple[Person, ...]:
        """Teams, companies, projects."""
        return self.of(Kind.ORGANISATION)

    @property
    def generic(self) -> bool:
        """Readable, and nothing but accounts and organisations."""
        return self.readable and bool(self.people) and not self.members

    @property
    def labels(self) -> list[str]:
        """What messages show and `data` holds."""
        return labels(self.people)


def labels(people: Iterable[Person]) -> list[str]:
    """What messages show of several people."""
    return [person.label for person in people]


NOBODY_KNOWN = Directory()
"""What a site without registry and configuration knows of its people."""
