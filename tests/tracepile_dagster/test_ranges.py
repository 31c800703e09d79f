"""Several shards in one run, as a backfill from the web interface does it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dagster import AssetCheckKey, AssetKey
from dagster._core.storage.asset_check_execution_record import AssetCheckExecutionRecordStatus

from resources.lake import Lake
from tests.projects import Project, small_settings
from tracepile_dagster.build import build
from tracepile_dagster.freshness import Freshness
from tracepile_dagster.instance import project_instance
from tracepile_dagster.jobs import MATERIALIZE_SHARD
from tracepile_dagster.project import project_definitions

SHARDS = ["s0000", "s0001"]


@pytest.fixture(scope="module")
def backfilled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    settings = small_settings(
        tmp_path_factory.mktemp("range"), math_programs=2, classical_algorithms=1, competition_solutions=1
    )
    with project_instance(settings.dagster_home) as instance:
        instance.add_dynamic_partitions("shard", SHARDS)
        result = (
            project_definitions(settings)
            .resolve_job_def(MATERIALIZE_SHARD)
            .execute_in_process(
                instance=instance,
                tags={
                    "dagster/asset_partition_range_start": SHARDS[0],
                    "dagster/asset_partition_range_end": SHARDS[1],
                },
            )
        )
        assert result.success
        yield Project(settings, instance)


def test_every_shard_is_complete_and_has_a_version_of_its_own(backfilled: Project) -> None:
    lake = Lake(backfilled.settings.lake_path)
    graph = project_definitions(backfilled.settings).resolve_asset_graph()
    freshness = Freshness(graph, backfilled.instance, lake)
    assert [freshness.outdated(shard) for shard in SHARDS] == [{}, {}]
    assert lake.stored("corpus", "s0000") != lake.stored("corpus", "s0001")


def test_every_check_is_recorded_for_each_shard(backfilled: Project) -> None:
    keys = [AssetCheckKey(AssetKey(name), "data_quality") for name in ("traces", "corpus")]
    found = backfilled.instance.event_log_storage.get_asset_check_partition_info(keys)
    assert sorted((info.check_key.asset_key.to_user_string(), info.partition_key) for info in found) == [
        ("corpus", "s0000"),
        ("corpus", "s0001"),
        ("traces", "s0000"),
        ("traces", "s0001"),
    ]
    assert {info.latest_execution_status for info in found} == {AssetCheckExecutionRecordStatus.SUCCEEDED}


def test_one_shard_made_again_alone_gives_the_same_bytes_and_leaves_the_other_alone(
    backfilled: Project, tmp_path: Path
) -> None:
    before = backfilled.files
    lake = Lake(backfilled.settings.lake_path)
    lake.path("traces", "s0001").unlink()
    report = build(SHARDS, instance=backfilled.instance, settings=backfilled.settings)
    assert [shard.made for shard in report.shards] == [(), ("traces",)]
    assert backfilled.files == before
    alone = backfilled.settings.model_copy(update={"home": tmp_path})
    with project_instance(alone.dagster_home) as instance:
        build(["s0001"], instance=instance, settings=alone)
        files = Project(alone, instance).files
    assert files == {path: content for path, content in before.items() if "shard=s0001" in path}
