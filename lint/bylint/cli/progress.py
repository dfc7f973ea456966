"""How far a run is, on a terminal: posts, posts in a second, the time that is left. Silent elsewhere."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bylint.checked import Checked
    from bylint.run import Run

_PATIENCE = 0.5
"""Seconds of a run that nobody is told of."""


def shown(results: Iterable[Checked], run: Run, *, quiet: bool) -> Iterator[Checked]:
    """The results as they come, with a bar on standard error where somebody looks at it."""
    if quiet or sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield from results
        return
    began = time.monotonic()
    bar: Any = None
    done = 0
    try:
        for checked in results:
            yield checked
            done += not checked.later
            waited = time.monotonic() - began
            if bar is None and waited > _PATIENCE and not checked.later:
                bar = _open(run, began)
                bar.update(done, (done, began))
            elif bar is not None and not checked.later:
                bar.update(1, (done, began))
    finally:
        if bar is not None:
            bar.render_finish()


def _open(run: Run, began: float) -> Any:
    length = sum(map(run.is_checked, run.discovery)) if run.discovery is not None else 0
    bar: Any = click.progressbar(
        length=length,
        label="checking",
        show_pos=True,
        item_show_func=_rate,
        file=sys.stderr,
        update_min_steps=max(1, length // 200),
    )
    bar.start = bar.last_eta = time.time() - (time.monotonic() - began)
    bar.render_progress()
    return bar


def _rate(at: tuple[int, float] | None) -> str | None:
    """Posts in a second since the run began."""
    if at is None:
        return None
    return f"{at[0] / max(time.monotonic() - at[1], 0.001):,.0f} posts/s"
