"""Files of programs that a user brings: what is read, what is rejected with its row, what is refused as a whole."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tracepile.execution import Jail, trace_cases
from tracepile.records import Domain, Reject
from tracepile.sources.hub import SCHEMAS, HubError, read_programs
from tracepile.sources.hub.rows import LONGEST_LINE
from tracepile.sources.sourced import SourcedProgram

GCD = "def gcd(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n"
DOUBLE = "print(int(input()) * 2)\n"

FUNCTION = {"code": GCD, "entry_point": "gcd", "calls": ["gcd(48, 18)", "gcd(7, 0)"], "outputs": [6, 7]}
PROGRAM = {"code": DOUBLE, "inputs": ["4\n", "-1\n"], "outputs": ["8\n", None], "statement": "Double a number."}
CODEIO = {
    "problem_description": "Find the greatest common divisor.",
    "io_requirements": "a and b are numbers",
    "refcode": GCD,
    "funcname": "gcd",
    "ios": [{"input": {"a": 48, "b": 18}, "output": 6}, {"input": {"a": 9, "b": 6}, "output": [3]}],
    "category": "math",
    "meta": {},
}


def jsonl(path: Path, rows: Iterable[object]) -> Path:
    """Write rows as JSON Lines; a text is a line as it stands."""
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def programs(path: Path, schema: str, **options: Any) -> list[SourcedProgram]:
    """Read a file in which nothing may be rejected."""
    found = list(read_programs(path, schema, **options))
    assert not [item for item in found if isinstance(item, Reject)]
    return [item for item in found if isinstance(item, SourcedProgram)]


@pytest.mark.parametrize(
    ("schema", "row", "domain", "cases"),
    [
        ("functions", FUNCTION, Domain.CLASSICAL, [("gcd(48, 18)", None, "6"), ("gcd(7, 0)", None, "7")]),
        ("stdio", PROGRAM, Domain.COMPETITION, [(None, "4\n", "8\n"), (None, "-1\n", None)]),
        ("codeio", CODEIO, Domain.CLASSICAL, [("gcd(a=48, b=18)", None, "6"), ("gcd(a=9, b=6)", None, None)]),
    ],
)
def test_each_schema_gives_programs_with_their_cases(
    tmp_path: Path, schema: str, row: dict[str, Any], domain: Domain, cases: list[tuple[str | None, ...]]
) -> None:
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", ["", row]), schema, licence="MIT")
    program = sourced.program
    assert (program.domain, program.origin, program.licence) == (domain, "mine.jsonl:2", "MIT")
    assert program.source.startswith("hub/mine/")
    assert [(case.call, case.stdin, case.expected) for case in sourced.cases] == cases
    assert [case.expected_from for case in sourced.cases] == [e and "dataset" for *_, e in cases]


@pytest.mark.parametrize(("schema", "row"), [("functions", FUNCTION), ("stdio", PROGRAM), ("codeio", CODEIO)])
def test_what_is_read_runs_and_meets_what_was_recorded(
    tmp_path: Path, jail: Jail, recheck: Jail, schema: str, row: dict[str, Any]
) -> None:
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [row]), schema)
    traces, rejects = trace_cases(sourced.program, sourced.cases, jail=jail, recheck=recheck)
    assert len(traces) == 2 and not rejects


def test_a_wrong_recorded_output_is_found_by_running(tmp_path: Path, jail: Jail, recheck: Jail) -> None:
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [FUNCTION | {"outputs": [6, 8]}]), "functions")
    _, rejects = trace_cases(sourced.program, sourced.cases, jail=jail, recheck=recheck)
    assert [reject.reason for reject in rejects] == ["wrong_output"]


@pytest.mark.parametrize(
    ("arguments", "call"),
    [
        ({"a": 1, "b": [True, None, "x'y"]}, 'f(a=1, b=[True, None, "x\'y"])'),
        ({"table": {"k": [1.5]}}, "f(table={'k': [1.5]})"),
        ({}, "f()"),
    ],
)
def test_inputs_by_name_are_written_as_python_calls(tmp_path: Path, arguments: dict[str, Any], call: str) -> None:
    row = {"code": "def f(**given):\n    return 1", "entry_point": "f", "inputs": [arguments]}
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [row]), "functions")
    assert [case.call for case in sourced.cases] == [call]


@pytest.mark.parametrize(
    ("output", "functions", "codeio"),
    [
        (7, "7", "7"),
        (True, "True", "True"),
        (None, "None", "None"),
        ("a'b", '"a\'b"', '"a\'b"'),
        ([1, ["x", None]], "[1, ['x', None]]", None),
        (1.5, None, None),
        ([1, 1.5], None, None),
        ({"1": 2}, None, None),
    ],
)
def test_only_results_that_json_leaves_no_doubt_about_are_expected(
    tmp_path: Path, output: object, functions: str | None, codeio: str | None
) -> None:
    row = FUNCTION | {"calls": ["gcd(1, 2)"], "outputs": [output]}
    (sourced,) = programs(jsonl(tmp_path / "a.jsonl", [row]), "functions")
    assert sourced.cases[0].expected == functions
    row = CODEIO | {"ios": [{"input": {"a": 1, "b": 2}, "output": output}]}
    (sourced,) = programs(jsonl(tmp_path / "b.jsonl", [row]), "codeio")
    assert sourced.cases[0].expected == codeio


BROKEN = [
    ("functions", '{"code": ', "bad_json"),
    ("functions", '{"code": ' + "9" * 5_000 + "}", "bad_json"),
    ("functions", "[" * 200_000, "bad_json"),
    ("functions", "[1, 2]", "bad_json"),
    ("functions", {"entry_point": "f", "calls": ["f()"]}, "no_code"),
    ("functions", FUNCTION | {"code": " \n"}, "no_code"),
    ("functions", FUNCTION | {"code": 7}, "bad_value"),
    ("functions", {"code": GCD, "calls": ["gcd(1, 2)"]}, "missing_column"),
    ("functions", {"code": GCD, "entry_point": "gcd"}, "missing_column"),
    ("functions", FUNCTION | {"entry_point": "gcd()"}, "bad_value"),
    ("functions", FUNCTION | {"calls": ["open('x').read()", "gcd(1, 2)"]}, "bad_value"),
    ("functions", FUNCTION | {"calls": ["lcm(1, 2)", "gcd(1, 2)"]}, "bad_value"),
    ("functions", FUNCTION | {"calls": ["gcd(n, 2)", "gcd(1, 2)"]}, "bad_value"),
    ("functions", FUNCTION | {"calls": [3, "gcd(1, 2)"]}, "bad_value"),
    ("functions", FUNCTION | {"calls": "gcd(1, 2)"}, "bad_value"),
    ("functions", FUNCTION | {"calls": [], "outputs": []}, "no_inputs"),
    ("functions", FUNCTION | {"outputs": [6]}, "bad_value"),
    ("functions", FUNCTION | {"statement": ["words"]}, "bad_value"),
    ("functions", FUNCTION | {"code": "x = '\ud800'"}, "bad_value"),
    ("functions", {"code": GCD, "entry_point": "gcd", "inputs": [[1, 2]]}, "bad_value"),
    ("functions", {"code": GCD, "entry_point": "gcd", "inputs": [{"a b": 1}]}, "bad_value"),
    ("functions", {"code": GCD, "entry_point": "gcd", "inputs": [{"class": 1}]}, "bad_value"),
    ("functions", '{"code": "x", "entry_point": "f", "inputs": [{"a": ' + "9" * 4_300 + "}]}", "bad_value"),
    ("stdio", {"code": DOUBLE}, "missing_column"),
    ("stdio", PROGRAM | {"inputs": [4, "5"]}, "bad_value"),
    ("stdio", PROGRAM | {"inputs": [None, "5"]}, "bad_value"),
    ("stdio", PROGRAM | {"outputs": ["8\n", 10]}, "bad_value"),
    ("codeio", {"refcode": GCD, "funcname": "gcd"}, "missing_column"),
    ("codeio", CODEIO | {"ios": [{"output": 1}]}, "bad_value"),
    ("codeio", CODEIO | {"ios": ["a"]}, "bad_value"),
]


@pytest.mark.parametrize(("schema", "row", "reason"), BROKEN)
def test_a_broken_row_is_rejected_by_its_number_and_the_others_are_read(
    tmp_path: Path, schema: str, row: object, reason: str
) -> None:
    good = {"functions": FUNCTION, "stdio": PROGRAM, "codeio": CODEIO}[schema]
    before, broken, after = read_programs(jsonl(tmp_path / "mine.jsonl", [good, row, good]), schema)
    assert isinstance(before, SourcedProgram) and isinstance(after, SourcedProgram)
    assert isinstance(broken, Reject)
    assert (broken.stage, broken.subject_id, broken.source) == ("hub", "mine.jsonl:2", "hub/mine")
    assert broken.reason == reason
    assert 0 < len(broken.detail) <= 500
    assert broken.detail.encode("utf-8")


def test_a_line_beyond_every_measure_is_skipped_whole(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    good = json.dumps(FUNCTION).encode() + b"\n"
    path.write_bytes(good + b'{"code": "' + b"x" * LONGEST_LINE + b'"}\n' + good)
    before, broken, after = read_programs(path, "functions")
    assert isinstance(broken, Reject) and broken.reason == "bad_json"
    assert isinstance(before, SourcedProgram) and isinstance(after, SourcedProgram)
    assert after.program.origin == "mine.jsonl:3"


@pytest.mark.parametrize(
    ("schema", "rows", "named"),
    [
        ("functions", [{"program": GCD, "entry_point": "gcd", "calls": []}], ["'code'", "program, entry_point, calls"]),
        ("functions", [{"code": GCD, "entry_point": "gcd"}], ["'calls' or 'inputs'", "code, entry_point"]),
        ("codeio", [FUNCTION], ["'refcode'", "code, entry_point, calls, outputs", "functions"]),
        ("stdio", ["[", json.dumps([PROGRAM]), "]"], ["first 3 lines", "JSON Lines"]),
        ("alpaca", [FUNCTION], ["'alpaca'", "codeio, functions, stdio"]),
    ],
)
def test_a_file_laid_out_otherwise_is_refused_and_says_what_is_there(
    tmp_path: Path, schema: str, rows: list[object], named: list[str]
) -> None:
    with pytest.raises(HubError) as caught:
        list(read_programs(jsonl(tmp_path / "mine.jsonl", rows), schema))
    assert all(text in str(caught.value) for text in named)


def test_a_missing_file_and_an_unknown_ending_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(HubError, match=r"there is no file .*nothing\.jsonl"):
        read_programs(tmp_path / "nothing.jsonl", "functions")
    with pytest.raises(HubError, match=r"\.jsonl\.gz or \.parquet"):
        read_programs(tmp_path / "table.csv", "functions")


def test_damaged_files_are_named(tmp_path: Path) -> None:
    packed = gzip.compress(json.dumps(FUNCTION).encode() * 100, mtime=0)
    for name, content in (
        ("cut.jsonl.gz", packed[: len(packed) // 2]),
        ("plain.jsonl.gz", json.dumps(FUNCTION).encode()),
        ("none.parquet", b"PAR1 and nothing"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(HubError, match=f"{name} cannot be read after"):
            list(read_programs(tmp_path / name, "functions"))


def test_gzip_and_parquet_give_what_plain_lines_give(tmp_path: Path) -> None:
    rows = [PROGRAM, PROGRAM | {"code": DOUBLE.replace("2", "3"), "statement": "Triple it.", "licence": "MIT"}]
    plain = programs(jsonl(tmp_path / "mine.jsonl", rows), "stdio")
    (tmp_path / "mine.jsonl.gz").write_bytes(gzip.compress((tmp_path / "mine.jsonl").read_bytes()))
    pq.write_table(pa.Table.from_pylist([{"licence": None, **row} for row in rows]), tmp_path / "mine.parquet")
    for name in ("mine.jsonl.gz", "mine.parquet"):
        again = programs(tmp_path / name, "stdio")
        assert [(a.program.id, a.program.source, a.program.licence, a.cases) for a in again] == [
            (p.program.id, p.program.source, p.program.licence, p.cases) for p in plain
        ]
        assert [a.program.origin for a in again] == [f"{name}:1", f"{name}:2"]


def test_parquet_may_hold_lists_of_mixed_types_as_json_text(tmp_path: Path) -> None:
    row = CODEIO | {"ios": json.dumps(CODEIO["ios"]), "meta": None}
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "mine.parquet")
    (sourced,) = programs(tmp_path / "mine.parquet", "codeio")
    assert [case.call for case in sourced.cases] == ["gcd(a=48, b=18)", "gcd(a=9, b=6)"]


def test_a_parquet_file_without_a_required_column_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["a"], "code": [GCD]}), tmp_path / "mine.parquet")
    with pytest.raises(HubError, match=r"no column 'inputs'.*text, code"):
        list(read_programs(tmp_path / "mine.parquet", "stdio"))


def test_rows_that_solve_one_problem_are_one_family(tmp_path: Path) -> None:
    rows = [
        PROGRAM | {"id": 1},
        PROGRAM | {"id": 2, "code": "n = int(input())\nprint(n + n)\n", "statement": " Double a\nnumber. "},
        {"code": DOUBLE, "inputs": ["1"], "id": "doubling"},
        {"code": "print(2 * int(input()))\n", "inputs": ["1"], "id": "doubling"},
        {"code": DOUBLE, "inputs": ["2"]},
    ]
    sources = [sourced.program.source for sourced in programs(jsonl(tmp_path / "mine.jsonl", rows), "stdio")]
    assert sources[0] == sources[1]
    assert sources[2] == sources[3] == "hub/mine/doubling"
    assert len(set(sources)) == 3


def test_a_licence_comes_from_the_row_then_from_the_user_and_else_is_unknown(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "mine.jsonl", [FUNCTION, FUNCTION | {"license": "MIT"}])
    assert [s.program.licence for s in programs(path, "functions")] == ["unknown", "MIT"]
    assert [s.program.licence for s in programs(path, "functions", licence="CC0-1.0")] == ["CC0-1.0", "MIT"]


def test_an_input_given_twice_is_one_case(tmp_path: Path) -> None:
    row = PROGRAM | {"inputs": ["4\n", "4\n"], "outputs": ["8\n", "9\n"]}
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [row]), "stdio")
    assert [(case.stdin, case.expected) for case in sourced.cases] == [("4\n", "8\n")]


def test_an_empty_file_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_text("\n\n")
    assert list(read_programs(tmp_path / "mine.jsonl", "stdio")) == []


def test_the_names_of_schemas_are_their_own() -> None:
    assert {name: schema.name for name, schema in SCHEMAS.items()} == {n: n for n in ("functions", "stdio", "codeio")}


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    padding = "x" * 20_000
    path = jsonl(tmp_path / "mine.jsonl", (PROGRAM | {"statement": f"{n} {padding}"} for n in range(1_000)))
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_programs(path, "stdio"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 1_000
    assert peak < path.stat().st_size / 3
