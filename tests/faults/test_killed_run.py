"""A run that is ended from outside: nothing of it stays behind, and the next goes on from there to the same bytes."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from dagster import DagsterInstance, DagsterRun, DagsterRunStatus
from dagster._cli.job import _create_run
from dagster._core.workspace.context import BaseWorkspaceRequestContext, WorkspaceProcessContext
from dagster._core.workspace.load_target import ModuleTarget
from dagster._daemon.auto_run_reexecution.auto_run_reexecution import consume_new_runs_for_automatic_reexecution

from resources.lake import Lake
from resources.processes import PROCESS_TAG
from resources.settings import Settings
from tests.faults.processes import below, kill, left_over
from tests.faults.projects import build_landed, files, landed_project
from tracepile_dagster.build import adopt_landed
from tracepile_dagster.instance import project_instance
from tracepile_dagster.jobs import MATERIALIZE_SHARD, QUIET
from tracepile_dagster.runs import PARTITION_TAG, end_abandoned_runs

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from tracepile_dagster.cli import app; app()"]


def variables(settings: Settings) -> dict[str, str]:
    chosen = {f"TRACEPILE_{name.upper()}": str(getattr(settings, name)) for name in sorted(settings.model_fields_set)}
    return {**os.environ, **chosen}


def wait_for(happened: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_build_that_is_killed_and_then_told_to_end_is_continued(undisturbed: dict[str, bytes], home: Path) -> None:
    settings = landed_project(home)
    lake = Lake(settings.lake_path)
    for ending, reached in ((signal.SIGKILL, "landed_programs"), (signal.SIGTERM, "rewrites")):
        build = subprocess.Popen(
            [*COMMAND, "build"], cwd=ROOT, env=variables(settings), stderr=subprocess.PIPE, text=True
        )
        while not lake.shards(reached) and build.poll() is None:
            time.sleep(0.005)
        processes = [found.name for found in below(build.pid)]
        build.send_signal(ending)
        _, said = build.communicate(timeout=120)
        assert build.returncode == (-ending if ending == signal.SIGKILL else 130), said
        assert ("nothing is half-written. Continue: tracepile build" in said) == (ending == signal.SIGTERM)
        assert processes
        assert left_over(processes) == []
    assert not lake.shards("corpus")
    with project_instance(settings.dagster_home) as instance:
        report = build_landed(settings, instance)
        assert report.complete, report
        assert {run.status for run in instance.get_runs()} == {DagsterRunStatus.FAILURE, DagsterRunStatus.SUCCESS}
    assert "landed_programs" in report.shards[0].kept
    assert files(settings) == undisturbed


def launched(instance: DagsterInstance, workspace: BaseWorkspaceRequestContext, shard: str) -> DagsterRun:
    """Launch a run of a shard as the web interface does, through the server of the code location."""
    (location,) = workspace.code_locations
    (repository,) = location.get_repositories().values()
    run = _create_run(
        instance,
        location,
        repository,
        repository.get_full_job(MATERIALIZE_SHARD),
        run_config=QUIET,
        tags={PARTITION_TAG: shard},
        op_selection=None,
        run_id=None,
    )
    return instance.launch_run(run.run_id, workspace)


def test_a_killed_run_of_the_web_interface_is_tried_again_by_itself(
    undisturbed: dict[str, bytes], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = landed_project(home)
    for name, value in variables(settings).items():
        monkeypatch.setenv(name, value)
    lake = Lake(settings.lake_path)
    target = ModuleTarget("tracepile_dagster.definitions", None, str(ROOT), "tracepile")
    with project_instance(settings.dagster_home) as instance, WorkspaceProcessContext(instance, target) as context:
        (shard,) = adopt_landed(instance=instance, lake=lake)
        workspace = context.create_request_context()
        run_id = launched(instance, workspace, shard).run_id

        def now(run_id: str) -> DagsterRun:
            run = instance.get_run_by_id(run_id)
            assert run is not None
            return run

        wait_for(lambda: bool(lake.shards("landed_programs")))
        worker = int(now(run_id).tags[PROCESS_TAG].partition(" ")[2].partition("-")[0])
        processes = [found.name for found in below(worker)]
        kill(worker)
        wait_for(lambda: now(run_id).status is DagsterRunStatus.FAILURE)
        assert processes
        assert left_over(processes) == []
        record = instance.get_run_record_by_id(run_id)
        assert record is not None
        # What Dagster's daemon does every few seconds.
        list(consume_new_runs_for_automatic_reexecution(context, [record], logging.getLogger(__name__)))
        (again,) = (run for run in instance.get_runs() if run.parent_run_id == run_id)
        assert (again.status, again.tags[PARTITION_TAG]) == (DagsterRunStatus.QUEUED, shard)
        assert end_abandoned_runs(instance) == []
        instance.launch_run(again.run_id, workspace)
        wait_for(lambda: now(again.run_id).is_finished)
        assert now(again.run_id).status is DagsterRunStatus.SUCCESS
    assert files(settings) == undisturbed
