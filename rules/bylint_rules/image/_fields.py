"""What the rules about images share: the images that the metadata names, by whatever key."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.schema import SINGULAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bylint.diagnostic import Span
    from bylint.formats import Step
    from bylint.post import Post

_KEYS = frozenset(
    """
    image images img imgs imageurl imagepath imagesrc imagefile
    cover covers coverimage coverimg coverphoto bookcover
    featured featuredimage featuredimg featureimage featureimg featuredphoto featuredimagepreview postimage
    thumbnail thumbnails thumb thumbs thumbimage thumbnailimage thumbnailurl postthumb postthumbnail
    og ogimage opengraphimage opengraph socialimage socialimg socialcard shareimage shareimg sharingimage seoimage
    metaimage twitterimage twittercard twittercardimage facebookimage pinterestimage cardimage cardimg
    hero heroimage heroimg herophoto banner bannerimage bannerimg header headerimage headerimg headerphoto splash
    splashimage overlayimage teaser teaserimage previewimage previewimg preview poster posterimage leadimage leadphoto
    mainimage titleimage topimage topimg indeximg backgroundimage bgimage photo photos picture pictures gallery feature
    featurephoto illustration screenshot screenshots
    """.split()  # names are read as prose, not as a list
)
"""Keys that name images in the themes and plugins of the known generators, without `-` and `_`, in lower case."""

_AROUND = frozenset("extra params seo og opengraph twitter social meta metadata fields frontmatter".split())
"""Keys of mappings that may hold such keys."""

_SAID = frozenset("alt alttext caption credit title description position attribution license link".split())
"""Keys in an image's mapping whose value tells of it, and is not where it is."""

SUFFIXES = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".ico", ".jfif", ".heic", ".jxl"
)  # fmt: skip
"""Endings of images, in lower case."""

_DEEPEST = 4
_MOST = 100
_LONGEST = 4_000


class Image(NamedTuple):
    """An image that the metadata names: the text that says where it is, and the steps to it."""

    value: str
    steps: tuple[Step, ...]

    def span(self, post: Post) -> Span:
        """Where the text is written."""
        return span_of(post, self.steps)


def span_of(post: Post, steps: tuple[Step, ...]) -> Span:
    """Where a part of the metadata is written; the nearest part around it that has a place."""
    for depth in range(len(steps), 0, -1):
        entry = post.document.entry(*steps[:depth])
        if entry is not None:
            return entry.span if entry.span.start < entry.span.end or entry.key is None else entry.key
    return post.body


@lru_cache(maxsize=2_000)
def plain(key: str) -> str:
    """A key without the signs that part its words, in lower case."""
    return key[:80].replace("-", "").replace("_", "").lower()


@lru_cache(maxsize=2_000)
def _is_wanted(key: str) -> bool:
    return (name := plain(key)) in _KEYS or name in _AROUND


def holds_images(step: Step) -> bool:
    """Whether a key is that of a mapping around images, and not an image's own."""
    return isinstance(step, str) and plain(step) in _AROUND


def images(post: Post) -> list[Image]:
    """The images that the metadata names, in order, each text once. Most posts have none."""
    values = post.metadata
    keys = [key for key in values if key.__class__ is str and _is_wanted(key)]
    if not keys:
        return []
    found: dict[str, Image] = {}
    for key in keys:
        for image in _inside(values[key], (key,), 0):
            found.setdefault(image.value, image)
            if len(found) >= _MOST:
                break
    return list(found.values())


def _inside(value: Any, steps: tuple[Step, ...], depth: int) -> Iterator[Image]:
    """The images at a key that names images, or in a mapping around such keys."""
    is_image = plain(str(steps[-1])) in _KEYS or isinstance(steps[-1], int)
    if isinstance(value, str):
        if is_image and 0 < len(value) <= _LONGEST:
            yield Image(value, steps)
    elif depth >= _DEEPEST:
        return
    elif isinstance(value, list):
        for number, item in enumerate(value[:_MOST]):
            yield from _inside(item, (*steps, number), depth + 1)
    elif isinstance(value, dict):
        yield from _in_mapping(value, steps, depth, is_image=is_image)


def _in_mapping(value: Mapping[Any, Any], steps: tuple[Step, ...], depth: int, *, is_image: bool) -> Iterator[Image]:
    for key, item in value.items():
        if not isinstance(key, str) or plain(key) in _SAID:
            continue
        if plain(key) in _KEYS or plain(key) in _AROUND:
            yield from _inside(item, (*steps, key), depth + 1)
        elif is_image and isinstance(item, str) and 0 < len(item) <= _LONGEST and _is_file(item):
            yield Image(item, (*steps, key))


def _is_file(text: str) -> bool:
    return text.partition("?")[0].partition("#")[0].lower().endswith(SUFFIXES)


def field_name(post: Post, steps: Iterable[Step]) -> str:
    """The name under which a report has the field: that of the canonical one, or the key."""
    first = next(iter(steps), "")
    name = post.site.dialect.field_of(str(first)) or str(first)
    return SINGULAR.get(name, name)
