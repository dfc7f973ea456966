"""Measurements as Markdown."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from contenders import CHANGED, FIRST, NEXT, ONE, ONE_CACHED, posts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GROWING = {FIRST: ONE, CHANGED: ONE, NEXT: ONE_CACHED}
"""Runs whose growth is looked at, and the run over one post that is taken off: what it costs to start."""
_HEAD = (
    "| run | clock, s | processor, s | peak, MiB | posts read | bylint / it, clock | bylint / it, processor | goal |",
    "|---|---:|---:|---:|---:|---:|---:|---:|",
)


def markdown(result: dict[str, Any]) -> str:
    """All tables of a result, and what has to be known to read them."""
    lines = ["# bylint at scale", "", *_facts(result)]
    for size in result["sizes"]:
        lines += ["", f"## {posts(size['posts'])}, {size['bytes'] / 1e6:,.1f} MB", "", *_HEAD]
        rows = {row["step"]: row for row in size["rows"]}
        lines += [_line(row, rows.get(row["against"])) for row in rows.values()]
    if len(result["sizes"]) > 1:
        lines += ["", "## Growth", "", *_growth(result["sizes"])]
    return "\n".join(lines) + "\n"


def _facts(result: dict[str, Any]) -> Iterator[str]:
    yield "| | |"
    yield "|---|---|"
    for name, value in result["machine"].items():
        yield f"| {name} | {value} |"
    yield f"| bylint | {result['bylint']} |"
    for name, known in result["versions"].items():
        yield f"| {name} | {known or 'not installed'} |"
    yield f"| archives | made of {result['posts']} |"
    yield f"| rounds | {result['rounds']} |"
    yield ""
    yield (
        "Medians of the rounds, with the least and the most in brackets; a ratio is the median of each round's ratio."
        " Under 1 bylint is the quicker one."
    )


def _line(row: dict[str, Any], ours: dict[str, Any] | None) -> str:
    name = (
        f"**bylint**, {row['step']}"
        if row["contender"].startswith("bylint") and row["against"] is None
        else row["step"]
    )
    if not row["wall"]:
        return f"| {name} | {row['said']} | | | | | | |"
    once = f" ({row['said']})" if row["said"] else ""
    read = row["read"]
    cells = [
        name,
        _spread(row["wall"], "{:.3f}") + once,
        _spread(row["cpu"], "{:.3f}"),
        f"{row['peak']:.0f}{' (largest process)' if row['peak_of'] == 'largest process' else ''}",
        "" if read is None else f"{read:,}" if read == row["posts"] else f"**{read:,}**",
        _ratio(ours, row, "wall"),
        _ratio(ours, row, "cpu"),
        "" if row["goal"] is None else f"≤ {row['goal']:g}",
    ]
    return "| " + " | ".join(cells) + " |"


def _spread(values: Sequence[float], form: str) -> str:
    middle = form.format(statistics.median(values))
    return middle if len(values) == 1 else f"{middle} [{form.format(min(values))}–{form.format(max(values))}]"


def _ratio(ours: dict[str, Any] | None, theirs: dict[str, Any], what: str) -> str:
    """Bylint's over the other's, round by round; of the medians where they did not run equally often."""
    if not ours or not ours[what]:
        return ""
    if len(ours[what]) == len(theirs[what]):
        return _spread([one / other for one, other in zip(ours[what], theirs[what], strict=True)], "{:.3g}")
    return f"{statistics.median(ours[what]) / statistics.median(theirs[what]):.3g}"


def _growth(sizes: Sequence[dict[str, Any]]) -> Iterator[str]:
    alone, *larger = sizes
    yield "What a post costs: the time of a run without that of a run over one post alone, by the number of posts."
    yield "In brackets, what that is of the smallest archive's. Goals: at most 1.2 there; of memory, less than 150 MiB"
    yield "at 10,000 posts and less than 250 MiB at 1,000,000."
    yield ""
    yield f"| microseconds a post | {' | '.join(posts(size['posts']) for size in larger)} |"
    yield f"|---|{'---:|' * len(larger)}"
    for step, start in _GROWING.items():
        for what, said in (("wall", "clock"), ("cpu", "processor")):
            begun = _middle(alone, start, what) or 0.0
            costs = [_cost(size, step, what, begun) for size in larger]
            first = next((cost for cost in costs if cost), None)
            cells = [f"{cost:,.0f} ({cost / first:.2f})" if cost and first else "" for cost in costs]
            yield f"| {step}, {said} | {' | '.join(cells)} |"
    for step in _GROWING:
        peaks = [_row(size, step).get("peak") for size in larger]
        yield f"| peak memory in MiB, {step} | {' | '.join(f'{peak:.0f}' if peak else '' for peak in peaks)} |"


def _row(size: dict[str, Any], step: str) -> dict[str, Any]:
    return next((row for row in size["rows"] if row["step"] == step), {})


def _middle(size: dict[str, Any], step: str, what: str) -> float | None:
    values = _row(size, step).get(what)
    return statistics.median(values) if values else None


def _cost(size: dict[str, Any], step: str, what: str, begun: float) -> float | None:
    took = _middle(size, step, what)
    return None if took is None else (took - begun) / size["posts"] * 1e6
