"""What archive rules compare: facts that are kept of each post, the posts that share one, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from bylint.diagnostic import NOTHING, Range, Related, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date


class Fact(NamedTuple):
    """One thing that is kept of a post: what is compared, and where it is written.

    Equal values under one name make a group; `shown` is the text as written, which messages name. `data` are further
    plain values that the rule wants to have at hand: text, numbers, lists and mappings.
    """

    name: str
    value: str
    span: Span
    shown: str = ""
    data: Mapping[str, Any] = NOTHING


class Alike(NamedTuple):
    """Several facts that are alike but for their values: made, checked and kept at once."""

    name: str
    values: Sequence[str]
    span: Span
    shown: str = ""
    data: Mapping[str, Any] = NOTHING


class Suggestion(NamedTuple):
    """Another text for the scalar that is written at the finding's span; the engine makes the edit, where it can."""

    title: str
    text: str


class Said(NamedTuple):
    """What an archive rule found: as a Finding, with the post that it is of. `Member.say` makes one."""

    path: str
    span: Span
    message: str
    related: tuple[Related, ...] = ()
    data: Mapping[str, Any] = NOTHING
    suggestion: Suggestion | None = None
    severity: Severity | None = None


class Member(NamedTuple):
    """A post, with one of its facts. `path` is relative to the project's root.

    `day` is its publication day, where one is known; `site` the root of its site, relative to the project's (`""`, or
    ending in `/`); `address` the path of its published address, where the generator and its settings tell it.
    """

    path: str
    fact: Fact
    range: Range
    day: date | None = None
    is_draft: bool = False
    language: str | None = None
    site: str = ""
    address: str | None = None

    @property
    def value(self) -> str:
        """What is compared."""
        return self.fact.value

    @property
    def shown(self) -> str:
        """The fact as written."""
        return self.fact.shown or self.fact.value

    def related(self, message: str) -> Related:
        """The other end of a contradiction, for `related`."""
        return Related(self.fact.span, message, self.path, self.range)

    def say(
        self,
        message: str,
        related: Iterable[Related] = (),
        *,
        data: Mapping[str, Any] = NOTHING,
        suggestion: Suggestion | None = None,
        severity: Severity | None = None,
    ) -> Said:
        """A finding at the place of this fact."""
        return Said(self.path, self.fact.span, message, tuple(related), data, suggestion, severity)


class Group(Protocol):
    """The facts of one name and value, in at least two places; mostly of two posts or more.

    A group may be as large as the archive: its members are read as they are asked for, each time anew, the earliest
    post first (those without a day last, then by path, then by place).
    """

    value: str
    count: int
    """How many facts."""
    posts: int
    """In how many posts."""

    def __iter__(self) -> Iterator[Member]:
        """Every member, the earliest first."""
        ...

    def spellings(self) -> Mapping[str, int]:
        """How many facts are `shown` as what; the most frequent first, then in the order of the alphabet."""
        ...

    def first(self, shown: str | None = None, *, beside: str | None = None) -> Member | None:
        """The earliest member (of one spelling), that is not of the post at the path `beside`."""
        ...


class Archive(Protocol):
    """The posts of an archive, as an archive rule asks for them.

    A run over some files asks for what touches these: `groups` are those that hold a fact of one of them, `each` gives
    their facts alone, while `find` and the members of a group are of the whole archive. What a rule says of another
    post is then left out.
    """

    whole: bool
    """Whether every post of the project is in it: a run over a folder, with no store of the rest, knows that folder."""

    def groups(self, name: str, *, differing: bool = False, of_first: bool = False) -> Iterator[Group]:
        """The values under a name that two facts or more share, in the order of values.

        With `differing` only those that are written in two ways or more. A rule that speaks of the first member alone
        says `of_first`: a run over some posts is then spared the groups that begin with another.
        """
        ...

    def each(self, name: str) -> Iterator[Member]:
        """Every fact of that name, in the order of paths and places."""
        ...

    def find(self, name: str, value: str) -> Iterator[Member]:
        """Every fact of that name and value in the whole archive, in the order of a group."""
        ...

    def resembling(self, name: str, *, least: int, most: int) -> Iterator[tuple[Member, list[tuple[Member, int]]]]:
        """The posts that share at least `least` values under a name with another, each with all such and how many.

        A value that more than `most` posts have does not count. In the order of paths, by the first fact of that name
        in each post. A run over some files is told of these alone.
        """
        ...
