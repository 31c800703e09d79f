"""The ledger of a batch: who runs beside whom, who alone, who again, and what follows from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracepile.execution.jobs import Job, Mode, Reply
from tracepile.execution.ledger import Ledger, Overdue
from tracepile.records import Output, Status

OK = Reply(Status.OK)
SLOW = Reply(Status.TIME_LIMIT, "slow")


def job(name: str, series: str = "", *, repeated: bool = False) -> Job:
    return Job(Mode.RUN, name, stdin="", series=series, repeated=repeated)


def ledger(*jobs: Job, first: int = 0, overdue: Overdue | None = None) -> Ledger:
    return Ledger(jobs, first, overdue or Overdue())


def child(of: Ledger) -> str:
    """Name the jobs of the next child."""
    return "".join(job.code for job in of.next_child())


def taken(of: Ledger) -> list[Reply]:
    replies = []
    while (reply := of.take()) is not None:
        replies.append(reply)
    return replies


def answer(of: Ledger, *frames: str) -> None:
    for frame in frames:
        of.answered(replace(OK, reason=frame), frame.encode())


def test_jobs_that_answer_share_one_child() -> None:
    book = ledger(job("a"), job("b"), job("c"))
    assert child(book) == "abc"
    answer(book, "1", "2")
    assert [reply.reason for reply in taken(book)] == ["1", "2"]
    answer(book, "3")
    assert (book.complete, [reply.reason for reply in taken(book)], book.exhausted) == (True, ["3"], True)


def test_a_job_at_which_a_child_fails_runs_again_alone_and_those_behind_it_in_another() -> None:
    book = ledger(job("a"), job("b"), job("c"), job("d"))
    assert child(book) == "abcd"
    answer(book, "1")
    book.failed(SLOW)
    assert taken(book) == [replace(OK, reason="1")]
    assert child(book) == "b"
    answer(book, "2")  # alone it is innocent
    assert child(book) == "cd"
    answer(book, "3", "4")
    assert [reply.reason for reply in taken(book)] == ["2", "3", "4"]


def test_what_happens_to_the_first_of_a_child_counts_at_once() -> None:
    book = ledger(job("a"), job("b"))
    child(book)
    book.failed(Reply(Status.EXITED))
    assert child(book) == "b"
    book.failed(Reply(Status.KILLED))
    assert [reply.status for reply in taken(book)] == [Status.EXITED, Status.KILLED]


def test_a_job_whose_process_is_killed_from_outside_is_given_up_at_the_third_time() -> None:
    book = ledger(job("a"), job("b"))
    for _ in range(2):
        assert child(book) == "ab"
        book.interrupted()
    assert child(book) == "ab"
    book.interrupted()
    assert child(book) == "b"
    answer(book, "2")
    first, second = taken(book)
    assert (first.status, second.reason) == (Status.KILLED, "2")
    assert "3 times" in first.reason


def test_being_killed_from_outside_is_forgotten_with_every_reply() -> None:
    book = ledger(*[job("a")] * 9)
    for _ in range(9):
        book.next_child()
        book.interrupted()
        book.next_child()
        answer(book, "1")
        book.interrupted()
    assert {reply.status for reply in taken(book)} == {Status.OK}


def test_a_series_is_not_tried_behind_its_first_job_that_runs_out_of_time() -> None:
    book = ledger(job("a", "s"), job("b", "s"), job("c", "t"), job("d", "s"), job("e"))
    assert child(book) == "abcde"
    answer(book, "1")
    book.failed(SLOW)
    assert child(book) == "b"
    book.failed(SLOW)
    assert child(book) == "ce"
    answer(book, "3", "5")
    replies = taken(book)
    assert [(reply.status, reply.reason) for reply in replies[:3]] == [
        (OK.status, "1"),
        (SLOW.status, "slow"),
        (OK.status, "3"),
    ]
    assert replies[3].status is Status.TIME_LIMIT and replies[3].reason.startswith("not tried")
    assert replies[4].reason == "5"


@pytest.mark.parametrize("later_first", [False, True])
def test_the_order_of_the_jobs_decides_and_not_which_batch_was_quicker(later_first: bool) -> None:
    overdue = Overdue()
    books = [ledger(job("a", "s"), job("b", "s"), overdue=overdue), ledger(job("c", "s"), first=2, overdue=overdue)]
    earlier, later = books
    child(earlier)
    if later_first:
        child(later)
        answer(later, "3")
    answer(earlier, "1")
    book = earlier
    book.failed(SLOW)
    child(book)
    book.failed(SLOW)
    if not later_first:
        assert child(later) == ""
    assert [reply.status for reply in taken(earlier)] == [Status.OK, Status.TIME_LIMIT]
    assert [reply.reason.partition(":")[0] for reply in taken(later)] == ["not tried"]
    assert later.complete


def test_a_later_job_out_of_time_does_not_stop_an_earlier_one() -> None:
    overdue = Overdue()
    later = ledger(job("b", "s"), first=1, overdue=overdue)
    child(later)
    later.failed(SLOW)
    earlier = ledger(job("a", "s"), overdue=overdue)
    assert child(earlier) == "a"


def repeating(*frames: str) -> Ledger:
    """Jobs a to d, of which b and d are to be repeated, and their answers."""
    book = ledger(job("a"), job("b", repeated=True), job("c"), job("d", repeated=True))
    child(book)
    answer(book, *frames)
    return book


def test_repeated_jobs_run_alone_once_all_have_answered_and_nothing_is_given_before() -> None:
    book = repeating("1", "2", "3", "4")
    assert (taken(book), child(book)) == ([], "b")
    answer(book, "2")
    assert (taken(book), child(book)) == ([], "d")
    answer(book, "4")
    assert [reply.reason for reply in taken(book)] == ["1", "2", "3", "4"]


def test_a_difference_has_the_whole_batch_run_alone() -> None:
    book = repeating("1", "2", "3", "4")
    children = []
    for frame in ("x", "4", "1", "y"):
        children.append(child(book))
        answer(book, frame)
    assert children == ["b", "d", "a", "c"]
    assert book.complete
    assert [reply.status for reply in taken(book)] == [Status.OK, Status.DISTURBED, Status.DISTURBED, Status.OK]


@pytest.mark.parametrize(
    ("alone", "words"),
    [
        (Reply(Status.OK), "its steps differed"),
        (Reply(Status.OK, output=Output(stdout="x")), "stdout differed"),
        (Reply(Status.LINE_LIMIT), "it ended as ok beside other programs, as line_limit alone"),
    ],
)
def test_the_reason_says_what_differed(alone: Reply, words: str) -> None:
    book = ledger(job("a", repeated=True), job("b"))
    child(book)
    answer(book, "1", "2")
    child(book)
    book.answered(alone, b"x")
    child(book)
    answer(book, "2")
    assert words in taken(book)[0].reason


def test_a_run_that_fails_when_it_is_repeated_was_disturbed() -> None:
    book = ledger(job("a", repeated=True), job("b"))
    child(book)
    answer(book, "1", "2")
    child(book)
    book.failed(Reply(Status.EXITED))
    child(book)
    answer(book, "2")
    assert [reply.status for reply in taken(book)] == [Status.DISTURBED, Status.OK]


def test_what_ran_alone_anyway_is_not_repeated() -> None:
    book = ledger(job("a", repeated=True))
    child(book)
    answer(book, "1")
    assert (book.complete, len(taken(book))) == (True, 1)
    book = ledger(job("a", "s", repeated=True), job("b", "s", repeated=True))
    child(book)
    book.failed(SLOW)
    assert (child(book), book.complete, len(taken(book))) == ("", True, 2)
