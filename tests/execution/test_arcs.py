"""Which statements a run visited one after another, and that a forged answer is refused."""

from typing import Any

import pytest

from tracepile.execution import Jail, Job, Limits, Mode
from tracepile.execution.arcs import OUTSIDE, Visits, read_visits
from tracepile.records import Status

PROGRAM = """\
def even(n):
    if n % 2 == 0: return True
    return False
def count(n):
    squares = [i * i for i in range(n)
               if i]
    for s in squares:
        n += s
def numbers(n):
    yield n
    yield n + 1
def collected(n):
    return list(numbers(n))
def caught(n):
    try:
        return 1 // n
    except ZeroDivisionError:
        n = 1
    return n
def inner(n):
    raise KeyError(n)
def down(n):
    if n:
        return down(n - 1)
    return 0
"""


def cover(jail: Jail, code: str, call: str, lines: int = 100) -> Any:
    (reply,) = jail.execute([Job(Mode.COVER, code, call=call, limits=Limits(lines=lines))])
    return reply


# Statements by their indices: even is 0-3, count 4-7, numbers 8-10, collected 11-12, caught 13-18, inner 19-20,
# down 21-24.
@pytest.mark.parametrize(
    ("call", "arcs", "executed"),
    [
        ("even(2)", {(OUTSIDE, 1), (1, 2), (2, OUTSIDE)}, 2),
        ("even(3)", {(OUTSIDE, 1), (1, 3), (3, OUTSIDE)}, 2),
        ("count(1)", {(OUTSIDE, 5), (5, 6), (6, OUTSIDE)}, 2),
        ("count(3)", {(OUTSIDE, 5), (5, 6), (6, 7), (7, 6), (6, OUTSIDE)}, 6),
        ("collected(1)", {(OUTSIDE, 12), (12, OUTSIDE), (OUTSIDE, 9), (9, 10), (10, OUTSIDE)}, 3),
        ("caught(0)", {(OUTSIDE, 14), (14, 15), (15, 16), (16, 17), (17, 18), (18, OUTSIDE)}, 5),
        ("inner(1)", {(OUTSIDE, 20)}, 1),
        ("down(2)", {(OUTSIDE, 22), (22, 23), (23, OUTSIDE), (22, 24), (24, OUTSIDE)}, 6),
    ],
)
def test_arcs_and_executed_statements(jail: Jail, call: str, arcs: set[tuple[int, int]], executed: int) -> None:
    reply = cover(jail, PROGRAM, call)
    assert read_visits(reply.payload, PROGRAM) == Visits(tuple(sorted(arcs)), executed)


def test_covering_changes_nothing_of_what_a_run_gives(jail: Jail) -> None:
    for call in ("even(2)", "collected(4)", "caught(0)", "inner(1)"):
        (plain,) = jail.execute([Job(Mode.RUN, PROGRAM, call=call)])
        covered = cover(jail, PROGRAM, call)
        assert (covered.status, covered.output) == (plain.status, plain.output)


def test_a_program_on_standard_input_is_covered_as_a_whole(jail: Jail) -> None:
    code = "n = int(input())\nif n > 1:\n    print(n)\n"
    (reply,) = jail.execute([Job(Mode.COVER, code, stdin="3\n")])
    assert read_visits(reply.payload, code).arcs == ((OUTSIDE, 0), (0, 1), (1, 2), (2, OUTSIDE))
    assert reply.output.stdout == "3\n"


@pytest.mark.parametrize(
    "body", ["while True: n += 1", "while True:\n        try:\n            n += 1\n        except BaseException: n = 0"]
)
def test_the_budget_of_statements_ends_a_run(jail: Jail, body: str) -> None:
    reply = cover(jail, f"def f(n):\n    {body}\n", "f(1)")
    assert (reply.status, reply.payload) in ((Status.LINE_LIMIT, None), (Status.TIME_LIMIT, None))


def test_one_run_leaves_nothing_behind_for_the_next(jail: Jail) -> None:
    replies = list(jail.execute([Job(Mode.COVER, PROGRAM, call=call) for call in ("even(2)", "inner(1)", "even(2)")]))
    assert replies[0] == replies[2]


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        {},
        {"arcs": [], "executed": 0, "more": 1},
        {"arcs": [[0, 1]], "executed": "2"},
        {"arcs": [[0, 1]], "executed": True},
        {"arcs": [[0, 1]], "executed": 0},
        {"arcs": [[-2, 1]], "executed": 5},
        {"arcs": [[0, 25]], "executed": 5},
        {"arcs": [[1, 1]], "executed": 5},
        {"arcs": [[0, 1, 2]], "executed": 5},
        {"arcs": [[0.0, 1]], "executed": 5},
        {"arcs": [[0, True]], "executed": 5},
        {"arcs": [[1, 2], [0, 1]], "executed": 5},
        {"arcs": [[0, 1], [0, 1]], "executed": 5},
        {"arcs": {"0": 1}, "executed": 5},
    ],
)
def test_what_no_recorder_gives_is_refused(payload: Any) -> None:
    with pytest.raises(ValueError, match="malformed arcs"):
        read_visits(payload, PROGRAM)
