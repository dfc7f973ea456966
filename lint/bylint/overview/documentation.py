"""The tables of docs/report.md, made from the rows: `python -m bylint.overview.documentation` writes them anew."""

from __future__ import annotations

import sys
from pathlib import Path

from bylint.overview.rows import TABLES, Column, columns
from bylint.patterns import pattern

_BLOCK = pattern(r"<!-- columns: (\w+) -->\n.*?<!-- end -->")
_KINDS = {
    "text": "text",
    "day": "day",
    "number": "number",
    "boolean": "boolean",
    "list": "list of texts",
    "data": "JSON",
}


def fill(page: str) -> str:
    """The page with its tables as they are now."""
    return _BLOCK.sub(lambda found: f"<!-- columns: {found[1]} -->\n{table(found[1])}<!-- end -->", page)


def table(name: str) -> str:
    """The columns of a table, in Markdown."""
    rows = "".join(_row(column) for column in columns(TABLES[name]))
    return f"| column | holds | meaning |\n|---|---|---|\n{rows}"


def _row(column: Column) -> str:
    holds = f"{_KINDS[column.kind]}{' or null' if column.nullable else ''}"
    return f"| `{column.name}` | {holds} | {column.meaning} |\n"


if __name__ == "__main__":
    file = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/report.md")
    file.write_text(fill(file.read_text("utf-8")), "utf-8", newline="\n")
