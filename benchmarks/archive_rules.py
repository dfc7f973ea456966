"""What archive rules cost: time and memory per post at several sizes, and one file against the store of the largest.

python benchmarks/archive_rules.py                  # 10,000 and 100,000 posts
python benchmarks/archive_rules.py 1000 10000       # other sizes
python benchmarks/archive_rules.py --built-in       # the archive rules that bylint has, without one of this script's own

Runs are whole processes, in turn where they are compared; ratios are of medians.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from archive import yaml_posts
from measure import BYLINT, ENVIRONMENT, peak_memory

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
    """Real posts under numbered titles, one in ten under the title of another."""
    posts = [path.read_text("utf-8", "replace") for path in yaml_posts()]
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
        target.write_text(text, "utf-8")


def seconds(folder: Path, *arguments: str) -> float:
    """Wall-clock seconds of one run in a project."""
    started = time.perf_counter()
    subprocess.run([*BYLINT, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=folder, env=ENVIRONMENT)
    return time.perf_counter() - started


def forget(folder: Path) -> None:
    """As if no run had been before."""
    (folder / ".bylint_cache" / "facts.sqlite").unlink(missing_ok=True)


def archive_rules() -> str:
    """The names of all of them, as `--ignore` takes them."""
    from bylint.registry import load_registry

    return ",".join([*(rule.id for rule in load_registry() if rule.needs == "archive"), "house"])


def whole(folder: Path, count: int, ignored: str) -> None:
    """Cold, warm, and without archive rules."""
    runs = 3 if count <= 10_000 else 1
    cold, warm, without = [], [], []
    for _ in range(runs):
        forget(folder)
        cold.append(seconds(folder))
        warm.append(seconds(folder))
        without.append(seconds(folder, "--ignore", ignored))
    a, b, c = (statistics.median(each) for each in (cold, warm, without))
    size = (folder / ".bylint_cache" / "facts.sqlite").stat().st_size
    print(
        f"{count:>8,} posts   without archive rules {c / count * 1e6:6.0f} us a post"
        f"   first run +{(a - c) / count * 1e6:5.0f} ({a / c:.2f}x)   next runs +{(b - c) / count * 1e6:5.0f} ({b / c:.2f}x)"
        f"   store {size / count / 1024:.1f} KiB a post"
    )
    forget(folder)
    command = [
        sys.executable,
        "-c",
        "import os, sys; os.chdir(sys.argv[1]); os.execv(sys.argv[2], sys.argv[2:])",
        str(folder),
        *BYLINT,
    ]
    print(
        f"{'':>14}   peak memory: first run {peak_memory(command):.0f} MiB, next runs {peak_memory(command):.0f} MiB,"
        f" without archive rules {peak_memory([*command, '--ignore', ignored]):.0f} MiB"
    )


def one_file(folder: Path, alone: Path, ignored: str) -> None:
    """One file of a large archive with its store, against one file with no archive, and with no archive rules."""
    file = "content/posts/000/post-000009.md"
    cases = {"warm store": (folder, ()), "no archive rules": (folder, ("--ignore", ignored)), "no store": (alone, ())}
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for turn in range(16):
        for name, (place, more) in cases.items():
            took = seconds(place, *more, file)
            if turn:
                taken[name].append(took)
    medians = {name: statistics.median(found) for name, found in taken.items()}
    base = medians["no archive rules"]
    for name, found in medians.items():
        print(f"one file, {name:<18} {found * 1000:6.1f} ms   {found / base:.2f}x")


def main() -> None:
    """Run all."""
    own_rule = "--built-in" not in sys.argv
    sizes = [int(each) for each in sys.argv[1:] if each.isdigit()] or [10_000, 100_000]
    ignored = archive_rules() if not own_rule else f"{archive_rules()}"
    with tempfile.TemporaryDirectory() as temporary:
        for count in sizes:
            folder = Path(temporary, str(count))
            make(folder, count, own_rule=own_rule)
            whole(folder, count, ignored)
        alone = Path(temporary, "alone")
        make(alone, 10, own_rule=own_rule)
        one_file(folder, alone, ignored)


if __name__ == "__main__":
    main()
