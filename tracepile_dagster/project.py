"""Every asset, check, job and schedule of a project, bound to its settings."""

from __future__ import annotations

import hashlib
import json

from dagster import AssetsDefinition, AssetSpec, Definitions, MetadataValue, in_process_executor

from assets.classical_algorithms import classical_algorithms
from assets.competition_solutions import competition_solutions
from assets.component import SETTINGS_KEY
from assets.corpus import corpus
from assets.landed_programs import landed_programs
from assets.math_programs import math_programs
from assets.qa_pairs import qa_pairs
from assets.rationales import rationales
from assets.rewrites import rewrites
from assets.traces import traces
from checks.agreement import agreement
from checks.data_quality import DATA_QUALITY_CHECKS
from checks.reexecution import reexecution
from checks.reproof import reproof
from checks.verifier import kill_rate
from resources.configured import LakeResource, SettingsResource, WorkersResource
from resources.settings import Settings
from tracepile_dagster.jobs import materialize_shard
from tracepile_dagster.schedules import add_shard
from tracepile_dagster.sensors import landed_rows

ASSETS: list[AssetsDefinition] = [
    math_programs,
    classical_algorithms,
    competition_solutions,
    landed_programs,
    rewrites,
    traces,
    rationales,
    qa_pairs,
    corpus,
]


def project_definitions(settings: Settings) -> Definitions:
    """Give the code location of a project with these settings.

    The settings that decide an asset's content are part of its code version, so that changing one makes the shards that
    were made with another value stale.
    """
    return Definitions(
        assets=[definition.map_asset_specs(lambda spec: _with_settings(spec, settings)) for definition in ASSETS],
        asset_checks=[*DATA_QUALITY_CHECKS, agreement, reexecution, kill_rate, reproof],
        jobs=[materialize_shard],
        schedules=[add_shard],
        sensors=[landed_rows],
        resources={
            "lake": LakeResource(root=str(settings.lake_path)),
            "workers": WorkersResource(count=settings.workers),
            "settings": SettingsResource(values=settings.model_dump(mode="json")),
        },
        # A run spreads over the cores by its workers; a process for each step would only start slowly.
        executor=in_process_executor,
    )


def _with_settings(spec: AssetSpec, settings: Settings) -> AssetSpec:
    names = spec.metadata[SETTINGS_KEY].value
    values = {name: getattr(settings, name) for name in names}
    digest = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:8]
    shown = MetadataValue.text(", ".join(f"{name} = {value}" for name, value in values.items()))
    return spec.replace_attributes(
        code_version=f"{spec.code_version}-{digest}", metadata={**spec.metadata, SETTINGS_KEY: shown}
    )
