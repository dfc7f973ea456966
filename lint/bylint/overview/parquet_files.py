"""The report as Parquet: a file for each table, with lists, days and booleans as such, compressed by Zstandard.

What a column means stands in the metadata of its field. Mappings are JSON.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from bylint.overview.arrow import as_batch, schema_of
from bylint.overview.folders import write_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bylint.overview.report import Report
    from bylint.overview.rows import Row

GROUP = 5_000
"""Rows of a row group; no more are in memory."""


def write(report: Report, target: str) -> None:
    """Write the files into a folder, or a ZIP archive. Raises OSError and ReportError."""
    write_tables(report, target, "parquet", _write_table)


def _write_table(row: type[Row], rows: Iterable[Row], file: str) -> None:
    schema = schema_of(row)
    found = iter(rows)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(found, GROUP)):
            writer.write_table(pa.Table.from_batches([as_batch(group, row, schema)]))
