"""The project that a tree elsewhere is: its own configuration holds, and none of its code is run."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bylint.config import ConfigurationError, find_configuration, load_configuration
from bylint.remote import RemoteError
from bylint.remote.opening import open_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bylint.checked import Checked
    from bylint.config import Configuration
    from bylint.remote.tree import Tree
    from bylint.run import Run


def configuration_of(tree: Tree, file: Path | None = None, *, isolated: bool = False) -> Configuration:
    """The configuration at the tree's root, less what runs code; or a file of this machine, all of it."""
    root = Path(tree.folder)
    if file is not None:
        return load_configuration(root, file=Path(os.path.abspath(file)), isolated=isolated)
    return load_configuration(root, file=None if isolated else find_configuration(root), isolated=True)


@contextmanager
def told_of(tree: Tree) -> Iterator[None]:
    """Say what is wrong with a configuration under the names that people know. Raises RemoteError."""
    try:
        yield
    except ConfigurationError as error:
        raise RemoteError(tree.told(str(error))) from error


@contextmanager
def opened(
    path: str, configuration: Configuration | None, open_run: Callable[[Configuration, Path], Run]
) -> Iterator[tuple[Run, tuple[Path, ...]]]:
    """A run over what a PATH means, and the paths for it to check. Raises RemoteError.

    The tree's own configuration holds, if no other is given.
    """
    tree, inside = open_tree(path)
    root = Path(tree.folder)
    try:
        with told_of(tree):
            found = configuration_of(tree) if configuration is None else replace(configuration, root=root, _cache={})
            run = open_run(found, root)
            run.tree = tree
            yield run, (root / inside,) if inside else ()
    finally:
        tree.close()


def check_tree(
    path: str, configuration: Configuration | None, open_run: Callable[[Configuration, Path], Run]
) -> Iterator[Checked]:
    """Check what a PATH means. Raises RemoteError."""
    with opened(path, configuration, open_run) as (run, paths):
        yield from run.check(paths)
