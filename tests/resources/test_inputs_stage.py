"""Programs that come without enough inputs leave the stage with enough, or with a reason."""

from collections.abc import Iterator

import pytest

from resources.stages.inputs import Inputs, draw_inputs
from resources.workers import Jails, Workers
from tracepile.errors import IsolationError
from tracepile.execution import Jail, Limits
from tracepile.records import Case, Domain, Program, Reject
from tracepile.sources.sourced import SourcedProgram

SIGN = """\
def sign(n):
    if n < 0:
        return -1
    if n == 0:
        return 0
    return 1
"""


@pytest.fixture(scope="module")
def jails() -> Iterator[Jails]:
    with Jails() as opened:
        yield opened


def sourced(code: str, entry_point: str | None, *inputs: str) -> SourcedProgram:
    program = Program(Domain.CLASSICAL, "hub/mine/p", "mine.jsonl:1", "MIT", code, entry_point)
    if entry_point is None:
        return SourcedProgram(program, tuple(Case(program.id, stdin=text) for text in inputs))
    return SourcedProgram(program, tuple(Case(program.id, call=call) for call in inputs))


def task(program: SourcedProgram, minimum: int = 4) -> Inputs:
    return Inputs(program, "seed", minimum, Limits())


@pytest.mark.parametrize("given", [(), ("sign(5)",), ("sign(5)", "sign(-5)", "sign(7)")])
def test_a_program_gets_as_many_inputs_as_it_lacks_and_keeps_its_own(jails: Jails, given: tuple[str, ...]) -> None:
    program = sourced(SIGN, "sign", *given)
    supplied = draw_inputs(task(program), jails)
    assert isinstance(supplied, SourcedProgram)
    assert supplied.cases[: len(given)] == program.cases
    assert len({case.id for case in supplied.cases}) == len(supplied.cases) == 4


def test_a_program_with_enough_inputs_is_left_as_it_is(jails: Jails) -> None:
    program = sourced(SIGN, "sign", "sign(1)", "sign(2)")
    assert draw_inputs(task(program, minimum=2), jails) == program


def test_inputs_whose_runs_are_too_long_do_not_count(jails: Jails) -> None:
    code = "def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n"
    program = sourced(code, "f", "f(5000)", "f(90000)", "f(4)")
    supplied = draw_inputs(task(program, minimum=3), jails)
    assert isinstance(supplied, SourcedProgram)
    assert supplied.cases[:3] == program.cases
    assert len(supplied.cases) == 5


@pytest.mark.parametrize(
    ("code", "entry_point", "detail"),
    [
        ("print(input())\n", None, "needs at least one example"),
        ("def f(x):\n    while True:\n        x += 1\n", "f", "line_limit"),
        ("def f(x:\n", "f", "does not parse"),
    ],
)
def test_a_program_that_stays_without_inputs_says_why(
    jails: Jails, code: str, entry_point: str | None, detail: str
) -> None:
    reject = draw_inputs(task(sourced(code, entry_point)), jails)
    assert isinstance(reject, Reject)
    assert (reject.stage, reject.reason) == ("inputs", "no_inputs")
    assert detail in reject.detail


def test_a_program_whose_inputs_cannot_be_varied_keeps_them(jails: Jails) -> None:
    program = sourced("def f():\n    return 1\n", "f", "f()")
    assert draw_inputs(task(program), jails) == program


def test_any_number_of_workers_gives_the_same() -> None:
    tasks = [task(sourced(SIGN.replace("1", str(number)), "sign")) for number in range(1, 5)]
    found = []
    for count in (1, 2):
        with Workers(count) as workers:
            found.append(list(workers.map(draw_inputs, tasks, chunk=1)))
    assert found[0] == found[1]


class Broken(Jails):
    """Jails that cannot be opened, for a reason of the test's choosing."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    @property
    def trace(self) -> Jail:  # type: ignore[override]
        raise self._error


def test_an_error_of_the_platform_costs_one_program_and_a_missing_isolation_all_of_them() -> None:
    reject = draw_inputs(task(sourced(SIGN, "sign")), Broken(OSError("no more processes")))
    assert isinstance(reject, Reject)
    assert (reject.reason, "no more processes" in reject.detail) == ("internal_error", True)
    with pytest.raises(IsolationError):
        draw_inputs(task(sourced(SIGN, "sign")), Broken(IsolationError("none here")))
