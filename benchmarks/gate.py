"""What fixes and the baseline do to real archives, and what a gate costs.

python benchmarks/gate.py                 # all of it: some minutes
python benchmarks/gate.py fixes baseline  # only the named measurements
"""

from __future__ import annotations

import collections
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

import yaml

from archive import ARCHIVES, make_archive
from measure import ENVIRONMENT, HERE, compare

BYLINT = [sys.executable, "-m", "bylint"]
NAMES = ("cds", "electron", "flink", "rustblog", "stackstorm")
KILLS = int(os.environ.get("KILLS", "1000"))
_FENCES = {"---": yaml.safe_load, "+++": tomllib.loads}


def bylint(folder: Path, *arguments: str) -> dict[str, Any]:
    """One run, as JSON."""
    command = [*BYLINT, "check", "--isolated", "--exit-zero", "--output-format", "json", *arguments]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.decode()[-500:])
    return dict(json.loads(done.stdout))


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody."""
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "gc.auto=0")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def copy(name: str, folder: Path) -> Path:
    """A copy of an archive that may be written, as a repository."""
    target = folder / name
    shutil.copytree(ARCHIVES / name, target)
    for path in (target, *target.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    git(target, "init", "-q", ".")
    return target


def split(text: str) -> tuple[dict[str, Any], str]:
    """Metadata by the readers of YAML and TOML themselves, and the body."""
    fence = text[:3]
    parts = re.split(rf"(?m)^{re.escape(fence)}[ \t]*$\n?", text, maxsplit=2)
    return (_FENCES[fence](parts[1]) or {}, parts[2]) if fence in _FENCES and len(parts) == 3 else ({}, text)


def fixes(folder: Path) -> None:
    """Every safe fix, then every suggested one, on copies of the archives."""
    for name in NAMES:
        target = copy(name, folder)
        for options in (["--fix"], ["--fix", "--unsafe-fixes"]):
            before = bylint(target)
            texts = {path: path.read_bytes().decode() for path in target.rglob("*.md")}
            after = bylint(target, *options)
            fields = collections.defaultdict(set)
            for found in before["diagnostics"]:
                if found["fixes"]:
                    fields[found["path"]].add((found["key"] or "").partition(".")[0].partition("[")[0])
                    fields[found["path"]].update(found["data"].get("keys", ()))  # those that a fix says it takes out
            changed = equal = 0
            for path, text in texts.items():
                now = path.read_bytes().decode()
                if now == text:
                    continue
                changed += 1
                old, new = split(text), split(now)
                named = fields[path.relative_to(target).as_posix()]
                rest = [{key: value for key, value in each[0].items() if key not in named} for each in (old, new)]
                equal += rest[0] == rest[1] and old[1] == new[1]
            again = bylint(target, *options)
            rules = [collections.Counter((d["path"], d["rule"]) for d in run["diagnostics"]) for run in (before, after)]
            print(
                f"{name:<11} {' '.join(options):<22} fixes {after['summary'].get('fixed', 0):>4}  files changed"
                f" {changed:>4}  equal outside the edits {equal:>4}  second run fixes"
                f" {again['summary'].get('fixed', 0)}  new diagnostics {sum((rules[1] - rules[0]).values())}"
            )


def kills(folder: Path) -> None:
    """Fixing is killed at random moments: every file is an old one or a new one, never a part of one.

    A file is written once for what it says itself, and once more where posts are compared: both are new ones.
    """
    source = copy("stackstorm", folder)
    for number, path in enumerate(sorted(source.rglob("*.md"))):
        if number % 4:
            path.unlink()  # a quarter of it takes less time, and is killed more often
    posts = sorted(path.relative_to(source) for path in source.rglob("*.md"))
    whole: dict[Path, set[bytes]] = {path: {(source / path).read_bytes()} for path in posts}
    old = {path: (source / path).read_bytes() for path in posts}
    command = [*BYLINT, "check", "--isolated", "--fix", "--unsafe-fixes", "--quiet"]
    longest = 0.0
    for name, more in (("alone", ["--ignore", ",".join(_comparing())]), ("compared", [])):
        shutil.copytree(source, folder / name)
        started = time.perf_counter()
        subprocess.run([*command, *more], cwd=folder / name, env=ENVIRONMENT, capture_output=True, check=False)
        longest = max(longest, 1.2 * (time.perf_counter() - started))
        for path in posts:
            whole[path].add((folder / name / path).read_bytes())
    random.seed(os.getpid())
    damaged = between = 0
    for _ in range(KILLS):
        run = subprocess.Popen(
            command, cwd=source, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(random.uniform(0.1, longest))
        run.send_signal(signal.SIGKILL)
        run.wait()
        now = {path: (source / path).read_bytes() for path in posts}
        damaged += sum(text not in whole[path] for path, text in now.items())
        between += any(text != old[path] for path, text in now.items())
        for path, text in now.items():
            if text != old[path]:
                (source / path).write_bytes(old[path])
    left = len(list(source.rglob(".bylint-*.tmp")))
    print(
        f"{KILLS:,} kills, {between:,} of them behind the first fix: {damaged} damaged files;"
        f" {left} temporary files left over"
    )


def _comparing() -> list[str]:
    """The rules that compare posts."""
    from bylint.registry import load_registry

    return [rule.id for rule in load_registry() if rule.needs == "archive"]


def baseline(folder: Path) -> None:
    """Lines above, another order of keys, renames: entries that are lost."""
    for name in NAMES:
        target = copy(name, folder)
        subprocess.run(
            [*BYLINT, "check", "--write-baseline"], cwd=target, env=ENVIRONMENT, capture_output=True, check=False
        )
        entries = len((target / "bylint-baseline.jsonl").read_text("utf-8").splitlines()) - 1
        git(target, "add", "-A")
        git(target, "commit", "-qm", "old")
        lost = []
        for change in (_insert_lines, _reorder_keys, _rename):
            change(target)
            command = [*BYLINT, "check", "--exit-zero", "--output-format", "json"]
            done = subprocess.run(command, cwd=target, env=ENVIRONMENT, capture_output=True, check=True)
            lost.append(len(json.loads(done.stdout)["diagnostics"]))  # an entry that is lost is told as a new finding
            git(target, "reset", "-q", "--hard")
        print(
            f"{name:<11} {entries:>4} entries; lost: {lost[0]} after lines, {lost[1]} after another order,"
            f" {lost[2]} after renames"
        )


def _insert_lines(target: Path) -> None:
    for path in target.rglob("*.md"):
        text = path.read_bytes().decode()
        if text[:4] in ("---\n", "+++\n"):
            path.write_bytes(f"{text[:4]}# a line\n\n{text[4:]}".encode())


def _reorder_keys(target: Path) -> None:
    """Turn the top-level keys round, each with the lines that belong to it."""
    for path in target.rglob("*.md"):
        text = path.read_bytes().decode()
        parts = re.split(r"(?m)^---[ \t]*$\n", text, maxsplit=2)
        if text.startswith("---\n") and len(parts) == 3:
            blocks = re.split(r"(?m)^(?=[\w\"'][^\n]*:)", parts[1])
            path.write_bytes(f"---\n{blocks[0]}{''.join(reversed(blocks[1:]))}---\n{parts[2]}".encode())


def _rename(target: Path) -> None:
    """Move each post that is a file of its own to another name, as git sees it; the path holds no date then."""
    listed = subprocess.run(["git", "ls-files", "-z", "*.md"], cwd=target, check=True, capture_output=True).stdout
    for number, name in enumerate(filter(None, listed.decode().split("\0"))):
        path = Path(name)
        if path.stem not in ("index", "_index", "README"):
            suffix = ".fr.md" if name.endswith(".fr.md") else ".md"
            git(target, "mv", name, str(path.with_name(f"{path.stem.removesuffix('.fr')}-moved-x{number}{suffix}")))


def times(folder: Path) -> None:
    """One staged file, and five changed files of 10,000: against `git status` and the imports of any such tool."""
    many = folder / "many"
    posts = make_archive(many, 10_000)
    git(many, "init", "-q", "-b", "main", ".")
    git(many, "add", "-A")
    git(many, "commit", "-qm", "old")
    git(many, "switch", "-qc", "topic")
    imports = [sys.executable, str(HERE / "imports_only.py")]
    status = ["git", "-C", str(many), "status", "--porcelain"]
    hook = [*BYLINT, "check", "--exit-zero", "--quiet", "--", str(posts[0])]
    changed = [sys.executable, "-c", _RUN_IN, str(many), "check", "--exit-zero", "--quiet", "--changed-since", "main"]

    def change() -> None:
        for path in posts[::2_000]:
            path.write_bytes(path.read_bytes() + b"\nMore.\n")

    change()
    compare("the hook, one staged file", hook, imports, 15, before=change)
    compare("  against git status", hook, status, 15, before=change)
    compare("5 changed of 10,000", changed, imports, 15, before=change)
    compare("  against git status", changed, status, 15, before=change)


_RUN_IN = "import os, sys; os.chdir(sys.argv.pop(1)); from bylint.__main__ import run; run()"
MEASUREMENTS = {"fixes": fixes, "kills": kills, "baseline": baseline, "times": times}


def main() -> None:
    """Run the measurements that are named, or all."""
    for name in sys.argv[1:] or MEASUREMENTS:
        with tempfile.TemporaryDirectory() as folder:
            MEASUREMENTS[name](Path(folder))


if __name__ == "__main__":
    main()
