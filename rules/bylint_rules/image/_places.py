"""Where an image must lie for its site to publish it: the files that a value may mean, and the folders they are in."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from bylint.dialects.base import folder_of
from bylint_rules.image._fields import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post
    from bylint.site import Site

_TEMPLATE = re.compile(r"[{}<>$*|\\\n\r]|%%")
"""What stands in a value that a template, a pattern or a person still has to fill in."""
_PELICAN = re.compile(r"\A(?:\{(?:static|attach|filename)\}|\|(?:static|attach|filename)\|)")
_PREFIXES = ("media_subpath", "img_path", "image_path", "imageFolder")
"""Keys of a post whose folder comes before its images: the theme Chirpy reads the first two."""
_OF_THE_SITE = "@site/"


class Reference(NamedTuple):
    """What a value names: a path without query and fragment, decoded; `is_rooted` begins at the top of the site."""

    path: str
    written: str
    is_rooted: bool

    @property
    def inside(self) -> str:
        """The path without what leads up from a folder."""
        path = self.path.lstrip("/")
        while path.startswith(("./", "../")):
            path = path.partition("/")[2]
        return path


def read_reference(value: str, post: Post) -> Reference | None:
    """The file that a value names; None for what lies elsewhere, is no image, or is filled in by a template."""
    text = value.strip()
    if post.site.dialect.name == "pelican" and (own := _PELICAN.match(text)):
        text = text[own.end() :]
    if not text or _TEMPLATE.search(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    path = parts.path
    if parts.scheme or parts.netloc:
        own_path = _own_path(parts, post.site)
        if own_path is None:
            return None
        path = own_path
    elif path.startswith(_OF_THE_SITE) and post.site.dialect.name == "docusaurus":
        static = next((each for each in post.site.static if path.startswith(f"{_OF_THE_SITE}{each}/")), None)
        if static is None:
            return None
        path = path.removeprefix(f"{_OF_THE_SITE}{static}")
    elif path.startswith(("@", "~")):
        return None
    if not path.lower().endswith(SUFFIXES) or posixpath.basename(path).startswith("."):
        return None
    return Reference(unquote(path), path, is_rooted=path.startswith("/"))


def _own_path(parts: SplitResult, site: Site) -> str | None:
    """The path of an address of the site's own, below the address of the site; None for a foreign one."""
    base = site.settings.base_url
    if not base or parts.scheme not in ("", "http", "https"):
        return None
    try:
        home = urlsplit(base)
        own, other = home.hostname or "", parts.hostname or ""
    except ValueError:
        return None
    if not own or own.removeprefix("www.") != other.removeprefix("www."):
        return None
    folder = home.path.rstrip("/")
    return parts.path.removeprefix(folder) if parts.path.startswith(f"{folder}/") else None


def candidates(reference: Reference, post: Post) -> Iterator[str]:
    """The files that a reference may mean, the likeliest first: if any is there, nothing is missing."""
    site = post.site
    if not reference.is_rooted:
        for folder in (*near_folders(post), *_prefixes(post)):
            yield join(folder, reference.path)
    roots = (*own_roots(site), *theme_roots(site), *site.settings.content, *site.dialect.content, "")
    for inside in _insides(reference, site):
        for root in roots:
            if "*" not in root:
                yield join(root, inside)


def _prefixes(post: Post) -> Iterator[str]:
    for key in _PREFIXES:
        said = post.metadata.get(key)
        if isinstance(said, str) and (folder := folder_of(said.strip("/"))):
            yield from (join(root, folder) for root in own_roots(post.site))


def _insides(reference: Reference, site: Site) -> Iterator[str]:
    """The path below the top of the site: as it is, without the address of the site, without a language."""
    path = reference.inside
    yield path
    first, _, rest = path.partition("/")
    base = urlsplit(site.settings.base_url or "").path.strip("/") if reference.is_rooted else ""
    if base and path.startswith(f"{base}/"):
        yield path.removeprefix(f"{base}/")
    if rest and first in site.settings.languages:
        yield rest


def own_roots(site: Site) -> list[str]:
    """The site's own folders of static files."""
    return [folder_of(each) or "" for each in site.static if "*" not in each]


def theme_roots(site: Site) -> list[str]:
    """Those of its themes, as far as they lie in this checkout."""
    found = []
    for each in site.static:
        above, star, inside = each.partition("/*/")
        if star:
            found += [f"{above}/{name}/{inside}" for name in sorted(site.files.folder(above).folders)]
    return [each for each in found if site.files.folder(each).exists]


def near_folders(post: Post) -> list[str]:
    """The post's folder, and the one that is named as the post is."""
    path = post.site.path_of(post.root_path)
    above, _, name = path.rpartition("/")
    return [above, join(above, name.partition(".")[0]), join(above, name.rpartition(".")[0])]


def homes(reference: Reference, post: Post) -> Iterator[tuple[str, str]]:
    """Where the file belongs, as a folder that the path starts in and the path from there.

    A bare name may be a theme's or a resource's: it belongs nowhere but in a folder that is the post's own.
    """
    site = post.site
    if reference.is_rooted:
        for root in own_roots(site):
            for inside in _insides(reference, site):
                yield root, inside
        return
    beside, *own = near_folders(post)
    path = site.path_of(post.root_path)
    if reference.path.startswith("."):
        yield beside, reference.path
        return
    if "resources" in post.metadata:
        return  # of Hugo, which may have that name for another file
    if path.rpartition("/")[2].partition(".")[0] == "index":
        yield beside, reference.path
    for folder in own[:1]:
        if site.files.folder(folder).exists:
            yield folder, reference.path
    if "/" in reference.path:
        for root in own_roots(site):
            yield root, reference.path


def lies_elsewhere(reference: Reference, post: Post) -> bool:
    """Whether a file of that path lies deeper in a folder of static files, where a theme may look for it."""
    path = reference.inside
    above, _, name = path.rpartition("/")
    files = post.site.files
    skipped = frozenset(each for each in (*post.site.dialect.skipped, post.site.settings.output) if each)
    visited = 0
    for root in (*own_roots(post.site), *theme_roots(post.site)):
        for folder in files.below(root, skipped):
            visited += 1
            found = files.folder(folder)
            if visited > _MOST_FOLDERS or not (found.is_known or reference.is_rooted):
                return True  # nobody knows
            if name in found.files and (not above or f"/{folder}".endswith(f"/{above}")):
                return True
    return False


_MOST_FOLDERS = 5_000


def join(folder: str, path: str) -> str:
    """A path from a folder, `""` for that of the site; what leads above it begins with `..`."""
    joined = posixpath.normpath(f"{folder}/{path}" if folder else path)
    return "" if joined == "." else joined.lstrip("/")
