"""frontmatter/key-order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bylint.diagnostic import Edit, Finding, Fix, Related, Span
from bylint.dialects import FIELDS
from bylint.rule import RuleOptions, option, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bylint.formats import Entry
    from bylint.post import Post


class Options(RuleOptions):
    """Which order is wanted."""

    order: tuple[str, ...] = option(
        FIELDS, description="keys or canonical fields, first things first; other keys follow in the order they have"
    )


@rule(Options, severity="info", default=False)
def key_order(post: Post, options: Options) -> Iterator[Finding]:
    """The keys of the front matter are not in the order agreed on.

    The eye finds what stands where it always stands, and two posts compare line by line. Off until asked for: the order
    is a site's own affair.

    Bad:

        ---
        ⟨tags⟩: [news]
        # what the page shows
        ⟦title⟧: The harbour
        weight: 3
        author: Ana Ruiz
        ---

    Fixed (safe):

        ---
        # what the page shows
        title: The harbour
        author: Ana Ruiz
        tags: [news]
        weight: 3
        ---

    Bad (order=[weight, title]):

        ---
        ⟨title⟩: The harbour
        ⟦weight⟧: 3
        author: Ana Ruiz
        ---

    Fixed (safe):

        ---
        weight: 3
        title: The harbour
        author: Ana Ruiz
        ---

    Good:

        ---
        title: The harbour
        author: Ana Ruiz
        date: 2020-01-02
        weight: 3
        tide: high
        ---
    """
    entries = [entry for entry in post.document.own_entries if not _must_be_last(post, entry)]
    ranks = {name: rank for rank, name in reversed(list(enumerate(options.order)))}
    others = len(ranks)

    def rank(entry: Entry) -> int:
        key = str(entry.step)
        return ranks.get(key, ranks.get(post.site.dialect.field_of(key) or "", others))

    late = next(((first, then) for first, then in pairwise(entries) if rank(then) < rank(first)), None)
    if late is None:
        return
    then = late[1]
    first = next(entry for entry in entries if rank(entry) > rank(then))
    yield Finding(
        then.key or then.span,
        f"{then.step} should stand before {first.step}",
        related=(Related(first.key or first.span, "should stand after it"),),
        data={"key": str(then.step), "before": str(first.step)},
        fixes=_reorder(post, entries, sorted(entries, key=rank)),
    )


def _must_be_last(post: Post, entry: Entry) -> bool:
    """Whether an entry is a table of TOML, below its header: no key of the top level may follow it."""
    source = post.document.source
    start = source.line_at((entry.key or entry.span).start).start
    return post.document.format.name == "toml" and post.text[start : entry.span.start].lstrip().startswith("[")


def _reorder(post: Post, entries: Sequence[Entry], wanted: Sequence[Entry]) -> tuple[Fix, ...]:
    """Move whole entries with the comments above them. Empty where two keys share a line, or meaning would change."""
    document, text = post.document, post.text
    if document.block is None or document.has_duplicates:
        return ()
    starts = []
    floor = document.block.content.start
    for entry in entries:
        start = _start(post, entry, floor)
        if start is None:
            return ()
        starts.append(start)
        floor = entry.span.end
    end = document.source.line_at(max(entries[-1].span.end - 1, starts[-1])).end
    newline = document.source.newline
    pieces = {
        id(entry): text[start:stop] for entry, start, stop in zip(entries, starts, [*starts[1:], end], strict=True)
    }
    last = entries[-1]
    pieces[id(last)] += newline
    moved = "".join(pieces[id(entry)] for entry in wanted).removesuffix(newline)
    span = Span(starts[0], end)
    after = text[document.block.content.start : span.start] + moved + text[span.end : document.block.content.end]
    read = document.format.parse(after, Span(0, len(after)))
    if read.broken is not None or read.values != document.values:
        return ()
    return (Fix("put the keys in order", (Edit(span, moved),), "safe"),)


def _start(post: Post, entry: Entry, floor: int) -> int | None:
    """Where an entry begins: at the comments right above its line. None where something else stands on the line."""
    source = post.document.source
    key = (entry.key or entry.span).start
    number = source.position(key).line
    start = source.line_span(number).start
    if post.text[start:key].strip() or start < floor:
        return None
    while (above := source.line_span(number - 1).start) >= floor and post.text.startswith("#", above):
        number, start = number - 1, above
    return start
