"""An image without the words that stand for it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.diagnostic import Finding, Related
from bylint.formats import key_path
from bylint.patterns import pattern
from bylint.rule import RuleOptions, option, rule
from bylint.text import shorten
from bylint_rules.image._fields import SUFFIXES, Image, field_name, holds_images, images, plain, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.formats import Step
    from bylint.post import Post

_ENDINGS = ("alttext", "alttag", "alt", "altdescription")
_ALT_KEYS = frozenset(_ENDINGS)
_TO_BE_FILLED = pattern(
    r"\A\s*(?:<[^<>]{1,60}>|\[(?:alt|image|add|insert)\b[^\[\]]{0,60}\]|alt(?:ernative)? text(?: here)?|todo)\s*\Z",
    re.IGNORECASE,
)


class Options(RuleOptions):
    """What counts as said."""

    empty: bool = option(
        default=False,
        description='report an empty text in quotes too (`alt: ""`), which otherwise says that the image is decorative',
    )
    body: bool = option(default=False, description="look at the images of the body too")


class Alt(NamedTuple):
    """The key at which an image's alternative text should be, and what stands there."""

    steps: tuple[Step, ...]
    value: Any
    is_there: bool = True


@rule(Options, severity="warning")
def missing_alt(post: Post, options: Options) -> Iterator[Finding]:
    """An image of the metadata has a place for an alternative text, and nothing stands there.

    Whoever cannot see the image is told nothing, or has its file name read out. Link previews show the text too.

    Bad:

        ---
        image: ⟨/img/mill.jpg⟩
        ⟦image-alt⟧:
        cover:
          image: ⟨/img/gate.jpg⟩
          alt: ⟦<alt text>⟧
        thumbnail: ⟨/img/wheel.jpg⟩
        thumbnail_alt: ⟦wheel.jpg⟧
        ---

    An image in a list lacks it where others of that list have one.

    Bad:

        ---
        gallery:
          - src: /img/mill.jpg
            alt: The mill, seen from the river
          - src: ⟦/img/gate.jpg⟧
        ---

    An empty text in quotes says that the image is decorative, unless the option `empty` says that it does not. An
    image without any such key may be described by its theme.

    Good:

        ---
        image: /img/mill.jpg
        image-alt: ""
        thumbnail: /img/gate.jpg
        cover:
          image:
          alt:
        ---

    Bad (empty=true):

        ---
        image: ⟨/img/mill.jpg⟩
        image-alt: ⟦""⟧
        ---

    With the option `body`, the images of the body are looked at too: those of Markdown without a text, and `<img>`
    without `alt`.

    Bad (body=true):

        ---
        title: The mill opens
        ---
        ⟦![](mill.jpg)⟧ and ⟦<img src="gate.jpg">⟧, but not `![](code.png)` nor <img src="line.png" alt="">.

    Good (body=true):

        ---
        title: The mill opens
        ---
        ![The mill, seen from the river](mill.jpg)

        ```html
        <img src="gate.jpg">
        ```
    """
    seen: set[tuple[Step, ...]] = set()
    for image in images(post):
        alt = _alt_of(image, post)
        if alt is None or alt.steps in seen or not _is_set(image.value):
            continue
        seen.add(alt.steps)
        reason = _unsaid(alt, image, options)
        if reason:
            yield _finding(post, image, alt, reason)
    if options.body:
        from bylint_rules.image._body import unsaid  # only where it is asked for

        for each in unsaid(post):
            shown = shorten(each.text, 80)
            yield Finding(each.span, f"the image {shown} has no alternative text", data={"body": shown}, field="body")


def _is_set(value: str) -> bool:
    return bool(value.strip()) and not value.strip().startswith("<")


def _unsaid(alt: Alt, image: Image, options: Options) -> str | None:
    """Why what stands at the key says nothing; None where it does."""
    if not alt.is_there:
        return "has no alternative text, as others of its list have"
    value = alt.value
    if value is None:
        return "is empty"
    if not isinstance(value, str):
        return None
    if not value.strip():
        return "is empty" if options.empty else None
    text = value.strip()
    if _TO_BE_FILLED.match(text):
        return f'is "{shorten(text)}", which waits to be filled in'
    name = image.value.rpartition("/")[2].partition("?")[0]
    if text == name or (text.lower().endswith(SUFFIXES) and " " not in text):
        return f'is "{shorten(text)}", the name of a file'
    return None


def _finding(post: Post, image: Image, alt: Alt, reason: str) -> Finding:
    name = field_name(post, image.steps)
    key, shown = key_path(image.steps), shorten(image.value, 80)
    data = {name: image.value, "alt": alt.value}
    if not alt.is_there:
        return Finding(image.span(post), f'the image {key}, "{shown}", {reason}', data=data)
    return Finding(
        span_of(post, alt.steps),
        f'{key_path(alt.steps)} {reason}, and {key} is "{shown}"',
        related=(Related(image.span(post), "the image"),),
        data=data,
    )


def _alt_of(image: Image, post: Post) -> Alt | None:
    """The alternative text that belongs to an image: beside it in its mapping, or at a key made of the image's."""
    *above, last = image.steps
    level = _at(post.metadata, above)
    if not isinstance(level, dict):
        return None
    if above and not holds_images(above[-1]):
        for key in level:
            if isinstance(key, str) and plain(key) in _ALT_KEYS:
                return Alt((*above, key), level[key])
        if isinstance(above[-1], int) and _others_have(post, above):
            return Alt((*above, "alt"), None, is_there=False)
    if isinstance(last, str):
        wanted = _alt_keys(plain(last))
        for key in level:
            if isinstance(key, str) and plain(key) in wanted:
                return Alt((*above, key), level[key])
    if above and isinstance(above[-1], str):
        return _beside(post, above)
    return None


def _beside(post: Post, above: list[Step]) -> Alt | None:
    """For an image in a mapping, the text at a key beside the mapping: `header_alt` beside `header: {image: …}`."""
    outer = _at(post.metadata, above[:-1])
    if not isinstance(outer, dict):
        return None
    wanted = _alt_keys(plain(str(above[-1])))
    found = next((key for key in outer if isinstance(key, str) and plain(key) in wanted), None)
    return None if found is None else Alt((*above[:-1], found), outer[found])


def _others_have(post: Post, above: list[Step]) -> bool:
    """Whether another image of the same list has an alternative text that says something."""
    listed = _at(post.metadata, above[:-1])
    return isinstance(listed, list) and any(
        isinstance(each, dict)
        and any(isinstance(key, str) and plain(key) in _ALT_KEYS and _is_text(each[key]) for key in each)
        for each in listed
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


@lru_cache(maxsize=500)
def _alt_keys(key: str) -> frozenset[str]:
    """How the keys of an image's alternative text are made: `image-alt`, `imageAltText`, `coverAlt` of `coverImage`."""
    stems = (key, *(key.removesuffix(end) for end in ("image", "img") if key.endswith(end) and key != end))
    return frozenset((*(f"{stem}{ending}" for stem in stems for ending in _ENDINGS), f"alt{key}"))


def _at(values: Any, steps: list[Step]) -> Any:
    for step in steps:
        values = values[step]
    return values
