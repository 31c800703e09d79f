"""Work done side by side gives what it gives alone, in fewer and larger goes of the jail."""

from collections.abc import Iterable, Iterator, Sequence

import pytest

from tracepile.execution import Jail, Job, Limits, Mode, Reply
from tracepile.execution.rounds import Work, in_rounds

DOUBLE = "def double(n):\n    return 2 * n\n"
BRIEF, LONG = Limits(seconds=1.0), Limits(seconds=2.0)


class Goes:
    """A jail, and how many jobs it was given in each go."""

    def __init__(self, jail: Jail) -> None:
        self._jail = jail
        self.sizes: list[int] = []
        self.seconds: list[list[float]] = []

    def execute(self, jobs: Iterable[Job]) -> Iterator[Reply]:
        given = list(jobs)
        self.sizes.append(len(given))
        self.seconds.append([job.limits.seconds for job in given])
        return self._jail.execute(given)


def doubled(numbers: Sequence[int], times: int, limits: Sequence[Limits] = (Limits(),)) -> Work[list[int]]:
    """Double numbers again and again, each in a run of its own."""
    for _ in range(times):
        jobs = [
            Job(Mode.RUN, DOUBLE, call=f"double({number})", limits=limits[place % len(limits)])
            for place, number in enumerate(numbers)
        ]
        replies = yield jobs
        numbers = [int(reply.output.returned or "") for reply in replies]
    return list(numbers)


def test_each_piece_gets_its_own_replies_in_the_order_of_its_jobs(jail: Jail) -> None:
    goes = Goes(jail)
    works = [doubled([1, 2], 3), doubled([5], 1), doubled([], 2), doubled([7, 8, 9], 0), doubled([3, 4], 2)]
    assert in_rounds(works, goes) == [[8, 16], [10], [], [7, 8, 9], [12, 16]]
    assert goes.sizes == [5, 4, 2]


def test_jobs_with_the_same_limits_stand_together(jail: Jail) -> None:
    goes = Goes(jail)
    assert in_rounds([doubled([1, 2, 3], 1, (LONG, BRIEF)), doubled([4, 5], 1, (BRIEF, LONG))], goes) == [
        [2, 4, 6],
        [8, 10],
    ]
    assert goes.seconds == [[1.0, 1.0, 2.0, 2.0, 2.0]]


def test_no_work_needs_no_jail(jail: Jail) -> None:
    goes = Goes(jail)
    assert in_rounds([], goes) == []
    assert in_rounds([doubled([1], 0)], goes) == [[1]]
    assert goes.sizes == []


def test_what_one_piece_raises_ends_all(jail: Jail) -> None:
    def failing() -> Work[list[int]]:
        yield [Job(Mode.RUN, DOUBLE, call="double(1)")]
        raise LookupError("nothing to be found")

    with pytest.raises(LookupError, match="nothing to be found"):
        in_rounds([doubled([1], 3), failing()], jail)
