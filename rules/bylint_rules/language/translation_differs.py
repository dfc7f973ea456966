"""A post and its translation disagree about author or day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.archive import Fact
from bylint.archive.kin import language_of, translation_key
from bylint.rule import RuleOptions, archive_rule, option
from bylint.text import listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bylint.archive import Archive, Member, Said
    from bylint.post import Post

_MOST = 60
"""A key that more posts share is none of translations."""
AUTHOR, DAY = "translation/author", "translation/day"


class Options(RuleOptions):
    """What may differ."""

    other_authors: bool = option(
        default=False,
        description="report translations that name other people altogether; off, because a translation may name its"
        " translator",
    )
    days: int | None = option(
        None,
        ge=1,
        description="report translations that are more than so many days apart, on a site that publishes all languages"
        " at once",
    )


def translations(post: Post) -> Iterator[Fact]:
    """The author and the day of a post that has, or may have, translations."""
    key = translation_key(post)
    if key is None:
        return
    language = language_of(post)
    authors, day = post.authors, post.date
    if authors is not None:
        named = post.named
        names = [person.name for person in named.people if person.name]
        if named.readable or authors.value in ("", []):
            yield Fact(AUTHOR, key, authors.span, "\n".join(names), {"language": language, "names": names})
    if day is not None:
        yield Fact(DAY, key, day.span, str(post.day), {"language": language})


@archive_rule(Options, facts=translations, severity="warning")
def translation_differs(archive: Archive, options: Options) -> Iterator[Said]:
    """A post and its translation disagree about who wrote it, or when.

    Both tell of one text: one of them credits the wrong person, or nobody, or stands in the wrong place of the archive.

    Bad:

        === posts/en/mill.md
        ---
        author: ⟦⟨Élise Brandt⟩⟧
        ---
        === posts/fr/mill.md
        ---
        author: ⟦⟨Élise Brant⟩⟧
        ---

    Bad:

        === posts/en/mill.md
        ---
        translationKey: mill
        author: ⟨Élise Brandt⟩
        ---
        === posts/fr/moulin.md
        ---
        translationKey: mill
        author: ⟦''⟧
        ---

    A translation may be later than the original. Days of one month and day in two years, or with day and month changed
    places, are slips.

    Bad:

        === posts/mill.en.md
        ---
        date: ⟦⟨2019-03-14⟩⟧
        ---
        === posts/mill.fr.md
        ---
        date: ⟦⟨2020-03-14⟩⟧
        ---

    Good:

        === posts/mill.en.md
        ---
        author: Élise Brandt
        date: 2019-03-14
        ---
        === posts/mill.fr.md
        ---
        author: Élise Brandt et Ana Ruiz
        date: 2019-05-02
        ---

    Bad (days=2):

        === posts/mill.en.md
        ---
        date: ⟦⟨2019-03-14⟩⟧
        ---
        === posts/mill.fr.md
        ---
        date: ⟦⟨2019-05-02⟩⟧
        ---

    A translation that names somebody else may mean its translator.

    Good:

        === posts/mill.en.md
        ---
        author: Élise Brandt
        ---
        === posts/mill.fr.md
        ---
        author: Ana Ruiz
        ---

    Bad (other_authors=true):

        === posts/mill.en.md
        ---
        author: ⟦⟨Élise Brandt⟩⟧
        ---
        === posts/mill.fr.md
        ---
        author: ⟦⟨Ana Ruiz⟩⟧
        ---

    Translations are known by `translationKey` and its like, by folders of languages, or by the language behind the
    name of the file.
    """
    for name, compare in ((AUTHOR, _authors), (DAY, _days)):
        for group in archive.groups(name, differing=True):  # most translations agree
            if not 1 < group.posts <= _MOST:
                continue
            members = list(group)
            languages = [member.fact.data["language"] for member in members]
            if len(set(languages)) == len(members):
                yield from compare(members, options)


def _authors(members: Sequence[Member], options: Options) -> Iterator[Said]:
    named = [member for member in members if member.fact.data["names"]]
    for member in members:
        other = next((each for each in named if each is not member), None)
        if other is None:
            continue
        how = _how(member.fact.data["names"], other.fact.data["names"], options)
        if how:
            mine, theirs = member.fact.data["names"], other.fact.data["names"]
            yield member.say(
                f"author {how.format(listing(mine))} {listing(theirs)} in the translation {other.path}",
                (other.related("the author of the translation"),),
                data={"author": mine, "translation": theirs},
            )


def _how(mine: Sequence[str], theirs: Sequence[str], options: Options) -> str:
    if mine == theirs:
        return ""
    if not mine:
        return "is empty, and"
    from bylint.people import compare_people, read_person

    relation = compare_people([*map(read_person, mine)], [*map(read_person, theirs)]).relation
    if relation == "misspelled":
        return "{} is spelled"
    return "{} is" if relation == "contradict" and options.other_authors else ""


def _days(members: Sequence[Member], options: Options) -> Iterator[Said]:
    for member in members:
        if member.day is None:
            continue
        for other in members:
            if other.day is not None and other is not member and (how := _apart(member.day, other.day, options)):
                yield member.say(
                    f"date is {member.day}, and {other.day} in the translation {other.path}: {how}",
                    (other.related("the date of the translation"),),
                    data={"date": str(member.day), "translation": str(other.day)},
                )
                break


def _apart(day: date, other: date, options: Options) -> str:
    if options.days is not None and abs((day - other).days) > options.days:
        return f"{abs((day - other).days)} days apart"
    if (day.month, day.day) == (other.month, other.day) and day.year != other.year:
        return "the same day of another year"
    if day.year == other.year and day.month != day.day and (day.month, day.day) == (other.day, other.month):
        return "day and month changed places"
    return ""
