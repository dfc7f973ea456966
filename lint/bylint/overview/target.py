"""Where a report is written: onto nothing but an earlier report, unless that is asked for."""

from __future__ import annotations

import os
import zipfile

from bylint.filenames import open_at_once
from bylint.overview.folders import ABOUT
from bylint.overview.formats import FORMATS
from bylint.overview.holding import ReportError
from bylint.overview.sqlite_file import APPLICATION, metadata_of

_HEAD = 4096
"""Bytes in which a report says that it is one."""
_MARKS = {
    "html": b"<!-- bylint report -->",
    "json": b'{"version": 1, "bylint": ',
    "markdown": b"<!-- bylint report -->",
    "about": b'{"bylint-report": ',
    "metadata": b'"source": "bylint ',
}
_MARK_OF_SQLITE = (b"SQLite format 3\0", APPLICATION.to_bytes(4))


def check_target(target: str, name: str, *, force: bool = False) -> None:
    """Refuse what a report in a format cannot be written onto, or must not be. Raises ReportError."""
    beside = os.path.dirname(os.path.realpath(target))
    if not os.path.isdir(beside):
        raise ReportError(f"{target} cannot be written: there is no folder {os.path.dirname(target) or beside}")
    if not os.access(beside, os.W_OK | os.X_OK):
        raise ReportError(f"{target} cannot be written: nothing can be written into its folder")
    is_archive = FORMATS[name].is_folder and target.lower().endswith(".zip")
    if not os.path.lexists(target):
        pass
    elif FORMATS[name].is_folder and not is_archive:
        _check_folder(target, name, force=force)
    else:
        _check_file(target, "zip" if is_archive else name, force=force)
    if name == "sqlite" and os.path.lexists(metadata_of(target)):
        _check_file(metadata_of(target), "metadata", force=force)


def _check_folder(target: str, name: str, *, force: bool) -> None:
    if not os.path.isdir(target):
        raise ReportError(f"{target} is a file: {name} is written into a folder, or an archive named .zip")
    if not os.access(target, os.W_OK | os.X_OK):
        raise ReportError(f"{target} cannot be written: the folder is read-only")
    is_ours = not os.listdir(target) or _is_report(os.path.join(target, ABOUT), "about")
    if not is_ours and not force:
        raise ReportError(f"{target} is a folder that holds no report of bylint's: --force writes into it")


def _check_file(target: str, name: str, *, force: bool) -> None:
    if os.path.isdir(target):
        raise ReportError(f"{target} is a folder")
    if not os.path.isfile(target):
        raise ReportError(f"{target} is not a regular file")
    if not os.access(target, os.W_OK):
        raise ReportError(f"{target} cannot be written: it is read-only")
    if not force and not _is_report(target, name):
        raise ReportError(f"{target} is there and is no {name} report of bylint's: --force overwrites it")


def _is_report(file: str, name: str) -> bool:
    """Whether a file is an earlier report in a format; an empty one is nobody's."""
    try:
        if name == "zip":
            with zipfile.ZipFile(file) as archive:
                return ABOUT in archive.namelist()
        with open(file, "rb", opener=open_at_once) as content:
            if name == "html":  # its mark is at its end
                content.seek(max(os.fstat(content.fileno()).st_size - _HEAD, 0))
            head = content.read(_HEAD)
    except (OSError, zipfile.BadZipFile):
        return False
    if name == "sqlite":
        return not head or (head[:16], head[68:72]) == _MARK_OF_SQLITE
    return not head or _MARKS[name] in head
