"""What several generators share in making addresses: normal paths, words of an address, the day in it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from unicodedata import category, normalize
from urllib.parse import quote, unquote_to_bytes

from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from bylint.post import Post

PAGE_SUFFIXES = frozenset({"md", "markdown", "mdown", "mkd", "mkdn", "mdx", "html", "htm", "adoc", "asciidoc", "rst"})
"""Of files that become pages ending in `.html`."""

_PLAIN = pattern(r"(?:/[A-Za-z0-9_~-]+(?:\.[A-Za-z0-9_~-]+)*)+/?")
_ENCODED = pattern(r"(?:%[0-9A-Fa-f]{2})+")
_RESERVED = pattern(r"[%?#\s\x00-\x1f\x7f]")
_INDEX = "/index.html"


def normalised(path: str) -> str:
    """A path as addresses are compared: see the package. Of no more than a few thousand characters."""
    path = f"/{path[:4000].strip().lstrip('/')}"
    if not _PLAIN.fullmatch(path):
        path = _ENCODED.sub(_decode, path)
        path = _RESERVED.sub(lambda found: found[0] if _is_code(path, found) else quote(found[0]), path)
        path = normalize("NFC", path)
        is_folder = path.endswith(("/", "/.", "/.."))
        parts: list[str] = []
        for part in path.split("/"):
            if part == "..":
                del parts[-1:]
            elif part not in {"", "."}:
                parts.append(part)
        path = f"/{'/'.join(parts)}{'/' if is_folder and parts else ''}"
    return path[: -len(_INDEX) + 1] if path.endswith(_INDEX) else path


def _decode(found: re.Match[str]) -> str:
    try:
        text = unquote_to_bytes(found[0]).decode()
    except UnicodeDecodeError:
        return found[0].upper()
    return "".join(quote(each, safe="") if each in "%?#/" or each.isspace() or each < " " else each for each in text)


def _is_code(path: str, found: re.Match[str]) -> bool:
    """Whether a percent sign begins the code of a character."""
    return found[0] == "%" and _ENCODED.match(path, found.start()) is not None


def as_folder(path: str) -> str:
    """The path of a page that a generator writes to `PATH/index.html`, unless it names a file."""
    return path if path.endswith((".html", ".htm", "/")) else f"{path}/"


def without_accents(text: str) -> str:
    """Letters without their marks."""
    return normalize("NFC", "".join(each for each in normalize("NFD", text) if category(each) != "Mn"))


_DAY = pattern(r"(\d{4})-(\d{2})-(\d{2})(?:$|[Tt ])")
_ZONED = pattern(r".*(?:Z|z|[A-Z]{3,4}|[+-]\d\d:?\d\d)\s*", re.DOTALL)


def written_moment(value: Any) -> datetime | date | None:
    """The moment that a date field says, if it is written with a day of the calendar that stands first."""
    if isinstance(value, datetime | date):
        return value
    if not isinstance(value, str) or len(value) > 60:
        return None
    match = _DAY.match(value.strip())
    if match is None:
        return None
    try:
        return datetime.fromisoformat(value.strip().replace(" +", "+").replace(" -", "-"))
    except ValueError:
        pass
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day if not _ZONED.fullmatch(value[match.end(3) :]) else None


def written_day(value: Any) -> date | None:
    """The day as it is written, whatever the time zone."""
    moment = written_moment(value)
    return moment.date() if isinstance(moment, datetime) else moment


def day_at(value: Any, zone: str | None) -> date | None:
    """The day that a moment falls on in the site's zone; without one, the day if it is the same written and in UTC.

    Generators that turn moments into the zone of the machine that builds are built in UTC nearly always. A moment
    without a zone is taken as written.
    """
    moment = written_moment(value)
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        return moment.date()
    if zone is not None:
        from zoneinfo import ZoneInfo  # only where a site has a time zone

        try:
            return moment.astimezone(ZoneInfo(zone)).date()
        except (OSError, ValueError, OverflowError):  # a zone that is unknown here
            return None
    offset = moment.utcoffset() or timedelta()
    try:
        universal = (moment.replace(tzinfo=None) - offset).date()
    except OverflowError:
        return None
    return universal if universal == moment.date() else None


def suffix_of(post: Post) -> str:
    """The suffix of the post's file, in lower case and without the dot."""
    return post.root_path.rpartition("/")[2].rpartition(".")[2].lower()


def as_page(path: str) -> str:
    """The path of a page whose last part names a folder unless it has a dot."""
    return path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"


def filled(template: str, token: re.Pattern[str], read: Callable[[str], str | None]) -> str | None:
    """A pattern of addresses with what each token, after its colon, stands for; None where one is not known."""
    parts: list[str] = []
    at = 0
    for found in token.finditer(template):
        value = read(found[0][1:])
        if value is None:
            return None
        parts += [template[at : found.start()], value]
        at = found.end()
    return "".join((*parts, template[at:]))
