"""Complex numbers are told so that Python reads them as the same numbers, signs of zeros and all, and are proven."""

from __future__ import annotations

import pytest

from tracepile.execution import Jail, trace_cases
from tracepile.narration import narrate
from tracepile.records import Case, Domain, Program
from tracepile.verification import verify

PROGRAMS = {
    "a plain one": ("z = 2 + 3j\nw = z * z\nprint(w)\n", "z becomes (2+3j)", "z becomes (2+4j)"),
    "a literal with a sign": ("z = -1j\nw = -z\nprint(w, z)\n", "complex(-0.0, -1.0)", "complex(0.0, -1.0)"),
    "in containers": (
        "roots = [1, -1, 1j, -1j]\nd = {1j: roots[3]}\nroots[0] = d[1j] * 1j\nif roots[2] == 1j:\n    print(roots)\n",
        "complex(-0.0, -1.0)",
        "complex(0.0, 1.0)",
    ),
    "beyond all bounds": (
        "z = complex(float('inf'), -0.0)\nw = z * 0\nx = [w, z]\nif z:\n    print(x)\n",
        "complex(inf, -0.0)",
        "complex(inf, 0.0)",
    ),
    "in operations": (
        "def f(a, b):\n    t = a * (2 + 3j) + b\n    for z in [a, -a]:\n        t += z * b\n    return t\n"
        "x = f(1j, complex(-0.0, -2.0))\nprint(x, abs(x))\n",
        "complex(-0.0, -2.0)",
        "complex(0.0, -2.0)",
    ),
}


@pytest.mark.parametrize("case", PROGRAMS)
def test_complex_numbers_are_told_and_proven(case: str, jail: Jail, recheck: Jail) -> None:
    code, told, false = PROGRAMS[case]
    program = Program(Domain.MATH, "test", "test", "Apache-2.0", code)
    given = Case(program.id, stdin="")
    (trace,), rejects = trace_cases(program, [given], jail=jail, recheck=recheck)
    assert not rejects
    rationale = narrate(program, given, trace)
    verdict = verify(rationale.text, program, given, jail=recheck)
    assert verdict.proven, verdict.complaints()
    assert told in rationale.text
    twin = rationale.text.replace(told, false, 1)
    assert not verify(twin, program, given, jail=recheck).proven
