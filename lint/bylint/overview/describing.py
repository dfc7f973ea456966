"""One post as a row of the report, from the readings that rules use."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bylint import people
from bylint.dialects import FIELDS
from bylint.overview.rows import PostRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bylint.people import Person
    from bylint.post import Post


def describe(post: Post) -> PostRow:
    """What a report keeps of a post: no more than its path where a reading fails, of which rules that use it tell."""
    try:
        return _describe(post)
    except Exception:  # noqa: BLE001  # a front matter may be anybody's, and the run goes on
        return PostRow(post.path, dialect=post.site.dialect.name)


def _describe(post: Post) -> PostRow:
    authors = _authors(post)
    attribution = post.attribution
    return PostRow(
        post.path,
        title=_text(post.title.value) if post.title is not None else None,
        day=post.day.isoformat() if post.day is not None else None,
        section=_section(post),
        language=post.language_code,
        is_draft=post.is_draft,
        dialect=post.site.dialect.name,
        url=post.address,
        authors=_labels(authors),
        bylined=_labels(_known_as(post, attribution.byline, authors)) if attribution is not None else (),
        attribution=attribution.verdict if attribution is not None else None,
        fields=tuple(name for name in FIELDS if name in post.fields),
    )


def _section(post: Post) -> str:
    """The first folder below the content folder; the folder of a page bundle is the post itself."""
    found = (post.path_facts.section or "").partition("/")[0]
    folder, _, name = post.root_path.rpartition("/")
    is_bundle = name.startswith("index.") and folder.rpartition("/")[2] == found
    return "" if is_bundle else found


def _text(title: object) -> str | None:
    """The title, a number or a date as text; a list or a mapping is none."""
    return str(title) if isinstance(title, str | int | float | date) else None


def _authors(post: Post) -> list[Person]:
    """Whom the metadata credits, by the names that the site has for them."""
    directory = post.site.directory
    named = post.named.people
    if not named and post.authors is None:
        inherited = post.site.inherited_author(post.root_path)
        if inherited is not None:
            named = people.read_authors(inherited.value, directory).people
    return [directory.resolve(person) for person in named]


def _known_as(post: Post, byline: Iterable[Person], authors: Iterable[Person]) -> list[Person]:
    """The people on the page, by the name that the author field has where it names the same person, not a login."""
    directory = post.site.directory
    authors = [person for person in authors if person.kind is people.Kind.PERSON]
    found: list[Person] = []
    for person in byline:
        known = directory.resolve(person)
        same = (each for each in authors if people.compare(each, known, directory) is people.Relation.SAME)
        found.append(next(same, known))
    return found


def _labels(found: Iterable[Person]) -> tuple[str, ...]:
    """Names, each once."""
    return tuple(dict.fromkeys(label for label in people.labels(found) if label))
