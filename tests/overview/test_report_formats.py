"""The formats of a report, opened by the programs that people open them with: pandas, DuckDB, Datasette."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import duckdb
import jsonschema
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

import bylint
from bylint.cli.report import report_command
from bylint.library import open_run
from bylint.overview.documentation import fill
from bylint.overview.formats import FORMATS, load
from bylint.overview.markdown_page import FINDINGS, ROWS
from bylint.overview.rows import TABLES, FindingRow, PostRow, columns
from bylint.overview.schemas import report_schema
from conftest import PROJECT
from reported import FORMULA, LONG, UNDECODABLE, make
from reports import HOSTILE, read_json, results

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.checked import Checked
    from conftest import Project

PAGE = (PROJECT / "docs/report.md").read_text("utf-8")
WRITTEN = [name for name in FORMATS if name != "html"]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bylint.Report]:
    with bylint.Report.of(folder=make(tmp_path_factory.mktemp("newsroom"))) as found:
        yield found


@pytest.fixture(scope="module")
def written(report: bylint.Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All formats of one report."""
    folder = tmp_path_factory.mktemp("written")
    for name in WRITTEN:
        load(name).write(report, str(folder / name))
    (folder / "sqlite").rename(folder / "archive.db")
    (folder / "sqlite.metadata.json").rename(folder / "archive.metadata.json")
    return folder


def rows_of(report: bylint.Report) -> dict[str, list[dict[str, Any]]]:
    """All rows, with lists as lists."""
    tables = {"posts": report.posts(), "findings": report.findings(), "facts": report.facts()}
    return {
        name: [
            {key: list(value) if isinstance(value, tuple) else value for key, value in row._asdict().items()}
            for row in rows
        ]
        for name, rows in tables.items()
    }


def plain(cell: Any) -> Any:
    """What a program gives, as a row has it."""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return cell


# -- JSON -------------------------------------------------------------------------------------------------------------


def test_json_holds_all_rows_and_fits_its_schema(report: bylint.Report, written: Path) -> None:
    """As `bylint schema --report` prints it, and strict parsers read it."""
    text = (written / "json").read_text("ascii")
    found = read_json(text)
    jsonschema.Draft202012Validator.check_schema(report_schema())
    jsonschema.validate(found, report_schema())
    assert {name: found[name] for name in TABLES} == rows_of(report)
    assert found["faults"][0]["names"][0] == {"name": "Ana Ruiz", "findings": 3}
    assert (found["changes"], found["fixed"], found["files"]) == (None, [], report.summary.files)
    lines = text.splitlines()
    assert sum(line.startswith("{") for line in lines[1:]) >= sum(len(found[name]) for name in TABLES)


def test_duckdb_reads_json(written: Path) -> None:
    """Lists as lists."""
    query = (
        f"SELECT unnest(posts, max_depth := 2) FROM read_json('{written / 'json'}', maximum_object_size = 100000000)"
    )
    found = duckdb.sql(query).df()
    assert set(found.columns) == {column.name for column in columns(TABLES["posts"])}
    assert LONG in set(found["title"])


def test_the_command_prints_the_schema(project: Project) -> None:
    """`bylint schema --report`, and no PATH beside it."""
    assert project.run("schema", "--report").json == report_schema()
    assert "not both" in project.run("schema", "--report", "a.md").err


# -- CSV --------------------------------------------------------------------------------------------------------------


def test_pandas_reads_csv(report: bylint.Report, written: Path) -> None:
    """Lists by a converter, days as days, nothing as NaN, letters beyond ASCII, 10,000 characters."""
    converters = {"authors": json.loads, "bylined": json.loads, "fields": json.loads}
    found = pd.read_csv(written / "csv/posts.csv", converters=converters, parse_dates=["day"])
    rows = rows_of(report)["posts"]
    assert list(found.columns) == list(rows[0])
    assert found["path"].to_list() == [row["path"] for row in rows]
    assert found["authors"].to_list() == [row["authors"] for row in rows]
    assert found["is_draft"].to_list() == [row["is_draft"] for row in rows]
    assert found["findings"].sum() == report.summary.by_rule.total()
    by_path = found.set_index("path")
    assert by_path.loc["content/essays/long.md", "title"] == LONG
    assert by_path.loc["content/news/agrees.md", "day"] == pd.Timestamp("2016-05-01")
    assert pd.isna(by_path.loc["content/essays/undated.md", "day"])
    assert by_path.loc["content/news/2014-02.md", "bylined"] == ["Chloé Dubois"]


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_reads_csv(report: bylint.Report, written: Path, name: str) -> None:
    """Every cell, with no options but that all are texts: null is told from the empty text."""
    file = written / f"csv/{name}.csv"
    found = duckdb.sql(
        f"SELECT * FROM read_csv('{file}', all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"',"
        " allow_quoted_nulls = false, max_line_size = 10000000)"
    ).fetchall()
    expected = [[_as_csv(value) for value in row.values()] for row in rows_of(report)[name]]
    assert [list(row) for row in found] == expected
    if name == "posts":
        sniffed = duckdb.sql(f"SELECT day, is_draft, findings FROM '{file}' WHERE path LIKE '%agrees%'").fetchall()
        assert sniffed == [(dt.date(2016, 5, 1), False, 0)]


def _as_csv(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\n")) else text


def test_no_text_is_a_formula(written: Path) -> None:
    """An apostrophe stands before it, and only there; a line of the documentation takes it away again."""
    with (written / "csv/posts.csv").open(encoding="utf-8-sig", newline="") as file:
        titles = {row["path"]: row["title"] for row in csv.DictReader(file)}
    found = titles["content/essays/formula.md"]
    assert found == f"'{FORMULA}"
    pattern = re.search(r"match `(\^.*?)`", PAGE)
    assert pattern is not None
    marked = re.compile(pattern[1])
    assert {path for path, title in titles.items() if marked.match(title)} == {"content/essays/formula.md"}
    assert found[1:] == FORMULA


@pytest.mark.parametrize(
    "text", [*HOSTILE, "=1+1", "+1", "-1", "@a", "\t=1", "\r\n=1", "'=1", "''@x", "＝1", "it's", "-", '"=1']
)
def test_any_text_comes_back_from_csv(text: str) -> None:
    """As Python's own reader has it, and with the apostrophe off as the documentation says."""
    load("csv")
    from bylint.overview.csv_files import write_rows
    from bylint.overview.holding import clean

    row = FindingRow("f", "p", "r", "error", clean(text), data={"a": text}, fix="")
    out = io.StringIO(newline="")
    write_rows(columns(FindingRow), [row], out)
    head, cells = csv.reader(io.StringIO(out.getvalue(), newline=""))
    found = dict(zip(head, cells, strict=True))["message"]
    assert not re.match("[=+\\-@\t\r\n＝＋－＠]", found)
    assert (found[1:] if re.match("'+[=+\\-@\t\r\n＝＋－＠]", found) else found) == clean(text)


# -- Parquet ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_parquet_holds_every_cell_by_its_type(report: bylint.Report, written: Path, name: str) -> None:
    """Lists, days, booleans and nulls as such; what a column means beside it."""
    found = pq.read_table(written / f"parquet/{name}.parquet")
    for field, column in zip(found.schema, columns(TABLES[name]), strict=True):
        kinds = {"list": pa.list_, "day": pa.date32, "boolean": pa.bool_, "number": pa.int64}
        assert (field.name, field.nullable) == (column.name, column.nullable)
        assert field.metadata[b"description"].decode() == column.meaning
        expected = pa.string() if column.kind in ("text", "data") else None
        if column.kind == "list":
            assert pa.types.is_list(field.type)
        elif expected is None:
            assert field.type == kinds[column.kind]()
        else:
            assert field.type == expected
    expected_rows = rows_of(report)[name]
    data = [column.name for column in columns(TABLES[name]) if column.kind == "data"]
    made = [
        {key: json.loads(value) if key in data else plain(value) for key, value in row.items()}
        for row in found.to_pylist()
    ]
    assert made == expected_rows
    group = pq.ParquetFile(written / f"parquet/{name}.parquet").metadata.row_group(0)
    assert group.column(0).compression == "ZSTD"


def test_pandas_and_duckdb_read_parquet(written: Path) -> None:
    """Grouping by what a list holds, and by year."""
    found = pd.read_parquet(written / "parquet/posts.parquet")
    assert found.explode("authors").groupby("authors").size()["admin"] == 10
    query = f"""
        SELECT year(day), count(*), sum(findings) FROM '{written / "parquet/posts.parquet"}'
        WHERE list_contains(authors, 'admin') GROUP BY 1 ORDER BY 1"""
    assert [row[:2] for row in duckdb.sql(query).fetchall()] == [(2014, 4), (2015, 4), (2016, 2)]
    data = f"SELECT data->>'$.author[0]' FROM '{written / 'parquet/findings.parquet'}' WHERE rule = 'author/generic-account'"
    assert set(duckdb.sql(data).fetchall()) == {("admin",)}


def test_parquet_is_written_in_groups(report: bylint.Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more rows are in memory at once; an empty table has its columns."""
    module = load("parquet")
    monkeypatch.setattr(module, "GROUP", 5)
    module.write(report, str(tmp_path / "p"))
    file = pq.ParquetFile(tmp_path / "p/posts.parquet")
    assert file.metadata.num_row_groups == -(-len(list(report.posts())) // 5)
    alone = bylint.load_configuration(report.folder).with_choices(select=("author/missing",))
    with bylint.Report.of("content/news/agrees.md", folder=report.folder, configuration=alone) as empty:
        module.write(empty, str(tmp_path / "e"))
    assert pq.read_table(tmp_path / "e/findings.parquet").to_pylist() == []
    assert pq.read_schema(tmp_path / "e/findings.parquet").names == list(FindingRow._fields)


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_an_archive_holds_the_same_files(report: bylint.Report, written: Path, tmp_path: Path, name: str) -> None:
    """Where the name ends in .zip."""
    load(name).write(report, str(tmp_path / "r.zip"))
    with zipfile.ZipFile(tmp_path / "r.zip") as archive:
        assert {each: archive.read(each) for each in archive.namelist()} == {
            file.name: file.read_bytes() for file in (written / name).iterdir()
        }


# -- SQLite -----------------------------------------------------------------------------------------------------------


def test_sqlite_holds_every_cell(report: bylint.Report, written: Path) -> None:
    """In tables whose references are whole."""
    with sqlite3.connect(written / "archive.db") as database:
        database.row_factory = sqlite3.Row
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, row in TABLES.items():
            kinds = {column.name: column.kind for column in columns(row)}
            found = [
                {key: _from_sqlite(each[key], kinds[key]) for key in kinds}
                for each in database.execute(f"SELECT * FROM {name} ORDER BY id")
            ]
            assert found == rows_of(report)[name]
        joined = "SELECT COUNT(*) FROM findings JOIN posts ON posts.id = findings.post AND posts.path = findings.path"
        assert database.execute(joined).fetchone()[0] == report.summary.by_rule.total()
    database.close()


def _from_sqlite(value: Any, kind: str) -> Any:
    if kind in ("list", "data"):
        return json.loads(value)
    return bool(value) if kind == "boolean" else value


def test_the_views_count_as_the_report_does(report: bylint.Report, written: Path) -> None:
    """By rule, month, author and year, and who is credited."""
    with sqlite3.connect(written / "archive.db") as database:
        ask = lambda query: database.execute(query).fetchall()  # noqa: E731
        assert ask("SELECT * FROM findings_by_rule") == [
            (each.rule, each.severity, each.findings, each.posts, each.fixes) for each in report.rules()
        ]
        assert ask("SELECT * FROM findings_by_month") == list(report.months())
        assert ask("SELECT author, posts FROM posts_by_author")[0] == ("admin", 10)
        assert ("admin", "Ana Ruiz", "generic", 3) in ask(
            "SELECT credited, bylined, attribution, posts FROM credited_and_bylined"
        )
        assert ask("SELECT posts FROM fields_by_year WHERE year = '2016' AND field = 'excerpt'") == [(1,)]
        assert ask("SELECT sentence FROM faults ORDER BY id")[0] == (next(report.faults()).sentence,)
    database.close()


def datasette(written: Path, path: str) -> str:
    """What Datasette answers, with the metadata beside the database."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "datasette",
            "serve",
            "archive.db",
            "--metadata",
            "archive.metadata.json",
            "--get",
            path,
        ],
        cwd=written,
        capture_output=True,
        check=True,
        timeout=120,
    )
    return done.stdout.decode("utf-8")


def test_datasette_opens_the_database(written: Path) -> None:
    """Rows, facets over lists, labels of posts, and what the columns mean."""
    # the metadata are for the database by the name under which it was written
    metadata = json.loads((written / "archive.metadata.json").read_text("utf-8"))
    metadata["databases"] = {"archive": next(iter(metadata["databases"].values()))}
    (written / "archive.metadata.json").write_text(json.dumps(metadata), "utf-8")
    found = json.loads(datasette(written, "/archive/posts.json?_shape=objects&_facet_array=authors&_size=100"))
    assert len(found["rows"]) == 16 + UNDECODABLE
    facets = {each["value"]: each["count"] for each in found["facet_results"]["authors"]["results"]}
    assert facets["admin"] == 10
    findings = json.loads(datasette(written, "/archive/findings.json?_labels=on&_shape=objects&rule=author/missing"))
    (row,) = findings["rows"]
    assert row["post"]["label"] == "content/essays/undated.md"
    page = datasette(written, f"/archive/posts?title={quote(FORMULA)}")
    assert "Whom the page credits firmly." in page
    assert json.loads(datasette(written, "/archive/credited_and_bylined.json?_shape=objects&_size=1"))["rows"][0][
        "credited"
    ]


# -- Markdown ---------------------------------------------------------------------------------------------------------


def test_the_page_says_what_to_do_first(report: bylint.Report, written: Path) -> None:
    """Then counts, who is credited, and the worst findings with both ends."""
    text = (written / "markdown").read_text("utf-8")
    titles = re.findall("^## (.*)$", text, re.MULTILINE)
    assert titles == [
        "What to do first",
        "By rule",
        "By year of publication",
        "By section",
        "By author",
        "Who is credited, and whom the page names",
        "Findings, the worst first",
    ]
    assert f"<code>{next(report.faults()).sentence}</code>" in text
    assert (
        "<td><code>admin</code></td><td><code>Ana Ruiz</code></td><td>3</td><td>2014-01-12</td><td>2016-01-12</td>"
        in text
    )
    assert "<b>author/generic-account</b><br><code>author is the account" in text
    assert "<code>the byline: line 6</code>" in text
    assert f"{report.summary.files} files checked: " in text


def test_what_posts_say_is_no_markup_on_the_page(project: Project) -> None:
    """Everything stands in code, escaped; long tables say how many more rows there are."""
    project.write("hugo.toml", "")
    title = "TK <script>alert(1)</script> | [x](http://evil.example) ![](x) @everyone \u202eevil `x` ##[error]"
    for number in range(FINDINGS + 30):
        front = json.dumps({"title": title, "author": f"<b>{number}</b> TK", "date": f"{1900 + number}-01-01"})
        project.write(f"content/p/{number}.md", f"{front}\n\n_By <i>Ana Ruiz</i>_ TK\n")
    ran = project.run("report", "--format", "markdown", "--output", "-", "--select", "title,status,author")
    assert ran.code == 0
    assert "<script" not in ran.out
    assert "<i>" not in ran.out
    assert "\u202e" not in ran.out
    assert "##[" not in ran.out
    bare = re.sub("<code>.*?</code>", "", ran.out)
    assert "evil" not in bare
    assert "everyone" not in bare
    assert re.search(r"^and \d+ more rows$", ran.out, re.MULTILINE)
    assert ran.out.count("<tr>") <= 6 * (ROWS + 1) + FINDINGS + 1


# -- comparing --------------------------------------------------------------------------------------------------------


def test_every_format_tells_what_has_changed(report: bylint.Report, tmp_path: Path) -> None:
    """And what is fixed in a table of its own, which goes when nothing is compared any more."""
    earlier = tmp_path / "earlier.json"
    load("json").write(report, str(earlier))
    said = json.loads(earlier.read_text("utf-8"))
    gone = {**said["findings"][0], "fingerprint": "e" * 16}
    said["findings"] = [gone, *said["findings"][1:]]
    earlier.write_text(json.dumps(said), "utf-8")
    with bylint.Report.of(folder=report.folder) as again:
        changes = again.compare(earlier)
        assert changes[1:3] == (1, 1)
        for name in WRITTEN:
            load(name).write(again, str(tmp_path / name))
    found = read_json((tmp_path / "json").read_text("utf-8"))
    jsonschema.validate(found, report_schema())
    assert found["changes"] == {"earlier": str(earlier), "new": 1, "fixed": 1, "standing": changes.standing}
    assert [each["fingerprint"] for each in found["fixed"]] == ["e" * 16]
    assert [each["status"] for each in found["findings"]].count("new") == 1
    assert len(pd.read_csv(tmp_path / "csv/fixed.csv")) == 1
    assert pq.read_table(tmp_path / "parquet/fixed.parquet").to_pylist()[0]["status"] == "fixed"
    with sqlite3.connect(tmp_path / "sqlite") as database:
        assert database.execute("SELECT fingerprint, status FROM fixed").fetchall() == [("e" * 16, "fixed")]
    database.close()
    assert "1 new, 1 fixed, " in (tmp_path / "markdown").read_text("utf-8")
    assert "## What has changed" in (tmp_path / "markdown").read_text("utf-8")
    load("csv").write(report, str(tmp_path / "csv"))
    assert sorted(file.name for file in (tmp_path / "csv").iterdir()) == [
        "about.json",
        "facts.csv",
        "findings.csv",
        "posts.csv",
    ]


# -- hostile texts ----------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=25)
@given(results())
def test_whatever_results_say_every_format_holds_it(found: tuple[Checked, ...]) -> None:
    """Lone surrogates, controls, quotes and 10,000 characters, in every text and path: each program reads it back."""
    here = Path(tempfile.mkdtemp())
    run = open_run(bylint.load_configuration(here, isolated=True), here)
    with bylint.Report(run) as report:
        for checked in found:
            described = PostRow(checked.path, title=checked.path, authors=(checked.path,), fields=("title",))
            report.add(checked._replace(described=described))
        report.complete()
        for name in WRITTEN:
            load(name).write(report, str(here / name))
        expected = rows_of(report)
    assert len(expected["posts"]) == len(found)
    said = read_json((here / "json").read_text("ascii"))
    assert {name: said[name] for name in TABLES} == expected
    texts = {column.name for column in columns(FindingRow) if column.kind == "text"}
    with (here / "csv/findings.csv").open(encoding="utf-8-sig", newline="") as file:
        for row, cells in zip(expected["findings"], csv.DictReader(file), strict=True):
            assert {name: (cells[name].removeprefix("'") or None) for name in texts} == {
                name: ((row[name] or "").removeprefix("'") or None) for name in texts
            }
    assert pq.read_table(here / "parquet/posts.parquet").to_pylist() == expected["posts"]
    with sqlite3.connect(here / "sqlite") as database:
        assert database.execute("SELECT path FROM posts ORDER BY id").fetchall() == [
            (row["path"],) for row in expected["posts"]
        ]
    database.close()
    assert (here / "markdown").read_text("utf-8").count("<table>") >= 2
    shutil.rmtree(here)


# -- the documentation ------------------------------------------------------------------------------------------------


def test_the_documentation_has_the_columns_as_they_are() -> None:
    """`python -m bylint.overview.documentation` writes them anew."""
    assert fill(PAGE) == PAGE
    assert re.findall("<!-- columns: (.*) -->", PAGE) == list(TABLES)


def test_the_documentation_has_every_format_and_option() -> None:
    """In the order of the help; and the extra that they need."""
    assert re.findall(r"^\| `(\w+)` \| (?!text|day|number|boolean|list|JSON)", PAGE, re.MULTILINE) == list(FORMATS)
    options = {name for option in report_command.params for name in option.opts if name.startswith("--")}
    assert options - {"--format"} <= {*re.findall(r"`(--[a-z-]+)", PAGE)}
    extras = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    needed = {each.partition(".")[0] for made in FORMATS.values() for each in made.needs} - {"bylint"}
    assert needed <= {re.split("[<>=]", each)[0].lower() for each in extras["report"]}


def test_the_examples_of_the_documentation_run(
    written: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those for pandas and DuckDB, and those of the library."""
    (tmp_path / "bylint-report-csv").symlink_to(written / "csv")
    (tmp_path / "bylint-report-parquet").symlink_to(written / "parquet")
    make(tmp_path / "archive")
    first, library, engines, dask = re.findall("```python\n(.*?)```", PAGE, re.DOTALL)
    (query,) = re.findall("```sql\n(.*?)```", PAGE, re.DOTALL)
    for program, where in ((first, tmp_path), (library.replace("content/posts", "content"), tmp_path / "archive")):
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=where, capture_output=True, check=False, text=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout
    assert duckdb.sql(query.replace("bylint-report-parquet", str(written / "parquet"))).fetchall()[0] == ("admin", 10)
    assert "mapInArrow(check" in engines
    assert "from_map" in dask  # it runs in test_arrow.py
