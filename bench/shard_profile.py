"""Where the time of a whole shard goes: which component, which kind of work, what inside the jail, which functions.

    python bench/shard_profile.py [--programs N]

Makes one shard for real, in a fresh folder and with the settings that a project starts with: every component and every
check, in a run of Dagster's, up to the corpus. Only the workers are not processes of their own, so that one profile
sees all that they do. Counted is the processor time of this process and of the jails' processes. The work of this
process is sampled every few milliseconds; what the jails did is split up by running some of their jobs once more in
a process that can be sampled (`bench/jail_replay.py`), and what then is left went into starting, forking, confining,
sending and restoring, and into runs that the jail had to stop, which are never run outside of one. Shares are those of
the whole, so that each says what would be saved if that part cost nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import cast

from dagster import Definitions, in_process_executor

from assets.shards import SHARDS, shard_key
from bench.processes import processor_seconds
from bench.sampling import Sampler
from bench.tables import table
from resources.settings import Settings
from resources.workers import Jails, Workers
from tracepile.execution import Jail, Job, Reply
from tracepile.execution.jobs import job_to_json
from tracepile_dagster.instance import project_instance
from tracepile_dagster.jobs import MATERIALIZE_SHARD
from tracepile_dagster.project import project_definitions
from tracepile_dagster.runs import run_shard

ROOT = Path(__file__).resolve().parents[1]
FUNCTIONS = 20
NEXT = 3
REPLAYED = 400
BETWEEN = "between the steps"
OTHER = "everything else"
JAIL = "in the jail"
LEFT = "starting, forking, confining, sending, restoring, and runs that were stopped"
IMPORTS = "importing packages"
OWN = ("tracepile/", "resources/", "assets/", "checks/", "tracepile_dagster/")
STAGES = {
    "talking to the jail": tuple(
        f"tracepile/execution/{file}"
        for file in ("batch", "conversation", "frames", "jail", "jobs", "launcher", "ledger", "payloads")
    ),
    "parsing programs again": ("tracepile/execution/statements", "tracepile/execution/footprints"),
    "traces from and to JSON": ("tracepile/execution/traces", "resources/rows"),
    "reading the witness": ("tracepile/execution/witness",),
    "composing and drawing sources": ("tracepile/sources/",),
    "rewriting": ("tracepile/rewriting/",),
    "narrating": ("tracepile/narration/",),
    "verifying": ("tracepile/verification/",),
    "asking questions": ("tracepile/questions/",),
    "measuring and comparing": ("tracepile/curation/",),
    "counting tokens": ("tracepile/tokens",),
    "the lake": ("resources/lake",),
    "what a run reports": ("assets/plots", "assets/markdown", "assets/component"),
    "data-quality rules": ("checks/",),
    "Great Expectations": ("great_expectations/",),
    "Dagster": ("dagster/", "sqlalchemy/", "alembic/"),
}


class ListeningJail:
    """A jail that remembers what ran to its end, an execution at a time."""

    def __init__(self, jail: Jail, heard: list[list[Job]], stopped: Counter[str]) -> None:
        self._jail, self._heard, self._stopped = jail, heard, stopped

    def execute(self, jobs: Iterable[Job]) -> Iterator[Reply]:
        """Run the jobs and give their replies, as the jail does."""
        asked: deque[Job] = deque()
        ended: list[Job] = []
        self._heard.append(ended)

        def listened() -> Iterator[Job]:
            for job in jobs:
                asked.append(job)
                yield job

        for reply in self._jail.execute(listened()):
            job = asked.popleft()
            if reply.status.usable:  # what the jail had to stop must not run outside of one
                ended.append(job)
            else:
                self._stopped[reply.status.value] += 1
            yield reply


class ListeningJails(Jails):
    """The jails of a worker, listened to."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[list[Job]] = []
        self.stopped: Counter[str] = Counter()

    def under(self, hash_seed: int) -> Jail:
        """Give the jail under a hash seed."""
        return cast(Jail, ListeningJail(super().under(hash_seed), self.heard, self.stopped))


class InlineWorkers(Workers):
    """A worker that works in this very process."""

    def __init__(self, jails: ListeningJails) -> None:
        super().__init__(1)
        self._jails = jails

    def map[Item, Result](
        self, function: Callable[[Item, Jails], Result], items: Iterable[Item], *, chunk: int = 16
    ) -> Iterator[Result]:
        """Give `function(item, jails)` for every item."""
        del chunk
        return (function(item, self._jails) for item in items)


type Seconds = defaultdict[str, float]


@dataclass
class Profile:
    """Processor seconds of a shard, and how they were spent.

    Attributes:
        own: by step, in this process.
        jailed: by step, in the jails' processes.
        stages: in this process, by step and stage.
        functions: in this process, by function.
        modes: in the jails' processes, by mode of the job and stage.
        jobs: how many jobs of each mode ran to their end.
        stopped: how many did not, by status.
    """

    own: Seconds = field(default_factory=lambda: defaultdict(float))
    jailed: Seconds = field(default_factory=lambda: defaultdict(float))
    stages: Mapping[tuple[str, str], float] = field(default_factory=dict)
    functions: Mapping[str, float] = field(default_factory=dict)
    modes: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    jobs: Counter[str] = field(default_factory=Counter)
    stopped: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> float:
        """All of it."""
        return sum(self.own.values()) + sum(self.jailed.values())


def profile(settings: Settings) -> Profile:
    """Make a shard and say where the time went.

    Raises:
        SystemExit: the shard could not be made.
    """
    found = Profile()
    sampler = Sampler(_stage_of, _function_of, IMPORTS)
    shard = shard_key(0)
    with ListeningJails() as jails, project_instance(settings.dagster_home) as instance:
        assert SHARDS.name is not None
        instance.add_dynamic_partitions(SHARDS.name, [shard])
        definitions = _with_workers(project_definitions(settings), InlineWorkers(jails))
        job = definitions.resolve_job_def(MATERIALIZE_SHARD)
        components = [key.to_user_string() for key in definitions.resolve_asset_graph().toposorted_asset_keys]
        own, everything = time.process_time(), processor_seconds()

        def close(step: str) -> None:
            nonlocal own, everything
            own_now, everything_now = time.process_time(), processor_seconds()
            found.own[step] += own_now - own
            found.jailed[step] += max(0.0, (everything_now - everything) - (own_now - own))
            own, everything = own_now, everything_now

        def observe(step: str, has_ended: bool) -> None:
            close(step if has_ended else BETWEEN)
            sampler.context = BETWEEN if has_ended else step

        sampler.context = BETWEEN
        with sampler.watching():
            report = run_shard(job, shard, components, instance=instance, observe=observe)
            close(BETWEEN)
        if report.errors:
            raise SystemExit(f"the shard could not be made: {'; '.join(report.errors)}")
    found.stages, found.functions = sampler.stages, sampler.functions
    found.jobs.update(str(job.mode) for asked in jails.heard for job in asked)
    found.stopped = jails.stopped
    found.modes = replayed(jails.heard, found.jobs)
    return found


def replayed(heard: Sequence[Sequence[Job]], jobs: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """Run some of the executions again, evenly chosen, and give the seconds that all take, by mode and stage."""
    chosen = heard[:: max(1, len(heard) // REPLAYED)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.jail_replay"],
        input=json.dumps([[job_to_json(job) for job in asked] for asked in chosen]),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"the jobs could not be run again (exit code {done.returncode}):\n{done.stderr}")
    again = Counter(str(job.mode) for asked in chosen for job in asked)
    return {
        mode: {stage: seconds * jobs[mode] / again[mode] for stage, seconds in stages.items()}
        for mode, stages in json.loads(done.stdout).items()
    }


def _with_workers(definitions: Definitions, workers: Workers) -> Definitions:
    return Definitions(
        assets=definitions.assets,
        asset_checks=definitions.asset_checks,
        jobs=definitions.jobs,
        resources={**(definitions.resources or {}), "workers": workers},
        executor=in_process_executor,
    )


def _stage_of(code: CodeType) -> str | None:
    place = _place(code)
    if place == "<frozen importlib._bootstrap>":
        return IMPORTS
    return next((stage for stage, starts in STAGES.items() if place.startswith(starts)), None)


def _function_of(code: CodeType) -> str | None:
    place = _place(code)
    return f"{place} {code.co_qualname}" if place.startswith(OWN) else None


def _place(code: CodeType) -> str:
    """Give the file within this project, or within the folder that packages are installed in."""
    file = code.co_filename
    return file.rpartition("site-packages/")[2] if "site-packages/" in file else file.removeprefix(f"{ROOT}/")


def report(found: Profile) -> str:
    """Give the page's section."""
    total = found.total

    def share(seconds: float) -> str:
        return f"{seconds / total:.1%}"

    steps = {step: found.own[step] + found.jailed[step] for step in found.own}
    where: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (step, stage), seconds in found.stages.items():
        where[stage or OTHER][step] = seconds
    for mode, stages in found.modes.items():
        for stage, seconds in stages.items():
            where[f"{JAIL}: {stage}"][f"runs to {mode}"] = seconds
    known = sum(seconds for stages in found.modes.values() for seconds in stages.values())
    where[f"{JAIL}: {LEFT}"] = {"all runs": max(0.0, sum(found.jailed.values()) - known)}
    work = {stage: sum(of.values()) for stage, of in where.items()}
    next_up = ", ".join(f"{stage} ({share(seconds)})" for stage, seconds in _ranked(work)[:NEXT])
    kinds = sorted({stage for stages in found.modes.values() for stage in stages})
    modes = {mode: sum(stages.values()) for mode, stages in found.modes.items()}
    inside = [
        [
            f"{mode}: {found.jobs[mode]:,} runs",
            *(share(found.modes[mode].get(kind, 0.0)) for kind in kinds),
            share(seconds),
        ]
        for mode, seconds in _ranked(modes)
    ]
    functions = [(name, seconds) for name, seconds in _ranked(found.functions) if name][:FUNCTIONS]
    return "\n".join(
        [
            "By step of the run (a component, or a check of one):\n",
            table(
                ["step", "share", "in this process", JAIL],
                [
                    [step, *map(share, (seconds, found.own[step], found.jailed[step]))]
                    for step, seconds in _ranked(steps)
                ],
            ),
            "By kind of work, and the step (in the jail, the way of watching) that has most of it:\n",
            table(
                ["work", "share", "most of it in", "which has"],
                [[stage, share(seconds), *_most(where[stage], share)] for stage, seconds in _ranked(work)],
            ),
            f"What to speed up next: {next_up}.\n",
            "Inside the jail, by how the program is watched:\n",
            table(["watched", *kinds, "share"], inside),
            f"Runs that ended otherwise: {_listed(found.stopped)}.\n",
            "The functions that cost most on this side of the jail, with what they call in the packages it uses:\n",
            table(["function", "share"], [[f"`{name}`", share(seconds)] for name, seconds in functions]),
        ]
    )


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count:,} by {status}" for status, count in counts.most_common()) or "none"


def _ranked(seconds: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(seconds.items(), key=lambda item: (-item[1], item[0]))


def _most(steps: Mapping[str, float], share: Callable[[float], str]) -> tuple[str, str]:
    step, seconds = _ranked(steps)[0]
    return step, share(seconds)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument(
        "--programs", type=int, help="so many of each source, in place of what a project starts with"
    )
    count = arguments.parse_args().programs
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), workers=1)
        if count is not None:
            names = ("math_programs", "classical_algorithms", "competition_solutions")
            settings = settings.model_copy(update=dict.fromkeys(names, count))
        sys.stdout.write(report(profile(settings)))


if __name__ == "__main__":
    main()
