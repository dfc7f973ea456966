"""Where in a post a schema's error lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Span
from bylint.formats import key_path
from bylint.patterns import pattern

if TYPE_CHECKING:
    from bylint.diagnostic import Fix
    from bylint.formats import Entry
    from bylint.post import Post
    from bylint.schema import SchemaError


def entry_of(post: Post, error: SchemaError) -> Entry | None:
    """The entry that the error is about, or the nearest one around it; None for the metadata as a whole."""
    for length in range(len(error.steps), 0, -1):
        if (found := post.document.entry(*error.steps[:length])) is not None:
            return found
    return None


def finding(post: Post, error: SchemaError, *, message: str = "", fixes: tuple[Fix, ...] = ()) -> Finding:
    """The finding at the value; where that is absent or empty, at its key; without one, at the opening fence."""
    entry = entry_of(post, error)
    if entry is not None:
        span = entry.span if entry.span.end > entry.span.start else entry.key or entry.span
        if error.kind in ("required", "unknown-key"):
            span = entry.key or entry.span
    else:
        span = post.document.block.open if post.document.block else Span(0, 0)
    return Finding(
        span,
        message or error.message,
        data=error.data,
        fixes=fixes,
        field=post.site.dialect.field_of(str(error.steps[0])) or str(error.steps[0]) if error.steps else None,
        key=key_path(error.steps) or None,
    )


def is_text_here(post: Post, error: SchemaError) -> bool:
    """Whether the value is text to this generator, though YAML 1.1 reads a boolean: `no`, in YAML 1.2."""
    if not isinstance(error.value, bool) or post.site.dialect.yaml == "1.1":
        return False
    entry = post.document.entry(*error.steps)
    return entry is not None and entry.text.lower() not in ("true", "false")


_CODE = pattern(r"`(?:r\s|\{)")
_WORDS = frozenset({"today", "now", "last-modified"})


def is_computed(post: Post, error: SchemaError) -> bool:
    """Whether the value is made when the post is: inline code of R Markdown, or a word that Quarto has for a date.

    https://bookdown.org/yihui/rmarkdown-cookbook/update-date.html, https://quarto.org/docs/reference/dates.html
    """
    if not post.root_path.lower().endswith((".rmd", ".qmd")) or not isinstance(error.value, str):
        return False
    return error.value.strip().lower() in _WORDS or _CODE.search(error.value) is not None
