"""Hugo: https://gohugo.io/content-management/front-matter/ and https://gohugo.io/configuration/front-matter/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.dialects.base import (
    NO_SETTINGS,
    Defaults,
    Dialect,
    FolderFiles,
    PathFacts,
    SiteFile,
    SiteSettings,
    below,
    folder_of,
    mapping_of,
    text_of,
    texts_of,
)
from bylint.dialects.marks import DATA_SUFFIXES
from bylint.dialects.paths import below_content, dated_folders, dated_name, split_language, split_suffix, without_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bylint.dialects.base import Step

# Keys are compared in lower case: Hugo lower-cases the keys of front matter and of its configuration. Custom keys may
# stand at the top or under `params` (front matter, "Parameters"). Hugo itself knows no author, excerpt, canonical
# address or image: these are what its embedded templates (opengraph reads `images`) and the common themes read.
_ALIASES = {
    "title": ("title",),
    "authors": ("authors", "author", "params.authors", "params.author"),
    # "Configure front matter": the default order of `date`, less `lastmod` and `modified`, which are no publication.
    "date": ("date", "publishdate", "pubdate", "published"),
    "updated": ("lastmod", "modified", "updated"),
    "expires": ("expirydate", "unpublishdate"),
    "draft": ("draft",),
    "excerpt": ("excerpt", "params.excerpt"),
    "description": ("description",),
    "summary": ("summary",),
    "slug": ("slug",),
    "url": ("url",),
    "aliases": ("aliases",),
    "canonical_url": ("canonicalurl", "canonical_url", "canonical", "params.canonicalurl"),
    "categories": ("categories",),
    "tags": ("tags",),
    "series": ("series",),
    "images": ("images", "image", "featured_image", "featuredimage", "featureimage", "cover", "thumbnail"),
    "language": ("lang", "language"),
    "layout": ("layout",),
}

# "All settings", https://gohugo.io/configuration/all/: names that another program's config.toml does not have.
_KEYS = frozenset(
    """
    archetypedir baseurl builddrafts buildexpired buildfuture canonifyurls contentdir defaultcontentlanguage
    defaultcontentlanguageinsubdir disablekinds disqusshortname enablegitinfo enablerobotstxt googleanalytics
    hascjklanguage languagecode layoutdir outputformats paginate pagination permalinks publishdir pygmentsstyle
    pygmentsusesclasses relativeurls removepathaccents rsslimit summarylength taxonomies themesdir uglyurls
    """.split(),  # thirty names are read as prose, not as a list
)

_FOLDER = "config/_default/"  # "Introduction to configuration": the folder's files are named after root keys
_PARTS = ("languages", "permalinks", "frontmatter", "params", "cascade")


def looks_like_hugo(settings: Mapping[str, Any]) -> bool:
    """Tell a Hugo `config.toml` from Zola's (which must have `base_url`) and from other programs' files."""
    return "base_url" not in settings and any(str(key).lower() in _KEYS for key in settings)


def read_path(path: str, settings: SiteSettings = NO_SETTINGS) -> PathFacts:
    """Read a path relative to the site's root.

    A leaf bundle (`post/index.md`) is named by its folder. The language is a suffix of the name (`about.fr.md`) or a
    content folder of its own: https://gohugo.io/content-management/multilingual/. A day leads the file name; Hugo
    takes it as the date only if `[frontmatter] date` has `:filename`, and then what follows is the slug, else the whole
    name is.
    """
    content, inside = below_content(path, settings.content or ("content",))
    *folders, name = inside.split("/")
    stem, language = split_language(split_suffix(name), settings.languages)
    if not language and settings.content_languages:
        language = dict(settings.content_languages).get(content)
    if not settings.content_languages and folders and folders[0] in settings.languages:
        language = language or folders.pop(0)
    section = folders[0] if folders else None
    if stem in {"index", "_index"} and folders:
        stem = folders.pop()
    named, parents = dated_name(stem), dated_folders(folders)
    slug = (without_time(named.rest) if named else stem) or None
    return PathFacts(
        date=named.day if named else parents.day,
        date_text=named.text if named else parents.text,
        date_decides=named is not None and settings.filename_date,
        year=parents.year,
        month=parents.month,
        slug=slug,
        segment=slug if settings.filename_date else stem,
        language=language or settings.language,
        section=section,
    )


def read_settings(settings: Mapping[str, Any]) -> SiteSettings:
    """Read a site configuration; names are compared in lower case, at the root and below it."""
    root = _lower(settings)
    languages = {code: _lower(value) for code, value in mapping_of(root.get("languages")).items()}
    front_matter = _lower(root.get("frontmatter"))
    per_language = [_lower(value.get("frontmatter")) for value in languages.values()]
    folders = {code: folder for code, value in languages.items() if (folder := folder_of(value.get("contentdir")))}
    main = folder_of(root.get("contentdir")) or "content"
    return SiteSettings(
        title=text_of(root.get("title")),
        base_url=text_of(root.get("baseurl")),
        language=text_of(root.get("defaultcontentlanguage")) or text_of(root.get("languagecode")),
        languages=tuple(languages),
        time_zone=text_of(root.get("timezone")),
        content=tuple(
            dict.fromkeys(
                [*folders.values()] if folders and len(folders) == len(languages) else [main, *folders.values()]
            )
        ),
        content_languages=tuple((folder, code) for code, folder in folders.items()),
        output=folder_of(root.get("publishdir")),
        filename_date=any(_filename_first(part) for part in (front_matter, *per_language)),
        aliases=_date_keys(front_matter),
        permalinks=_permalinks(root.get("permalinks")),
        addressing=_addressing(root, languages),
        static=_static(root, languages),
        defaults=tuple(_cascade("", root["cascade"])) if root.get("cascade") else (),
        author=_lower(root.get("params")).get("author", root.get("author")),
        taxonomies=tuple(text.lower() for text in mapping_of(root.get("taxonomies")).values() if isinstance(text, str)),
        author_steps=("params", "author") if "author" in _lower(root.get("params")) else ("author",),
    )


_ADDRESSING = (
    "defaultcontentlanguage",
    "defaultcontentlanguageinsubdir",
    "disablepathtolower",
    "removepathaccents",
    "uglyurls",
)
"""Settings that shape addresses: https://gohugo.io/configuration/all/."""


def _permalinks(value: object) -> tuple[tuple[str, str], ...]:
    """The pattern of each section's pages, which newer versions have under `page`."""
    said = mapping_of(value)
    own = {key.lower(): each for key, each in said.items() if isinstance(each, str)}
    return tuple({**own, **{k: v for k, v in mapping_of(said.get("page")).items() if isinstance(v, str)}}.items())


def _addressing(root: Mapping[str, Any], languages: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """What `bylint.addresses.hugo` reads beside the permalinks of all languages.

    `languages` are permalinks of one, `base_urls` the hosts of each, `unread` permalinks that are not a section's.
    """
    found = {key: root[key] for key in _ADDRESSING if key in root}
    all_of = [root.get("permalinks"), *(each["permalinks"] for each in languages.values() if "permalinks" in each)]
    own = {code: _permalinks(each["permalinks"]) for code, each in languages.items() if "permalinks" in each}
    hosts = tuple(url for each in languages.values() if (url := text_of(each.get("baseurl"))))
    if any(isinstance(each, list) or any("/" in key.strip("/") for key in mapping_of(each)) for each in all_of):
        found["unread"] = True
    return {**found, **({"languages": own} if own else {}), **({"base_urls": hosts} if hosts else {})}


def _static(root: Mapping[str, Any], languages: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """The folders of static files and of assets, where the site names them: `staticDir`, `assetDir` and mounts.

    https://gohugo.io/configuration/all/ and https://gohugo.io/configuration/module/#mounts.
    """
    said = [
        text
        for each in (root, *languages.values())
        for key in ("staticdir", *(f"staticdir{number}" for number in range(11)))
        for text in texts_of(each.get(key))
    ]
    assets = folder_of(root.get("assetdir")) or "assets"
    mounts = _lower(root.get("module")).get("mounts")
    mounted = []
    for each in map(_lower, mounts if isinstance(mounts, list) else ()):
        target, _, inside = (folder_of(each.get("target")) or "").partition("/")
        if target in {"static", "assets"} and not inside and (source := folder_of(each.get("source"))):
            mounted.append(source)
    if not said and not mounted and assets == "assets":
        return ()
    own = [folder for text in said or ["static"] if (folder := folder_of(text))]
    return tuple(dict.fromkeys((*own, assets, *mounted, *(each for each in HUGO.static if "*" in each))))


def _lower(value: object) -> dict[str, Any]:
    return {key.lower(): item for key, item in mapping_of(value).items()}


def _filename_first(front_matter: Mapping[str, Any]) -> bool:
    """Whether `:filename` stands before the keys of front matter in the order for `date`."""
    return texts_of(front_matter.get("date"))[:1] == (":filename",)


def _date_keys(front_matter: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The site's own order of keys: https://gohugo.io/configuration/front-matter/, tokens such as `:git` left out."""
    aliases = []
    for canonical, setting in (("date", "date"), ("updated", "lastmod"), ("expires", "expirydate")):
        keys: list[str] = []
        for key in texts_of(front_matter.get(setting)):
            keys += _ALIASES[canonical] if key.lower() == ":default" else () if key.startswith(":") else (key.lower(),)
        if keys:
            aliases.append((canonical, tuple(dict.fromkeys(keys))))
    return tuple(aliases)


def _cascade(folder: str, value: object, source: str = "") -> Iterable[Defaults]:
    """Metadata for the pages below a folder: https://gohugo.io/configuration/cascade/. Of several the first wins."""
    from bylint.dialects.scopes import matches  # only where there is a cascade

    for number, entry in reversed(list(enumerate(value if isinstance(value, list) else [value]))):
        values = _lower(entry)
        target = _lower(values.pop("_target", None) or values.pop("target", None))
        if not matches(str(target.get("kind") or "page"), "page"):
            continue
        if not matches(str(target.get("environment") or "production"), "production"):
            continue
        steps: tuple[Step, ...] = ("cascade", number) if isinstance(value, list) else ("cascade",)
        pattern, language = text_of(target.get("path")), text_of(target.get("lang"))
        nested = _lower(values.pop("params", None))
        for at, said in ((steps, values), ((*steps, "params"), nested)):
            if said:
                yield Defaults(folder, said, source, at, pattern=pattern, language=language)


def read_section(path: str, values: Mapping[str, Any]) -> Iterable[Defaults]:
    """What a section's page hands down: https://gohugo.io/content-management/front-matter/#cascade."""
    folder, _, name = path.rpartition("/")
    language = split_language(split_suffix(name))[1]
    for each in _cascade(folder, _lower(values).get("cascade") or (), path):
        yield each._replace(language=each.language or language)


def applies(scope: Defaults, path: str, settings: SiteSettings) -> bool:
    """Whether a cascade reaches a page: by the folder, and by the patterns for its logical path and language."""
    if not below(scope, path, settings):
        return False
    from bylint.dialects.scopes import matches

    if scope.language is not None:
        language = read_path(path, settings).language
        if language is not None and not matches(scope.language, language):
            return False
    return scope.pattern is None or matches(scope.pattern, _logical(path, settings))


def _logical(path: str, settings: SiteSettings) -> str:
    """A page's logical path: https://gohugo.io/quick-reference/glossary/#logical-path."""
    *folders, name = below_content(path, settings.content or ("content",))[1].split("/")
    stem, _ = split_language(split_suffix(name), settings.languages)
    parts = folders if stem in {"index", "_index"} else [*folders, stem]
    return "/".join(parts).lower().replace(" ", "-")


HUGO = Dialect(
    "hugo",
    "Hugo",
    aliases=_ALIASES,
    # Hugo 0.152 (2025) changed to a reader of YAML 1.2: yes, no, on and off are text (gohugoio/hugo#8822).
    yaml="1.2",
    read_path=read_path,
    read_settings=read_settings,
    folds_keys=True,
    # A boolean `published` is the opposite of `draft`, a date is an alias of publishDate (gohugoio/hugo#12898).
    negations={"published": "draft"},
    boolean_keys=frozenset({"draft", "headless", "iscjklanguage"}),
    computed=dict.fromkeys(("date", "updated", "expires"), frozenset({":git", ":filemodtime", ":filename"})),
    content=("content",),
    skipped=("archetypes", "layouts", "public", "resources", "themes"),
    site_files=(
        *(SiteFile(f"hugo.{suffix}") for suffix in DATA_SUFFIXES),
        *(SiteFile(f"config.{suffix}", looks_like_hugo) for suffix in DATA_SUFFIXES),
        *(SiteFile(f"{_FOLDER}{name}.{suffix}") for name in ("hugo", "config") for suffix in DATA_SUFFIXES),
        *(SiteFile(f"{_FOLDER}{part}.{suffix}", key=part) for part in _PARTS for suffix in DATA_SUFFIXES),
    ),
    # `_index.md` is the page of a section; `index.md` is a leaf bundle, a post: "Page bundles".
    section_pages=frozenset({"_index"}),
    bundle_pages=frozenset({"index"}),
    # "Data sources": data/NAME.*; the taxonomy `author` has term pages at content/authors/SLUG/_index.md.
    registries=(
        "data/authors.*",
        "data/author.*",
        "data/authors/*",
        "data/author/*",
        "content/authors/*/_index.md",
        "content/author/*/_index.md",
        "content/authors/[!_]*",
        "content/authors/*/index.md",
    ),
    static=("static", "assets", "themes/*/static", "themes/*/assets"),
    folder_files=FolderFiles(
        tuple(
            f"_index{language}.{suffix}" for suffix in ("md", "markdown", "html") for language in ("", ".{language}")
        ),
        read_section,
    ),
    applies=applies,
)
