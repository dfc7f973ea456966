"""What git tells: which files and lines changed since a revision, and what files were called before.

git is run as a program, with output that no name of a file can confuse; no program that a repository's configuration
names (differs, file system monitors) is run.
"""

from __future__ import annotations

import os
import subprocess
from bisect import bisect_right
from typing import NamedTuple

from bylint.patterns import pattern

_SECONDS = 120
"""After so long git is not waited for any more."""
_MAIN = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""Where the main branch is looked for, in turn."""
_HUNK = pattern(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "diff.external=")


class GitError(Exception):
    """What was asked of git cannot be told, and why. The run ends with exit code 2."""


class Lines(NamedTuple):
    """Lines of a file that are new or changed, as first and last, in order; `None` stands for every line."""

    ranges: tuple[tuple[int, int], ...] | None = None

    def touch(self, first: int, last: int) -> bool:
        """Whether any line from `first` to `last` is among them."""
        if self.ranges is None:
            return True
        number = bisect_right(self.ranges, (last, 1 << 60))
        return number > 0 and self.ranges[number - 1][1] >= first


class Changes(NamedTuple):
    """What changed since a revision: absolute paths that exist, what of them, and the former paths of renamed ones."""

    since: str
    files: dict[str, Lines]
    renamed: dict[str, str]


class Repository:
    """The git repository that a folder lies in. Raises GitError where there is none, or no git."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.top = os.path.realpath(os.fsdecode(self._run("rev-parse", "--show-toplevel").rstrip(b"\n")))

    def changes(self, since: str | None, *, lines: bool = False) -> Changes:
        """What changed since the merge base with a revision (or the main branch): committed, staged, or neither yet.

        Files that git does not track, and does not ignore, are new. Raises GitError.
        """
        base = self.merge_base(since)
        arguments = ("diff", "--no-ext-diff", "--no-textconv", "--find-renames", base)
        names = self._run(*arguments, "--name-status", "-z").split(b"\0")
        files: dict[str, Lines] = {}
        renamed: dict[str, str] = {}
        at = 0
        while at + 1 < len(names):
            status = names[at][:1]
            if status in (b"R", b"C"):
                old, new = names[at + 1 : at + 3]
                at += 3
                if status == b"R":
                    renamed[self._path(new)] = self._path(old)
            else:
                new = names[at + 1]
                at += 2
            if status != b"D":
                files[self._path(new)] = Lines()
        if lines:
            self._add_lines(arguments, files)
        untracked = self._run("ls-files", "--others", "--exclude-standard", "-z", "--full-name", ":/").split(b"\0")
        files.update((self._path(name), Lines()) for name in untracked if name)
        return Changes(base, {path: said for path, said in files.items() if os.path.lexists(path)}, renamed)

    def renames(self, file: str) -> dict[str, str]:
        """What files are called now, and what they were called when `file` was last committed; none if it never was."""
        relative = os.path.relpath(os.path.realpath(file), self.top)
        last = self._run("log", "-1", "--format=%H", "--", f":/{relative.replace(os.sep, '/')}").strip().decode()
        return self.changes(last).renamed if last else {}

    def merge_base(self, since: str | None) -> str:
        """The commit from which changes are counted. Raises GitError for a revision that does not exist."""
        revision = self._main() if since is None else since
        commit = self._commit(revision)
        if commit is None:
            shallow = self._run("rev-parse", "--is-shallow-repository").strip() == b"true"
            hint = "; the clone is shallow: fetch more history (`fetch-depth: 0`)" if shallow else ""
            raise GitError(f'there is no revision "{revision}"{hint}')
        try:
            return self._run("merge-base", commit, "HEAD").strip().decode()
        except GitError:  # nothing in common: a shallow clone, or unrelated histories
            return commit

    def _main(self) -> str:
        """The main branch: what a pull request is for, where a CI job says it, else by custom."""
        wanted = os.environ.get("GITHUB_BASE_REF") or os.environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
        own = os.environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA")
        candidates = [*([own] if own else []), *([f"origin/{wanted}", wanted] if wanted else []), *_MAIN]
        found = next((name for name in candidates if self._commit(name) is not None), None)
        if found is None:
            raise GitError(f"no main branch is known ({', '.join(candidates)}); name a revision")
        return found

    def _commit(self, revision: str) -> str | None:
        try:
            found = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except GitError:
            return None
        return found.strip().decode()

    def _add_lines(self, arguments: tuple[str, ...], files: dict[str, Lines]) -> None:
        """The lines of each changed file. One that git takes for no text keeps all of its lines."""
        found: dict[str, list[tuple[int, int]]] = {}
        for path in list(files):
            name = os.path.relpath(path, self.top).replace(os.sep, "/")
            text = self._run(*arguments, "--unified=0", "--no-color", "--text", "--", f":(top,literal){name}")
            found[path] = []
            for line in text.split(b"\n"):
                hunk = _HUNK.match(line[:100].decode("ascii", "replace")) if line.startswith(b"@@ ") else None
                if hunk is None:
                    continue
                first, count = int(hunk[1]), int(hunk[2]) if hunk[2] else 1
                # where lines went, those on both sides of the gap are what changed
                found[path].append((first, first + count - 1) if count else (first, first + 1))
        files.update((path, Lines(tuple(sorted(ranges)))) for path, ranges in found.items())

    def _path(self, name: bytes) -> str:
        return os.path.join(self.top, *os.fsdecode(name).split("/"))

    def _run(self, *arguments: str) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603  # no shell, and options end before what a user says
                ["git", "-C", self.folder, "--no-pager", *_SAFE, *arguments],  # noqa: S607  # the git that the user has
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=_SECONDS,
                env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
            )
        except FileNotFoundError:
            raise GitError("git is not installed, or not on the PATH") from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise GitError(f"git could not be run: {error}") from error
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
            raise GitError(said[-1].removeprefix("fatal: "))
        return done.stdout
