"""Programs traced together: the same rows for any number of workers, and one that breaks the engine costs no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from resources.stages.tracing import Tracing, Tracings, together, trace
from resources.workers import Jails, Workers
from tracepile.execution import Jail, Job, Limits, Repetition, Reply, Trust
from tracepile.records import Case, Domain, Program
from tracepile.sources.sourced import SourcedProgram

LIMITS = Limits(lines=2_000, seconds=5.0)
POISON = "import json\njson._default_encoder.item_separator = ';'\n"


def called(code: str, *inputs: object) -> SourcedProgram:
    program = Program(Domain.CLASSICAL, "test", "test", "Apache-2.0", code, "f")
    return SourcedProgram(program, tuple(Case(program.id, call=f"f({value!r})") for value in inputs))


def programs() -> list[SourcedProgram]:
    usual = [called(f"def f(n):\n    return [n * {k} for _ in range({k})]\n", 1, 2, 2, 3) for k in range(18)]
    odd = [
        called("def f(n):\n    while n:\n        n += 1\n    return n\n", 1, 0),
        called("def f(n):\n    return list({'a', 'b', 'c', 'd', 'e', n})\n", "x"),
        called("import os\ndef f(n):\n    os._exit(n)\n", 1, 2),
    ]
    return [*usual[:3], *odd, *usual[3:]]


def tasks() -> list[Tracing]:
    repetition = Repetition(0.2, "s")
    return [Tracing(pack, LIMITS, Trust.OWN, repetition) for pack in together(programs())]


def made(parts: Iterable[Tracings]) -> tuple[list[Any], list[Any], int]:
    found = list(parts)
    return [part.rows for part in found], [part.rejects for part in found], sum(part.repeated for part in found)


@pytest.fixture(scope="module")
def expected() -> Iterator[tuple[list[Any], list[Any], int]]:
    with Jails() as jails:
        yield made(trace(task, jails) for task in tasks())


@pytest.mark.parametrize("count", [1, 2, 3])
def test_any_number_of_workers_gives_the_same_rows(count: int, expected: tuple[list[Any], list[Any], int]) -> None:
    with Workers(count) as workers:
        assert made(workers.map(trace, tasks(), chunk=1)) == expected


def test_rows_and_rejects_are_those_of_each_program_by_itself(expected: tuple[list[Any], list[Any], int]) -> None:
    with Jails() as jails:
        singly = [trace(Tracing((sourced,), LIMITS, Trust.OWN), jails) for sourced in programs()]
    rows, rejects, repeated = expected
    assert [row for part in rows for row in part] == [row for part in singly for row in part.rows]
    assert [reject for part in rejects for reject in part] == [reject for part in singly for reject in part.rejects]
    reasons = {reject.reason for part in singly for reject in part.rejects}
    assert reasons == {"duplicate_case", "line_limit", "nondeterministic", "exited"}
    assert repeated > 0


class BreakingJail(Jail):
    """A jail that fails in a way that nobody foresaw, at one program."""

    def execute(self, jobs: Iterable[Job]) -> Iterator[Reply]:
        for job in jobs:
            if "breaks" in job.code:
                raise RuntimeError("a jail that is no jail")
            yield from super().execute([job])


class BreakingJails(Jails):
    def under(self, hash_seed: int) -> Jail:
        if hash_seed not in self._opened:
            self._opened[hash_seed] = self._stack.enter_context(BreakingJail(hash_seed=hash_seed))
        return self._opened[hash_seed]


def test_a_program_that_breaks_the_engine_costs_no_other() -> None:
    good = called("def f(n):\n    return n\n", 1)
    bad = called("def f(n):\n    return n  # breaks\n", 1)
    with BreakingJails() as jails:
        found = trace(Tracing((good, bad, called("def f(n):\n    return -n\n", 1)), LIMITS), jails)
    assert [row["returned"] for row in found.rows] == ["1", "-1"]
    assert [(reject.subject_id, reject.reason) for reject in found.rejects] == [(bad.program.id, "internal_error")]


def test_what_a_neighbour_disturbs_is_dropped_and_counted_as_such() -> None:
    script = Program(Domain.COMPETITION, "test", "test", "Apache-2.0", POISON)
    poison = SourcedProgram(script, (Case(script.id, stdin=""),))
    victim = called("import json\ndef f(n):\n    text = json.dumps([n, n])\n    return n\n", 1, 2)
    with Jails() as jails:
        found = trace(Tracing((poison, victim), LIMITS, repetition=Repetition(1.0)), jails)
    assert [reject.reason for reject in found.rejects] == ["disturbed", "disturbed"]
    assert (len(found.rows), found.repeated) == (1, 3)
