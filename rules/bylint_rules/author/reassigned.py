"""One name that holds the posts of several people."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from bylint.archive import Fact
from bylint.rule import RuleOptions, archive_rule, option
from bylint.text import listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bylint.archive import Archive, Group, Member, Said
    from bylint.post import Post

_SHOWN = 3
"""So many writers are named in a message."""
_MOST_WRITERS = 300
"""So many writers are told apart; a name that holds the posts of more is not looked at closer."""
_GAP = 92
"""Days without such a post that part two spans."""
_MOST_OF = 0.75
_CALLED = {"person": "author", "organisation": "organisation"}


class Options(RuleOptions):
    """How much is a habit."""

    posts: int = option(3, ge=2, description="a name is reported that holds at least so many posts of others")
    writers: int = option(
        2,
        ge=2,
        description="and these must be so many people; where the name is a person's, so many with two posts or more",
    )


def holders(post: Post) -> Iterator[Fact]:
    """The one name in the author field of a post whose page credits somebody else, and whom it credits."""
    field = post.authors
    if field is None or not post.credits:
        return
    found = post.attribution
    if found is None or found.inherited is not None or len(found.named) != 1:
        return
    from bylint.people import Kind
    from bylint.people.comparing import is_full
    from bylint.people.folding import fold

    holder = found.named[0]
    is_other = found.verdict in ("generic", "contradicts")
    if not is_other and (found.verdict != "unknown" or holder.kind is not Kind.LOGIN):
        return
    names = [person.name for person in map(post.site.directory.resolve, found.byline) if is_full(person)]
    if names:
        yield Fact(
            "author/holder",
            f"{post.site.prefix}\n{fold(holder.label)}",
            field.at(*holder.path).span,
            holder.label,
            {"byline": names, "kind": holder.kind.value},
        )


@archive_rule(Options, facts=holders, severity="warning")
def reassigned(archive: Archive, options: Options) -> Iterator[Said]:
    """One account or person is credited with posts whose pages name several other people.

    When a member of the staff leaves, or a site moves to another system, the posts of an account are handed to another
    one: the pages still say who wrote them, and the metadata credits whoever was left. It is told of once, on the
    earliest post; the rules about bylines tell of each.

    Bad:

        === posts/2014-05-06-weir.md
        ---
        author: ⟦webmaster⟧
        ---
        _by Ana Ruiz_
        === posts/2014-06-07-mill.md
        ---
        author: ⟨webmaster⟩
        ---
        _by Ben Okafor_
        === posts/2015-01-02-harbour.md
        ---
        author: webmaster
        ---
        _by Ana Ruiz_

    Somebody who publishes a post each of several guests has no posts that were handed over: where the name is a
    person's, it takes writers of two posts or more.

    Bad:

        === posts/2014-05-06-weir.md
        ---
        author: ⟦Carla Montrose⟧
        ---
        _by Ana Ruiz_
        === posts/2014-06-07-mill.md
        ---
        author: ⟨Carla Montrose⟩
        ---
        _by Ben Okafor_
        === posts/2014-07-08-crane.md
        ---
        author: Carla Montrose
        ---
        _by Ana Ruiz_
        === posts/2014-08-09-boat.md
        ---
        author: Carla Montrose
        ---
        _by Ben Okafor_

    Good (posts=5):

        === posts/2014-05-06-weir.md
        ---
        author: webmaster
        ---
        _by Ana Ruiz_
        === posts/2014-06-07-mill.md
        ---
        author: webmaster
        ---
        _by Ben Okafor_
        === posts/2015-01-02-harbour.md
        ---
        author: webmaster
        ---
        _by Cleo Marsh_

    Good:

        === posts/2014-05-06-weir.md
        ---
        author: Carla Montrose
        ---
        _by Carla Montrose_
        === posts/2014-06-07-mill.md
        ---
        author: Ben Okafor
        ---
        _by Ben Okafor_

    Good (writers=3):

        === posts/2014-05-06-weir.md
        ---
        author: webmaster
        ---
        _by Ana Ruiz_
        === posts/2014-06-07-mill.md
        ---
        author: webmaster
        ---
        _by Ben Okafor_
        === posts/2015-01-02-harbour.md
        ---
        author: webmaster
        ---
        _by Ana Ruiz_
    """
    for group in archive.groups("author/holder", of_first=True):
        if group.posts < options.posts:
            continue
        held = _read(group)
        writers = _told_apart(held.names)
        if _are_enough(held.kinds, writers, options.writers):
            yield _say(group, held, writers)


class _Held(NamedTuple):
    """The posts of a name: the earliest, and the earliest other one (of another writer, if there is one).

    Of all of them the days, whom the pages name and how often, and what kind of name it is.
    """

    first: Member
    other: Member | None
    days: list[date]
    names: Counter[str]
    kinds: set[str]


def _read(group: Group) -> _Held:
    """Read each member once: there may be as many as posts."""
    members = iter(group)
    first = next(members)
    writers, kind = first.fact.data["byline"], first.fact.data["kind"]
    held = _Held(first, None, [] if first.day is None else [first.day], Counter(writers), {kind})
    other: Member | None = None
    for member in members:
        named = member.fact.data["byline"]
        if other is None or other.fact.data["byline"] == writers != named:
            other = member
        if member.day is not None:
            held.days.append(member.day)
        held.names.update(named)
        held.kinds.add(member.fact.data["kind"])
    return held._replace(other=other)


def _are_enough(kinds: set[str], writers: Counter[str], least: int) -> bool:
    """Whether so many writers tell that the posts are others'.

    A login may be the one writer's own: it takes three to tell that it is not. A person may publish a post of a guest.
    """
    if "login" in kinds:
        return len(writers) >= max(least, 3)
    if kinds & {"account", "organisation"}:
        return len(writers) >= least
    return sum(count > 1 for count in writers.values()) >= least


def _told_apart(counts: Counter[str]) -> Counter[str]:
    """Whom the pages name, by the spelling that came first, and on how many posts."""
    if len(counts) > _MOST_WRITERS:
        return counts
    from bylint.people import Relation
    from bylint.people.comparing import compare_names

    found: Counter[str] = Counter()
    for name, count in counts.most_common():
        known = (other for other in found if compare_names(name, other) is not Relation.DIFFERENT)
        found[next(known, name)] += count
    return found


def _say(group: Group, held: _Held, writers: Counter[str]) -> Said:
    first, other = held.first, held.other
    ranked = sorted(writers.items(), key=lambda each: (-each[1], each[0]))
    who = _CALLED.get(first.fact.data["kind"], "account")
    return first.say(
        f'{who} "{first.shown}" holds {group.posts} posts{_when(held.days)} whose pages name {len(ranked)} writers:'
        f" {_named(ranked)}",
        () if other is None else (other.related(f"the page names {listing(other.fact.data['byline'])}"),),
        data={"author": [first.shown], "byline": [name for name, _ in ranked], "count": group.posts},
    )


def _when(days: Sequence[date]) -> str:
    """From when to when; and the span in which most of them lie, if they lie close together."""
    if not days:
        return ""
    spans: list[list[date]] = [[]]
    for before, day in pairwise((days[0], *days)):
        if (day - before).days > _GAP:
            spans.append([])
        spans[-1].append(day)
    densest = max(spans, key=len)
    found = f" from {days[0]} to {days[-1]}"
    if len(spans) > 1 and len(densest) >= _MOST_OF * len(days):
        found += f" ({len(densest)} of them from {densest[0]} to {densest[-1]})"
    return found


def _named(ranked: Sequence[tuple[str, int]]) -> str:
    shown = [f'"{name}" ({count})' for name, count in ranked[:_SHOWN]]
    more = len(ranked) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
