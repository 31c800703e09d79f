"""The sensor of landed rows: every landed shard is asked for once, however often a tick is repeated or dies."""

from pathlib import Path

from dagster import (
    AssetMaterialization,
    DagsterInstance,
    DagsterRunStatus,
    DefaultSensorStatus,
    RunRequest,
    SensorResult,
    SkipReason,
    build_sensor_context,
)

from resources.landing import Landing, Landings
from resources.processes import PROCESS_TAG, building, claim
from resources.settings import Settings
from tests.projects import small_settings
from tracepile.sources.hub.rows import Numbered
from tracepile_dagster.instance import project_instance
from tracepile_dagster.jobs import MATERIALIZE_SHARD
from tracepile_dagster.project import project_definitions
from tracepile_dagster.sensors import ATTEMPTS, landed_rows


def land(settings: Settings, count: int, *, part: int = 1, file: str = "mine.jsonl") -> Landing:
    rows = [Numbered(number, {"code": f"print({number})", "inputs": [""]}) for number in range(count)]
    return Landings(settings.lake_path).land(rows, file=file, schema="stdio", rows_per_part=part)


def tick(settings: Settings, instance: DagsterInstance) -> tuple[dict[str, str], str]:
    """Give what a tick asks for, as run keys by shard, and why not; add the partitions as the daemon does."""
    context = build_sensor_context(instance=instance, resources={"settings": settings})
    result = landed_rows(context)
    assert isinstance(result, SensorResult)
    for request in result.dynamic_partitions_requests or []:
        instance.add_dynamic_partitions(request.partitions_def_name, list(request.partition_keys))
    requests = [request for request in result.run_requests or [] if isinstance(request, RunRequest)]
    reason = result.skip_reason.skip_message if isinstance(result.skip_reason, SkipReason) else None
    return {str(request.partition_key): str(request.run_key) for request in requests}, reason or ""


def add_run(settings: Settings, instance: DagsterInstance, shard: str, status: DagsterRunStatus, **tags: str) -> str:
    job = project_definitions(settings).resolve_job_def(MATERIALIZE_SHARD)
    run = instance.create_run_for_job(job, tags={"dagster/partition": shard, **tags}, status=status)
    assert run.status is status
    return run.run_id


def test_the_sensor_is_on_from_the_start() -> None:
    assert landed_rows.default_status is DefaultSensorStatus.RUNNING


def test_a_tick_that_is_repeated_asks_for_the_same_under_the_same_keys(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    with project_instance(settings.dagster_home) as instance:
        assert tick(settings, instance) == (
            {},
            "nothing has landed; add a file with: tracepile add FILE --schema NAME",
        )
        shards = land(settings, 3).shards
        first, _ = tick(settings, instance)
        assert first == {shard: f"{shard}:0" for shard in shards}
        assert tick(settings, instance)[0] == first
        assert instance.get_dynamic_partitions("shard") == list(shards)


def test_what_is_made_or_under_way_is_not_asked_for(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    made, accepted, waiting = land(settings, 3).shards
    with project_instance(settings.dagster_home) as instance:
        instance.report_runless_asset_event(AssetMaterialization("corpus", partition=made))
        add_run(settings, instance, accepted, DagsterRunStatus.NOT_STARTED)
        assert set(tick(settings, instance)[0]) == {waiting}
        add_run(settings, instance, waiting, DagsterRunStatus.STARTED)
        assert tick(settings, instance)[1] == "all 3 landed shards are made or under way (1 made)"


def test_a_shard_that_fails_is_tried_again_and_then_left_to_a_person(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    (shard,) = land(settings, 1).shards
    with project_instance(settings.dagster_home) as instance:
        for attempt in range(ATTEMPTS):
            assert tick(settings, instance)[0] == {shard: f"{shard}:{attempt}"}
            add_run(settings, instance, shard, DagsterRunStatus.FAILURE)
        asked, reason = tick(settings, instance)
        assert asked == {}
        assert shard in reason
        assert "tracepile build --shard" in reason


def test_the_run_of_a_process_that_was_killed_is_made_up_for(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    (shard,) = land(settings, 1).shards
    with project_instance(settings.dagster_home) as instance:
        killed = add_run(settings, instance, shard, DagsterRunStatus.STARTED)
        instance.add_run_tags(killed, {PROCESS_TAG: f"{killed} 999999999-1"})
        assert tick(settings, instance)[0] == {shard: f"{shard}:1"}


def test_a_run_that_is_tried_again_does_not_count_as_that_of_the_killed_process(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    (shard,) = land(settings, 1).shards
    with project_instance(settings.dagster_home) as instance:
        killed = add_run(settings, instance, shard, DagsterRunStatus.FAILURE)
        inherited = {PROCESS_TAG: f"{killed} 999999999-1"}
        again = add_run(settings, instance, shard, DagsterRunStatus.STARTED, **inherited)
        assert tick(settings, instance)[0] == {}
        instance.add_run_tags(again, claim(again))
        assert tick(settings, instance)[0] == {}


def test_a_run_over_a_range_and_one_from_the_asset_view_count(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    first, second, third, fourth = land(settings, 4).shards
    with project_instance(settings.dagster_home) as instance:
        tick(settings, instance)
        ends = {"dagster/asset_partition_range_start": first, "dagster/asset_partition_range_end": second}
        job = project_definitions(settings).resolve_job_def(MATERIALIZE_SHARD)
        instance.create_run_for_job(job, tags=ends, status=DagsterRunStatus.STARTED)
        assets = project_definitions(settings).resolve_implicit_global_asset_job_def()
        instance.create_run_for_job(assets, tags={"dagster/partition": third}, status=DagsterRunStatus.STARTED)
        assert set(tick(settings, instance)[0]) == {fourth}


def test_nothing_is_asked_for_while_a_build_is_at_work(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    shards = land(settings, 2).shards
    with project_instance(settings.dagster_home) as instance:
        with building(settings.dagster_home):
            asked, reason = tick(settings, instance)
            assert asked == {}
            assert "tracepile build" in reason
        assert set(tick(settings, instance)[0]) == set(shards)


def test_a_damaged_landing_does_not_hold_up_the_others(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    damaged, good = land(settings, 1), land(settings, 2, part=2, file="other.jsonl")
    (Landings(settings.lake_path).folder / damaged.key / "landing.json").write_text("{")
    with project_instance(settings.dagster_home) as instance:
        assert set(tick(settings, instance)[0]) == set(good.shards)


def test_many_shards_are_asked_for_little_by_little(tmp_path: Path) -> None:
    settings, count = small_settings(tmp_path), 30
    land(settings, count)
    with project_instance(settings.dagster_home) as instance:
        first, _ = tick(settings, instance)
        assert 0 < len(first) < count
        for shard in first:
            instance.report_runless_asset_event(AssetMaterialization("corpus", partition=shard))
        second, _ = tick(settings, instance)
        assert not set(first) & set(second)
        assert len(instance.get_dynamic_partitions("shard")) == count
