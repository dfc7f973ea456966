"""Markup in a title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bylint.diagnostic import Finding, Fix
from bylint.edits import replace_text
from bylint.patterns import pattern
from bylint.rule import RuleOptions, option, rule
from bylint.text import shorten
from bylint_rules.title._tags import LONGEST, is_about, tags, without_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_SHORTCODE = pattern(
    r"\{\{[<%]\s{0,3}/?[\w./-]{1,60}[^{}]{0,300}[>%]\}\}"
    r"|\[/(?:caption|gallery|embed|audio|video|vc_\w{1,30})\]|\[[a-z][\w-]{1,40}(?: [\w-]{1,40}=[\"'][^\[\]]{0,300})+\]"
)
_LINK = pattern(r"!?\[(?P<label>[^\[\]]{1,300})\]\((?P<target>(?:https?://|/|\.{1,2}/|mailto:)[^()\s]{0,500})\)")
_HEADING = pattern(r"\#{1,6} +(?=[^\W\d])")
_EMPHASIS = pattern(r"(?<![\w*])(?P<stars>\*{1,3})(?![\s*])(?P<text>[^*]+?)(?<!\s)(?P=stars)(?![\w*])")
_STRUCK = frozenset({"s", "strike", "del"})
_SIGNS = ("<", "[", "{{", "*", "#")


class Options(RuleOptions):
    """What the site's templates do."""

    markdown: Literal["text", "rendered"] = option(
        "rendered",
        description="what the templates do with bold and italic Markdown in titles: `rendered`, or shown as `text`."
        " Links, images and signs of headings are told in any case",
    )


@rule(Options, severity="warning")
def markup(post: Post, options: Options) -> Iterator[Finding]:
    """The title holds markup: HTML tags, shortcodes, or Markdown that nobody renders there.

    Whatever the page does with it, feeds, search results, link previews and the browser's tab show it as it is written.

    Bad:

        ---
        title: ⟦The <em>Regatta</em> is<br>on Sunday⟧
        ---

    Fixed (suggested):

        ---
        title: The Regatta is on Sunday
        ---

    Bad:

        ---
        title: ⟦"[The Regatta](https://example.org/regatta) is on Sunday"⟧
        ---

    Fixed (suggested):

        ---
        title: "The Regatta is on Sunday"
        ---

    Bad:

        ---
        title: ⟦'{{< icon sail >}} The Regatta'⟧
        ---

    Many themes render emphasis and code in titles. Where the site's do not, the option says so.

    Good:

        ---
        title: The **old** Regatta and its `flags`
        ---

    Bad (markdown=text):

        ---
        title: ⟦The **old** Regatta⟧
        ---

    Fixed (suggested):

        ---
        title: The old Regatta
        ---

    An element that a title names is no markup; nor is a type, a comparison, or what the body shows as code.

    Good:

        ---
        title: The <details> and <b> elements, `<i>x</i>`, List<String>, a < b > c, [Updated] and C# (I)
        ---

    Good:

        ---
        title: Why <b>bold</b> is not <strong>strong</strong>
        ---
        Write `<b>` where a word should only look bold.
    """
    title = post.title.value if post.title is not None else None
    if post.title is None or not isinstance(title, str) or len(title) > LONGEST:
        return
    if not any(sign in title for sign in _SIGNS):
        return
    found = _found(title, options)
    if not found or is_about(post, found):
        return
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    yield Finding(
        post.title.span,
        f'title holds markup, "{shorten(found[0], 40)}"{more}, where plain text belongs',
        data={"title": title, "markup": found},
        fixes=_without(post, title, options),
    )


def _found(title: str, options: Options) -> list[str]:
    """The pieces of markup, as written."""
    found = [tag.group() for tag in tags(title)] if "<" in title else []
    patterns = [each for sign, each in (("{{", _SHORTCODE), ("[", _SHORTCODE), ("](", _LINK)) if sign in title]
    if options.markdown == "text" and "*" in title:
        patterns.append(_EMPHASIS)
    found += [piece.group() for each in dict.fromkeys(patterns) for piece in each.finditer(title)]
    heading = _HEADING.match(title)
    return found if heading is None else [heading.group().strip(), *found]


def _without(post: Post, title: str, options: Options) -> tuple[Fix, ...]:
    if any(tag["name"].lower() in _STRUCK for tag in tags(title)):
        return ()  # what is struck out would be said
    plain = _HEADING.sub("", title, count=1) if title.startswith("#") else title
    plain = without_tags(plain, tags(plain))
    plain = _LINK.sub(r"\g<label>", plain)
    if options.markdown == "text":
        plain = _EMPHASIS.sub(r"\g<text>", plain)
    if not plain.strip() or _found(plain, options) or post.title is None:
        return ()
    return replace_text(post.document, post.title.entry, plain, f'set title to "{shorten(plain)}"')
