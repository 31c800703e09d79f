"""Which components of a shard have to be made again, and why."""

from __future__ import annotations

from functools import cached_property

from dagster import AssetCheckKey, AssetKey, DagsterInstance
from dagster._core.definitions.assets.graph.asset_graph import AssetGraph
from dagster._core.definitions.data_version import CachingStaleStatusResolver, StaleStatus
from dagster._core.loader import LoadingContext
from dagster._core.storage.asset_check_execution_record import AssetCheckExecutionRecordStatus, AssetCheckPartitionInfo

from resources.lake import Lake, LakeError


class _Request(LoadingContext):
    """The scope within which what was read from the instance is remembered."""

    def __init__(self, instance: DagsterInstance) -> None:
        self._instance = instance
        self._loaders: dict[type, object] = {}

    @property
    def instance(self) -> DagsterInstance:
        return self._instance

    @property
    def loaders(self) -> dict[type, object]:  # type: ignore[override]
        return self._loaders


class Freshness:
    """What Dagster and the lake know of each shard at one moment."""

    def __init__(self, graph: AssetGraph, instance: DagsterInstance, lake: Lake) -> None:
        self._graph = graph
        self._instance = instance
        self._lake = lake
        self._resolver = CachingStaleStatusResolver(instance, graph, _Request(instance))

    def outdated(self, shard: str) -> dict[str, str]:
        """Give the components of a shard that have to be made, in the order of the graph, each with the reason.

        A component is up to date when it was made by this code, with these settings, from the data that its inputs
        hold now; when the file is the one that was made; and when its checks have run since and no blocking one failed.
        """
        reasons: dict[str, str] = {}
        for key in self._graph.toposorted_asset_keys:
            reason = self._stale(key, shard) or self._lost(key, shard) or self._unchecked(key, shard)
            if reason is not None:
                reasons[key.to_user_string()] = reason
        return reasons

    def _stale(self, key: AssetKey, shard: str) -> str | None:
        status = self._resolver.get_status(key, shard)
        if status is StaleStatus.MISSING:
            return "was never made"
        if status is StaleStatus.STALE:
            causes = self._resolver.get_stale_causes(key, shard)
            return "; ".join(dict.fromkeys(cause.reason for cause in causes))
        return None

    def _lost(self, key: AssetKey, shard: str) -> str | None:
        name = key.to_user_string()
        try:
            stored = self._lake.stored(name, shard)
            rejects = self._lake.stored_rejects(name, shard)
        except LakeError as err:
            return str(err)
        if stored is None or rejects is None:
            return "its file is gone"
        if self._resolver.get_current_data_version(key, shard).value != stored.version:
            return "its file is not the one that was made"
        return None

    def _unchecked(self, key: AssetKey, shard: str) -> str | None:
        for check in sorted(self._graph.get_check_keys_for_assets({key}), key=str):
            info = self._checks.get((check, shard))
            event = info.latest_check_event_storage_id if info is not None else None
            made = info.latest_materialization_storage_id if info is not None else None
            if info is None or event is None or (made is not None and event < made):
                return f"check {check.name} has not run since"
            status = info.latest_execution_status
            if status is AssetCheckExecutionRecordStatus.PLANNED:
                return f"check {check.name} has not run since"
            if status is not AssetCheckExecutionRecordStatus.SUCCEEDED and self._blocks(check):
                return f"check {check.name} failed"
        return None

    @cached_property
    def _checks(self) -> dict[tuple[AssetCheckKey, str | None], AssetCheckPartitionInfo]:
        # One question for each check, whatever the number of shards.
        keys = sorted(self._graph.asset_check_keys, key=str)
        found = self._instance.event_log_storage.get_asset_check_partition_info(keys)
        return {(info.check_key, info.partition_key): info for info in found}

    def _blocks(self, check: AssetCheckKey) -> bool:
        return self._graph.get(check).blocking
