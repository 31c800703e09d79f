"""What the tracer sees: tiny programs beside the events that matter, one per line.

A line reads `line: changes`, indented by depth; `->` is a return, `!` a raise, `^` a frame left by an exception,
`~>` a yield, `+` a call, `..` a generator that goes on.
"""

from __future__ import annotations

import itertools
import json
import textwrap
from typing import Any

import pytest

from tracepile.execution._child import encoded
from tracepile.execution._runner import run
from tracepile.execution.jobs import Job, Limits, Mode, job_to_json
from tracepile.execution.payloads import read_payload
from tracepile.records import Change, Event, EventKind, How, Status

MARKS = {
    EventKind.CALL: "+",
    EventKind.RETURN: "->",
    EventKind.RAISE: "!",
    EventKind.UNWIND: "^",
    EventKind.YIELD: "~>",
    EventKind.RESUME: "..",
}


def reply(code: str, call: str | None = None, stdin: str | None = None, limits: Limits | None = None) -> dict[str, Any]:
    """Trace a program of our own in this process."""
    job = Job(Mode.TRACE, textwrap.dedent(code).lstrip(), call=call, stdin=stdin, limits=limits or Limits())
    answer: dict[str, Any] = json.loads(encoded(run(job_to_json(job))))
    return answer


def shown(change: Change) -> str:
    if change.how is How.UNBOUND:
        return f"del {change.path}"
    if change.before == change.after:
        return f"{change.path}=={change.after}"
    return f"{change.path}={change.after}"


def story(event: Event) -> str:
    """One event as the tables below write it."""
    mark = "" if event.kind is EventKind.LINE else f" {MARKS[event.kind]}"
    parts = [shown(change) for change in event.changes]
    if event.value is not None:
        parts.append(event.value)
    if event.printed:
        parts.append(f"prints {event.printed!r}")
    if event.read:
        parts.append(f"reads {event.read!r}")
    told = f" {', '.join(parts)}" if parts else ""
    return f"{'  ' * event.depth}{event.line}:{mark}{told}"


def traced(code: str, call: str | None = None, stdin: str | None = None) -> list[str]:
    events, _ = read_payload(reply(code, call, stdin)["payload"])
    return [story(event) for event in events]


TABLE = {
    "names of two underscores are names like others": (
        """
        for __ in range(1):
            __x = __
        """,
        None,
        ["1: +", "1: __=0", "2: __x=0", "1:", "1: -> None"],
    ),
    "an entry that a look-up makes, and what a class body changes, belong to their statements": (
        """
        from collections import defaultdict
        def f(a):
            d = defaultdict(int)
            if d[3]:
                pass
            class C:
                b = a.append(d[4])
            print(1)
        """,
        "f([])",
        [
            "2: + a=[]",
            "3: d=defaultdict(int, {})",
            "4: d[3]=0",
            "6: a[0]=0, C=<class C>, d[4]=0",
            "8: prints '1\\n'",
            "8: -> None",
        ],
    ),
    "names are bound, rebound, stored again and deleted": (
        """
        def f(x):
            y = x
            y = y + 1
            y = 4
            del y
        """,
        "f(3)",
        ["1: + x=3", "2: y=3", "3: y=4", "4: y==4", "5: del y", "5: -> None"],
    ),
    "a frame of a recursive call is its own": (
        """
        def f(n):
            if n == 0:
                return 0
            m = f(n - 1)
            return m + n
        """,
        "f(1)",
        ["1: + n=1", "2:", "4: m=0", "  1: + n=0", "  2:", "  3:", "  3: -> 0", "5:", "5: -> 1"],
    ),
    "elements change by path, growth and loss at the end by index": (
        """
        def f(dp):
            dp[1][0] = 7
            dp.append([1])
            dp.pop()
            dp[0][0] = 0
        """,
        "f([[0], [0]])",
        ["1: + dp=[[0], [0]]", "2: dp[1][0]=7", "3: dp[2]=[1]", "4: del dp[2]", "5:", "5: -> None"],
    ),
    "an alias and a callee's mutation are seen in every name": (
        """
        def g(a):
            a[0] = 9

        def f():
            x = [1]
            y = x
            g(y)
        """,
        "f()",
        [
            "4: +",
            "5: x=[1]",
            "6: y=[1]",
            "7: x[0]=9, y[0]=9",
            "  1: + a=[1]",
            "  2: a[0]=9",
            "  2: -> None",
            "7: -> None",
        ],
    ),
    "a reordered list is one change": (
        """
        def f(xs):
            xs.sort()
            xs[0], xs[1] = xs[1], xs[0]
        """,
        "f([4, 3, 2, 1])",
        ["1: + xs=[4, 3, 2, 1]", "2: xs=[1, 2, 3, 4]", "3: xs[0]=2, xs[1]=1", "3: -> None"],
    ),
    "a loop's header is visited once more than its body, and stores nothing at the end": (
        """
        def f():
            for i in range(2):
                pass
        """,
        "f()",
        ["1: +", "2: i=0", "3:", "2: i=1", "3:", "2:", "2: -> None"],
    ),
    "while True keeps its visits": (
        """
        def f(n):
            while True:
                n -= 1
                if n < 0:
                    break
        """,
        "f(1)",
        ["1: + n=1", "2:", "3: n=0", "4:", "2:", "3: n=-1", "4:", "5:", "5: -> None"],
    ),
    "while True keeps its visits inside a class too": (
        """
        class C:
            def m(self):
                while True:
                    return 1

        def f():
            return C().m()
        """,
        "f()",
        ["6: +", "7:", "  2: + self=C()", "  3:", "  4:", "  4: -> 1", "7: -> 1"],
    ),
    "statements that share a line, and one that spans lines, are one event each": (
        """
        def f(xs):
            for x in xs: y = x; z = y
            return max(
                y,
                z,
            )
        """,
        "f([1, 2])",
        ["1: + xs=[1, 2]", "2: x=1", "2: y=1", "2: z=1", "2: x=2", "2: y=2", "2: z=2", "2:", "3:", "3: -> 2"],
    ),
    "comprehension variables do not leak, even where a name is used twice": (
        """
        def f():
            x = 5
            a = [x * x for x in range(3)]
            return a, x
        """,
        "f()",
        ["1: +", "2: x=5", "3: a=[0, 1, 4]", "4:", "4: -> ([0, 1, 4], 5)"],
    ),
    "generators yield, go on and end": (
        """
        def g():
            x = yield 1
            yield x

        def f():
            it = g()
            next(it)
            return it.send(8)
        """,
        "f()",
        [
            "5: +",
            "6: it=<generator>",
            "7:",
            "  1: +",
            "  2: x=8",
            "  2: ~> 1",
            "8:",
            "  2: ..",
            "  3:",
            "  3: ~> 8",
            "8: -> 8",
        ],
    ),
    "exceptions are raised, pass frames, and are caught": (
        """
        def g():
            raise ValueError("no")

        def f():
            try:
                g()
            except KeyError:
                pass
            except ValueError as e:
                x = 1
        """,
        "f()",
        [
            "4: +",
            "5:",
            "6:",
            "  1: +",
            "  2:",
            "  2: ! ValueError: no",
            "  2: ^ ValueError: no",
            "6: ! ValueError: no",
            "7:",
            "9: e=ValueError('no')",
            "10: x=1",
            "10: -> None",
        ],
    ),
    "a loop over an exhausted iterator raises nothing": (
        """
        class Two:
            def __init__(self):
                self.n = 0
            def __iter__(self):
                return self
            def __next__(self):
                if self.n:
                    raise StopIteration
                self.n += 1
                return self.n

        def f():
            for x in Two():
                y = x
            return y
        """,
        "f()",
        [
            "12: +",
            "13: x=1",
            "  2: + self=Two()",
            "  3: self.n=0",
            "  3: -> None",
            "  4: + self=Two(n=0)",
            "  5:",
            "  5: -> Two(n=0)",
            "  6: + self=Two(n=0)",
            "  7:",
            "  9: self.n=1",
            "  10:",
            "  10: -> 1",
            "14: y=1",
            "13:",
            "  6: + self=Two(n=1)",
            "  7:",
            "  8:",
            "  8: ! StopIteration: ",
            "  8: ^ StopIteration: ",
            "15:",
            "15: -> 1",
        ],
    ),
    "globals and enclosing names that a function rebinds": (
        """
        total = 1

        def f():
            global total
            n = 0
            def g():
                nonlocal n
                n = 2
            total += 5
            g()
        """,
        "f()",
        [
            "3: + total=1",
            "5: n=0",
            "6: g=<function g>",
            "9: total=6",
            "10: n=2",
            "  6: + n=0",
            "  8: n=2",
            "  8: -> None",
            "10: -> None",
        ],
    ),
    "finally runs on the way out": (
        """
        def f():
            try:
                return 1
            finally:
                x = 2
        """,
        "f()",
        ["1: +", "2:", "3:", "5: x=2", "5: -> 1"],
    ),
    "match tries its cases": (
        """
        def f(v):
            match v:
                case [a, b] if a > b:
                    return a
                case {"k": c}:
                    return c
        """,
        "f({'k': 3})",
        ["1: + v={'k': 3}", "2:", "3:", "5: c=3", "6:", "6: -> 3"],
    ),
    "sets are sorted, objects have no address": (
        """
        class P:
            def __repr__(self):
                raise RuntimeError
        def f():
            s = {3, 1, "b", 2}
            p = P()
            p.x = len
        """,
        "f()",
        ["4: +", "5: s={1, 2, 3, 'b'}", "6: p=P()", "7: p.x=<function len>", "7: -> None"],
    ),
}


@pytest.mark.parametrize("behaviour", TABLE)
def test_events(behaviour: str) -> None:
    code, call, expected = TABLE[behaviour]
    assert traced(code, call) == expected


def test_a_program_that_reads_and_prints() -> None:
    code = """
    import sys
    n = int(input())
    print(n, end="")
    rest = sys.stdin.read().split()
    """
    assert traced(code, stdin="4\na b\n") == [
        "1: +",
        "1: sys=<module sys>",
        "2: n=4, reads '4\\n'",
        "3: prints '4'",
        "4: rest=['a', 'b'], reads 'a b\\n'",
        "4: -> None",
    ]


def test_names_of_one_object_carry_one_number() -> None:
    events, _ = read_payload(reply("def f(a):\n    b = a\n    c = [1]\n", "f([1])")["payload"])
    numbers = {change.path: change.object for event in events for change in event.changes}
    assert numbers["a"] == numbers["b"]
    assert numbers["c"] != numbers["a"]


def test_frames_say_who_called_whom() -> None:
    code = "def g():\n    def h():\n        pass\n    h()\ndef f():\n    g()\n"
    _, frames = read_payload(reply(code, "f()")["payload"])
    assert [(frame.function, frame.caller, frame.depth) for frame in frames] == [
        ("f", -1, 0),
        ("g", 0, 1),
        ("g.h", 1, 2),
    ]


LIMITED = {
    "an endless loop": ("def f():\n    while True:\n        pass\n", Limits(lines=500), Status.LINE_LIMIT),
    "one that catches everything": (
        "def f():\n    while True:\n        try:\n            while True:\n                x = 1\n"
        "        except BaseException:\n            break\n",
        Limits(lines=500),
        Status.LINE_LIMIT,
    ),
    "a large value": ("def f():\n    return list(range(5000))\n", Limits(value_characters=100), Status.VALUE_LIMIT),
    "a large trace": (
        "def f():\n    for i in range(99):\n        x = [i] * 20\n",
        Limits(trace_bytes=500),
        Status.TRACE_LIMIT,
    ),
    "much output": ("def f():\n    print('x' * 99)\n", Limits(output_characters=10), Status.OUTPUT_LIMIT),
    "a large integer": ("def f():\n    return 9 ** 99999\n", Limits(), Status.VALUE_LIMIT),
    "a syntax error": ("def f(:\n", Limits(), Status.INVALID_PROGRAM),
    "a missing function": ("x = 1\n", Limits(), Status.INVALID_CALL),
    "no tracing any more": (
        "import sys\ndef f():\n    sys.settrace(None)\n    return 1\n",
        Limits(),
        Status.TAMPERED,
    ),
    "a forged tracer": (
        "import sys\ndef f():\n    sys.settrace(lambda *a: None)\n    return 1\n",
        Limits(),
        Status.TAMPERED,
    ),
}


@pytest.mark.parametrize("program", LIMITED)
def test_what_is_not_usable_says_why(program: str) -> None:
    code, limits, status = LIMITED[program]
    answer = reply(code, "f()", limits=limits)
    assert (answer["status"], bool(answer["reason"])) == (status, True)


def test_events_leave_nothing_out_between_calls_and_returns() -> None:
    events, frames = read_payload(reply("def f(n):\n    return 1 if n < 2 else n * f(n - 1)\n", "f(6)")["payload"])
    entered = [event.frame for event in events if event.kind is EventKind.CALL]
    left = [event.frame for event in events if event.kind is EventKind.RETURN]
    assert entered == sorted(left) == [frame.number for frame in frames]
    assert all(later.seq == earlier.seq + 1 for earlier, later in itertools.pairwise(events))
