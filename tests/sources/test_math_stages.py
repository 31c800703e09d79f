"""Stories told in stages: forms become code, and a story follows its value by two routes."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tracepile.sources.math.stages import (
    Ask,
    Opening,
    Stage,
    count_asks,
    count_stages,
    draw_ask,
    draw_stages,
    last_value,
    opposite,
    tell_stages,
)

DOUBLE = Stage[int]("It is doubled.", ("{x} = {x} * 2",), lambda n: n * 2, lambda n: n + n, after="doubled")
RAISE = Stage[int](
    "It is raised by 5.",
    ("{x} = {x} + {raise_by}",),
    lambda n: n + 5,
    lambda n: sum((n, 5)),
    (("raise_by", 5),),
    "raised",
)
SPREAD = Stage[int](
    "It is raised by its 7 parts.",
    ("for {part} in range({parts}):\n    {x} += {part}",),
    lambda n: n + 21,
    lambda n: n + sum(range(7)),
)
VALUE = Ask[int]("What is it?", ("return {x}",), int, int)


def run(code: str) -> Any:
    namespace: dict[str, Any] = {}
    exec(code, namespace)
    return namespace["solution"]()


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("a == b", "a != b"),
        ("a != b", "a == b"),
        ("n % 3 > 0", "n % 3 <= 0"),
        ("n <= m", "n > m"),
        ('"AA" not in code', '"AA" in code'),
        ('"AB" in code', '"AB" not in code'),
        ("a > 0 and b > 0", "not (a > 0 and b > 0)"),
        ("all(n > 0 for n in row)", "not all(n > 0 for n in row)"),
        ("found", "not found"),
    ],
)
def test_the_opposite_of_a_test(test: str, expected: str) -> None:
    assert opposite(test) == expected


@pytest.mark.parametrize("seed", range(12))
def test_a_story_and_its_program_follow_the_same_stages(seed: int) -> None:
    opening = Opening("Let N be 4.", "number", 4, 4, (("parts", 7),))
    problem = tell_stages(Random(seed), opening, [RAISE, DOUBLE, SPREAD], VALUE)
    assert problem.statement == "Let N be 4. It is raised by 5. It is doubled. It is raised by its 7 parts. What is it?"
    assert run(problem.code) == problem.answer == problem.check == 39
    assert "    parts = 7\n" in problem.code and "    raise_by = 5\n" in problem.code


def test_a_quantity_that_no_form_uses_is_not_assigned() -> None:
    opening = Opening("Let N be 4.", "number", 4, 4, (("parts", 7),))
    assert "parts" not in tell_stages(Random(1), opening, [RAISE], VALUE).code


def test_fresh_names_are_bound_only_where_every_stage_allows_them() -> None:
    opening = Opening("Let N be 4.", "number", 4, 4, (("parts", 7),))
    plain = [tell_stages(Random(seed), opening, [RAISE, DOUBLE], VALUE).code for seed in range(40)]
    looped = [tell_stages(Random(seed), opening, [RAISE, SPREAD], VALUE).code for seed in range(40)]
    assert any("doubled = raised * 2" in code for code in plain) and any("number *= 2" in code for code in plain)
    assert not any("raised" in code for code in looped)


def test_only_the_functions_that_are_called_are_written() -> None:
    functions = {"twice": "def twice(n):\n    return 2 * n", "half": "def half(n):\n    return n // 2"}
    stage = Stage[int]("It is doubled.", ("{x} = twice({x})",), lambda n: 2 * n, lambda n: n + n)
    opening = Opening("Let N be 4.", "number", 4, 4)
    code = tell_stages(Random(0), opening, [stage, stage], VALUE, functions=functions).code
    assert code.count("def twice") == 1 and "half" not in code and run(code) == 16


def test_two_routes_of_a_stage_that_disagree_are_refused() -> None:
    wrong = Stage[int]("It is doubled.", ("{x} = {x} * 2",), lambda n: n * 2, lambda n: n * 3)
    with pytest.raises(ValueError, match="disagree: 8 and 12"):
        tell_stages(Random(0), Opening("Let N be 4.", "number", 4, 4), [wrong], VALUE)


def test_stages_are_drawn_once_each_and_keep_the_value_in_bounds() -> None:
    impossible = Stage[int]("Never.", ("{x} = 0",), lambda _n: 0, lambda _n: 0, possible=False)
    for seed in range(20):
        chain = draw_stages(Random(seed), 5, 4, lambda _r, _n: [DOUBLE, RAISE, impossible], lambda n: n < 14)
        assert last_value(4, chain) < 14 and len(chain) == len({stage.told for stage in chain}) <= 2
        assert impossible not in chain


@pytest.mark.parametrize("value", [3, 17, 240])
def test_what_is_asked_and_done_with_a_count_agrees_by_both_routes(value: int) -> None:
    for seed in range(20):
        rng = Random(f"{value}:{seed}")
        chain = draw_stages(rng, 2, value, count_stages, lambda n: n >= 3)
        asks = count_asks(rng, last_value(value, chain), "How many are there?", "the number", "routes")
        problem = tell_stages(rng, Opening("Count.", "count", value, value), chain, draw_ask(rng, asks))
        assert run(problem.code) == problem.check
