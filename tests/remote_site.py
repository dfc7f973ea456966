"""A small site that configures itself in every way that a remote tree must bring along, as files and as archives."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import bylint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SITE: dict[str, str] = {
    "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Notes"\n',
    "bylint.toml": 'exclude = ["content/old/**"]\n[people.aliases]\nbo = "Ben Okafor"\n[rules."title/length"]\nmax-length = 30\n',
    ".gitignore": "content/kept-out.md\n",
    "content/_index.md": "---\ntitle: All\ncascade:\n  author: Ana Ruiz\n---\n",
    "content/posts/first.md": "---\ntitle: A walk\naliases: [/old/]\ndate: 2014-10-15\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n\nWe went.\n",
    "content/posts/second.md": "---\ntitle: Back\naliases: [/old/]\ndate: 2015-01-02\n---\n_by Ben Okafor_\n\nWe came back.\n",
    "content/posts/third.md": '---\ntitle: "Three &amp; four"\ndate: 2016-02-30\nauthor: bo\n---\n_by Ben Okafor_\n',
    "content/posts/there.md": "---\ntitle: There\nimages: [/img/a.png]\n---\nText.\n",
    "content/posts/gone.md": "---\ntitle: Gone\nimages: [/img/b.png]\n---\nText.\n",
    "content/posts/bundle/index.md": "---\ntitle: Bundle\nimages: [c.png, d.png]\n---\nText.\n",
    "content/posts/bundle/c.png": "no picture",
    "content/posts/empty.md": "",
    "content/old/left-out.md": "---\nauthor: admin\n---\n",
    "content/kept-out.md": "---\nauthor: admin\n---\n",
    "static/img/a.png": "no picture",
    "README.md": "# Notes\n",
}
NAME = "notes"
"""What the folder of the site is called, and its archives."""


def write(folder: Path, files: Mapping[str, str] = SITE) -> Path:
    """Write the site's files below a folder."""
    root = folder / NAME
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return root


def zipped(files: Mapping[str, str | bytes] = SITE, *, above: str = "") -> bytes:
    """A zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(above + path, text)
    return out.getvalue()


def tarred(files: Mapping[str, str | bytes] = SITE, *, how: str = "", more: Iterable[tarfile.TarInfo] = ()) -> bytes:
    """A tar of files, and of members without content."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{how}") as archive:  # type: ignore[call-overload]  # of any compression
        for path, text in files.items():
            data = text.encode() if isinstance(text, str) else text
            member = tarfile.TarInfo(path)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for member in more:
            archive.addfile(member)
    return out.getvalue()


def said(path: str | Path, shown: str = "", **more: object) -> list[tuple[object, ...]]:
    """All that is said of a tree, less what stands before its paths; and that nothing else stands there."""
    found = []
    for checked in bylint.check_paths(str(path), **more):  # type: ignore[arg-type]  # as that function has them
        for each in (checked.path, *(one.path for one in checked.diagnostics)):
            assert each.startswith(shown), each
        for one in checked.diagnostics:
            assert all(place.path.startswith(shown) for place in one.related)
            ends = tuple((place.path.removeprefix(shown), place.range, place.message) for place in one.related)
            fixes = tuple((fix.title, tuple(edit.text for edit in fix.edits)) for fix in one.fixes)
            found.append((one.path.removeprefix(shown), one.rule, one.message, one.range, one.fingerprint, ends, fixes))
    return found


def said_here(root: Path) -> list[tuple[object, ...]]:
    """The same of a folder of this machine, from within."""
    found = []
    for checked in bylint.check_paths((), folder=root):
        for one in checked.diagnostics:
            ends = tuple((place.path, place.range, place.message) for place in one.related)
            fixes = tuple((fix.title, tuple(edit.text for edit in fix.edits)) for fix in one.fixes)
            found.append((one.path, one.rule, one.message, one.range, one.fingerprint, ends, fixes))
    return found
