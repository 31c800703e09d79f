"""`tracepile sql`: questions to the lake in SQL."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Any

import polars as pl

from resources.lake import Lake
from resources.landing import Landings
from resources.schemas import TABLES
from resources.settings import load_settings
from tracepile.errors import TracePileError
from tracepile_dagster.commands import terminal

_CELL = 80


class Format(StrEnum):
    """How the rows of an answer are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def open_lake() -> Lake:
    """Give the project's lake.

    Raises:
        TracePileError: nothing was built yet.
    """
    lake = Lake(load_settings().lake_path)
    if not any(lake.shards(name) for name in TABLES):
        landed = sum(landing.rows for landing in Landings(lake.root).all())
        state = f"holds {landed:,} landed rows and no shard" if landed else "is empty"
        raise TracePileError(f"the lake in {lake.root} {state}. Fill it with `tracepile build` or `tracepile demo`.")
    return lake


def sql(query: str, style: Format, limit: int) -> None:
    """Answer `query` and print its rows; a table shows at most `limit` of them, 0 for all."""
    answer = open_lake().sql(sys.stdin.read() if query == "-" else query)
    if style is Format.CSV:
        sys.stdout.write(_flat(answer).write_csv())
    elif style is Format.JSON:
        sys.stdout.write(json.dumps(answer.to_dicts(), ensure_ascii=False, indent=2, default=str) + "\n")
    else:
        _print_table(answer, limit)


def _flat(answer: pl.DataFrame) -> pl.DataFrame:
    nested = [name for name, dtype in answer.schema.items() if dtype.is_nested()]
    return answer.with_columns(
        pl.Series(name, [None if value is None else _json(value) for value in answer[name].to_list()], pl.String)
        for name in nested
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _print_table(answer: pl.DataFrame, limit: int) -> None:
    shown = answer.head(limit) if limit else answer
    right = [name for name, dtype in answer.schema.items() if dtype.is_numeric()]
    rows = [[_cell(value) for value in row] for row in _flat(shown).iter_rows()]
    terminal.table(answer.columns, rows, right=right)
    if shown.height < answer.height:
        terminal.note(f"{shown.height:,} of {answer.height:,} rows; --limit 0 or --format csv gives all of them")


def _cell(value: object) -> str:
    text = "" if value is None else f"{value:,.4g}" if isinstance(value, float) else str(value)
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
