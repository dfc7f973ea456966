"""A published post with a place that was to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Span
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule
from bylint.text import shorten
from bylint_rules.status._notes import Note, notes
from bylint_rules.status._words import about

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Field, Post
    from bylint_rules.status._prose import Prose

_MOST = 10
_MOST_LOOKED_AT = 200
_OF_TEMPLATES = ("ask", "filler")
_FEW = 3
"""Marks that a writer forgets; whoever has more of them keeps a list."""
_TBD = frozenset({"tbd", "tba", "tbc", "tk", "tktk", "todo", "to do", "fixme"})
_LONGEST_TBD = 60
_SIGNS = pattern(r"[\W_]+")


@rule(severity="warning")
def placeholder_text(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A published post still has a placeholder: TK, TODO, lorem ipsum, "[ADD LINK]", "Insert text here".

    Such words are meant for whoever writes the post. Readers see that nobody read it again before it was published.

    Bad:

        ---
        title: The mill opens
        description: It opens on Sunday, at a price of ⟦TKTK⟧ for families.
        ---
        ⟦Insert intro text here⟧

        The mill at the river opens on Sunday. Its friends have raised $⟦TK⟧ million, as we told in May ⟦[ADD LINK]⟧.

        ⟦TODO: a picture of the wheel⟧

        ⟦Lorem ipsum dolor sit amet, consectetur adipiscing elit.⟧

    So it is in other languages.

    Bad:

        ---
        title: Die Mühle öffnet
        ---
        ⟦Hier Text einfügen⟧

        Am Sonntag öffnet die Mühle.

    Code, quotations, comments and addresses are left alone, and so is what a post is about: lists of things to do,
    filler text, templates. "TBD" stands rightly in a timetable; it is one only as all that the body has.

    Good:

        ---
        title: What is open on Sunday
        ---
        The mill: from ten to four. The lock: TBD. `TODO: oil the wheel` is what the miller wrote on the door.

        > [ADD LINK]

        Editors write “TKTK” where a fact is missing. <!-- TODO: ask the miller -->

        - [TODO] a new roof

        Insert the coin here.

    Title and description do not say what a post is about where they are placeholders themselves, which is told of them
    by title/placeholder and excerpt/placeholder.

    Bad:

        ---
        title: The mill opens
        description: TODO
        ---
        It opens on Sunday, as we told in May ⟦[ADD LINK]⟧.

    Good:

        ---
        title: A generator of filler text
        ---
        Lorem ipsum dolor sit amet, consectetur adipiscing elit.

    A draft may have notes to its writer. What a template left in it weighs less than in a published post.

    Good:

        ---
        title: The mill opens
        draft: true
        ---
        TODO: write it
    """
    del options
    found = _in_body(post)
    if post.is_draft:
        found = [finding._replace(severity="info") for finding in found if finding.data["kind"] in _OF_TEMPLATES]
    else:
        found += _in_metadata(post)
    if found and not _is_about(post, found):
        yield from found


def _language(post: Post) -> str | None:
    field = post.language
    said = field.value if field is not None else None
    return said if isinstance(said, str) and said else post.site.settings.language


def _in_metadata(post: Post) -> list[Finding]:
    """Notes inside of texts; a text that is one as a whole is told by the rules about titles and excerpts."""
    fields = [
        (field, field.value)
        for field in (post.title, post.description, post.excerpt, post.summary)
        if field is not None and field.value.__class__ is str
    ]
    found = []
    for field, value in fields:
        if "TK" not in value and "[" not in value and "TODO" not in value:
            continue
        for note in notes(value, 0, len(value), _language(post)):
            shown = value[note.start : note.end]
            if note.kind not in ("note", "number") or value.strip(" .[]") == shown.strip(" .[]"):
                continue
            told = f'{field.key} has "{shorten(shown)}", which was to be filled in'
            found.append(Finding(_place(post, field, shown), told, data={field.name: shown, "kind": note.kind}))
            break
    return found


def _place(post: Post, field: Field, shown: str) -> Span:
    """Where a part of a value is written; the whole value where it is written otherwise, or more than once."""
    source, span = field.source, field.span
    at = source.find(shown)
    return span if at < 0 or source.find(shown, at + 1) >= 0 else Span(span.start + at, span.start + at + len(shown))


def _in_body(post: Post) -> list[Finding]:
    start, end = post.body
    found = list(notes(post.text, start, end, _language(post)))
    if end - start <= _LONGEST_TBD and (only := post.text[start:end].strip()).strip("*_[]().… ").casefold() in _TBD:
        at = post.text.index(only, start)
        found = [Note(at, at + len(only), "only")]
    return _findings(post, found) if found else []


def _findings(post: Post, found: list[Note]) -> list[Finding]:
    from bylint_rules.status import _prose  # for the few that have something

    prose = _prose.Prose(post)
    kept: dict[str, Note] = {}
    for note in sorted(found)[:_MOST_LOOKED_AT]:
        shown = post.text[note.start : note.end].casefold()
        if shown in kept or not (note.kind == "only" or _counts(post, prose, note)):
            continue
        if not any(each.start <= note.start < each.end for each in kept.values()):
            kept[shown] = note
    marks = [shown for shown, note in kept.items() if note.kind == "mark"]
    if len(marks) > _FEW:
        kept = {shown: note for shown, note in kept.items() if note.kind != "mark"}
    return [
        Finding(
            Span(note.start, note.end),
            f'{_TOLD[note.kind]}, "{shorten(post.text[note.start : note.end])}"',
            data={"body": shorten(post.text[note.start : note.end], 200), "kind": note.kind},
        )
        for note in list(kept.values())[:_MOST]
    ]


_TOLD = {
    "mark": "the body has a note to its writer",
    "note": "the body has a note to its writer",
    "only": "the body is a note to its writer, and nothing else",
    "number": "the body waits for a fact",
    "ask": "the body has what a template asks its writer for",
    "filler": "the body has filler text",
}


def _counts(post: Post, prose: Prose, note: Note) -> bool:
    """Whether a note stands where readers see it, and is no item of somebody's list."""
    if not prose.has(note.start, note.end, in_tag=note.kind == "ask" and post.text[note.start - 1] == "<"):
        return False
    if note.kind == "filler" and post.text[note.start : note.start + 5].casefold() == "lorem":
        line = post.text.rfind("\n", 0, note.start) + 1
        return post.markup == "html" or "<" not in post.text[line : note.start]  # in Markdown it shows how a tag looks
    if note.kind == "mark" and not prose.opens_paragraph(note.start):
        return False
    if note.kind in ("mark", "note", "ask") and prose.in_list(note.start):
        return False
    return not (note.kind == "note" and _is_reference(post, note))


def _is_reference(post: Post, note: Note) -> bool:
    """Whether brackets are a link whose address stands elsewhere: `[TODO list]: https://…`."""
    label = post.text[note.start : note.end].casefold()
    return f"{label}:" in post.text[post.body.start : post.body.end].casefold()


def _is_about(post: Post, found: list[Finding]) -> bool:
    """Whether title, tags, address or headings tell, but for what was found, that the post is about what it has."""
    fields = (post.title, post.tags, post.categories, post.slug, post.description, post.layout, post.series)
    told = " ".join(str(field.value) for field in fields if field is not None and not _is_placeholder(post, field))
    body = post.text[post.body.start : post.body.end]
    headings = [line for line in body.splitlines() if line.startswith(("#", "=")) or line[:3].lower() in ("<h1", "<h2")]
    said = f"{post.root_path.rpartition('/')[2]} {told} {' '.join(headings)}"
    for finding in found:
        for key in finding.data.keys() - {"kind"}:
            said = said.replace(finding.data[key], " ")
    said = said.casefold()
    text = f" {_SIGNS.sub(' ', said)}"
    return any(f" {word}" in text for word in about()) or any(word in text for word in about() if not word.isascii())


def _is_placeholder(post: Post, field: Field) -> bool:
    """Whether other rules tell that a title or a description as a whole waits to be written."""
    if not isinstance(field.value, str) or field.name not in ("title", "description"):
        return False
    if field.name == "title":
        from bylint_rules.title._words import is_placeholder  # for the few that have something

        return is_placeholder(field.value)
    from bylint_rules.excerpt._fields import read, repeats_title

    return read(field.value).kind == "placeholder" and not repeats_title(post, field.value)
