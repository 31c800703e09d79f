"""From cases to traces: recomputed elsewhere, compared with what is expected, kept as JSON."""

from __future__ import annotations

import pytest

from tracepile.execution import Jail, trace_cases, trace_from_json, trace_to_json
from tracepile.records import Case, Domain, Program, Status

GCD = "def gcd(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n"


def program(code: str, entry_point: str | None = None) -> Program:
    return Program(Domain.CLASSICAL, "test", "test", "Apache-2.0", code, entry_point)


def test_a_trace_reads_back_from_its_json(jail: Jail, recheck: Jail) -> None:
    gcd = program(GCD, "gcd")
    traces, rejects = trace_cases(gcd, [Case(gcd.id, call="gcd(48, 18)")], jail=jail, recheck=recheck)
    assert not rejects
    assert traces[0].output.returned == "6"
    assert trace_from_json(trace_to_json(traces[0])) == traces[0]
    assert trace_to_json(trace_from_json(trace_to_json(traces[0]))) == trace_to_json(traces[0])


def test_inputs_are_kept_as_they_were_before_the_call(jail: Jail, recheck: Jail) -> None:
    sorter = program("def f(xs):\n    xs.sort()\n    return xs[0]\n", "f")
    case = Case(sorter.id, call="f([3, 1, 2])")
    traces, _ = trace_cases(sorter, [case], jail=jail, recheck=recheck)
    assert traces[0].events[0].changes[0].after == "[3, 1, 2]"
    assert traces[0].output.arguments == ("[1, 2, 3]",)


@pytest.mark.parametrize(
    ("code", "case", "status", "words"),
    [
        ("def f():\n    return id([])\n", {"call": "f()"}, Status.NONDETERMINISTIC, "differ in returned"),
        ("def f():\n    return list({'a', 'b', 'c', 'd', 'e'})\n", {"call": "f()"}, Status.NONDETERMINISTIC, "differ"),
        ("def f():\n    return lambda: 1\n", {"call": "f()"}, Status.UNSUPPORTED, "no literal"),
        ("import numpy\ndef f():\n    return 1\n", {"call": "f()"}, Status.UNSUPPORTED, "before the call"),
        ("def f():\n    return open('x').read()\n", {"call": "f()"}, Status.UNSUPPORTED, "jail"),
        ("def f():\n    return 1\n", {"call": "g()"}, Status.INVALID_CALL, "no function named 'g'"),
        ("def f(x):\n    return 1\n", {"call": "f(y)"}, Status.INVALID_CALL, "literal"),
        ("def f(:\n", {"call": "f()"}, Status.INVALID_PROGRAM, "does not parse"),
        (
            "def f():\n    return 1\n",
            {"call": "f()", "expected": "2", "expected_from": "x"},
            Status.WRONG_OUTPUT,
            "'2'",
        ),
        ("print(1)\n", {"stdin": "", "expected": "2", "expected_from": "x"}, Status.WRONG_OUTPUT, "'2'"),
        ("while True:\n    pass\n", {"stdin": ""}, Status.LINE_LIMIT, "20,000"),
        ("import os\nos._exit(0)\n", {"stdin": ""}, Status.EXITED, ""),
    ],
)
def test_an_unusable_run_is_a_reject_with_its_reason(
    code: str, case: dict[str, str], status: Status, words: str, jail: Jail, recheck: Jail
) -> None:
    written = program(code, "f" if "call" in case else None)
    traces, rejects = trace_cases(written, [Case(written.id, **case)], jail=jail, recheck=recheck)
    assert traces == []
    assert [reject.reason for reject in rejects] == [status]
    assert words in rejects[0].detail


def test_printed_words_are_compared_line_by_line(jail: Jail, recheck: Jail) -> None:
    printer = program("print(1,  2)\nprint()\n")
    case = Case(printer.id, stdin="", expected="1 2\n", expected_from="statement")
    traces, rejects = trace_cases(printer, [case], jail=jail, recheck=recheck)
    assert (len(traces), rejects) == (1, [])


def test_good_and_bad_cases_of_one_program_part(jail: Jail, recheck: Jail) -> None:
    halves = program("def f(n):\n    while n != 1:\n        n = n / 2\n    return 'one'\n", "f")
    cases = [Case(halves.id, call=f"f({n})") for n in (8, 0, 1)]
    traces, rejects = trace_cases(halves, cases, jail=jail, recheck=recheck)
    assert [trace.case_id for trace in traces] == [cases[0].id, cases[2].id]
    assert [(reject.subject_id, reject.reason) for reject in rejects] == [(cases[1].id, Status.LINE_LIMIT)]


def test_an_exception_inside_a_statement_over_several_lines_has_one_line(jail: Jail, recheck: Jail) -> None:
    spread = program("def f(x):\n    return [\n        1,\n        1 // x,\n    ]\n", "f")
    traces, rejects = trace_cases(spread, [Case(spread.id, call="f(0)")], jail=jail, recheck=recheck)
    assert not rejects
    assert traces[0].output.exception is not None
    assert traces[0].output.exception.line == 2


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"output": 3}'])
def test_text_that_is_no_trace_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        trace_from_json(text)


def test_unseeded_random_numbers_are_nondeterministic(jail: Jail, recheck: Jail) -> None:
    dice = program("import random\ndef f():\n    return random.randint(1, 10**9)\n", "f")
    _, rejects = trace_cases(dice, [Case(dice.id, call="f()")], jail=jail, recheck=recheck)
    assert [reject.reason for reject in rejects] == [Status.NONDETERMINISTIC]
