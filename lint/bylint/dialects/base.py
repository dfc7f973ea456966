"""What a generator says about a post: which keys mean what, and what paths and site files tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from bylint.diagnostic import NOTHING

if TYPE_CHECKING:
    from datetime import date

Flavour = Literal["1.1", "1.2"]
Step = str | int

FIELDS: tuple[str, ...] = (
    "title",
    "authors",
    "date",
    "updated",
    "expires",
    "draft",
    "excerpt",
    "description",
    "summary",
    "slug",
    "url",
    "aliases",
    "canonical_url",
    "categories",
    "tags",
    "series",
    "images",
    "language",
    "layout",
)
"""The canonical fields, in the order that people think of them."""


class PathFacts(NamedTuple):
    """What the path of a post says by itself.

    `date_text` is the day as the path writes it, also when the calendar has no such day (then `date` is None).
    `year` and `month` come from folders such as `2020/01/` and are weaker. `slug` has neither date, language nor
    suffix; `segment` is the last part of the address that the generator makes when front matter says nothing.
    `date_decides` is true when the generator takes the day of the path before that of the front matter.
    """

    date: date | None = None
    date_text: str | None = None
    date_decides: bool = False
    year: int | None = None
    month: int | None = None
    slug: str | None = None
    segment: str | None = None
    language: str | None = None
    section: str | None = None


class Defaults(NamedTuple):
    """Metadata that posts inherit, and where it is written: at `steps` in `source`, relative to the site's root.

    `path` is a folder, or for some generators a post's path without suffix. A pattern of paths, the kind of page and
    a pattern of languages narrow it as its generator reads them. Where two say one key, the later in a list wins.
    """

    path: str
    values: Mapping[str, Any]
    source: str = ""
    steps: tuple[Step, ...] = ()
    pattern: str | None = None
    kind: str | None = None
    language: str | None = None


class SiteSettings(NamedTuple):
    """What the site's own configuration says, as far as bylint uses it. Folders are relative to the site's root.

    `author` credits all posts that name nobody, and is written at `author_steps` in `author_source`. `anywhere` is
    true where the content folders are the secret of a program. `permalinks` are patterns by section, `addressing` is
    whatever else decides the addresses of posts, as the dialect's own `bylint.addresses` reads it. `taxonomies` are
    keys that the site declares as such; `vocabulary` are the files that list their terms, each behind its taxonomy, or
    `""` where the file says it. `static` are the folders whose files are published as they are, `development_hosts`
    the site's addresses that readers cannot reach.
    """

    title: str | None = None
    base_url: str | None = None
    language: str | None = None
    languages: tuple[str, ...] = ()
    time_zone: str | None = None
    content: tuple[str, ...] = ()
    content_languages: tuple[tuple[str, str], ...] = ()
    anywhere: bool = False
    output: str | None = None
    filename_date: bool = False
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    permalinks: tuple[tuple[str, str], ...] = ()
    addressing: Mapping[str, Any] = NOTHING
    defaults: tuple[Defaults, ...] = ()
    author: Any = None
    author_steps: tuple[Step, ...] = ("author",)
    author_source: str = ""
    people: Mapping[str, Any] = NOTHING
    registries: tuple[str, ...] = ()
    taxonomies: tuple[str, ...] = ()
    vocabulary: tuple[tuple[str, str], ...] = ()
    static: tuple[str, ...] = ()
    development_hosts: tuple[str, ...] = ()


class SiteFile(NamedTuple):
    """A file of a site's configuration. One that `marks` tells of a site by its presence.

    `path` is relative to the root of the site. With `recognises`, the file is read and must look right: many programs
    have a `config.toml`. A file with `data` false is a program: it is never read. Of several files the first says
    most; one with a `key` holds what the others have under that key.
    """

    path: str
    recognises: Callable[[Mapping[str, Any]], bool] | None = None
    data: bool = True
    key: str | None = None
    marks: bool = True


NO_SETTINGS = SiteSettings()
"""What a site says that has no configuration, or none that is read."""


class PathReader(Protocol):
    """Reads a posix path relative to the root of its site."""

    def __call__(self, path: str, settings: SiteSettings = NO_SETTINGS, /) -> PathFacts:
        """What the path says."""
        ...


SettingsReader = Callable[[Mapping[str, Any]], SiteSettings]


class FolderFiles(NamedTuple):
    """Files in a folder of posts that say metadata for what lies below it, or beside them.

    `names` may hold `{folder}`, the folder's own name, `{language}`, each language of the site, and one leading `*`,
    the stem of a post; those that say least come first. `read` takes such a file's path and content. `programs` are
    names of files that may say metadata too, but are never run.
    """

    names: tuple[str, ...]
    read: Callable[[str, Mapping[str, Any]], Iterable[Defaults]]
    programs: tuple[str, ...] = ()


def below(scope: Defaults, path: str, _settings: SiteSettings) -> bool:
    """Whether a path is a scope's, or lies below it."""
    return not scope.path or path == scope.path or path.startswith(f"{scope.path}/")


_TRUTH = {
    **dict.fromkeys(("true", "yes", "on", "t", "y", "1"), True),
    **dict.fromkeys(("false", "no", "off", "f", "n", "0"), False),
}
"""What the base model takes for true and false: https://docs.pydantic.dev/latest/api/standard_library_types/#booleans."""


class Dialect:
    """How one generator is written.

    - `aliases`: canonical field to the keys that say it, in order of precedence; a dot goes into a mapping
      (`params.author`). With `folds_keys` they are lower case and keys are compared in lower case.
    - `negations`: keys whose *boolean* says the opposite of a canonical field (`published: false` is a draft).
    - `draft_words`: keys that say by a word that a post is a draft (`status: draft`); `draft_folders` hold drafts only.
    - `boolean_keys`: keys that the generator reads as a boolean.
    - `computed`: words that stand for a value which the generator finds by itself (`date: Last Modified`).
    - `shapes`: tests for values of a shape that only this generator gives a canonical field.
    - `yaml`: the YAML whose booleans and numbers its reader knows.
    - `splits`: keys whose one text is several terms, and what parts them: the first that occurs, `""` is white space.
    - `unfenced`: the notation of metadata in a file without a fence, by its suffix (`.rst`: `docinfo`).
    - `content`: folders of posts relative to the site's root (`**/` for any depth); empty means the whole site.
    - `skipped`: folders of the site that hold no posts (output, templates); `passed_over`: how the names of files
      begin that the generator does not publish.
    - `section_pages`: names, without suffix, of pages that are never posts; `list_pages` only beside posts.
    - `bundle_pages`: names, without suffix, of posts whose folder and all below it is theirs.
    - `registries`: path patterns of files that list people.
    - `vocabularies`: path patterns of files that list the tags of posts beside and below them.
    - `static`: folders whose files are published as they are, relative to the site's root, which is `""`; one that
      ends in `/*/…` lies in each folder of themes. None are known where a program says them.
    - `folder_files` and `applies`: metadata that posts inherit, and whether some of it is a post's.
    - `hides_author`: its configuration is a program that may credit posts which name nobody.
    """

    def __init__(
        self,
        name: str,
        title: str,
        *,
        aliases: Mapping[str, tuple[str, ...]],
        yaml: Flavour,
        read_path: PathReader,
        read_settings: SettingsReader,
        folds_keys: bool = False,
        negations: Mapping[str, str] = NOTHING,
        draft_words: Mapping[str, frozenset[str]] = NOTHING,
        draft_folders: frozenset[str] = frozenset(),
        boolean_keys: frozenset[str] = frozenset({"draft"}),
        computed: Mapping[str, frozenset[str]] = NOTHING,
        shapes: Mapping[str, Callable[[Any], bool]] = NOTHING,
        splits: Mapping[str, tuple[str, ...]] = NOTHING,
        unfenced: Mapping[str, str] = NOTHING,
        content: tuple[str, ...] = (),
        skipped: tuple[str, ...] = (),
        passed_over: tuple[str, ...] = (),
        site_files: tuple[SiteFile, ...] = (),
        section_pages: frozenset[str] = frozenset(),
        list_pages: frozenset[str] = frozenset(),
        bundle_pages: frozenset[str] = frozenset(),
        registries: tuple[str, ...] = (),
        vocabularies: tuple[str, ...] = (),
        static: tuple[str, ...] = (),
        folder_files: FolderFiles | None = None,
        applies: Callable[[Defaults, str, SiteSettings], bool] = below,
        hides_author: bool = False,
    ) -> None:
        self.name = name
        self.title = title
        self.aliases: Mapping[str, tuple[str, ...]] = MappingProxyType(dict(aliases))
        self.yaml: Flavour = yaml
        self.read_path = read_path
        self.read_settings = read_settings
        self.folds_keys = folds_keys
        self.negations = negations
        self.draft_words = draft_words
        self.draft_folders = draft_folders
        self.boolean_keys = boolean_keys
        self.computed = computed
        self.shapes = shapes
        self.splits = splits
        self.unfenced = unfenced
        self.content = content
        self.skipped = skipped
        self.passed_over = passed_over
        self.site_files = site_files
        self.section_pages = section_pages
        self.list_pages = list_pages
        self.bundle_pages = bundle_pages
        self.registries = registries
        self.vocabularies = vocabularies
        self.static = static
        self.folder_files = folder_files
        self.applies = applies
        self.hides_author = hides_author
        self._fields = {key: name for name in reversed(FIELDS) for key in reversed(self.aliases.get(name, ()))}

    def __repr__(self) -> str:
        return f"<Dialect {self.name}>"

    def __reduce__(self) -> tuple[Callable[[str], Dialect], tuple[str]]:
        """Another process has the same dialects: only the name travels."""
        from bylint.dialects import dialect_named  # the list of dialects imports this module

        return dialect_named, (self.name,)

    def keys(self, canonical: str) -> tuple[str, ...]:
        """The keys that say a canonical field, the first that is present wins."""
        return self.aliases.get(canonical, ())

    def fold(self, key: str) -> str:
        """A key as this generator compares it."""
        return key.lower() if self.folds_keys else key

    def is_draft(self, metadata: Mapping[str, Any]) -> bool:
        """Whether the metadata says that the post is not to be published: `draft: true`, its negation, or a word."""
        for key, value in metadata.items():
            if self.draft_words and isinstance(value, str):
                words = self.draft_words.get(self.fold(key))
                if words is not None and value.strip().lower() in words:
                    return True
            said = _TRUTH.get(str(value).strip().lower()) if isinstance(value, str | int) else None
            if said is True and self.field_of(key) == "draft":
                return True
            if said is False and self.negations.get(self.fold(key)) == "draft":
                return True
        return False

    def takes(self, name: str, value: object) -> bool:
        """Whether this generator takes a value for a canonical field that others would not."""
        if isinstance(value, str):
            return name in self.computed and value.strip().lower() in self.computed[name]
        return name in self.shapes and self.shapes[name](value)

    def field_of(self, key: str) -> str | None:
        """The canonical field that a key, as written, says; None for a key of the site's own."""
        return self._fields.get(self.fold(key))


def text_of(value: object) -> str | None:
    """A setting that should be text: numbers are taken as written, anything else and blanks are not."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def folder_of(value: object) -> str | None:
    """A folder relative to the root in posix form; None for what is not text, absolute or outside of the root."""
    text = text_of(value)
    if text is None:
        return None
    parts = [part for part in text.replace("\\", "/").split("/") if part not in {"", "."}]
    if ".." in parts or text.startswith("/") or any(":" in part for part in parts[:1]):
        return None
    return "/".join(parts)


def mapping_of(value: object) -> Mapping[str, Any]:
    """The value if it is a mapping, with its keys as text; else an empty one."""
    return {str(key): item for key, item in value.items()} if isinstance(value, Mapping) else {}


def texts_of(value: object) -> tuple[str, ...]:
    """The texts of a list, or of one text standing alone."""
    items: Iterable[object] = value if isinstance(value, list | tuple) else (value,)
    return tuple(text for item in items if (text := text_of(item)) is not None)
