"""Runs of small programs in real jails, and everything that a family can ask about them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from textwrap import dedent

import pytest

from tracepile.execution import Jail, Mode, job_for, trace_cases
from tracepile.questions import FAMILIES, Evidence, TracedRun
from tracepile.records import Case, Domain, Program, Question

DRAWS = 60


@pytest.fixture(scope="session")
def tracing_jail() -> Iterator[Jail]:
    with Jail(hash_seed=0) as jail:
        yield jail


@pytest.fixture(scope="session")
def other_jail() -> Iterator[Jail]:
    with Jail(hash_seed=4242) as jail:
        yield jail


def program_of(code: str, given: str) -> tuple[Program, Case]:
    """A program with a call of one of its functions, or with a standard input (any other text)."""
    code = dedent(code).lstrip("\n")
    name = given.partition("(")[0]
    entry = name if given.endswith(")") and name.isidentifier() else None
    program = Program(Domain.CLASSICAL, "test", "test", "Apache-2.0", code, entry)
    if entry is None:
        return program, Case(program.id, stdin=given)
    return program, Case(program.id, call=given)


@pytest.fixture(scope="session")
def watch(tracing_jail: Jail, other_jail: Jail) -> Callable[[str, str], TracedRun]:
    def watch(code: str, given: str) -> TracedRun:
        program, case = program_of(code, given)
        traces, rejects = trace_cases(program, [case], jail=tracing_jail, recheck=other_jail)
        assert not rejects, rejects
        return TracedRun(program, case, traces[0])

    return watch


@pytest.fixture(scope="session")
def testify(other_jail: Jail) -> Callable[[TracedRun], Evidence]:
    def testify(run: TracedRun) -> Evidence:
        jobs = [job_for(mode, run.program, run.case) for mode in (Mode.RUN, Mode.WITNESS)]
        plain, witnessed = other_jail.execute(jobs)
        return Evidence(run.program, run.case, plain, witnessed)

    return testify


def all_questions(family: str, run: TracedRun) -> list[Question]:
    """The different questions of a family about a run, over many draws."""
    drawn = [FAMILIES[family].ask(run, random.Random(str(draw))) for draw in range(DRAWS)]
    return list({question.id: question for question in drawn if question is not None}.values())
