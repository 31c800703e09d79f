"""What every check has in common: it judges one shard, carries the partition, and shows what is wrong."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dagster import (
    AssetCheckEvaluation,
    AssetCheckExecutionContext,
    AssetCheckResult,
    AssetChecksDefinition,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetKey,
    Output,
    ResourceParam,
    multi_asset_check,
)
from dagster._utils.warnings import disable_dagster_warnings

from assets.component import Platform
from assets.shards import SHARDS
from resources.lake import Lake
from resources.settings import Settings
from resources.workers import Workers


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a check says of a shard: whether it holds, in one sentence, and what to look at."""

    passed: bool
    summary: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


type Judge = Callable[[str, Platform], Judgement]


def shard_check(asset: str, *, name: str, description: str, blocking: bool) -> Callable[[Judge], AssetChecksDefinition]:
    """Declare a check of an asset by decorating the function that judges one shard.

    A blocking check that fails keeps the assets downstream from being made of that shard.
    """
    with disable_dagster_warnings():  # partitions of checks are marked as a preview
        spec = AssetCheckSpec(name, asset=asset, description=description, blocking=blocking, partitions_def=SHARDS)

    def decorate(judge: Judge) -> AssetChecksDefinition:
        @multi_asset_check(name=f"{asset}_{name}", specs=[spec])
        def check(
            context: AssetCheckExecutionContext,
            lake: ResourceParam[Lake],
            workers: ResourceParam[Workers],
            settings: ResourceParam[Settings],
        ) -> Iterator[AssetCheckResult | AssetCheckEvaluation | Output[None]]:
            platform = Platform(lake, workers, settings)
            shards = list(context.op_execution_context.partition_keys)
            judgements = {shard: judge(shard, platform) for shard in shards}
            if len(shards) == 1:
                (judgement,) = judgements.values()
                yield AssetCheckResult(
                    asset_key=asset,
                    check_name=name,
                    passed=judgement.passed,
                    description=judgement.summary,
                    metadata=judgement.metadata,
                    severity=AssetCheckSeverity.ERROR,
                )
                return
            # A result covers the whole run; an evaluation carries its shard.
            yield Output(None, output_name=f"{asset}_{name}")
            for shard, judgement in judgements.items():
                yield AssetCheckEvaluation(
                    asset_key=AssetKey(asset),
                    check_name=name,
                    passed=judgement.passed,
                    description=judgement.summary,
                    metadata=judgement.metadata,
                    severity=AssetCheckSeverity.ERROR,
                    blocking=blocking,
                    partition=shard,
                )

        return check

    return decorate
