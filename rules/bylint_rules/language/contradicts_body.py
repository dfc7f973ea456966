"""The language that is said against the one that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Related, Span
from bylint.language_codes import read_language
from bylint.rule import RuleOptions, rule
from bylint_rules.language._detect import detect, is_confirmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="warning")
def contradicts_body(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The metadata, the path or the site say another language than the body is written in.

    Browsers offer to translate the page, screen readers pronounce it wrongly, and the site lists it for readers who
    cannot read it. Mostly a post was copied to be translated and never was.

    Bad:

        ---
        title: La jetée
        lang: ⟦fr⟧
        ---
        ⟨The pier was built in three summers by people who had never built one before.⟩ They began with the stones that
        the storm had left on the beach, and they carried them by hand because there was no road to the water. In the
        second year the harbour master gave them a boat, which was older than most of them, and with it they set the
        first of the posts that are standing there today. Nobody had asked for a permit, and nobody has asked since.
        When the last plank was laid, the whole village walked out on it to see whether it would hold, and it did.

    Good:

        ---
        title: The pier
        lang: en-GB
        ---
        The pier was built in three summers by people who had never built one before. They began with the stones that
        the storm had left on the beach, and they carried them by hand because there was no road to the water.

    Silent without the detector, which comes with the extra `language` (`pip install eld`), where the body has little
    text or text in two languages, where the two are near relatives (Norwegian and Danish, Spanish and Galician, Russian
    and Ukrainian), and where only a site of one language says which it is.
    """
    del options
    said = read_language(post)
    if said is None or (said.source == "site" and len(post.site.settings.languages) < 2):
        return
    if post.body.start == post.body.end or is_confirmed(post, said.code):
        return
    found = detect(post, said.code)
    if found is None:
        return
    code, line = found
    at = post.text.find(line[:20], post.body.start)
    shown = _line(post, at if at >= 0 else post.body.start)
    field = post.language if said.source == "metadata" else None
    where = field.key if field is not None else "the path" if said.source == "path" else "the site's default"
    yield Finding(
        field.span if field is not None else shown,
        f'{where} says the language is "{said.code}", but the body is in "{code}"',
        related=(Related(shown, "the body"),) if field is not None else (),
        data={"language": said.code, "body": code},
        field="language",
    )


def _line(post: Post, at: int) -> Span:
    """The line of the body at a place, without blanks around; at most its first sentence."""
    text = post.text
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    stop = text.find(". ", at, end)
    line = Span(at, end if stop < 0 else stop + 1)
    return Span(at, at + len(text[line.start : line.end].rstrip()))
