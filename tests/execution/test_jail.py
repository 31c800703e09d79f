"""The jail as its users see it: order, blame, limits, and that it always cleans up after itself."""

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.execution.processes import alive, descendants, wait_until_gone
from tracepile.errors import TracePileError
from tracepile.execution.jail import Jail
from tracepile.execution.jobs import Job, Limits, Mode, Reply
from tracepile.records import Status

LIMITS = Limits(seconds=0.5)
SQUARE = "def square(n):\n    return n * n\n"
EXIT = "import os\nos._exit(3)\n"
SPIN = "while True:\n    pass\n"
SLEEP = "import time\ntime.sleep(1000)\n"
CRASH = "import ctypes\nctypes.string_at(0)\n"


def square(n: int) -> Job:
    return Job(Mode.RUN, SQUARE, call=f"square({n})", limits=LIMITS)


def script(code: str, limits: Limits = LIMITS) -> Job:
    return Job(Mode.RUN, code, stdin="", limits=limits)


@contextlib.contextmanager
def new_processes() -> Iterator[Callable[[], list[int]]]:
    """Give a function that gives the descendants of this process that have come since, nearest first."""
    before = descendants(os.getpid())
    yield lambda: [pid for pid in descendants(os.getpid()) if pid not in before]


def kill(pids: Iterable[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def answers(replies: Iterator[Reply]) -> list[str | None]:
    return [reply.output.returned or reply.status for reply in replies]


@pytest.fixture(scope="module", params=["namespaces", "landlock alone"])
def jail(request: pytest.FixtureRequest) -> Iterator[Jail]:
    with Jail(use_namespaces=request.param == "namespaces") as opened:
        yield opened


@pytest.mark.parametrize("batch_size", [1, 3, 100])
@pytest.mark.parametrize("processes", [1, 2])
def test_replies_come_in_the_order_of_the_jobs(processes: int, batch_size: int) -> None:
    with Jail(processes=processes, batch_size=batch_size) as opened:
        assert answers(opened.execute(square(n) for n in range(20))) == [str(n * n) for n in range(20)]


def test_jobs_are_taken_only_as_they_are_needed(jail: Jail) -> None:
    taken = itertools.count()
    replies = jail.execute(square(next(taken)) for _ in itertools.count())
    assert answers(itertools.islice(replies, 5)) == ["0", "1", "4", "9", "16"]
    assert next(taken) <= 4 * jail.batch_size


def test_no_jobs_give_no_replies(jail: Jail) -> None:
    assert list(jail.execute([])) == []


@pytest.mark.parametrize(
    ("guilty", "status", "reason"),
    [
        (EXIT, Status.EXITED, "exit code 3"),
        (SPIN, Status.TIME_LIMIT, "0.5 seconds"),
        (SLEEP, Status.TIME_LIMIT, "0.5 seconds"),
        (CRASH, Status.KILLED, "SIGSEGV"),
        ("x = [0] * 10**11", Status.MEMORY_LIMIT, ""),
        ("import os\nos.write(3, b'x' * 100)", Status.TAMPERED, "no reply"),
        ("import os\nos.close(3)\nwhile True: pass", Status.TAMPERED, "closed the channel"),
    ],
    ids=["exit", "spin", "sleep", "crash", "memory", "forge", "close"],
)
def test_the_guilty_job_alone_is_blamed(jail: Jail, guilty: str, status: Status, reason: str) -> None:
    replies = list(jail.execute([square(2), square(3), script(guilty), square(4), script(guilty), square(5)]))
    assert [reply.output.returned for reply in replies] == ["4", "9", None, "16", None, "25"]
    assert {replies[2].status, replies[4].status} == {status}
    assert reason in replies[2].reason


def test_every_job_may_be_guilty(jail: Jail) -> None:
    assert answers(jail.execute(script(code) for code in (EXIT, CRASH, EXIT))) == ["exited", "killed", "exited"]


def test_a_job_that_leaves_the_interpreter_in_a_bad_state_does_not_harm_the_next(jail: Jail) -> None:
    poison = script(
        "import sys\nsys.setrecursionlimit(50)\nimport math\ndel math.gcd\nprint = None\nsys.stdout = None\n"
    )
    after = Job(Mode.RUN, "import math\ndef f():\n    print(1)\n    return math.gcd(4, 6)\n", call="f()", limits=LIMITS)
    replies = list(jail.execute([poison, after]))
    assert (replies[1].output.returned, replies[1].output.stdout) == ("2", "1\n")


def test_jobs_with_other_limits_do_not_share_them(jail: Jail) -> None:
    hungry = "x = bytearray(300 * 2**20)\n"
    small, large = Limits(memory_bytes=200 * 2**20), Limits(memory_bytes=800 * 2**20)
    jobs = [script(hungry, small), script(hungry, large), script(hungry, small)]
    assert answers(jail.execute(jobs)) == ["memory_limit", "ok", "memory_limit"]


def test_a_reply_larger_than_allowed_is_refused_in_words(jail: Jail) -> None:
    call = f"f({', '.join(['[0]' * 1] * 200)})"
    code = "def f(*lists):\n    for item in lists:\n        item *= 1000\n"
    job = Job(Mode.RUN, code, call=call, limits=Limits(trace_bytes=1_000, value_characters=4_000, output_characters=10))
    [reply] = jail.execute([job])
    assert reply.status == Status.TRACE_LIMIT
    assert "bytes" in reply.reason


def test_hash_seed_decides_the_order_of_sets_of_strings() -> None:
    job = Job(Mode.RUN, "def f():\n    return list({'a', 'b', 'c', 'd', 'e', 'f'})\n", call="f()")
    given = []
    for seed in (0, 0, 1, 2):
        with Jail(hash_seed=seed) as opened:
            given += answers(opened.execute([job]))
    assert given[0] == given[1]
    assert len(set(given)) > 1


def test_two_executes_may_be_interleaved(jail: Jail) -> None:
    first = jail.execute(square(n) for n in range(40))
    second = jail.execute(square(n) for n in range(100, 140))
    pairs = [(one.output.returned, two.output.returned) for one, two in zip(first, second, strict=True)]
    assert pairs == [(str(n * n), str((n + 100) ** 2)) for n in range(40)]


def test_threads_may_share_a_jail(jail: Jail) -> None:
    given: dict[int, list[str | None]] = {}

    def work(start: int) -> None:
        given[start] = answers(jail.execute([square(start), script(EXIT), square(start + 1)]))

    threads = [threading.Thread(target=work, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given == {n: [str(n * n), "exited", str((n + 1) ** 2)] for n in range(4)}


def test_a_jail_outlives_the_thread_that_opened_it() -> None:
    opened = Jail()
    with new_processes() as processes:
        opener = threading.Thread(target=opened.open)
        opener.start()
        opener.join()
        with opened:
            before = processes()
            assert answers(opened.execute([square(7)])) == ["49"]
            assert alive(before) == before


def test_a_killed_zygote_is_replaced() -> None:
    with new_processes() as processes, Jail() as opened:
        replies = opened.execute(square(n) for n in range(200))
        given = answers(itertools.islice(replies, 20))
        kill(processes())
        given += answers(replies)
    assert given == [str(n * n) for n in range(200)]


def test_a_job_during_which_the_zygote_keeps_dying_is_given_up() -> None:
    stop = threading.Event()

    with new_processes() as processes, Jail(batch_size=1) as opened:

        def kill_again_and_again() -> None:
            while not stop.wait(0.05):
                # The one that waits, process 1 of the jail, and the child that runs the job.
                if len(present := processes()) == 3:
                    kill(present[:1])

        killer = threading.Thread(target=kill_again_and_again)
        killer.start()
        try:
            [reply] = opened.execute([script(SLEEP, Limits(seconds=60))])
        finally:
            stop.set()
            killer.join()
    assert reply.status == Status.KILLED
    assert "3 times" in reply.reason


def test_closing_leaves_no_process_and_the_jail_can_be_opened_again() -> None:
    opened = Jail(processes=2)
    for _ in range(2):
        with new_processes() as processes:
            assert answers(opened.execute([square(3)])) == ["9"]
            present = processes()
            assert present
            opened.close()
            assert alive(present) == []


def test_an_abandoned_execute_leaves_no_child() -> None:
    with Jail(processes=2, batch_size=1) as opened, new_processes() as children:
        replies = opened.execute([square(1), script(SLEEP, Limits(seconds=60)), script(SLEEP, Limits(seconds=60))])
        next(replies)
        replies.close()  # type: ignore[attr-defined]
        assert wait_until_gone(children()) == []
        assert answers(opened.execute([square(2)])) == ["4"]


def test_closing_while_jobs_run_is_an_error_that_says_so() -> None:
    opened = Jail(batch_size=1)
    replies = opened.execute(square(n) for n in range(9))
    next(replies)
    opened.close()
    with pytest.raises(TracePileError, match="closed while jobs were running"):
        list(replies)


def test_too_little_memory_for_an_interpreter_is_a_memory_limit(jail: Jail) -> None:
    assert answers(jail.execute([script("", Limits(memory_bytes=2**20)), square(3)])) == ["memory_limit", "9"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"hash_seed": -1}, "hash_seed"),
        ({"processes": 0}, "processes"),
        ({"batch_size": 0}, "batch_size"),
        ({"require_namespaces": True, "use_namespaces": False}, "require_namespaces"),
    ],
)
def test_senseless_settings_are_refused(arguments: dict[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Jail(**arguments)  # type: ignore[arg-type]


# A program that opens a jail, lets two endless jobs run in it, and says when they do.
OUTER = textwrap.dedent("""
    import sys, threading, time
    from tests.execution.processes import descendants
    from tests.execution.test_jail import SLEEP, Jail, Limits, script
    import os

    def announce():
        while len(descendants(os.getpid())) < int(sys.argv[1]):
            time.sleep(0.02)
        print(*descendants(os.getpid()), flush=True)

    jail = Jail(processes=2, batch_size=1, use_namespaces=sys.argv[2] == "True")
    threading.Thread(target=announce, daemon=True).start()
    list(jail.execute([script(SLEEP, Limits(seconds=60))] * 2))
""")


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("use_namespaces", [True, False], ids=["namespaces", "landlock alone"])
def test_no_process_outlives_the_one_that_opened_the_jail(sent: signal.Signals, use_namespaces: bool) -> None:
    expected = 4 if use_namespaces else 3
    command = [sys.executable, "-c", OUTER, str(expected), str(use_namespaces)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as outer:
        assert outer.stdout is not None
        processes = [int(word) for word in outer.stdout.readline().split()]
        assert len(processes) == expected
        outer.send_signal(sent)
        assert outer.wait(20) != 0
        assert wait_until_gone(processes) == []


@pytest.mark.parametrize("killed", [0, 1], ids=["the one that waits", "process 1 of the jail"])
def test_no_process_outlives_a_killed_part_of_the_jail(killed: int) -> None:
    with new_processes() as processes, Jail(processes=2, batch_size=1) as opened:
        replies = opened.execute([square(1)] + [script(SLEEP, Limits(seconds=60))] * 2)
        next(replies)
        deadline = time.monotonic() + 10
        while len(present := processes()) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        kill(present[killed : killed + 1])
        assert wait_until_gone(present) == []
        replies.close()  # type: ignore[attr-defined]


def test_a_forked_process_gets_a_zygote_of_its_own() -> None:
    code = textwrap.dedent("""
        import os
        from tests.execution.test_jail import Jail, answers, square
        with Jail() as jail:
            before = answers(jail.execute([square(2)]))
            child = os.fork()
            if child == 0:
                given = answers(jail.execute([square(3)]))
                jail.close()
                os._exit(int(given[0]))
            _, status = os.waitpid(child, 0)
            print(before, os.WEXITSTATUS(status), answers(jail.execute([square(4)])))
    """)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("['4'] 9 ['16']\n", "")
