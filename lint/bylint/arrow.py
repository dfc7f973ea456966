"""Checking posts that lie in Arrow tables: as Spark, Ray Data, Dask and other engines hold them.

This needs pyarrow, of the extra `report`.
"""

from __future__ import annotations

import os
import pickle
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

try:
    import pyarrow as pa
except ImportError as error:
    raise ImportError("bylint.check_arrow needs pyarrow: pip install pyarrow (bylint's extra `report`)") from error

from bylint.discover import some_files
from bylint.engine import Failure
from bylint.library import load_configuration, open_run
from bylint.overview.arrow import as_batch, schema_of
from bylint.overview.inserting import cleaned
from bylint.overview.rows import FindingRow
from bylint.overview.showing import as_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from bylint.config import Configuration
    from bylint.discover import Discovered
    from bylint.engine import Checked
    from bylint.run import Run

_MOST = 8
"""So many runs are kept open, of the latest that were asked for."""


@dataclass(frozen=True)
class ArrowCheck:
    """Checks texts that come as Arrow batches with the columns `path` and `text`; gives batches of findings.

    Call it with an iterable of record batches, as `DataFrame.mapInArrow` of Spark does, or give `check.table` a table,
    as `Dataset.map_batches(…, batch_format="pyarrow")` of Ray Data does. `check.schema` is that of what comes out, the
    table `findings` of docs/report.md. It can be sent to other processes, where its configuration is opened once.

    Each text is checked as `bylint.check_text` checks it: `path` is relative to `folder`, where the configuration is
    looked for unless one is given; `text` is a string or bytes. Archive rules compare files, and do not look at texts.
    A row that has no text is told of as `run/unreadable`. Raises ValueError for a batch without these columns or a row
    without path, ConfigurationError and RuleError.
    """

    folder: str | os.PathLike[str] = "."
    configuration: Configuration | None = None
    today: date | None = None

    @property
    def schema(self) -> pa.Schema:
        """The schema of the findings."""
        return schema_of(FindingRow)

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The findings of each batch, when they are asked for."""
        run = self._open()
        for batch in batches:
            yield self._check(run, batch)

    def table(self, table: pa.Table) -> pa.Table:
        """The findings of a table."""
        return pa.Table.from_batches(self(table.to_batches()), schema=self.schema)

    def _check(self, run: Run, batch: pa.RecordBatch) -> pa.RecordBatch:
        missing = [name for name in ("path", "text") if name not in batch.schema.names]
        if missing:
            there = ", ".join(batch.schema.names) or "no other"
            raise ValueError(f"a batch has no column {' and no column '.join(missing)}, but {there}")
        paths, texts = batch["path"].to_pylist(), batch["text"].to_pylist()
        if not all(paths):
            raise ValueError("a row has no path")
        places = some_files(paths, run.configuration, run.finder, cwd=run.cwd)
        rows: list[FindingRow] = []
        for path, text in zip(paths, texts, strict=True):
            if run.is_checked(places[path]):
                checked = _check_one(run, places[path], text)
                rows += (cleaned(as_row(each, checked.source)) for each in checked.diagnostics)
        return as_batch(rows, FindingRow, self.schema)

    def _open(self) -> Run:
        """The run of this thread, whose configuration and rules are read when it is first asked for."""
        known: dict[bytes, Run] = _OPENED.__dict__.setdefault("runs", {})
        key = pickle.dumps((os.path.abspath(self.folder), self.configuration, self.today))  # noqa: PTH100  # links are not followed: paths stay as people write them
        if key not in known:
            here = Path(os.path.abspath(self.folder))  # noqa: PTH100  # as above
            known[key] = open_run(self.configuration or load_configuration(here), here, today=self.today)
            if len(known) > _MOST:
                del known[next(iter(known))]
        return known[key]


_OPENED = threading.local()
"""The runs of each thread."""

check_arrow = ArrowCheck()
"""Checks in the working directory, under its configuration."""


def _check_one(run: Run, found: Discovered, text: str | bytes | None) -> Checked:
    """The result of one row."""
    if text is None:
        failure = Failure("unreadable", "there is no text")
        return run.engine.fail(run.shown(found.file), found.path, failure, run.plan(found.settings))
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > run.configuration.max_file_size:
        return run.check_raw(raw, found)
    return run.check_text(raw, found)
