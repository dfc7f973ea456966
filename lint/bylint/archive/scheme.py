"""What facts are made by, as a digest: facts of another scheme are not used."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bylint import __version__
from bylint.digest import blake2b
from bylint.faults import file_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bylint.archive.keeping import Keeper
    from bylint.discover import Discovered

SIZE = 8
"""Bytes of a scheme, with which each stamp begins."""
_OWN = "bylint_rules."
"""The rules that have bylint's own version."""


def scheme_of(functions: Sequence[Keeper], archive_rules: Iterable[str]) -> bytes:
    """Of bylint, the facts functions with the code that they may call, and the names that a mark may have."""
    state = blake2b(digest_size=SIZE)
    state.update(repr((__version__, sorted(archive_rules), [each.name for each in functions])).encode())
    files = {file for each in functions for file in _files(each)}
    for file in sorted(files):
        try:
            content = file.read_bytes()
        except OSError:
            continue
        state.update(b"%d:" % len(content) + os.fsencode(file.name) + content)
    return state.digest()


def _files(keeper: Keeper) -> Iterable[Path]:
    """The module of a function with what its group shares; of other people's rules, all that lies beside them."""
    file = Path(file_of(keeper.rule))
    if keeper.rule.check.__module__.startswith(_OWN):
        return (file, *file.parent.glob("_*.py"))
    return (file, *file.parent.parent.rglob("*.py"))


def is_of_state(known: bytes | None, stamp: bytes) -> bool:
    """Whether what is kept is of the same state of a post, under whatever scheme; without one it is of no state known.

    So it is with a post of which some function made no facts.
    """
    return known == b"" or (known is not None and known[SIZE:] == stamp[SIZE:])


def stamp_of(scheme: bytes, raw: bytes, found: Discovered) -> bytes:
    """The state of a post: all that its facts may depend on. `today` is not among it, nor is any other post."""
    about = (found.site.digest, found.site.prefix, found.in_content)
    state = blake2b(repr(about).encode("utf-8", "surrogatepass"), digest_size=16)
    state.update(raw)
    return scheme + state.digest()
