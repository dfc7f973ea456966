"""Posts of our own making, where no real ones are at hand: the prose of our documentation, put together anew.

They differ as real ones do: bylines that agree with the author or not, accounts instead of names, datelines, tags in
several spellings, excerpts that are a sentence or only a link.
"""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

PROJECT = Path(__file__).resolve().parents[1]
COUNT = 400
_PLAIN = re.compile(r"(?!.*(?:[A-Z]{2}|(?i:lorem)))[\w ,;.'’-]+")
PEOPLE = (
    "Mira Solberg",
    "Jonas Adeyemi",
    "Priya Raman",
    "Tomas Quiroga",
    "Ingrid Halvorsen",
    "Noor Haddad",
    "Ana Ruiz",
)
TAGS = ("harbour", "ferry", "library", "school", "weather", "open data", "council", "market", "culture", "sports")
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")


def own_posts() -> list[tuple[PurePosixPath, str]]:
    """The posts, each with its path below a site's content folder: the same on every machine."""
    prose = _sentences()
    return [_post(number, prose) for number in range(COUNT)]


def _sentences() -> list[str]:
    pages = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
    found: list[str] = []
    for page in pages:
        for paragraph in page.read_text("utf-8").split("\n\n"):
            text = " ".join(paragraph.split())
            if paragraph[:1].isalpha() and paragraph[:1].isupper() and "|" not in text and "`" not in text:
                found += [each for each in _SENTENCE.split(text) if len(each) > 40 and _PLAIN.fullmatch(each)]
    return found


def _post(number: int, prose: list[str]) -> tuple[PurePosixPath, str]:
    chance = random.Random(number)
    day = date(2009, 1, 5) + timedelta(days=chance.randrange(5_000))
    title = re.sub(r'[:."]', "", " ".join(_told(chance, prose).split()[:9])).strip(",;!? ")
    slug = re.sub(r"\W+", "-", title.lower()).strip("-")
    writer, other = chance.sample(PEOPLE, 2)
    author = chance.choice([writer] * 7 + [other, "webdesk", f"{writer} and {other}"])
    excerpt = '<a href="/">READ MORE</a>' if chance.random() < 0.1 else _told(chance, prose)
    tags = [tag.title() if chance.random() < 0.02 else tag for tag in chance.sample(TAGS, 3)]
    stated = day + timedelta(days=chance.choice([0] * 9 + [40]))
    head = [
        "---",
        f'title: "{title}"',
        f"author: {author}",
        f"date: {day}T{chance.randrange(24):02}:15:00+00:00",
        f"url: /{day:%Y/%m/%d}/{slug}-{number}/",
        f"excerpt: {_quoted(excerpt)}",
        f"tags: [{', '.join(tags)}]",
        "---",
    ]
    body = [chance.choice([f"_by {writer}_", f"**{stated:%B} {stated.day}, {stated.year}**", f"**By {writer}**"])]
    for paragraph in range(chance.randrange(5, 18)):
        if paragraph % 4 == 3:
            body.append(f"## {' '.join(chance.choice(prose).split()[:4])}")
        body.append(" ".join(_told(chance, prose) for _ in range(chance.randrange(2, 5))))
    if chance.random() < 0.2:
        body.append("![The harbour](harbour.jpg)\n\n```\nmake all\n```")
    return PurePosixPath("own", f"{day}-{slug}-{number}.md"), "\n".join(head) + "\n" + "\n\n".join(body) + "\n"


def _told(chance: random.Random, prose: list[str]) -> str:
    """A sentence in which some words are those of another, so that hardly two are the same."""
    words, others = (chance.choice(prose).split() for _ in range(2))
    for at in range(chance.randrange(1, 4), len(words) - 1, 3):
        words[at] = chance.choice(others[1:-1])
    return " ".join(words)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
