"""What `bylint init` proposes: a configuration with the schema that nearly all posts keep, and where to run bylint."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bylint.profile import USUAL, FieldProfile, SiteProfile
from bylint.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FEW_POSTS = 20
"""An archive of fewer posts has no rule that could be learnt from it: nothing is required then."""
_FEW_VALUES = 5
"""Fewer values of one type are an accident."""
_MOST_CHOICES = 8
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_FREE = frozenset(
    """
    title authors date updated expires excerpt description summary slug url aliases canonical_url tags series images
    """.split()  # names are read as prose
)
"""Fields whose next value nobody knows, however few there are so far."""


def configuration(sites: Sequence[SiteProfile]) -> str:
    """A commented `bylint.toml`."""
    posts = sum(site.posts for site in sites)
    lines = [
        f"# Proposed by `bylint init`, from {posts:,} posts. Everything here may be changed;",
        "# https://toml.io is how it is written, `bylint explain RULE` says what a rule is about.",
        "",
        '# fail-on = "warning"            # the least severity that makes a run fail; "error" unless told otherwise',
        '# exclude = ["imported/**"]      # what is never checked',
    ]
    if len(sites) == 1 and not sites[0].prefix:
        lines += [f"dialect = {_text(sites[0].dialect)}", *_people(), *_schema(sites[0], "")]
        return "\n".join(lines) + "\n"
    lines += _people()
    for site in sites:
        globs = [f"{site.prefix}**", *(f"!{site.prefix}**/{page}.*" for page in sorted(site.pages))]
        lines += ["", "[[section]]", f"path = [{', '.join(map(_text, globs))}]", f"dialect = {_text(site.dialect)}"]
        lines += _schema(site, "section.")
    return "\n".join(lines) + "\n"


def _people() -> list[str]:
    return [
        "",
        "# [people]                       # who is who on this site",
        '# accounts = ["webdesk"]         # credit nobody',
        "# [people.aliases]",
        '# asolberg = "Anna Solberg"      # a handle or another spelling, and the name',
    ]


def _schema(site: SiteProfile, above: str) -> Iterator[str]:
    read = site.posts - site.unread
    common = [field.key for field in site.fields if field.present > max(1, read // 200)]
    slips = {field.key for field in site.fields if field.key not in common and nearest(field.key, common)}
    declared = [field for field in site.fields if field.key not in slips]
    if not declared:
        return
    yield ""
    yield f"[{above}schema]"
    yield "additional = false               # a key that is not below is a mistake"
    if slips:
        shown = ", ".join(sorted(slips)[:8]) + (", …" if len(slips) > 8 else "")
        yield f"# taken for slips of other keys: {_comment(shown)}"
    if others := sorted(site.known_keys - {field.key for field in site.fields}):
        yield "# keys of the generator that no post has yet"
        yield from (f"fields.{_key(key)} = {{}}" for key in others)
    for field in declared:
        yield ""
        yield f"[{above}schema.fields.{_key(field.key)}]"
        yield f"# in {field.filled:,} of {read:,} posts: {_comment(_told(field))}"
        yield from _declaration(field, read)


def _told(field: FieldProfile) -> str:
    return ", ".join(f"{kind} {count:,}" for kind, count in field.types.most_common(4))


def _declaration(field: FieldProfile, posts: int) -> Iterator[str]:
    if posts >= _FEW_POSTS and field.filled >= USUAL * posts:
        yield "required = true"
    kind = field.usual_type if _is_telling(field) else None
    if kind is not None:
        yield f"type = {_text(kind)}"
    if kind == "string" and _has_choices(field):
        yield f"choices = [{', '.join(_text(value) for value in sorted(field.values))}]"


def _is_telling(field: FieldProfile) -> bool:
    """Whether enough posts have a key to know its type, and its generator does not take another as well."""
    if field.field is None:
        return field.filled >= _FEW_VALUES
    return field.filled >= _FEW_POSTS and not (field.field == "draft" and field.usual_type != "boolean")


def _has_choices(field: FieldProfile) -> bool:
    """Whether the values are some words of a closed list: few, all text, each again and again."""
    return (
        field.field not in _FREE
        and not field.overflow
        and field.types["string"] == field.present
        and 1 < field.different <= _MOST_CHOICES
        and min(field.values.values()) >= 2
        and field.filled >= 10 * field.different
    )


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(value: str) -> str:
    """A TOML string: JSON's escapes are TOML's, but for characters beyond the first plane and DEL."""
    written = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in written)


def _comment(text: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in text)


PRE_COMMIT = """\
repos:
  - repo: URL    # of bylint
    rev: REV     # one of its tags or commits
    hooks:
      - id: bylint
"""

GITHUB = """\
name: metadata
on: [pull_request]
permissions:
  contents: read
jobs:
  bylint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: OWNER/bylint@REV
        with:
          args: --changed-since
"""

GITLAB = """\
bylint:
  image: python:3
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: "0"
    BYLINT_PACKAGE: git+URL@REV # where bylint lies, and one of its tags or commits
  script:
    - pip install "$BYLINT_PACKAGE"
    - bylint check --changed-since
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""


def files(sites: Iterable[SiteProfile]) -> dict[str, tuple[str, str]]:
    """What can be written, by the name it is asked for: the path in the project, and the text."""
    return {
        "config": ("bylint.toml", configuration(list(sites))),
        "pre-commit": (".pre-commit-config.yaml", PRE_COMMIT),
        "github": (".github/workflows/bylint.yml", GITHUB),
        "gitlab": (".gitlab/bylint.yml", GITLAB),
    }
