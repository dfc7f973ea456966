"""Bylint and its peers on archives of 1,000 to 1,000,000 posts: Markdown tables of ratios, and JSON of all numbers.

python benchmarks/scale.py                                    # 1,000 and 10,000 posts, with the installed peers
python benchmarks/scale.py --sizes 1000,10000,100000,1000000  # all of it: hours, and some 10 GB of disk
python benchmarks/scale.py --peers none --json scale.json     # bylint alone, and the numbers as well

benchmarks/README.md tells what is measured and how; benchmarks/peers/README.md how the peers are installed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import archive
from bylint import __version__
from contenders import Contender, Place, bylint, one, posts
from installed_peers import peers
from machine import facts
from measure import HERE
from rounds import Measuring, tell
from tables import markdown
from varied import make_varied, sources

if TYPE_CHECKING:
    from varied import Sources

_MADE = "made.json"


def main() -> None:
    """Run what is asked for, and write tables after each size."""
    options = _options()
    archive.ARCHIVES = options.archives
    found = sources()
    chosen = _chosen(options.peers)
    measuring = Measuring(options.rounds, options.repeats, options.patience)
    with nullcontext(options.folder) if options.folder else tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        base.mkdir(parents=True, exist_ok=True)
        result: dict[str, Any] = {
            "machine": facts(base),
            "bylint": _revision(),
            "versions": {each.name: each.version for each, _ in chosen},
            "posts": found.said,
            "rounds": options.rounds,
            "sizes": [],
        }
        for count in sorted({1, *options.sizes}):
            place = _place(base, count, found)
            many = [] if count == 1 else [(bylint(options.jobs), "")]
            rows = measuring.at(place, [*many, (one(place), ""), *(chosen if many else [])])
            result["sizes"].append({"posts": count, "bytes": place.size, "rows": [asdict(row) for row in rows]})
            if options.json:
                options.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
            if options.markdown:
                options.markdown.write_text(markdown(result), "utf-8")
    if not options.markdown:
        print(markdown(result), end="")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=_numbers, default=[1_000, 10_000], help="how many posts, by commas")
    parser.add_argument("--rounds", type=int, default=5, help="how often all is measured; 0 is a look [default: 5]")
    parser.add_argument("--repeats", type=int, default=5, help="how often one post is, in a round [default: 5]")
    parser.add_argument("--peers", help="names, by commas, or none [default: all that are installed]")
    parser.add_argument("--jobs", type=int, help="how many processes bylint takes [default: as it likes]")
    parser.add_argument("--patience", type=float, default=60, help="who takes more seconds runs once [default: 60]")
    parser.add_argument("--archives", type=Path, default=archive.ARCHIVES, help="real posts [default: BYLINT_ARCHIVES]")
    parser.add_argument("--folder", type=Path, help="where archives are made, and kept for the next time")
    parser.add_argument("--json", type=Path, help="write every number there")
    parser.add_argument("--markdown", type=Path, help="write the tables there, and not to standard output")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(each.replace("_", "")) for each in text.split(",")]


def _chosen(names: str | None) -> list[tuple[Contender, str]]:
    """All peers, each with why it is left out, if it is."""
    known = peers()
    wanted = {each.name for each in known} if names is None else set(names.split(",")) - {"none"}
    if unknown := wanted - {each.name for each in known}:
        raise SystemExit(f"no such peer: {', '.join(sorted(unknown))} (there are {', '.join(p.name for p in known)})")
    why = {each.name: "left out" if each.name not in wanted else "" for each in known}
    return [(each, why[each.name] or ("" if each.version else "not installed")) for each in known]


def _place(base: Path, count: int, found: Sources) -> Place:
    """An archive of so many posts, made now unless it was made before of the same posts."""
    folder = base / str(count)
    made = folder / _MADE
    if not made.exists():
        tell(f"making an archive of {posts(count)}")
        size = make_varied(folder, count, found)
        made.write_text(json.dumps({"bytes": size, "posts": found.said}), "utf-8")
    before = json.loads(made.read_text("utf-8"))
    if before["posts"] != found.said:
        raise SystemExit(f"{folder} was made of {before['posts']}, and not of {found.said}: remove it, or name another")
    return Place(folder, count, before["bytes"])


def _revision() -> str:
    """The version, and the commit where this is a checkout."""
    command = ["git", "-C", str(HERE), "describe", "--always", "--dirty"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return f"{__version__} ({done.stdout.strip()})" if done.returncode == 0 else __version__


if __name__ == "__main__":
    main()
