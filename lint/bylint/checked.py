"""What checking one file comes to. Imports nothing heavy: results that are kept from an earlier run need no rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic
    from bylint.overview.rows import PostRow
    from bylint.source import Source

FailureKind = Literal["unreadable", "too-large", "internal-error"]


class Failure(NamedTuple):
    """Why a file could not be checked, or not by a rule. The run goes on, and ends with exit code 2."""

    kind: FailureKind
    reason: str


class Checked(NamedTuple):
    """One file's result. `source` is None where the file could not be read, or nobody needs its text.

    `later` marks what archive rules said of a file, whose own result came before. `described` is what a
    report keeps of the post, where the run was told to describe posts.
    """

    path: str
    root_path: str
    source: Source | None
    diagnostics: tuple[Diagnostic, ...]
    suppressed: int = 0
    failed: bool = False
    reasons: tuple[str, ...] = ()
    later: bool = False
    described: PostRow | None = None
