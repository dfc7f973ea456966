"""A value that was cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule
from bylint_rules.excerpt._fields import is_text, texts
from bylint_rules.excerpt._markup import strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_CUT = pattern(r"(?:…|\.{3,4}|\[\s?(?:…|\.{3})\s?\])[\"'”’»)]?\Z")
_SHORTEST = 50


@rule(severity="warning", default=False)
def truncated(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The excerpt, summary or description ends in the middle, with `…`.

    Exporters cut the text after so many characters. The cut was made for one list of one site; in a feed or a search
    result, which cut as they need, the text now ends too early. Off by default: many sites mean it so.

    Bad:

        ---
        excerpt: ⟦The harbour office has counted the boats of the last ten years and found that …⟧
        ---

    Bad:

        ---
        summary: ⟦'The harbour office has counted the boats of the last ten years [...]'⟧
        ---

    A writer's own dots are in the middle, or end a short teaser.

    Good:

        ---
        excerpt: The harbour office counted … and counted. Then it found the mistake, and began again.
        description: And then the boats came back…
        ---
    """
    del options
    for field, value in texts(post):
        if ("…" not in value and ".." not in value and "&" not in value) or len(value) < _SHORTEST:
            continue
        plain = strip(value)
        if len(plain) >= _SHORTEST and _CUT.search(plain, len(plain) - 8) and is_text(post, value):
            yield Finding(
                field.span, f'{field.key} is cut off, it ends in "{plain[-30:].lstrip()}"', data={field.name: value}
            )
