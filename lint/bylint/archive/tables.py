"""The tables of the store, and how texts are put into them."""

from __future__ import annotations


class DamagedError(Exception):
    """What a store holds is not what bylint writes: it is to be made anew."""


APPLICATION = 0x62796C6E
"""Marks the file as bylint's (`byln`)."""
VERSION = 2
"""Of what the tables hold; a store of another one is made anew."""

TABLES = (
    "CREATE TABLE post (id INTEGER PRIMARY KEY, path NOT NULL UNIQUE, stamp NOT NULL, day, kept NOT NULL)",
    (
        "CREATE TABLE link (post INTEGER NOT NULL, at INTEGER NOT NULL, name INTEGER NOT NULL, key INTEGER NOT NULL, "
        "spelling INTEGER NOT NULL, PRIMARY KEY (post, at)) WITHOUT ROWID"
    ),
    "CREATE TABLE name (id INTEGER PRIMARY KEY, name NOT NULL UNIQUE)",
    "CREATE TABLE covered (folder NOT NULL PRIMARY KEY, scheme BLOB NOT NULL)",
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
INDEX = "CREATE INDEX link_by_key ON link (name, key, spelling)"
"""Made when a store is filled for the first time: what is sorted once is written faster than what is sorted in."""

Text = str | bytes


def put(text: str) -> Text:
    """A text as a column takes it: bytes where it holds lone surrogates, as the name of a file may."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def take(found: object) -> str:
    """The text of a column. Raises DamagedError."""
    if not isinstance(found, bytes):
        return str(found)
    try:
        return found.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise DamagedError from error
