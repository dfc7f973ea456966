"""HTML in a title: tags that format a text, and entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.patterns import pattern
from bylint.text import unescape

if TYPE_CHECKING:
    import re

    from bylint.post import Post

LONGEST = 1_000
"""Characters of a title or term that is read for markup."""

_FORMATTING = frozenset(
    "a abbr acronym b big center cite del div em font h1 h2 h3 h4 h5 h6 i ins mark p s small span strike strong sub sup"
    " tt u".split()
)
"""Elements that give a text a look, or a link. Others are more likely what a title is about."""
_TAG = pattern(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,10})(?P<attributes>(?:\s[^<>]{0,500})?)\s{0,3}(?P<own>/?)>"
)
_CODE = pattern(r"`[^`]+`")
_ENTITY = pattern(r"&(?:\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def tags(text: str) -> list[re.Match[str]]:
    """The tags of a text that are markup: of a formatting element that has a text inside, line breaks and images."""
    code = [found.span() for found in _CODE.finditer(text)] if "`" in text else []
    found = [tag for tag in _TAG.finditer(text) if not any(start <= tag.start() < end for start, end in code)]
    kept: list[re.Match[str]] = []
    open_: list[re.Match[str]] = []
    for tag in found:
        name = tag["name"].lower()
        if _is_alone(tag, name):
            kept.append(tag)
        elif name in _FORMATTING and not tag["close"]:
            open_.append(tag)
        elif name in _FORMATTING:
            opener = next((each for each in reversed(open_) if each["name"].lower() == name), None)
            if opener is not None:
                open_.remove(opener)
                if text[opener.end() : tag.start()].strip():
                    kept += [opener, tag]
    return sorted(kept, key=lambda tag: tag.start())


def _is_alone(tag: re.Match[str], name: str) -> bool:
    """A line break inside of a text, or an image that shows one. A bare `<br>` between blanks is a word."""
    if tag["close"]:
        return False
    if name == "br":
        before, after = tag.string[: tag.start()], tag.string[tag.end() :]
        is_word = before[-1:].isspace() and after[:1].isspace() and tag.group().lower() == "<br>"
        return bool(before.strip() and after.strip()) and not is_word
    return name == "img" and "src=" in tag["attributes"]


def entities(text: str) -> list[str]:
    """The entities of a text, but for those in back-ticks."""
    if "&" not in text or ";" not in text or len(text) > LONGEST:
        return []
    plain = _CODE.sub(" ", text) if "`" in text else text
    return [found for found in _ENTITY.findall(plain) if found[1] == "#" or unescape(found) != found]


def is_about(post: Post, marks: list[str]) -> bool:
    """Whether the body shows such a mark as code: then the post is about it."""
    text, body = post.text, post.body
    for mark in marks:
        at = text.find(mark, body.start, body.end)
        while at >= 0:
            before = text[max(at - 40, body.start) : at].rpartition("\n")[2]
            if "`" in before or "<code" in before:
                return True
            at = text.find(mark, at + 1, body.end)
    return False


def without_tags(text: str, found: list[re.Match[str]]) -> str:
    """The text without these tags, white space folded where one was taken out."""
    parts: list[str] = []
    at = 0
    for tag in found:
        parts += [text[at : tag.start()], " " if tag["name"].lower() in {"br", "p", "div", "img"} else ""]
        at = tag.end()
    return " ".join("".join((*parts, text[at:])).split())


def resolved(text: str) -> str:
    """The text with its entities resolved, those in back-ticks apart, and also those that were escaped twice."""
    for _ in range(3):
        code = _CODE.findall(text) if "`" in text else []
        text = (
            "`".join(part if at % 2 else unescape(part) for at, part in enumerate(text.split("`")))
            if code
            else (unescape(text))
        )
        if not entities(text):
            break
    return text
