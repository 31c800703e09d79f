"""The compiled tracer beside the one in Python: the same bytes, the same ends, no memory kept."""

from __future__ import annotations

import gc
import sys
from types import ModuleType
from typing import Any

import pytest

from tests.execution.judging import traced_by
from tests.execution.programs import generate
from tracepile.execution.compiled import BUILT, CompiledTracer
from tracepile.execution.jobs import Limits
from tracepile.execution.statements import constants, instrument
from tracepile.execution.stdio import Capture, Input, installed
from tracepile.execution.tracer import LineLimitError, PythonTracer, TamperedError
from tracepile.execution.tracers import TracerFactory, available_tracers, make_tracer
from tracepile.sources.classical import classical_programs

pytestmark = [
    pytest.mark.skipif(not BUILT, reason="the compiled tracer was not built: no compiler at installation"),
    pytest.mark.filterwarnings("ignore::SyntaxWarning"),  # of programs that no author wrote
]

SEVERAL_LAYERS = "x = []\nfor _ in range(60):\n    x = [x]\ny = [1, 2]\ny.append(y)\ny.append(3)\n"
HOSTILE = {
    "an exception in __repr__, __eq__ and __hash__": """
class Odd:
    def __repr__(self): raise ValueError("no text")
    def __eq__(self, other): raise ValueError("no answer")
    def __hash__(self): return 1
    def __getattribute__(self, name): raise ValueError("no attribute")
a = Odd()
b = {a: 1}
c = [a, (a, 2)]
c.append(Odd())
b[Odd.__hash__(a)] = 3
""",
    "objects that hold themselves": SEVERAL_LAYERS
    + "class N: pass\nn = N()\nn.next = n\nn.all = [n, {'n': n}]\nn.x = 1\n",
    "large values": "a = list(range(5000))\na[4000] = -1\na.append('é\\n\"' * 3000)\nb = {i: [i] for i in range(900)}\n"
    "b[7].append(8)\ndel b[0]\ns = set(range(300)) | {(1, 2), 'x'}\ns.discard(5)\nn = 10**5000\na.sort(key=str)\n",
    "text of all kinds": r"""
a = 'é€😀\x00\x7f\ud800\\\'"'
b = [a, a * 2]
print(a.encode('utf-8', 'replace'))
b[0] += '\n'
""",
    "deep recursion": "import sys\nsys.setrecursionlimit(5000)\ndef f(n, acc):\n    acc.append(n)\n"
    "    return n and f(n - 1, acc)\nf(900, [])\n",
    "finalizers that print": "class A:\n    def __del__(self): print('gone')\na = A()\na = 1\nb = [A()]\nb.clear()\n",
    "a finalizer that changes what is looked at": "x = [1, 2, 3]\nclass A:\n    def __del__(self): x.clear()\na = A()\n"
    "x.append(a)\na = None\nx.pop()\ny = x\n",
    "a class that changes": """
class A: pass
a = A()
a.x = [1]
A.__slots__ = ()
A.y = property(lambda s: 1 / 0)
a.x.append(2)
class B(A): pass
a.__class__ = B
a.z = 3
""",
    "a dict of defaults whose factory answers for itself": """
from collections import defaultdict
x = [[1], [2]]
class F:
    def __getattr__(self, name):
        x.clear()
        return "f"
    def __call__(self): return 0
x[0] = defaultdict(F())
x.append(defaultdict(F()))
x[1] = 3
""",
    "names that are made": "globals()[''.join(['a', 'b'])] = 1\nab = 1\nab = 2\n",
    "more objects than a picture takes in": """
from collections import namedtuple
P = namedtuple('P', 'x y')
points = [P(i, i) for i in range(20_001)]
errors = [ValueError(i) for i in range(20_001)]
""",
    "what is read where no call is seen": """
class R:
    line = property(lambda self: input())
    __neg__ = __str__ = lambda self: input()
r = R()
a = r.line
b = -r
c = f"{r}"
""",
    "keys that raise when they are compared": """
class Key:
    def __eq__(self, other): raise ValueError("no answer")
    def __hash__(self): return 7
d = {Key(): [1]}
try:
    d[7].append(2)
except ValueError as error:
    print(error)
""",
}


REFUSED = {
    "a class of classes that clears what is looked at when it is hashed": """
x = [0, 1, 2]
class Meta(type):
    def __hash__(cls):
        x.clear()
        return 1
class A(metaclass=Meta): pass
x[0] = A()
y = [[i] for i in range(100)]
""",
    "a key among the globals that unbinds when it is compared": """
def f():
    v = [1, 2, 3]
    def g():
        nonlocal v
        v = None
    class K:
        def __hash__(self): return hash("gg")
        def __eq__(self, other):
            g()
            return False
    globals()[K()] = 1
    w = [v]
    return gg
gg = 5
f()
""",
}


def both(code: str, call: str | None = None, stdin: str | None = "", limits: Limits | None = None) -> list[Any]:
    replies = []
    for tracer in (PythonTracer, CompiledTracer):
        gc.collect()  # no finalizer of an earlier program is to run in this one
        replies.append(traced_by(tracer, code, call, stdin, limits or Limits()))
    return replies


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE)
def test_hostile_values_give_the_same_events(code: str) -> None:
    python, compiled = both(code)
    assert python["payload"] is not None
    assert compiled == python


LARGE = {
    "a sieve": """
flags = [True] * 1500
for i in range(2, 40):
    if flags[i]:
        for j in range(i * i, 1500, i):
            flags[j] = False
flags[0] = flags[1] = flags[-1] = 0
flags[700] = "a text that is longer than before"
""",
    "a list that two names and a function hold": """
a = [0] * 300
b = a
c = [a, 1]
def put(items, place, value):
    items[place] = value
    items[place + 1] = value
    return items[place]
for i in range(0, 280, 3):
    a[i] = i
    b[i + 1] = -i
    put(a, i, [i] if i % 50 == 0 else i * 10**9)
a.append(4)
a[300] = 5
""",
    "a list around the length that is written in full": """
a = [10] * 998
for i in range(100, 400):
    a[i] = 100000 if i % 3 else "x" * (i % 7)
for i in range(100, 400):
    a[i] = i % 10
""",
    "a table": """
rows = [[0] * 70 for _ in range(40)]
for i in range(40):
    for j in range(65, 70):
        rows[i][j] = i * j
    rows[i] = rows[i][:3] + rows[i][3:]
""",
}


@pytest.mark.parametrize("code", REFUSED.values(), ids=REFUSED)
def test_a_program_whose_code_would_run_in_the_tracer_is_refused(code: str) -> None:
    assert traced_by(CompiledTracer, code, None, "", Limits())["status"] == "unsupported"


def test_a_program_that_makes_kinds_of_classes_is_watched_in_python() -> None:
    meta = "class M(type):\n    def __call__(cls):\n        return 3\nclass A(metaclass=M): pass\nx = A()\n"
    limits = {"max_lines": 10, "trace_bytes": 1_000}
    assert isinstance(make_tracer(meta, Capture(10), Input(""), **limits), PythonTracer)
    for code in ("class A: pass\n", "from abc import ABCMeta\nclass A(metaclass=ABCMeta): pass\n"):
        assert isinstance(make_tracer(code, Capture(10), Input(""), **limits), CompiledTracer)


@pytest.mark.parametrize("code", LARGE.values(), ids=LARGE)
def test_large_lists_are_followed_place_by_place(code: str) -> None:
    python, compiled = both(code)
    assert python["payload"] is not None
    assert compiled == python
    again = traced_by(CompiledTracer, code, None, "", Limits())  # now it knows what each statement may change
    assert again == compiled


@pytest.mark.parametrize(
    "limits",
    [Limits(lines=50), Limits(trace_bytes=2_000), Limits(output_characters=20)],
    ids=["lines", "size of the trace", "output"],
)
def test_a_run_past_its_limits_ends_in_the_same_way(limits: Limits) -> None:
    code = "a = []\nfor i in range(1000):\n    a.append(i)\n    print(i)\n"
    python, compiled = both(code, limits=limits)
    assert python["payload"] is None
    assert compiled == python


@pytest.mark.parametrize("seed", range(40))
def test_generated_programs_give_the_same_bytes(seed: int) -> None:
    program = generate(f"compiled {seed}")
    python, compiled = both(program.code, stdin=program.stdin, limits=Limits(lines=5_000))
    assert compiled == python


def watched(tracer: TracerFactory, code: str, max_lines: int = 1_000) -> None:
    """Run a program in this process, with the limits caught where the program catches them."""
    module = ModuleType("__main__")
    module.__dict__.update(constants())
    stdout, stdin = Capture(10_000), Input("")
    run = tracer(code, stdout, stdin, max_lines=max_lines, trace_bytes=10**6)
    with installed(stdin, stdout):
        run.run(lambda: exec(instrument(code), module.__dict__))


@pytest.mark.parametrize("tracer", available_tracers().values(), ids=available_tracers())
@pytest.mark.parametrize(
    "code", ["import sys\nsys.settrace(None)\n", "import sys\nsys.settrace(lambda *a: None)\nx = 1\n"]
)
def test_a_program_that_stops_its_tracer_is_not_believed(tracer: TracerFactory, code: str) -> None:
    with pytest.raises(TamperedError):
        watched(tracer, code)
    assert sys.gettrace() is None


@pytest.mark.parametrize("tracer", available_tracers().values(), ids=available_tracers())
def test_a_limit_that_the_program_catches_still_ends_the_run(tracer: TracerFactory) -> None:
    with pytest.raises(LineLimitError):
        watched(tracer, "try:\n    while True:\n        x = 1\nexcept BaseException:\n    pass\n", max_lines=100)


def test_a_tracer_is_for_one_run() -> None:
    tracer = CompiledTracer("x = 1\n", Capture(10), Input(""), max_lines=1, trace_bytes=1)
    with pytest.raises(RuntimeError, match="one run"):
        tracer._native.__init__(object())  # type: ignore[misc]


def test_runs_keep_no_memory() -> None:
    programs = [(p.program.code, case.call) for p in classical_programs("memory", 30, cases=1) for case in p.cases]
    held = []
    for _ in range(8):
        for code, call in programs:
            traced_by(CompiledTracer, code, call, None, Limits())
        gc.collect()
        held.append(sys.getallocatedblocks())
    # The interpreter's caches fill slowly; a leak of one block for each run would go on for ever.
    assert held[7] - held[5] < 2 * len(programs)
