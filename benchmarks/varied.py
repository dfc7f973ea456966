"""Archives of any size out of some posts: round after round of them, in which no post says what another's says.

Each round is the archive again under other words. In its prose (lines of sixty characters or more, and long excerpts)
one word in four becomes another of the same folder, so that no sentence is the same; the title has one more word,
wherever it is said; addresses, slugs and keys of translations are the round's own; and the post's year is another, in
the front matter, the path and the text alike. So bylines, datelines and whatever contradicts them stay as the writers
left them, and rules that compare posts find what they would find in as many posts of the same newsroom, and no copies.
The first round is the posts as they were published.
"""

from __future__ import annotations

import os
import random
import re
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

import archive
from own_posts import own_posts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FRONT = re.compile(r"---\r?\n(.*?\n)---\r?\n", re.DOTALL)
_DATE = re.compile(r"""(?m)^date: *["']?((?:19|20)\d\d)-\d\d-\d\d""")
_TITLE = re.compile(
    r"""(?m)^title: *(?:[>|]-?\n +)?(["']|(?![ "'\[{&*!|>])) *(\S.*(?:\n[ \t]+.*)*?)\1 *\r?\n(?![ \t])"""
)
_OWN_ADDRESS = re.compile(r"""(?m)^url: *["']?(/[^\s"']{10,})""")
_ADDRESS = re.compile(r"""(?m)^(?:(?:permalink|slug|translationKey): *|  ?- |- )["']?(?:/|(?<=[yg]: )(?=\w))""")
_PROSE_KEY = re.compile(r"(?m)^(?:excerpt|summary|description|subtitle|teaser):.*\n(?:[ \t]+.*\n)*")
_LONG_LINE = re.compile(r".{60,}")
_WORD = re.compile(r"(?<=[ \t])[^\W\d_A-Z]{4,}(?=[ .,;:\r]|$)")
_LEAP_DAY = re.compile(r"(?i)[-/]0?2[-/]29|\bf[eé][bv]\w*\.? 29|\b29 f[eé][bv]")
_SHORTCODE = re.compile(r"\{\{([<%])")
_EVERY = 4
_YEARS = range(1996, 2026)


class Original(NamedTuple):
    """A post taken apart where its copies differ: the text is the pieces, one after the other."""

    path: PurePosixPath
    year: str
    pieces: list[str]
    words: list[int]
    """Which pieces are words of prose; and likewise below."""
    years: list[int]
    titles: list[int]
    """Where a word more is said of the title; nothing stands there."""
    addresses: list[int]
    """Where an address, a slug or a key begins; nothing stands there."""

    def copy(self, round_: int, vocabulary: Sequence[str]) -> tuple[PurePosixPath, str]:
        """The post in a round. The round with number 0 is the post as it was."""
        if not round_:
            return self.path, "".join(self.pieces)
        pieces = self.pieces.copy()
        chance = random.Random(f"{round_} {self.path}")
        changed = self.words[chance.randrange(_EVERY) :: _EVERY]
        for at, word in zip(changed, chance.choices(vocabulary, k=len(changed)), strict=True):
            pieces[at] = word
        again, first = divmod(round_, len(vocabulary))
        more = f" {vocabulary[first]}" + (f" {vocabulary[again]}" if again else "")
        for at in self.titles:
            pieces[at] = more
        for at in self.addresses:
            pieces[at] = f"r{round_}{'/' if pieces[at - 1].endswith('/') else '-'}"
        path = self.path
        if self.years:
            year = str(_YEARS[(int(self.year) + 7 * round_) % len(_YEARS)])
            for at in self.years:
                pieces[at] = year
            path = path.with_name(path.name.replace(self.year, year))
        return path, "".join(pieces)


class Sources(NamedTuple):
    """The posts that an archive is made of, and where they are from, in words."""

    posts: list[Original]
    vocabularies: dict[PurePosixPath, list[str]]
    """Words of prose by the folder whose posts have them, so that a French post gets French ones."""
    said: str


def sources() -> Sources:
    """The posts with YAML front matter of the shared archives; where there are none, posts of our own making.

    Posts that a peer cannot read are left out, and shortcodes are no shortcodes any more: Hugo stops at a date that it
    cannot read, and at a shortcode that the site does not have.
    """
    found = [(path, text) for path, text in _texts() if _DATE.search(text)]
    said = "posts of the shared archives"
    if not found:
        found, said = own_posts(), "posts of this project's own making"
    random.Random(0).shuffle(found)
    posts = [taken_apart(path, _SHORTCODE.sub(r"{ {\1", text)) for path, text in found]
    words: defaultdict[PurePosixPath, set[str]] = defaultdict(set)
    for post in posts:
        words[post.path.parent].update(post.pieces[at] for at in post.words)
    return Sources(posts, {folder: _shuffled(each) for folder, each in words.items()}, f"{len(posts):,} {said}")


def _texts() -> Iterator[tuple[PurePosixPath, str]]:
    for site in archive.SITES:
        folder = archive.ARCHIVES / site
        for path in sorted(folder.rglob("*.md")):
            text = path.read_bytes().decode("utf-8", "replace")
            yield PurePosixPath(site.partition("/")[0]) / path.relative_to(folder).as_posix(), text


def _shuffled(words: set[str]) -> list[str]:
    found = sorted(words)
    random.Random(1).shuffle(found)
    return found or ["word"]


def taken_apart(path: PurePosixPath, text: str) -> Original:
    """A post in pieces. One without front matter or date has fewer that change."""
    front = _FRONT.match(text)
    begins = front.end() if front else 0
    dated = _DATE.search(text, 0, begins)
    titled = _TITLE.search(text, 0, begins)
    slots: list[tuple[int, int, str]] = []
    if titled:
        said = re.compile(re.escape(titled[2]) + r"(?!\w)")  # in a heading, too
        slots.append((titled.end(2), titled.end(2), "title"))
        if len(titled[2]) > 10:
            slots += [(found.end(), found.end(), "title") for found in said.finditer(text, begins)]
    slots += [(found.end(), found.end(), "address") for found in _ADDRESS.finditer(text, 0, begins)]
    if address := _OWN_ADDRESS.search(text, 0, begins):
        said = re.compile(re.escape(address[1]))  # in the field, and in links of the text
        slots += [(found.start() + 1, found.start() + 1, "address") for found in said.finditer(text)]
    if dated and not _LEAP_DAY.search(text):
        year = re.compile(rf"(?<!\d){dated[1]}(?!\d)")
        slots += [(*found.span(), "year") for found in year.finditer(text)]
    slots += [(start, end, "word") for start, end in _prose_words(text, begins)]
    return _cut(path, text, dated[1] if dated else "", sorted(slots))


def _prose_words(text: str, begins: int) -> Iterator[tuple[int, int]]:
    for key in _PROSE_KEY.finditer(text, 0, begins):
        if key.end() - key.start() >= 60:
            yield from (found.span() for found in _WORD.finditer(text, *key.span()))
    for line in _LONG_LINE.finditer(text, begins):
        yield from (found.span() for found in _WORD.finditer(text, *line.span()))


def _cut(path: PurePosixPath, text: str, year: str, slots: list[tuple[int, int, str]]) -> Original:
    kinds: dict[str, list[int]] = {"word": [], "year": [], "title": [], "address": []}
    pieces: list[str] = []
    at = 0
    for start, end, kind in slots:
        if start >= at:
            pieces += [text[at:start], text[start:end]]
            kinds[kind].append(len(pieces) - 1)
            at = end
    return Original(path, year, [*pieces, text[at:]], *kinds.values())


def make_varied(folder: Path, count: int, found: Sources) -> int:
    """Fill a folder with a Hugo site of `count` posts below `content/SITE/ROUND/`. Returns their size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hugo.toml").write_text('baseURL = "https://example.org/"\n', "utf-8")
    (folder / "bylint.toml").write_text("", "utf-8")
    rounds = range(-(-count // len(found.posts)))
    limits = [min(len(found.posts), count - round_ * len(found.posts)) for round_ in rounds]
    if len(rounds) == 1:
        return _write_round(folder, 0, limits[0], found)
    with ProcessPoolExecutor(initializer=_keep, initargs=(found,)) as pool:
        return sum(pool.map(_write_round, repeat(folder), rounds, limits))


_KEPT: list[Sources] = []


def _keep(found: Sources) -> None:
    _KEPT[:] = [found]


def _write_round(folder: Path, round_: int, limit: int, found: Sources | None = None) -> int:
    found = found or _KEPT[0]
    size = 0
    known: set[str] = set()
    for original in found.posts[:limit]:
        path, text = original.copy(round_, found.vocabularies[original.path.parent])
        site, *parts = path.parts
        target = os.path.join(folder, "content", site, f"{round_:04}", *parts)  # noqa: PTH118 - text is faster than Path
        place = os.path.dirname(target)  # noqa: PTH120
        if place not in known:
            os.makedirs(place, exist_ok=True)  # noqa: PTH103
            known.add(place)
        data = text.encode("utf-8")
        with open(target, "wb") as file:  # noqa: PTH123
            file.write(data)
        size += len(data)
    return size
