"""Fresh inputs of a program, from the generator of the source that it came from."""

from __future__ import annotations

from tracepile.records import Case, Program
from tracepile.sources import classical, competition


def fresh_cases(program: Program, seed: str, count: int) -> tuple[Case, ...]:
    """Give up to `count` cases drawn from the seed; none where the program's source has no generator.

    Programs of `classical/<name>` and `competition/<slug>` have one, and so have rewrites of them: a call is
    made on the program's own entry point.
    """
    family, _, name = program.source.partition("/")
    if family == "classical" and name in classical.ALGORITHMS:
        calls = _distinct_calls(name, seed, count)
        return tuple(Case(program.id, call=called_as(call, program.entry_point)) for call in calls)
    if family == "competition" and name in competition.PROBLEMS:
        inputs = competition.fresh_inputs(name, seed, count)
        return tuple(Case(program.id, stdin=text) for text in inputs)
    return ()


def called_as(call: str, entry_point: str | None) -> str:
    """Give the call with another function's name: `gcd(4, 6)` as `f` is `f(4, 6)`."""
    _, parenthesis, arguments = call.partition("(")
    return call if entry_point is None else f"{entry_point}{parenthesis}{arguments}"


def _distinct_calls(name: str, seed: str, count: int) -> tuple[str, ...]:
    """Give `count` calls, or fewer where the algorithm does not have so many distinct inputs."""
    while count > 0:
        try:
            return classical.fresh_calls(name, seed, count)
        except ValueError:
            count //= 2
    return ()
