"""`tracepile show`: one program, trace, rationale, question or sample of the lake, found by its id."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any

import duckdb

from resources.schemas import PROGRAM_TABLES
from tracepile.errors import TracePileError
from tracepile.execution import trace_from_json
from tracepile.records import Event, EventKind
from tracepile_dagster.commands import terminal
from tracepile_dagster.commands.query import open_lake

Row = Mapping[str, Any]

_SHOWN = (*PROGRAM_TABLES, "traces", "rationales", "qa_pairs", "corpus")
_PREFIX = re.compile(r"[0-9a-f]{4,20}")
_LISTED = 10


def show(prefix: str, *, as_json: bool) -> None:
    """Print the one record whose id starts with `prefix`.

    Raises:
        TracePileError: no record's id does, or those of several records do; the message lists them.
    """
    if not _PREFIX.fullmatch(prefix):
        raise TracePileError(f"{prefix!r} is no id: ids are 20 hexadecimal digits, and 4 of them may be enough.")
    with open_lake().connect() as connection:
        table, row = _find(connection, prefix)
        if as_json:
            sys.stdout.write(json.dumps({"table": table, **row}, ensure_ascii=False, indent=2) + "\n")
            return
        terminal.heading(f"{table} {row['id']}")
        terminal.prose(f"{row['domain']}, {row['source']}, shard {row['shard']}")
        terminal.prose("")
        _PRINTERS.get(table, _print_program)(connection, row)


def _find(connection: duckdb.DuckDBPyConnection, prefix: str) -> tuple[str, Row]:
    union = " UNION ".join(f"SELECT '{name}' AS kind, id FROM {name} WHERE starts_with(id, $prefix)" for name in _SHOWN)
    found = connection.execute(f"{union} ORDER BY kind, id LIMIT {_LISTED + 1}", {"prefix": prefix}).fetchall()
    if not found:
        raise TracePileError(
            f"nothing in the lake has an id that starts with {prefix}. "
            "`tracepile sql 'select id, kind, source from corpus limit 10'` lists some."
        )
    if len(found) > 1:
        listed = "; ".join(f"{kind} {identity}" for kind, identity in found[:_LISTED])
        more = "; and more" if len(found) > _LISTED else ""
        raise TracePileError(f"several ids start with {prefix}: {listed}{more}. Give more digits.")
    kind, identity = found[0]
    row = _row(connection, kind, identity)
    assert row is not None  # the same connection shows the same lake
    return kind, row


def _row(connection: duckdb.DuckDBPyConnection, table: str, identity: str) -> Row | None:
    cursor = connection.execute(f"SELECT * FROM {table} WHERE id = $id ORDER BY shard LIMIT 1", {"id": identity})
    values = cursor.fetchone()
    return None if values is None else dict(zip((column[0] for column in cursor.description), values, strict=True))


def _program_of(connection: duckdb.DuckDBPyConnection, program_id: str) -> Row:
    for table in PROGRAM_TABLES:
        if row := _row(connection, table, program_id):
            return row
    raise TracePileError(f"program {program_id} is not in the lake. Build its shard again with `tracepile build`.")


def _print_program(_connection: duckdb.DuckDBPyConnection, row: Row) -> None:
    if row["statement"]:
        terminal.prose(row["statement"])
        terminal.prose("")
    terminal.program(row["code"])
    terminal.prose("")
    for case in row["cases"]:
        what = case["call"] if case["call"] is not None else f"reads {case['stdin']!r}"
        expected = f" gives {case['expected']} ({case['expected_from']})" if case["expected"] is not None else ""
        terminal.prose(f"{what}{expected}")
    if row["rewritten_from"]:
        terminal.prose(f"rewritten from {row['rewritten_from']} by {', '.join(row['rewrites'])}")
    terminal.prose(f"licence {row['licence']}; from {row['origin']}")


def _print_run(connection: duckdb.DuckDBPyConnection, program_id: str, trace_id: str) -> None:
    terminal.program(_program_of(connection, program_id)["code"])
    terminal.prose("")
    if trace := _row(connection, "traces", trace_id):
        terminal.heading(trace["call"] if trace["call"] is not None else f"reads {trace['stdin']!r}")
        terminal.prose("")


def _print_trace(connection: duckdb.DuckDBPyConnection, row: Row) -> None:
    _print_run(connection, row["program_id"], row["id"])
    trace = trace_from_json(row["trace"])
    terminal.table(
        ("event", "kind", "line", "frame", "what happened"),
        [(event.seq, event.kind.value, event.line, event.frame, _happened(event)) for event in trace.events],
        right=("event", "line", "frame"),
    )
    terminal.prose("")
    if row["stdout"]:
        terminal.prose(f"printed {row['stdout']!r}")
    if row["exception_type"] is not None:
        terminal.prose(f"raised {row['exception_type']}: {row['exception_message']} in line {row['exception_line']}")
    elif row["returned"] is not None:
        terminal.prose(f"returned {row['returned']}")


def _happened(event: Event) -> str:
    parts = [
        f"{change.path} {change.how.value}" + ("" if change.after is None else f" to {change.after}")
        for change in event.changes
    ]
    if event.value is not None:
        verb = "raised" if event.kind in (EventKind.RAISE, EventKind.UNWIND) else "gave"
        parts.append(f"{verb} {event.value}")
    if event.printed:
        parts.append(f"printed {event.printed!r}")
    if event.read:
        parts.append(f"read {event.read!r}")
    return "; ".join(parts)


def _print_rationale(connection: duckdb.DuckDBPyConnection, row: Row) -> None:
    _print_run(connection, row["program_id"], row["trace_id"])
    terminal.prose(row["text"])
    terminal.prose("")
    terminal.prose(
        f"proven: {row['claims']:,} claims in {row['sentence_count']:,} sentences; {row['tokens']:,} tokens",
        style="green",
    )


def _print_question(connection: duckdb.DuckDBPyConnection, row: Row) -> None:
    _print_run(connection, row["program_id"], row["trace_id"])
    terminal.prose(row["question"])
    terminal.prose("")
    terminal.prose(row["rationale"])
    terminal.prose("")
    terminal.heading(f"Answer: {row['answer']}")


def _print_sample(_connection: duckdb.DuckDBPyConnection, row: Row) -> None:
    terminal.heading("Prompt")
    terminal.prose(row["prompt"])
    terminal.prose("")
    terminal.heading("Completion")
    terminal.prose(row["completion"])
    terminal.prose("")
    terminal.prose(f"{row['tokens']:,} tokens; made from {row['kind']} {row['subject_id']}", style="dim")


_PRINTERS: dict[str, Callable[[duckdb.DuckDBPyConnection, Row], None]] = {
    "traces": _print_trace,
    "rationales": _print_rationale,
    "qa_pairs": _print_question,
    "corpus": _print_sample,
}
