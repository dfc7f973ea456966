"""Whether a table of a configuration is plainly right: told without pydantic, whose import many runs need not pay.

It says yes only to what `bylint.config_models` takes as it stands; all else is for the models to judge, and to explain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from bylint.diagnostic import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DialectName = Literal[
    "hugo", "zola", "jekyll", "hexo", "docusaurus", "astro", "eleventy", "mkdocs", "pelican", "generic"
]


def is_plain(table: Mapping[str, Any]) -> bool:
    """Whether every key is one of those that most files have, under its one spelling, and every value of its type."""
    return _fits(table, _FILE)


def _fits(table: object, keys: Mapping[str, Callable[[Any], bool]]) -> bool:
    return type(table) is dict and all(key in keys and keys[key](value) for key, value in table.items())


def _is_text(value: object) -> bool:
    return type(value) is str


def _is_switch(value: object) -> bool:
    return type(value) is bool


def _are_texts(value: object) -> bool:
    return type(value) is list and all(type(each) is str for each in value)


def _are_paths(value: object) -> bool:
    return _is_text(value) or (bool(value) and _are_texts(value))


def _is_severity(value: object) -> bool:
    return type(value) is str and value in SEVERITIES


def _is_dialect(value: object) -> bool:
    return type(value) is str and value in _DIALECTS


def _are_severities(value: object) -> bool:
    return type(value) is dict and all(map(_is_severity, value.values()))


def _maps_texts(value: object) -> bool:
    return type(value) is dict and all(type(each) is str for each in value.values())


def _are_options(value: object) -> bool:
    """Options of rules; those that name days are for the models."""
    return type(value) is dict and all(
        type(own) is dict and "since" not in own and "until" not in own for own in value.values()
    )


def _are_people(value: object) -> bool:
    return _fits(value, _PEOPLE)


def _is_site(value: object) -> bool:
    return _fits(value, _SITE)


def _are_sections(value: object) -> bool:
    return type(value) is list and all(_fits(each, _SECTION) and "path" in each for each in value)


_DIALECTS = frozenset(get_args(DialectName))
_LAYER: dict[str, Callable[[Any], bool]] = {
    "dialect": _is_dialect,
    "select": _are_texts,
    "extend-select": _are_texts,
    "ignore": _are_texts,
    "severity": _are_severities,
    "rules": _are_options,
}
_SECTION = {**_LAYER, "path": _are_paths}
_PEOPLE = {"accounts": _are_texts, "organisations": _are_texts, "aliases": _maps_texts}
_SITE: dict[str, Callable[[Any], bool]] = {
    "title": _is_text,
    "base-url": _is_text,
    "language": _is_text,
    "languages": _are_texts,
    "author": _is_text,
    "vocabulary": _is_text,
    "static": _are_texts,
    "development-hosts": _are_texts,
}
_FILE: dict[str, Callable[[Any], bool]] = {
    **_LAYER,
    "content": _are_texts,
    "exclude": _are_texts,
    "local-rules": _are_texts,
    "respect-gitignore": _is_switch,
    "preview": _is_switch,
    "fail-on": _is_severity,
    "baseline": _is_text,
    "required-version": _is_text,
    "people": _are_people,
    "site": _is_site,
    "section": _are_sections,
}
