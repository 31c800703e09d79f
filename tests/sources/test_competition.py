"""The competition problems: two methods agree, inputs obey their statements, and the seed decides everything."""

from __future__ import annotations

import ast
import io
import os
import random
import re
import subprocess
import sys
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from types import FrameType
from typing import Any, NamedTuple

import pytest

from tracepile.records import Domain
from tracepile.sources import competition
from tracepile.sources.competition import (
    PROBLEMS,
    SIZES,
    SOLUTIONS,
    Problem,
    alternative_code,
    competition_programs,
    fresh_inputs,
)

TOPICS = {
    "binary exponentiation",
    "binary search",
    "bit manipulation",
    "combinatorics",
    "constructive algorithms",
    "data structures",
    "divide and conquer",
    "dp",
    "games",
    "geometry",
    "graphs",
    "greedy",
    "implementation",
    "math",
    "matrices",
    "number theory",
    "shortest paths",
    "simulation",
    "sorting",
    "strings",
    "trees",
    "two pointers",
}
DRAWS_PER_SIZE = 12
LINE_BUDGET = 600

every_problem = pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)


class Run(NamedTuple):
    """The standard output of a solution and the number of its lines that were executed."""

    stdout: str
    lines: int


@cache
def run(code: str, stdin: str) -> Run:
    """Run a solution of this repository in this process, counting the lines it executes."""
    compiled = compile(code, "<solution>", "exec")
    lines = 0

    def count(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        if frame.f_code.co_filename != "<solution>":
            return None
        lines += event == "line"
        return count

    stdout = io.StringIO()
    before = sys.stdin, sys.gettrace()
    sys.stdin = io.StringIO(stdin)
    try:
        with redirect_stdout(stdout):
            sys.settrace(count)
            exec(compiled, {"__name__": "__main__"})
    finally:
        sys.stdin = before[0]
        sys.settrace(before[1])
    return Run(stdout.getvalue(), lines)


@cache
def inputs(slug: str) -> tuple[str, ...]:
    """Give the examples, the edge cases and draws of every size."""
    problem = PROBLEMS[slug]
    rng = random.Random(f"test:{slug}")
    draws = (problem.generate(rng, size) for size in SIZES for _ in range(DRAWS_PER_SIZE))
    return (*(example.stdin for example in problem.examples), *problem.edge_cases, *draws)


def normalized(code: str) -> str:
    """Give the syntax tree of a program with its names replaced by their order of appearance."""
    numbers: dict[str, str] = {}
    tree = ast.parse(code)
    for node in ast.walk(tree):
        for attribute in ("id", "arg", "name"):
            name = getattr(node, attribute, None)
            if isinstance(name, str):
                setattr(node, attribute, numbers.setdefault(name, f"v{len(numbers)}"))
    return ast.dump(tree)


def test_there_are_problems_for_every_topic_and_many_ratings() -> None:
    assert len(PROBLEMS) >= 124
    assert {topic for problem in PROBLEMS.values() for topic in problem.topics} == TOPICS
    assert {problem.rating for problem in PROBLEMS.values()} == set(range(800, 2001, 100))


def test_every_problem_is_registered_once_and_has_its_own_folder() -> None:
    modules = [import_module(f"{competition.__name__}.{module.name}") for module in iter_modules(competition.__path__)]
    slugs = [problem.slug for module in modules for problem in getattr(module, "PROBLEMS", ())]
    folders = [folder.name for folder in files(competition).joinpath("problems").iterdir()]
    assert sorted(slugs) == sorted(folders) == sorted(PROBLEMS)


def test_no_two_programs_are_the_same() -> None:
    codes = [normalized(problem.code(name)) for problem in PROBLEMS.values() for name in SOLUTIONS]
    assert len(set(codes)) == len(codes)


@every_problem
def test_the_statement_has_every_section_in_order(problem: Problem) -> None:
    headings = re.findall(r"^(#+) (.+)$", problem.statement, re.MULTILINE)
    assert headings[0] == ("#", problem.slug.replace("-", " ").capitalize())
    assert [title for _, title in headings[1:]] == ["Input", "Output", "Constraints", "Examples"]
    sections = re.split(r"^#+ .+$", problem.statement, flags=re.MULTILINE)[1:]
    assert all(section.strip() for section in sections)
    assert len(problem.examples) >= 2


@every_problem
@pytest.mark.parametrize("name", SOLUTIONS)
def test_a_solution_prints_the_output_of_every_example(problem: Problem, name: str) -> None:
    printed = [run(problem.code(name), example.stdin).stdout for example in problem.examples]
    assert printed == [example.stdout for example in problem.examples]


@every_problem
def test_the_solutions_agree_on_inputs_of_every_size(problem: Problem) -> None:
    pairs = [(stdin, *(run(problem.code(name), stdin).stdout for name in SOLUTIONS)) for stdin in inputs(problem.slug)]
    assert [pair for pair in pairs if pair[1] != pair[2]] == []
    assert len({stdout for _, stdout, _ in pairs}) >= 3, "the inputs hardly tell two solutions apart"


@every_problem
def test_the_solutions_differ_in_method(problem: Problem) -> None:
    first, second = (problem.code(name) for name in SOLUTIONS)
    assert normalized(first) != normalized(second)
    assert any(run(first, stdin).lines != run(second, stdin).lines for stdin in inputs(problem.slug))


@every_problem
def test_inputs_obey_the_constraints(problem: Problem) -> None:
    assert [stdin for stdin in inputs(problem.slug) if not problem.accepts(stdin)] == []
    for stdin in inputs(problem.slug):
        assert stdin.endswith("\n")
        assert stdin == "".join(" ".join(line.split()) + "\n" for line in stdin.splitlines())


@every_problem
def test_the_constraints_refuse_malformed_inputs(problem: Problem) -> None:
    for stdin in inputs(problem.slug):
        without_last_token = re.sub(r"\S+\n\Z", "\n", stdin)
        for broken in ("", "\n", "?\n", without_last_token, stdin + "1 1\n", stdin + "#\n"):
            assert not problem.accepts(broken), broken


@pytest.mark.parametrize(
    ("slug", "stdin"),
    [
        pytest.param("vending-change", "2 7\n3 3\n", id="a coin twice"),
        pytest.param("weak-links", "2 1\n2 2\n", id="a cable from a computer to itself"),
        pytest.param("central-depot", "4 3\n1 2\n2 1\n3 4\n", id="shops that cannot be reached"),
        pytest.param("project-weeks", "3 3\n1 1 1\n1 2\n2 3\n3 1\n", id="tasks that wait for each other"),
        pytest.param("longest-garland", "4\n1 2 5\n2 3 5\n3 1 5\n", id="cords in a circle"),
        pytest.param("quiet-party", "3\n1 2\n2 3\n3 1\n", id="too many pairs for a tree"),
        pytest.param("family-distance", "3 1\n2 1\n1 2\n", id="a parent with a greater number"),
        pytest.param("payroll-sums", "4\n1 1 1 1\n0 3 2 1\n", id="two bosses of each other"),
        pytest.param("payroll-sums", "3\n1 1 1\n0 0 1\n", id="two people without a boss"),
        pytest.param("lighthouse-flash", "1\n4 4\n", id="a remainder that is none"),
        pytest.param("ballot-lead", "2 2\n", id="nobody wins the election"),
        pytest.param("bead-rings", "12 3\n", id="too many rings"),
        pytest.param("triangle-orchard", "0 0\n1 2\n2 4\n", id="corners on one line"),
        pytest.param("rubber-band", "2\n1 1\n1 1\n", id="two nails at one point"),
        pytest.param("tower-view", "1\n0 0\n", id="a lamp at the tower"),
        pytest.param("crossing-paths", "1\n0 0 1 1\n", id="a slanting path"),
        pytest.param("till-totals", "2 1\n1 1 5\n", id="no question"),
        pytest.param("cold-store", "2 2\n1 1\nmin 1 2\nmin 2 1\n", id="a range from right to left"),
        pytest.param("ink-runs", "3 2\n2 2\n", id="a cell inked twice"),
    ],
)
def test_the_constraints_refuse_what_the_statement_rules_out(slug: str, stdin: str) -> None:
    assert not PROBLEMS[slug].accepts(stdin)


@every_problem
@pytest.mark.parametrize("name", SOLUTIONS)
def test_runs_stay_short_enough_to_read(problem: Problem, name: str) -> None:
    lines = {stdin: run(problem.code(name), stdin).lines for stdin in inputs(problem.slug)}
    assert max(lines.values()) <= LINE_BUDGET, max(lines, key=lambda stdin: lines[stdin])


@every_problem
@pytest.mark.parametrize("name", SOLUTIONS)
def test_one_statement_stands_on_a_line(problem: Problem, name: str) -> None:
    statements = [node for node in ast.walk(ast.parse(problem.code(name))) if isinstance(node, ast.stmt)]
    assert len({node.lineno for node in statements}) == len(statements)


@every_problem
def test_solutions_import_the_standard_library_only(problem: Problem) -> None:
    for name in SOLUTIONS:
        for node in ast.walk(ast.parse(problem.code(name))):
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= sys.stdlib_module_names
            elif isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] in sys.stdlib_module_names


def test_an_unknown_solution_is_refused() -> None:
    with pytest.raises(ValueError, match="choose one of solution, alternative"):
        PROBLEMS["ferry-trips"].code("third")


def test_every_solution_comes_once_and_then_the_programs_end() -> None:
    origins = [sourced.program.origin for sourced in competition_programs("shard-0", 10_000)]
    assert sorted(origins) == sorted(f"problems/{slug}/{name}.py" for slug in PROBLEMS for name in SOLUTIONS)


@pytest.mark.parametrize("seed", ["shard-0", "shard-1", "é"])
def test_the_rotation_is_balanced(seed: str) -> None:
    programs = [sourced.program for sourced in competition_programs(seed, len(PROBLEMS))]
    assert {program.source for program in programs} == {f"competition/{slug}" for slug in PROBLEMS}
    first_methods = sum(program.origin.endswith("/solution.py") for program in programs)
    assert abs(first_methods - len(PROBLEMS) / 2) <= 1


def test_a_shorter_request_is_the_beginning_of_a_longer_one() -> None:
    assert list(competition_programs("shard-0", 7)) == list(competition_programs("shard-0", 20))[:7]
    assert list(competition_programs("shard-0", 0)) == []


def test_another_seed_gives_another_order_and_other_inputs() -> None:
    first, second = (list(competition_programs(seed, 10_000)) for seed in ("shard-0", "shard-1"))
    assert [sourced.program.id for sourced in first] != [sourced.program.id for sourced in second]
    drawn = [
        {case.id for sourced in programs for case in sourced.cases if case.expected is None}
        for programs in (first, second)
    ]
    assert len(drawn[0] & drawn[1]) < 0.2 * len(drawn[0])


@pytest.mark.parametrize("arguments", [(-1, 3), (1, -1)])
def test_negative_counts_are_refused(arguments: tuple[int, int]) -> None:
    count, cases = arguments
    with pytest.raises(ValueError, match="must not be negative"):
        list(competition_programs("shard-0", count, cases=cases))


@pytest.mark.parametrize("cases", [0, 1, 3, 6])
def test_a_program_has_distinct_cases_and_its_first_is_an_example(cases: int) -> None:
    for sourced in competition_programs("shard-2", 10_000, cases=cases):
        slug = sourced.program.source.removeprefix("competition/")
        examples = dict(PROBLEMS[slug].examples)
        assert len(sourced.cases) == cases
        assert len({case.stdin for case in sourced.cases}) == cases
        for position, case in enumerate(sourced.cases):
            assert case.call is None
            assert case.stdin is not None
            if position == 0:
                assert (case.expected, case.expected_from) == (examples[case.stdin], "statement")
            else:
                assert (case.expected, case.expected_from) == (None, None)
                assert case.stdin not in examples
                assert PROBLEMS[slug].accepts(case.stdin)
            assert run(sourced.program.code, case.stdin).lines <= LINE_BUDGET


def test_a_program_says_what_it_is_and_where_it_came_from() -> None:
    for sourced in competition_programs("shard-3", 10_000):
        program = sourced.program
        slug = program.source.removeprefix("competition/")
        problem = PROBLEMS[slug]
        assert program.domain is Domain.COMPETITION
        assert (program.licence, program.entry_point) == ("Apache-2.0", None)
        assert program.statement == problem.statement
        assert program.tags == (*problem.topics, f"rating-{problem.rating}")


@every_problem
def test_fresh_inputs_are_valid_distinct_and_start_with_edge_cases(problem: Problem) -> None:
    fresh = fresh_inputs(problem.slug, "proof", 24)
    assert len(fresh) == len(set(fresh)) == 24
    assert fresh[: len(problem.edge_cases)] == problem.edge_cases
    assert [stdin for stdin in fresh if not problem.accepts(stdin)] == []
    assert fresh == fresh_inputs(problem.slug, "proof", 24)
    assert set(fresh_inputs(problem.slug, "another proof", 24)) - set(fresh)


def test_edge_cases_are_at_most_half_of_the_fresh_inputs() -> None:
    edges = PROBLEMS["pan-scales"].edge_cases
    assert fresh_inputs("pan-scales", "proof", 4)[:2] == edges[:2]
    assert not set(fresh_inputs("pan-scales", "proof", 4)[2:]) & set(edges[:2])
    assert fresh_inputs("pan-scales", "proof", 0) == ()


@pytest.mark.parametrize("ask", [lambda: fresh_inputs("chess", "s", 1), lambda: alternative_code("chess")])
def test_an_unknown_problem_is_refused(ask: Any) -> None:
    with pytest.raises(ValueError, match="no competition problem is called 'chess'"):
        ask()


def test_alternative_code_is_the_second_solution() -> None:
    for slug, problem in PROBLEMS.items():
        assert alternative_code(slug) == problem.code("alternative") != problem.code("solution")


def test_the_hash_seed_changes_nothing() -> None:
    ask = """if True:
        from tracepile.records import content_id
        from tracepile.sources.competition import PROBLEMS, competition_programs, fresh_inputs
        programs = [
            (s.program.id, s.program.tags, s.program.statement, [(c.id, c.expected) for c in s.cases])
            for s in competition_programs("shard-0", 10_000)
        ]
        print(content_id(programs, [fresh_inputs(slug, "proof", 20) for slug in PROBLEMS]))
    """
    answers = [
        subprocess.run(
            [sys.executable, "-c", ask],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert answers[0] == answers[1]
    assert re.fullmatch(r"[0-9a-f]{20}\n", answers[0])
