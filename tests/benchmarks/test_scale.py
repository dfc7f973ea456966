"""The benchmark at scale: it runs, its tables have every row, and its archives are of different posts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from conftest import PROJECT

BENCHMARKS = PROJECT / "benchmarks"
PYTHON = sys.executable


@pytest.fixture(autouse=True)
def scripts(monkeypatch):
    """The scripts import one another by their names, and are forgotten again."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    before = dict(sys.modules)
    yield
    for name in set(sys.modules) - set(before):
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(BENCHMARKS)):
            del sys.modules[name]


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_command_measures_and_leaves_no_row_out(tmp_path):
    """A look at twenty posts of our own making, without peers: every row is there, those of bylint with numbers."""
    done = subprocess.run(
        [
            *(PYTHON, BENCHMARKS / "scale.py", "--sizes", "20", "--rounds", "0", "--peers", "none"),
            *("--archives", tmp_path / "none", "--json", tmp_path / "scale.json", "--markdown", tmp_path / "scale.md"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "scale.json").read_text("utf-8"))
    alone, twenty = result["sizes"]
    assert (alone["posts"], twenty["posts"]) == (1, 20)
    ours = [row for row in twenty["rows"] if row["contender"].startswith("bylint")]
    assert len(ours) == 10
    for row in [*alone["rows"], *ours]:
        assert row["wall"], row
        assert row["wall"][0] > 0
        assert row["peak"] > 5
        assert row["said"] == "one run"
    for row in ours:
        if row["step"].startswith(("first", "next")):
            assert row["read"] == 20, row
    theirs = [row for row in twenty["rows"] if row not in ours]
    assert {row["contender"] for row in theirs} == {
        "rumdl",
        "hugo",
        "gray-matter",
        "python-frontmatter",
        "markdownlint-cli2",
        "remark-lint-frontmatter-schema",
    }
    assert {row["said"] for row in theirs} == {"left out"}
    table = (tmp_path / "scale.md").read_text("utf-8").splitlines()
    for row in twenty["rows"]:
        assert [line for line in table if cells(line)[0].endswith(row["step"])], row["step"]
    for fact in ("processor", "cores", "memory", "disk", "system", "Python", "bylint", "archives"):
        assert [line for line in table if line.startswith(f"| {fact} | ") and cells(line)[1]], fact
    growth = table[table.index("## Growth") :]
    for step in ("first run", "next run, nothing changed", "next run, 1 % of posts changed"):
        assert [line for line in growth if line.startswith(f"| {step}, processor | ") and "(1.00)" in line], step


def test_processes_that_a_command_leaves_behind_are_added_to_its_processor_time(tmp_path):
    """A grandchild that outlives the command works for a fifth of a second."""
    work = "import time\nwhile time.process_time() < 0.2: pass"
    command = f"import subprocess, sys; print('said'); subprocess.Popen([sys.executable, '-I', '-S', '-c', {work!r}])"
    done = subprocess.run(
        [PYTHON, "-I", BENCHMARKS / "measured.py", tmp_path / "printed", PYTHON, "-I", "-S", "-c", command],
        capture_output=True,
        check=True,
    )
    seen = json.loads(done.stdout)
    assert seen["code"] == 0
    assert seen["cpu"] >= (0.2 if sys.platform == "linux" else 0)
    assert seen["peak_of"] == "largest process"
    assert (tmp_path / "printed").read_text() == "said\n"


def test_the_memory_of_a_child_counts(tmp_path):
    """Sixty megabytes of a child are seen, by whichever way there is."""
    hold = "import time; held = b'x' * 60_000_000; time.sleep(0.3)"
    command = f"import subprocess, sys; subprocess.run([sys.executable, '-I', '-S', '-c', {hold!r}])"
    done = subprocess.run(
        [PYTHON, "-I", BENCHMARKS / "measured.py", "--sample", tmp_path / "printed", PYTHON, "-I", "-c", command],
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["peak"] > 60


def test_contenders_run_in_turn_and_one_that_fails_or_is_slow_says_so(tmp_path):
    """Each round begins with another; what has no numbers has a reason."""
    from contenders import FIRST, Contender, Place, Step, number_in
    from rounds import Measuring

    (tmp_path / "content").mkdir()
    log = tmp_path / "log"

    def says(name, code=0):
        script = f"import sys; open({str(log)!r}, 'a').write({name!r}); print('12 posts of {name}'); sys.exit({code})"
        return (PYTHON, "-I", "-S", "-c", script)

    a = Contender("bylint", [Step(FIRST, says("a"), read=number_in(r"(\d+) posts"))], "1")
    b = Contender("b", [Step("b", says("b", 1), against=FIRST, codes=(0, 1))], "1")
    c = Contender("c", [Step("c", says("c", 3), against=FIRST)], "1")
    d = Contender("d", [Step("d", says("d"))], None)
    place = Place(tmp_path, 12, 0)
    rows = Measuring(2, 1, patience=1000).at(place, [(a, ""), (b, ""), (c, ""), (d, "not installed")])
    assert log.read_text() == "abc" + "ab" + "ba"
    assert [len(row.wall) for row in rows] == [2, 2, 0, 0]
    assert [row.said for row in rows] == ["", "", "exit code 3: 12 posts of c", "not installed"]
    assert rows[0].read == rows[0].posts == 12

    log.unlink()
    slow = Measuring(2, 1, patience=0)
    rows = slow.at(place, [(a, ""), (b, "")])
    again = slow.at(place, [(a, ""), (b, "")])
    assert log.read_text() == "ab" + "a"
    assert [len(row.wall) for row in rows] == [1, 1]
    assert [row.said.partition(" s ")[2] for row in again] == ["", "for 12 posts"]


def test_a_ratio_is_taken_round_by_round():
    """The median of three ratios, not the ratio of two medians; a number of posts that is not all of them is bold."""
    from contenders import FIRST
    from tables import markdown

    def row(contender, step, wall, against=None, goal=None, read=10):
        numbers = {"wall": wall, "cpu": wall, "peak": 20.4, "peak_of": "tree (PSS)", "read": read, "posts": 10}
        return {"contender": contender, "step": step, "against": against, "goal": goal, "said": "", **numbers}

    rows = [row("bylint", FIRST, [1.0, 4.0, 2.0]), row("rumdl", "rumdl", [2.0, 2.0, 5.0], FIRST, 0.5, read=9)]
    result = {"machine": {}, "bylint": "1", "versions": {}, "posts": "", "rounds": 3}
    table = markdown(
        {**result, "sizes": [{"posts": 1, "bytes": 1, "rows": []}, {"posts": 10, "bytes": 1, "rows": rows}]}
    )
    line = next(line for line in table.splitlines() if line.startswith("| rumdl |"))
    assert cells(line)[1:5] == ["2.000 [2.000–5.000]", "2.000 [2.000–5.000]", "20", "**9**"]
    assert cells(line)[5:] == ["0.5 [0.4–2]", "0.5 [0.4–2]", "≤ 0.5"]


POST = """---
title: "A long way to the harbour"
date: 2014-05-06T10:00:00+00:00
author: Mira Solberg
url: /2014/05/06/long-way/
excerpt: Whoever walks from the station to the harbour passes three markets on the way, and many shops.
tags: [harbour, market]
---
# A long way to the harbour

**May 6, 2014** _by Mira Solberg_

Whoever walks from the station to the harbour passes three markets on the way, and many shops as well.
See [the map](https://example.org/2014/05/06/long-way/) before going there with many people or with children.
"""


def test_a_copy_says_nothing_that_another_says_and_keeps_its_bylines():
    """Title, address, year and every sentence differ; authors, tags and short lines do not."""
    from varied import taken_apart

    post = taken_apart(PurePosixPath("own/2014-05-06-long-way.md"), POST)
    assert post.copy(0, ["sea"]) == (post.path, POST)
    path, text = post.copy(3, ["boats", "winds", "nets", "tides"])
    assert text == post.copy(3, ["boats", "winds", "nets", "tides"])[1]
    year = path.name[:4]
    assert year != "2014"
    assert path.as_posix() == f"own/{year}-05-06-long-way.md"
    lines = text.splitlines()
    assert lines[1:5] == [
        'title: "A long way to the harbour tides"',
        f"date: {year}-05-06T10:00:00+00:00",
        "author: Mira Solberg",
        f"url: /r3/{year}/05/06/long-way/",
    ]
    assert lines[6:11] == [
        *POST.splitlines()[6:8],
        "# A long way to the harbour tides",
        "",
        f"**May 6, {year}** _by Mira Solberg_",
    ]
    assert f"(https://example.org/r3/{year}/05/06/long-way/)" in lines[13]
    for old, new in zip(POST.splitlines(), lines, strict=True):
        if len(old) >= 60:
            assert old != new
            assert len(old.split()) == len(new.split())


def test_an_archive_is_filled_round_after_round(tmp_path, monkeypatch):
    """Nine posts of four: two rounds and one more, each in a folder of its own; the same whenever it is made."""
    import archive
    import varied

    monkeypatch.setattr(archive, "ARCHIVES", Path(tmp_path, "none"))
    found = varied.sources()
    assert found.said == "400 posts of this project's own making"
    few = found._replace(posts=found.posts[:4])
    sizes = [varied.make_varied(tmp_path / name, 9, few) for name in ("one", "two")]
    made = {path.relative_to(tmp_path / "one"): path.read_bytes() for path in (tmp_path / "one").rglob("*.md")}
    assert sizes == [sum(map(len, made.values()))] * 2
    assert len(made) == 9
    assert len(set(made.values())) == 9
    assert sorted(path.parts[2] for path in made) == ["0000"] * 4 + ["0001"] * 4 + ["0002"]
    for path, text in made.items():
        assert (tmp_path / "two" / path).read_bytes() == text
