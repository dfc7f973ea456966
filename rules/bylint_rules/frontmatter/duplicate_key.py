"""frontmatter/duplicate-key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Related, Span
from bylint.rule import RuleOptions, rule
from bylint.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bylint.formats import Entry
    from bylint.post import Post


@rule(severity="error")
def duplicate_key(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A key stands twice in the front matter.

    Some generators stop, others take one of the two values without a word; which one is not for the writer to say.

    Bad:

        ---
        title: The harbour
        ⟨author⟩: Ana Ruiz
        ⟦author⟧: Ben Okafor
        ---

    Bad:

        ---
        event:
          ⟨place⟩: Town hall
          ⟦place⟧: Town hall
        ---

    Bad:

        {
          "author": "Ana Ruiz",
          ⟨"tags"⟩: ["news"],
          ⟦"tags"⟧: ["sea"]
        }

    Good:

        ---
        authors:
          - name: Ana Ruiz
          - name: Ben Okafor
        ---

    Good: inherited values may be overridden.

    Good:

        ---
        base: &base {place: Town hall}
        event:
          <<: *base
          place: Harbour
        ---
    """
    if not post.document.has_duplicates:
        return
    for duplicate in post.document.duplicates:
        values = (_value(post, duplicate.first), _value(post, duplicate.span))
        yield Finding(
            duplicate.span,
            f'the key "{shorten(duplicate.key)}" stands twice{_shown(*values)}',
            related=(Related(duplicate.first, "the first one"),),
            data={"key": duplicate.key, "values": values},
        )


def _shown(first: str | None, second: str | None) -> str:
    if first is None or second is None:
        return ""
    if first == second:
        return f', both times as "{shorten(first)}"'
    return f', first as "{shorten(first)}", then as "{shorten(second)}"'


def _value(post: Post, key: Span) -> str | None:
    """The scalar that the key at a place has; None for lists and mappings."""
    found = _entry_of(post.document.entries, key)
    return found.text if found.kind == "scalar" else None


def _entry_of(level: Sequence[Entry], key: Span) -> Entry:
    around = next(entry for entry in level if entry.key == key or entry.span.start <= key.start < entry.span.end)
    return around if around.key == key else _entry_of(around.children, key)
