"""The witness keeps a program's meaning, and its log says what the tracer says, though the two share no mechanism."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest

from tracepile.execution import _runner
from tracepile.execution.jobs import Job, Limits, Mode, Reply, job_to_json, reply_from_json
from tracepile.execution.traces import read_payload
from tracepile.execution.witness_log import StepKind, WitnessLog, read_witness
from tracepile.records import EventKind, Status

PROGRAMS: dict[str, tuple[str, str]] = {
    "while": ("def f(n):\n    t = 0\n    while n:\n        t += n\n        n -= 1\n    return t", "f(4)"),
    "while else break": (
        "def f(n):\n    while n > 0:\n        n -= 2\n        if n == 1:\n            break\n    else:\n        n = 99\n"
        "    return n",
        "f(5)",
    ),
    "while true": (
        "def f(n):\n    while True:\n        n -= 1\n        if n < 0:\n            return n\n        continue",
        "f(2)",
    ),
    "for else": ("def f(s):\n    for c in s:\n        if c == 'z': break\n    else:\n        return 'no'", "f('abc')"),
    "one line": ("def f(a):\n    x = 1; y = 2\n    if a: x += y; y = x\n    return x, y", "f(True)"),
    "unpacking": (
        "def f(p):\n    (a, b), *c = p\n    for i, (x, y) in enumerate([(a, b)]):\n        c[i] = x + y\n    return c",
        "f([(1, 2), 3, 4])",
    ),
    "chained comparison": (
        "def g(x, log):\n    log.append(x)\n    return x\ndef f():\n    log = []\n    r = g(1, log) < g(2, log) < g(2, log) < "
        "g(9, log)\n    return r, log",
        "f()",
    ),
    "short circuit": (
        "def f(a, n):\n    if n < len(a) and a[n] > 1 or not a:\n        return 'in'\n    return a and a[0] or 'out'",
        "f([5, 7], 2)",
    ),
    "ternary": ("def f(n):\n    return 'even' if n % 2 == 0 else 'odd' if n > 0 else 'neg'", "f(3)"),
    "recursion": ("def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)", "fib(5)"),
    "closure": (
        "def f(n):\n    total = 0\n    def add(k):\n        nonlocal total\n        total += k\n        return total\n"
        "    for i in range(n):\n        add(i)\n    return total",
        "f(4)",
    ),
    "global": (
        "count = 0\ndef tick():\n    global count\n    count += 1\ndef f():\n    tick()\n    tick()\n    return count",
        "f()",
    ),
    "generator": (
        "def squares(n):\n    for i in range(n):\n        yield i * i\ndef f(n):\n    t = []\n    for s in squares(n):\n"
        "        t.append(s)\n    return t",
        "f(3)",
    ),
    "generator send": (
        "def echo():\n    got = None\n    while got != 'stop':\n        got = yield got\n    return 'end'\ndef f():\n"
        "    e = echo()\n    out = [next(e), e.send('a')]\n    try:\n        e.send('stop')\n    except StopIteration as s:\n"
        "        out.append(s.value)\n    return out",
        "f()",
    ),
    "yield from": (
        "def a():\n    r = yield from b()\n    yield r\ndef b():\n    yield 1\n    yield 2\n    return 3\ndef f():\n"
        "    return list(a())",
        "f()",
    ),
    "generator throw": (
        "def g():\n    try:\n        yield 1\n    except KeyError:\n        yield 'caught'\ndef f():\n    x = g()\n    next(x)\n"
        "    return x.throw(KeyError('k'))",
        "f()",
    ),
    "early close": (
        "def g():\n    n = 0\n    while True:\n        yield n\n        n += 1\ndef f():\n    for x in g():\n"
        "        if x > 2:\n            break\n    return x",
        "f()",
    ),
    "try finally": (
        "def f(a):\n    log = []\n    for k in a:\n        try:\n            log.append(10 // k)\n"
        "        except ZeroDivisionError as e:\n            log.append(str(e))\n        else:\n            log.append('else')\n"
        "        finally:\n            log.append('fin')\n    return log",
        "f([5, 0])",
    ),
    "return in finally": (
        "def f():\n    try:\n        return 1\n    finally:\n        x = 2\n        print(x)",
        "f()",
    ),
    "exception through frames": (
        "def h(x):\n    return x[5]\ndef g(x):\n    try:\n        return h(x)\n    except KeyError:\n        return 0\n"
        "def f():\n    try:\n        return g([])\n    except (IndexError, TypeError) as e:\n        return str(e)",
        "f()",
    ),
    "reraise": (
        "def f():\n    try:\n        try:\n            raise ValueError('a')\n        except ValueError:\n            raise\n"
        "    except ValueError as e:\n        return e.args",
        "f()",
    ),
    "raise from": (
        "def f():\n    try:\n        {}['k']\n    except KeyError as e:\n        raise RuntimeError('late') from e",
        "f()",
    ),
    "bare except": ("def f():\n    try:\n        int('x')\n    except:\n        return -1", "f()"),
    "escaping": ("def f(n):\n    if n == 0:\n        raise ValueError('deep')\n    return f(n - 1)", "f(2)"),
    "assert holds": ("def f(x):\n    assert x > 0, 'positive'\n    return x", "f(1)"),
    "assert fails": ("def f(x):\n    assert x > 0, 'positive'\n    return x", "f(0)"),
    "with": (
        "class Box:\n    def __enter__(self):\n        print('in')\n        return 7\n    def __exit__(self, *e):\n"
        "        print('out')\n        return True\ndef f():\n    with Box() as b:\n        x = b\n        raise ValueError\n"
        "    return x",
        "f()",
    ),
    "class": (
        "class P:\n    kind = 'p'\n    def __init__(self, v):\n        super().__init__()\n        self.v = v\n"
        "    @property\n    def double(self):\n        return self.v * 2\n    def __add__(self, o):\n        return P(self.v + o.v)\n"
        "def f():\n    p = P(1) + P(2)\n    p.v += 5\n    return p.double, P.kind",
        "f()",
    ),
    "private names": (
        "class S:\n    def __init__(self):\n        self.__items = []\n    def push(self, x):\n        self.__items.append(x)\n"
        "        return len(self.__items)\ndef f():\n    s = S()\n    s.push(1)\n    return s.push(2)",
        "f()",
    ),
    "local class": (
        "def f(n):\n    class C:\n        size = n + 1\n        def get(self):\n            return self.size\n"
        "    return C().get()",
        "f(2)",
    ),
    "decorator": (
        "def twice(g):\n    def inner(x):\n        return g(g(x))\n    return inner\n@twice\ndef inc(x):\n    return x + 1\n"
        "def f():\n    return inc(1)",
        "f()",
    ),
    "match": (
        "def f(v):\n    match v:\n        case []:\n            return 'empty'\n        case [x] if x > 5:\n"
        "            return 'big'\n        case [x, *rest]:\n            return x, rest\n        case {'k': 1}:\n"
        "            return 'map'\n        case _:\n            return None",
        "f([1, 2])",
    ),
    "match none": (
        "def f(v):\n    match v:\n        case 1:\n            v = 2\n        case 3 | 4:\n            v = 5\n    return v",
        "f(9)",
    ),
    "walrus": ("def f(a):\n    if (n := len(a)) > 1:\n        return n\n    return -n", "f([1, 2])"),
    "delete": ("def f(a):\n    x = 1\n    del x, a[0]\n    return a", "f([1, 2])"),
    "slices": ("def f(a):\n    a[1:3] = [9]\n    b = a[::-1]\n    b[0] += 1\n    return a[-1:], b", "f([1, 2, 3, 4])"),
    "comprehensions": (
        "def f(a):\n    x = 'kept'\n    b = [x * 2 for x in a if x]\n    d = {k: [j for j in range(k)] for k in b}\n"
        "    s = sum(v for v in b)\n    return b, d, s, x, {y for y in a}",
        "f([1, 0, 2])",
    ),
    "lambda": (
        "def f(a):\n    g = lambda x, k=len(a): x * k\n    return sorted(a, key=lambda v: -v), g(2)",
        "f([1, 3, 2])",
    ),
    "format": ("def f(x, w):\n    print(f'{x!r:>{w}} {x + 1:03d}', end='')\n    return f'{x}'", "f(5, 4)"),
    "star call": ("def g(*a, **k):\n    return a, k\ndef f(a):\n    return g(*a, 1, **{'z': 2}, y=3)", "f([7])"),
    "locals": ("def f(a):\n    b = a\n    return sorted(locals())", "f(1)"),
    "conversion of truth": (
        "class T:\n    def __init__(self):\n        self.n = 0\n    def __bool__(self):\n        self.n += 1\n"
        "        return self.n < 3\ndef f():\n    t = T()\n    while t:\n        pass\n    return t.n",
        "f()",
    ),
    "own iterator": (
        "class It:\n    def __init__(self):\n        self.n = 0\n    def __iter__(self):\n        return self\n    def __next__(self):\n"
        "        self.n += 1\n        if self.n > 2:\n            raise StopIteration\n        return self.n\ndef f():\n"
        "    return [x for x in It()], sum(It())",
        "f()",
    ),
    "nothing": ("def f():\n    '''doc'''\n    pass\n    ...\n    x: int\n    y: int = 1\n    import math", "f()"),
    "aliases": (
        "def f(a):\n    b = a\n    b.append(3)\n    c = [[0] * 2] * 2\n    c[0][1] = 5\n    return a, c",
        "f([1])",
    ),
    "type error in a loop": ("def f(x):\n    for i in x:\n        pass", "f(3)"),
}
SCRIPTS: dict[str, tuple[str, str]] = {
    "sum": ("n = int(input())\nt = 0\nfor _ in range(n):\n    t += int(input())\nprint(t)", "2\n3\n4\n"),
    "sys.stdin": (
        "import sys\na, b = map(int, sys.stdin.readline().split())\nif a < b: print(a)\nelse: print(b)",
        "4 3\n",
    ),
    "main": (
        "def main():\n    print(sum(map(int, input().split())))\nif __name__ == '__main__':\n    main()",
        "1 2 3\n",
    ),
    "future": ("from __future__ import annotations\nx: int = 1\nprint(x)", ""),
    "documented": ('"""What it does."""\nprint(__doc__)', ""),
    "failing": ("x = [1]\nprint(x[0])\nx[3]", ""),
    "class at the top": ("class A:\n    n = 1\n    def go(self):\n        return self.n\nprint(A().go())", ""),
    "exit": ("import sys\nprint(1)\nsys.exit()\nprint(2)", ""),
}


def _run(mode: Mode, code: str, call: str | None, stdin: str | None, limits: Limits | None = None) -> Reply:
    job = Job(mode, dedent(code), call=call, stdin=stdin, limits=limits or Limits())
    return reply_from_json(json.loads(json.dumps(_runner.run(job_to_json(job)))))


def _log(code: str, call: str | None = None, stdin: str | None = None) -> WitnessLog:
    reply = _run(Mode.WITNESS, code, call, stdin)
    assert reply.status.usable, reply.reason
    return read_witness(reply.payload, dedent(code))


CASES = [
    *(pytest.param(code, call, None, id=name) for name, (code, call) in PROGRAMS.items()),
    *(pytest.param(code, None, stdin, id=name) for name, (code, stdin) in SCRIPTS.items()),
]


@pytest.mark.parametrize(("code", "call", "stdin"), CASES)
def test_the_program_means_the_same(code: str, call: str | None, stdin: str | None) -> None:
    plain, witnessed = _run(Mode.RUN, code, call, stdin), _run(Mode.WITNESS, code, call, stdin)
    assert (witnessed.status, witnessed.output) == (plain.status, plain.output), witnessed.reason


@pytest.mark.parametrize(("code", "call", "stdin"), CASES)
def test_the_log_agrees_with_the_tracer(code: str, call: str | None, stdin: str | None) -> None:
    events, frames = read_payload(_run(Mode.TRACE, code, call, stdin).payload)
    log = _log(code, call, stdin)
    assert [(a.function, a.caller, a.depth, a.line) for a in log.activations] == [
        (f.function, f.caller, f.depth, f.line) for f in frames
    ]
    assert [(s.frame, s.statement) for s in log.steps if s.kind is StepKind.VISIT] == [
        (e.frame, e.statement) for e in events if e.kind is EventKind.LINE
    ]
    for kind, of in ((StepKind.YIELD, EventKind.YIELD), (StepKind.LEAVE, EventKind.RETURN)):
        assert [(s.frame, s.value) for s in log.steps if s.kind is kind] == [
            (e.frame, e.value) for e in events if e.kind is of
        ]
    # A generator that is thrown away at its `yield` is no event for the witness.
    unwound = [e for e in events if e.kind is EventKind.UNWIND and e.value != "GeneratorExit: "]
    assert [s.frame for s in log.steps if s.kind is StepKind.UNWIND] == [e.frame for e in unwound]
    assert "".join(s.printed for s in log.steps) == "".join(e.printed for e in events)
    assert "".join(s.read for s in log.steps) == "".join(e.read for e in events)
    for frame in range(len(frames)):
        final: dict[str, str | None] = {}
        for event in events:
            if event.frame == frame:
                final |= {c.path: c.after for c in event.changes if c.path == c.name}
        states = [s.after for s in log.steps if s.frame == frame]
        for name, value in final.items():
            seen = [state[name] for state in states if name in state]
            assert value is None or value in seen, (name, value)


def test_states_values_and_outcomes_are_those_of_each_visit() -> None:
    log = _log(
        "def f(a):\n    t = 0\n    for x in a:\n        if x > 1:\n            t += x * 2\n    return t", "f([1, 3])"
    )
    lines = [(s.line, s.outcome, s.after.get("t"), s.after.get("x")) for s in log.told()]
    assert lines == [
        (2, None, "0", None),
        (3, True, "0", "1"),
        (4, False, "0", "1"),
        (3, True, "0", "3"),
        (4, True, "0", "3"),
        (5, None, "6", "3"),
        (3, False, "6", "3"),
        (6, None, "6", "3"),
    ]
    product = next(s for s in log.told() if s.line == 5)
    assert list(product.values.values()) == ["6"]
    assert product.changed == {"t"}
    assert [log.statements[i].line for i in (log.following[s.position] for s in log.told()) if i >= 0] == [
        3, 4, 3, 4, 5, 3, 6,
    ]  # fmt: skip


def test_each_operand_that_was_evaluated_has_its_value_and_no_other() -> None:
    log = _log("def f(a, n):\n    if n < len(a) and a[n] > 1:\n        return 1\n    return 0", "f([5], 3)")
    test = log.told()[0]
    assert sorted(v for v in test.values.values() if v) == ["1", "False", "False"]


def test_a_change_of_a_large_value_is_written_small() -> None:
    code = "def f(n):\n    a = list(range(n))\n    a[n // 2] = 0\n    return len(a)"
    reply = _run(Mode.WITNESS, code, "f(300)", None)
    sizes = [len(json.dumps(entry)) for entry in reply.payload["log"] if entry[0] == "done"]
    assert max(sizes[1:]) < 120 < sizes[0]
    log = read_witness(reply.payload, code)
    assert json.loads(log.steps[-1].before["a"]) == [*range(150), 0, *range(151, 300)]


def test_a_log_is_the_same_in_every_run() -> None:
    code = "def f():\n    s = {'b', 'a', 'c'}\n    return sorted(s)"
    assert _run(Mode.WITNESS, code, "f()", None).payload == _run(Mode.WITNESS, code, "f()", None).payload


@pytest.mark.parametrize(
    ("code", "limits", "status"),
    [
        ("def f():\n    while True:\n        pass", Limits(lines=50), Status.LINE_LIMIT),
        (
            "def f():\n    while True:\n        try:\n            x = 1\n        except BaseException:\n            pass",
            Limits(lines=50),
            Status.LINE_LIMIT,
        ),
        ("def f():\n    x = 'a' * 500\n    return 1", Limits(value_characters=100), Status.VALUE_LIMIT),
        ("def f():\n    for i in range(99):\n        x = 'a' * i", Limits(trace_bytes=900), Status.TRACE_LIMIT),
    ],
)
def test_a_run_beyond_a_limit_ends_with_its_name(code: str, limits: Limits, status: Status) -> None:
    assert _run(Mode.WITNESS, code, "f()", None, limits).status is status


def test_a_long_passing_value_is_left_out_but_not_fatal() -> None:
    code = "def f():\n    return len(list(range(500)))"
    reply = _run(Mode.WITNESS, code, "f()", None, Limits(value_characters=100))
    values = read_witness(reply.payload, code).told()[0].values
    assert None in values.values()
    assert "500" in values.values()


@pytest.mark.parametrize(
    "payload", [None, {}, {"frames": [], "log": [["done", 0]]}, {"frames": [[-1, -1, 0]], "log": [["x", 0]]}]
)
def test_a_forged_payload_is_refused(payload: object) -> None:
    with pytest.raises(ValueError, match="malformed|StepKind"):
        read_witness(payload, "x = 1")
