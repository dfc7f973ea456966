"""What several generators share in making addresses: normal paths, words of an address, the day in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from unicodedata import category, normalize
from urllib.parse import quote, unquote_to_bytes

from bylint.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from datetime import date

    from bylint.post import Post

PAGE_SUFFIXES = frozenset({"md", "markdown", "mdown", "mkd", "mkdn", "mdx", "html", "htm", "adoc", "asciidoc", "rst"})
"""Of files that become pages ending in `.html`."""

_PLAIN = pattern(r"(?:/[A-Za-z0-9_~-]+(?:\.[A-Za-z0-9_~-]+)*)+/?")
_ENCODED = pattern(r"(?:%[0-9A-Fa-f]{2})+")
_RESERVED = pattern(r"[%?#\s\x00-\x1f\x7f]")
_INDEX = "/index.html"
_LONGEST = 8_000
"""Characters of an address, or of the pattern that makes it, at most: servers take no longer ones."""


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


_ISO = pattern(r"\s*\d{4}-\d{2}-\d{2}(?!\d)")


def written_day(post: Post) -> date | None:
    """The day that the date field says, as it is written, in any zone; None in other notations than ISO's."""
    field = post.date
    if field is None or (isinstance(field.value, str) and _ISO.match(field.value) is None):
        return None
    return post.moment.day if post.moment.is_sure else None


def day_on_site(post: Post) -> date | None:
    """The day of the date field in the site's zone; without one, the day if it is the same as written and in UTC.

    Generators that turn moments into the zone of the machine that builds are built in UTC nearly always. A moment
    without a zone is taken as written.
    """
    day, moment = written_day(post), post.moment
    if day is None or moment.clock is None or moment.offset is None:
        return day
    zone = post.site.settings.time_zone
    try:
        written = datetime.combine(day, moment.clock.replace(tzinfo=None))
        universal = (written - timedelta(minutes=moment.offset)).replace(tzinfo=UTC)
        if zone is None:
            return day if universal.date() == day else None
        from zoneinfo import ZoneInfo  # only where a site has a time zone

        return universal.astimezone(ZoneInfo(zone)).date()
    except (OSError, ValueError, OverflowError, KeyError):  # a zone that is unknown here, a day at the end of time
        return None


def suffix_of(post: Post) -> str:
    """The suffix of the post's file, in lower case and without the dot."""
    return post.root_path.rpartition("/")[2].rpartition(".")[2].lower()


def as_page(path: str) -> str:
    """The path of a page whose last part names a folder unless it has a dot."""
    return path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"


def filled(template: str, token: re.Pattern[str], read: Callable[[str], str | None]) -> str | None:
    """A pattern of addresses with what each token, after its colon, stands for; None where one is not known.

    None, too, for what is longer than any server takes.
    """
    parts: list[str] = []
    at = size = 0
    if len(template) > _LONGEST:
        return None
    for found in token.finditer(template):
        value = read(found[0][1:])
        if value is None or (size := size + len(value)) > _LONGEST:
            return None
        parts += [template[at : found.start()], value]
        at = found.end()
    return "".join((*parts, template[at:]))
