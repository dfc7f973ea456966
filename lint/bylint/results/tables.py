"""The file that results are kept in: its tables, and how it is opened."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from bylint.archive.location import Shape, connect_to, make_folder
from bylint.archive.where import FOLDER, RESULTS

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = Shape(
    (
        "CREATE TABLE view (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, used INTEGER NOT NULL)",
        (
            "CREATE TABLE result (view INTEGER NOT NULL, path NOT NULL, base BLOB NOT NULL, state BLOB NOT NULL, "
            "sign TEXT, since INTEGER NOT NULL, until INTEGER NOT NULL, files INTEGER NOT NULL, stamp BLOB, said TEXT, "
            "described TEXT, PRIMARY KEY (view, path)) WITHOUT ROWID"
        ),
        (
            "CREATE TABLE listing (view INTEGER NOT NULL, base BLOB NOT NULL, asked TEXT NOT NULL, "
            "PRIMARY KEY (view, base)) WITHOUT ROWID"
        ),
        (
            "CREATE TABLE question (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, view INTEGER NOT NULL, "
            "used INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, told TEXT NOT NULL)"
        ),
        (
            "CREATE TABLE page (question INTEGER NOT NULL, kind TEXT NOT NULL, first NOT NULL, at INTEGER NOT NULL, "
            "text TEXT NOT NULL, PRIMARY KEY (question, kind, first, at)) WITHOUT ROWID"
        ),
        (
            "CREATE TABLE printed (question INTEGER NOT NULL, asked NOT NULL, at INTEGER NOT NULL, "
            "seal BLOB NOT NULL, summary TEXT NOT NULL, text BLOB NOT NULL, PRIMARY KEY (question, asked, at))"
        ),
    ),
    0x62796C72,  # `bylr`
    2,
)


def connect(root: Path, *, may_create: bool = True) -> sqlite3.Connection:
    """Open the results of a project. Raises DamagedError, UnusableError, sqlite3.Error and OSError."""
    folder = root / FOLDER
    if may_create:
        make_folder(folder)
    return connect_to(f"{folder}{os.sep}{RESULTS}", SHAPE, may_create=may_create)


class transaction:  # noqa: N801  # used as a function
    """All of it or nothing; others that write wait for its end."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            self._connection.execute("COMMIT")
            return
        try:
            self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            return
