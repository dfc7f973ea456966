"""Who wrote this? What the metadata says against what the page says, weighed once for all the rules about authors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from bylint import people  # its functions are imported by the posts that need them
from bylint.byline.works import is_of_a_work
from bylint.patterns import pattern
from bylint.people import Authors, Kind, Person, labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bylint.byline import Credit
    from bylint.diagnostic import Span
    from bylint.inherited import Inherited
    from bylint.people import Directory
    from bylint.post import Field, Post

Verdict = Literal[
    "agrees", "unknown", "missing", "generic", "contradicts", "missing-coauthor", "not-in-byline", "misspelled"
]

ADDITIONAL_KEYS = frozenset(
    {"additional_authors", "additional-authors", "coauthors", "co-authors", "co_authors", "coauthor", "co-author"}
)
"""Keys that name authors beside the author field."""

PROFILE_KEYS = frozenset(
    f"author{joint}{what}"
    for joint in ("_", "-", "")
    for what in (
        *(
            "github",
            "gitlab",
            "twitter",
            "mastodon",
            "linkedin",
            "bluesky",
            "url",
            "link",
            "profile",
            "website",
            "name",
        ),
        *("email", "mail", "login", "handle", "username", "slug", "key"),
    )
)
"""Keys that say beside the author field, or in place of it, who the author is."""

OTHER_CREDIT_KEYS = frozenset(
    name + plural
    for name in (
        "translator",
        "editor",
        "reviewer",
        "proofreader",
        "illustrator",
        "photographer",
        "photo",
        "interviewee",
        "interviewer",
        "guest",
        "speaker",
        "presenter",
        "contributor",
        "source",
        "original_author",
        "original-author",
        "originalauthor",
        "via",
    )
    for plural in ("", "s")
)
"""Keys whose people the body may name without being its author."""


ORIGINATORS = frozenset({"translator", "interviewer", "interviewee"})
"""Those to whom a site may owe the post as it stands, though somebody else's words are on the page."""
OTHER_ROLES = ORIGINATORS | {"editor", "reviewer", "photographer"}
"""Those whom the page may credit and a site may count among its authors."""


class Attribution(NamedTuple):
    """The outcome, with all people of both sides; `missing` are the page's alone, `extra` the metadata's alone.

    Of a post that names nobody, `named` are those of the author that it inherits.
    `pairs` are a name of the metadata and the name on the page that is the same but for a slip of spelling.
    """

    verdict: Verdict
    named: tuple[Person, ...]
    byline: tuple[Person, ...]
    spans: tuple[Span, ...]
    span: Span
    missing: tuple[Person, ...] = ()
    extra: tuple[Person, ...] = ()
    pairs: tuple[tuple[Person, Person], ...] = ()
    inherited: Inherited | None = None

    @property
    def data(self) -> dict[str, list[str]]:
        """All names of each side, as read."""
        return {"author": labels(self.named), "byline": labels(self.byline)}

    def span_of(self, person: Person) -> Span:
        """Where the page names somebody."""
        return next((span for other, span in zip(self.byline, self.spans, strict=True) if other is person), self.span)


def read_named(post: Post) -> Authors:
    """Whom the metadata names as author: the author field, and keys that add to it."""
    directory = post.site.directory
    main = (
        people.read_authors(post.authors.value, directory) if post.authors is not None else Authors((), readable=True)
    )
    metadata = post.metadata
    if _MORE_KEYS.isdisjoint(map(str.lower, metadata)):
        return main
    main = _with_profiles(main, [metadata[key] for key in metadata if key.lower() in PROFILE_KEYS], directory)
    added = [people.read_authors(metadata[key], directory) for key in metadata if key.lower() in ADDITIONAL_KEYS]
    everybody = [*main.people, *(person for authors in added for person in authors.people)]
    return Authors(tuple(everybody), readable=main.readable and all(authors.readable for authors in added))


_MORE_KEYS = ADDITIONAL_KEYS | PROFILE_KEYS


def _with_profiles(main: Authors, profiles: Sequence[object], directory: Directory) -> Authors:
    """The one author with the login, address and page that other keys tell; who they are where nobody is named."""
    told = [
        person
        for value in profiles
        if isinstance(value, str)
        for person in people.read_authors(value, directory).people
        if person.kind in (Kind.PERSON, Kind.LOGIN)
    ]
    if not told or len(main.people) > 1 or not main.readable:
        return main
    named = next((person for person in told if person.name), None)
    author = main.people[0] if main.people else named or told[0]
    if author.kind is Kind.ACCOUNT:
        return Authors((named,)) if named is not None else main
    for other in told:
        login = other.handle or (other.name if other.kind is Kind.LOGIN else "")
        if author.kind is Kind.PERSON and directory.find(login) is not None:
            login = ""  # the registry says who that is
        author = author._replace(
            handle=author.handle or login,
            email=author.email or other.email,
            url=author.url or other.url,
        )
    return Authors((author,))


def attribute(post: Post) -> Attribution | None:
    """Weigh the author field against the byline. None where the page credits no person firmly."""
    firm = _firm(post)
    credited = _credited(post, firm)
    if not credited:
        return None
    byline, spans = tuple(person for person, _ in credited), tuple(span for _, span in credited)
    named, inherited = post.named, None
    if post.authors is None and not named.people:
        inherited = post.site.inherited_field("authors", post.root_path)
        if inherited is not None:
            named = people.read_authors(inherited.value, post.site.directory)
    linked = _with_links(post, named, byline, spans)
    found = _weigh(post, named, linked)
    if inherited is not None and (found.verdict != "contradicts" or len(named.named) < len(named.people)):
        found = _Weighed("unknown")  # of a site's default only a plain contradiction is told
    missing, pairs, directory = found.missing, found.pairs, post.site.directory
    if directory or linked is not byline:
        # somebody of the page goes by the name that the page has, whatever the site calls them
        known = [directory.resolve(person) for person in linked]
        as_read = dict(zip(reversed(known), reversed(byline), strict=True))
        missing = tuple(as_read.get(person, person) for person in missing)
        pairs = tuple((left, as_read.get(right, right)) for left, right in pairs)
    return Attribution(found.verdict, named.people, byline, spans, firm[0].span, missing, found.extra, pairs, inherited)


def _with_links(post: Post, named: Authors, byline: tuple[Person, ...], spans: Sequence[Span]) -> tuple[Person, ...]:
    """The people on the page, with the login of the profile that a name links to where it confirms an author."""
    logins = [person for person in named.people if person.handle or person.kind is Kind.LOGIN]
    if not logins:
        return byline
    directory = post.site.directory
    found: list[Person] = []
    for person, span in zip(byline, spans, strict=True):
        login = "" if person.handle else _linked_login(post.text, span)
        linked = person._replace(handle=login)
        is_same = login and any(people.compare(linked, author, directory) is people.Relation.SAME for author in logins)
        found.append(linked if is_same else person)
    return tuple(found)


_REACH = 300
"""Characters around a name in which its link is looked for."""
_LINK_BEHIND = pattern(r"[*_]{0,3}(?:\]\(|[ ]?<)(?P<url>https?://[^\s()<>\[\]\"']{3,200})[)>\"' ]")
_LINK_BEFORE = pattern(
    r"(?:link:|href=[\"']?|^|\s)(?P<url>https?://[^\s()<>\[\]\"']{3,200})[\"']?(?:\[|[^<>]{0,80}>)[*_]{0,3}\Z"
)


def _linked_login(text: str, span: Span) -> str:
    """The login of the profile page that a name in a body links to: Markdown, HTML or AsciiDoc."""
    found = _LINK_BEHIND.match(text, span.end, span.end + _REACH)
    if found is None:
        before = text[max(0, span.start - _REACH) : span.start]
        at = before.rfind("http")
        found = _LINK_BEFORE.search(before, max(0, at - 10)) if at >= 0 else None
    return people.profile_handle(found["url"]) if found is not None else ""


def _firm(post: Post) -> list[Credit]:
    """The firm credits of authors, but the author line of a header below front matter where it is the author field."""
    field = post.authors
    start, end = field.span if field is not None and post.document.below else (0, 0)
    return [
        credit
        for credit in post.credits
        if credit.firm
        and credit.role == "author"
        and not start <= credit.span.start < end
        and not _is_of_a_work(post, credit)
    ]


def _is_of_a_work(post: Post, credit: Credit) -> bool:
    title = post.title.value if post.title is not None else ""
    return isinstance(title, str) and bool(title) and is_of_a_work(post.text, post.body.start, credit, title)


def _credited(post: Post, firm: Sequence[Credit]) -> list[tuple[Person, Span]]:
    """The people of these credits, once each, without those whom another key explains."""
    directory = post.site.directory
    if not firm:
        return []
    explained = [
        person
        for key, value in post.metadata.items()
        if key.lower() in OTHER_CREDIT_KEYS
        for person in people.read_authors(value, directory).people
    ]
    found: list[tuple[Person, Span]] = []
    for credit in firm:
        for person, span in zip(credit.people, credit.spans, strict=True):
            if person.kind in (Kind.ACCOUNT, Kind.ORGANISATION):
                continue
            if any(_may_be_same(person, other, directory) for other in explained):
                continue
            if all(people.compare(person, other, directory) is not people.Relation.SAME for other, _ in found):
                found.append((person, span))
    return found


def _may_be_same(left: Person, right: Person, directory: Directory) -> bool:
    return people.compare(left, right, directory) is not people.Relation.DIFFERENT


class _Weighed(NamedTuple):
    verdict: Verdict
    missing: tuple[Person, ...] = ()
    extra: tuple[Person, ...] = ()
    pairs: tuple[tuple[Person, Person], ...] = ()


def _weigh(post: Post, named: Authors, byline: Sequence[Person]) -> _Weighed:
    if not named.people:
        in_force = not named.readable or inherits_author(post)
        return _Weighed("unknown" if in_force else "missing", missing=tuple(byline))
    if not named.readable:
        return _Weighed("unknown")
    writers = [person for person in named.people if person.kind not in (Kind.ACCOUNT, Kind.ORGANISATION)]
    if not writers:
        return _Weighed("generic", missing=tuple(byline))
    directory = post.site.directory
    found = people.compare_people(writers, byline, directory)
    verdicts: dict[str, Verdict] = {
        "agree": "agrees",
        "contradict": "contradicts",
        "right_has_more": "missing-coauthor",
        "both_have_more": "missing-coauthor",
        "left_has_more": "not-in-byline",
        "misspelled": "misspelled",
    }
    verdict = verdicts.get(found.relation, "unknown")
    extra = tuple(person for person in found.only_left if not people.part_of(person))
    if verdict == "not-in-byline" and all(_has_role(post, person, OTHER_ROLES) for person in extra):
        verdict = "agrees"
    elif verdict == "contradicts" and all(_is_doubtful(post, person) for person in writers):
        verdict = "unknown"
    slips = tuple((pair.left, pair.right) for pair in found.pairs if pair.relation is people.Relation.MISSPELLED)
    return _Weighed(verdict, tuple(found.only_right), extra, slips)


def _is_doubtful(post: Post, person: Person) -> bool:
    """Whether somebody in the author field may have had another part than that of the writer; editors write, too."""
    return people.part_of(person) not in ("", "editor") or _has_role(post, person, ORIGINATORS)


def _has_role(post: Post, person: Person, roles: frozenset[str]) -> bool:
    """Whether the page may credit somebody whom the author field names with another part in the post."""
    directory = post.site.directory
    return any(
        _may_be_same(person, other, directory)
        for credit in post.credits
        if credit.role in roles
        for other in credit.people
    )


def inherits_author(post: Post) -> bool:
    """Whether the site gives a post an author that its own front matter does not name, or may do so in a program."""
    return post.site.may_credit(post.root_path)


def author_place(post: Post, person: Person) -> tuple[Field, Span]:
    """The author field and where in it a person is written."""
    field = post.authors
    if field is None:
        raise LookupError("the post has no author field")
    return field, field.at(*person.path).span
