"""Watching for rows that have landed: every part of a landing becomes a shard, and every such shard is made."""

from collections.abc import Iterable

from dagster import (
    AssetKey,
    DagsterInstance,
    DagsterRunStatus,
    DefaultSensorStatus,
    ResourceParam,
    RunRequest,
    RunsFilter,
    SensorEvaluationContext,
    SensorResult,
    sensor,
)
from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG

from assets.shards import SHARDS
from resources.landing import Landings
from resources.processes import is_building
from resources.settings import Settings
from tracepile_dagster.jobs import materialize_shard
from tracepile_dagster.runs import NO_RETRIES, PARTITION_TAG, UNFINISHED, end_abandoned_runs

ATTEMPTS = 3
"""Runs of one shard that may fail before somebody has to look."""

_REQUESTS_PER_TICK = 20
_FAILED = [DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED]
_UNDER_WAY = [DagsterRunStatus.QUEUED, DagsterRunStatus.NOT_STARTED, *UNFINISHED]


@sensor(
    name="landed_rows",
    job=materialize_shard,
    minimum_interval_seconds=30,
    default_status=DefaultSensorStatus.RUNNING,
    description=(
        "Files added with `tracepile add` become shards, and the shards are made: once, however often this runs or is "
        f"killed. A shard whose run fails is tried {ATTEMPTS} times."
    ),
)
def landed_rows(context: SensorEvaluationContext, settings: ResourceParam[Settings]) -> SensorResult:
    """Add the keys of landed shards and request a run for each that is neither made nor under way.

    What is to be done follows from what is there, not from what was requested before, so that a tick that dies
    halfway is made up for by the next. The key of a request counts the attempts, so that none is made twice.
    """
    instance = context.instance
    end_abandoned_runs(instance)
    damaged: list[str] = []
    shards = [shard for landing in Landings(settings.lake_path).all(damaged=damaged) for shard in landing.shards]
    for complaint in damaged:
        context.log.error(complaint)
    add = [SHARDS.build_add_request(shards)] if shards else []
    if is_building(settings.dagster_home):
        reason = "`tracepile build` is at work; what it leaves is asked for when it has ended"
        return SensorResult(dynamic_partitions_requests=add, skip_reason=reason)
    made = instance.get_materialized_partitions(AssetKey("corpus"))
    under_way = _under_way(instance)
    requests: list[RunRequest] = []
    failing: list[str] = []
    for shard in shards:
        if shard in made or shard in under_way:
            continue
        attempts = instance.get_runs_count(RunsFilter(tags={PARTITION_TAG: shard}, statuses=_FAILED))
        if attempts >= ATTEMPTS:
            failing.append(shard)
        elif len(requests) < _REQUESTS_PER_TICK:
            requests.append(RunRequest(run_key=f"{shard}:{attempts}", partition_key=shard, tags=NO_RETRIES))
    return SensorResult(
        run_requests=requests,
        dynamic_partitions_requests=add,
        skip_reason=None if requests else _nothing_to_do(shards, made, failing, damaged),
    )


def _under_way(instance: DagsterInstance) -> set[str]:
    """Give the shards of all runs that are accepted or at work, whoever asked for them."""
    keys = instance.get_dynamic_partitions(str(SHARDS.name))
    shards: set[str] = set()
    for run in instance.get_runs(RunsFilter(statuses=_UNDER_WAY)):
        if PARTITION_TAG in run.tags:
            shards.add(run.tags[PARTITION_TAG])
        first, last = run.tags.get(ASSET_PARTITION_RANGE_START_TAG), run.tags.get(ASSET_PARTITION_RANGE_END_TAG)
        if first in keys and last in keys:
            shards.update(keys[keys.index(first) : keys.index(last) + 1])
    return shards


def _nothing_to_do(shards: list[str], made: Iterable[str], failing: list[str], damaged: list[str]) -> str:
    if damaged:
        return damaged[0]
    if failing:
        return (
            f"{len(failing)} landed shards failed {ATTEMPTS} times and are left to you: {', '.join(failing[:5])}. "
            "Look at their runs, then make them from here or with: tracepile build --shard KEY"
        )
    if not shards:
        return "nothing has landed; add a file with: tracepile add FILE --schema NAME"
    return f"all {len(shards)} landed shards are made or under way ({len(set(shards) & set(made))} made)"
