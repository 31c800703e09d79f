"""Math word problems: statement, program and recomputed answer belong together."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random
from types import CodeType, FrameType
from typing import Any

import pytest

import tracepile
from tracepile.records import Domain
from tracepile.sources.math import FAMILIES, Problem, math_programs
from tracepile.sources.math.round_rules import Rule, change, draw_turn, settled
from tracepile.sources.math.steps import Kind, Step, draw_amounts, exact, follow

SEEDS = 20
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
ROOT = Path(tracepile.__path__[0]).parent


def drawn(family: str) -> Iterator[Problem]:
    for seed in range(SEEDS):
        yield FAMILIES[family](Random(f"test:{family}:{seed}"), seed % 5 + 1)


def run(code: str) -> Any:
    namespace: dict[str, Any] = {}
    exec(code, namespace)
    return namespace["solution"]()


def solution_body(code: str) -> list[ast.stmt]:
    functions = [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]
    return next(node for node in functions if node.name == "solution").body


def quantities(code: str) -> set[Fraction]:
    """Numbers in the assignments of literals that open `solution`."""
    numbers = set()
    for statement in solution_body(code):
        if not isinstance(statement, ast.Assign):
            break
        try:
            ast.literal_eval(statement.value)
        except ValueError:
            break
        for node in ast.walk(statement.value):
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and node.value is not False:
                numbers.add(Fraction(str(node.value)))
    return numbers


def executed_lines(code: str) -> int:
    program: CodeType = compile(code, "<program>", "exec")
    namespace: dict[str, Any] = {}
    exec(program, namespace)
    count = 0

    def watch(frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal count
        if frame.f_code.co_filename != "<program>":
            return None
        count += event == "line"
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        namespace["solution"]()
    finally:
        sys.settrace(before)
    return count


class _Anonymous(ast.NodeTransformer):
    """Renames names in order of appearance and erases the values of literals."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.names.setdefault(node.id, f"v{len(self.names)}"), node.ctx)

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant(type(node.value).__name__)


def shape(code: str) -> str:
    return ast.dump(_Anonymous().visit(ast.parse(code)))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_program_gives_the_answer_recomputed_by_another_route(family: str) -> None:
    for problem in drawn(family):
        assert repr(run(problem.code)) == repr(problem.check), problem.statement + "\n" + problem.code


@pytest.mark.parametrize("family", FAMILIES)
def test_every_quantity_of_the_program_stands_in_the_statement(family: str) -> None:
    for problem in drawn(family):
        told = {Fraction(match.replace(",", "")) for match in NUMBER.findall(problem.statement)}
        silent = quantities(problem.code) - told - {Fraction(0), Fraction(1)}
        assert not silent, f"{silent} missing in: {problem.statement}\n{problem.code}"


@pytest.mark.parametrize("family", FAMILIES)
def test_statements_read_like_careful_english(family: str) -> None:
    for problem in drawn(family):
        text = problem.statement
        assert text == text.strip() and text[0].isalnum()
        assert "  " not in text and not re.search(r"[{}]|\bNone\b|\$[A-Z]|\.\.| ,| \.", text), text
        assert not re.search(r"(?<![\d.,:/$])\b1 (?!less\b|is\b)[a-z]+s\b", text), text
        assert re.search(r"[.?]$", text) and re.search(r"\?|Answer", text), text


@pytest.mark.parametrize("family", FAMILIES)
def test_programs_are_written_one_short_statement_per_line(family: str) -> None:
    for problem in drawn(family):
        assert max(map(len, problem.code.splitlines())) <= 100
        assert ";" not in problem.code and problem.code.endswith("\n") and "\t" not in problem.code
        tree = ast.parse(problem.code)
        first_lines = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt)]
        assert len(first_lines) == len(set(first_lines))
        stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        assert stored - used <= {"_"}, problem.code
        assert isinstance(solution_body(problem.code)[-1], ast.Return)


@pytest.mark.parametrize("family", FAMILIES)
def test_harder_problems_execute_more_lines(family: str) -> None:
    medians = [
        statistics.median(
            executed_lines(FAMILIES[family](Random(f"lines:{family}:{difficulty}:{seed}"), difficulty).code)
            for seed in range(SEEDS)
        )
        for difficulty in (1, 3, 5)
    ]
    assert medians[0] < medians[1] < medians[2], medians
    assert medians[2] <= 200


def test_most_programs_differ_in_structure() -> None:
    shapes = {shape(item.program.code) for item in math_programs("structure", 1_000)}
    assert len(shapes) >= 900


def test_programs_are_a_pure_function_of_the_seed() -> None:
    script = (
        "import hashlib\nfrom tracepile.sources.math import math_programs\n"
        "print(hashlib.sha256(repr(list(math_programs('pure', 100))).encode()).hexdigest())"
    )
    here = hashlib.sha256(repr(list(math_programs("pure", 100))).encode()).hexdigest()
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
        elsewhere = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        assert elsewhere.stdout.strip() == here


def test_programs_carry_their_origin_and_one_case() -> None:
    items = list(math_programs("records", 3 * len(FAMILIES)))
    assert len({item.program.code for item in items}) == len(items)
    for index, item in enumerate(items):
        program, (case,) = item.program, item.cases
        family = program.source.removeprefix("math/")
        assert program.domain is Domain.MATH and program.entry_point == "solution"
        assert program.licence == "Apache-2.0" and program.origin.startswith(f"seed=records index={index} ")
        assert program.tags[0] == family and f"difficulty={program.tags[1][-1]}" in program.origin
        assert case.call == "solution()" and case.expected_from == "recomputed"
        assert case.expected == repr(run(program.code))


def test_families_rotate_evenly_and_go_through_the_difficulties() -> None:
    tags = [item.program.tags[:2] for item in math_programs("rotation", 5 * len(FAMILIES))]
    assert set(tags) == {(family, f"difficulty-{level}") for family in FAMILIES for level in range(1, 6)}


def test_a_longer_stream_begins_with_the_shorter_one() -> None:
    assert list(math_programs("prefix", 60))[:25] == list(math_programs("prefix", 25))
    assert list(math_programs("prefix", 5)) != list(math_programs("other", 5))


def test_only_the_wanted_families_come() -> None:
    sources = {item.program.source for item in math_programs("some", 20, families=["tank", "ages"])}
    assert sources == {"math/ages", "math/tank"}


@pytest.mark.parametrize(("count", "families"), [(-1, None), (3, ["alchemy"]), (3, [])])
def test_what_cannot_be_drawn_is_refused(count: int, families: list[str] | None) -> None:
    with pytest.raises(ValueError, match="families among ages, "):
        math_programs("x", count, families=families)


def test_two_routes_that_disagree_are_refused() -> None:
    with pytest.raises(ValueError, match="disagree: 4 and 5"):
        Problem("What is 2 + 2?", "def solution():\n    return 2 + 2\n", 4, 5)


@pytest.mark.parametrize("kind", Kind)
def test_following_a_step_agrees_with_its_closed_form(kind: Kind) -> None:
    checked = 0
    for seed in range(200):
        rng = Random(f"{kind.name}:{seed}")
        value = 10 * rng.randint(1, 60)
        amounts = draw_amounts(kind, rng, value, rng.randint(3, 8))
        if amounts is not None:
            checked += 1
            assert follow(value, Step(kind, amounts)) == exact(Fraction(value), Step(kind, amounts))
    assert checked > 20


@pytest.mark.parametrize("rule", Rule)
def test_a_rounds_rule_agrees_with_its_closed_form(rule: Rule) -> None:
    changes = set()
    for seed in range(100):
        rng = Random(f"{rule.name}:{seed}")
        start, rounds = rng.randint(20, 900), rng.randint(3, 9)
        turn = draw_turn(rule, rng, start, rounds)
        for number in range(1, rounds + 1):
            value = start + rng.randint(-10, 90)
            changes.add(change(value, turn, number))
            assert value + change(value, turn, number) == settled(Fraction(value), turn, number)
    assert len(changes) > 10
