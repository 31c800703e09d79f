"""Growing the corpus by the clock: one new shard at a time."""

from dagster import AssetKey, DefaultScheduleStatus, RunRequest, ScheduleEvaluationContext, schedule

from assets.shards import SHARDS, is_numbered, next_shards
from tracepile_dagster.jobs import materialize_shard


@schedule(
    name="add_shard",
    job=materialize_shard,
    cron_schedule="0 2 * * *",
    default_status=DefaultScheduleStatus.STOPPED,
    description="Every night at two: add the next shard and make it. Off until somebody turns it on.",
)
def add_shard(context: ScheduleEvaluationContext) -> RunRequest:
    """Add the next shard's key and request its run; a key that was added but never made is taken first.

    So a tick that is tried again, or "Test schedule" in the web interface, adds one key at the most.
    """
    name = SHARDS.name
    assert name is not None
    known = context.instance.get_dynamic_partitions(name)
    made = context.instance.get_materialized_partitions(AssetKey("corpus"))
    waiting = sorted(key for key in set(known) - made if is_numbered(key))
    key = waiting[0] if waiting else next_shards(known, 1)[0]
    if not waiting:
        context.instance.add_dynamic_partitions(name, [key])
    return RunRequest(run_key=key, partition_key=key)
