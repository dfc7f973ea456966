"""Jekyll: https://jekyllrb.com/docs/permalinks/; lib/jekyll/url.rb, utils.rb and drops/url_drop.rb of jekyll/jekyll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import category

from bylint.addresses.paths import PAGE_SUFFIXES, day_on_site, filled, suffix_of
from bylint.dialects.base import text_of
from bylint.dialects.paths import dated_name, split_suffix
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bylint.post import Post

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_TOKEN = pattern(r":(?:[a-z_]+)")
_PRETTY = frozenset("._~!$&'()+,;=@")


def address(post: Post) -> str | None:
    """`permalink` of the post, its defaults, its collection or the site, with the tokens filled in."""
    folders = post.site.path_of(post.root_path).split("/")[:-1]
    if suffix_of(post) not in PAGE_SUFFIXES:
        return None
    is_post = "_posts" in folders
    collection = "posts" if is_post else next((each[1:] for each in folders if each.startswith("_")), None)
    template = _template(post, collection)
    if template is None:
        return None
    filled = _Page(post, folders, collection).fill(template)
    return None if filled is None else _file(filled)


def redirect(_post: Post, text: str) -> str | None:
    """jekyll-redirect-from: a path from the root, with or without its slash."""
    return _file(text)


def _file(path: str) -> str:
    """A path names a folder with a slash at its end, else a file."""
    last = path.rpartition("/")[2]
    return path if not last or "." in last else f"{path}.html"


def _template(post: Post, collection: str | None) -> str | None:
    if post.url is not None:
        return text_of(post.url.value)
    inherited = post.site.inherited_field("url", post.root_path) if post.site.settings.defaults else None
    if inherited is not None:
        said = text_of(inherited.value)
        return _STYLES.get(said, said) if said is not None else None
    own = dict(post.site.settings.addressing.get("collections", ())).get(collection or "")
    site = dict(post.site.settings.permalinks).get("posts", "date")
    if collection == "posts":
        wanted = own or site
        return _STYLES.get(wanted, wanted)
    if collection is None:
        return None  # a page: its place is its address, with the site's style
    ending = "/" if site == "pretty" or site.endswith("/") else ":output_ext"
    if site not in _STYLES and not site.endswith(("/", ":output_ext")):
        ending = ""
    return own or f"/:collection/:path{ending}"


class _Page:
    """What the tokens of a permalink stand for: https://jekyllrb.com/docs/permalinks/#placeholders."""

    def __init__(self, post: Post, folders: list[str], collection: str | None) -> None:
        self.post = post
        self.folders = folders
        self.collection = collection
        stem = split_suffix(post.root_path.rpartition("/")[2])
        named = dated_name(stem)
        self.stem = stem
        self.name = named.rest if named is not None and (collection == "posts" or named.rest) else stem

    def fill(self, template: str) -> str | None:
        """The path; None where a token is not known for certain."""
        return filled(template, _TOKEN, self._token)

    def _token(self, name: str) -> str | None:
        reader = _TOKENS.get(name)
        if reader is not None:
            return reader(self)
        write = _DATED.get(name)
        day = self._day() if write is not None else None
        return None if write is None or day is None else write(day)

    def _day(self) -> date | None:
        """The day of `date` in the site's zone, else that of the name."""
        if self.post.date is None:
            return self.post.path_facts.date
        return day_on_site(self.post)

    def _written(self) -> str | None:
        field = self.post.slug
        return None if field is None else text_of(field.value)

    def title(self) -> str | None:
        """The slug, else the file's name without the day, with its letter case."""
        return slugified(self._written() or self.name, _PRETTY) or None

    def slug(self) -> str | None:
        """As the title, of letters and digits only."""
        return slugified(self._written() or self.name).lower() or None

    def categories(self) -> str | None:
        """The folders above `_posts` and the categories of the metadata, each once, in lower case."""
        found = [each for each in self.folders[: self.folders.index("_posts")] if each] if self._is_post() else []
        source = (text_of(self.post.site.settings.addressing.get("source")) or "").split("/")
        if source != [""] and found[: len(source)] == source:
            del found[: len(source)]
        found += _categories(self.post.metadata)
        return "/".join(dict.fromkeys(each.lower() for each in found))

    def path(self) -> str | None:
        """The path below the collection's folder."""
        at = next((at for at, each in enumerate(self.folders) if each == f"_{self.collection}"), None)
        return None if at is None else "/".join((*self.folders[at + 1 :], self.stem))

    def _is_post(self) -> bool:
        return self.collection == "posts"


_TOKENS: dict[str, Callable[[_Page], str | None]] = {
    "title": _Page.title,
    "slug": _Page.slug,
    "name": lambda page: slugified(page.name).lower() or None,
    "categories": _Page.categories,
    "collection": lambda page: page.collection,
    "path": _Page.path,
    "output_ext": lambda _page: ".html",
}
_DATED: dict[str, Callable[[date], str]] = {
    "year": lambda day: f"{day.year:04}",
    "short_year": lambda day: f"{day.year % 100:02}",
    "month": lambda day: f"{day.month:02}",
    "i_month": lambda day: str(day.month),
    "day": lambda day: f"{day.day:02}",
    "i_day": lambda day: str(day.day),
    "y_day": lambda day: f"{day.timetuple().tm_yday:03}",
    "week": lambda day: f"{day.isocalendar().week:02}",
    "w_year": lambda day: str(day.isocalendar().year),
    "w_day": lambda day: str(day.isoweekday()),
}


def _categories(metadata: Any) -> list[str]:
    """`category` is one, `categories` are a list or words of a text."""
    one, many = metadata.get("category"), metadata.get("categories")
    found = [text] if (text := text_of(one)) is not None else []
    if isinstance(one, list):
        found += [text for each in one if (text := text_of(each)) is not None]
    if isinstance(many, str):
        found += many.split()
    elif isinstance(many, list):
        found += [text for each in many if (text := text_of(each)) is not None]
    return found


def slugified(text: str, also: frozenset[str] = frozenset()) -> str:
    """Letters, marks and decimal digits, all else as one hyphen, none at the ends: Utils.slugify."""
    words = "".join(each if _is_letter(each) or each in also else " " for each in text[:4000])
    return "-".join(words.split()).strip("-")


def _is_letter(each: str) -> bool:
    return (each.isascii() and each.isalnum()) or category(each)[0] in "LM" or category(each) == "Nd"
