"""What posts are known by, and the metadata that names other posts."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.addresses import normalised, path_on_site
from bylint.archive import Alike, Fact
from bylint.diagnostic import Span
from bylint.dialects.paths import dated_name
from bylint.patterns import pattern
from bylint.post import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.formats import Step
    from bylint.post import Post

TARGET, REFERENCE, KEY = "archive/target", "archive/reference", "archive/key"
"""The names of the facts: what a post is known by; a reference by what it names, and by its key."""

KEYS = frozenset(
    "related relatedposts relatedarticles relatedpages seealso next nextpost nextpage nextarticle prev "
    "previous prevpost previouspost previouspage previousarticle translationof originalpost supersedes "
    "supersededby replaces replacedby followup followupto continues continuedby sequelof sequel prequel "
    "redirectto updateof updatedby".split()
)
"""Keys that name other posts, without capitals and joints."""
_INSIDE = ("url", "path", "link", "href", "slug", "ref", "post", "file")
"""Keys of a mapping that say which post."""
_SUFFIXES = (".md", ".markdown", ".mdx", ".adoc", ".asciidoc", ".rst")
_SLUG = pattern(r"[a-z0-9]+(?:[-_]+[a-z0-9]+)+")
_MOST = 50
_LONGEST = 300


class _Named(NamedTuple):
    text: str
    steps: tuple[Step, ...]


def references(post: Post) -> Iterator[Fact | Alike]:
    """What other posts may know this one by, and what it names itself."""
    prefix = post.site.prefix
    yield Alike(TARGET, [f"{prefix}\n{name}" for name in dict.fromkeys(_names(post))], Span(0, 0))
    for key, value in post.metadata.items():
        if value and key.lower().replace("_", "").replace("-", "") in KEYS:
            field = Field(key, (key,), value, post.document)
            for named in _values(value):
                target = _target(post, named.text)
                if target is not None:
                    span = field.at(*named.steps).span
                    data = {"key": key, "place": field.path_of(*named.steps)}
                    yield Fact(REFERENCE, f"{prefix}\n{target}", span, named.text, data)
                    yield Fact(KEY, f"{prefix}\n{key}\n{target.partition(':')[0]}", span, f"{prefix}\n{target}")


def _names(post: Post) -> Iterator[str]:
    stem = _stem(post.root_path)
    yield f"name:{stem}"
    dated = dated_name(stem)
    if dated is not None and dated.rest:
        yield f"name:{dated.rest}"
    if post.slug is not None and isinstance(post.slug.value, str):
        yield f"name:{_stem(post.slug.value)}"
    for address in (post.address, *(redirect.address for redirect in post.redirects)):
        if address is not None:
            folded = _folded(address)
            yield f"address:{folded}"
            yield f"name:{folded.rpartition('/')[2]}"
            above = posixpath.dirname(folded)
            yield f"folder:{above}"


def _stem(path: str) -> str:
    """The name of a post's file without suffix; of a page in a folder of its own, the folder's."""
    *folders, name = path.casefold().rstrip("/").split("/")
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    return folders[-1] if name in {"index", "readme"} and folders else name


def _folded(address: str) -> str:
    return address.casefold().removesuffix(".html").rstrip("/")


def _values(value: Any, steps: tuple[Step, ...] = ()) -> Iterator[_Named]:
    """The texts of a value that may name a post: alone, in a list, or under a key that says which."""
    if isinstance(value, str):
        if 0 < len(value) <= _LONGEST:
            yield _Named(value.strip(), steps)
    elif isinstance(value, list) and len(steps) < 2:
        for at, item in enumerate(value[:_MOST]):
            yield from _values(item, (*steps, at))
    elif isinstance(value, dict) and len(steps) < 2:
        for key in _INSIDE:
            if isinstance(value.get(key), str):
                yield from _values(value[key], (*steps, key))
                return


def _target(post: Post, text: str) -> str | None:
    """What a text names: a file or slug (`name:`), or an address (`address:`); None for what may be anything."""
    text = text.partition("#")[0].partition("?")[0]
    if not text or any(mark in text for mark in "{}<>|*"):
        return None
    if text.casefold().endswith(_SUFFIXES):
        return None if "://" in text else f"name:{_stem(text)}"
    if "://" in text:
        path = path_on_site(post.site, text)
        return None if path is None else f"address:{_folded(path)}"
    if text.startswith("/"):
        return None if text.startswith("//") else f"address:{_folded(normalised(text))}"
    return f"name:{text}" if _SLUG.fullmatch(text) else None
