"""bylint as a library: what the command line does, as functions. `import bylint` offers them under its own name."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bylint.config import load_configuration as _load_configuration
from bylint.discover import UsageError, one_file
from bylint.filenames import is_remote
from bylint.registry import load_registry
from bylint.run import Run, settle_names
from bylint.site_finder import SiteFinder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from bylint.checked import Checked
    from bylint.config import Configuration


def load_configuration(
    folder: str | os.PathLike[str] = ".", *, file: str | os.PathLike[str] | None = None, isolated: bool = False
) -> Configuration:
    """The configuration that holds in a folder: the nearest one from there upwards, or the `file` that is given.

    `isolated` reads none of the project's, and runs none of its code. Raises ConfigurationError.
    """
    return _load_configuration(Path(folder), file=None if file is None else Path(file), isolated=isolated)


def open_run(configuration: Configuration, folder: Path, *, today: date | None = None) -> Run:
    """A run under a configuration; reported paths are relative to the folder.

    `today` is the day that rules about the future look from, the computer's where none is given. Raises RuleError for
    a rule that cannot be loaded, ConfigurationError for a configuration that names none.
    """
    registry = load_registry(configuration.local_rules)
    configuration = settle_names(configuration, registry)
    finder = SiteFinder(
        configuration.root,
        configuration.people,
        dialect=configuration.base.dialect,
        today=today,
        settings=configuration.site,
        file=configuration.file,
    )
    run = Run(configuration, registry, finder, folder)
    run.check_options()
    return run


def check_text(
    text: str | bytes,
    path: str | os.PathLike[str] = "post.md",
    *,
    configuration: Configuration | None = None,
    folder: str | os.PathLike[str] = ".",
    today: date | None = None,
) -> Checked:
    """Check a text as if it were the file at `path`, which need not exist.

    The path decides which site, section and markup it belongs to; it is relative to `folder`, where the configuration
    is looked for unless one is given. Bytes are decoded as a file's are. Archive rules compare files and do not look at
    a text. Rules about the future look from `today`, the
    computer's where none is given. Raises ConfigurationError and RuleError.
    """
    here = _absolute(folder)
    run = open_run(configuration or load_configuration(here), here, today=today)
    found = one_file(path, run.configuration, run.finder, cwd=here)
    return run.check_raw(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text, found)


def check_paths(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
    *,
    configuration: Configuration | None = None,
    folder: str | os.PathLike[str] = ".",
    today: date | None = None,
) -> Iterator[Checked]:
    """Check files and folders, or one, or the whole project where none are given, in the order of their paths.

    Files are read when their results are asked for, a few at once, so memory does not grow with the archive. What
    archive rules say comes after the last file, in further results of the files concerned that are marked `later`; of
    files that are named without a folder they say it if a run over the project has made its facts store. Paths are
    relative to `folder`, where the configuration is looked for unless one is given; `today` is as for `check_text`.
    Raises ConfigurationError and RuleError at once, and UsageError for a path that does not exist when the first result
    is asked for.
    """
    named = [os.fspath(path) for path in ([paths] if isinstance(paths, str | os.PathLike) else paths)]
    if (remote := remote_among(named)) is not None:
        from bylint.remote.project import check_tree  # only where a path leads elsewhere

        return check_tree(remote, configuration, partial(open_run, today=today))
    here = _absolute(folder)
    run = open_run(configuration or load_configuration(here), here, today=today)
    return run.check(map(Path, named))


def remote_among(paths: list[str]) -> str | None:
    """The address or archive that paths name; None where they are of this machine. Raises UsageError for several."""
    if not any(map(is_remote, paths)):
        return None
    if len(paths) > 1:
        raise UsageError("an address or an archive is a project of its own: give no other path beside it")
    return paths[0]


def _absolute(folder: str | os.PathLike[str]) -> Path:
    return Path(os.path.abspath(folder))  # noqa: PTH100  # links are not followed: paths stay as people write them
