"""The page that says what each dialect knows, made from the dialects: `python -m bylint.dialects.table`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bylint.dialects import DIALECTS, FIELDS
from bylint.dialects.sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bylint.dialects import Dialect
    from bylint.dialects.sources import Sources

_INTRODUCTION = """\
# What bylint knows of each generator

A *dialect* says what a generator's keys mean, what a path says, where posts lie, and what posts inherit. It is found
for each post by the nearest site file above it, and can be set: `dialect = "hugo"` in the configuration, for the
whole project or for a section. `bylint check --show-settings` tells which one each file got.

Configuration that is a program is never run. That it is there tells the generator; what it says is not known, and
bylint's own configuration says what matters of it. A run over folders says which programs were not run.

```toml
content = ["news/**"]           # where the posts are

[site]                          # comes before what the site's own configuration says
base-url = "https://example.org"
time-zone = "Europe/Berlin"
language = "en"                 # title and languages are further keys
author = "Ana Ruiz"             # credited with posts that name nobody
vocabulary = "data/tags.yml"    # the tags that posts may have; or one file for each taxonomy, {tags = "…"}
static = ["public"]             # whose files are published as they are: images are looked for there
development-hosts = ["next.example.org"]  # and all below it: readers cannot reach it
```

Keys after *custom* are not the generator's: sites, themes and plugins read them, in this order of precedence.

This page is made by `python -m bylint.dialects.table`.
"""


def page() -> str:
    """The whole page, in Markdown."""
    parts = [_INTRODUCTION]
    for dialect in DIALECTS.values():
        sources = SOURCES.get(dialect.name)
        parts.append(f"\n## {dialect.title} (`{dialect.name}`)\n")
        parts.append(
            "| fact | what is known | source |\n|---|---|---|" if sources else "| fact | what is known |\n|---|---|"
        )
        parts += _rows(dialect, sources)
    return "\n".join(parts) + "\n"


def _rows(dialect: Dialect, sources: Sources | None) -> Iterator[str]:
    for fact, said, source in facts(dialect):
        where = f" | <{sources.urls[source]}>" if sources else ""
        yield f"| {fact} | {said}{where} |"


def facts(dialect: Dialect) -> Iterator[tuple[str, str, str]]:
    """Each fact of a dialect: its name, what is known, and the name of its source. What it lacks is left out."""
    return (fact for fact in (*_of_keys(dialect), *_of_values(dialect), *_of_places(dialect)) if fact[1])


def _of_keys(dialect: Dialect) -> Iterator[tuple[str, str, str]]:
    sources = SOURCES.get(dialect.name)
    documented = frozenset(sources.documented.split()) if sources else None
    for name in FIELDS:
        own = [key for key in dialect.keys(name) if documented is None or key in documented]
        custom = [key for key in dialect.keys(name) if key not in own]
        said = " ".join(part for part in (_codes(own), f"*custom* {_codes(custom)}" if custom else "") if part)
        yield name, said, "keys" if own else "custom"


def _of_values(dialect: Dialect) -> Iterator[tuple[str, str, str]]:
    sources = SOURCES.get(dialect.name)
    yield "letter case of keys", "does not count" if dialect.folds_keys else "", "letter case"
    for key in dialect.negations:
        yield "draft", f"`{key}: false`", "negations"
    for key, words in dialect.draft_words.items():
        yield "draft", _codes(f"{key}: {word}" for word in sorted(words)), "draft words"
    yield "drafts lie in", _codes(sorted(dialect.draft_folders)), "draft folders"
    yield "booleans", _codes(sorted(dialect.boolean_keys)), "booleans"
    for name, words in dialect.computed.items():
        yield f"{name}, found by the generator", _codes(sorted(words)), "computed"
    yield "shapes of its own", sources.shapes if sources else "", "shapes"
    for key, marks in dialect.splits.items():
        parts = " or ".join(f"`{mark}`" if mark else "blanks" for mark in marks)
        yield f"one text under `{key}`", f"several terms, parted by {parts}", "one text"
    yield "YAML", dialect.yaml, "YAML"
    yield "without a fence", ", ".join(f"`{end}`: {form}" for end, form in dialect.unfenced.items()), "unfenced"


def _of_places(dialect: Dialect) -> Iterator[tuple[str, str, str]]:
    sources = SOURCES.get(dialect.name)
    yield "path", sources.path if sources else "", "path"
    yield "site files", _codes(file.path for file in dialect.site_files), "site files"
    yield "content", _codes(dialect.content) or "as configured, else the whole site", "content"
    yield "no posts in", _codes(dialect.skipped), "skipped"
    yield "files not published begin with", _codes(dialect.passed_over), "passed over"
    yield "pages of sections", _codes(sorted(dialect.section_pages)), "section pages"
    yield "pages of lists, beside posts", _codes(sorted(dialect.list_pages)), "list pages"
    yield "pages of bundles, whose folders hold no other post", _codes(sorted(dialect.bundle_pages)), "bundle pages"
    yield "static files lie in", _codes(each or "the root" for each in dialect.static), "static"
    yield "lists of people", _codes(dialect.registries), "registries"
    yield "lists of tags", _codes(dialect.vocabularies), "lists of tags"
    yield "inherited", sources.inherited if sources else "", "inherited"
    beside = dialect.folder_files.names if dialect.folder_files else ()
    yield "inherited from files beside posts", _codes(beside), "folder files"


def _codes(texts: Iterable[str]) -> str:
    return ", ".join(f"`{text}`" for text in texts)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # a text stream, as of a program
    sys.stdout.write(page())
