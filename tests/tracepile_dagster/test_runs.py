"""A run of a shard in this process: what it says of a component that failed."""

import errno
from pathlib import Path

import pytest
from dagster import AssetKey, AssetsDefinition, Definitions, asset, define_asset_job, in_process_executor
from dagster._core.errors import DagsterExecutionInterruptedError

from assets.shards import SHARDS
from resources.lake import LakeError
from tracepile_dagster.instance import project_instance
from tracepile_dagster.runs import RunReport, run_shard


@asset(partitions_def=SHARDS)
def hungry() -> None:
    bytearray(2**62)


@asset(partitions_def=SHARDS)
def unwritable() -> None:
    try:
        raise OSError(errno.ENOSPC, "No space left on device")
    except OSError as err:
        raise LakeError("cannot write here: the disk is full. Free some space.") from err


@asset(partitions_def=SHARDS)
def wordless() -> None:
    raise ValueError


@asset(partitions_def=SHARDS)
def interrupted_import() -> None:
    try:
        raise DagsterExecutionInterruptedError
    except DagsterExecutionInterruptedError as err:
        raise ImportError("initialization failed") from err


def run(home: Path, component: AssetsDefinition) -> RunReport:
    name = component.key.to_user_string()
    job = define_asset_job("job", selection=[AssetKey(name)])
    definitions = Definitions(assets=[component], jobs=[job], executor=in_process_executor)
    with project_instance(home) as instance:
        instance.add_dynamic_partitions("shard", ["s0000"])
        return run_shard(
            definitions.resolve_job_def("job"), "s0000", [name], instance=instance, observe=lambda step, ended: None
        )


@pytest.mark.parametrize(
    ("component", "told"),
    [
        (hungry, "hungry: MemoryError: the machine, or what this process may use of it, ran out of memory. Free some"),
        (unwritable, "unwritable: cannot write here: the disk is full. Free some space."),
        (wordless, "wordless: ValueError"),
    ],
    ids=["hungry", "unwritable", "wordless"],
)
def test_the_error_that_a_component_raised_is_told_with_its_advice(
    tmp_path: Path, component: AssetsDefinition, told: str
) -> None:
    report = run(tmp_path, component)
    (error,) = report.errors
    assert error.startswith(told)
    assert report.made == ()


def test_a_signal_that_comes_out_as_a_failed_import_still_ends_the_build(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, interrupted_import)
