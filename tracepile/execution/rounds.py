"""Several pieces of work side by side: what all of them want run at one time goes to the jail in one go.

A piece of work whose next runs depend on what the last ones gave asks for a few runs at a time, and processes for a few
runs each are what a jail is slow at. Side by side, many such pieces fill processes.
"""

from __future__ import annotations

import itertools
from collections.abc import Generator, Sequence

from tracepile.execution.jobs import Job, Reply
from tracepile.execution.traces import Executor

type Work[Result] = Generator[Sequence[Job], list[Reply], Result]
"""Yields jobs, is sent a reply for each, and returns what came of it."""


def in_rounds[Result](works: Sequence[Work[Result]], jail: Executor) -> list[Result]:
    """Do all the work and give what came of each piece, in their order.

    In every round each piece that is not done is sent its replies and asks for more. What one of them raises ends all.
    """
    results: dict[int, Result] = {}
    replies: dict[int, list[Reply]] = {}
    for turn in itertools.count():
        wanted: dict[int, Sequence[Job]] = {}
        for number, work in enumerate(works):
            if number not in results:
                try:
                    wanted[number] = work.send(replies[number]) if turn else next(work)
                except StopIteration as end:
                    results[number] = end.value
        if not wanted:
            break
        replies = _answered(wanted, jail)
    return [results[number] for number in range(len(works))]


def _answered(wanted: dict[int, Sequence[Job]], jail: Executor) -> dict[int, list[Reply]]:
    asked = [(number, place, job) for number, jobs in wanted.items() for place, job in enumerate(jobs)]
    # Only jobs with the same limits can share a process.
    asked.sort(key=lambda one: (one[2].limits.memory_bytes, one[2].limits.seconds))
    replies = jail.execute([job for _, _, job in asked])
    given = {(number, place): reply for (number, place, _), reply in zip(asked, replies, strict=True)}
    return {number: [given[number, place] for place in range(len(jobs))] for number, jobs in wanted.items()}
