"""Characters that an address cannot carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Span
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule
from bylint.text import shorten
from bylint_rules.url._values import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Field, Post

_UNSAFE = pattern(
    r"%(?:[01][0-9A-F]|20|22|23|25|2F|3C|3E|3F|5B|5C|5D|5E|60|7[BCDF]|[89A-F][0-9A-F])"
    r"|[\x00-\x20\"<>\\^`{|}\[\]\x7f-\xa0\xad\u2000-\u206f\ufeff\ufffc\ufffd]"
)
_PLAIN = pattern(r"[A-Za-z0-9/._~:@!$&'()*+,;=-]*")
_NAMES = {
    " ": "a blank",
    "\t": "a tab",
    "\xa0": "a non-breaking blank",
    "\xad": "a soft hyphen",
    "\ufeff": "a byte order mark",
    "\ufffd": "a replacement character",
}
_JOINERS = frozenset("\u200c\u200d")
"""Marks that words of some scripts, and emoji, are written with."""


@rule(severity="warning")
def unsafe_characters(post: Post, options: RuleOptions) -> Iterator[Finding]:
    r"""The address has characters that must be encoded: blanks, quotes, `< > \ ^ { | }`, `?` and `#` in the path.

    Mail programs, chats and scripts cut such an address short, and it is unreadable once it is encoded. Letters of any
    language are fine.

    Bad:

        ---
        url: ⟦/2024/a new pier/⟧
        ---

    Bad (dialect=hugo, path=content/posts/pier.md):

        ---
        url: ⟦"/2024/a-new-pier%e2%80%a6/"⟧
        ---

    Bad (dialect=zola, path=content/blog/pier.md):

        ---
        path: ⟦blog/is-it-new?⟧
        ---

    Good (dialect=hugo, path=content/posts/pier.md):

        ---
        url: /2024/die-neue-mole-öffnet/
        ---

    A slug is looked at as the generator publishes it: most make hyphens of blanks.

    Good (dialect=hugo, path=content/posts/pier.md):

        ---
        slug: A new pier
        ---

    Bad (dialect=docusaurus, path=blog/pier.md):

        ---
        slug: ⟦A new pier⟧
        ---

    The name of a file, too, becomes part of the address.

    Bad (dialect=docusaurus, path="blog/a new pier.md"):

        ⟦---⟧
        title: A new pier
        ---

    Good (dialect=jekyll, path="_posts/2024-05-03-a new pier.md"):

        ---
        title: A new pier
        ---
    """
    del options
    field = post.url or post.slug
    if field is not None and isinstance(field.value, str) and _PLAIN.fullmatch(field.value):
        return
    if field is None and _PLAIN.fullmatch(post.root_path):
        return
    address = _address(post, field)
    found = _found(address) if address is not None else ()
    if not found or address is None:
        return
    shown = ", ".join(found[:4])
    if field is not None:
        said = f'{field.key} "{shorten(str(field.value))}" makes an address with {shown}'
        yield Finding(field.span, said, data={field.name: str(field.value), "address": address})
        return
    block = post.document.block
    span = block.open if block is not None else Span(0, 0)
    name = post.root_path.rpartition("/")[2]
    said = f'the file\'s name "{shorten(name)}" makes an address with {shown}'
    yield Finding(span, said, field="url", data={"filename": name, "address": address})


def _address(post: Post, field: Field | None) -> str | None:
    """The address as it is, or will be; where the generator is not known, the path that `url` says."""
    from bylint.addresses import normalised, planned_address

    address = planned_address(post)
    if address is not None:
        return None if _is_query(address) else address
    text = written(field) if field is not None and field is post.url else None
    if text is None or not text.startswith("/") or "?" in text:
        return None
    return normalised(text)


def _is_query(address: str) -> bool:
    """Whether an address is a query that was taken for a path: that is another rule's affair."""
    return address.startswith(("/%3F", "/index.php%3F")) or "=" in address.partition("%3F")[2]


def _found(address: str) -> tuple[str, ...]:
    """The unsafe characters, as people call them."""
    from urllib.parse import unquote

    characters = (unquote(found[0]) if found[0][0] == "%" else found[0] for found in _UNSAFE.finditer(address))
    return tuple(dict.fromkeys(_name(each) for each in characters if each not in _JOINERS))


def _name(character: str) -> str:
    if character in _NAMES:
        return _NAMES[character]
    return f'"{character}"' if character.isprintable() else f"U+{ord(character[0]):04X}"
