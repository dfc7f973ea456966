"""Hugo: https://gohugo.io/configuration/permalinks/ and https://gohugo.io/content-management/urls/.

Where the documentation is silent: resources/page/permalinks.go, resources/page/page_paths.go, hugolib/page__paths.go
and, for what becomes of a letter, helpers/path.go (MakePathSanitized) of gohugoio/hugo.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from unicodedata import category

from bylint.addresses.paths import as_folder, filled, without_accents, written_day
from bylint.dialects.base import text_of
from bylint.dialects.paths import below_content, split_language, split_suffix
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bylint.post import Post

_LONGEST = 1_000
"""Characters of a title, slug or name that becomes part of a path."""
_TOKEN = pattern(r":\w+(?:\[.{1,100}?\])?")
_SIMPLE = pattern(r"[A-Za-z0-9._~@/-]+")
_TWICE = pattern(r"[+%\\]")
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def address(post: Post) -> str | None:
    """`url` as it is written, else the pattern of the section, else folders and slug or file name."""
    content, inside = below_content(post.site.path_of(post.root_path), post.site.content or ("content",))
    page = _Page(post, content, inside)
    if page.stem == "_index":
        return None
    written = post.url
    if written is not None:
        return _written(page, text_of(written.value))
    if post.slug is not None and post.state("slug") == "invalid":
        return None
    expanded = page.expand()
    if expanded is None:
        return None
    path = sanitised(expanded, page.says)
    # a page whose last part is empty is written over that of the section, or of the site
    ending = ".html" if page.is_ugly else "/"
    return f"{page.prefix}/{path.strip('/')}{ending}" if path.strip("/") else None


def _written(page: _Page, url: str | None) -> str | None:
    """The front matter's `url`: with a leading slash it is the address, else it is below the language's folder.

    It is a folder unless it has a dot, and may hold the tokens of permalinks.
    """
    if url is None or "://" in url or not url.strip("/"):
        return None
    if _TOKEN.search(url):
        found = page.fill(url)
        if found is None:
            return None
        url = found
    path = url if url.startswith("/") else f"{page.prefix}/{url}"
    return path if "." in url else as_folder(path)


def redirect(post: Post, text: str) -> str | None:
    """An alias is a path from the root, or from the folder that holds the page's own."""
    path = text
    if not text.startswith("/"):
        own = post.address
        if own is None:
            return None
        path = posixpath.join(posixpath.dirname(own.rstrip("/")), text)
    if post.site.settings.addressing.get("uglyurls") is True and not path.endswith(".html"):
        return f"{path.rstrip('/')}.html"
    return path if path.endswith(".html") else as_folder(path)


class _Page:
    """What the tokens of a permalink stand for. `prefix` is the language's folder, empty where there is none."""

    def __init__(self, post: Post, content: str, inside: str) -> None:
        self.post = post
        self.says = post.site.settings.addressing
        languages = post.site.settings.languages
        *folders, name = inside.split("/")
        self.stem, language = split_language(split_suffix(name), languages)
        self.is_doubtful = not languages and language is not None
        self.language = language or dict(post.site.settings.content_languages).get(content)
        if self.language is None and folders and folders[0] in languages and not post.site.settings.content_languages:
            self.language = folders[0]
            self.is_doubtful = True
        self.name = folders.pop() if self.stem == "index" and folders else self.stem
        self.folders = folders
        # of nested sections only those that have a page of their own count, which the path does not say
        self.section = folders[0] if folders else ""
        self.prefix = self._prefix()

    def _prefix(self) -> str:
        default = text_of(self.says.get("defaultcontentlanguage")) or "en"
        language = self.language or default
        if self.says.get("base_urls") or len(self.post.site.settings.languages) < 2:
            return ""  # one language, or a host for each
        if language == default and self.says.get("defaultcontentlanguageinsubdir") is not True:
            return ""
        return f"/{language.lower()}"

    @property
    def is_ugly(self) -> bool:
        """Whether the page is a file `NAME.html`: https://gohugo.io/configuration/ugly-urls/."""
        said = self.says.get("uglyurls")
        return said is True or (isinstance(said, dict) and said.get(self.section) is True)

    def pattern(self) -> str | None:
        """The permalink of the page's section: https://gohugo.io/configuration/permalinks/."""
        section = self.section.lower()
        own = self.says.get("languages", {}).get(self.language or self.says.get("defaultcontentlanguage") or "en")
        patterns = self.post.site.settings.permalinks if own is None else own
        return next((text for name, text in patterns if name.strip(" /").lower() == section), None)

    def expand(self) -> str | None:
        """The path by the section's pattern; without one, the folders and the slug, or the file's name."""
        if self.says.get("unread") or self.is_doubtful:
            return None
        permalink = self.pattern()
        if permalink is not None:
            return self.fill(permalink)
        last = self._slug() or self.name
        if len(last) > _LONGEST or "/" in last or last == "index":
            return None
        return "/".join((*self.folders, last))

    def fill(self, permalink: str) -> str | None:
        """A pattern with its tokens filled in; None where one is not known for certain."""
        found = filled(permalink, _TOKEN, self._token)
        return None if found is None else found.replace("\\:", ":")

    def _token(self, name: str) -> str | None:
        reader = _TOKENS.get(name)
        if reader is not None:
            return reader(self)
        day = _DATED.get(name)
        if day is None:
            return None
        found = self._day()
        return None if found is None else day(found)

    def _day(self) -> date | None:
        if self.post.site.settings.filename_date and self.post.path_facts.date_decides:
            return self.post.path_facts.date
        return written_day(self.post)

    def _slug(self) -> str:
        """The front matter's; where the day of a file's name is the date, what follows it in the name."""
        field = self.post.slug
        written = text_of(field.value) if field is not None else None
        if written is None and self.post.site.settings.filename_date and self.post.path_facts.date_decides:
            return (self.post.path_facts.slug or "").strip(" -_")
        return written or ""

    def _urlised(self, text: str | None) -> str | None:
        """A text as a part of the path. Its plus and percent signs are read twice by Hugo."""
        if text is None or len(text) > _LONGEST or "/" in text or _TWICE.search(text):
            return None
        return sanitised(text, self.says) or None

    def title(self) -> str | None:
        """The title, as a part of the path."""
        field = self.post.title
        return self._urlised(text_of(field.value)) if field is not None else None

    def slug(self) -> str | None:
        """The slug, else the title."""
        return self._urlised(self._slug()) if self._slug() else self.title()

    def filename(self) -> str | None:
        """The name of the file, or of the bundle's folder."""
        return self._urlised(self.name)

    def slug_or_name(self) -> str | None:
        """The slug, else the name of the file."""
        return self._urlised(self._slug() or self.name)

    def sections(self) -> str | None:
        """The sections, where there can be only one."""
        return self.section.lower() if len(self.folders) < 2 else None


_TOKENS: dict[str, Callable[[_Page], str | None]] = {
    "title": _Page.title,
    "slug": _Page.slug,
    "filename": _Page.filename,
    "contentbasename": _Page.filename,
    "slugorfilename": _Page.slug_or_name,
    "slugorcontentbasename": _Page.slug_or_name,
    "section": lambda page: page.section.lower(),
    "sections": _Page.sections,
}
_DATED: dict[str, Callable[[date], str]] = {
    "year": lambda day: str(day.year),
    "month": lambda day: f"{day.month:02}",
    "monthname": lambda day: _MONTHS[day.month - 1],
    "day": lambda day: f"{day.day:02}",
    "weekday": lambda day: str(day.isoweekday() % 7),
    "weekdayname": lambda day: _DAYS[day.weekday()],
    "yearday": lambda day: str(day.timetuple().tm_yday),
}


def sanitised(text: str, says: Any) -> str:
    """A path with the letters that Hugo keeps, white space as hyphens, in lower case unless the site says no."""
    if says.get("removepathaccents") is True:
        text = without_accents(text)
    if not _SIMPLE.fullmatch(text):
        text = _kept_ascii(text) if text.isascii() and "%" not in text else _kept(text)
    return text if says.get("disablepathtolower") is True else text.lower()


_LEFT_OUT = pattern(r"[^A-Za-z0-9./\\_#+~@\s-]")


def _kept_ascii(text: str) -> str:
    """As `_kept`, for what most titles are."""
    parts = _LEFT_OUT.sub("", text).split("-")
    return "-".join("-".join(part.strip() for part in parts).split())


def _kept(text: str) -> str:
    kept: list[str] = []
    gap = False
    for at, each in enumerate(text):
        is_kept = _KEPT.get(each)
        if is_kept is None:
            is_kept = _is_kept(each)
        if is_kept or (each == "%" and _CODE.match(text, at)):
            if gap and each != "-":
                kept.append("-")
            gap = False
            kept.append(each)
        elif kept and kept[-1] != "-" and each.isspace():
            gap = True
    return "".join(kept)


_CODE = pattern(r"%[0-9A-Fa-f]{2}")
_KEPT: dict[str, bool] = dict.fromkeys("./\\_#+~-@", True)
"""What is known of letters so far; scripts have thousands, but no archive has many more."""


def _is_kept(letter: str) -> bool:
    found = category(letter)
    _KEPT[letter] = found[0] in "LM" or found == "Nd"
    return _KEPT[letter]
