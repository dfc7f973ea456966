"""Which files a run is about: walks folders, leaves out what is ignored, and says of each file what it belongs to."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bylint import witness
from bylint.discovered import Discovered, Discovery, Shared, Unreadable, folder_of
from bylint.filenames import (
    OWN_REPORT,
    SKIPPED_FOLDERS,
    SUFFIXES,
    has_posts,
    is_paperwork,
    names_in,
    relative_posix,
)
from bylint.globs import GitIgnore, compile_globs
from bylint.site_bundles import Bundles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bylint.config import Configuration
    from bylint.site import Site
    from bylint.site_finder import SiteFinder

__all__ = ["SUFFIXES", "Discovered", "Discovery", "Unreadable", "UsageError", "discover", "one_file", "relative_posix"]


class UsageError(Exception):
    """A PATH that does not exist. The run ends with exit code 2."""


Choose = Callable[[frozenset[str]], frozenset[str] | None]
"""Takes the files that posts refer to and names the files wanted, as real paths; None for all."""


def discover(
    paths: Iterable[str | os.PathLike[str]],
    configuration: Configuration,
    finder: SiteFinder,
    *,
    cwd: Path | None = None,
    choose: Choose | None = None,
) -> Discovery:
    """Find the files that PATHs mean; no PATH means the project. Raises UsageError for one that does not exist.

    A named file is taken whatever its suffix, unless an exclude or a .gitignore leaves it out. Of a folder, the files
    in content are taken; all of it, if it holds no content. Of all these, `choose` may name the few that are wanted.
    """
    search = _Search(configuration, finder)
    here = os.path.abspath(cwd or Path.cwd())  # links are not followed: paths stay as people write them
    named = [os.path.normpath(os.path.join(here, path)) for path in paths]
    for path in named:
        if os.path.isdir(path):
            search.walk(path)
        elif os.path.lexists(path):
            search.name_file(path)
        else:
            raise UsageError(f"there is no file or folder {os.path.relpath(path, here)}")
    if not named:
        search.walk(search.root)
    if choose is not None:
        search.keep(choose(finder.sources))
    return search.finish()


def one_file(
    path: str | os.PathLike[str], configuration: Configuration, finder: SiteFinder, *, cwd: Path | None = None
) -> Discovered:
    """What holds for a file that need not exist: its text comes from elsewhere. No exclude leaves it out."""
    search = _Search(configuration, finder)
    here = os.path.abspath(cwd or Path.cwd())  # as in discover
    search.take(os.path.normpath(os.path.join(here, path)))
    return search.finish().files[0]


def some_files(
    paths: Iterable[str], configuration: Configuration, finder: SiteFinder, *, cwd: Path
) -> dict[str, Discovered]:
    """The same for many files, by their paths as given."""
    search = _Search(configuration, finder)
    files = {path: os.path.normpath(os.path.join(cwd, path)) for path in paths}
    for file in files.values():
        search.take(file)
    found = {each.file: each for each in search.finish().files}
    return {path: found[file] for path, file in files.items()}


class _Folder(NamedTuple):
    """A folder being walked: where it is, in posix and relative to the root, and what holds for its files."""

    file: str
    path: str
    site: Site
    holds_posts: bool
    expects_posts: bool


class _Candidates(NamedTuple):
    """Files of a folder that are alike."""

    folder: _Folder
    names: list[str]
    has_siblings: bool
    in_content: bool


class _Search:
    """One discovery. Folders first give candidates, since what a folder means depends on what lies in it."""

    def __init__(self, configuration: Configuration, finder: SiteFinder) -> None:
        self.configuration = configuration
        self.finder = finder
        self.root = str(configuration.root)
        self.found: dict[str, list[_Candidates]] = {}
        self._taken: dict[str, set[str]] = {}
        self.out = Discovery()
        self.unreadable: dict[str, Unreadable] = {}
        self.home = os.path.realpath(self.root)
        self.is_excluded = compile_globs(configuration.exclude) if configuration.exclude else None
        self.is_content = compile_globs(configuration.content) if configuration.content else None
        self.ignores: dict[str, GitIgnore] = {}
        self.pages_of_people: dict[int, frozenset[str]] = {}

    # -- folders ---------------------------------------------------------------------------------------------

    def walk(self, top: str) -> None:
        """Take the files of a folder: those in content, or all of them."""
        path = relative_posix(top, self.root)
        self.out.folders.append("" if path == "." else f"{path}/")
        ignore = self._ignore_for(top)
        inside: list[_Candidates] = []
        others: list[_Candidates] = []
        has_site = False
        home = os.path.realpath(top)
        stack = [top]
        while stack:
            folder = stack.pop()
            listing = self._list(folder, home)
            if listing is None:
                continue
            names, subfolders = listing
            folders = {os.path.basename(sub) for sub in subfolders}
            here = self._enter(folder, names)
            has_site = has_site or here.site.file is not None
            self._sort_files(here, [n for n in names if n not in folders], ignore, inside, others)
            stack += [sub for sub in subfolders if not self._leaves_out(here, sub, ignore)]
        whole = not inside and (top != self.root or not (has_site or self.is_content))
        for each in others if whole else inside:
            self._add(each)

    def _add(self, candidates: _Candidates) -> None:
        """Take files, but for those that are there already."""
        folder = candidates.folder.file
        known = self.found.setdefault(folder, [])
        if known:
            taken = self._taken.get(folder)
            if taken is None:
                taken = self._taken[folder] = {name for each in known for name in each.names}
            candidates.names[:] = [name for name in candidates.names if name not in taken]
            taken.update(candidates.names)
        if candidates.names:
            known.append(candidates)

    def _list(self, folder: str, home: str) -> tuple[list[str], list[str]] | None:
        """The names in a folder, and its subfolders' paths; None if it cannot be listed.

        Links to folders are not followed: what lies in the project comes by itself. Nor are links to files elsewhere,
        whose lines would be shown to whoever reads the report.
        """
        names: list[str] = []
        subfolders: list[str] = []
        witness.note(folder)
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_symlink() and self._leads_away(entry, home):
                        continue
                    names.append(entry.name)
                    if entry.is_dir(follow_symlinks=False):
                        subfolders.append(entry.path)
        except FileNotFoundError:
            return None  # it vanished, and there is nothing to tell
        except OSError as error:
            self._tell(folder, error.strerror or str(error))
            return None
        return names, subfolders

    def _leads_away(self, link: os.DirEntry[str], home: str) -> bool:
        """Whether a link to a folder, or one named like a post, leads out of the project and of the named folder."""
        if not link.name.lower().endswith(SUFFIXES) and not os.path.isdir(link.path):  # also false for a loop
            return False
        target = os.path.realpath(link.path)
        if any(f"{target}{os.sep}".startswith(f"{each.rstrip(os.sep)}{os.sep}") for each in (self.home, home)):
            return False
        path = relative_posix(link.path, self.root)
        self.out.notices.append(f"{path} leads out of the project and is not followed; name it to have it checked")
        return True

    def _enter(self, folder: str, names: Iterable[str] | None) -> _Folder:
        site = self.finder.find(
            folder, dialect=self.configuration.base.dialect, names=None if names is None else list(names)
        )
        inside = relative_posix(folder, str(site.root))
        inside = "" if inside == "." else inside
        path = relative_posix(folder, self.root)
        return _Folder(folder, "" if path == "." else f"{path}/", site, site.holds(inside), site.expects_posts(inside))

    def _sort_files(
        self,
        here: _Folder,
        names: list[str],
        ignore: GitIgnore | None,
        inside: list[_Candidates],
        others: list[_Candidates],
    ) -> None:
        posts = [name for name in names if name.lower().endswith(SUFFIXES) and not name.startswith(OWN_REPORT)]
        siblings = has_posts(posts)
        is_ignored = ignore.test_for(here.file) if ignore is not None and posts else None
        place = self._place(here, "") if self.is_content is None else None
        alike: dict[tuple[bool, bool], _Candidates] = {}
        for name in posts:
            path = here.path + name
            if (is_ignored is not None and is_ignored(name)) or (self.is_excluded and self._is_left_out(path)):
                continue
            found = place or self._place(here, path)
            if found not in alike:
                alike[found] = _Candidates(here, [], siblings, found[0])
                (inside if found[1] else others).append(alike[found])
            alike[found].names.append(name)

    def _place(self, here: _Folder, path: str) -> tuple[bool, bool]:
        """Whether a file should be a post, and whether it is taken before others: with no site, custom must say so."""
        if self.is_content is not None and not path.startswith("../"):
            matches = self._matches_content(path)
            return matches, matches
        sited = here.site.file is not None or self.configuration.base.dialect is not None
        return here.expects_posts, here.holds_posts and (sited or here.expects_posts)

    def _leaves_out(self, here: _Folder, folder: str, ignore: GitIgnore | None) -> bool:
        name = os.path.basename(folder)
        if name in SKIPPED_FOLDERS or (name.startswith(".") and not self._is_content_folder(here.path + name)):
            return True
        if here.site.skips(relative_posix(folder, str(here.site.root))) or self._is_left_out(f"{here.path}{name}/"):
            return True
        if witness.lexists(f"{folder}{os.sep}pyvenv.cfg"):
            return True
        return ignore is not None and ignore.ignores_folder(folder)

    def _is_content_folder(self, path: str) -> bool:
        """Whether a configured glob begins with a hidden folder, which is then meant."""
        return any(glob.lstrip("/").startswith(f"{path}/") for glob in self.configuration.content)

    # -- files -----------------------------------------------------------------------------------------------

    def name_file(self, file: str) -> None:
        """Take a file that was named, unless an exclude or a .gitignore leaves it out."""
        folder, name = os.path.split(file)
        path = relative_posix(file, self.root)
        ignore = self._ignore_for(folder)
        if self._is_excluded_by_folder(path) or (ignore is not None and ignore.ignores_file(folder, name)):
            self.out.excluded.append(path)
            return
        if not os.path.isfile(file) and not os.path.islink(file):
            self._tell(file, "not a regular file")
            return
        self.take(file)

    def take(self, file: str) -> None:
        """Take a file without looking at it."""
        folder, name = os.path.split(file)
        here = self._enter(folder, None)
        siblings = name.startswith("index.") and has_posts(names_in(folder))
        path = relative_posix(file, self.root)
        in_content, _ = self._place(here, path)
        self._add(_Candidates(here, [name], siblings, in_content))

    def _is_left_out(self, path: str) -> bool:
        if self.is_excluded is None or not self.is_excluded(path):
            return False
        self._use(self.configuration.exclude, path)
        return True

    def _is_excluded_by_folder(self, path: str) -> bool:
        """As a walk would come to it: by one of its folders, or itself."""
        parts = path.split("/")
        return self.is_excluded is not None and (
            any(self._is_left_out("/".join(parts[:at]) + "/") for at in range(1, len(parts))) or self._is_left_out(path)
        )

    def _matches_content(self, path: str) -> bool:
        if self.is_content is None or not self.is_content(path):
            return False
        self._use(self.configuration.content, path)
        return True

    def _use(self, globs: tuple[str, ...], path: str) -> None:
        """Note which globs match, as long as some have not matched yet."""
        for glob in globs:
            if glob not in self.out.used_globs and _test_of(glob)(path):
                self.out.used_globs.add(glob)

    def keep(self, wanted: frozenset[str] | None) -> None:
        """Keep only files that are wanted, by their real paths."""
        if wanted is None:
            return
        self.out.folders.clear()  # some of their files are no account of them
        names = {os.path.basename(path) for path in wanted}
        for folder, found in self.found.items():
            for each in found:
                files = ((name, f"{folder_of(folder)}{name}") for name in each.names)
                each.names[:] = [
                    name
                    for name, file in files
                    if file in wanted or ((name in names or os.path.islink(file)) and os.path.realpath(file) in wanted)
                ]

    # -- the end ---------------------------------------------------------------------------------------------

    def finish(self) -> Discovery:
        """The candidates with their settings, sorted by path."""
        sections: set[tuple[str, ...]] = set()
        bundles = Bundles()
        while self.found:
            for each in self.found.popitem()[1]:
                self._finish(each, bundles, sections)
        self.out.files.sort()
        self.out.used_globs.update(glob for globs in sections for glob in globs)
        refused = {file: why for ignore in self.ignores.values() for file, why in ignore.refused.items()}
        self.out.notices += [
            f"{relative_posix(file, self.root)} {why} and was not heeded" for file, why in sorted(refused.items())
        ]
        self.out.unreadable = [self.unreadable[file] for file in sorted(self.unreadable)]
        return self.out

    def _finish(self, each: _Candidates, bundles: Bundles, sections: set[tuple[str, ...]]) -> None:
        """Say what holds for each of some files; their names are used up, since there may be a million."""
        folder, dialects = folder_of(each.folder.file), {each.folder.site.dialect.name: each.folder.site}
        same = None if self.configuration.sections else self.configuration.settings_for("")
        while each.names:
            name = each.names.pop()
            path = each.folder.path + name
            settings = same or self.configuration.settings_for(path)
            wanted = settings.dialect or each.folder.site.dialect.name
            if wanted not in dialects:
                dialects[wanted] = self.finder.find(each.folder.file, dialect=wanted)
            site = dialects[wanted]
            is_post = self._is_post(each, name, path, site)
            in_content = each.in_content and is_post and not bundles.hold(each.folder.file, name, site)
            self.out.files.add(path, Shared(folder, settings, site, is_post, in_content))
            if same is None:
                sections.add(settings.sections)

    def _is_post(self, each: _Candidates, name: str, path: str, site: Site) -> bool:
        dialect = site.dialect
        if is_paperwork(name, in_content=each.in_content):
            return False
        if dialect.passed_over and each.in_content and name.startswith(dialect.passed_over):
            return False
        stem = name.partition(".")[0]
        if stem in dialect.section_pages or (site.registries and path in self._pages_of_people(site)):
            return False
        return not (stem in dialect.list_pages and (each.has_siblings or each.folder.file == str(site.root)))

    def _pages_of_people(self, site: Site) -> frozenset[str]:
        """The files that list a site's people, which may lie among its posts."""
        known = self.pages_of_people.get(id(site))
        if known is None:
            known = self.pages_of_people[id(site)] = frozenset(site.prefix + path for path in site.registries)
        return known

    def _ignore_for(self, folder: str) -> GitIgnore | None:
        """The ignore files that hold for a folder, from the root of its repository on."""
        if not self.configuration.respect_gitignore:
            return None
        top = _repository(folder) or (self.root if f"{folder}{os.sep}".startswith(f"{self.root}{os.sep}") else folder)
        if top not in self.ignores:
            self.ignores[top] = GitIgnore(top)
        return self.ignores[top]

    def _tell(self, file: str, reason: str) -> None:
        self.unreadable[file] = Unreadable(relative_posix(file, self.root), file, reason)


def _repository(folder: str) -> str | None:
    """The nearest folder upwards that holds `.git`."""
    while not witness.lexists(f"{folder}{os.sep}.git"):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def _test_of(glob: str) -> Callable[[str], bool]:
    return compile_globs((glob.removeprefix("!"),))
