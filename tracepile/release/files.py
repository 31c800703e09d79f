"""Rows into JSONL or Parquet files, one row at a time, equal bytes for equal rows."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

FORMATS = ("jsonl", "parquet")
_ROW_GROUP = 4_096

type Row = Mapping[str, Any]


class RowWriter(Protocol):
    """A file that takes rows."""

    def write(self, row: Row) -> None:
        """Take one row."""

    def close(self) -> None:
        """Write what is held back, and bring the file to the disk."""


def open_rows(path: Path, file_format: str) -> RowWriter:
    """Start a file of rows in one of `FORMATS`.

    Raises:
        ValueError: there is no such format.
    """
    if file_format == "jsonl":
        return _JsonRows(path)
    if file_format == "parquet":
        return _ParquetRows(path)
    raise ValueError(f"there is no format {file_format!r}; there are {', '.join(FORMATS)}")


class _JsonRows:
    def __init__(self, path: Path) -> None:
        self._file = path.open("x", encoding="utf-8", newline="\n")

    def write(self, row: Row) -> None:
        self._file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")

    def close(self) -> None:
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()


class _ParquetRows:
    def __init__(self, path: Path) -> None:
        # Costs half a second, which writing JSONL should not pay.
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415
        import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415

        self._table, self._open = pa.Table.from_pylist, pq.ParquetWriter
        self._path = path
        self._writer: Any = None
        self._rows: list[Row] = []

    def write(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) >= _ROW_GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
            with self._path.open("rb") as file:
                os.fsync(file.fileno())

    def _flush(self) -> None:
        if self._rows:
            table = self._table(self._rows)
            self._writer = self._writer or self._open(self._path, table.schema, compression="zstd")
            self._writer.write_table(table)
            self._rows = []
