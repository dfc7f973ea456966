"""Jekyll: https://jekyllrb.com/docs/front-matter/, https://jekyllrb.com/docs/posts/, and its usual plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.dialects.base import (
    NO_SETTINGS,
    Defaults,
    Dialect,
    PathFacts,
    SiteFile,
    SiteSettings,
    below,
    folder_of,
    mapping_of,
    text_of,
)
from bylint.dialects.hexo import KEYS as HEXO_KEYS
from bylint.dialects.paths import dated_folders, dated_name, split_suffix

if TYPE_CHECKING:
    from collections.abc import Mapping

# Jekyll compares keys exactly. "Front matter" defines permalink, published, date, category/categories, tags;
# singular `tag` and `category` are read beside the plurals (Document#populate_tags). jekyll-seo-tag reads author before
# authors, last_modified_at, canonical_url, image and lang; jekyll-redirect-from reads redirect_from.
_ALIASES = {
    "title": ("title",),
    "authors": ("author", "authors"),
    "date": ("date",),
    "updated": ("last_modified_at", "modified_date", "updated", "last-modified", "lastmod"),
    "expires": ("expires",),
    "draft": ("draft",),
    "excerpt": ("excerpt",),
    "description": ("description",),
    "summary": ("summary",),
    "slug": ("slug",),
    "url": ("permalink",),
    "aliases": ("redirect_from", "alias", "aliases"),
    "canonical_url": ("canonical_url",),
    "categories": ("categories", "category"),
    "tags": ("tags", "tag"),
    "series": ("series",),
    "images": ("image", "images", "thumbnail", "cover"),
    "language": ("lang", "language", "locale"),
    "layout": ("layout",),
}

_PEOPLE = frozenset({"author", "authors", "members", "people", "staff", "staff_members", "team"})
"""Collections that by custom hold a page for each person."""


def looks_like_jekyll(settings: Mapping[str, Any]) -> bool:
    """Whether a `_config.yml` is Jekyll's: an empty one is, one with Hexo's settings is not."""
    return HEXO_KEYS.isdisjoint(settings)


def read_path(path: str, settings: SiteSettings = NO_SETTINGS) -> PathFacts:
    """Read a path relative to the site's root.

    A post is `_posts/YEAR-MONTH-DAY-title.ext`; folders above `_posts` are categories; a draft has no day. The day in
    the name holds only while `date` is absent: "Posts", "Front matter".
    """
    *folders, name = path.split("/")
    stem = split_suffix(name)
    home = next((at for at, folder in enumerate(folders) if folder in {"_posts", "_drafts"}), None)
    named = dated_name(stem)
    slug = (named.rest if named else stem) or None
    parents = dated_folders(folders)
    collection = next((folder[1:] for folder in folders if folder.startswith("_")), None)
    return PathFacts(
        date=named.day if named else None,
        date_text=named.text if named else None,
        date_decides=False,
        year=parents.year,
        month=parents.month,
        slug=slug,
        segment=slug,
        language=settings.language,
        section="/".join(folders[:home]) or None if home is not None else collection,
    )


def read_settings(settings: Mapping[str, Any]) -> SiteSettings:
    """Read `_config.yml`: https://jekyllrb.com/docs/configuration/options/, front matter defaults included."""
    where = folder_of(settings.get("source")) or ""
    collections = "/".join(part for part in (where, folder_of(settings.get("collections_dir")) or "") if part)
    base = text_of(settings.get("url"))
    language = text_of(settings.get("lang")) or text_of(settings.get("locale"))
    return SiteSettings(
        title=text_of(settings.get("title")) or text_of(settings.get("name")),
        base_url=base.rstrip("/") + (text_of(settings.get("baseurl")) or "") if base else None,
        language=language,
        languages=(language,) if language else (),
        time_zone=text_of(settings.get("timezone")),
        content=_content(collections, settings.get("collections")),
        output=folder_of(settings.get("destination")),
        permalinks=(("posts", permalink),) if (permalink := text_of(settings.get("permalink"))) else (),
        addressing={
            "source": where,
            "collections": tuple(
                (name, text)
                for name, about in mapping_of(settings.get("collections")).items()
                if (text := text_of(mapping_of(about).get("permalink")))
            ),
        },
        defaults=_defaults((where, collections), settings.get("defaults")),
        author=settings.get("author"),
        static=(where,) if where else (),
        # jekyll-author: authors may be listed in the configuration, and win over `_data/authors.yml`.
        people=mapping_of(settings.get("authors")),
    )


def _content(folder: str, collections: object) -> tuple[str, ...]:
    """The folders of posts, and of each collection whose documents get pages: https://jekyllrb.com/docs/collections/."""
    named = [
        f"_{name}"
        for name, about in mapping_of(collections).items()
        if mapping_of(about).get("output") is True and name not in {"posts", "drafts"} and name not in _PEOPLE
    ]
    if not folder and not named:
        return ()
    return tuple(f"{folder}/{each}".lstrip("/") for each in (*JEKYLL.content, *named))


def _defaults(folders: tuple[str, ...], value: object) -> tuple[Defaults, ...]:
    """Front matter defaults: https://jekyllrb.com/docs/configuration/front-matter-defaults/.

    "Precedence": the longer path wins, then the one with a type, then the later one. A path may have `*`. It begins
    in the source folder, and may leave out the folder of collections.
    """
    found = []
    for number, entry in enumerate(value if isinstance(value, list) else ()):
        scope, values = mapping_of(mapping_of(entry).get("scope")), mapping_of(mapping_of(entry).get("values"))
        written, kind = (text_of(scope.get("path")) or "").strip("/"), text_of(scope.get("type"))
        for folder in dict.fromkeys(folders) if values else ():
            path = f"{folder}/{written}".strip("/")
            said = Defaults(path, values, steps=("defaults", number, "values"), kind=_FORMER.get(kind, kind))
            if "*" in written:
                said = said._replace(path="", pattern=path)
            found.append((len(written), kind is not None, said))
    return tuple(said for _, _, said in sorted(found, key=lambda each: each[:2]))


_FORMER: Mapping[str | None, str] = {"page": "pages", "post": "posts", "draft": "drafts"}


def applies(scope: Defaults, path: str, settings: SiteSettings) -> bool:
    """Whether defaults are for a document: by its type, and by its path or a folder above it."""
    if scope.kind is not None and scope.kind not in _kinds(path):
        return False
    if scope.pattern is not None:
        from bylint.dialects.scopes import matches  # only where there is a pattern

        return matches(scope.pattern, path, above=True)
    return below(scope, path, settings)


def _kinds(path: str) -> frozenset[str]:
    """The types that a document may be told by; a draft is one of the posts too."""
    folders = path.split("/")[:-1]
    if "_posts" in folders:
        return frozenset({"posts"})
    if "_drafts" in folders:
        return frozenset({"drafts", "posts"})
    return frozenset({next((folder[1:] for folder in folders if folder.startswith("_")), "pages")})


JEKYLL = Dialect(
    "jekyll",
    "Jekyll",
    aliases=_ALIASES,
    yaml="1.1",  # Ruby's Psych stands on libyaml and reads yes, no, on and off as booleans
    read_path=read_path,
    read_settings=read_settings,
    # "Front matter": `published: false` keeps a post from being generated.
    negations={"published": "draft"},
    draft_folders=frozenset({"_drafts"}),
    boolean_keys=frozenset({"draft", "published", "sitemap", "comments", "pin"}),
    # "Categories and tags": a plural key holds a list or words parted by blanks, a singular one holds one term.
    splits={"tags": ("",), "categories": ("",)},
    content=("**/_posts", "**/_drafts"),
    skipped=("_site", ".jekyll-cache", "_includes", "_layouts", "_sass", "vendor"),
    passed_over=("_", "#", "~"),
    site_files=(
        SiteFile("_config.yml", looks_like_jekyll),
        SiteFile("_config.yaml", looks_like_jekyll),
        SiteFile("_config.toml", looks_like_jekyll),
    ),
    list_pages=frozenset({"index"}),
    static=("",),
    # "Data files": _data/NAME.*; the tutorial's collection of authors, https://jekyllrb.com/docs/step-by-step/09-collections/.
    registries=(
        "_data/authors.*",
        "_data/author.*",
        "_data/authors/*",
        "_data/author/*",
        "_data/people.*",
        "_authors/*",
    ),
    applies=applies,
)
