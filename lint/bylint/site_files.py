"""The files in which a site says what it is: found among a folder's names, and read once without trust."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint import witness
from bylint.diagnostic import NOTHING
from bylint.dialects import DIALECTS, MARKS, NAMES, NO_SETTINGS, Defaults, Dialect, SiteFile, SiteSettings
from bylint.filenames import names_in
from bylint.source import UTF8_BOM

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from bylint.datafile import DataFile

_FEW = 300  # names that are listed faster than all marks are looked for
_MOST_FILES = 1_000  # of data in one folder
_MOST_LANGUAGES = 100


class Home(NamedTuple):
    """A site's root, its generator, and the files that mark it; `known` are those that were read, by path."""

    root: str
    dialect: Dialect
    files: tuple[SiteFile, ...] = ()
    known: Mapping[str, DataFile] = NOTHING


class Said(NamedTuple):
    """What files say: settings, or metadata for the posts of a folder; with their bytes, and what went wrong.

    `texts` are the files whose places may be asked for, by path; `programs` those that are not run.
    """

    settings: SiteSettings = NO_SETTINGS
    defaults: tuple[Defaults, ...] = ()
    notices: tuple[str, ...] = ()
    contents: tuple[bytes, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    programs: tuple[str, ...] = ()


def marked(
    folder: str,
    wanted: str | None = None,
    names: Collection[str] | None = None,
    *,
    folds_case: bool = False,
    odd: set[str] | None = None,
) -> Home | None:
    """The site that a folder is the root of, if it is one; with a wanted dialect only its files count.

    Where the file system folds case, a name may be written otherwise than the generator asks for it. What has the
    name of a site file and is no file is added to `odd`.
    """
    hits = _hits(folder, names, folds_case=folds_case)
    if not hits:
        return None
    claims: list[Home] = []
    known: dict[str, DataFile] = {}
    left = set(hits)
    for name in (wanted,) if wanted else NAMES:
        if any(name in MARKS[hit] for hit in left):
            dialect = DIALECTS[name]
            files = tuple(_recognised(folder, dialect, left, known, strict=wanted is None))
            if files:
                claims.append(Home(folder, dialect, files, known))
                left -= {file.path for file in files if file.recognises is not None}  # by content, for one alone
            elif odd is not None:
                odd.update(_no_files(folder, dialect, hits))
    if len(claims) < 2:
        return claims[0] if claims else None
    return min(claims, key=_doubt)


def _hits(folder: str, names: Collection[str] | None, *, folds_case: bool) -> Collection[str]:
    """The marks among the names of a folder."""
    if names is None:
        names = _few_names(folder)
    if names is None:
        return [mark for mark in MARKS if witness.lexists(f"{folder}{os.sep}{mark}")]
    if folds_case:
        names = {name.lower() for name in names}
    return MARKS.keys() & names


def _few_names(folder: str) -> list[str] | None:
    """The names in a folder; None where there are so many that listing them takes longer than asking for each mark."""
    witness.note(folder)
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, _FEW)]
    except OSError:
        return []
    return names if len(names) < _FEW else None


def _recognised(
    folder: str, dialect: Dialect, hits: Collection[str], known: dict[str, DataFile], *, strict: bool
) -> Iterator[SiteFile]:
    """A dialect's files that lie in a folder and look right."""
    listed: dict[str, Collection[str]] = {}
    for file in dialect.site_files:
        above, _, name = file.path.rpartition("/")
        if not file.marks or file.path.partition("/")[0] not in hits:
            continue
        if above:
            if above not in listed:
                listed[above] = names_in(f"{folder}{os.sep}{above}")
            if name not in listed[above]:
                continue
        if witness.isfile(f"{folder}{os.sep}{file.path}") and (
            file.recognises is None or not strict or file.recognises(_keys(folder, file, known))
        ):
            yield file


def _no_files(folder: str, dialect: Dialect, hits: Collection[str]) -> Iterator[str]:
    paths = (f"{folder}{os.sep}{file.path}" for file in dialect.site_files if file.marks and file.path in hits)
    return (path for path in paths if witness.lexists(path) and not witness.isfile(path))


def _keys(folder: str, file: SiteFile, known: dict[str, DataFile]) -> Mapping[str, Any]:
    from bylint.datafile import read_data  # only where there is a site file
    from bylint.dialects.base import mapping_of

    if file.path not in known:
        known[file.path] = read_data(Path(folder, file.path))
    return mapping_of(known[file.path].value)


def _doubt(home: Home) -> int:
    """How doubtful a claim is where several generators have files in one folder: least where its posts lie there."""
    if not home.dialect.content:
        return 1
    return 0 if _has_content(home) else 2


def _has_content(home: Home) -> bool:
    return any(witness.isdir(f"{home.root}{os.sep}{each.removeprefix('**/')}") for each in home.dialect.content)


def read_site(home: Home) -> Said:
    """The settings of a site: the first file says most. What cannot be read is told."""
    from bylint.datafile import read_data  # only where there is a site file
    from bylint.dialects.base import mapping_of

    merged: dict[str, Any] = {}
    origins: dict[str, SiteFile] = {}
    notices: list[str] = []
    contents: list[bytes] = []
    programs: list[str] = []
    known: dict[str, DataFile] = {}
    further = (file for file in home.dialect.site_files if not file.marks)
    for file in (*home.files, *(file for file in further if witness.isfile(f"{home.root}{os.sep}{file.path}"))):
        if not file.data:
            programs.append(file.path)
            continue
        found = known[file.path] = home.known.get(file.path) or read_data(Path(home.root, file.path))
        contents.append(found.data)
        if found.fault is not None:
            notices.append(f"{file.path} {found.fault}")
        elif not isinstance(found.value, dict | None):
            notices.append(f"{file.path} is not a mapping of settings")
        else:
            values = mapping_of(found.value)
            for key, value in ({file.key: values} if file.key else values).items():
                merged.setdefault(key, value)
                origins.setdefault(key.lower(), file)
    settings = _with_sources(home.dialect.read_settings(merged), origins) if merged else NO_SETTINGS
    if programs and home.dialect.content and not _has_content(home):
        settings = settings._replace(anywhere=True)
    sources = {each.source for each in settings.defaults} | {settings.author_source}
    texts = tuple((path, _decode(known[path].data)) for path in sorted(sources - {""}))
    return Said(settings, (), tuple(notices), tuple(contents), texts, tuple(programs))


def _with_sources(settings: SiteSettings, origins: Mapping[str, SiteFile]) -> SiteSettings:
    """Settings that know which file says what others inherit."""
    found = []
    for each in settings.defaults:
        file = origins.get(str(each.steps[0]).lower())
        if file is not None:
            each = each._replace(source=file.path, steps=each.steps[1 if file.key else 0 :])  # noqa: PLW2901
        found.append(each)
    file = origins.get(str(settings.author_steps[0]).lower())
    if settings.author is None or file is None:
        return settings._replace(defaults=tuple(found))
    steps = settings.author_steps[1 if file.key else 0 :]
    return settings._replace(defaults=tuple(found), author_source=file.path, author_steps=steps)


def read_text(file: Path) -> str:
    """The text of a file of data, to look for places in; empty where it cannot be read."""
    from bylint.datafile import read_data  # only where something is inherited

    return _decode(read_data(file, parse=False).data)


def _decode(data: bytes) -> str:
    return data.removeprefix(UTF8_BOM).decode("utf-8", "replace")


def read_folder(home: Home, settings: SiteSettings, inside: str, names: Collection[str] | None) -> Said | None:
    """What the files of a folder say for the posts below it, or beside them; None where there is nothing."""
    wanted = home.dialect.folder_files
    folder = f"{home.root}{os.sep}{inside}" if inside else home.root
    if wanted is None:
        return None
    if names is None and any(name.startswith("*") for name in wanted.names):
        names = names_in(folder)
    names = None if names is None else frozenset(names)
    own = inside.rpartition("/")[2] or os.path.basename(home.root)
    known = list(dict.fromkeys(_present(wanted.names, folder, own, settings.languages[:_MOST_LANGUAGES], names)))
    programs = [f"{inside}/{name}".lstrip("/") for name in _present(wanted.programs, folder, own, (), names)]
    if not known and not programs:
        return None
    notices: list[str] = []
    if len(known) > _MOST_FILES:
        notices.append(f"{inside or '.'} holds more than {_MOST_FILES:,} files of data, and only so many are read")
        programs.append(inside)
    from bylint.datafile import read_data  # only where there is such a file
    from bylint.dialects.base import mapping_of

    defaults: list[Defaults] = []
    contents: list[bytes] = []
    texts: list[tuple[str, str]] = []
    for name in known[:_MOST_FILES]:
        path = f"{inside}/{name}".lstrip("/")
        found = read_data(Path(home.root, path))
        if found.fault is not None:
            notices.append(f"{path} {found.fault}")
            continue
        said = [each for each in wanted.read(path, mapping_of(found.value)) if each.values]
        if said:
            defaults += said
            contents.append(found.data)
            texts.append((path, _decode(found.data)))
    if not defaults and not notices and not programs:
        return None
    return Said(settings, tuple(defaults), tuple(notices), tuple(contents), tuple(texts), tuple(programs))


def _present(
    patterns: Iterable[str], folder: str, own: str, languages: Iterable[str], names: Collection[str] | None
) -> Iterator[str]:
    """The names of files that patterns mean and that lie in a folder, in the order of the patterns."""
    for pattern in patterns:
        spelt = [pattern.replace("{folder}", own)] if "{language}" not in pattern else []
        spelt += [pattern.replace("{language}", language) for language in languages if not spelt]
        for name in spelt:
            if name.startswith("*"):
                yield from sorted(_of_posts(name[1:], names or ()))
            elif name in names if names is not None else witness.isfile(f"{folder}{os.sep}{name}"):
                yield name


def _of_posts(ending: str, names: Collection[str]) -> Iterator[str]:
    """The names that end so and begin as a post beside them does."""
    stems = {name.rpartition(".")[0] for name in names if not name.endswith((".json", ".js", ".cjs", ".mjs", ".ts"))}
    for name in names:
        if name.endswith(ending) and name.removesuffix(ending) in stems:
            yield name
