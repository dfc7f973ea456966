"""Languages: how bylines and dates are worded in each, read once from `data/languages/*.toml`."""

from __future__ import annotations

import pkgutil
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bylint.patterns import pattern

ROLES = ("translator", "editor", "reviewer", "photographer", "interviewer", "interviewee")
"""Those whom a page may credit and who are not its author."""

BY, WEAK, FILLER, PIECE, GUEST, WRITTEN, CONTRIBUTED, ROLE, GUEST_ONLY = (1 << bit for bit in range(9))
"""What a word may be in a credit; a word may be several."""

_KINDS = {
    "by": BY,
    "by_weak": BY | WEAK,
    "by_guest": BY | GUEST_ONLY,
    "fillers": FILLER,
    "pieces": PIECE,
    "guest": GUEST,
    "written": WRITTEN,
    "contributed": CONTRIBUTED,
}


class Language(NamedTuple):
    """The words of one language, in lower case."""

    code: str
    kinds: dict[str, int]
    """What each word of a credit is: `BY`, `PIECE` and their like, added up."""
    verb_first: bool
    """A name may follow the verb at once, with no word for "by"."""
    roles: dict[str, str]
    """The role that a word names, for those that are not authors."""
    labels: frozenset[str]
    fields: frozenset[str]
    about: tuple[str, ...]
    is_: frozenset[str]
    on: frozenset[str]
    closers: frozenset[str]
    and_: frozenset[str]
    around: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    clauses: frozenset[str]
    """What a clause behind a name starts with."""
    things: frozenset[str]
    """Words of phrases behind a "by" that look like names."""
    texts: frozenset[str]


class Vocabulary(NamedTuple):
    """All languages together, looked up by a word."""

    languages: tuple[Language, ...]
    starting: dict[str, tuple[Language, ...]]
    """The languages in which a credit may start with this word."""
    labels: dict[str, tuple[str, str]]
    """Label before a colon: the role of who is named after it, and the language."""
    fields: frozenset[str]
    """Labels that a byline may stand beside."""
    about: tuple[str, ...]
    """What a heading above a biography starts with."""
    is_: frozenset[str]
    months: dict[str, int]
    """Month name, without period: 1 to 12."""
    weekdays: frozenset[str]
    around: tuple[tuple[str, str, str], ...]
    """What stands before a name, after it, and the language."""
    things: frozenset[str]
    """Words of phrases behind a "by" that look like names: "By Popular Demand"."""
    texts: frozenset[str]
    """Labels of a text more often than of a writer."""
    notes: frozenset[str]
    """Labels of a remark that may hold a credit: "Editor's note: this is a guest post by ..."."""


_ENTRY = pattern(
    r"^(?:\[(?P<table>\w+)\]"
    r"|(?P<key>\w+) = (?:'''\n?(?P<lines>(?s:.*?))'''|(?P<quote>['\"])(?P<text>.*?)(?P=quote)|true)$)",
    re.MULTILINE,
)


def read_table(text: str) -> dict[str, Any]:
    """A language's file: texts and `true` under keys, which `tomllib` reads alike and ten times slower."""
    table: dict[str, Any] = {}
    into = table
    for found in _ENTRY.finditer(text):
        if found["table"]:
            into = table[found["table"]] = {}
        else:
            value = found["lines"] if found["lines"] is not None else found["text"]
            into[found["key"]] = True if value is None else value
    return table


def read_data(name: str) -> dict[str, Any]:
    """A file of `bylint/data` by its name without suffix: a table for each language."""
    data = pkgutil.get_data("bylint", f"data/{name}.toml")  # lighter at start-up than importlib.resources
    return read_table((data or b"").decode().replace("\r\n", "\n"))


def words_of(table: dict[str, Any], key: str) -> list[str]:
    """The words of a list; a language may do without it."""
    listed: str = table.get(key, "")
    return [entry for entry in map(str.strip, listed.split(",")) if entry]


def _language(data: dict[str, Any]) -> Language:
    kinds: dict[str, int] = {}
    for key, kind in _KINDS.items():
        for word in words_of(data, key):
            kinds[word] = kinds.get(word, 0) | kind
    roles: dict[str, str] = {}
    for role in ROLES:
        for word in words_of(data["roles"], role):
            roles.setdefault(word, role)
            kinds[word] = kinds.get(word, 0) | ROLE
    pairs = (entry.partition("…") for entry in words_of(data, "around"))
    return Language(
        code=data["code"],
        kinds=kinds,
        verb_first=data.get("verb_first", False),
        roles=roles,
        labels=frozenset(words_of(data, "labels")),
        fields=frozenset(words_of(data, "fields")),
        about=tuple(words_of(data, "about")),
        is_=frozenset(words_of(data, "is")),
        on=frozenset(words_of(data, "on")),
        closers=frozenset(words_of(data, "closers")),
        and_=frozenset(words_of(data, "and")),
        around=tuple((before, after) for before, _, after in pairs),
        notes=tuple(words_of(data, "notes")),
        clauses=frozenset(words_of(data, "clauses")),
        things=frozenset(words_of(data, "things")),
        texts=frozenset(words_of(data, "texts")),
    )


@cache
def tables() -> tuple[dict[str, Any], ...]:
    """The files of all languages, English first, then by code. Read when first asked for."""
    folder = Path(__file__).with_name("data") / "languages"
    texts = {file.name: file.read_text("utf-8") for file in folder.glob("*.toml")}
    return tuple(read_table(texts[name]) for name in sorted(texts, key=lambda name: (name != "en.toml", name)))


@cache
def vocabulary() -> Vocabulary:
    """Every language that has a file, English first, then by code. Read when first asked for."""
    languages = tuple(_language(table) for table in tables())
    months: dict[str, int] = {}
    weekdays: set[str] = set()
    for table in tables():
        for number, forms in enumerate(words_of(table, "months"), 1):
            for form in forms.split():
                months.setdefault(form, number)
        weekdays.update(word for forms in words_of(table, "weekdays") for word in forms.split())
    return Vocabulary(
        languages=languages,
        starting=_starting(languages),
        labels=_labels(languages),
        fields=frozenset().union(*(language.fields for language in languages)),
        about=tuple(entry for language in languages for entry in language.about),
        is_=frozenset().union(*(language.is_ for language in languages)),
        months=months,
        weekdays=frozenset(weekdays),
        around=tuple((*pair, language.code) for language in languages for pair in language.around),
        things=frozenset().union(*(language.things for language in languages)),
        texts=frozenset().union(*(language.texts for language in languages)),
        notes=frozenset(note for language in languages for note in language.notes),
    )


def _starting(languages: tuple[Language, ...]) -> dict[str, tuple[Language, ...]]:
    starting: dict[str, tuple[Language, ...]] = {}
    for language in languages:
        alone = (language,)
        for word in language.kinds:
            known = starting.get(word)
            starting[word] = alone if known is None else known + alone
    return starting


def _labels(languages: tuple[Language, ...]) -> dict[str, tuple[str, str]]:
    """An author's label in any language wins over another role's label that is spelled the same."""
    labels: dict[str, tuple[str, str]] = {}
    for language in languages:
        for label in language.labels:
            labels.setdefault(label, ("author", language.code))
    for language in languages:
        for label, role in language.roles.items():
            labels.setdefault(label, (role, language.code))
    return labels
