"""Which jobs of a batch still have to run, which of them together and which alone, and what each of them gave."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from tracepile.execution.jobs import Job, Reply
from tracepile.records import Status

# How often something outside the jail may end the process of a job before the job is held to be the cause.
_DEATHS_MAX = 3
_UNTRIED = Reply(Status.TIME_LIMIT, "not tried: the program ran out of time on an input before this one")
_PARTS = ("returned", "returned_type", "stdout", "exception", "arguments")


class Overdue:
    """The series of jobs that ran out of time, each with its first job, in the order of the jobs, that did."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}

    def note(self, job: Job, number: int) -> None:
        """Remember that a job, the `number`th of all, ran out of time."""
        if job.series:
            self._first[job.series] = min(number, self._first.get(job.series, number))

    def before(self, job: Job, number: int) -> bool:
        """Whether an earlier job of its series ran out of time."""
        return bool(job.series) and self._first.get(job.series, number) < number


@dataclass(slots=True)
class _Run:
    reply: Reply
    digest: bytes
    beside_others: bool


class Ledger:
    """The jobs of one batch, child by child.

    A job that ends abnormally is judged only by what happens when it is the first to run in its child. If a child
    fails at a later one, that job gets a child of its own, and those behind it another.

    Once all are answered, those that are to be repeated run again, each in a child of its own. Where the bytes of an
    answer differ, some neighbour left something behind: every other job that ran beside others is repeated too, and
    each whose bytes differ ends as `disturbed`.
    """

    def __init__(self, jobs: Sequence[Job], first: int, overdue: Overdue) -> None:
        """Take the jobs of a batch.

        Args:
            jobs: the jobs, in order.
            first: number of the first among all jobs that are being run.
            overdue: what is known of all their series.
        """
        self._jobs = jobs
        self._numbers = range(first, first + len(jobs))
        self._overdue = overdue
        self._compares = any(job.repeated for job in jobs)
        self._runs: dict[int, _Run] = {}
        self._given = 0
        self._waiting = deque(range(len(jobs)))
        self._to_repeat: deque[int] = deque()
        self._disturbed = False
        self._suspected = False
        self._deaths = 0
        self._child: list[int] = []
        self._position = 0

    @property
    def complete(self) -> bool:
        """Whether nothing is left to run."""
        return not self._waiting and not self._to_repeat

    @property
    def exhausted(self) -> bool:
        """Whether every reply was taken."""
        return self._given == len(self._jobs)

    def take(self) -> Reply | None:
        """Give the next reply in the order of the jobs, None if it is not certain yet.

        Call it only when all that was asked before is exhausted: until then an earlier job may yet run out of time.
        """
        if self._given not in self._runs or (self._compares and not self.complete):
            return None
        run = self._runs.pop(self._given)
        untried = self._overdue.before(self._jobs[self._given], self._numbers[self._given])
        self._given += 1
        return _UNTRIED if untried else run.reply

    def next_child(self) -> list[Job]:
        """Give the jobs that the next child is to run; where there are none, the batch has become complete."""
        for index in tuple(self._waiting):
            if self._overdue.before(self._jobs[index], self._numbers[index]):
                self._enter(index, _Run(_UNTRIED, b"", beside_others=False))
        if self._waiting:
            self._child = [self._waiting[0]] if self._suspected else list(self._waiting)
        else:
            self._child = [self._to_repeat[0]] if self._to_repeat else []
        self._position = 0
        return [self._jobs[index] for index in self._child]

    def answered(self, reply: Reply, frame: bytes) -> None:
        """Enter the reply of the running job, told by `frame`; the child goes on with the next."""
        self._settle(reply, hashlib.sha256(frame).digest() if self._compares else b"", len(self._child) > 1)

    def failed(self, verdict: Reply) -> None:
        """Enter that the child is gone, and what follows for the running job if nothing ran there before it."""
        if self._position == 0:
            self._settle(verdict, b"", beside_others=False)
        else:
            self._suspected = True

    def interrupted(self) -> None:
        """Enter that something outside the jail ended the child: its jobs run again, but not for ever."""
        if self._position == 0:
            self._deaths += 1
            if self._deaths == _DEATHS_MAX:
                reason = f"its process, or the jail itself, was killed {_DEATHS_MAX} times during this run"
                self._settle(Reply(Status.KILLED, f"{reason} (usually the machine ran out of memory)"), b"", False)

    def _settle(self, reply: Reply, digest: bytes, beside_others: bool) -> None:
        index = self._child[self._position]
        self._position += 1
        self._deaths, self._suspected = 0, False
        if not self._waiting:
            self._compare(index, reply, digest)
            return
        if reply.status is Status.TIME_LIMIT:
            self._overdue.note(self._jobs[index], self._numbers[index])
        self._enter(index, _Run(reply, digest, beside_others))

    def _enter(self, index: int, run: _Run) -> None:
        self._waiting.remove(index)
        self._runs[index] = run
        if not self._waiting:
            self._to_repeat.extend(i for i in self._comparable() if self._jobs[i].repeated)

    def _compare(self, index: int, alone: Reply, digest: bytes) -> None:
        self._to_repeat.remove(index)
        run = self._runs[index]
        if digest == run.digest:
            return
        run.reply = Reply(Status.DISTURBED, _difference(run.reply, alone))
        if not self._disturbed:
            self._disturbed = True
            self._to_repeat.extend(i for i in self._comparable() if not self._jobs[i].repeated)

    def _comparable(self) -> list[int]:
        return [index for index, run in sorted(self._runs.items()) if run.beside_others]


def _difference(beside: Reply, alone: Reply) -> str:
    if beside.status != alone.status:
        what = f"it ended as {beside.status} beside other programs, as {alone.status} alone"
    else:
        differing = [name for name in _PARTS if getattr(beside.output, name) != getattr(alone.output, name)]
        what = f"{differing[0] if differing else 'its steps'} differed beside other programs and alone"
    return f"{what}: one that ran before it in the same process changed the interpreter"
