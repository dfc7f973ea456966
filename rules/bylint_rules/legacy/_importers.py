"""Keys that other systems left, read once from `bylint/data/importers.toml`."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bylint.post import Post

NESTED = "meta"
"""Under which jekyll-import puts all that WordPress, with its plugins, had beside a post."""
_WORDPRESS = "WordPress"


class Left(NamedTuple):
    """A key that a system left: where it stands in the metadata, and the system's name."""

    steps: tuple[str, ...]
    origin: str


class _Known(NamedTuple):
    whole: Mapping[str, str]
    beginnings: tuple[tuple[str, str], ...]

    def origin(self, key: str) -> str | None:
        """The system that a key, in lower case, is of; None for a key that a site may have for itself."""
        found = self.whole.get(key)
        return found or next((origin for start, origin in self.beginnings if key.startswith(start)), None)


@cache
def _known() -> _Known:
    from bylint.languages import read_data  # once a run

    whole: dict[str, str] = {}
    beginnings: list[tuple[str, str]] = []
    for table in read_data("importers").values():
        for key in filter(None, map(str.strip, table["keys"].lower().split(","))):
            if key.endswith("*"):
                beginnings.append((key[:-1], table["title"]))
            else:
                whole[key] = table["title"]
    return _Known(whole, tuple(beginnings))


@lru_cache(maxsize=2_000)
def _among(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Of the keys of a mapping, those that a system left, and its name. Most posts have the same keys."""
    known = _known()
    said = ((key, known.origin(key.lower())) for key in keys)
    return tuple((key, origin) for key, origin in said if origin is not None)


def left(post: Post) -> tuple[Left, ...]:
    """The keys of a post that a system left, in their order; those of a `meta` mapping behind the others."""
    metadata = post.metadata
    found = tuple(Left((key,), origin) for key, origin in _among(tuple(metadata)))
    nested = metadata.get(NESTED)
    if isinstance(nested, dict) and nested:
        found += tuple(Left((NESTED, key), _WORDPRESS) for key, _ in _among(tuple(map(str, nested))))
    return found
