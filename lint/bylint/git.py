"""What git tells: which files and lines changed since a revision, and what files were called before.

git is run as a program, with output that no name of a file can confuse. Of the programs that a repository's own
configuration may name, differs, file system monitors, checks of signatures and remote helpers are not run; filters are,
as by `git status`.
"""

from __future__ import annotations

import os
import subprocess
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS = 120
"""After so long git is not waited for any more."""
_MOST_TEXT = 1 << 22
_MAIN = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""Where the main branch is looked for, in turn."""
_HUNK = pattern(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_SAFE = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.quotePath=false",
    "-c",
    "diff.external=",
    "-c",
    "protocol.ext.allow=never",
)


_DIFF = ("diff", "--no-ext-diff", "--no-textconv", "--no-relative", "--inter-hunk-context=0")
"""Whatever a configuration says of diffs, these are what is read."""


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
    """What changed since a revision: absolute paths that exist, what of them, and the former paths of renamed ones.

    `touched` are the paths of all that changed, those that are gone too; `since` is the commit that is compared with.
    """

    since: str
    files: dict[str, Lines]
    renamed: dict[str, str]
    touched: frozenset[str] = frozenset()


class _Entry(NamedTuple):
    status: bytes
    path: bytes
    former: bytes | None = None


def _entries(parts: list[bytes]) -> Iterator[_Entry]:
    """What `--name-status -z` tells: a status and a path, of renames and copies the former path first."""
    at = 0
    while at + 1 < len(parts):
        status = parts[at][:1]
        if status in (b"R", b"C"):
            yield _Entry(status, parts[at + 2], parts[at + 1])
            at += 3
        else:
            yield _Entry(status, parts[at + 1])
            at += 2


def _lines_of(entries: list[_Entry], patch: bytes) -> dict[bytes, Lines]:
    """The changed lines by path: the patches stand in the order of the names, which need not be read from them.

    None where the two do not fit, as in the middle of a merge: then every line counts.
    """
    sections: list[list[tuple[int, int]]] = []
    for line in patch.split(b"\n"):
        if line.startswith(b"diff --git "):
            sections.append([])
        elif line.startswith(b"@@ ") and sections and (hunk := _HUNK.match(line[:100].decode("ascii", "replace"))):
            first, count = int(hunk[1]), int(hunk[2]) if hunk[2] else 1
            # where lines went, those on both sides of the gap are what changed
            sections[-1].append((first, first + count - 1) if count else (first, first + 1))
    if len(sections) != len(entries):
        return {}
    return {
        each.path: Lines(tuple(sorted(ranges)))
        for each, ranges in zip(entries, sections, strict=True)
        if each.status != b"D"
    }


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
        arguments = (*_DIFF, "--find-renames", base)
        files: dict[str, Lines] = {}
        renamed: dict[str, str] = {}
        entries = list(_entries(self._run(*arguments, "--name-status", "-z").split(b"\0")))
        for each in entries:
            if each.former is not None and each.status == b"R":
                renamed[self._path(each.path)] = self._path(each.former)
            if each.status != b"D":
                files[self._path(each.path)] = Lines()
        if lines:
            patch = self._run(*arguments, "--unified=0", "--no-color", "--text")
            for name, changed in _lines_of(entries, patch).items():
                files[self._path(name)] = changed
        untracked = self._run("ls-files", "--others", "--exclude-standard", "-z", "--full-name", ":/").split(b"\0")
        files.update((self._path(name), Lines()) for name in untracked if name)
        there = {path: said for path, said in files.items() if os.path.lexists(path)}
        touched = {self._path(each.path) for each in entries} | files.keys()
        return Changes(base, there, renamed, frozenset(touched))

    def changed_text(self, since: str, path: str) -> str:
        """The lines of a file that went or came since a commit, in any order; the whole file where git has no diff."""
        name = os.path.relpath(os.path.realpath(path), self.top).replace(os.sep, "/")
        arguments = (*_DIFF, "--unified=0", "--no-color", "--text", since)
        patch = self._run(*arguments, "--", f":(top,literal){name}")
        lines = [
            line[1:] for line in patch.split(b"\n") if line[:1] in (b"+", b"-") and line[:3] not in (b"+++", b"---")
        ]
        if not patch:
            with open(path, "rb") as file:
                lines = [file.read(_MOST_TEXT)]
        return b"\n".join(lines).decode("utf-8", "replace")

    def head(self) -> str:
        """The commit that is checked out. Raises GitError where there is none yet."""
        return self._run("rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip().decode()

    def remote(self) -> str | None:
        """The address of the remote `origin`, or of the only one; None where there is none."""
        names = self._run("remote").decode("utf-8", "replace").split()
        name = "origin" if "origin" in names else names[0] if len(names) == 1 else None
        if name is None:
            return None
        return self._run("remote", "get-url", "--", name).decode("utf-8", "replace").strip()

    def renames(self, file: str) -> dict[str, str]:
        """What files are called now, and what they were called when `file` was last committed; none if it never was."""
        relative = os.path.relpath(os.path.realpath(file), self.top)
        last = (
            self._run("log", "-1", "--no-show-signature", "--format=%H", "--", f":/{relative.replace(os.sep, '/')}")
            .strip()
            .decode()
        )
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
                env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"},
            )
        except FileNotFoundError:
            raise GitError("git is not installed, or not on the PATH") from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise GitError(f"git could not be run: {error}") from error
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
            raise GitError(said[-1].removeprefix("fatal: "))
        return done.stdout
