"""Texts that a move broke: letters read in a wrong encoding, entities escaped twice, shortcodes that nothing runs."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_LATIN, _AFTER_CAPITALS = "©¨¼¶¤±§¡¢£¥¦¯µ·¸½¾¿¬\u00ad", "®°²³¹´ªº"
_MOJIBAKE = (
    ("€", pattern("â€(?:[^\\s\\w]|\u0153)")),
    ("\u0080", pattern("â\u0080[\u0080-\u00bf]")),
    ("Ã", pattern(f"Ã(?:[{_LATIN}]|(?P<mark>[{_AFTER_CAPITALS}]))")),
    ("Â", pattern("Â(?P<mark>[\u00a0£©®°·±²½¼¾§¿¡«»])")),
    ("Ð", pattern("(?:[ÐÑ][^\\sA-Za-z]){3,20}")),
)
"""UTF-8 read as Windows-1252 or Latin-1: punctuation, accented letters, signs, Cyrillic; with a character that every
such text has. A `mark` behind a word in capitals that ends in `Ã` or `Â` may be one."""
_ABOUT_LETTERS = pattern(
    "mojibake|utf-?8|unicode|charset|character set|encod|iso-?8859|latin-?1|windows-?1252|cp1252|kodier|zeichensatz|"
    "codifica|кодиров|кодуван|kodowan|codering|文字化け|文字コード|乱码|亂碼|编码|編碼|인코딩",
    re.IGNORECASE,
)

_TWICE = pattern(
    r"&amp;(?:amp|nbsp|quot|apos|lt|gt|hellip|[lr][sd]?quo|[lr]aquo|[mn]dash|#\d{2,5}|#x[0-9a-fA-F]{2,5});"
)
_BEFORE, _AFTER = frozenset("«“(/=?;"), frozenset("»”?!:;&")
"""Signs that an entity may touch as a word does."""
_ABOUT_ENTITIES = pattern("entit|escap|échapp|maskier|экранир|екран|エスケープ|转义|轉義|이스케이프", re.IGNORECASE)

_ATTRIBUTE = r"[ =][^\[\]\n]{0,500}"
_SHORTCODE = pattern(
    r"\[(?:caption (?=[^\[\]\n]{0,200}attachment)[^\[\]\n]{0,500}"
    rf"|(?:vc|et\\?_pb|fusion|tve|thrive)\\?_[a-z0-9_\\]{{2,40}}(?:{_ATTRIBUTE})?"
    r"|(?P<alone>gallery(?: [a-z]{2,20}=[^\[\]\n]{0,500})?"
    r"|(?:sourcecode|code) lang(?:uage)?=[^\[\]\n]{0,100}"
    r"|contact-form(?:-7)?(?: [^\[\]\n]{0,300})?"
    r"|(?:youtube|vimeo|dailymotion|slideshare|soundcloud|wpvideo|googlevideo|audio|video|gist|playlist)"
    r"[ =](?:https?://|(?:id|url|mp3|mp4|src|width|ids)=)[^\[\]\n]{0,300}"
    r"|embed(?: [a-z]{2,20}=[^\[\]\n]{0,100})?(?=\]https?://)))\](?![(:]|\[(?!/?[a-z]))"
)
"""Shortcodes of WordPress and its page builders: https://codex.wordpress.org/Shortcode. `alone` are those that count
only at the start of a line."""
_OPEN_LINK = pattern(r"<a\s{1,3}href\s{0,3}=[^<>]*\Z|\A[^<>]{0,200}\bhref=[\"'][^\"'<>]{0,500}[\"']\s{0,3}>")


_MOST = 100
"""Places of one kind in a body that are looked at."""


class Broken(NamedTuple):
    """A stretch of a text, from `start` to `end`, and what is wrong with it."""

    start: int
    end: int
    kind: str


def in_value(value: str, *, markup: bool) -> Broken | None:
    """What is broken in a value; with `markup` false only the letters are looked at."""
    letters = next(_letters(value, 0, len(value)), None)
    if letters is not None:
        return Broken(*letters, "letters in a wrong encoding")
    if not markup:
        return None
    if "&amp;" in value and (found := _TWICE.search(value)) is not None:
        return Broken(found.start(), found.end(), "an entity that was escaped twice")
    if "[" in value and (found := _SHORTCODE.search(value)) is not None:
        return Broken(found.start(), found.end(), "a shortcode that nothing runs")
    if "href" in value and (found := _OPEN_LINK.search(value)) is not None:
        return Broken(found.start(), found.end(), "a piece of a link")
    return None


def in_body(post: Post) -> Iterator[Broken]:
    """What is broken in a body, outside of code and of what a post about such things shows."""
    text, (start, end) = post.text, post.body
    found = list(islice(_letters(text, start, end), _MOST))
    if found and _ABOUT_LETTERS.search(text) is None:
        yield from _shown(post, sorted(found), "letters in a wrong encoding")
    if "&" in text and "&amp;" in text:
        twice = islice(_TWICE.finditer(text, start, end), _MOST)
        found = [each.span() for each in twice if _is_glued(text, each)]
        if found and _ABOUT_ENTITIES.search(text) is None:
            yield from _shown(post, found, "an entity that was escaped twice")
    if "[" in text:
        codes = islice(_SHORTCODE.finditer(text, start, end), _MOST)
        found = [each.span() for each in codes if _stands(text, each)]
        if found:
            yield from _shown(post, found, "a shortcode that nothing runs")


def _letters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where letters were read in a wrong encoding; of each kind in order."""
    if text.isascii():
        return
    for sign, wrong in _MOJIBAKE:
        if sign in text:
            for found in wrong.finditer(text, start, end):
                if not (found.groupdict().get("mark") and text[found.start() - 1 : found.start()].isupper()):
                    yield found.span()


def _is_glued(text: str, found: re.Match[str]) -> bool:
    """Whether an entity is part of a word or stands at a quotation mark: alone, it may be shown on purpose."""
    before, after = text[found.start() - 1], text[found.end() : found.end() + 1]
    return before.isalnum() or before in _BEFORE or after.isalnum() or after in _AFTER


def is_about_letters(post: Post) -> bool:
    """Whether a post speaks of encodings, so that broken letters may be what it shows."""
    return _ABOUT_LETTERS.search(post.text) is not None


def _stands(text: str, found: re.Match[str]) -> bool:
    """Whether a shortcode stands where one may: at the start of its line, some; behind no name of an array, any."""
    at = found.start()
    if not found["alone"]:
        return text[at + 1 : at + 8] == "caption" or not (text[at - 1].isalnum() or text[at - 1] in "_)")
    return text[text.rfind("\n", 0, at) + 1 : at].strip(" \\") in ("", "<p>", "<div>", "<center>")


def _shown(post: Post, found: list[tuple[int, int]], kind: str) -> Iterator[Broken]:
    """Those that a reader sees: not in code, not indented as code, not doubled to be shown."""
    from bylint.visible.masking import hidden  # few posts get here

    text = post.text
    stretches = hidden(text, post.body.start, post.body.end, post.markup)
    number = 0
    for start, end in found:
        while number < len(stretches) and stretches[number].end <= start:
            number += 1
        if number < len(stretches) and stretches[number].start < start:
            continue
        line = text.rfind("\n", 0, start) + 1
        before = text[line:start]
        if before.startswith(("    ", "\t")) or before.count("`") % 2 or before.endswith("["):
            continue
        yield Broken(start, end, kind)
