"""Classical programs: their inputs, their lengths and their style."""

import ast
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from types import FrameType
from typing import Any

import pytest

from tracepile.records import Domain
from tracepile.sources import classical
from tracepile.sources.classical import ALGORITHMS, Algorithm, classical_programs, fresh_calls
from tracepile.sources.classical.algorithm import SIZES

PROGRAMS = Path(classical.__file__).parent / "programs"
JUDGED_FAMILIES = {
    "sorting",
    "searching",
    "graphs",
    "weighted graphs",
    "dynamic programming",
    "strings",
    "number theory",
    "data structures",
    "greedy",
    "backtracking",
    "bit tricks",
    "flows and matchings",
    "geometry",
    "matrices",
    "parsing",
    "simulation",
    "trees",
}

CLRS_TASKS = {
    "insertion_sort", "bubble_sort", "heap_sort", "quick_sort", "quickselect", "minimum", "binary_search",
    "maximum_subarray", "activity_selection", "task_scheduling", "matrix_chain", "longest_common_subsequence",
    "optimal_bst", "depth_first_search", "bfs_distances", "topological_sort", "articulation_points", "bridges",
    "kosaraju", "kruskal", "prim", "bellman_ford", "dijkstra", "dag_shortest_paths", "floyd_warshall",
    "bipartite_matching", "naive_matching", "knuth_morris_pratt", "segments_intersect", "graham_scan", "jarvis_march",
}  # fmt: skip
GRAPHINSTRUCT_TASKS = {
    "are_connected", "has_cycle", "has_undirected_cycle", "is_bipartite", "topological_sort", "shortest_path",
    "dijkstra", "maximum_triangle_sum", "maximum_flow", "hamiltonian_path", "subgraph_matching",
}  # fmt: skip

each_algorithm = pytest.mark.parametrize("algorithm", ALGORITHMS.values(), ids=ALGORITHMS)


def executed_lines(algorithm: Algorithm, calls: list[str]) -> list[int]:
    """Give the number of line events in the algorithm's own code for each call."""
    namespace: dict[str, Any] = {}
    exec(compile(algorithm.code, algorithm.file, "exec"), namespace)
    counts = []
    for call in calls:
        lines = 0

        def trace(frame: FrameType, event: str, arg: object) -> Callable[..., Any] | None:
            nonlocal lines
            if frame.f_code.co_filename != algorithm.file:
                return None
            lines += event == "line"
            return trace

        previous = sys.gettrace()
        sys.settrace(trace)
        try:
            eval(call, namespace)
        except (ValueError, ZeroDivisionError, OverflowError):
            if "exception" not in algorithm.techniques:
                raise
        finally:
            sys.settrace(previous)
        counts.append(lines)
    return counts


def parsed_call(call: str) -> ast.Call:
    expression = ast.parse(call, mode="eval").body
    assert isinstance(expression, ast.Call)
    return expression


def sample_calls(algorithm: Algorithm, size: int, count: int) -> list[str]:
    rng = random.Random(f"sample:{algorithm.name}:{size}")
    return [algorithm.generate(rng, size) for _ in range(count)]


def test_every_program_file_is_registered_and_judged() -> None:
    assert {path.stem for path in PROGRAMS.glob("*.py")} == set(ALGORITHMS)
    assert {algorithm.family for algorithm in ALGORITHMS.values()} == JUDGED_FAMILIES


def test_statements_and_programs_are_all_different() -> None:
    assert len({algorithm.statement for algorithm in ALGORITHMS.values()}) == len(ALGORITHMS)
    assert len({algorithm.code for algorithm in ALGORITHMS.values()}) == len(ALGORITHMS)


@pytest.mark.parametrize(("tag", "tasks"), [("clrs", CLRS_TASKS), ("graphinstruct", GRAPHINSTRUCT_TASKS)])
def test_the_tasks_of_a_benchmark_are_tagged(tag: str, tasks: set[str]) -> None:
    assert {name for name, algorithm in ALGORITHMS.items() if tag in algorithm.techniques} == tasks


@each_algorithm
def test_statement_source_and_complexity_are_stated(algorithm: Algorithm) -> None:
    assert algorithm.statement.startswith("Given ")
    assert "return" in algorithm.statement.lower()
    assert 1 <= algorithm.statement.count(". ") + 1 <= 4
    assert algorithm.statement.endswith(".")
    assert "," in algorithm.source
    assert algorithm.complexity
    assert ("exception" in algorithm.techniques) == ("raise" in algorithm.statement.lower())


@each_algorithm
def test_program_is_short_and_plain(algorithm: Algorithm) -> None:
    tree = ast.parse(algorithm.code)
    assert 5 <= len(algorithm.code.splitlines()) <= 45
    assert "#" not in algorithm.code
    assert algorithm.code.isascii()
    assert algorithm.entry_point in [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported <= {"bisect", "collections", "fractions", "functools", "heapq"}


def test_programs_keep_to_pep_8() -> None:
    ruff = [sys.executable, "-m", "ruff"]
    lint = ["check", "--isolated", "--no-cache", "--line-length=88", "--select=E,W,F,I,N,A,B,UP", "--ignore=B905"]
    for arguments in (lint, ["format", "--isolated", "--no-cache", "--check"]):
        done = subprocess.run([*ruff, *arguments, str(PROGRAMS)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@each_algorithm
def test_calls_are_the_entry_point_on_literals(algorithm: Algorithm) -> None:
    calls = [call for size in SIZES for call in sample_calls(algorithm, size, 20)]
    for call in (*calls, *algorithm.edge_cases):
        expression = parsed_call(call)
        assert ast.unparse(expression.func) == algorithm.entry_point
        arguments = [ast.literal_eval(argument) for argument in expression.args]
        assert f"{algorithm.entry_point}({', '.join(map(repr, arguments))})" == call
        assert not expression.keywords


@each_algorithm
def test_runs_grow_with_the_size_and_stay_readable(algorithm: Algorithm) -> None:
    counts = {size: executed_lines(algorithm, sample_calls(algorithm, size, 30)) for size in SIZES}
    every = [count for size in SIZES for count in counts[size]]
    medians = [median(counts[size]) for size in SIZES]
    assert all(3 <= count <= 400 for count in every)
    assert medians[0] < medians[2] < medians[4]
    assert medians[0] <= 80
    assert medians[4] <= 250


@each_algorithm
def test_edge_cases_differ_and_end(algorithm: Algorithm) -> None:
    assert len(algorithm.edge_cases) >= 3
    assert len(set(algorithm.edge_cases)) == len(algorithm.edge_cases)
    assert all(1 <= count <= 400 for count in executed_lines(algorithm, list(algorithm.edge_cases)))


@pytest.mark.parametrize("size", [0, 6, -1])
def test_a_size_out_of_range_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match=f"size {size} of an input of gcd is not between 1 and 5"):
        ALGORITHMS["gcd"].generate(random.Random("any"), size)


def test_programs_carry_their_origin() -> None:
    programs = {sourced.program.source: sourced.program for sourced in classical_programs("one", len(ALGORITHMS))}
    assert set(programs) == {f"classical/{name}" for name in ALGORITHMS}
    dijkstra = programs["classical/dijkstra"]
    assert dijkstra.domain is Domain.CLASSICAL
    assert dijkstra.origin == "programs/dijkstra.py"
    assert dijkstra.code == (PROGRAMS / "dijkstra.py").read_text(encoding="utf-8")
    assert dijkstra.tags == ("weighted graphs", "clrs", "graphinstruct", "iterative", "heap")
    assert (dijkstra.licence, dijkstra.entry_point) == ("Apache-2.0", "dijkstra")


def test_cases_are_distinct_calls_without_an_expected_output() -> None:
    for sourced in classical_programs("two", len(ALGORITHMS), cases=6):
        assert len({case.call for case in sourced.cases}) == 6
        assert all(case.expected is None and case.stdin is None for case in sourced.cases)
        assert all(case.program_id == sourced.program.id for case in sourced.cases)


def test_cases_mix_sizes_and_edge_cases() -> None:
    cases = [
        (case.call, ALGORITHMS[sourced.program.source.removeprefix("classical/")])
        for seed in ("a", "b", "c")
        for sourced in classical_programs(seed, len(ALGORITHMS), cases=5)
        for case in sourced.cases
    ]
    share = sum(call in algorithm.edge_cases for call, algorithm in cases) / len(cases)
    assert 0.1 < share < 0.3


def test_any_leading_part_holds_the_families_in_proportion() -> None:
    drawn = [sourced.program.tags[0] for seed in range(40) for sourced in classical_programs(str(seed), 20, cases=1)]
    for family in JUDGED_FAMILIES:
        expected = sum(algorithm.family == family for algorithm in ALGORITHMS.values()) / len(ALGORITHMS)
        assert drawn.count(family) / len(drawn) == pytest.approx(expected, abs=0.03)


def test_over_many_seeds_every_algorithm_is_drawn() -> None:
    drawn = {sourced.program.source for seed in range(150) for sourced in classical_programs(str(seed), 20, cases=1)}
    assert len(drawn) == len(ALGORITHMS)


@pytest.mark.parametrize(("count", "given"), [(-1, 0), (0, 0), (7, 7), (10_000, len(ALGORITHMS))])
def test_each_algorithm_comes_at_most_once(count: int, given: int) -> None:
    sources = [sourced.program.source for sourced in classical_programs("three", count, cases=1)]
    assert len(sources) == len(set(sources)) == given


def test_seeds_give_different_inputs_of_the_same_programs() -> None:
    first, second = (list(classical_programs(seed, len(ALGORITHMS))) for seed in ("left", "right"))
    assert {sourced.program.id for sourced in first} == {sourced.program.id for sourced in second}
    calls = [{case.call for sourced in shard for case in sourced.cases} for shard in (first, second)]
    assert len(calls[0] & calls[1]) < 0.35 * len(calls[0])


@each_algorithm
def test_fresh_calls_are_many_and_distinct(algorithm: Algorithm) -> None:
    calls = fresh_calls(algorithm.name, "proof", 60)
    assert len(set(calls)) == len(calls) == 60
    assert calls[: len(algorithm.edge_cases)] == algorithm.edge_cases
    assert calls == fresh_calls(algorithm.name, "proof", 60)
    assert calls != fresh_calls(algorithm.name, "another", 60)


def test_fresh_calls_leave_room_for_random_inputs() -> None:
    calls = fresh_calls("gcd", "proof", 4)
    assert calls[:2] == ALGORITHMS["gcd"].edge_cases[:2]
    assert not set(calls[2:]) & set(ALGORITHMS["gcd"].edge_cases)
    assert fresh_calls("gcd", "proof", 0) == ()


def test_fresh_calls_name_the_algorithms_when_the_name_is_unknown() -> None:
    with pytest.raises(KeyError, match=r"no classical algorithm is named 'bogo_sort'; the names are .*merge_sort"):
        fresh_calls("bogo_sort", "proof", 3)


def test_more_inputs_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match=r"n_queens gave only .* distinct inputs, 300 were asked for"):
        fresh_calls("n_queens", "proof", 300)


def test_the_same_bytes_come_under_any_hash_seed() -> None:
    script = (
        "from tracepile.sources.classical import ALGORITHMS, classical_programs, fresh_calls\n"
        "print([repr(s) for s in classical_programs('pure', 100)])\n"
        "print([fresh_calls(name, 'pure', 12) for name in ALGORITHMS])\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 50_000
