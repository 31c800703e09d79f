"""Rows of files, one at a time: JSONL, gzipped JSONL and Parquet, in constant memory."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from tracepile.errors import TracePileError

LONGEST_LINE = 64 * 2**20
"""Bytes of a line beyond which a row is not read."""

_ROWS_AT_A_TIME = 256


class HubError(TracePileError):
    """A file of programs cannot be read at all, or is not laid out as was said."""


class Numbered(NamedTuple):
    """A row and its number in the file, from 1 (in JSONL: the line). Where the row is broken, `problem` says how."""

    number: int
    row: dict[str, Any] | None
    problem: str = ""


def read_rows(path: Path) -> Iterator[Numbered]:
    """Give the rows of a file by its ending: `.jsonl`, `.jsonl.gz` or `.parquet`.

    JSONL is read line by line, since the values of a column may differ in type from row to row. Blank lines count as
    lines, but are no rows.

    Raises:
        HubError: the ending is another, or the file is missing, unreadable or damaged.
    """
    if path.name.endswith(".parquet"):
        rows = _parquet_rows(path)
    elif path.name.endswith((".jsonl", ".jsonl.gz")):
        rows = _json_rows(path)
    else:
        raise HubError(f"{path} has an unknown ending: give a file ending in .jsonl, .jsonl.gz or .parquet")
    if not path.is_file():
        raise HubError(f"there is no file {path}: check the path")
    return rows


def _json_rows(path: Path) -> Iterator[Numbered]:
    number = 0
    try:
        with _opened(path) as file:
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    _skip_line(file, line)
                    yield Numbered(number, None, f"the line is longer than {LONGEST_LINE:,} bytes")
                elif line.strip():
                    yield _json_row(number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
    except (OSError, EOFError, zlib.error) as err:
        raise HubError(f"{path} cannot be read after line {number}: {err}. Get the file again.") from err


def _opened(path: Path) -> io.BufferedIOBase:
    return gzip.open(path, "rb") if path.name.endswith(".gz") else path.open("rb")


def _skip_line(file: io.BufferedIOBase, part: bytes) -> None:
    while part and not part.endswith(b"\n"):
        part = file.readline(LONGEST_LINE)


def _json_row(number: int, line: bytes) -> Numbered:
    try:
        row = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as err:
        return Numbered(number, None, f"no JSON: {err}")
    if not isinstance(row, dict):
        return Numbered(number, None, f"the line holds {type(row).__name__}, not an object")
    return Numbered(number, row)


def _parquet_rows(path: Path) -> Iterator[Numbered]:
    # Costs half a second, which reading JSONL should not pay.
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415

    number = 0
    try:
        with closing(pq.ParquetFile(path)) as file:
            for batch in file.iter_batches(batch_size=_ROWS_AT_A_TIME, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield Numbered(number, row)
    except (OSError, ValueError, pa.ArrowException) as err:
        raise HubError(f"{path} cannot be read after row {number}: {err}. Get the file again.") from err
