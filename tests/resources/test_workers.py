"""Workers: the input's order, any number of processes, and nothing left behind however they end."""

import os
import pickle
import resource
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from resources.workers import WorkerError, Workers
from tests.resources import work
from tracepile.execution import Jail

ROOT = Path(__file__).parents[2]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(pids: list[int], seconds: float = 20) -> list[int]:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(alive(pid) for pid in pids):
        time.sleep(0.05)
    return [pid for pid in pids if alive(pid)]


@pytest.mark.parametrize("count", [1, 3])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    with Workers(count) as workers:
        assert list(workers.map(work.square, range(100), chunk=7)) == [n * n for n in range(100)]
        assert list(workers.map(work.square, [])) == []
        assert list(workers.map(work.square, range(3), chunk=100)) == [0, 1, 4]


def test_every_worker_works_and_ends() -> None:
    with Workers(2) as workers:
        seen = set(workers.map(work.process_id, range(40), chunk=2))
        assert seen == set(workers.process_ids)
        assert len(seen) == 2
    assert wait_until_gone(sorted(seen)) == []


def test_workers_share_the_cores_and_a_new_one_takes_those_of_the_one_it_replaces() -> None:
    available = os.sched_getaffinity(0)
    with Workers(2) as workers:
        cores = dict(workers.map(work.process_id_and_cores, range(40), chunk=2))
        assert set[int]().union(*cores.values()) == available
        if len(available) > 1:
            assert not set.intersection(*cores.values())
        killed, kept = workers.process_ids
        os.kill(killed, signal.SIGKILL)
        cores |= dict(workers.map(work.process_id_and_cores, range(40), chunk=2))
        (new,) = set(workers.process_ids) - {kept}
        assert cores[new] == cores[killed]
    with Workers(len(available) + 1) as workers:  # more than there are cores: each has one of them
        shares = [share for _, share in workers.map(work.process_id_and_cores, range(80), chunk=1)]
        assert {len(share) for share in shares} == {1}


def test_items_are_taken_as_needed() -> None:
    taken: list[int] = []

    def source():
        for number in range(1_000):
            taken.append(number)
            yield number

    with Workers(2) as workers:
        results = workers.map(work.square, source(), chunk=5)
        next(results)
        assert len(taken) <= 60
        results.close()


def test_an_error_keeps_its_type_and_the_pool_goes_on() -> None:
    with Workers(2) as workers:
        with pytest.raises(ValueError, match="no 7") as caught:
            list(workers.map(work.fail_on_seven, range(20), chunk=3))
        assert "fail_on_seven" in "".join(caught.value.__notes__)
        assert list(workers.map(work.square, [3])) == [9]


def test_errors_and_results_that_cannot_travel_are_reported() -> None:
    with Workers(1) as workers:
        with pytest.raises(WorkerError, match="OddError: no 1"):
            list(workers.map(work.fail_oddly, [1]))
        with pytest.raises((AttributeError, pickle.PicklingError), match="local object"):
            list(workers.map(work.unpicklable, [1]))


def test_the_work_of_a_killed_worker_is_done_again(tmp_path: Path) -> None:
    tasks = [(number, str(tmp_path / "mark")) for number in range(40)]
    with Workers(2) as workers:
        assert list(workers.map(work.die_once, tasks, chunk=4)) == list(range(40))
    assert (tmp_path / "mark").exists()


def test_an_idle_worker_that_was_killed_is_replaced() -> None:
    with Workers(1) as workers:
        assert list(workers.map(work.square, [2])) == [4]
        (pid,) = workers.process_ids
        os.kill(pid, signal.SIGKILL)
        assert list(workers.map(work.square, [3])) == [9]
        assert workers.process_ids != (pid,)


def test_work_that_kills_every_worker_is_named_after_a_few_attempts() -> None:
    with Workers(2) as workers, pytest.raises(WorkerError, match=r"SIGKILL.*same 2 items, beginning with 4, 5"):
        list(workers.map(work.die_always, range(20), chunk=2))


def test_work_that_ran_out_of_memory_is_done_again_in_a_fresh_worker(tmp_path: Path) -> None:
    tasks = [(number, str(tmp_path / "mark")) for number in range(8)]
    with Workers(1) as workers:
        assert list(workers.map(work.exhaust_memory_once, tasks, chunk=4)) == list(range(8))
    assert (tmp_path / "mark").exists()


def test_work_that_always_runs_out_of_memory_is_named_and_the_pool_goes_on() -> None:
    with Workers(1) as workers:
        with pytest.raises(WorkerError, match=r"out of memory.*same 2 items, beginning with 0, 1.*TRACEPILE_WORKERS"):
            list(workers.map(work.exhaust_memory, range(4), chunk=2))
        assert list(workers.map(work.square, [3])) == [9]


def test_a_machine_without_room_for_a_worker_is_named() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, before[1]))
    try:
        with Workers(1) as workers, pytest.raises(WorkerError, match=r"cannot be started: .*open files.*ulimit -a"):
            list(workers.map(work.square, [1]))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_two_maps_at_once_are_refused() -> None:
    with Workers(1) as workers:
        first = workers.map(work.square, range(100), chunk=1)
        next(first)
        with pytest.raises(WorkerError, match="busy"):
            list(workers.map(work.square, [1]))
        first.close()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_process_is_left_however_the_parent_ends(ending: signal.Signals) -> None:
    script = textwrap.dedent("""
        import sys
        from resources.workers import Workers
        from tests.resources import work
        if __name__ == "__main__":
            with Workers(2) as workers:
                list(workers.map(work.square, range(4), chunk=1))
                print(*workers.process_ids, flush=True)
                list(workers.map(work.wait_long, range(4), chunk=1))
    """)
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    )
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 2
    time.sleep(0.2)
    parent.send_signal(ending)
    parent.wait(20)
    assert wait_until_gone(pids) == []


def test_each_worker_opens_jails_of_its_own() -> None:
    programs = [f"print({number} ** 2)" for number in range(8)]
    with Workers(2) as workers:
        assert list(workers.map(work.run_program, programs, chunk=2)) == [f"{n * n}\n" for n in range(8)]
    with Jail(hash_seed=1) as jail:
        assert jail.posture is not None
