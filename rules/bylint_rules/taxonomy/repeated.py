"""One term, twice in a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Edit, Finding, Fix, Related, Span
from bylint.removals import remove_item
from bylint.rule import RuleOptions, option, rule
from bylint.spelling import spelling_key
from bylint_rules.taxonomy._terms import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post
    from bylint.terms import Term

_FOLDING = frozenset({"hugo", "zola", "docusaurus"})
"""Generators that give all terms of one slug one page, whatever their case."""


class Options(RuleOptions):
    """Which terms are one."""

    plurals: bool = option(default=True, description="whether the singular and the plural of a word are one term")


_MOST_FIXES = 50
"""Each removal looks at the whole list; of a list that repeats more, the rest is mended in the next turn."""


@rule(Options, severity="warning")
def repeated(post: Post, options: Options) -> Iterator[Finding]:
    """A post is filed under one term twice, perhaps in two spellings.

    The post shows the term twice, and where the spellings have pages of their own, each page has part of the posts.

    Bad:

        ---
        tags:
          - ⟨harbour⟩
          - ferries
          - ⟦harbour⟧
        ---

    Fixed:

        ---
        tags:
          - harbour
          - ferries
        ---

    Bad:

        ---
        tags: [⟨Open Data⟩, ferries, ⟦open-data⟧]
        ---

    Fixed (suggested):

        ---
        tags: [Open Data, ferries]
        ---

    Bad:

        ---
        categories: [⟨library⟩, ⟦Libraries⟧, ⟨Québec⟩, ⟦Quebec⟧]
        ---

    Good (plurals=false):

        ---
        categories: [library, Libraries]
        ---

    Good:

        ---
        categories: [harbour]
        tags: [harbour, new, news, C, C++, C#, net, .net, '2020-21', '202021']
        ---

    Words are compared as they are written, also where YAML reads them as one: frontmatter/yaml-trap tells of that.

    Good (dialect=jekyll):

        ---
        tags: [yes, on, 1.5, 1.50]
        ---

    Taking out one of two spellings is only a suggestion, unless the generator makes one page of both: which is right
    is for the site to say.
    """
    terms = post.terms
    if len(terms) < 2:
        return
    seen: dict[tuple[str, tuple[str, ...], str], Term] = {}
    # what stands above others in a hierarchy is named once for each of them
    above = {parent for term in terms for parent in term.parents}
    count = 0
    for term in terms:
        key = (term.taxonomy, term.parents, spelling_key(term.written, plurals=options.plurals))
        first = seen.setdefault(key, term)
        if first is not term and first.text not in above:
            count += 1
            name = name_of(term)
            one, other = first.written, term.written
            yield Finding(
                term.span,
                f'the {name} "{one}" stands there twice'
                if one == other
                else f'"{one}" and "{other}" are one {name} twice',
                related=(Related(first.span, "the same term"),),
                data={name: [one, other]},
                fixes=_fix(post, first, term) if count <= _MOST_FIXES else (),
            )


def _fix(post: Post, first: Term, second: Term) -> tuple[Fix, ...]:
    edit = _removal(post, second)
    if edit is None:
        return ()
    is_safe = (first.text == second.text and first.written == second.written) or (
        post.site.dialect.name in _FOLDING and _slug(first.text) == _slug(second.text)
    )
    title = f'take out the second "{second.written}"'
    return (Fix(title, (edit,), "safe" if is_safe else "suggested"),)


def _slug(text: str) -> str:
    return "-".join(text.lower().split())


def _removal(post: Post, term: Term) -> Edit | None:
    if term.part is not None:
        if term.span == term.entry.span or "\n" in post.text[term.entry.span.start : term.entry.span.end]:
            return None
        before = max(post.text.rfind(mark, term.entry.span.start, term.span.start) for mark in ",; ")
        start = len(post.text[:before].rstrip(",; ")) if before > 0 else -1
        return Edit(Span(start, term.span.end), "") if start > term.entry.span.start else None
    if len(term.steps) == 1 and not term.parents:
        return remove_item(post.document, term.field.entry, term.entry)
    return None
