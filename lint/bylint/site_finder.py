"""How the site of a post is found, from its folder upwards, and read once."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bylint import witness
from bylint.config import People, find_root, project_root
from bylint.diagnostic import NOTHING
from bylint.dialects import DIALECTS
from bylint.digest import blake2b
from bylint.filenames import relative_posix
from bylint.site import OUTSIDE, Site
from bylint.site_files import Home, Said, marked, read_folder, read_site, read_text
from bylint.static_files import StaticFiles

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bylint.dialects import SiteSettings
    from bylint.people import Directory
    from bylint.vocabularies import Vocabularies

NOBODY = People()


class SiteFinder:
    """Finds the site of each folder, and reads each once. `root` is the project's, where the search upwards ends.

    `settings` are what bylint's own configuration, the `file`, says of all sites; it comes before what they say.
    """

    def __init__(
        self,
        root: Path,
        people: People = NOBODY,
        *,
        dialect: str | None = None,
        today: date | None = None,
        settings: Mapping[str, Any] = NOTHING,
        file: Path | None = None,
    ) -> None:
        self.root = Path(os.path.abspath(root))  # links are not followed: paths stay as people write them
        self.people = people
        self.dialect = dialect
        self.settings = settings
        self.file = file
        self.today = today or date.today()  # noqa: DTZ011  # the writer's day; a run may set another
        self._tops = [str(self.root)]
        self._homes: dict[tuple[str, str | None], Home] = {}
        self._sites: dict[tuple[str, str], Site] = {}
        self._folders: dict[tuple[str, str], Site] = {}
        self._odd: set[str] = set()
        self._folds_case: bool | None = None

    @property
    def sites(self) -> tuple[Site, ...]:
        """The sites read so far."""
        return tuple(self._sites.values())

    @property
    def notices(self) -> tuple[str, ...]:
        """What could not be read of the sites found so far, each said once."""
        found = (*self._sites.values(), *self._folders.values())
        odd = (
            f"{relative_posix(file, str(self.root))} is not a file: no site is read there" for file in sorted(self._odd)
        )
        return tuple(dict.fromkeys((*(notice for site in found for notice in site.notices), *odd)))

    @property
    def sources(self) -> frozenset[str]:
        """The files, as absolute paths, whose people and metadata the posts of the sites found so far refer to."""
        found: set[str] = set()
        for site in (*self._sites.values(), *self._folders.values()):
            found.update(os.path.realpath(os.path.join(site.root, path)) for path in site.registries)
            for path, _ in site.texts:
                top = self.root if path.startswith(OUTSIDE) else site.root
                found.add(os.path.realpath(os.path.join(top, path.removeprefix(OUTSIDE))))
        return frozenset(found)

    @property
    def unread(self) -> tuple[str, ...]:
        """Which configuration was not run, by site, so that what it says is not known."""
        return tuple(
            f"{site.prefix}{program} is a program and is not run: what it says of the site is not known; "
            "[site] in bylint's configuration can say it"
            for site in self._sites.values()
            for program in site.programs
        )

    def find(self, folder: Path | str, *, dialect: str | None = None, names: Collection[str] | None = None) -> Site:
        """The site of the posts in a folder. `names` are the folder's entries, where they are known already."""
        folder = os.fspath(folder)
        home = self._home(folder, dialect or self.dialect, names)
        key = (home.root, home.dialect.name)
        site = self._sites.get(key)
        if site is None:
            site = self._sites[key] = self._read(home)
        if home.dialect.folder_files is None:
            return site
        return self._folders.get((folder, home.dialect.name)) or self._find_folder(home, site, folder, names)

    def _find_folder(self, home: Home, site: Site, folder: str, names: Collection[str] | None) -> Site:
        """The site with the metadata that the folder's own files, and those above it, give to posts."""
        name = home.dialect.name
        passed: list[str] = []
        above, below = folder, ""
        while (above, name) not in self._folders and above != below:
            passed.append(above)
            above, below = (above if above == home.root else os.path.dirname(above)), above
        found = self._folders.get((above, name), site)
        for each in reversed(passed):
            found = self._folders[each, name] = _with_folder(home, site, found, each, names if each == folder else None)
        return found

    def _home(self, folder: str, wanted: str | None, names: Collection[str] | None = None) -> Home:
        passed: list[str] = []
        while (home := self._homes.get((folder, wanted)) or self._look(folder, wanted, names)) is None:
            passed.append(folder)
            folder, names = os.path.dirname(folder), None  # text is faster, and kept as written
        for each in (folder, *passed):
            self._homes[each, wanted] = home
        return home

    def _look(self, folder: str, wanted: str | None, names: Collection[str] | None) -> Home | None:
        """The home of a folder; None where that of the folder above counts."""
        home = marked(folder, wanted, names, folds_case=self._is_folded(), odd=self._odd)
        if home is not None:
            return home
        parent = os.path.dirname(folder)
        if folder not in self._tops and (parent, wanted) in self._homes:
            return self._homes[parent, wanted]
        if self._ends_at(folder) or parent == folder:
            return Home(folder, DIALECTS[wanted or "generic"])
        return None

    def _is_folded(self) -> bool:
        """Whether the project lies on a file system to which `_CONFIG.YML` is `_config.yml`."""
        if self._folds_case is None:
            root = str(self.root)
            self._folds_case = root.swapcase() != root and witness.lexists(root.swapcase())
        return self._folds_case

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
        return next((each for each in above if marked(each)), folder)

    def _read(self, home: Home) -> Site:
        from bylint.registries import read_registries  # once a site

        root = Path(home.root)
        said = read_site(home) if home.files else Said()
        patterns = dict.fromkeys((*said.settings.registries, *home.dialect.registries))
        registry = read_registries(root, tuple(patterns), said.settings.people)
        prefix = relative_posix(home.root, str(self.root)) if home.root != str(self.root) else ""
        prefix = f"{prefix}/" if prefix else ""
        settings, texts = said.settings._replace(**self.settings), said.texts
        vocabularies = _vocabularies(home, settings, self.root)
        if self.file is not None and "author" in self.settings:
            above = ("tool", "bylint") if self.file.name == "pyproject.toml" else ()
            source = OUTSIDE + relative_posix(os.path.abspath(self.file), str(self.root))
            settings = settings._replace(author_source=source, author_steps=(*above, "site", "author"))
            texts = (*texts, (source, read_text(self.file)))
        return Site(
            root=root,
            dialect=home.dialect,
            directory=_directory(registry.people, self.people),
            settings=settings,
            today=self.today,
            digest=_digest(
                home.dialect.name.encode(),
                *_encoded(*said.programs),
                *said.contents,
                *registry.contents,
                *vocabularies.contents,
                repr((self.people, self.settings)).encode("utf-8", "surrogatepass"),
            ),
            notices=tuple(f"{prefix}{notice}" for notice in (*said.notices, *registry.notices, *vocabularies.notices)),
            prefix=prefix,
            file=home.files[0].path if home.files else None,
            registries=registry.files,
            texts=texts,
            programs=said.programs,
            unsaid=said.programs if home.dialect.hides_author else (),
            vocabularies=vocabularies.listed,
            files=StaticFiles(home.root, str(self.root) if home.root.startswith(str(self.root)) else home.root),
        )


def _vocabularies(home: Home, settings: SiteSettings, project: Path) -> Vocabularies:
    from bylint.vocabularies import Vocabularies, read_vocabularies  # only where there may be one

    if not settings.vocabulary and not home.dialect.vocabularies:
        return Vocabularies()
    return read_vocabularies(Path(home.root), settings.vocabulary, home.dialect.vocabularies, project=project)


def _with_folder(home: Home, base: Site, above: Site, folder: str, names: Collection[str] | None) -> Site:
    """The site as it is above a folder, with what the folder's files add; itself where they add nothing."""
    inside = relative_posix(folder, home.root)
    inside = "" if inside == "." else inside
    if not _may_say(base, inside):
        return above
    said = read_folder(home, base.settings, inside, names)
    if said is None:
        return above
    return above._replace(
        settings=above.settings._replace(defaults=(*above.settings.defaults, *said.defaults)),
        digest=_digest(above.digest.encode(), *_encoded(inside, *said.programs), *said.contents),
        notices=tuple(f"{base.prefix}{notice}" for notice in said.notices),
        texts=(*above.texts, *said.texts),
        unsaid=(*above.unsaid, *said.programs),
    )


def _may_say(site: Site, inside: str) -> bool:
    """Whether files of a folder may say metadata for posts: it lies in the content, or content lies below it."""
    return site.holds(inside) or any(
        f"{content}/".startswith(f"{inside}/" if inside else "") for content in site.content
    )


def _encoded(*paths: str) -> list[bytes]:
    return [path.encode("utf-8", "surrogatepass") for path in paths]


def _digest(*parts: bytes) -> str:
    state = blake2b(digest_size=16)
    for part in parts:
        state.update(b"%d:" % len(part) + part)
    return state.hexdigest()


def find_site(path: Path, *, root: Path | None = None, people: People = NOBODY) -> Site:
    """The site of one file or folder. For several, keep a SiteFinder."""
    path = Path(os.path.abspath(path))  # as in SiteFinder
    folder = path if path.is_dir() else path.parent
    return SiteFinder(root or project_root(folder), people).find(folder)


def _directory(registry: Mapping[str, Any], people: People) -> Directory:
    from bylint.people import Directory  # once a site

    return Directory(
        registry=registry,
        aliases=people.aliases,
        accounts=frozenset(people.accounts),
        organisations=frozenset(people.organisations),
    )
