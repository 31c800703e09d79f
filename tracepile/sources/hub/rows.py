"""Rows of data sets, one at a time and in constant memory: JSONL, gzipped JSONL, Parquet, and files of Python."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import date, time
from decimal import Decimal
from tokenize import detect_encoding
from typing import Any, BinaryIO, NamedTuple

from tracepile.sources.hub.locations import DataFile, HubError, Location

LONGEST_LINE = 64 * 2**20
"""Bytes of a line beyond which a row is not read."""

_ROWS_AT_A_TIME = 256


class Numbered(NamedTuple):
    """A row and its number in the data set, from 1 (in JSONL: the line). A broken row says how in `problem`."""

    number: int
    row: dict[str, Any] | None
    problem: str = ""


def read_rows(location: Location, *, after: int = 0) -> Iterator[Numbered]:
    """Give the rows of a data set; where it has several files, numbers go on from one to the next.

    JSONL is read line by line, since the values of a column may differ in type from row to row. Blank lines count as
    lines, but are no rows. A file of Python is one row of its `path` and its `code`.

    Args:
        location: the files.
        after: skip the rows up to this number, without looking into them.

    Raises:
        HubError: a file is unreadable or damaged.
    """
    number = 0
    for file in location.files:
        if file.name.endswith(".parquet"):
            number = yield from _parquet_rows(file, number, after)
        elif file.name.endswith(".py"):
            number = yield from _python_row(file, number + 1, after)
        else:
            number = yield from _json_rows(file, number, after)


def _json_rows(file: DataFile, before: int, after: int) -> Generator[Numbered, None, int]:
    number = before
    try:
        with file.open() as raw, _unzipped(file, raw) as lines:
            while line := lines.readline(LONGEST_LINE + 1):
                number += 1
                whole = len(line) <= LONGEST_LINE
                if not whole:
                    _skip_line(lines, line)
                if number <= after:
                    continue
                if not whole:
                    yield Numbered(number, None, f"the line is longer than {LONGEST_LINE:,} bytes")
                elif line.strip():
                    yield _json_row(number, line.removeprefix(b"\xef\xbb\xbf") if number == before + 1 else line)
    except (OSError, EOFError, zlib.error) as err:
        raise _unreadable(file, f"after line {number - before}", err) from err
    return number


def _unzipped(file: DataFile, raw: BinaryIO) -> gzip.GzipFile | BinaryIO:
    return gzip.GzipFile(fileobj=raw, mode="rb") if file.name.endswith(".gz") else raw


def _skip_line(lines: gzip.GzipFile | BinaryIO, part: bytes) -> None:
    while part and not part.endswith(b"\n"):
        part = lines.readline(LONGEST_LINE)


def _json_row(number: int, line: bytes) -> Numbered:
    try:
        row = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as err:
        return Numbered(number, None, f"no JSON: {err}; the line begins {line[:60]!r}")
    if not isinstance(row, dict):
        return Numbered(number, None, f"the line holds {type(row).__name__}, not an object")
    return Numbered(number, row)


def _parquet_rows(file: DataFile, before: int, after: int) -> Generator[Numbered, None, int]:
    # Costs half a second, which reading JSONL should not pay.
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415

    number = before
    try:
        with file.open() as opened, closing(pq.ParquetFile(opened)) as table:
            for group in range(table.metadata.num_row_groups):
                rows = table.metadata.row_group(group).num_rows
                if number + rows <= after:
                    number += rows
                    continue
                # One group at a time: a reader of several keeps what it has read of all.
                for batch in table.iter_batches(batch_size=_ROWS_AT_A_TIME, row_groups=[group], use_threads=False):
                    skipped = min(max(0, after - number), batch.num_rows)
                    number += skipped
                    for row in batch.slice(skipped).to_pylist():
                        number += 1
                        yield _plain_row(number, row)
    except (OSError, ValueError, pa.ArrowException) as err:
        raise _unreadable(file, f"after row {number - before}", err) from err
    return number


def _plain_row(number: int, row: dict[str, Any]) -> Numbered:
    """Give a row in the types that JSON has: moments as ISO 8601, binary columns as the text they hold."""
    for column, value in row.items():
        try:
            row[column] = _plain(value)
        except (TypeError, ValueError) as err:
            return Numbered(number, None, f"column {column!r} holds what is neither text nor a number: {err}")
    return Numbered(number, row)


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case date() | time():
            return value.isoformat()
        case Decimal():
            return str(value)
        case bytes():
            return value.decode("utf-8")
    raise TypeError(f"a value of type {type(value).__name__}")


def _python_row(file: DataFile, number: int, after: int) -> Generator[Numbered, None, int]:
    if number > after:
        try:
            with file.open() as opened:
                content = opened.read(LONGEST_LINE + 1)
        except OSError as err:
            raise _unreadable(file, "", err) from err
        yield _python_text(file, number, content)
    return number


def _python_text(file: DataFile, number: int, content: bytes) -> Numbered:
    if len(content) > LONGEST_LINE:
        return Numbered(number, None, f"{file.path} is longer than {LONGEST_LINE:,} bytes")
    try:
        encoding, _ = detect_encoding(io.BytesIO(content).readline)
        code = io.StringIO(content.decode(encoding), newline=None).read()
    except (SyntaxError, ValueError) as err:
        return Numbered(number, None, f"{file.path} is no text of Python: {err}")
    return Numbered(number, {"path": file.path, "code": code})


def _unreadable(file: DataFile, place: str, error: Exception) -> HubError:
    what = f"{file.name} cannot be read {place}".rstrip()
    advice = "Allow it to be read" if isinstance(error, PermissionError) else "Get the file again"
    return HubError(f"{what}: {str(error).rstrip('.')}. {advice}.")
