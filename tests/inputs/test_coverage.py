"""What can be reached of a program, and what runs of it reached."""

from textwrap import dedent

import pytest

from tests.inputs import programs
from tracepile.execution import Jail, Job, Mode
from tracepile.execution.arcs import read_visits
from tracepile.inputs.coverage import Coverage, reachable, reached


def coverage(jail: Jail, code: str, *calls: str) -> Coverage:
    code = dedent(code)
    replies = jail.execute([Job(Mode.COVER, code, call=call) for call in calls])
    found = [reached(read_visits(reply.payload, code), code) for reply in replies]
    return reachable(code, calls[0].partition("(")[0]).coverage(found)


@pytest.mark.parametrize(
    ("code", "calls", "expected"),
    [
        (programs.BRANCHY, ("grade(95)",), Coverage(3, 9, 2, 8)),
        (programs.BRANCHY, ("grade(95)", "grade(101)", "grade(80)", "grade(42)", "grade(0)"), Coverage(9, 9, 8, 8)),
        (programs.MATCH, ("area('square', 2)",), Coverage(3, 7, 1, 4)),
        (programs.MATCH, ("area('line', 2)", "area('dot', 2)"), Coverage(6, 7, 3, 4)),
        # The loop's way out is a branch of its own; `while True` has no other way.
        ("def f(n):\n    for i in range(n):\n        n += 1\n    return n\n", ("f(0)",), Coverage(2, 3, 1, 2)),
        ("def f(n):\n    while True:\n        n += 1\n        if n > 5: return n\n", ("f(0)",), Coverage(4, 4, 2, 2)),
        # Neither docstrings nor declarations run, and unused functions are not to be reached.
        (
            "def f(n):\n    'Doc.'\n    global g\n    return n\ndef h():\n    return 1\n",
            ("f(0)",),
            Coverage(1, 1, 0, 0),
        ),
        (programs.HELPERS, ("solve([1, 2], 1)",), Coverage(5, 6, 1, 2)),
        # A test that raises decided nothing.
        (
            "def f(n):\n    try:\n        if 1 // n: return 1\n    except ZeroDivisionError:\n        return 2\n",
            ("f(0)",),
            Coverage(4, 5, 0, 2),
        ),
    ],
)
def test_lines_and_branches(jail: Jail, code: str, calls: tuple[str, ...], expected: Coverage) -> None:
    assert coverage(jail, code, *calls) == expected


def test_a_program_on_standard_input_counts_its_module_and_functions() -> None:
    possible = reachable("def f(n):\n    return n\nprint(f(1))\n", None)
    assert len(possible.statements) == 3
