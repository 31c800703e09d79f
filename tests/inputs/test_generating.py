"""Inputs that were found reach what a program has, are fit to be read, and are the same on every machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies

from tests.inputs import programs
from tests.inputs.programs import sourced
from tracepile.execution import Jail, Job, Limits, Mode
from tracepile.execution._runner import parse_call
from tracepile.inputs import Generated, generate_inputs
from tracepile.records import Case, Domain, Program, Status
from tracepile.sources.classical import classical_programs
from tracepile.sources.fresh import fresh_cases
from tracepile.sources.sourced import SourcedProgram


def generate(program: SourcedProgram, jail: Jail, count: int = 6, seed: str = "seed") -> Generated:
    return generate_inputs(program, jail=jail, seed=seed, count=count)


def statuses(program: SourcedProgram, found: Generated, jail: Jail) -> list[Status]:
    jobs = [Job(Mode.RUN, program.program.code, call=case.call, stdin=case.stdin) for case in found.cases]
    return [reply.status for reply in jail.execute(jobs)]


@pytest.mark.parametrize(
    ("code", "function", "calls"),
    [
        (programs.BRANCHY, "grade", ()),
        (programs.BRANCHY, "grade", ("grade(95)",)),
        (programs.LEAP_YEAR, "leap", ()),
        (programs.COMMAND, "apply", ()),
        (programs.MATCH, "area", ()),
        (programs.BRACKETS, "balanced", ()),
        (programs.TEXT, "shout", ()),
        (programs.MATRIX, "saddle", ()),
        (programs.MATRIX, "saddle", ("saddle([[3, 1], [4, 2]])",)),
        (programs.GRAPH, "reach", ()),
        (programs.GRAPH, "reach", ("reach({'A': ['B'], 'B': []}, 'A', 'B')",)),
        (programs.TREE, "height", ()),
        (programs.SEARCH, "search", ()),
        (programs.HELPERS, "solve", ()),
    ],
)
def test_everything_is_reached(jail: Jail, code: str, function: str, calls: tuple[str, ...]) -> None:
    program = sourced(code, function, *calls)
    found = generate(program, jail)
    assert found.covered.complete, found
    assert (len(found.cases), found.reason) == (6, "")
    assert len({case.id for case in (*program.cases, *found.cases)}) == 6 + len(calls)
    assert all(case.expected is None and case.program_id == program.program.id for case in found.cases)
    ended = statuses(program, found, jail)
    assert set(ended) <= {Status.OK, Status.EXCEPTION}
    assert ended.count(Status.EXCEPTION) <= 6 // 4
    assert found.tried <= 66


def test_the_first_inputs_reach_the_most(jail: Jail) -> None:
    three, six = (generate(sourced(programs.BRANCHY, "grade"), jail, count).covered for count in (3, 6))
    assert three.lines_reached < six.lines_reached
    assert three.lines_reached >= 5


def test_what_the_given_inputs_reach_is_not_looked_for_again(jail: Jail) -> None:
    given = ("grade(95)", "grade(80)", "grade(10)")
    found = generate(sourced(programs.BRANCHY, "grade", *given), jail, count=4)
    first = [parse_call(case.call or "").args[0] for case in found.cases[:2]]
    assert 42 in first
    assert any(not 0 <= score <= 100 for score in first)


def test_a_function_that_answers_yes_or_no_gets_several_inputs_of_each(jail: Jail) -> None:
    program = sourced("def f(word: str) -> bool:\n    return word == word[::-1]\n", "f")
    found = generate(program, jail)
    replies = jail.execute([Job(Mode.RUN, program.program.code, call=case.call) for case in found.cases])
    answers = [reply.output.returned for reply in replies]
    assert sorted(map(answers.count, ("True", "False"))) == [3, 3]


@pytest.mark.parametrize(
    ("code", "function"), [(programs.HANGS, "halve"), (programs.FREEZES, "power"), (programs.DIVIDE, "share")]
)
def test_inputs_on_which_a_program_does_not_end_are_left_out(jail: Jail, code: str, function: str) -> None:
    program = sourced(code, function)
    found = generate(program, jail, count=4)
    assert len(found.cases) == 4
    assert set(statuses(program, found, jail)) <= {Status.OK, Status.EXCEPTION}


def test_runs_are_short_enough_to_be_read(jail: Jail) -> None:
    code = "def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n"
    found = generate(sourced(code, "f", "f(150)", "f(400)", "f(900)"), jail)
    assert len(found.cases) == 6
    assert max(parse_call(case.call or "").args[0] for case in found.cases) <= 150


def test_a_kind_that_was_guessed_wrongly_is_guessed_again(jail: Jail) -> None:
    code = "import functools\ndef f(n):\n    return functools.reduce(lambda left, right: left + right, n)\n"
    found = generate(sourced(code, "f"), jail, count=3)
    assert len(found.cases) == 3
    assert all(isinstance(parse_call(case.call or "").args[0], list | str | dict) for case in found.cases)


@pytest.mark.parametrize(
    ("code", "function", "reason"),
    [
        ("def f(x:\n", "f", "does not parse"),
        ("f = len\n", "f", "defines no function 'f'"),
        ("def f(x):\n    return open('/etc/hostname').read()\n", "f", "could not be used"),
        ("def f(x):\n    return lambda: x\n", "f", "no literal"),
        ("import missing_module\ndef f(x):\n    return x\n", "f", "missing_module"),
        ("print(input())\n", None, "needs at least one example"),
        ("def f():\n    return 1\n", "f", "no more that differ"),
    ],
)
def test_where_there_are_too_few_inputs_the_reason_is_said(
    jail: Jail, code: str, function: str | None, reason: str
) -> None:
    found = generate(sourced(code, function), jail)
    assert len(found.cases) < 6
    assert reason in found.reason


def test_standard_input_is_varied_in_its_layout(jail: Jail) -> None:
    program = sourced(programs.STDIN_COUNTED, None, "3\n4 8 2\n")
    found = generate(program, jail)
    assert (len(found.cases), found.covered.complete) == (6, True)
    for case in found.cases:
        count, values = (case.stdin or "").splitlines()
        assert int(count) == len(values.split())
    assert set(statuses(program, found, jail)) == {Status.OK}


def test_a_program_of_the_house_gets_inputs_of_its_own_generator(jail: Jail) -> None:
    (program,) = classical_programs("a", 1)
    found = generate(program, jail, count=3)
    drawn = {case.id for case in fresh_cases(program.program, "seed", 12)}
    assert len(found.cases) == 3
    assert {case.id for case in found.cases} <= drawn


GENERATOR = """
    def generate_inputs(rng):
        values = [rng.randint(1, 9) for _ in range(rng.randint(1, 5))]
        return {"nums": values, "target": rng.choice(values)}
"""


def test_a_generator_draws_every_input(jail: Jail) -> None:
    program = sourced(programs.SEARCH, "search", generator=programs.dedent(GENERATOR))
    found = generate(program, jail)
    calls = [parse_call(case.call or "").kwargs for case in found.cases]
    assert len(calls) == 6
    assert all(call["target"] in call["nums"] for call in calls)
    assert found != generate(program, jail, seed="another")


def test_a_generator_may_give_arguments_in_their_order(jail: Jail) -> None:
    generator = "def generate_inputs(rng):\n    return [rng.randint(1, 9)], rng.randint(1, 9)\n"
    found = generate(sourced(programs.SEARCH, "search", generator=generator), jail, count=2)
    assert all(len(parse_call(case.call or "").args) == 2 for case in found.cases)
    assert len(found.cases) == 2


@pytest.mark.parametrize(
    ("generator", "reason"),
    [
        ("def generate_inputs(rng):\n    raise KeyError('x')\n", "KeyError"),
        ("def generate_inputs(rng):\n    return open('/etc/passwd').read()\n", "could not be used"),
        ("def generate_inputs(rng):\n    while True: pass\n", "line_limit|time_limit"),
        ("import os\ndef generate_inputs(rng):\n    os._exit(3)\n", "could not be used"),
        ("def generate_inputs(rng):\n    return {'nums': object(), 'target': 1}\n", "no dict or tuple of literals"),
        ("def generate_inputs(rng):\n    return {'a = 1); print(': 1}\n", "no dict or tuple of literals"),
        ("def generate_inputs(rng):\n    return {'nums': 'x' * 10**6}\n", "could not be used|no dict"),
        ("def other(rng):\n    return {}\n", "NameError"),
        ("def generate_inputs(:\n", "could not be used"),
    ],
)
def test_a_generator_that_is_broken_or_hostile_gives_nothing(jail: Jail, generator: str, reason: str) -> None:
    program = sourced(programs.SEARCH, "search", generator=generator)
    found = generate_inputs(program, jail=jail, seed="s", count=1, limits=Limits(lines=500, seconds=0.2))
    assert found.cases == ()
    assert any(part in found.reason for part in reason.split("|")), found.reason


_SCRIPT = """
import json
from tests.inputs import programs
from tests.inputs.programs import sourced
from tracepile.execution import Jail
from tracepile.inputs import generate_inputs

with Jail(batch_size=5) as jail:
    for code, function in (
        (programs.GRAPH, "reach"), (programs.BRACKETS, "balanced"), (programs.COMMAND, "apply"),
        ("def f(names: set[str], groups: dict[str, set[str]]):\\n    return sorted(names)[:1], len(groups)\\n", "f"),
    ):
        found = generate_inputs(sourced(code, function), jail=jail, seed="seed", count=6)
        print(json.dumps([case.call for case in found.cases]))
"""


def test_the_same_inputs_under_any_hash_seed_and_any_batches() -> None:
    root = Path(__file__).parents[2]
    printed = []
    for seed in ("1", "20011"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        command = [sys.executable, "-c", _SCRIPT]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
        printed.append(done.stdout)
    assert printed[0] == printed[1]
    assert [len(json.loads(line)) for line in printed[0].splitlines()] == [6] * 4


LITERALS = strategies.recursive(
    strategies.none()
    | strategies.booleans()
    | strategies.integers(-99, 99)
    | strategies.floats(-9, 9)
    | strategies.text("ab ", max_size=4),
    lambda inner: (
        strategies.lists(inner, max_size=3)
        | strategies.dictionaries(strategies.text("xy", max_size=2), inner, max_size=2)
        | strategies.tuples(inner, inner)
    ),
    max_leaves=6,
)


@settings(max_examples=60)
@given(recorded=strategies.lists(LITERALS, min_size=1, max_size=3), seed=strategies.integers(0, 9))
def test_whatever_was_recorded_can_be_drawn_from(jail: Jail, recorded: list[object], seed: int) -> None:
    code = "def f(value):\n    return str(value) * 2 if value else [value, 1]\n"
    program = Program(Domain.CLASSICAL, "hub/mine/p", "mine.jsonl:1", "MIT", code, "f")
    cases = tuple(dict.fromkeys(Case(program.id, call=f"f({value!r})") for value in recorded))
    found = generate_inputs(SourcedProgram(program, cases), jail=jail, seed=str(seed), count=2)
    assert not {case.id for case in found.cases} & {case.id for case in cases}
