"""What the narrator works out is what Python gives, and what it cannot know it does not claim."""

from __future__ import annotations

import ast
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile.execution.values import render_value
from tracepile.narration.evaluation import Evaluator, UnknownValueError
from tracepile.narration.replay import FrameState
from tracepile.narration.unfolding import unfold
from tracepile.records import Change, Event, EventKind, How

ARITHMETIC = "+ - * / // % & | ^ << >>".split()
RELATIONS = "< <= == != in and or".split()
VARIABLES = {
    "a": 7,
    "b": -3,
    "x": 2.5,
    "s": "abc",
    "xs": [4, 9, 1],
    "d": {"k": 5, 2: 6},
    "t": (1, 2),
    "e": [],
    "pair": ([1, 7], [2]),
    "q": {8, 0},
}


def state(variables: dict[str, object]) -> FrameState:
    changes = tuple(Change(name, None, render_value(value), How.BOUND) for name, value in variables.items())
    return FrameState().after(Event(0, EventKind.CALL, 1, -1, 0, 0, changes))


def evaluator(returns: tuple[tuple[str, object], ...] = ()) -> Evaluator:
    return Evaluator(state(VARIABLES), frozenset({"fib"}), returns)


def expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


names = st.sampled_from(["a", "b", "x", "s", "xs", "d", "t", "e", "3", "'z'", "True", "None"])
expressions = st.recursive(
    names,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(ARITHMETIC), inner).map(lambda p: f"({' '.join(p)})"),
        st.tuples(inner, st.sampled_from(RELATIONS), inner).map(lambda p: f"({' '.join(p)})"),
        st.tuples(inner, inner).map(lambda p: f"{p[0]}[{p[1]}]"),
        st.tuples(inner, inner).map(lambda p: f"max({p[0]}, {p[1]})"),
        inner.map(lambda p: f"len({p})"),
        inner.map(lambda p: f"(not {p})"),
        inner.map(lambda p: f"sorted({p})"),
        inner.map(lambda p: f"[v for v in {p} if v]"),
    ),
    max_leaves=6,
)


@given(expressions)
def test_what_is_worked_out_is_what_python_gives(text: str) -> None:
    try:
        worked_out = evaluator().evaluate(expression(text))
    except UnknownValueError:
        return
    assert render_value(worked_out) == render_value(eval(text, {"math": math}, dict(VARIABLES)))


@pytest.mark.parametrize(
    "text",
    [
        "unknown",
        "fib(3)",
        "open('x')",
        "xs.append(1)",
        "xs.pop()",
        "lambda: 1",
        "9 ** 9999",
        "'a' * 10**9",
        "a is b",
        "1 / 0",
        "list(q)",
        "[v for v in q]",
        "enumerate(q)",
        "[*q]",
    ],
)
def test_what_cannot_be_known_is_not_claimed(text: str) -> None:
    with pytest.raises(UnknownValueError):
        evaluator().evaluate(expression(text))


def test_a_defaultdict_is_not_asked_for_what_it_would_make() -> None:
    frame = state({"d": {}})
    frame = frame.after(Event(1, EventKind.LINE, 1, 0, 0, 0, (Change("d", "{}", "defaultdict(int, {})", How.REBOUND),)))
    with pytest.raises(UnknownValueError):
        Evaluator(frame, frozenset(), ()).evaluate(expression("d['x']"))


STAGES = {
    "a + b * 2": ["7 + -3 * 2", "7 + -6", "1"],
    "xs[a - 6] + xs[0]": ["xs[1] + xs[0]", "9 + 4", "13"],
    "len(xs)": ["3"],
    "max(a, len(s))": ["max(7, 3)", "7"],
    "s.upper()": ["'abc'.upper()", "'ABC'"],
    "xs[1:]": ["[9, 1]"],
    "a if a > b else xs[9]": ["7"],
    "[v * 2 for v in xs]": ["[8, 18, 2]"],
    "f'{a}!'": ["'7!'"],
    "math.gcd(a * 2, 21)": ["math.gcd(7 * 2, 21)", "math.gcd(14, 21)", "7"],
    "d['k'] + t[1]": ["5 + 2", "7"],
    "a": ["7"],
}


@pytest.mark.parametrize("text", STAGES)
def test_stages_of_an_expression(text: str) -> None:
    unfolding = unfold(expression(text), evaluator())
    assert [*unfolding.stages, unfolding.value] == STAGES[text]


def test_results_of_the_programs_own_calls_are_put_in_in_order() -> None:
    unfolding = unfold(expression("fib(a) + fib(b)"), evaluator((("fib", 13), ("fib", 2))))
    assert [*unfolding.stages, unfolding.value] == ["13 + 2", "15"]


PATHS = {
    "xs[1]": ("8", "[4, 8, 1]"),
    "xs[3]": ("5", "[4, 9, 1, 5]"),
    "d['k']": ("[1]", "{'k': [1], 2: 6}"),
    "d['new']": ("0", "{'k': 5, 2: 6, 'new': 0}"),
    "pair[0][1]": ("8", "([1, 8], [2])"),
}


@pytest.mark.parametrize("path", PATHS)
def test_the_replayed_state_follows_paths(path: str) -> None:
    after, whole = PATHS[path]
    before = state(VARIABLES)
    changed = before.after(Event(1, EventKind.LINE, 1, 0, 0, 0, (Change(path, None, after, How.BOUND),)))
    assert changed.text(path.partition("[")[0]) == whole
    assert before.text("xs") == "[4, 9, 1]"
