"""From the rows of a user's file to programs: a broken row is rejected by its number, a wrong layout is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType

from tracepile.records import Case, Program, Reject, content_id
from tracepile.sources.hub.codeio import CodeIO
from tracepile.sources.hub.functions import Functions
from tracepile.sources.hub.rows import HubError, Numbered, read_rows
from tracepile.sources.hub.schema import Draft, RowError, Schema
from tracepile.sources.hub.stdio import Stdio
from tracepile.sources.sourced import SourcedProgram

SCHEMAS: Mapping[str, Schema] = MappingProxyType({schema.name: schema for schema in (Functions(), Stdio(), CodeIO())})
"""Every known schema under its name."""

STAGE = "hub"
UNKNOWN_LICENCE = "unknown"

_FIRST_ROWS = 100
_LONGEST_DETAIL = 500


def read_programs(
    path: Path | str, schema: Schema | str, *, licence: str | None = None
) -> Iterator[SourcedProgram | Reject]:
    """Give the programs of a file in the order of its rows, and a reject for each row that does not make one.

    A program's origin is `file:row`. Its source is `hub/<file>/<family>`, and a family is what rows solve: rows with
    the same statement, else the same `id`, else the same code. Reasons of rejects: `bad_json`, `missing_column`,
    `bad_value`, `no_code` and `no_inputs`.

    Args:
        path: a file ending in `.jsonl`, `.jsonl.gz` or `.parquet`.
        schema: how its rows are laid out, or the name of that in `SCHEMAS`.
        licence: licence of rows that do not name their own; unknown if not given.

    Raises:
        HubError: the file or the schema does not exist, or the file is damaged, or none of its first rows is an
            object, or a required column is missing from all of them.
    """
    file = Path(path)
    known = SCHEMAS.get(schema) if isinstance(schema, str) else schema
    if known is None:
        raise HubError(f"there is no schema {schema!r}; there are {', '.join(sorted(SCHEMAS))}")
    return _programs(file, known, read_rows(file), licence or UNKNOWN_LICENCE)


def _programs(file: Path, schema: Schema, rows: Iterator[Numbered], licence: str) -> Iterator[SourcedProgram | Reject]:
    first = list(islice(rows, _FIRST_ROWS))
    _check_layout(file, schema, first)
    for number, row, problem in chain(first, rows):
        origin, collection = f"{file.name}:{number}", f"{STAGE}/{_stem(file)}"
        try:
            if row is None:
                raise RowError("bad_json", problem)
            yield _sourced(schema.draft(row), schema, origin, collection, licence)
        except RowError as err:
            yield Reject(STAGE, origin, collection, err.reason, str(err)[:_LONGEST_DETAIL])


def _check_layout(file: Path, schema: Schema, first: list[Numbered]) -> None:
    rows = [row for _, row, _ in first if row is not None]
    if first and not rows:
        raise HubError(
            f"none of the first {len(first)} lines of {file} is a JSON object ({first[0].problem}). "
            "Give JSON Lines: one object on each line."
        )
    present = dict.fromkeys(column for row in rows for column in row)
    for group in schema.required:
        if rows and not any(column in present for column in group):
            raise HubError(
                f"{file} has no column {' or '.join(map(repr, group))}, which the schema {schema.name!r} needs. "
                f"Its columns are: {', '.join(present)}. Rename the column, or choose another schema: "
                f"{', '.join(sorted(SCHEMAS))}."
            )


def _sourced(draft: Draft, schema: Schema, origin: str, collection: str, licence: str) -> SourcedProgram:
    _check_encodable(draft)
    if not draft.inputs:
        raise RowError("no_inputs", "the row has no input to run the program on")
    program = Program(
        domain=schema.domain,
        source=f"{collection}/{_family(draft)}",
        origin=origin,
        licence=(draft.licence or licence).strip(),
        code=draft.code,
        entry_point=draft.entry_point,
        statement=draft.statement,
    )
    cases: dict[str, Case] = {}
    for given in draft.inputs:
        expected_from = None if given.expected is None else "dataset"
        case = Case(program.id, given.call, given.stdin, given.expected, expected_from)
        cases.setdefault(case.id, case)
    return SourcedProgram(program, tuple(cases.values()))


def _family(draft: Draft) -> str:
    # The statement goes before the id, since many collections number each solution of one problem apart, and
    # solutions of one problem must never be parted between training and testing.
    if draft.statement is not None:
        return content_id("statement", " ".join(draft.statement.split()))
    if draft.problem is not None:
        return draft.problem.strip().replace("/", "-")
    return content_id("code", draft.code)


def _check_encodable(draft: Draft) -> None:
    inputs = (text for given in draft.inputs for text in (given.call, given.stdin, given.expected))
    for text in (draft.code, draft.statement, draft.problem, draft.licence, *inputs):
        try:
            (text or "").encode("utf-8")
        except UnicodeEncodeError as err:
            raise RowError("bad_value", f"a text holds a lone surrogate, which no file can keep: {err}") from err


def _stem(file: Path) -> str:
    return file.name.removesuffix(".gz").removesuffix(".jsonl").removesuffix(".parquet")
