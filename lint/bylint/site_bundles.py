"""Folders that are a post's own: what lies in them are its resources, not posts beside it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bylint.filenames import SUFFIXES, names_in, relative_posix

if TYPE_CHECKING:
    from bylint.site import Site


class Bundles:
    """Which folders lie in a bundle, each asked for once. Only some generators have bundles."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bool] = {}

    def hold(self, folder: str, name: str, site: Site) -> bool:
        """Whether a file is a resource of the post whose folder it lies in, or below."""
        pages = site.dialect.bundle_pages
        return bool(pages) and name.partition(".")[0] not in pages and self._is_within(folder, site)

    def _is_within(self, folder: str, site: Site) -> bool:
        key = (folder, str(site.root))
        if key not in self._known:
            inside = relative_posix(folder, str(site.root))
            self._known[key] = (
                not inside.startswith("..")
                and inside not in (".", *site.content)
                and (_is_bundle(folder, site) or self._is_within(folder.rpartition(os.sep)[0], site))
            )
        return self._known[key]


def _is_bundle(folder: str, site: Site) -> bool:
    return any(
        name.partition(".")[0] in site.dialect.bundle_pages and name.lower().endswith(SUFFIXES)
        for name in names_in(folder)
    )
