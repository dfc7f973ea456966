"""The site around a post, as a frozen value: its generator, settings, people; and how sites are found and read."""

from __future__ import annotations

import os
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.config import People, find_root, project_root
from bylint.dialects import DIALECTS, GENERIC, NO_SETTINGS, Dialect, PathFacts, SiteFile, SiteSettings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bylint.people import Directory

_CONVENTIONAL = frozenset(
    {"content", "contents", "posts", "_posts", "blog", "blogs", "articles", "_articles", "news", "stories"}
)
"""Folders that hold posts by custom, where no generator says so."""


class Site(NamedTuple):
    """What rules know of the site that a post belongs to. Two equal digests mean equal sites, but for `today`.

    `prefix` leads from the project's root to the site's (posix, `""` or ending in `/`); `file` marks the site, None
    where nothing does; `registries` are the files whose people are in `directory`, relative to the root.
    """

    root: Path
    dialect: Dialect
    directory: Directory
    settings: SiteSettings
    today: date
    digest: str = ""
    notices: tuple[str, ...] = ()
    prefix: str = ""
    file: str | None = None
    registries: tuple[str, ...] = ()

    @property
    def content(self) -> tuple[str, ...]:
        """The folders of posts, relative to the root, `**/` for any depth; empty means the whole site."""
        return self.settings.content or self.dialect.content

    def path_of(self, path: str) -> str:
        """A path relative to the project's root made relative to the site's."""
        return path.removeprefix(self.prefix)

    def read_path(self, path: str) -> PathFacts:
        """What a path relative to the project's root says, under the site's settings."""
        return self.dialect.read_path(self.path_of(path), self.settings)

    def keys(self, canonical: str) -> tuple[str, ...]:
        """The keys that say a canonical field on this site, the first that is present wins."""
        return dict(self.settings.aliases).get(canonical) or self.dialect.keys(canonical)

    def inherited(self, path: str, kind: str | None = None) -> Mapping[str, Any]:
        """Metadata that a post, by its path relative to the project's root, has from the site's configuration."""
        inside = self.path_of(path)
        values: dict[str, Any] = {}
        for each in sorted(self.settings.defaults, key=lambda each: len(each.path)):
            below = not each.path or inside == each.path or inside.startswith(f"{each.path}/")
            if below and (each.kind is None or kind is None or each.kind == kind):
                values.update(each.values)
        return values

    def holds(self, folder: str) -> bool:
        """Whether a folder, relative to the site's root, lies in the content folders."""
        parts = folder.split("/") if folder else []
        for content in self.content:
            if content in {"", "."}:
                return True
            anywhere = content.rpartition("**/")
            if anywhere[1]:
                above = anywhere[0].strip("/")
                if anywhere[2] in parts and (not above or folder.startswith(f"{above}/")):
                    return True
            elif folder == content or folder.startswith(f"{content}/"):
                return True
        return not self.content

    def expects_posts(self, folder: str) -> bool:
        """Whether every file of a folder, relative to the site's root, should be a post: by setting, or by custom."""
        if self.content:
            return self.holds(folder)
        return not _CONVENTIONAL.isdisjoint((*self.root.name.split("/"), *folder.split("/")))

    def skips(self, folder: str) -> bool:
        """Whether a folder, relative to the site's root, is output or holds templates."""
        return folder in self.dialect.skipped or (self.settings.output is not None and folder == self.settings.output)


_MARKS: tuple[tuple[Dialect, SiteFile], ...] = tuple(
    (known, file) for known in DIALECTS.values() for file in known.site_files
)
_FIRST_PARTS = frozenset(file.path.partition("/")[0] for _, file in _MARKS)


NOBODY = People()


class SiteFinder:
    """Finds the site of each folder, and reads each once. `root` is the project's, where the search upwards ends."""

    def __init__(
        self, root: Path, people: People = NOBODY, *, dialect: str | None = None, today: date | None = None
    ) -> None:
        self.root = Path(os.path.abspath(root))  # links are not followed: paths stay as people write them
        self.people = people
        self.dialect = dialect
        self.today = today or date.today()  # noqa: DTZ011  # the writer's day; a run may set another
        self._tops = [str(self.root)]
        self._homes: dict[tuple[str, str | None], _Home] = {}
        self._sites: dict[tuple[str, str], Site] = {}

    @property
    def sites(self) -> tuple[Site, ...]:
        """The sites read so far."""
        return tuple(self._sites.values())

    def find(self, folder: Path | str, *, dialect: str | None = None, names: Collection[str] | None = None) -> Site:
        """The site of the posts in a folder. `names` are the folder's entries, where they are known already."""
        home = self._home(os.fspath(folder), dialect or self.dialect, names)
        key = (home.root, home.dialect.name)
        if key not in self._sites:
            self._sites[key] = self._read(home)
        return self._sites[key]

    def _home(self, folder: str, wanted: str | None, names: Collection[str] | None = None) -> _Home:
        passed: list[str] = []
        while (home := self._homes.get((folder, wanted)) or self._look(folder, wanted, names)) is None:
            passed.append(folder)
            folder, names = os.path.dirname(folder), None  # text is faster, and kept as written
        for each in (folder, *passed):
            self._homes[each, wanted] = home
        return home

    def _look(self, folder: str, wanted: str | None, names: Collection[str] | None) -> _Home | None:
        """The home of a folder; None where that of the folder above counts."""
        if names is None or not _FIRST_PARTS.isdisjoint(names):
            home = _marked(folder, wanted)
            if home is not None:
                return home
        parent = os.path.dirname(folder)
        if folder not in self._tops and (parent, wanted) in self._homes:
            return self._homes[parent, wanted]
        if self._ends_at(folder) or parent == folder:
            return _Home(folder, DIALECTS[wanted] if wanted else GENERIC)
        return None

    def _ends_at(self, folder: str) -> bool:
        """Whether the search upwards ends here: at the project's root, or for a folder elsewhere at that of its own."""
        if not any(folder == top or folder.startswith(top.rstrip(os.sep) + os.sep) for top in self._tops):
            self._tops.append(self._top_of(folder))
        return folder in self._tops

    @staticmethod
    def _top_of(folder: str) -> str:
        root = find_root(Path(folder))
        if root is not None:
            return str(root)
        # of no repository: the nearest site above, or the folder that was asked for first
        above = (str(each) for each in (Path(folder), *Path(folder).parents))
        return next((each for each in above if _marked(each, None)), folder)

    def _read(self, home: _Home) -> Site:
        from bylint.registries import read_registries  # once a site

        root = Path(home.root)
        settings, notices, contents = _read_settings(home)
        registry = read_registries(root, home.dialect.registries, settings.people)
        state = blake2b(digest_size=16)
        for part in (
            home.dialect.name.encode(),
            *contents,
            *registry.contents,
            repr(self.people).encode("utf-8", "surrogatepass"),
        ):
            state.update(b"%d:" % len(part) + part)
        prefix = os.path.relpath(home.root, self.root).replace(os.sep, "/") if home.root != str(self.root) else ""
        return Site(
            root=root,
            dialect=home.dialect,
            directory=_directory(registry.people, self.people),
            settings=settings,
            today=self.today,
            digest=state.hexdigest(),
            notices=tuple(f"{f'{prefix}/' if prefix else ''}{notice}" for notice in (*notices, *registry.notices)),
            prefix=f"{prefix}/" if prefix else "",
            file=home.files[0].path if home.files else None,
            registries=registry.files,
        )


def find_site(path: Path, *, root: Path | None = None, people: People = NOBODY) -> Site:
    """The site of one file or folder. For several, keep a SiteFinder."""
    path = Path(os.path.abspath(path))  # as in SiteFinder
    folder = path if path.is_dir() else path.parent
    return SiteFinder(root or project_root(folder), people).find(folder)


class _Home(NamedTuple):
    """A site's root, its generator, and the files that mark it."""

    root: str
    dialect: Dialect
    files: tuple[SiteFile, ...] = ()


def _marked(folder: str, wanted: str | None) -> _Home | None:
    """The site that a folder is the root of, if it is one; with a wanted dialect only its files count."""
    found: dict[str, list[SiteFile]] = {}
    for dialect, file in _MARKS:
        if (wanted is None or dialect.name == wanted) and os.path.isfile(f"{folder}{os.sep}{file.path}"):  # speed
            found.setdefault(dialect.name, []).append(file)
    for name, files in found.items():
        known = tuple(
            file for file in files if file.recognises is None or wanted or file.recognises(_root_keys(folder, file))
        )
        if known:
            return _Home(folder, DIALECTS[name], known)
    return None


def _root_keys(folder: str, file: SiteFile) -> Mapping[str, Any]:
    from bylint.datafile import read_data  # only where there is a site file
    from bylint.dialects.base import mapping_of

    return mapping_of(read_data(Path(folder, file.path)).value)


def _read_settings(home: _Home) -> tuple[SiteSettings, list[str], list[bytes]]:
    """The settings of a site, what could not be read, and the bytes that were."""
    from bylint.datafile import read_data  # only where there is a site file
    from bylint.dialects.base import mapping_of

    merged: dict[str, Any] = {}
    notices: list[str] = []
    contents: list[bytes] = []
    for file in home.files:
        if not file.data:
            notices.append(f"{file.path} is a program and is not run: settings come from bylint's own configuration")
            continue
        found = read_data(Path(home.root, file.path))
        contents.append(found.data)
        if found.fault is not None:
            notices.append(f"{file.path} {found.fault}")
        elif not isinstance(found.value, dict | None):
            notices.append(f"{file.path} is not a mapping of settings")
        else:
            values = mapping_of(found.value)
            merged = {**({file.key: values} if file.key else values), **merged}
    return (home.dialect.read_settings(merged) if merged else NO_SETTINGS), notices, contents


def _directory(registry: Mapping[str, Any], people: People) -> Directory:
    from bylint.people import Directory  # once a site

    return Directory(
        registry=registry,
        aliases=people.aliases,
        accounts=frozenset(people.accounts),
        organisations=frozenset(people.organisations),
    )
