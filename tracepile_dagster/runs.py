"""One run of Dagster in this process: which components of which shard, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from dagster import (
    AssetKey,
    DagsterEvent,
    DagsterEventType,
    DagsterInstance,
    DagsterRunStatus,
    JobDefinition,
    RunsFilter,
)
from dagster._core.definitions.job_base import InMemoryJob
from dagster._core.events import JobFailureData, RunFailureReason
from dagster._core.execution.api import execute_run_iterator
from dagster._core.storage.tags import MAX_RETRIES_TAG
from dagster._core.utils import make_new_run_id
from dagster_shared.error import SerializableErrorInfo

from resources.processes import claim, is_abandoned
from tracepile_dagster.jobs import QUIET

PARTITION_TAG = "dagster/partition"
NO_RETRIES = {MAX_RETRIES_TAG: "0"}
"""The tag of a run that Dagster's daemon must not try again, since somebody else sees to that."""
MORE_MEMORY = "Free some, or build with TRACEPILE_WORKERS=1; then run the same command again to continue."
UNFINISHED = (DagsterRunStatus.STARTED, DagsterRunStatus.STARTING, DagsterRunStatus.CANCELING)
"""What a run is in that has begun and not ended."""

_INTERRUPTIONS = ("DagsterExecutionInterruptedError", "KeyboardInterrupt")
_OWN_ERROR = re.compile(r"(tracepile|resources)(\.\w+)+: ")

type Observe = Callable[[str, bool], None]
"""Called with a step's name when it starts (False) and when it has ended (True)."""


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A check that a shard did not pass."""

    asset: str
    check: str
    blocking: bool
    summary: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run made and what went wrong."""

    run_id: str
    made: tuple[str, ...]
    failed_checks: tuple[FailedCheck, ...]
    errors: tuple[str, ...]


def run_shard(
    job: JobDefinition, shard: str, components: Collection[str], *, instance: DagsterInstance, observe: Observe
) -> RunReport:
    """Make some components of a shard, with their checks, in a run that the instance records.

    Raises:
        KeyboardInterrupt: the run was interrupted. What it had made is kept, and the next run goes on from there.
    """
    selection = {AssetKey(name) for name in components}
    run_id = make_new_run_id()
    run = instance.create_run_for_job(
        job.get_subset(asset_selection=selection),
        run_id=run_id,
        run_config=QUIET,
        tags={PARTITION_TAG: shard, **NO_RETRIES, **claim(run_id)},
        asset_selection=selection,
    )
    made: list[str] = []
    failed: list[FailedCheck] = []
    errors: list[str] = []
    interrupted = False
    for event in execute_run_iterator(InMemoryJob(job), run, instance):
        if event.event_type is DagsterEventType.STEP_START:
            observe(event.step_key or "", False)
        elif event.event_type in (DagsterEventType.STEP_SUCCESS, DagsterEventType.STEP_FAILURE):
            observe(event.step_key or "", True)
        if event.event_type is DagsterEventType.ASSET_MATERIALIZATION and event.asset_key is not None:
            made.append(event.asset_key.to_user_string())
        elif event.event_type is DagsterEventType.ASSET_CHECK_EVALUATION:
            failed.extend(_failed_check(event))
        elif event.event_type is DagsterEventType.STEP_FAILURE:
            interrupted = interrupted or _is_interruption(event.step_failure_data.error)
            errors.extend(_step_error(event, failed))
        elif event.event_type is DagsterEventType.RUN_FAILURE:
            data = event.job_failure_data
            if data.failure_reason is RunFailureReason.UNEXPECTED_TERMINATION:
                raise KeyboardInterrupt
            if not errors and not failed:
                errors.append(_reason(data.error) or event.message or "the run failed")
    if interrupted:
        raise KeyboardInterrupt
    return RunReport(run.run_id, tuple(dict.fromkeys(made)), tuple(failed), tuple(errors))


def end_abandoned_runs(instance: DagsterInstance) -> list[str]:
    """Record as failed the runs of processes that were killed; give their ids.

    Left as they are, they would count as running forever and hold up the queue of the web interface.
    """
    ended = []
    for run in instance.get_runs(RunsFilter(statuses=list(UNFINISHED))):
        if is_abandoned(run.run_id, run.tags):
            instance.report_run_failed(
                run,
                message="The process that ran it was killed. Build the shard again to go on from where it stopped.",
                job_failure_data=JobFailureData(error=None, failure_reason=RunFailureReason.UNEXPECTED_TERMINATION),
            )
            ended.append(run.run_id)
    return ended


def _failed_check(event: DagsterEvent) -> Iterator[FailedCheck]:
    evaluation = event.asset_check_evaluation_data
    if not evaluation.passed:
        yield FailedCheck(
            evaluation.asset_key.to_user_string(),
            evaluation.check_name,
            bool(evaluation.blocking),
            evaluation.description or "",
        )


def _step_error(event: DagsterEvent, failed: Collection[FailedCheck]) -> Iterator[str]:
    error = _raised(event.step_failure_data.error)
    if error is None or (error.cls_name == "DagsterAssetCheckFailedError" and failed):
        return  # the check itself says more
    yield f"{event.step_key}: {_reason(error)}"


def _raised(error: SerializableErrorInfo | None) -> SerializableErrorInfo | None:
    # What a component raised is wrapped by Dagster. What that was raised from says less: only the outer error tells
    # where, and what to do next.
    while error is not None and error.cause is not None and (error.cls_name or "").startswith("Dagster"):
        error = error.cause
    return error


def _is_interruption(error: SerializableErrorInfo | None) -> bool:
    # A signal that comes while a compiled module is imported comes out as an ImportError with the signal beneath.
    while error is not None:
        if error.cls_name in _INTERRUPTIONS:
            return True
        error = error.cause or error.context
    return False


def _reason(error: SerializableErrorInfo | None) -> str:
    """Give what is told of an error; the rest, with the stack, stands in the run's own log."""
    raised = _raised(error)
    if raised is None:
        return ""
    first = _OWN_ERROR.sub("", next(iter(raised.message.strip().splitlines()), ""))
    if raised.cls_name == "MemoryError":
        return f"{first}: the machine, or what this process may use of it, ran out of memory. {MORE_MEMORY}"
    return first
