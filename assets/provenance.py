"""The tags by which Dagster knows what a shard was made from, for runs over several shards at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from dagster import AssetExecutionContext, AssetKey, AssetRecordsFilter
from dagster._core.definitions.data_version import (
    CODE_VERSION_TAG,
    DATA_VERSION_IS_USER_PROVIDED_TAG,
    DATA_VERSION_TAG,
    get_input_data_version_tag,
    get_input_event_pointer_tag,
)


def combined_version(versions: Iterable[str]) -> str:
    """Give one version for several shards, as Dagster itself combines those of several partitions."""
    return hashlib.sha256("".join(versions).encode()).hexdigest()


def version_tags(context: AssetExecutionContext, shard: str, version: str) -> dict[str, str]:
    """Give the tags of one shard's materialization: its version, the code's, and those of the shards it was made from.

    They are what Dagster writes by itself for a run over one shard.
    """
    node = context.assets_def.specs_by_key[context.asset_key]
    tags = {DATA_VERSION_TAG: version, DATA_VERSION_IS_USER_PROVIDED_TAG: "true"}
    if node.code_version is not None:
        tags[CODE_VERSION_TAG] = node.code_version
    for dependency in node.deps:
        latest = _latest(context, dependency.asset_key, shard)
        if latest is not None:
            tags[get_input_data_version_tag(dependency.asset_key)] = combined_version([latest[0]])
            tags[get_input_event_pointer_tag(dependency.asset_key)] = str(latest[1])
    return tags


def _latest(context: AssetExecutionContext, key: AssetKey, shard: str) -> tuple[str, int] | None:
    found = context.instance.fetch_materializations(AssetRecordsFilter(key, asset_partitions=[shard]), limit=1)
    for record in found.records:
        materialization = record.asset_materialization
        if materialization is not None and materialization.tags and DATA_VERSION_TAG in materialization.tags:
            return materialization.tags[DATA_VERSION_TAG], record.storage_id
    return None
