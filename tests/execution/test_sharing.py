"""Programs that share a process: which of them do, and what comes of one that changes it for those behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from tracepile.execution import (
    Jail,
    Job,
    Limits,
    Mode,
    Repetition,
    Reply,
    Traced,
    Tracee,
    Trust,
    job_for,
    trace_programs,
    trace_to_json,
)
from tracepile.records import Case, Domain, Program, Status

# Every job prints the number of its process.
PROCESS = Job(Mode.RUN, "import os\nprint(os.getpid())\n", stdin="")
OWN = replace(PROCESS, trust=Trust.OWN)
ALONE = replace(PROCESS, alone=True)
ROOMY = replace(PROCESS, limits=Limits(memory_bytes=2**30))
ENDS = Job(Mode.RUN, "import os\nos._exit(1)\n", stdin="")
# State of the interpreter that outlasts a program, and a program that it misleads.
POISON = "import json\njson._default_encoder.item_separator = ';'\nprint(json.dumps([1]))\n"
VICTIM = "import json\n\ndef f(n):\n    text = json.dumps([n, n])\n    return len(text) if n else text\n"
BYSTANDER = "def f(n):\n    return n + 1\n"


@pytest.fixture(scope="module")
def batches() -> Iterator[Jail]:
    with Jail(batch_size=16) as opened:
        yield opened


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Jail]:
    with Jail(batch_size=16, hash_seed=5) as opened:
        yield opened


@pytest.mark.parametrize(
    ("jobs", "shared"),
    [
        ([PROCESS, PROCESS, PROCESS], "aaa"),
        ([PROCESS, PROCESS, OWN, OWN, PROCESS], "aabbc"),
        ([PROCESS, ALONE, ALONE, PROCESS], "abcd"),
        ([PROCESS, ROOMY, ROOMY], "abb"),
        ([PROCESS] * 17, "a" * 16 + "b"),
        ([PROCESS, ENDS, PROCESS, PROCESS], "a!bb"),
        ([ENDS, PROCESS], "!a"),
    ],
    ids=["alike", "trust", "alone", "limits", "full", "end", "first"],
)
def test_who_shares_a_process(batches: Jail, jobs: Sequence[Job], shared: str) -> None:
    names: dict[str, str] = {}
    found = [_name(reply, names) for reply in batches.execute(jobs)]
    assert "".join(found) == shared


def _name(reply: Reply, names: dict[str, str]) -> str:
    return names.setdefault(reply.output.stdout, "abcdefgh"[len(names)]) if reply.status.usable else "!"


def test_while_a_program_runs_its_process_holds_nothing_of_those_that_come_after_it(batches: Jail) -> None:
    limits = Limits(seconds=0.4)
    spy = Job(Mode.RUN, "import os\nprint(os.read(3, 1000))\n", stdin="", limits=limits)
    replies = list(batches.execute([spy, *[replace(PROCESS, limits=limits)] * 3]))
    assert [reply.status for reply in replies] == [Status.TIME_LIMIT, *[Status.OK] * 3]


def called(code: str, *inputs: int) -> tuple[Program, list[Case]]:
    program = Program(Domain.CLASSICAL, "test", "test", "Apache-2.0", code, "f")
    return program, [Case(program.id, call=f"f({n})") for n in inputs]


def script(code: str) -> tuple[Program, list[Case]]:
    program = Program(Domain.COMPETITION, "test", "test", "Apache-2.0", code)
    return program, [Case(program.id, stdin="")]


def outcomes(traced: Traced) -> list[str]:
    return ["ok"] * len(traced.traces) + [reject.reason for reject in traced.rejects]


def test_the_poison_is_real(batches: Jail) -> None:
    program, cases = called(VICTIM, 0)
    job = job_for(Mode.RUN, program, cases[0])
    poison, beside, alone = batches.execute([Job(Mode.RUN, POISON, stdin=""), job, replace(job, alone=True)])
    assert poison.status is Status.OK
    assert (beside.output.returned, alone.output.returned) == ("'[0;0]'", "'[0, 0]'")


def test_a_poisoned_output_is_found_by_the_other_order_of_the_recomputation(batches: Jail, elsewhere: Jail) -> None:
    tracees = [Tracee(*script(POISON)), Tracee(*called(VICTIM, 0)), Tracee(*called(BYSTANDER, 0, 1))]
    found = list(trace_programs(tracees, jail=batches, recheck=elsewhere))
    assert [outcomes(traced) for traced in found] == [["ok"], ["disturbed"], ["ok", "ok"]]


# A hidden change of the steps alone: the output is the same, as the second encoder is not poisoned.
HIDDEN = "import json\n\ndef f(n):\n    text = json.dumps([n, n])\n    size = len(text.split())\n    return n\n"


def test_poisoned_steps_are_found_by_the_share_that_is_watched_alone(batches: Jail, elsewhere: Jail) -> None:
    tracees = [Tracee(*script(POISON)), Tracee(*called(HIDDEN, 1, 2)), Tracee(*called(BYSTANDER, 0, 1))]
    unseen = list(trace_programs(tracees, jail=batches, recheck=elsewhere))
    assert [outcomes(traced) for traced in unseen] == [["ok"], ["ok", "ok"], ["ok", "ok"]]
    assert "[1;1]" in trace_to_json(unseen[1].traces[0])
    seed = next(
        seed
        for seed in map(str, range(100))
        if [Repetition(0.3, seed).draws(case) for case in tracees[1].cases] == [False, True]
    )
    found = list(trace_programs(tracees, jail=batches, recheck=elsewhere, repetition=Repetition(0.3, seed)))
    assert [outcomes(traced) for traced in found] == [["ok"], ["disturbed", "disturbed"], ["ok", "ok"]]
    assert "its steps differed beside other programs and alone" in found[1].rejects[0].detail
    assert found[1].repeated == 1


def test_strangers_do_not_poison_what_comes_with_tracepile(batches: Jail, elsewhere: Jail) -> None:
    tracees = [Tracee(*script(POISON)), Tracee(*called(HIDDEN, 1), Trust.OWN)]
    found = list(trace_programs(tracees, jail=batches, recheck=elsewhere))
    assert "[1, 1]" in trace_to_json(found[1].traces[0])


def test_the_share_is_drawn_by_the_case_and_a_seed() -> None:
    _, cases = called(BYSTANDER, *range(2_000))
    drawn = [Repetition(0.02, "s").draws(case) for case in cases]
    assert drawn == [Repetition(0.02, "s").draws(case) for case in cases]
    assert 20 <= sum(drawn) <= 60
    assert drawn != [Repetition(0.02, "t").draws(case) for case in cases]
    assert not any(Repetition().draws(case) for case in cases)
    assert all(Repetition(1.0).draws(case) for case in cases)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_watching_twice_changes_nothing_where_nothing_is_wrong(batches: Jail, elsewhere: Jail, share: float) -> None:
    tracees = [Tracee(*called(BYSTANDER + f"# {number}\n", 0, 1, 2)) for number in range(8)]
    found = list(trace_programs(tracees, jail=batches, recheck=elsewhere, repetition=Repetition(share)))
    assert [outcomes(traced) for traced in found] == [["ok"] * 3] * 8
    assert (sum(traced.repeated for traced in found) > 0) == (share > 0)


SLOW = "def f(n):\n    return n if n % 2 == 0 else 3 ** 3 ** 3 ** n\n"


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("batch_size", [1, 2, 16])
def test_a_program_that_runs_out_of_time_is_not_tried_on_what_comes_behind(
    elsewhere: Jail, processes: int, batch_size: int
) -> None:
    tracees = [Tracee(*called(SLOW, 0, 2, 3, 4, 5, 6)), Tracee(*called(BYSTANDER, 0))]
    with Jail(batch_size=batch_size, processes=processes) as opened:
        found = list(trace_programs(tracees, jail=opened, recheck=elsewhere, limits=Limits(seconds=0.4)))
    assert [outcomes(traced) for traced in found] == [["ok"] * 2 + ["time_limit"] * 4, ["ok"]]
    assert [trace.output.returned for trace in found[0].traces] == ["0", "2"]
    details = [reject.detail for reject in found[0].rejects]
    assert "0.4 seconds" in details[0]
    assert {detail.partition(":")[0] for detail in details[1:]} == {"not tried"}


def test_a_program_that_executes_too_many_lines_may_be_tried_on_other_inputs(batches: Jail, elsewhere: Jail) -> None:
    code = "def f(n):\n    while n:\n        n += 1\n    return n\n"
    (found,) = trace_programs(
        [Tracee(*called(code, 1, 0))], jail=batches, recheck=elsewhere, limits=Limits(lines=1_000)
    )
    assert outcomes(found) == ["ok", "line_limit"]


def test_programs_with_nothing_to_run_keep_their_place(batches: Jail, elsewhere: Jail) -> None:
    untold = "async def f(n):\n    return n\n"
    tracees = [
        Tracee(*called(code, *inputs))
        for code, inputs in ((untold, (1,)), (BYSTANDER, ()), (BYSTANDER, (1,)), (untold, (2, 3)))
    ]
    found = list(trace_programs(tracees, jail=batches, recheck=elsewhere))
    assert [outcomes(traced) for traced in found] == [["unsupported"], [], ["ok"], ["unsupported"] * 2]


def test_programs_are_taken_as_they_are_needed(batches: Jail, elsewhere: Jail) -> None:
    taken = []

    def tracees() -> Iterator[Tracee]:
        for number in range(1_000):
            taken.append(number)
            yield Tracee(*called(BYSTANDER + f"# {number}\n", 1, 2))

    found = trace_programs(tracees(), jail=batches, recheck=elsewhere)
    assert outcomes(next(found)) == ["ok", "ok"]
    assert len(taken) < 100
