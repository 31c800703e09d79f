"""What each schema makes of a row, and that what is read runs and meets what was recorded."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from tests.sources.hub_rows import (
    CODEIO,
    COTS,
    FUNCTION,
    GCD,
    GOOD,
    GYM,
    OPEN_MATH,
    WORD_PROBLEM,
    jsonl,
    programs,
    read_one,
    reasons,
)
from tracepile.execution import Jail, trace_cases
from tracepile.records import Domain, Reject
from tracepile.sources import hub
from tracepile.sources.hub import BENCHMARK, SCHEMAS, HubError, read_programs
from tracepile.sources.hub.filters import REASONS
from tracepile.sources.sourced import SourcedProgram

CLASSICAL, COMPETITION, MATH = Domain.CLASSICAL, Domain.COMPETITION, Domain.MATH

READ: list[tuple[str, dict[str, Any], Domain, str | None, list[tuple[str | None, str | None]]]] = [
    ("functions", FUNCTION, CLASSICAL, "gcd", [("gcd(48, 18)", "6"), ("gcd(7, 0)", "7")]),
    ("stdio", GOOD["stdio"], COMPETITION, None, [("4\n", "8\n"), ("-1\n", None)]),
    ("codeio", CODEIO, CLASSICAL, "gcd", [("gcd(a=48, b=18)", "6"), ("gcd(a=9, b=6)", "3")]),
    ("reasoning-gym", GYM, CLASSICAL, "main_solution", []),
    ("math", WORD_PROBLEM, MATH, "solution", [("solution()", "6.0")]),
    ("openmathinstruct-1", OPEN_MATH, MATH, "solution", [("solution()", "6.0")]),
    ("codeforces", GOOD["codeforces"], COMPETITION, None, [("4\n", "8\n"), ("5\n", "10\n")]),
    ("codeforces", COTS, COMPETITION, None, [("5\n", "10\n"), ("4\n", "8\n")]),
    ("cruxeval", GOOD["cruxeval"], CLASSICAL, "f", [("f('x', [1])", "('x', [1])")]),
    ("livecodebench-execution", GOOD["livecodebench-execution"], CLASSICAL, "add", [("add(a = 1, b = 2)", "3")]),
]


@pytest.mark.parametrize(("schema", "row", "domain", "entry_point", "cases"), READ)
def test_each_schema_gives_programs_with_their_cases(
    tmp_path: Path,
    schema: str,
    row: dict[str, Any],
    domain: Domain,
    entry_point: str | None,
    cases: list[tuple[str | None, str | None]],
) -> None:
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", ["", row]), schema, licence="MIT")
    program = sourced.program
    assert (program.domain, program.entry_point) == (domain, entry_point)
    assert (program.origin, program.licence) == ("mine.jsonl:2", "MIT")
    assert program.source.startswith("hub/mine/")
    assert [(case.call or case.stdin, case.expected) for case in sourced.cases] == cases
    assert [case.expected_from for case in sourced.cases] == [e and "dataset" for _, e in cases]


@pytest.mark.parametrize("schema", sorted(set(GOOD) - {"clrs-text"}))
def test_what_is_read_runs_and_meets_what_was_recorded(tmp_path: Path, jail: Jail, recheck: Jail, schema: str) -> None:
    read = [item for item in read_one(tmp_path, schema, GOOD[schema]) if isinstance(item, SourcedProgram)]
    assert read
    for sourced in read:
        traces, rejects = trace_cases(sourced.program, sourced.cases, jail=jail, recheck=recheck)
        assert len(traces) == len(sourced.cases) and not rejects


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
        ([1, [2, {"k": "v"}]], "f(1, [2, {'k': 'v'}])"),
        ([list(range(5_000))], f"f({list(range(5_000))})"),
        (["x" * 9_000], f"f({'x' * 9_000!r})"),
    ],
)
def test_inputs_are_written_in_full_as_python_calls(tmp_path: Path, arguments: object, call: str) -> None:
    row = {"code": "def f(*values, **given):\n    return 1", "entry_point": "f", "inputs": [arguments]}
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [row]), "functions")
    assert [case.call for case in sourced.cases] == [call]


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (7, "7"),
        (True, "true"),
        (None, "null"),
        ("a'b", '"a\'b"'),
        ("ü", '"ü"'),
        ([1, ["x", None]], '[1, ["x", null]]'),
        (1.5, "1.5"),
        ({"1": 2}, '{"1": 2}'),
        (float("inf"), "Infinity"),
    ],
)
def test_recorded_results_are_expected_as_the_json_that_they_are(tmp_path: Path, output: object, expected: str) -> None:
    rows = {
        "functions": FUNCTION | {"calls": ["gcd(1, 2)"], "outputs": [output]},
        "codeio": CODEIO | {"ios": [{"input": {"a": 1, "b": 2}, "output": output}]},
    }
    for schema, row in rows.items():
        (sourced,) = programs(jsonl(tmp_path / f"{schema}.jsonl", [row]), schema)
        assert [(case.expected, case.expected_form) for case in sourced.cases] == [(expected, "json")]


def test_a_pair_without_an_output_expects_nothing(tmp_path: Path) -> None:
    (sourced,) = programs(jsonl(tmp_path / "a.jsonl", [CODEIO | {"ios": [{"input": {"a": 1, "b": 2}}]}]), "codeio")
    assert [(case.expected, case.expected_from) for case in sourced.cases] == [(None, None)]


@pytest.mark.parametrize("row", [{}, {"calls": []}, {"inputs": [], "outputs": []}])
def test_a_function_may_come_without_inputs(tmp_path: Path, row: dict[str, Any]) -> None:
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [{"code": GCD, "entry_point": "gcd"} | row]), "functions")
    assert sourced.cases == () and sourced.generator is None


def test_a_function_may_bring_a_program_that_draws_its_inputs(tmp_path: Path) -> None:
    generator = "def generate_inputs(rng):\n    return {'a': rng.randint(1, 9), 'b': 3}\n"
    row = {"code": GCD, "entry_point": "gcd", "input_generator": generator, "tags": ["arithmetic"]}
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [row]), "functions")
    assert sourced.generator == generator
    assert sourced.program.tags == ("arithmetic",)


def test_the_generators_of_reasoning_gym_find_the_class_that_they_name(tmp_path: Path) -> None:
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [GYM]), "reasoning-gym")
    assert sourced.generator is not None
    names: dict[str, Any] = {}
    exec(sourced.generator, names)
    assert 1 <= names["generate_inputs"](names["Random"](3))["n"] <= 9


def test_the_word_reasoning_gym_finds_the_rows_in_the_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "reasoning_gym" / "data"
    data.mkdir(parents=True)
    (data.parent / "__init__.py").write_text("raise ImportError('only the data is read')\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(HubError, match="has no data/codeio"):
        read_programs("reasoning-gym", "reasoning-gym")
    jsonl(data / "codeio.jsonl", [GYM])
    (data / "codeio.jsonl.gz").write_bytes(gzip.compress((data / "codeio.jsonl").read_bytes()))
    (sourced,) = programs("reasoning-gym", "reasoning-gym", licence="Apache-2.0")
    assert sourced.program.origin == "codeio.jsonl.gz:1"


@pytest.mark.parametrize("schema", ["cruxeval", "livecodebench-execution"])
def test_programs_of_benchmarks_are_tagged(tmp_path: Path, schema: str) -> None:
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [GOOD[schema]]), schema)
    assert sourced.program.tags == (BENCHMARK,)


@pytest.mark.parametrize(
    ("schema", "change", "reason"),
    [
        ("clrs-text", {}, "no_code"),
        ("cruxeval", {"output": "<f object>"}, "bad_value"),
        ("cruxeval", {"output": ""}, "missing_column"),
        ("cruxeval", {"input": "x"}, "bad_value"),
        ("livecodebench-execution", {"input": "sub(1)"}, "bad_value"),
        ("livecodebench-execution", {"function_name": None}, "missing_column"),
        ("reasoning-gym", {"input_generator": ""}, "missing_column"),
        ("math", {"code": ""}, "no_code"),
        ("math", {"entry_point": "2"}, "bad_value"),
        ("openmathinstruct-1", {"generated_solution": "It is \\boxed{6}."}, "no_code"),
        ("openmathinstruct-1", {"is_correct": False}, "wrong_verdict"),
        ("openmathinstruct-1", {"is_correct": "no"}, "bad_value"),
        ("openmathinstruct-1", {"error_message": "<not_executed>"}, "failed_run"),
        ("openmathinstruct-1", {"error_message": "timeout"}, "failed_run"),
        ("openmathinstruct-1", {"generated_solution": "<llm-code>\nimport sympy\n6\n</llm-code>"}, "needs_module"),
        ("openmathinstruct-1", {"generated_solution": "<llm-code>\nprint 6\n</llm-code>"}, "language"),
        ("openmathinstruct-1", {"generated_solution": "<llm-code>\nx = 6\n</llm-code>"}, "no_answer"),
    ],
)
def test_rows_that_give_no_program_say_why(tmp_path: Path, schema: str, change: dict[str, Any], reason: str) -> None:
    (reject,) = read_one(tmp_path, schema, GOOD[schema] | change)
    assert isinstance(reject, Reject) and reject.reason == reason


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (6, "6.0"),
        (6.5, "6.5"),
        ("6", "6.0"),
        ("-6.50", "-6.5"),
        ("$1,250", "1250.0"),
        (2**53 + 1, str(2**53 + 1)),
        ("1,2", None),
        ("(1, 2)", None),
        ("\\frac{1}{2}", None),
        ("x = 5", None),
        (True, None),
        (None, None),
        ([6], None),
    ],
)
def test_an_answer_is_expected_where_it_is_a_number(tmp_path: Path, answer: object, expected: str | None) -> None:
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [WORD_PROBLEM | {"target": answer}]), "math")
    assert [case.expected for case in sourced.cases] == [expected]


@pytest.mark.parametrize("value", ["6", "6.0", "12 / 2", "abs(-6)"])
def test_an_answer_says_the_number_and_not_its_type(tmp_path: Path, jail: Jail, recheck: Jail, value: str) -> None:
    row = WORD_PROBLEM | {"code": f"def solution():\n    return {value}\n"}
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [row]), "math")
    _, rejects = trace_cases(sourced.program, sourced.cases, jail=jail, recheck=recheck)
    assert not rejects


def test_another_answer_than_the_recorded_one_is_found_by_running(tmp_path: Path, jail: Jail, recheck: Jail) -> None:
    (sourced,) = programs(jsonl(tmp_path / "mine.jsonl", [WORD_PROBLEM | {"target": 7}]), "math")
    _, rejects = trace_cases(sourced.program, sourced.cases, jail=jail, recheck=recheck)
    assert reasons(rejects) == ["wrong_output"]


GUIDE = Path(__file__).parents[2] / "docs" / "own-data.md"


def test_the_guide_shows_a_row_of_each_schema_that_is_read(tmp_path: Path) -> None:
    shown = dict(re.findall(r"^### (\S+)\n(?:(?!^###).*\n)*?```json\n(.+)\n```$", GUIDE.read_text(), re.MULTILINE))
    assert set(shown) == set(SCHEMAS)
    for schema, row in shown.items():
        items = read_one(tmp_path, schema, row)
        assert reasons(items) == (["no_code"] if schema == "clrs-text" else []), schema


def test_the_guide_names_every_reason() -> None:
    named = set(re.findall(r"`(\w+)`", GUIDE.read_text().partition("## What is left out")[2]))
    package = Path(hub.__file__).parent
    raised = {
        reason
        for file in package.glob("*.py")
        for reason in re.findall(r'(?:RowError|self\._found)\(\s*"(\w+)"', file.read_text())
    }
    assert len(raised) > 15
    assert raised | set(REASONS) <= named
