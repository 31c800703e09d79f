"""What the workers of the tests are given to do: importable by name, as `Workers.map` asks."""

import os
import resource
import signal
import time
from pathlib import Path

from resources.workers import Jails
from tracepile.errors import TracePileError


class OddError(TracePileError):
    """Pickles, but does not unpickle: its constructor takes more than its message."""

    def __init__(self, code: int, detail: str) -> None:
        super().__init__(f"{detail} {code}")


def square(number: int, jails: Jails) -> int:
    del jails
    return number * number


def process_id(number: int, jails: Jails) -> int:
    del jails, number
    time.sleep(0.01)
    return os.getpid()


def process_id_and_cores(number: int, jails: Jails) -> tuple[int, set[int]]:
    return process_id(number, jails), os.sched_getaffinity(0)


def fail_on_seven(number: int, jails: Jails) -> int:
    del jails
    if number == 7:
        raise ValueError(f"no {number}")
    return number


def fail_oddly(number: int, jails: Jails) -> int:
    del jails
    raise OddError(number, "no")


def unpicklable(number: int, jails: Jails) -> object:
    del jails
    return lambda: number


def die_once(task: tuple[int, str], jails: Jails) -> int:
    del jails
    number, mark = task
    if number == 13 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_always(number: int, jails: Jails) -> int:
    del jails
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def wait_long(number: int, jails: Jails) -> int:
    del jails
    time.sleep(60)
    return number


def run_program(code: str, jails: Jails) -> str:
    from tracepile.execution import Job, Mode

    job = Job(Mode.RUN, code, stdin="")
    (first,) = jails.trace.execute([job])
    (second,) = jails.recheck.execute([job])
    assert first.output == second.output
    return first.output.stdout


def exhaust_memory(number: int, jails: Jails) -> int:
    del jails
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
    return number * len(bytes(2**31))


def exhaust_memory_once(task: tuple[int, str], jails: Jails) -> int:
    number, mark = task
    if number == 5 and not Path(mark).exists():
        Path(mark).touch()
        exhaust_memory(number, jails)
    return number
