"""Data sets that a user brings: what is read, what is rejected with its row, what is refused as a whole."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.sources.hub_rows import CODEIO, DOUBLE, FUNCTION, GCD, GOOD, PROGRAM, TACO, jsonl, programs, reasons
from tracepile.records import Domain, Reject
from tracepile.release import family_of
from tracepile.sources.hub import SCHEMAS, HubError, open_rows, programs_of, read_programs, row_number
from tracepile.sources.hub.rows import LONGEST_LINE
from tracepile.sources.hub.schema import Draft, Input, Row
from tracepile.sources.sourced import SourcedProgram


class Giving:
    """Rows that say how many programs they give."""

    name = "giving"
    domain = Domain.MATH
    required = (("give",),)
    benchmark = False

    def drafts(self, row: Row) -> list[Draft]:
        return [Draft(GCD, "gcd", (Input(call="gcd(1, 2)"),), part=part) for part in range(1, row["give"] + 1)]


BROKEN: list[tuple[str, object, str]] = [
    ("functions", '{"code": ', "bad_json"),
    ("functions", '{"code": ' + "9" * 5_000 + "}", "bad_json"),
    ("functions", "[" * 200_000, "bad_json"),
    ("functions", "[1, 2]", "bad_json"),
    ("functions", {"entry_point": "f", "calls": ["f()"]}, "no_code"),
    ("functions", FUNCTION | {"code": " \n"}, "no_code"),
    ("functions", FUNCTION | {"code": 7}, "bad_value"),
    ("functions", {"code": GCD, "calls": ["gcd(1, 2)"]}, "missing_column"),
    ("functions", FUNCTION | {"entry_point": "gcd()"}, "bad_value"),
    ("functions", FUNCTION | {"calls": ["open('x').read()", "gcd(1, 2)"]}, "bad_value"),
    ("functions", FUNCTION | {"calls": ["lcm(1, 2)", "gcd(1, 2)"]}, "bad_value"),
    ("functions", FUNCTION | {"calls": ["gcd(n, 2)", "gcd(1, 2)"]}, "bad_value"),
    ("functions", FUNCTION | {"calls": [3, "gcd(1, 2)"]}, "bad_value"),
    ("functions", FUNCTION | {"calls": "gcd(1, 2)"}, "bad_value"),
    ("functions", FUNCTION | {"outputs": [6]}, "bad_value"),
    ("functions", FUNCTION | {"statement": ["words"]}, "bad_value"),
    ("functions", FUNCTION | {"tags": [1]}, "bad_value"),
    ("functions", FUNCTION | {"input_generator": 3}, "bad_value"),
    ("functions", FUNCTION | {"code": "x = '\ud800'"}, "bad_value"),
    ("functions", {"code": GCD, "entry_point": "gcd", "inputs": [7]}, "bad_value"),
    ("functions", {"code": GCD, "entry_point": "gcd", "inputs": [{"a b": 1}]}, "bad_value"),
    ("functions", {"code": GCD, "entry_point": "gcd", "inputs": [{"class": 1}]}, "bad_value"),
    ("functions", {"code": GCD, "entry_point": "gcd", "inputs": [{"a": "x" * 1_000_001}]}, "bad_value"),
    ("stdio", {"code": DOUBLE}, "missing_column"),
    ("stdio", PROGRAM | {"inputs": [], "outputs": []}, "no_inputs"),
    ("stdio", PROGRAM | {"inputs": [4, "5"]}, "bad_value"),
    ("stdio", PROGRAM | {"inputs": [None, "5"]}, "bad_value"),
    ("stdio", PROGRAM | {"outputs": ["8\n", 10]}, "bad_value"),
    (
        "stdio",
        PROGRAM | {"statement": "If there are several answers, print any of them."},
        "special_checker",
    ),
    ("stdio", PROGRAM | {"code": "import numpy\n"}, "needs_module"),
    ("codeio", {"refcode": GCD, "funcname": "gcd"}, "missing_column"),
    ("codeio", CODEIO | {"ios": [{"output": 1}]}, "bad_value"),
    ("codeio", CODEIO | {"ios": ["a"]}, "bad_value"),
]


@pytest.mark.parametrize(("schema", "row", "reason"), BROKEN)
def test_a_broken_row_is_rejected_by_its_number_and_the_others_are_read(
    tmp_path: Path, schema: str, row: object, reason: str
) -> None:
    good = GOOD[schema]
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
    assert [row_number(item) for item in read_programs(path, "functions", after=2)] == [3]


@pytest.mark.parametrize(
    ("schema", "rows", "named"),
    [
        ("functions", [{"program": GCD, "entry_point": "gcd", "calls": []}], ["'code'", "program, entry_point, calls"]),
        ("functions", [{"code": GCD, "calls": []}], ["'entry_point'", "code, calls"]),
        ("codeio", [FUNCTION], ["'refcode'", "code, entry_point, calls, outputs", "functions"]),
        ("codeforces", [{"id": "7/A", "title": "Double"}], ["'code' or 'generation'", "id, title"]),
        ("taco", [FUNCTION], ["'question' or 'prompt'"]),
        ("stdio", ["[", json.dumps([PROGRAM]), "]"], ["first 3 lines", "JSON Lines"]),
        ("alpaca", [FUNCTION], ["'alpaca'", "codeio, cruxeval, doctests, functions"]),
    ],
)
def test_a_file_laid_out_otherwise_is_refused_and_says_what_is_there(
    tmp_path: Path, schema: str, rows: list[object], named: list[str]
) -> None:
    with pytest.raises(HubError) as caught:
        read_programs(jsonl(tmp_path / "mine.jsonl", rows), schema)
    assert all(text in str(caught.value) for text in named)


def test_a_missing_file_and_an_unknown_ending_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(HubError, match=r"there is no file .*nothing\.jsonl"):
        read_programs(tmp_path / "nothing.jsonl", "functions")
    with pytest.raises(HubError, match=r"there is no file .*-\*\.jsonl"):
        read_programs(tmp_path / "train-*.jsonl", "functions")
    with pytest.raises(HubError, match=r"\.jsonl\.gz, \.parquet or \.py"):
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


def test_what_stands_before_the_damage_is_given(tmp_path: Path) -> None:
    rows = "".join(json.dumps(FUNCTION | {"id": number}) + "\n" for number in range(2_000)).encode()
    packed = gzip.compress(rows, mtime=0)
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[:-400])
    items = read_programs(tmp_path / "cut.jsonl.gz", "functions")
    assert [row_number(item) for item in islice(items, 110)] == list(range(1, 111))
    with pytest.raises(HubError, match="cannot be read after line"):
        list(items)


@pytest.mark.parametrize("limit", [1, 110, 2_000])
def test_reading_goes_on_to_the_damage_for_whom_wants_to_be_told(tmp_path: Path, limit: int) -> None:
    rows = "".join(json.dumps(FUNCTION | {"id": number}) + "\n" for number in range(2_000)).encode()
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(rows, mtime=0)[:-400])
    damage: list[HubError] = []
    found = list(read_programs(tmp_path / "cut.jsonl.gz", "functions", limit=limit, damaged=damage.append))
    assert [row_number(item) for item in found] == list(range(1, len(found) + 1))
    assert 110 < len(found) < 2_000 if limit == 2_000 else len(found) == limit
    assert ["cannot be read after line" in str(error) for error in damage] == [True] * (limit == 2_000)
    (tmp_path / "none.jsonl.gz").write_bytes(rows)
    with pytest.raises(HubError, match="cannot be read after line 0"):
        read_programs(tmp_path / "none.jsonl.gz", "functions", damaged=damage.append)


def test_a_limit_counts_rows_whatever_they_give(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "mine.jsonl", [{"give": give} for give in (0, 2, 0, 0, 3, 1)])
    numbers = {
        limit: [row_number(item) for item in read_programs(path, Giving(), limit=limit)] for limit in (None, 1, 2, 4, 5)
    }
    assert numbers == {None: [2, 2, 5, 5, 5, 6], 1: [], 2: [2, 2], 4: [2, 2], 5: [2, 2, 5, 5, 5]}
    assert [row_number(item) for item in read_programs(path, Giving(), after=2, limit=3)] == [5, 5, 5]
    assert [row.number for row in open_rows(path, Giving(), limit=3).rows] == [1, 2, 3]


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
        read_programs(tmp_path / "mine.parquet", "stdio")


@pytest.mark.parametrize("after", [0, 1, 3, 4, 6, 7, 9])
@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "parquet"])
def test_reading_goes_on_after_any_row_and_numbers_stay(tmp_path: Path, ending: str, after: int) -> None:
    rows = [PROGRAM | {"id": number, "statement": None} for number in range(7)]
    path = tmp_path / f"mine.{ending}"
    if ending == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=3)
    else:
        text = "".join(f"{json.dumps(row)}\n" for row in rows).encode()
        path.write_bytes(gzip.compress(text) if ending.endswith("gz") else text)
    found = programs(path, "stdio", after=after)
    assert [row_number(sourced) for sourced in found] == list(range(after + 1, 8))
    assert [sourced.program.source for sourced in found] == [f"hub/mine/{number}" for number in range(after, 7)]


def test_a_pattern_stands_for_its_files_as_if_they_were_one(tmp_path: Path) -> None:
    jsonl(tmp_path / "train-1.jsonl", [FUNCTION])
    jsonl(tmp_path / "train-0.jsonl", [FUNCTION, "", FUNCTION])
    pattern = tmp_path / "train-*.jsonl"
    found = programs(pattern, "functions")
    assert [sourced.program.origin for sourced in found] == [f"train-*.jsonl:{row}" for row in (1, 3, 4)]
    assert [row_number(sourced) for sourced in programs(pattern, "functions", after=3)] == [4]
    assert found[0].program.source.startswith("hub/train-_/")


def test_rows_read_apart_from_their_file_give_the_same_programs(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "mine.jsonl", [TACO, "{", TACO | {"solutions": "[]"}])
    source = open_rows(path, "taco")
    again = list(programs_of(source.rows, "taco", file=source.name, licence="MIT", cases=1))
    assert again == list(read_programs(path, "taco", licence="MIT", cases=1))
    assert [row_number(item) for item in again] == [1, 1, 2, 3]
    assert reasons(again) == ["bad_json", "no_code"]
    with pytest.raises(HubError, match="there is no schema"):
        programs_of([], "alpaca", file="mine.jsonl")


def test_of_many_cases_the_first_and_the_shortest_are_kept_in_their_order(tmp_path: Path) -> None:
    inputs = ["1" * 50, "123", "1" * 9, "12", "4", "123"]
    path = jsonl(tmp_path / "mine.jsonl", [{"code": DOUBLE, "inputs": inputs}])
    for most, kept in ((1, [0]), (2, [0, 4]), (3, [0, 3, 4]), (4, [0, 1, 3, 4]), (5, [0, 1, 2, 3, 4])):
        (sourced,) = programs(path, "stdio", cases=most)
        assert [case.stdin for case in sourced.cases] == [inputs[index] for index in kept]


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


def test_every_schema_has_its_own_name_and_a_row_in_these_tests() -> None:
    assert {name: schema.name for name, schema in SCHEMAS.items()} == {name: name for name in GOOD}
    assert {name for name, schema in SCHEMAS.items() if schema.benchmark} == {
        "clrs-text",
        "cruxeval",
        "livecodebench-execution",
    }


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, ending: str) -> None:
    padding = "x" * 20_000
    path = tmp_path / f"mine.{ending}"
    rows: Any = (PROGRAM | {"statement": f"{n} {padding}"} for n in range(500))
    if ending == "parquet":
        table = pa.Table.from_pylist(list(rows))
        pq.write_table(table, path, row_group_size=50, compression="none", use_dictionary=False)
    else:
        jsonl(path, rows)
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_programs(path, "stdio"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 500
    assert peak < path.stat().st_size / 3


def test_parquet_columns_that_json_has_no_type_for_become_text(tmp_path: Path) -> None:
    row = {
        "code": b"def f(n):\n    return n\n",
        "entry_point": "f",
        "calls": ["f(1)"],
        "when": datetime(2024, 5, 6, 7, 8, 9),
        "price": Decimal("1.50"),
    }
    pq.write_table(pa.Table.from_pylist([row, row | {"code": b"\xff"}]), tmp_path / "mine.parquet")
    good, bad = read_programs(tmp_path / "mine.parquet", "functions")
    assert isinstance(good, SourcedProgram)
    assert good.program.code == "def f(n):\n    return n\n"
    assert isinstance(bad, Reject)
    assert (bad.reason, "'code'" in bad.detail) == ("bad_json", True)
    for number, text, _ in open_rows(tmp_path / "mine.parquet", "functions").rows:
        assert number == 2 or json.loads(json.dumps(text)) == text


def test_families_do_not_depend_on_the_name_of_the_file(tmp_path: Path) -> None:
    row = {"code": "def f(n):\n    return n\n", "entry_point": "f", "calls": ["f(1)"], "statement": "Give n."}
    families = set()
    for name in ("one.jsonl", "two.jsonl"):
        (tmp_path / name).write_text(json.dumps(row) + "\n")
        (item,) = read_programs(tmp_path / name, "functions")
        assert isinstance(item, SourcedProgram)
        families.add(family_of(item.program.source))
    assert len(families) == 1
