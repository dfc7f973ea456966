"""An image that is not where the metadata says."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from bylint.diagnostic import Finding, Fix
from bylint.edits import replace_text
from bylint.formats import key_path
from bylint.rule import RuleOptions, rule
from bylint.text import shorten
from bylint_rules.image._fields import Image, field_name, images
from bylint_rules.image._names import Near, exact, find_near, has_alike, may_be_made
from bylint_rules.image._places import (
    Reference,
    candidates,
    homes,
    join,
    lies_elsewhere,
    read_reference,
    theme_roots,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.diagnostic import Severity
    from bylint.post import Post


@rule(severity="error")
def missing_file(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """An image that the metadata names is not among the site's files.

    Lists of posts, feeds and link previews show a broken picture, and the post itself often looks right, so that
    nobody notices.

    Bad (dialect=hugo, files=[static/img/wheel.jpg, static/img/gate.jpg]):

        ---
        title: The mill opens
        image: ⟦/img/mill.jpg⟧
        ---

    Where a file of nearly that name is there, it is named, and offered. Letter case counts: the page may look right
    on macOS and Windows, and be broken on the server.

    Bad (dialect=hugo, files=[static/img/mill.jpg, static/img/gate-open.png]):

        ---
        image: ⟦/img/Mill.jpg⟧
        cover:
          image: ⟦img/gate_open.jpg⟧
          alt: An open gate
        ---

    Fixed (suggested):

        ---
        image: /img/mill.jpg
        cover:
          image: img/gate-open.png
          alt: An open gate
        ---

    Each generator looks in places of its own: a folder of static files, the folder of the post.

    Bad (dialect=astro, path=src/content/blog/mill.md, files=[src/assets/wheel.jpg]):

        ---
        heroImage: ⟦../../assets/whele.jpg⟧
        ---

    Fixed (suggested):

        ---
        heroImage: ../../assets/wheel.jpg
        ---

    Good (dialect=zola, path=content/mill/index.md, files=[content/mill/wheel.jpg, static/img/gate.jpg]):

        +++
        [extra]
        cover = "wheel.jpg"
        og_image = "/img/gate.jpg?v=2"
        thumbnail = "https://images.example.org/wheel.jpg"
        +++

    A checkout may lack images that the site has: kept elsewhere, or made when it is built. The rule speaks only of a
    folder that is there and holds other images; never of what a template fills in, nor of other hosts. With Eleventy,
    which is told in a program what to copy, it is silent unless the configuration says `static` in `[site]`.

    Good (dialect=hugo, files=[static/favicon.ico, static/img/wheel.jpg]):

        ---
        image: /uploads/2024/mill.jpg
        thumbnail: /mill.png
        og_image: "{{ site.url }}/img/mill.png"
        cover: /img/wheel-800x600.jpg
        ---
    """
    del options
    for image in images(post):
        reference = read_reference(image.value, post)
        if reference is None or any(map(post.site.files.has, candidates(reference, post))):
            continue
        found = _look(reference, post)
        if found is not None:
            yield _finding(post, image, reference, *found)


def _look(reference: Reference, post: Post) -> tuple[str, Near | None] | None:
    """The folder that lacks the file, and the file that may be meant; None where nobody can know."""
    files = post.site.files
    evident: str | None = None
    nearest: tuple[str, Near] | None = None
    for root, path in homes(reference, post):
        folder = join(root, posixpath.dirname(path) or ".")
        here = files.folder(folder)
        if not here.is_known:
            return None
        if exact(posixpath.basename(path)) in map(exact, here.files):
            return None
        near = find_near(files, root, path)
        if near is not None:
            nearest = nearest or (folder, near)
        elif has_alike(path, here.files) and not _may_come(posixpath.basename(path), here.files, path):
            evident = evident or folder
    if evident is not None and post.site.dialect.name == "hexo" and not theme_roots(post.site):
        evident = None  # a theme that is not here may hold the file
    found = nearest or (None if evident is None else (evident, None))
    return None if found is None or lies_elsewhere(reference, post) else found


def _may_come(name: str, names: frozenset[str], path: str) -> bool:
    """Whether a file that is not in a folder may be put there later: by a build, or by a program that keeps it."""
    if ".gitignore" in names or f"{name}.dvc" in names:
        return True
    return "wp-content/uploads" not in path and may_be_made(name, names)


def _finding(post: Post, image: Image, reference: Reference, folder: str, near: Near | None) -> Finding:
    key, shown = key_path(image.steps), shorten(image.value, 80)
    name = field_name(post, image.steps)
    severity: Severity | None = "info" if post.is_draft else None
    if near is None:
        place = f"{post.site.prefix}{folder}" or "the folder of the site"
        return Finding(
            image.span(post),
            f'{key} is "{shown}", and {place} has no such file',
            data={name: image.value, "folder": folder},
            severity=severity,
        )
    return Finding(
        image.span(post),
        f'{key} is "{shown}", but the file is "{post.site.prefix}{near.path}"',
        data={name: image.value, "file": near.path},
        fixes=_fixes(post, image, reference, near),
        severity=severity,
    )


def _fixes(post: Post, image: Image, reference: Reference, near: Near) -> tuple[Fix, ...]:
    """The value with the last parts of its path exchanged, encoded as they were."""
    parts = reference.written.split("/")
    count = len(near.tail)
    at = image.value.find(reference.written)
    entry = post.document.entry(*image.steps)
    if at < 0 or entry is None or count > len(parts):
        return ()
    tail = [quote(part) if "%" in reference.written else part for part in near.tail]
    path = "/".join([*parts[: len(parts) - count], *tail])
    text = image.value[:at] + path + image.value[at + len(reference.written) :]
    return replace_text(post.document, entry, text, f'set {key_path(image.steps)} to "{shorten(text, 80)}"')
