"""Too little memory: it is said what was too little and what to do, and the rest goes on."""

import os
import resource
import threading
from pathlib import Path

import pytest

from resources.lake import Lake
from tests.faults.processes import Role, below, kill, left_over
from tests.faults.projects import build_landed, landed_project
from tracepile.execution import Jail, Job, Limits, Mode
from tracepile.records import Status
from tracepile_dagster.build import BuildError, Step, adopt_landed, build
from tracepile_dagster.instance import project_instance

SLEEP = Job(Mode.RUN, "import time\ntime.sleep(1000)\n", stdin="", limits=Limits(seconds=60))
SUM = Job(Mode.RUN, "print(2 + 2)\n", stdin="", limits=Limits(seconds=60))


def test_a_program_that_the_kernel_kills_for_its_memory_again_and_again_costs_only_itself() -> None:
    kills: list[str] = []

    def be_the_kernel() -> None:
        while len(kills) < 3:
            for found in below(os.getpid()):
                if found.role is Role.CHILD and len(kills) < 3:
                    kill(found.pid)
                    kills.append(found.name)
                    left_over([found.name])

    kernel = threading.Thread(target=be_the_kernel)
    with Jail(batch_size=2) as jail:
        kernel.start()
        slept, summed = jail.execute([SLEEP, SUM])
        kernel.join()
    assert slept.status is Status.KILLED
    assert "ran out of memory" in slept.reason
    assert summed.output.stdout == "4\n"


def test_a_limit_below_what_a_build_takes_is_refused_before_it_begins(home: Path) -> None:
    settings = landed_project(home)
    before = resource.getrlimit(resource.RLIMIT_AS)
    with project_instance(settings.dagster_home) as instance:
        keys = adopt_landed(instance=instance, lake=Lake(settings.lake_path))
        resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30 - 1, before[1]))
        try:
            with pytest.raises(BuildError, match=r"4\.0 GiB of address space.*ulimit -v unlimited"):
                build(keys, instance=instance, settings=settings)
        finally:
            resource.setrlimit(resource.RLIMIT_AS, before)


# Dagster's generator of events, left where the memory ended, cannot say its last word.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_build_that_runs_out_of_memory_says_so_and_leaves_no_process(home: Path) -> None:
    settings = landed_project(home)
    others = {found.name for found in below(os.getpid())}  # of other tests in this process
    seen: list[str] = []

    def exhaust(step: Step) -> None:
        if step.name == "rewrites" and not step.ended:
            running = (found for found in below(os.getpid()) if found.role is not None)
            seen.extend(found.name for found in running if found.name not in others)
            bytearray(2**62)

    with (
        project_instance(settings.dagster_home) as instance,
        pytest.raises(BuildError, match=r"ran out of memory\. Free some, or build with TRACEPILE_WORKERS=1"),
    ):
        build_landed(settings, instance, exhaust)
    assert seen
    assert left_over(seen) == []
