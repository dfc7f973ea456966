"""frontmatter/invisible-characters."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from bylint.diagnostic import Edit, Finding, Fix, Span
from bylint.formats import key_path
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.formats import Step
    from bylint.post import Post


@rule(severity="warning")
def invisible_characters(post: Post, options: RuleOptions) -> Iterator[Finding]:
    r"""A character in the metadata that nobody sees, and that no script or emoji needs.

    Pasted along from a web page or an editor, it makes a tag differ from its twin, breaks an address, hides a name from
    search, or with direction controls shows another text than the one that is stored.

    Bad (escapes):

        ---
        title: The ⟦\u200b⟧harbour
        tags: [har⟦\u00ad⟧bour, ⟦\ufeff⟧news]
        ⟦\u202e⟧author: Ana Ruiz
        ---

    Fixed (suggested):

        ---
        title: The harbour
        tags: [harbour, news]
        author: Ana Ruiz
        ---

    Good: scripts that are written with joiners, right to left, or without blanks.

    Good (escapes):

        ---
        title: \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645
        description: \u0915\u094d\u200d\u0937
        excerpt: \u05e9\u05dc\u05d5\u05dd\u200f!
        summary: \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u200b\u0e0a\u0e32\u0e27\u0e42\u0e25\u0e01
        ---

    Good: joined emoji, and a soft hyphen in a title.

    Good (escapes):

        ---
        title: Hafen\u00adbecken \u2764\ufe0f\u200d🔥
        ---

    Good: what stands in the body is the body's affair.

    Good (escapes):

        ---
        title: The harbour
        ---
        The har\u200bbour.

    The fix is only a suggestion: whoever wrote it may have meant something by it.
    """
    block = post.document.block
    if block is None or post.text.isascii() or post.text[block.content.start : block.content.end].isascii():
        return
    by_place: dict[tuple[Step, ...], list[int]] = {}
    for found in _INVISIBLE.finditer(post.text, block.content.start, block.content.end):
        steps = post.document.steps_at(found.start())
        if _is_stray(post, found.start(), steps):
            by_place.setdefault(steps, []).append(found.start())
    for steps, places in by_place.items():
        names = list(dict.fromkeys(_name(post.text[place]) for place in places))
        yield Finding(
            Span(places[0], places[0] + 1),
            f"{key_path(steps) or 'the front matter'} has {_count(len(places))}: {', '.join(names)}",
            data={"characters": names},
            fixes=(
                Fix(
                    f"delete {_count(len(places))}",
                    tuple(Edit(Span(place, place + 1), "") for place in places),
                ),
            ),
        )


_INVISIBLE = pattern("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SOFT_HYPHEN = "\u00ad"
_LONGEST_VALUE = 1000
"""A longer value is a text of its own, kept in a key by an importer."""
_BLANK_MARKS = "\u200b\u200c\u200d"
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Scripts whose spelling or line breaks need no joiner or zero-width space: all others do, or may.
_PLAIN_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "ARMENIAN", "FULLWIDTH")
_PROSE = frozenset({"title", "excerpt", "description", "summary", "series", "images", None})


def _is_stray(post: Post, place: int, steps: tuple[Step, ...]) -> bool:
    text = post.text
    character = text[place]
    entry = post.document.entry(*steps) if steps else None
    if entry is None:
        return character == "\ufeff" and not _in_comment(post, place)
    if entry.key is not None and entry.key.start <= place < entry.key.end:
        return True
    if entry.span.end - entry.span.start > _LONGEST_VALUE:
        return False
    if character == "\ufeff":
        return True
    if character == _SOFT_HYPHEN:
        return post.site.dialect.field_of(str(steps[0])) not in _PROSE
    if character in _DIRECTION_MARKS:
        return not any(
            unicodedata.bidirectional(other) in ("R", "AL", "AN") for other in text[entry.span.start : entry.span.end]
        )
    return not any(_needs_joiners(other) for other in _neighbours(text, place))


def _in_comment(post: Post, place: int) -> bool:
    source = post.document.source
    line = source.line_at(place)
    return post.text[line.start : place].lstrip().startswith("#")


def _neighbours(text: str, place: int) -> Iterator[str]:
    """The characters on both sides, joiners left out."""
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(text) and text[at] in _BLANK_MARKS:
            at += step
        if 0 <= at < len(text):
            yield text[at]


def _needs_joiners(character: str) -> bool:
    """Whether a letter or sign of a script with joiners, or of an emoji, stands here."""
    if character.isascii() or character.isspace():
        return False
    kind = unicodedata.category(character)
    if kind in ("So", "Sk") or character == "\ufe0f":
        return True
    return kind[0] in "LM" and not unicodedata.name(character, "").startswith(_PLAIN_SCRIPTS)


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name').lower()}"


def _count(number: int) -> str:
    return "an invisible character" if number == 1 else f"{number} invisible characters"
