"""The site around a post, as a frozen value: its generator, settings, people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bylint.dependence import asked
from bylint.static_files import NO_FILES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path
    from typing import Any

    from bylint.dialects import Dialect, PathFacts, SiteSettings
    from bylint.dialects.base import Step
    from bylint.inherited import Inherited
    from bylint.people import Directory
    from bylint.static_files import StaticFiles
    from bylint.vocabularies import Vocabulary

_CONVENTIONAL = frozenset(
    {"content", "contents", "posts", "_posts", "blog", "blogs", "articles", "_articles", "news", "stories"}
)
"""Folders that hold posts by custom, where no generator says so."""

OUTSIDE = "/"
"""Before the path of a source that is relative to the project's root, not to the site's."""


class _Site(NamedTuple):
    """What rules know of the site that a post belongs to. Two equal digests mean equal sites, but for `today`.

    `prefix` leads from the project's root to the site's (posix, `""` or ending in `/`); `file` marks the site, None
    where nothing does; `registries` are the files whose people are in `directory`, relative to the root. `texts` are
    the files that say metadata which posts inherit. `programs` are configuration that was not run; those in `unsaid`
    may give posts metadata too. The posts of a folder that has such files have a site of their own. `files` is listed
    when it is asked, and has a digest of its own.
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
    texts: tuple[tuple[str, str], ...] = ()
    programs: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    vocabularies: tuple[Vocabulary, ...] = ()
    files: StaticFiles = NO_FILES


class Site(_Site):
    """The site of a post: its values, and what follows from them."""

    __slots__ = ()

    @property
    def today(self) -> date:
        """The day that rules look from. Whether another day has come is better asked by `has_come`."""
        day: date = self[4]
        asked.by.on_day(day)
        return day

    def has_come(self, day: date) -> bool:
        """Whether a day is today or past."""
        return asked.by.has_come(day, self[4])

    @property
    def content(self) -> tuple[str, ...]:
        """The folders of posts, relative to the root, `**/` for any depth; empty means the whole site."""
        if self.settings.anywhere:
            return ()
        return self.settings.content or self.dialect.content

    @property
    def static(self) -> tuple[str, ...]:
        """The folders whose files are published as they are, relative to the root, which is `""`."""
        return self.settings.static or self.dialect.static

    def path_of(self, path: str) -> str:
        """A path relative to the project's root made relative to the site's."""
        return path.removeprefix(self.prefix)

    def read_path(self, path: str) -> PathFacts:
        """What a path relative to the project's root says, under the site's settings."""
        return self.dialect.read_path(self.path_of(path), self.settings)

    def keys(self, canonical: str) -> tuple[str, ...]:
        """The keys that say a canonical field on this site, the first that is present wins."""
        return dict(self.settings.aliases).get(canonical) or self.dialect.keys(canonical)

    def inherited(self, path: str) -> Mapping[str, Inherited]:
        """Metadata that a post, by its path relative to the project's root, has from the site, by key as written."""
        inside = self.path_of(path)
        found: dict[str, Inherited] = {}
        for each in self.settings.defaults:
            if self.dialect.applies(each, inside, self.settings):
                for key, value in each.values.items():
                    found[key] = self._inherited(key, value, each.source, (*each.steps, key))
        return found

    def inherited_field(self, canonical: str, path: str) -> Inherited | None:
        """A canonical field that a post inherits, if its own metadata does not say it.

        None where a program lies beside what says it, or nearer to the post: it may say something else.
        """
        found = self.inherited(path)
        folded = {self.dialect.fold(key): said for key, said in found.items() if said.value is not None}
        keys = (key.rpartition(".")[2] for key in self.keys(canonical))
        said = next((folded[key] for key in keys if key in folded), None)
        return None if said is not None and self._may_override(said.path.removeprefix(self.prefix)) else said

    def _may_override(self, source: str) -> bool:
        folder = source.rpartition("/")[0]
        return any(not folder or f"{program}/".startswith(f"{folder}/") for program in self.unsaid)

    def inherited_author(self, path: str) -> Inherited | None:
        """Whom the site credits with a post that names nobody: by the metadata it inherits, else by the site's own."""
        found = self.inherited_field("authors", path)
        if found is not None or self.settings.author is None:
            return found
        return self._inherited("author", self.settings.author, self.settings.author_source, self.settings.author_steps)

    def may_credit(self, path: str) -> bool:
        """Whether the site credits somebody with a post that names nobody, or may do so in a program."""
        return bool(self.unsaid) or self.inherited_author(path) is not None

    def _inherited(self, key: str, value: Any, source: str, steps: tuple[Step, ...]) -> Inherited:
        from bylint.inherited import Inherited  # only where something is inherited

        text = next((text for path, text in self.texts if path == source), "")
        path = source.removeprefix(OUTSIDE) if source.startswith(OUTSIDE) else f"{self.prefix}{source}"
        return Inherited(key, value, path, text, steps)

    def is_draft(self, path: str, metadata: Mapping[str, Any]) -> bool:
        """Whether a post is not to be published: its metadata say so, or a folder of drafts holds it."""
        folders = self.dialect.draft_folders
        return self.dialect.is_draft(metadata) or (bool(folders) and not folders.isdisjoint(path.split("/")[:-1]))

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
