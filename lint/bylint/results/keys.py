"""What results are kept by: digests of all that they depend on."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from bylint import __version__
from bylint.archive.where import FILE as FACTS
from bylint.archive.where import FOLDER
from bylint.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bylint.discover import Discovered
    from bylint.run import Run

SIZE = 16
_OWN = "bylint_rules."


def digest(*parts: bytes) -> bytes:
    """A hash of several texts that does not run them together."""
    state = blake2b(digest_size=SIZE)
    for part in parts:
        state.update(b"%d:" % len(part) + part)
    return state.digest()


def encoded(value: object) -> bytes:
    """A value as bytes, by how Python writes it."""
    return repr(value).encode("utf-8", "surrogatepass")


def build() -> bytes:
    """Which code of bylint runs: its version; where it is being worked on, each file's size and time, too."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  # at every start
    if "site-packages" in here or "dist-packages" in here:
        found = os.stat(os.path.join(here, "__init__.py"))  # noqa: PTH116, PTH118  # as above
        return encoded((__version__, here, sys.version, found.st_mtime_ns))
    signs: list[tuple[str, int, int]] = []
    for folder in (here, os.path.join(here, "..", "..", "rules", "bylint_rules")):  # noqa: PTH118
        signs += _signs(os.path.normpath(folder))
    return encoded((__version__, sys.version, sorted(signs)))


def _signs(folder: str) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir():
            yield from _signs(entry.path)
        else:
            found = entry.stat()
            yield entry.path, found.st_size, found.st_mtime_ns


def places() -> list[str]:
    """Where packages are installed: a plugin that comes or goes changes one of these folders."""
    return sorted({path for path in sys.path if path and os.path.isdir(path)})  # noqa: PTH112  # as above


def view_of(run: Run) -> bytes | None:
    """What all posts of a run are checked by, beside their own settings and sites.

    None where that is not known: a schema is a program of the project's own.
    """
    configuration = run.configuration
    layers = (configuration.base, configuration.profile, *(section.layer for section in configuration.sections))
    if any(layer.schema is not None and layer.schema.model is not None for layer in layers):
        return None
    code = [part for file in sorted(code_of(run)) for part in (os.fsencode(file), _content(file))]
    about = replace(configuration, fail_on="error", notices=())  # neither changes what is found
    return digest(build(), encoded(about), *code)


def code_of(run: Run) -> set[Path]:
    """The files of other people's rules: all modules of their packages, and what else lies beside them."""
    packages, groups = set(), set()
    for name in run.registry.ids:
        file = run.registry.file_of(name)
        if file is not None and not run.registry.module_of(name).startswith(_OWN):
            packages.add(file.parent.parent)
            groups.add(file.parent)
    modules = {file for folder in packages for file in folder.rglob("*.py")}
    return modules | {file for folder in groups for file in folder.iterdir() if file.is_file()}


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


class Bases:
    """What a post's result depends on beside its text: its settings, its site, whether it is a post."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, bool, bool], tuple[object, object, bytes]] = {}

    def of(self, found: Discovered) -> bytes:
        """The digest, made once for posts that share all this."""
        key = (id(found.settings), id(found.site), found.is_post, found.in_content)
        known = self._known.get(key)
        if known is None:  # both objects are kept, so that no others have their numbers
            site = found.site
            about = (site.digest, site.prefix, site.file, site.programs, site.registries, site.dialect.name)
            made = digest(encoded(found.settings), encoded(about), encoded((found.is_post, found.in_content)))
            known = self._known[key] = (found.settings, site, made)
        return known[2]


def state_of(base: bytes, raw: bytes) -> bytes:
    """The state of a post: its text, and what else its result depends on."""
    state = blake2b(base, digest_size=SIZE)
    state.update(raw)
    return state.digest()


def question_of(parts: Iterable[object]) -> bytes:
    """What is asked of bylint, and by which code."""
    return digest(build(), encoded((os.environ.get("PYTHONPATH"), *parts)))


def facts_sign(root: str) -> tuple[int, ...]:
    """The state of a project's facts store: its size, and how often it was written; empty where there is none.

    The counter is that of https://www.sqlite.org/fileformat.html#file_change_counter.
    """
    try:
        with open(os.path.join(root, FOLDER, FACTS), "rb") as file:  # noqa: PTH118, PTH123  # text is faster
            head = file.read(28)
            size = os.fstat(file.fileno()).st_size
    except OSError:
        return ()
    return (size, int.from_bytes(head[24:28]))
