"""What archive rules cost: time and memory a post at some sizes, and one file beside the store of the largest.

python benchmarks/archive_rules.py                  # 10,000 and 100,000 posts
python benchmarks/archive_rules.py 1000 10000       # other sizes
python benchmarks/archive_rules.py --built-in       # by the archive rules that bylint has, without one of its own

Runs are whole processes, in turn where they are compared, and measured in processor time; ratios are medians of pairs.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from archive import yaml_posts
from measure import BYLINT as UNCACHED
from measure import ENVIRONMENT, peak_memory

BYLINT = [each for each in UNCACHED if each != "--no-cache"]
_ADDRESS = re.compile(r"(?m)^(?:url: |  ?- )/")
_WORD = re.compile(r"(\W+)")
RULE = '''"""house/same-title."""

from bylint.archive import Fact
from bylint.rule import RuleOptions, archive_rule


def facts(post):
    """The title, and each tag."""
    title = post.valid("title")
    if title is not None:
        yield Fact("house-title", str(title.value).casefold(), title.span, str(title.value))
    for tag in post.valid("tags").value if post.valid("tags") else ():
        yield Fact("house-tag", str(tag).casefold(), post.valid("tags").span, str(tag))


@archive_rule(RuleOptions, facts=facts, severity="info")
def same_title(archive, options):
    """Two posts have one title."""
    for group in archive.groups("house-title"):
        first = None
        for member in group:
            first = first or member
            if member.path != first.path:
                yield member.say(f'"{member.shown}" is the title of {first.path}, too', [first.related("here")])
    for group in archive.groups("house-tag", differing=True):
        for member in group:
            if member.shown != (usual := next(iter(group.spellings()))):
                yield member.say(f'"{member.shown}" is written "{usual}" elsewhere')
'''


def make(folder: Path, count: int, *, own_rule: bool) -> None:
    """Real posts under numbered titles, one in ten under the title of another, and as many with a body of another."""
    posts = [path.read_text("utf-8", "replace") for path in yaml_posts()]
    paragraphs = [each for post in posts for each in post.partition("\n---\n")[2].split("\n\n") if "```" not in each]
    words = sorted({word for each in paragraphs for word in _WORD.split(each) if word.isalpha()})
    (folder / ".git").mkdir(parents=True)
    (folder / "hugo.toml").write_text('baseURL = "https://example.org/"\n', "utf-8")
    if own_rule:
        (folder / "rules/house").mkdir(parents=True)
        (folder / "rules/house/same_title.py").write_text(RULE, "utf-8")
        (folder / "bylint.toml").write_text('local-rules = ["rules"]\n', "utf-8")
    for number in range(count):
        target = folder / "content" / "posts" / f"{number // 500:03}" / f"post-{number:06}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = posts[number % len(posts)]
        if "\ntitle:" in text:
            head, _, rest = text.partition("\ntitle:")
            rest = rest.partition("\n")[2]
            text = f"{head}\ntitle: The week in the harbour, number {number - number % 10 // 9 * 7}\n{rest}"
        if number % 10:
            text = text.replace(" the ", f" the {number} ").replace(" and ", f" and {number} ")
        text = _ADDRESS.sub(rf"\g<0>{number}/", text)
        if number >= len(posts):
            front, fence, body = text.partition("\n---\n")
            chance = random.Random(number)
            mixed = "\n\n".join(chance.sample(paragraphs, min(body.count("\n\n") + 1, 60)))
            text = (
                front
                + fence
                + "".join(
                    chance.choice(words) if at % 10 == 8 and each.isalpha() else each
                    for at, each in enumerate(_WORD.split(mixed))
                )
            )
        target.write_text(text, "utf-8")


def seconds(folder: Path, *arguments: str) -> float:
    """Seconds of processor time of one run in a project: what else the machine does at the time counts little."""
    before = os.times()
    subprocess.run([*BYLINT, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=folder, env=ENVIRONMENT)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def memory(folder: Path, *arguments: str) -> float:
    """Peak memory of one run in a project, in MiB."""
    code = "import os, sys; os.chdir(sys.argv[1]); os.execv(sys.argv[2], sys.argv[2:])"
    return peak_memory([sys.executable, "-c", code, str(folder), *BYLINT, *arguments])


def forget(folder: Path) -> None:
    """As if no run had been before."""
    shutil.rmtree(folder / ".bylint_cache", ignore_errors=True)


def whole(folder: Path, count: int, rules: str) -> None:
    """First run and next run by archive rules alone, against a first run by no rule that reads the same posts."""
    runs = 3 if count <= 10_000 else 1
    first, following, none = [], [], []
    for _ in range(runs):
        forget(folder)
        first.append(seconds(folder, "--select", rules))
        following.append(seconds(folder, "--select", rules))
        forget(folder)
        none.append(seconds(folder, "--select", "stet/unknown-rule"))
    a, b, c = (statistics.median(each) / count * 1e6 for each in (first, following, none))
    forget(folder)
    peaks = [memory(folder, "--select", each) for each in (rules, rules)]
    size = (folder / ".bylint_cache" / "facts.sqlite").stat().st_size / count / 1024
    print(
        f"{count:>8,} posts, us a post: by no rule {c:.0f}, first run by archive rules +{a - c:.0f},"
        f" next runs {b:.0f} in all; store {size:.1f} KiB a post"
    )
    forget(folder)
    peaks.append(memory(folder, "--select", "stet/unknown-rule"))
    print(f"{'':>14} peak MiB: first run {peaks[0]:.0f}, next runs {peaks[1]:.0f}, by no rule {peaks[2]:.0f}")


def one_file(folder: Path, alone: Path, rules: str) -> None:
    """One file that has changed, by all default rules.

    With the store of a large archive, without archive rules, and with no store.
    """
    file = "content/posts/000/post-000009.md"
    cases: dict[str, tuple[Path, tuple[str, ...]]] = {
        "warm store": (folder, ()),
        "no archive rules": (folder, ("--ignore", rules)),
        "no store": (alone, ()),
    }
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for turn in range(22):
        for name, (place, more) in cases.items():
            with (place / file).open("a", encoding="utf-8") as post:
                post.write("\nMore.\n")
            took = seconds(place, *more, file)
            if turn:
                taken[name].append(took)
    base = taken["no archive rules"]
    for name, found in taken.items():
        ratio = statistics.median(one / other for one, other in zip(found, base, strict=True))
        print(f"one file, {name:<18} {statistics.median(found) * 1000:6.1f} ms   {ratio:.2f}x")


def main() -> None:
    """Run all."""
    from bylint.registry import load_registry

    own_rule = "--built-in" not in sys.argv
    sizes = [int(each) for each in sys.argv[1:] if each.isdigit()] or [10_000, 100_000]
    rules = "house" if own_rule else ",".join(rule.id for rule in load_registry() if rule.needs == "archive")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as temporary:
        for count in sizes:
            folder = Path(temporary, str(count))
            make(folder, count, own_rule=own_rule)
            whole(folder, count, rules)
        alone = Path(temporary, "alone")
        make(alone, 10, own_rule=own_rule)
        one_file(folder, alone, rules)


if __name__ == "__main__":
    main()
