"""Inputs from a generator that comes with a program: strangers' code too, so it runs in the jail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracepile.errors import InvalidCallError
from tracepile.execution import Executor, Job, Limits, Mode, Reply
from tracepile.execution._runner import parse_call
from tracepile.execution.values import ValueLimitError, parse, render_value
from tracepile.inputs.trials import COSTLY
from tracepile.records import Case, Program

_WAVE = 4

_DRAW = """

def tracepile_draw(seed):
    import random
    return generate_inputs(random.Random(seed))
"""


def drawn_cases(
    program: Program, generator: str, *, jail: Executor, seed: str, count: int, limits: Limits
) -> tuple[list[Case], str]:
    """Draw inputs with `generate_inputs(rng)`, which gives arguments by name (a dict) or in order (a tuple).

    Each draw has a `random.Random` of its own, seeded with text, so that a draw does not depend on how many there are.

    Args:
        program: the function to call.
        generator: source text that defines `generate_inputs`.
        jail: where the generator runs.
        seed: draws the inputs.
        count: how many draws.
        limits: what one draw may use.

    Returns:
        The distinct cases in the order of the draws, and what was wrong with the first draw that gave none.
    """
    calls = [f"tracepile_draw({f'generator:{seed}:{program.id}:{number}'!r})" for number in range(count)]
    found: dict[str, Case] = {}
    problem = ""
    for reply in _replies([Job(Mode.RUN, generator + _DRAW, call=call, limits=limits) for call in calls], jail):
        if reply.output.exception is not None:
            error = reply.output.exception
            problem = problem or f"the generator raised {error.type}: {error.message}"
        elif not reply.status.usable or reply.output.returned is None:
            problem = problem or f"the generator could not be used: {reply.status} {reply.reason}".rstrip()
        else:
            call = _call(program.entry_point or "", reply.output.returned)
            if call is None:
                problem = problem or f"the generator gave {reply.output.returned[:80]}, no dict or tuple of literals"
            else:
                found.setdefault(call, Case(program.id, call=call))
    return list(found.values()), problem


def _replies(jobs: list[Job], jail: Executor) -> Iterator[Reply]:
    """Run the draws, one before the others, and no more after a wave in which one cost seconds."""
    for wave in (jobs[:1], jobs[1:_WAVE], jobs[_WAVE:]):
        replies = list(jail.execute(wave))
        yield from replies
        if any(reply.status in COSTLY for reply in replies):
            return


def _call(function: str, returned: str) -> str | None:
    try:
        match parse(returned):
            case dict() as named:
                parts = [f"{_name(name)}={render_value(value)}" for name, value in named.items()]
            case tuple() as values:
                parts = [render_value(value) for value in values]
            case _:
                return None
        call = f"{function}({', '.join(parts)})"
        parse_call(call)
    except (ValueError, ValueLimitError, RecursionError, InvalidCallError):
        return None
    return call


def _name(name: Any) -> str:
    if not isinstance(name, str) or not name.isidentifier():
        raise ValueError(f"{name!r} cannot name a parameter")
    return name
