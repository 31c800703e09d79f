"""The resources in the form that Dagster configures and shows."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import Any

from dagster import ConfigurableResource, InitResourceContext

from resources.lake import Lake
from resources.processes import claim
from resources.settings import Settings
from resources.workers import Workers


class LakeResource(ConfigurableResource[Lake]):
    """The lake in a folder."""

    root: str

    def create_resource(self, context: InitResourceContext) -> Lake:
        """Give the lake, cleared of what killed processes left half-written."""
        lake = Lake(Path(self.root))
        for path in lake.remove_leftovers():
            if context.log is not None:
                context.log.info(f"removed {path}, left by a process that was killed")
        return lake


class WorkersResource(ConfigurableResource[Workers]):
    """Worker processes that live as long as a run."""

    count: int

    @contextlib.contextmanager
    def yield_for_execution(self, context: InitResourceContext) -> Generator[Workers]:
        """Give the workers, and end them after the run."""
        if context.run is not None and context.instance is not None:
            # So that the run of a process that was killed can be told from one that takes long.
            context.instance.add_run_tags(context.run.run_id, claim(context.run.run_id))
        with Workers(self.count) as workers:
            yield workers


class SettingsResource(ConfigurableResource[Settings]):
    """The settings that this code location was loaded with."""

    values: dict[str, Any]

    def create_resource(self, context: InitResourceContext) -> Settings:
        """Give the settings."""
        del context
        return Settings(**self.values)
