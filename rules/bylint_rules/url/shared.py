"""One address for several posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.archive import Fact
from bylint.archive.kin import language_of
from bylint.diagnostic import Span
from bylint.rule import RuleOptions, archive_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.archive import Archive, Group, Member, Said
    from bylint.post import Post


def addresses(post: Post) -> Iterator[Fact]:
    """The address of a post that is published, and those that redirect to it, among those of its language.

    Letter case and a slash at the end do not part addresses: many servers and file systems do not tell them apart.
    """
    address = post.address
    if address is None and post.aliases is None:
        return
    where = f"{post.site.prefix}\n{language_of(post)}"
    if address is not None:
        yield Fact("url", f"{where}\n{_folded(address)}", _span(post), address, {"kind": "address"})
    for redirect in post.redirects:
        if post.aliases is not None and (address is None or _folded(redirect.address) != _folded(address)):
            span = post.aliases.at(*redirect.steps).span
            yield Fact("url", f"{where}\n{_folded(redirect.address)}", span, redirect.address, {"kind": "alias"})


def _folded(address: str) -> str:
    return address.casefold().rstrip("/")


def _span(post: Post) -> Span:
    """What decides the address, else what names the post."""
    field = post.url or post.slug or post.title
    return field.span if field is not None else Span(0, 0)


@archive_rule(facts=addresses, severity="error")
def shared(archive: Archive, options: RuleOptions) -> Iterator[Said]:
    """Two posts have the same address, or an alias of one is the address or an alias of another.

    The generator writes one over the other, in an order that nobody has decided, and a post is lost. An alias that is
    another post's address replaces that post by a redirect.

    Bad (dialect=hugo):

        === content/posts/2021-03-04-mill.md
        ---
        title: The old mill
        url: ⟦⟨/2021/mill/⟩⟧
        ---
        === content/posts/2021-05-06-wheel.md
        ---
        title: The wheel
        url: ⟦⟨/2021/mill/⟩⟧
        ---

    Bad (dialect=hugo):

        === content/posts/mill.md
        ---
        title: The old mill
        url: ⟦⟨/posts/old-mill/⟩⟧
        ---
        === content/posts/wheel.md
        ---
        title: The wheel
        aliases: [⟦⟨/posts/old-mill/⟩⟧]
        ---

    Two addresses that differ by letter case or a slash at the end are one to many servers; that is a warning.

    Bad (dialect=hugo):

        === content/posts/mill.md
        ---
        title: The old mill
        url: ⟦⟨/Mill/⟩⟧
        ---
        === content/posts/wheel.md
        ---
        title: The wheel
        url: ⟦⟨/mill/⟩⟧
        ---

    Posts of two languages, drafts and pages that are not built have no address to share.

    Good (dialect=jekyll):

        === _posts/2021-03-04-mill.md
        ---
        title: The old mill
        lang: en
        permalink: /mill/
        ---
        === _posts/2021-03-05-mill.md
        ---
        title: Le vieux moulin
        lang: fr
        permalink: /mill/
        ---
        === _posts/2021-03-06-mill.md
        ---
        title: The mill, once more
        lang: en
        permalink: /mill/
        published: false
        ---
    """
    for group in archive.groups("url"):
        if group.posts > 1:
            yield from _clash(group)


def _clash(group: Group) -> Iterator[Said]:
    """One finding for each post, beside the earliest other one; an address before an alias."""
    first = group.first()
    second = None if first is None else group.first(beside=first.path)
    said: set[str] = set()
    for member in group:
        other = first if first is not None and first.path != member.path else second
        if other is not None and member.path not in said:
            said.add(member.path)
            yield _say(member, other, group.posts)


def _say(member: Member, other: Member, count: int) -> Said:
    kind, its = member.fact.data["kind"], other.fact.data["kind"]
    article = {"address": "the", "alias": "an"}[its]
    differs = ""
    if member.shown != other.shown:
        differs = " but for a slash" if member.shown.rstrip("/") == other.shown.rstrip("/") else " but for letter case"
    more = "" if count < 3 else f", of {count} posts that share it"
    return member.say(
        f'the {kind} "{member.shown}" is {article} {its} of {other.path} too{differs}{more}',
        (other.related(f"the same {its}" if not differs else f'"{other.shown}"'),),
        data={"url": member.shown, "other": other.shown, "count": count},
        severity="warning" if differs else None,
    )
