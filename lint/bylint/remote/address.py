"""An address as it is used, and as it may be shown: without the user, the password and the query that it holds."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from bylint.filenames import ARCHIVES
from bylint.remote import RemoteError

_ADDRESS = re.compile(r"(?s)([a-zA-Z][a-zA-Z0-9+-]*)://(?:([^/@]*)@)?([^?#]*)(.*)")
_WITH_QUERY = frozenset({"http", "https"})
"""Where `?` and `#` end the path; elsewhere they may be part of a name."""
_WITH_ACCOUNT = frozenset({"abfs", "abfss", "az"})
"""Where what stands before `@` is a container, which is no secret."""


class Address(NamedTuple):
    """`url` is what is opened, `shown` what people are told; `archive` is the part of it up to the name of an archive.

    `secrets` are what no message may repeat.
    """

    url: str
    shown: str
    scheme: str
    archive: str | None = None
    inside: str = ""
    secrets: tuple[str, ...] = ()

    def mask(self, text: str) -> str:
        """A text of somebody else's about this address, without its secrets."""
        text = text.replace(self.url, self.shown)
        for secret in self.secrets:
            if len(secret) > 2:  # a shorter one would be found in every word
                text = text.replace(secret, "…")
        return text


def read_address(text: str) -> Address:
    """Take an address apart. Raises RemoteError."""
    if "::" in text:
        raise RemoteError("an address within another (`::`) is not read; give the address of the archive itself")
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise RemoteError("this is no address")
    scheme, user, path, query = found.groups(default="")
    scheme = scheme.lower()
    if query and scheme not in _WITH_QUERY:
        path, query = path + query, ""
    secrets = [query] if len(query) > 1 else []
    if user and scheme in _WITH_ACCOUNT:
        path, user = f"{user}@{path}", ""
    if user:
        secrets += sorted({user, *user.split(":"), *map(unquote, user.split(":"))} - {""}, key=len, reverse=True)
    path = path.rstrip("/")
    archive, inside = _split(path)
    before = f"{scheme}://{user}@" if user else f"{scheme}://"
    return Address(
        f"{before}{path}{query}",
        f"{scheme}://{path}",
        scheme,
        None if archive is None else f"{before}{archive}{query}",
        inside,
        tuple(secrets),
    )


def _split(path: str) -> tuple[str | None, str]:
    """The path of an archive, and what follows it."""
    parts = path.split("/")
    for at, part in enumerate(parts[1:], 2):
        if part.lower().endswith(ARCHIVES):
            return "/".join(parts[:at]), "/".join(parts[at:])
    return None, ""
