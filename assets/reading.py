"""Reading the shard's programs and runs, which several components start from."""

from __future__ import annotations

from collections.abc import Sequence

from resources.lake import Lake
from resources.rows import sourced_program
from resources.schemas import PROGRAM_TABLES
from resources.stages.runs import Runs
from tracepile.sources.sourced import SourcedProgram

ORIGINALS = tuple(name for name in PROGRAM_TABLES if name != "rewrites")


def read_programs(lake: Lake, shard: str, tables: Sequence[str] = PROGRAM_TABLES) -> list[SourcedProgram]:
    """Read the programs of a shard, table by table, in the order in which they are stored."""
    return [sourced_program(row) for table in tables for row in lake.read(table, shard).iter_rows(named=True)]


def read_runs(lake: Lake, shard: str) -> list[Runs]:
    """Read the shard's runs, gathered by program in the order of their first run."""
    programs = {sourced.program.id: sourced for sourced in reversed(read_programs(lake, shard))}
    by_program: dict[str, list[dict[str, object]]] = {}
    for row in lake.read("traces", shard, ["program_id", "case_id", "trace"]).iter_rows(named=True):
        by_program.setdefault(row["program_id"], []).append(row)
    return [Runs(programs[program_id], tuple(rows)) for program_id, rows in by_program.items()]
