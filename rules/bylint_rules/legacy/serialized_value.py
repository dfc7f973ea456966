"""A value as another program stores it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bylint.diagnostic import Finding
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule
from bylint.schema import SINGULAR
from bylint.text import shorten
from bylint_rules.legacy._importers import left

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bylint.formats import Step
    from bylint.post import Post

_BLOB_SIZE = 80
"""Characters of a blob, at least."""
_SHORTEST = 6
"""Characters of the shortest that is told: `a:0:{}`."""
_PHP = pattern(r'\s*(?:[aO]:\d{1,9}:(?:"[\w\\]{1,200}":\d{1,9}:)?\{.*\}|s:\d{1,9}:"[aO]:\d{1,9}:.*";)\s*', re.DOTALL)
"""https://www.php.net/manual/en/function.serialize.php: arrays, objects, and a text that holds one."""
_BASE64 = pattern(r"[A-Za-z0-9+/]{80,}={0,2}")
_BLOB = pattern(r'\s*(?:[aO]:\d{1,9}:["{]|<(?:div|section|p|style|span|table)[\s>]|\[(?:vc_|et_pb_|fusion_))')
_TEXTS = frozenset({"title", "authors", "excerpt", "description", "summary", "categories", "tags", "series", "images"})
"""Fields that hold words for people, in which JSON is no notation of the site's own."""
_DEEPEST = 3


@rule(severity="warning")
def serialized_value(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A value is what PHP or another program stores: serialised, as JSON in a text, or in base64.

    An exporter wrote out what it did not understand. Templates print it as it is, or cannot use it.

    Bad:

        ---
        title: The old lighthouse
        keywords: ⟦'a:2:{i:0;s:7:"harbour";i:1;s:5:"light";}'⟧
        settings:
          layout: ⟦'O:8:"stdClass":1:{s:4:"wide";b:1;}'⟧
        ---

    Bad:

        ---
        title: The old lighthouse
        tags: ⟦'["harbour", "light"]'⟧
        ---

    JSON may be the site's own notation in a field of its own, and braces may be a template's. Keys that are left from
    an importer are told by that rule alone.

    Good:

        ---
        title: 'a:b'
        description: "[Draft] The lighthouse, {restored}"
        chart: '{"data": [1, 2, 3]}'
        thrive_post_fonts: 'a:1:{i:0;s:4:"Lato";}'
        excerpt: '{{ title }}'
        ---
    """
    del options
    for key, value in post.metadata.items():
        if not _may_hold(value, 0):
            continue
        field = _field(post, key)
        for steps, kind in _within((key,), value, field=field):
            entry = post.document.entry(*steps)
            if entry is not None and not any(each.steps == steps[: len(each.steps)] for each in left(post)):
                yield Finding(
                    entry.span,
                    f'{key} holds {kind}, "{shorten(entry.text)}"',
                    data={SINGULAR.get(field or "", field or key): shorten(entry.text, 500)},
                )


def _may_hold(value: Any, depth: int) -> bool:
    """Whether a value ends as what is stored does. Most do not."""
    if value.__class__ is str:
        last = value[-1:] if not value[-1:].isspace() else value[-50:].rstrip()[-1:]
        return last in ("}", ";", "]") or (len(value) >= _BLOB_SIZE and " " not in value)
    if depth > _DEEPEST or not isinstance(value, list | dict):
        return False
    return any(_may_hold(item, depth + 1) for item in (value.values() if isinstance(value, dict) else value))


def _field(post: Post, key: str) -> str | None:
    return next((name for name, field in post.fields.items() if field.steps == (key,)), None)


def _within(steps: tuple[Step, ...], value: Any, *, field: str | None) -> Iterator[tuple[tuple[Step, ...], str]]:
    """The places of stored values in a value, and what each is."""
    if isinstance(value, str):
        kind = _kind(value, is_text=field in _TEXTS)
        if kind is not None:
            yield steps, kind
    elif len(steps) <= _DEEPEST and isinstance(value, list):
        for number, item in enumerate(value):
            yield from _within((*steps, number), item, field=field)
    elif len(steps) <= _DEEPEST and isinstance(value, dict):
        mapping: Mapping[str, Any] = value
        for key, item in mapping.items():
            yield from _within((*steps, key), item, field=None)


def _kind(value: str, *, is_text: bool) -> str | None:
    if len(value) < _SHORTEST:
        return None
    first = value[0] if not value[0].isspace() else value.lstrip()[:1]
    if first in ("a", "O", "s") and _PHP.fullmatch(value):
        return "a value as PHP stores it"
    if is_text and first in ("[", "{") and _is_json(value):
        return "JSON as a text"
    if len(value) >= _BLOB_SIZE and _BASE64.fullmatch(value.strip()) and _is_blob(value.strip()):
        return "a blob in base64"
    return None


def _is_json(value: str) -> bool:
    """Whether a text is an object, or a list of more than bare words and numbers: `[1]` may be a note."""
    if '"' not in value:
        return False
    import json  # few values look like it

    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return False
    return bool(found) and isinstance(found, dict | list)


def _is_blob(value: str) -> bool:
    import base64  # few values look like it
    import binascii

    try:
        return _BLOB.match(base64.b64decode(value[:400]).decode("latin-1")) is not None
    except (ValueError, binascii.Error):
        return False
