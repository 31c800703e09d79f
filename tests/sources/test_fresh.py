"""Fresh inputs come from the generator of the program's own source."""

from dataclasses import replace

import pytest

from tracepile.records import Domain, Program
from tracepile.sources.classical import ALGORITHMS, classical_programs
from tracepile.sources.competition import PROBLEMS, competition_programs
from tracepile.sources.fresh import called_as, fresh_cases


def test_a_classical_program_gets_calls_of_its_entry_point() -> None:
    (sourced,) = classical_programs("a", 1)
    program = replace(sourced.program, entry_point="renamed")
    cases = fresh_cases(program, "s", 6)
    assert len({case.id for case in cases}) == 6
    assert all(case.call is not None and case.call.startswith("renamed(") for case in cases)
    assert all(case.program_id == program.id for case in cases)
    assert cases == fresh_cases(program, "s", 6)
    assert cases != fresh_cases(program, "t", 6)


def test_a_competition_program_gets_valid_inputs() -> None:
    (sourced,) = competition_programs("a", 1)
    cases = fresh_cases(sourced.program, "s", 6)
    problem = PROBLEMS[sourced.program.source.removeprefix("competition/")]
    assert len({case.id for case in cases}) == 6
    assert all(case.stdin is not None and problem.accepts(case.stdin) for case in cases)


@pytest.mark.parametrize("name", ALGORITHMS)
def test_more_inputs_than_there_are_give_some(name: str) -> None:
    algorithm = ALGORITHMS[name]
    program = Program(Domain.CLASSICAL, f"classical/{name}", "x", "MIT", algorithm.code, algorithm.entry_point)
    assert 10 <= len(fresh_cases(program, "s", 200)) <= 200


@pytest.mark.parametrize("source", ["classical/unknown", "competition/unknown", "math/ages", "files/rows", "classical"])
def test_other_sources_have_no_generator(source: str) -> None:
    program = Program(Domain.CLASSICAL, source, "x", "MIT", "def f(a):\n    return a\n", "f")
    assert fresh_cases(program, "s", 5) == ()


def test_called_as() -> None:
    assert called_as("gcd(4, (6))", "f") == "f(4, (6))"
    assert called_as("gcd(4, 6)", None) == "gcd(4, 6)"
