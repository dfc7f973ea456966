"""One archive rule at work."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from bylint.archive.checking import check_said
from bylint.archive.tables import DamagedError
from bylint.faults import blame, findings_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bylint.archive.facts import Archive, Said
    from bylint.engine import Active


def ask(subject: Archive, each: Active, take: Callable[[Said], object], patience: float = 0.0) -> str | None:  # noqa: ARG001  # see below
    """Give `take` all that a rule says of an archive, as it says it. What it raises comes back as a sentence.

    `patience` are the seconds that it may take beyond those that any rule may take on a post; the watchdog reads them.
    """
    try:
        for said in findings_of(each.rule.check(subject, each.options)):
            check_said(said)
            take(said)  # what was said before an error is kept
    except (KeyboardInterrupt, DamagedError, sqlite3.Error):
        raise  # the store's fault, not the rule's
    except BaseException as error:  # noqa: BLE001  # a rule may be anybody's, and raise anything; the run goes on
        return blame(each.rule, error)
    return None
