"""`bylint.check_arrow`: posts in Arrow batches, as Spark, Ray and Dask hold them."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
import textwrap
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bylint
from bylint.overview.rows import FindingRow, columns
from conftest import PROJECT
from reported import post

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Project

WRONG = post("A", "Chloé Dubois", "2020-01-02", "_By Ben Okafor_\n")
RIGHT = post("B", "Ben Okafor", "2020-01-02", "_By Ben Okafor_\n")
ALONE = bylint.ArrowCheck(configuration=bylint.load_configuration(isolated=True))


def batch(*rows: tuple[str | None, Any], text: pa.DataType | None = None) -> pa.RecordBatch:
    paths, texts = zip(*rows, strict=True) if rows else ((), ())
    return pa.record_batch({"path": pa.array(paths, pa.string()), "text": pa.array(texts, text or pa.string())})


def test_batches_come_out_as_they_go_in() -> None:
    """One of findings for each, when it is asked for."""
    asked: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(3):
            asked.append(number)
            yield batch((f"posts/{number}.md", WRONG), ("posts/right.md", RIGHT))

    found = ALONE(batches())
    assert asked == []
    first = next(found)
    assert asked == [0]
    assert first.schema == ALONE.schema == bylint.check_arrow.schema
    (row,) = first.to_pylist()
    assert (row["path"], row["rule"], row["line"], row["shown"]) == (
        "posts/0.md",
        "author/contradicts-byline",
        3,
        'author: "Chloé Dubois"',
    )
    assert json.loads(row["data"]) == {"author": ["Chloé Dubois"], "byline": ["Ben Okafor"]}
    assert [each.num_rows for each in found] == [1, 1]
    assert [each.num_rows for each in ALONE([batch()])] == [0]


def test_the_schema_is_the_documented_table() -> None:
    """The columns of findings."""
    assert ALONE.schema.names == [column.name for column in columns(FindingRow)]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary(), pa.dictionary(pa.int32(), pa.string())])
def test_texts_are_strings_or_bytes(kind: pa.DataType) -> None:
    """As the engine holds them."""
    texts = pa.array(
        [WRONG.encode() if pa.types.is_binary(kind) else WRONG],
        pa.binary() if pa.types.is_binary(kind) else pa.string(),
    )
    made = pa.record_batch({"text": texts.cast(kind), "path": pa.array(["a.md"]), "other": pa.array([1])})
    (found,) = ALONE([made])
    assert found["rule"].to_pylist() == ["author/contradicts-byline"]


def test_it_says_what_a_check_of_the_text_says() -> None:
    """Of hostile texts, too: bytes that are no text, lone surrogates, what is not there, one that is too large."""
    texts = [
        b"\xff\xfe",
        b'{"title": "\\ud800", "author": "admin"}\n',
        b"",
        b"---\ntitle: [\n---\n",
        WRONG.encode(),
        None,
    ]
    small = bylint.ArrowCheck(configuration=bylint.load_configuration(isolated=True))
    rows = [(f"posts/{number}.md", text) for number, text in enumerate(texts)]
    found = small.table(pa.Table.from_batches([batch(*rows, text=pa.binary())]))
    expected = [
        (each.path, each.rule, each.fingerprint)
        for path, text in rows
        if text is not None
        for each in bylint.check_text(text, path, configuration=small.configuration).diagnostics
    ]
    made = [(row["path"], row["rule"], row["fingerprint"]) for row in found.to_pylist()]
    assert made[:-1] == expected
    assert made[-1][:2] == ("posts/5.md", "run/unreadable")
    assert pa.ipc.read_message(found.schema.serialize())  # all of it is what Arrow can send


def test_what_is_no_post_is_left_out_and_sections_hold(project: Project) -> None:
    """As in a check of the folder."""
    project.write("bylint.toml", 'max-file-size = 5000\n[[section]]\npath = "old/**"\nignore = ["author"]\n')
    check = bylint.ArrowCheck(project.folder)
    rows = [("README.md", WRONG), ("old/a.md", WRONG), ("new/a.md", WRONG), ("new/big.md", "x" * 5001)]
    (found,) = check([batch(*rows)])
    assert [(row["path"], row["rule"]) for row in found.to_pylist()] == [
        ("new/a.md", "author/contradicts-byline"),
        ("new/big.md", "run/too-large"),
    ]


def test_bad_batches_are_named() -> None:
    """A column that is missing, a row without path."""
    with pytest.raises(ValueError, match="no column text, but path, body"):
        list(ALONE([pa.record_batch({"path": pa.array(["a"]), "body": pa.array(["b"])})]))
    with pytest.raises(ValueError, match="no column path and no column text, but no other"):
        list(ALONE([pa.record_batch({})]))
    with pytest.raises(ValueError, match="a row has no path"):
        list(ALONE([batch((None, "x"))]))


def test_it_travels_and_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pickled with its configuration; rules are loaded once a process, however often it is called."""
    opened: list[object] = []
    monkeypatch.setattr(
        "bylint.arrow.open_run", lambda *given, **more: opened.append(given) or bylint.library.open_run(*given, **more)
    )
    today = bylint.ArrowCheck(configuration=ALONE.configuration, today=date(2019, 1, 1))
    for _ in range(3):
        again = pickle.loads(pickle.dumps(today))
        assert again == today
        assert [each.num_rows for each in again([batch(("a.md", WRONG))])] == [2]  # a date of the future, too
    assert len(opened) == 1


def test_pyarrow_is_needed_only_when_it_is_used() -> None:
    """And named where it is not there."""
    program = """
        import sys, bylint
        assert "pyarrow" not in sys.modules
        sys.modules["pyarrow"] = None
        try:
            bylint.check_arrow
        except ImportError as error:
            print(error)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, check=True, text=True)
    assert done.stdout == "bylint.check_arrow needs pyarrow: pip install pyarrow (bylint's extra `report`)\n"


def test_the_example_for_dask_runs(tmp_path: Path) -> None:
    """As docs/report.md has it, in processes of its own; findings are those of the texts checked one by one."""
    example = re.findall("```python\n(.*?)```", (PROJECT / "docs/report.md").read_text("utf-8"), re.DOTALL)[-1]
    assert "dd.from_map" in example
    for part in range(2):
        rows = [(f"posts/{part}-{number}.md", WRONG if number % 2 else RIGHT) for number in range(6)]
        pq.write_table(pa.Table.from_batches([batch(*rows)]), tmp_path / f"posts-{part}.parquet")
    body = textwrap.indent(example.replace("import dask.dataframe", "import dask\nimport dask.dataframe"), "    ")
    program = (
        "if __name__ == '__main__':\n"
        f"{body}\n"
        "    for scheduler in ('processes', 'threads'):\n"
        "        with dask.config.set(scheduler=scheduler):\n"
        "            made = findings.compute()\n"
        "            print(len(made), *sorted(set(made['rule'])), *sorted(made['path']))\n"
    )
    (tmp_path / "example.py").write_text(program, "utf-8")
    done = subprocess.run(
        [sys.executable, "example.py"], cwd=tmp_path, capture_output=True, check=False, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    line = "6 author/contradicts-byline " + " ".join(
        f"posts/{part}-{number}.md" for part in (0, 1) for number in (1, 3, 5)
    )
    assert done.stdout.splitlines()[-2:] == [line, line]
