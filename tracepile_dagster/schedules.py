"""Growing the corpus by the clock: one new shard at a time."""

from dagster import DefaultScheduleStatus, RunRequest, ScheduleEvaluationContext, schedule

from assets.shards import SHARDS, next_shards
from tracepile_dagster.jobs import materialize_shard


@schedule(
    name="add_shard",
    job=materialize_shard,
    cron_schedule="0 2 * * *",
    default_status=DefaultScheduleStatus.STOPPED,
    description="Every night at two: add the next shard and make it. Off until somebody turns it on.",
)
def add_shard(context: ScheduleEvaluationContext) -> RunRequest:
    """Add the next shard's key and request its run."""
    name = SHARDS.name
    assert name is not None
    (key,) = next_shards(context.instance.get_dynamic_partitions(name), 1)
    context.instance.add_dynamic_partitions(name, [key])
    return RunRequest(run_key=key, partition_key=key)
