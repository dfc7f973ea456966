"""An author key that the site's registry does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.edits import replace_text
from bylint.patterns import pattern
from bylint.people import Kind
from bylint.rule import RuleOptions, rule
from bylint.text import nearest
from bylint_rules.author._written import STRICT, key_of, keys_lacking, wants_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.formats import Entry
    from bylint.post import Post

_KEY = pattern(r"[^\W_A-Z](?:[\w.-]*[^\W_])?")


@rule(severity="error")
def unregistered(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The author is written as a key of the site's registry of authors, but the registry has no such key.

    The generator then fails, or shows the bare key instead of a name and a portrait. It is a warning where neither an
    entry with a similar key nor the generator (Docusaurus, MkDocs) says that it must be an error.

    Bad (registry={bokafor: Ben Okafor, aruiz: Ana Ruiz}):

        ---
        authors: [aruiz, ⟦bokaffor⟧]
        ---
        The first winter was mild.

    Fixed (suggested):

        ---
        authors: [aruiz, bokafor]
        ---
        The first winter was mild.

    Bad (registry={bokafor: Ben Okafor}):

        ---
        author: ⟦ctanaka⟧
        ---
        The first winter was mild.

    Bad (registry={bokafor: Ben Okafor}):

        ---
        authors:
          - key: ⟦bokafr⟧
            title: Guest of the week
        ---
        The first winter was mild.

    Fixed (suggested):

        ---
        authors:
          - key: bokafor
            title: Guest of the week
        ---
        The first winter was mild.

    Where the generator takes nothing but keys, a name is none.

    Bad (registry={bokafor: Ben Okafor}, dialect=mkdocs):

        ---
        authors: [⟦Ben Okafor⟧]
        ---
        The first winter was mild.

    Fixed (suggested):

        ---
        authors: [bokafor]
        ---
        The first winter was mild.

    Bad (registry={bokafor: Ben Okafor}, dialect=docusaurus):

        ---
        authors: [bokafor, ⟦Chiyo Tanaka⟧, ⟦nobody⟧]
        ---
        The first winter was mild.

    Good (registry={bokafor: Ben Okafor}):

        ---
        author: bokafor
        ---
        The first winter was mild.

    Good (registry={bokafor: Ben Okafor}):

        ---
        author: Chiyo Tanaka
        ---
        The first winter was mild.

    Good (registry={bokafor: Ben Okafor}):

        ---
        authors:
          - name: ctanaka
            url: https://example.org/ctanaka
        ---
        The first winter was mild.

    Good:

        ---
        author: ctanaka
        ---
        The first winter was mild.

    The fix is only a suggestion: the person meant may be a new one, who is missing from the registry.
    """
    registry = post.site.directory.registry
    field = post.valid("authors")
    if not registry or field is None or (post.site.dialect.name == "docusaurus" and field.key == "author"):
        return  # older versions of Docusaurus have a name there
    only_keys = wants_keys(post)
    for steps, text in keys_lacking(post) if only_keys else ():
        yield _finding(post, field.at(*steps), text, key_of(text, registry) or nearest(text, registry))
    for person in post.named.people:
        if (
            person.kind not in (Kind.LOGIN, Kind.UNKNOWN)
            or len(person.path) > 1
            or (person.path and not isinstance(person.path[0], int))
        ):
            continue
        whole = field.at(*person.path)
        entry = _key_entry(whole)
        key = entry.text.strip()
        if only_keys and whole.kind == "scalar":
            continue
        if entry.kind != "scalar" or not _KEY.fullmatch(key) or key in registry or key in post.site.directory.aliases:
            continue
        yield _finding(post, entry, key, nearest(key, registry))


def _finding(post: Post, entry: Entry, key: str, meant: str | None) -> Finding:
    hint = f'; did you mean "{meant}"?' if meant else ""
    return Finding(
        entry.span,
        f'the registry of authors has no "{key}"{hint}',
        data={"author": [key]},
        severity=None if meant or post.site.dialect.name in STRICT else "warning",
        fixes=replace_text(post.document, entry, meant, f'write "{meant}"') if meant else (),
    )


def _key_entry(entry: Entry) -> Entry:
    """Where an object says its key in the registry, the entry of that."""
    return next((child for child in entry.children if child.step == "key"), entry)
