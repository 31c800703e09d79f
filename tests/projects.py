"""Small projects, built for real."""

from functools import cache
from pathlib import Path

from dagster import DagsterInstance

from resources.settings import Settings
from tracepile_dagster.build import build
from tracepile_dagster.instance import project_instance


def small_settings(home: Path, **changes: object) -> Settings:
    values: dict[str, object] = {
        "home": home,
        "math_programs": 4,
        "classical_algorithms": 2,
        "classical_cases": 2,
        "competition_solutions": 2,
        "competition_cases": 2,
        "rewrite_inputs": 4,
        "questions_per_trace": 2,
        "audit_sample": 4,
        "workers": 2,
    }
    return Settings(**(values | changes))  # type: ignore[arg-type]


class Project:
    """A folder with a lake and a Dagster instance."""

    def __init__(self, settings: Settings, instance: DagsterInstance) -> None:
        self.settings = settings
        self.instance = instance

    @property
    def files(self) -> dict[str, bytes]:
        root = self.settings.lake_path
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.parquet"))}


@cache
def built_project(home: Path) -> Project:
    """A project with one complete shard, built once for all tests of a process."""
    settings = small_settings(home)
    instance = project_instance(settings.dagster_home)
    report = build(["s0000"], instance=instance, settings=settings)
    assert report.complete, report
    return Project(settings, instance)
