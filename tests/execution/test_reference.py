"""Every tracer that there is here says what the reference tracer says: of written, embedded and generated programs.

`TRACEPILE_JUDGED` multiplies how many inputs of embedded programs and how many generated programs are judged.
"""

from __future__ import annotations

import ast
import os
import random
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.execution.judging import judge, judge_generated, traced_by
from tests.execution.reference import ReferenceTracer
from tests.execution.test_tracer import TABLE, story
from tests.execution.test_witness import programs
from tracepile.execution import observation
from tracepile.execution.footprints import footprints
from tracepile.execution.jobs import Limits
from tracepile.execution.payloads import read_payload
from tracepile.execution.tracer import PythonTracer
from tracepile.execution.tracers import TracerFactory, available_tracers
from tracepile.sources.classical import ALGORITHMS
from tracepile.sources.competition import PROBLEMS, SOLUTIONS
from tracepile.sources.math import FAMILIES, math_programs

TIMES = int(os.environ.get("TRACEPILE_JUDGED", "1"))
GENERATED = 100 * TIMES


class Judged(NamedTuple):
    """A program and what it runs on; `name` says which it is."""

    name: str
    code: str
    call: str | None
    stdin: str | None


class Told(NamedTuple):
    """A program of `told.txt` beside the events that it must have."""

    code: str
    stdin: str
    events: list[str]


@pytest.fixture(params=available_tracers().items(), ids=lambda item: item[0], scope="module")
def tracer(request: pytest.FixtureRequest) -> TracerFactory:
    """Each tracer in turn."""
    factory: TracerFactory = request.param[1]
    return factory


def told() -> dict[str, Told]:
    """Read `told.txt`: a line of `===` opens a program with its standard input, one of `---` what is told of it."""
    found = {}
    for block in re.split(r"^=== ", Path(__file__).with_name("told.txt").read_text(), flags=re.MULTILINE)[1:]:
        title, _, body = block.partition("\n")
        name, _, stdin = title.partition(" | ")
        code, _, events = body.partition("---\n")
        found[name] = Told(code, ast.literal_eval(stdin), [line for line in events.split("\n") if line])
    return found


def stories(tracer: TracerFactory, code: str, stdin: str) -> list[str]:
    """Give the events of a run as `test_tracer` writes them."""
    reply = traced_by(tracer, code, None, stdin, Limits())
    assert reply["status"] in ("ok", "exception"), reply["reason"]
    return [story(event) for event in read_payload(reply["payload"], code)[0]]


def differences(cases: Iterator[Judged], tracer: TracerFactory) -> dict[str, str]:
    """Say of each program about which a tracer and the reference differ where they do."""
    return {case.name: told for case in cases if (told := judge(case.code, case.call, case.stdin, tracer=tracer))}


@pytest.mark.parametrize(("code", "call", "stdin"), [*programs("constructs.txt"), *programs("hidden_changes.txt")])
def test_written_programs(tracer: TracerFactory, code: str, call: str | None, stdin: str | None) -> None:
    assert judge(code, call, stdin, tracer=tracer) == ""
    assert traced_by(tracer, code, call, stdin, Limits())["status"] in ("ok", "exception")


@pytest.mark.parametrize("name", told())
def test_what_is_told_of_a_program(tracer: TracerFactory, name: str) -> None:
    code, stdin, events = told()[name]
    assert stories(tracer, code, stdin) == events
    assert judge(code, stdin=stdin, tracer=tracer) == ""


@pytest.mark.parametrize("name", told())
def test_the_reference_itself_says_what_is_written(name: str) -> None:
    code, stdin, events = told()[name]
    assert stories(ReferenceTracer, code, stdin) == events


@pytest.mark.parametrize("behaviour", TABLE)
def test_behaviours(tracer: TracerFactory, behaviour: str) -> None:
    code, call, _ = TABLE[behaviour]
    code = textwrap.dedent(code).lstrip()
    assert judge(code, call, None if call else "", tracer=tracer) == ""


def classical() -> Iterator[Judged]:
    for name, algorithm in ALGORITHMS.items():
        rng = random.Random(f"judged:{name}")
        for number in range(TIMES):
            call = algorithm.generate(rng, 1 + number % 5)
            yield Judged(f"{name} on {call}", algorithm.code, call, None)


def competition() -> Iterator[Judged]:
    for slug, problem in PROBLEMS.items():
        shortest = min((example.stdin for example in problem.examples), key=len)
        fresh = problem.inputs(random.Random(f"judged:{slug}"), TIMES - 1)
        for stdin in (shortest, *fresh):
            yield from (Judged(f"{slug}, {name}, on {stdin!r}", problem.code(name), None, stdin) for name in SOLUTIONS)


def mathematics() -> Iterator[Judged]:
    for sourced in math_programs("judged", 2 * TIMES * len(FAMILIES)):
        case = sourced.cases[0]
        yield Judged(sourced.program.origin, sourced.program.code, case.call, case.stdin)


@pytest.mark.parametrize("embedded", [classical, competition, mathematics])
def test_embedded_programs(tracer: TracerFactory, embedded: type[Iterator[Judged]]) -> None:
    assert differences(embedded(), tracer) == {}


class Careless(PythonTracer):
    """A tracer that believes that statements change nothing in place."""

    def __init__(self, code: str, *given: Any, **limits: Any) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(observation, "footprints", lambda code: tuple(() for _ in footprints(code)))
            super().__init__(code, *given, **limits)


def test_a_careless_tracer_is_found_out() -> None:
    found = [seed for seed in range(10) if judge_generated(seed, Careless)]
    assert len(found) > 5


@pytest.mark.parametrize("start", range(0, GENERATED, 25))
def test_generated_programs(tracer: TracerFactory, start: int) -> None:
    found = {seed: judge_generated(seed, tracer) for seed in range(start, start + 25)}
    assert {seed: difference for seed, difference in found.items() if difference} == {}
