"""Solutions of contest problems: which parts of a row become programs, and which filters drop the others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sources.hub_rows import CONTEST, COTS, DOUBLE, SUBMISSION, TACO, jsonl, programs, read_one, reasons
from tracepile.execution import Jail, trace_cases
from tracepile.records import Reject
from tracepile.sources.sourced import SourcedProgram

STATEMENT = "Double a number."
PROMPT = """
QUESTION:
Double a number.

-----Input-----
A number.

-----Output-----
Its double.

-----Examples-----
Input
4

Output
8
Use Standard Input format
ANSWER:
"""
CALL_PROMPT = """
QUESTION:
Double a number.
double(4) returns 8
`double(2.5)` // 5.0
Do not think of double(x).def double(n):
\t
Use Call-Based format
ANSWER:
"""
METHOD = "class Solution:\n    def double(self, n: int) -> int:\n        return n * 2\n"


def test_the_solutions_of_one_row_are_programs_of_their_own(tmp_path: Path) -> None:
    items = read_one(tmp_path, "code-contests", CONTEST)
    read = [item for item in items if isinstance(item, SourcedProgram)]
    assert [sourced.program.origin for sourced in read] == ["mine.jsonl:1#2", "mine.jsonl:1#4"]
    assert len({sourced.program.source for sourced in read}) == 1
    assert [case.stdin for case in read[0].cases] == ["4\n", "5\n"]
    (reject,) = (item for item in items if isinstance(item, Reject))
    assert (reject.subject_id, reject.reason) == ("mine.jsonl:1", "language")
    assert reject.detail == "2 of 4 solutions are not Python 3: 1 in C++, 1 in Python 2"


def test_a_part_is_dropped_alone(tmp_path: Path) -> None:
    solutions = [DOUBLE, "", "import numpy\n", "print input()\n", "print(2 * int(input()))\n"]
    items = read_one(tmp_path, "taco", TACO | {"solutions": solutions})
    assert [getattr(item, "reason", "") for item in items] == ["", "no_code", "needs_module", "language", ""]
    assert [item.subject_id for item in items if isinstance(item, Reject)] == [f"mine.jsonl:1#{k}" for k in (2, 3, 4)]


@pytest.mark.parametrize(
    ("schema", "row", "change", "reason"),
    [
        ("codeforces", SUBMISSION, {"verdict": "WRONG_ANSWER"}, "wrong_verdict"),
        ("codeforces", SUBMISSION, {"verdict": None, "is_correct": False}, "wrong_verdict"),
        ("codeforces", SUBMISSION, {"programmingLanguage": "GNU C++17"}, "language"),
        ("codeforces", SUBMISSION, {"programmingLanguage": "PyPy 2"}, "language"),
        ("codeforces", SUBMISSION, {"language": "py2"}, "language"),
        ("codeforces", SUBMISSION, {"code": "n = input()\nprint n * 2\n"}, "language"),
        ("codeforces", SUBMISSION, {"test_cases": []}, "no_inputs"),
        ("codeforces", SUBMISSION, {"test_cases": [{"input": "1 2 3...", "output": "1"}]}, "truncated_tests"),
        ("codeforces", SUBMISSION, {"test_cases": ["4"]}, "bad_value"),
        ("codeforces", SUBMISSION, {"test_cases": [{"input": 4, "output": "8"}]}, "bad_value"),
        ("codeforces", SUBMISSION, {"problem-description": "This is an interactive problem."}, "interactive"),
        ("codeforces", COTS, {"official_tests_complete": False}, "truncated_tests"),
        ("codeforces", COTS, {"interaction_format": "Ask and I answer."}, "interactive"),
        ("codeforces", COTS, {"generated_checker": "def check(a, b): ..."}, "special_checker"),
        ("codeforces", COTS, {"input_mode": "file"}, "files"),
        ("codeforces", COTS, {"generation": "I do not know."}, "no_code"),
        ("codeforces", COTS, {"generation": "```python\nprint(1)\n"}, "no_code"),
        ("codeforces", COTS, {"generation": "```cpp\nint main() {}\n```\n"}, "language"),
        ("code-contests", CONTEST, {"input_file": "double.in"}, "files"),
        ("code-contests", CONTEST, {"solutions": {"language": [], "solution": []}}, "no_code"),
        ("code-contests", CONTEST, {"solutions": {"language": [3], "solution": []}}, "no_code"),
        ("code-contests", CONTEST, {"solutions": {"language": [3], "solution": [" "]}}, "no_code"),
        ("code-contests", CONTEST, {"public_tests": {"input": ["1"], "output": ["2", "3"]}}, "bad_value"),
        ("taco", TACO, {"solutions": "[]"}, "no_code"),
        ("taco", TACO, {"solutions": "{"}, "bad_value"),
        ("taco", TACO, {"solutions": [DOUBLE], "input_output": ""}, "no_inputs"),
        ("taco", TACO, {"solutions": [DOUBLE], "input_output": {"inputs": [4], "outputs": ["8"]}}, "bad_value"),
        (
            "taco",
            TACO,
            {"solutions": [DOUBLE], "input_output": {"fn_name": "double", "inputs": [[4]]}},
            "no_entry_point",
        ),
    ],
)
def test_what_is_unsuitable_is_rejected_with_its_reason(
    tmp_path: Path, schema: str, row: dict[str, Any], change: dict[str, Any], reason: str
) -> None:
    assert reasons(read_one(tmp_path, schema, row | change)) == [reason]


def test_tests_without_outputs_are_inputs(tmp_path: Path) -> None:
    row = CONTEST | {"public_tests": {"input": ["4"], "output": []}, "private_tests": None}
    first, *_ = read_one(tmp_path, "code-contests", row)
    assert isinstance(first, SourcedProgram)
    assert [(case.stdin, case.expected) for case in first.cases] == [("4", None)]


@pytest.mark.parametrize("language", ["Python 3", "PyPy 3", "PyPy 3-64", "py3", "python", "Python3", "PYTHON3", None])
def test_names_of_python_3(tmp_path: Path, language: str | None) -> None:
    row = SUBMISSION | {"programmingLanguage": language}
    assert len(programs(jsonl(tmp_path / "mine.jsonl", [row]), "codeforces")) == 1


def test_tests_that_are_cut_short_are_left_away_and_the_others_stay(tmp_path: Path) -> None:
    tests = [{"input": "1 2 3...", "output": "1"}, {"input": "4\n", "output": "8\n"}, {"input": "5", "output": "1..."}]
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [SUBMISSION | {"test_cases": tests}]), "codeforces")
    assert [case.stdin for case in sourced.cases] == ["4\n"]


@pytest.mark.parametrize(
    "solutions",
    [
        {"language": ["PYTHON3"], "solution": [DOUBLE]},
        [{"language": 3, "solution": DOUBLE}],
        [{"language": "PYTHON3", "solution": DOUBLE}],
    ],
)
def test_solutions_may_be_lists_of_columns_or_of_objects(tmp_path: Path, solutions: object) -> None:
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [CONTEST | {"solutions": solutions}]), "code-contests")
    assert (sourced.program.origin, sourced.program.code) == ("mine.jsonl:1", DOUBLE)


@pytest.mark.parametrize(
    ("row", "stdin", "expected"),
    [
        ({"prompt": PROMPT, "output": [DOUBLE], "task_id": 0}, "4\n", "8\n"),
        ({"question": f"{STATEMENT}\n\nSample Input\n4\nSample Output\n8\n", "solutions": [DOUBLE]}, "4\n", "8\n"),
        (TACO | {"solutions": [DOUBLE], "input_output": {"inputs": [["4", "5"]], "outputs": [["8"]]}}, "4\n5", "8"),
    ],
)
def test_tests_of_taco_come_from_its_column_or_from_the_problem(
    tmp_path: Path, row: dict[str, Any], stdin: str, expected: str
) -> None:
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [row]), "taco")
    assert [(case.stdin, case.expected) for case in sourced.cases] == [(stdin, expected)]
    assert sourced.program.statement is not None and sourced.program.statement.startswith(STATEMENT)
    assert "ANSWER" not in sourced.program.statement


FUNCTION = "def double(n):\n    return n * 2\n"
RESULTS = {"fn_name": "double", "inputs": [[4], [[1]]], "outputs": [[8], [[1, 1]]]}


@pytest.mark.parametrize(
    ("row", "cases"),
    [
        ({"prompt": CALL_PROMPT, "output": [FUNCTION]}, [("double(4)", "8"), ("double(2.5)", "5.0")]),
        (TACO | {"input_output": RESULTS, "solutions": [FUNCTION]}, [("double(4)", "8"), ("double([1])", "[1, 1]")]),
        (
            TACO | {"input_output": RESULTS | {"outputs": [8, [1, 1]]}, "solutions": [FUNCTION]},
            [("double(4)", "8"), ("double([1])", "[1, 1]")],
        ),
        (
            TACO | {"input_output": {"fn_name": "double", "inputs": [[4]], "outputs": [[8]]}, "solutions": [FUNCTION]},
            [("double(4)", None)],
        ),
        (
            TACO | {"input_output": {"fn_name": "double", "inputs": ["4"], "outputs": [8]}, "solutions": [METHOD]},
            [("double(4)", "8")],
        ),
        (
            TACO | {"input_output": "", "starter_code": METHOD.partition("    return")[0], "solutions": [METHOD]},
            [],
        ),
    ],
)
def test_problems_that_ask_for_a_function_give_functions(
    tmp_path: Path, jail: Jail, recheck: Jail, row: dict[str, Any], cases: list[tuple[str, str | None]]
) -> None:
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [json.loads(json.dumps(row))]), "taco")
    assert sourced.program.entry_point == "double"
    assert [(case.call, case.expected) for case in sourced.cases] == cases
    traces, rejects = trace_cases(sourced.program, sourced.cases, jail=jail, recheck=recheck)
    assert len(traces) == len(cases) and not rejects


@pytest.mark.parametrize(
    ("method", "added"),
    [
        ("def double(self, n):", "def double(n):\n    return Solution().double(n)\n"),
        ("@staticmethod\n    def double(n, m):", "def double(n, m):\n    return Solution().double(n, m)\n"),
        ("def double(self, *n):", None),
        ("def double(self, n=1):", None),
        ("def triple(self, n):", None),
    ],
)
def test_a_method_is_called_by_a_function_that_is_added(tmp_path: Path, method: str, added: str | None) -> None:
    code = f"class Solution:\n    {method}\n        return n * 2\n"
    tests = {"fn_name": "double", "inputs": [[4]], "outputs": [8]}
    (item,) = read_one(tmp_path, "taco", TACO | {"solutions": [code], "input_output": tests})
    if added is None:
        assert isinstance(item, Reject) and item.reason == "no_entry_point"
    else:
        assert isinstance(item, SourcedProgram) and item.program.code == f"{code}\n\n{added}"


def test_a_program_that_does_not_parse_is_left_to_the_run(tmp_path: Path) -> None:
    tests = {"fn_name": "double", "inputs": [[4]], "outputs": [8]}
    (item,) = read_one(tmp_path, "taco", TACO | {"solutions": ["def double(:\n"], "input_output": tests})
    assert isinstance(item, SourcedProgram) and item.program.code == "def double(:\n"
