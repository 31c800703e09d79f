"""The jobs: a shard through the whole graph, with its checks."""

from __future__ import annotations

from dagster import AssetSelection, define_asset_job

MATERIALIZE_SHARD = "materialize_shard"

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
"""What a run logs stands on its page in the web interface; the terminal is for what a person has to know."""

materialize_shard = define_asset_job(
    MATERIALIZE_SHARD,
    selection=AssetSelection.all(),
    config=QUIET,
    description=(
        "Make a shard, from its programs to the corpus, and check every step. Choose one shard, or a range of them "
        "to make one after another in a single run."
    ),
)
