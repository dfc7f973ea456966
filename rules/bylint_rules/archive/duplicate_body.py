"""One text in two posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.archive.kin import are_of_a_series
from bylint.rule import RuleOptions, archive_rule, option
from bylint_rules.archive._sentences import FEWEST, SENTENCE, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.archive import Archive, Member, Said


class Options(RuleOptions):
    """What a near copy is."""

    shared: int = option(
        75,
        ge=50,
        le=100,
        description="a body is a near copy if at least so many in a hundred of its sentences are another's",
    )
    most: int = option(
        8,
        ge=2,
        le=50,
        description="a sentence that more posts have is a standing text (of whom to ask, where to subscribe) and"
        " does not count",
    )


@archive_rule(Options, facts=sentences, severity="warning")
def duplicate_body(archive: Archive, options: Options) -> Iterator[Said]:
    """The body is a near copy of another post's.

    The post was published twice, or copied to begin a new one that was never written. Readers find the text in two
    places, search engines choose one of them, and corrections reach only the other.

    Bad:

        === posts/2021-03-04-mill.md
        ---
        title: The old mill
        ---
        ⟦⟨The mill at the weir was built before anybody kept books of it.⟩⟧
        Its wheel turned until the great flood of the year nineteen hundred.
        Nobody has lived there since the last miller and his wife moved to the town!
        The roof was taken down by the storm, and never mended after that.
        What remains are the walls, two stones, and the shaft of the wheel.
        A society of friends meets there every first Sunday in the month.
        === posts/2021-05-06-copy.md
        ---
        title: Something about the weir
        ---
        ⟦⟨**The mill** at the weir was built before anybody kept books of it.⟩⟧
        Its wheel turned until the great flood of the year nineteen hundred.
        Nobody has lived there since the last miller and his wife moved to the town.
        The roof was taken down by the storm, and never mended after that.
        What remains are the walls, two stones, and the shaft of the wheel.
        A society of friends meets there on the second Sunday of each month.

    Good (shared=95):

        === posts/2021-03-04-mill.md
        ---
        title: The old mill
        ---
        The mill at the weir was built before anybody kept books of it.
        Its wheel turned until the great flood of the year nineteen hundred.
        Nobody has lived there since the last miller and his wife moved to the town.
        The roof was taken down by the storm, and never mended after that.
        What remains are the walls, two stones, and the shaft of the wheel.
        A society of friends meets there every first Sunday in the month.
        === posts/2021-05-06-copy.md
        ---
        title: Something about the weir
        ---
        The mill at the weir was built before anybody kept books of it.
        Its wheel turned until the great flood of the year nineteen hundred.
        Nobody has lived there since the last miller and his wife moved to the town.
        The roof was taken down by the storm, and never mended after that.
        What remains are the walls, two stones, and the shaft of the wheel.
        A society of friends meets there on the second Sunday of each month.

    Notes of one kind, whose titles differ by a number or a date, may say nearly the same each time. Languages, sections
    and versions of a manual are not compared, nor are short texts.

    Good:

        === posts/2021-03-04-release.md
        ---
        title: Millwork 2.3 is out
        ---
        We are glad to announce another release of our software for mills.
        It mends two faults in the wheel, and one in the gear that it drives.
        Everybody who runs an older release in a mill should move to this one.
        The sums of all files are given below, beside the places to find them.
        Please tell us of whatever does not turn as it should with this release.
        Thanks to everybody who has helped us to make this release what it is.
        === posts/2021-05-06-release.md
        ---
        title: Millwork 2.4 is out
        ---
        We are glad to announce another release of our software for mills.
        It mends two faults in the wheel, and one in the gear that it drives.
        Everybody who runs an older release in a mill should move to this one.
        The sums of all files are given below, beside the places to find them.
        Please tell us of whatever does not turn as it should with this release.
        Thanks to everybody who has helped us to make this release what it is.

    What is compared is a sample of twelve sentences a post: how much is shared is an estimate. A finding about a draft
    is for information.

    Good (most=2):

        === posts/2021-03-04-mill.md
        ---
        title: The old mill
        ---
        Short.
        === posts/2021-05-06-weir.md
        ---
        title: The weir
        ---
        Short.
    """
    for member, others in archive.resembling(SENTENCE, least=FEWEST - 1, most=options.most):
        copies = [(-count, other.path, other) for other, count in others if _is_copy(member, other, count, options)]
        if copies:
            negative, _, other = min(copies)
            yield _say(member, other, -negative)


def _is_copy(member: Member, other: Member, count: int, options: Options) -> bool:
    """Whether two posts that share so many sentences are one text twice."""
    largest = max(member.fact.data["of"], other.fact.data["of"])
    return count * 100 >= options.shared * largest and not are_of_a_series(member, other)


def _say(member: Member, other: Member, count: int) -> Said:
    percent = round(100 * count / max(member.fact.data["of"], other.fact.data["of"]))
    draft = " (a draft)" if other.is_draft else ""
    return member.say(
        f"the body is a near copy of that of {other.path}{draft}: about {percent}% of the sentences are the same",
        (other.related("nearly the same text"),),
        data={"body": percent, "count": 2},
        severity="info" if member.is_draft or other.is_draft else None,
    )
