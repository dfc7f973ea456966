"""What is kept of one post: its header and its facts, as text that a store can hold and another process can send."""

from __future__ import annotations

import json
import zlib
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.archive.checking import check_fact
from bylint.archive.facts import Alike, Fact
from bylint.archive.header import Header, read_header
from bylint.archive.places import Places
from bylint.archive.tables import DamagedError
from bylint.dependence import Dependence, asked
from bylint.diagnostic import Position, Range, Span
from bylint.digest import blake2b
from bylint.faults import MOST_FINDINGS, BadFindingError, blame, findings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bylint.post import Post
    from bylint.rule import Rule

STET = "bylint:stet"
"""The name of the facts that are kept of marks."""
_SHORT = 8
"""A value of so many ASCII characters is a number of its own."""
_PLACE = attrgetter("span")


class Keeper(NamedTuple):
    """A facts function, by the name that it is known by.

    `rule` is that which has it: what the function raises is told of that rule, with the function's file and line.
    """

    name: str
    rule: Rule


Link = tuple[str, int, int]
"""How one fact is found again: its name, a hash of its value, and one that tells apart how it is shown."""


class Kept(NamedTuple):
    """All that is kept of a post: `stamp` says of which state, `text` has the header and the facts; see `keep`."""

    path: str
    stamp: bytes
    day: str | None
    text: str
    links: tuple[Link, ...]


def keepers(rules: Iterable[Rule]) -> tuple[Keeper, ...]:
    """The facts functions of rules, each once: several rules may share one."""
    found: dict[str, Keeper] = {}
    for rule in sorted(rules, key=lambda rule: rule.id):
        if rule.facts is not None:
            name = f"{rule.facts.__module__}:{rule.facts.__qualname__}"
            keeper = Keeper(name, rule._replace(check=rule.facts))  # type: ignore[arg-type]  # it takes a post
            found.setdefault(name, keeper)
    return tuple(found[name] for name in sorted(found))


class Asking:
    """A post that facts functions look at, what they have found so far, and what they did wrong."""

    def __init__(self, post: Post, by: Dependence) -> None:
        self.post = post
        self.by = by
        self.length = len(post.text)
        self.found: list[Fact | Alike] = []
        self.count = 0
        self.failures: list[str] = []

    def take(self, fact: Fact | Alike, known: Fact | Alike | None) -> None:
        """Have one more fact. Raises BadFindingError for what is none, or one too many."""
        check_fact(fact, self.length, known)
        self.found.append(fact)
        self.count += len(fact.values) if isinstance(fact, Alike) else 1
        if self.count > MOST_FINDINGS:
            raise BadFindingError(f"yielded more than {MOST_FINDINGS:,} facts")


def collect(askings: Sequence[Asking], functions: Iterable[Keeper]) -> None:
    """Have each facts function look at all posts in turn, as rules do.

    What one raises is told in `failures`, and what it yielded until then is kept.
    """
    for each in functions:
        check = each.rule.check
        for asking in askings:
            subject, asked.by = asking.post, asking.by
            known: Fact | Alike | None = None
            try:
                for fact in findings_of(check(subject)):  # type: ignore[call-arg]  # a facts function
                    asking.take(fact, known)
                    known = fact
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001  # a plugin's code may raise anything; the run goes on
                asking.failures.append(blame(each.rule, error))


def keep(post: Post, facts: Iterable[Fact | Alike], stamp: bytes) -> Kept:
    """Facts as a store holds them, in the order of their places.

    The text is a list in JSON: the header, then records of facts that stand at one place and say the same of it. A
    record has the name, or a list of one for each fact, a list of values, and what they share.
    """
    header = read_header(post)
    places = Places(post.document.source)
    records: list[list[Any]] = [[header.is_draft, header.language, header.site, header.address]]
    links: list[Link] = []
    record: list[Any] = []
    last: Fact | Alike | None = None
    spelling = 0
    for fact in sorted(facts, key=_PLACE):
        name, found, span, shown, data = fact
        values = (found,) if found.__class__ is str else found
        if last is not None and span == last.span and shown == last.shown and data is last.data:
            _add(record, name, values)
        else:
            (first, column), (ending, end) = places.range(span)
            record = [name, [*values], shown, *span, first, column, ending, end, data or None]
            records.append(record)
            spelling = spelling_of(shown)
        last = fact
        links += [(name, key_of(value), spelling if shown else spelling_of(value)) for value in values]
    day = header.day.isoformat() if header.day else None
    return Kept(post.root_path, stamp, day, dumps(records), tuple(links))


def _add(record: list[Any], name: str, values: Sequence[str]) -> None:
    """Put values of a name into a record."""
    names = record[0]
    if names.__class__ is str and names != name:
        names = record[0] = [names] * len(record[1])
    if names.__class__ is list:
        names += [name] * len(values)
    record[1] += values


def key_of(value: str) -> int:
    """A hash of a value that fits a column of integers. Two values may have one: who looks up compares them."""
    if len(value) <= _SHORT and value.isascii():
        return int.from_bytes(value.encode())
    return int.from_bytes(blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def spelling_of(shown: str) -> int:
    """A hash of how a fact is written."""
    return zlib.crc32(shown.encode("utf-8", "surrogatepass"))


def read_kept(day: object, text: object) -> tuple[Header, list[Any]]:
    """The header, and the records of facts. Raises DamagedError."""
    if not isinstance(text, str):
        raise DamagedError
    try:
        head, *records = json.loads(text)
        is_draft, language, site, address = head
        found = Header(date.fromisoformat(day) if day is not None else None, is_draft, language, site, address)  # type: ignore[arg-type]  # what is no text raises
    except (ValueError, TypeError, RecursionError) as error:
        raise DamagedError from error
    if type(is_draft) is not bool or type(site) is not str or not _are_texts(language or "", address or ""):
        raise DamagedError
    return found, records


def read_fact(records: Iterable[Any], at: int) -> tuple[Fact, Range] | None:
    """One fact, by its number among all, and the lines and columns that it stands at; None where there are fewer.

    Raises DamagedError.
    """
    try:
        for record in records:
            names, values, shown, start, end, *place, data = record
            if at < len(values):
                name, value = names[at] if type(names) is list else names, values[at]
                first, column, last, ending = place
                break
            at -= len(values)
        else:
            return None
    except (ValueError, TypeError, LookupError) as error:
        raise DamagedError from error
    if not _are_texts(name, value, shown) or any(type(number) is not int for number in (start, end, *place)):
        raise DamagedError
    if data is not None and type(data) is not dict:
        raise DamagedError
    where = Range(Position(first, column), Position(last, ending))
    return Fact(name, value, Span(start, end), shown, data or {}), where


def read_facts(records: Iterable[Any]) -> Iterator[tuple[Fact, Range]]:
    """All facts, in the order of their numbers. Raises DamagedError."""
    for record in records:
        at = 0
        while (found := read_fact((record,), at)) is not None:
            yield found
            at += 1


def _are_texts(*values: object) -> bool:
    return all(type(value) is str for value in values)


def _plain(value: Any) -> Any:
    """What JSON has no word for: dates as text, sets as sorted lists."""
    if isinstance(value, set | frozenset):
        return sorted(value, key=repr)
    return dict(value) if hasattr(value, "keys") else str(value)


dumps = json.JSONEncoder(ensure_ascii=True, default=_plain, separators=(",", ":")).encode
"""JSON on one line, in ASCII."""
