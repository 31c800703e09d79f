"""Runs of the classical programs, to be compared with answers from elsewhere."""

import ast
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tracepile.sources.classical import ALGORITHMS
from tracepile.sources.classical.algorithm import SIZES, Algorithm

INPUTS_PER_SIZE = 12
REFUSALS = (ValueError, ZeroDivisionError, OverflowError)


@dataclass(frozen=True)
class Result:
    """What a call gave or raised, and its arguments afterwards, all as text."""

    returned: str | None
    raised: str | None
    arguments: str


def arguments_of(call: str) -> list[object]:
    expression = ast.parse(call, mode="eval").body
    assert isinstance(expression, ast.Call)
    return [ast.literal_eval(argument) for argument in expression.args]


def result_of(function: Callable[..., object], arguments: list[object]) -> Result:
    try:
        returned, raised = repr(function(*arguments)), None
    except REFUSALS as err:
        returned, raised = None, type(err).__name__
    return Result(returned, raised, repr(arguments))


def calls_of(algorithm: Algorithm) -> Iterator[str]:
    yield from algorithm.edge_cases
    rng = random.Random(f"reference:{algorithm.name}")
    for size in SIZES:
        for _ in range(INPUTS_PER_SIZE):
            yield algorithm.generate(rng, size)


def entry_function(algorithm: Algorithm) -> Callable[..., object]:
    namespace: dict[str, Callable[..., object]] = {}
    exec(compile(algorithm.code, algorithm.file, "exec"), namespace)
    return namespace[algorithm.entry_point]


@pytest.fixture
def entry_of() -> Callable[[Algorithm], Callable[..., object]]:
    """The function that a program's calls go to."""
    return entry_function


@pytest.fixture
def agrees() -> Callable[[str, Callable[..., object]], None]:
    """A check that a program returns, raises and does to its arguments what a reference does, on all inputs."""

    def check(name: str, reference: Callable[..., object]) -> None:
        algorithm = ALGORITHMS[name]
        entry = entry_function(algorithm)
        for call in calls_of(algorithm):
            assert result_of(entry, arguments_of(call)) == result_of(reference, arguments_of(call)), call

    return check


@pytest.fixture
def satisfies() -> Callable[[str, Callable[..., bool]], None]:
    """A check that `accepts(*arguments, returned)` holds of a program that leaves its arguments as they were."""

    def check(name: str, accepts: Callable[..., bool]) -> None:
        algorithm = ALGORITHMS[name]
        entry = entry_function(algorithm)
        for call in calls_of(algorithm):
            arguments = arguments_of(call)
            returned = entry(*arguments)
            assert arguments == arguments_of(call), call
            assert accepts(*arguments, returned), (call, returned)

    return check
