"""Markup and letters that did not survive a move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.diagnostic import Finding, Span
from bylint.rule import RuleOptions, rule
from bylint.schema import SINGULAR
from bylint.text import quote_around, shorten
from bylint_rules.legacy._broken import Broken, in_body, in_value, is_about_letters
from bylint_rules.legacy._importers import left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.formats import Step
    from bylint.post import Post

_JUDGED = frozenset({"title", "excerpt", "description", "summary", "tags", "categories", "series"})
"""Fields whose markup other rules look at."""
_MARKUP_KEYS = ("html", "code", "embed", "snippet", "script", "css", "style", "widget", "example")
_DEEPEST = 3
_AROUND = 12
"""Characters that are quoted on either side of what is broken, at most."""


@rule(severity="warning")
def malformed_markup(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A text was broken on the way from another system: wrong letters, entities escaped twice, shortcodes left over.

    Readers see `â€™` for an apostrophe, `&nbsp;` between words, and `[caption id="attachment_7"]` around pictures.

    Bad:

        ---
        title: ⟦The keeperâ€™s house⟧
        subtitle: ⟦Bread &amp;amp; butter⟧
        ---
        Open from noon. ⟦[caption id="attachment_7" width="300"]⟧![The house](house.jpg) The house[/caption]

        It has a café⟦Ã©⟧ and, in winter, R⟦&amp;amp;⟧D.

    Of each kind in a body, the first is told, with the number of others.

    Bad:

        ---
        title: The keeper's house
        ---
        ⟦[vc_row full_width="stretch_row"]⟧[vc_column]

        The house.

        [/vc_column][/vc_row]

    Code is shown as it is, and so are a post about encodings, links in Markdown, and what stands in brackets.

    Good:

        ---
        title: SÃO PAULO, Ã©
        subtitle: How UTF-8 is misread
        ---
        It shows as `â€™`, or â€™ on the page.

        [gallery](gallery.html) [caption] [1]

            [caption id="attachment_7" align="alignleft"]

    Title, excerpt, description, summary and terms are looked at for letters alone: other rules read their markup.
    """
    del options
    yield from _in_metadata(post)
    told: dict[str, list[Broken]] = {}
    for broken in in_body(post):
        told.setdefault(broken.kind, []).append(broken)
    for kind, found in told.items():
        start, end, _ = found[0]
        shown = _quoted(post.text, start, end, kind, post.body)
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        yield Finding(
            Span(start, end),
            f'the body has {kind}: "{shown}"{more}',
            data={"body": shown, "count": len(found)},
        )


def _quoted(text: str, start: int, end: int, kind: str, within: tuple[int, int]) -> str:
    """What is broken, as a message shows it: a shortcode alone, all else with a word beside it."""
    if "shortcode" in kind:
        return shorten(text[start:end])
    near = text[max(within[0], start - 2 * _AROUND) : start].lstrip()
    behind = text[end : min(within[1], end + 2 * _AROUND)].rstrip()
    return quote_around(near + text[start:end] + behind, len(near), len(near) + end - start, _AROUND)


def _in_metadata(post: Post) -> Iterator[Finding]:
    for key, value in post.metadata.items():
        if not _may_hold(value, 0):
            continue
        field = next((name for name, each in post.fields.items() if each.steps == (key,)), None)
        markup = field not in _JUDGED and not any(word in key.lower() for word in _MARKUP_KEYS)
        for steps, text, broken in _within((key,), value, markup=markup):
            if any(each.steps == steps[: len(each.steps)] for each in left(post)):
                continue
            entry = post.document.entry(*steps)
            if entry is None or ("letters" in broken.kind and is_about_letters(post)):
                continue
            shown = _quoted(text, broken.start, broken.end, broken.kind, (0, len(text)))
            yield Finding(
                entry.span,
                f'{key} has {broken.kind}: "{shown}"',
                data={SINGULAR.get(field or "", field or key): shorten(text, 500)},
            )


def _may_hold(value: Any, depth: int) -> bool:
    """Whether a value has a letter or a sign of what may be broken. Most have none."""
    if value.__class__ is str:
        return not value.isascii() or "&" in value or "[" in value or "<" in value or "href" in value
    if depth > _DEEPEST or not isinstance(value, list | dict):
        return False
    return any(_may_hold(item, depth + 1) for item in (value.values() if isinstance(value, dict) else value))


def _within(steps: tuple[Step, ...], value: Any, *, markup: bool) -> Iterator[tuple[tuple[Step, ...], str, Broken]]:
    if isinstance(value, str):
        found = in_value(value, markup=markup)
        if found is not None:
            yield steps, value, found
    elif len(steps) <= _DEEPEST and isinstance(value, list | dict):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            if _may_hold(item, len(steps)):
                yield from _within((*steps, step), item, markup=markup)
