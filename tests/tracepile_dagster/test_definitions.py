"""The code location as Dagster loads it: the graph, its descriptions, versions, and the schedule."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from dagster import AssetKey, DefaultScheduleStatus, RunRequest, build_schedule_context

from resources.schemas import TABLES
from tests.projects import small_settings
from tracepile_dagster.instance import project_instance
from tracepile_dagster.project import ASSETS, project_definitions
from tracepile_dagster.schedules import add_shard

ROOT = Path(__file__).parents[2]
SOURCES = {"math_programs", "classical_algorithms", "competition_solutions"}
PROGRAMS = SOURCES | {"rewrites"}


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory):
    definitions = project_definitions(small_settings(tmp_path_factory.mktemp("home")))
    return {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}


@pytest.mark.parametrize(
    ("asset", "upstream", "group"),
    [
        ("math_programs", set(), "sources"),
        ("classical_algorithms", set(), "sources"),
        ("competition_solutions", set(), "sources"),
        ("rewrites", SOURCES, "execution"),
        ("traces", PROGRAMS, "execution"),
        ("rationales", PROGRAMS | {"traces"}, "narration"),
        ("qa_pairs", PROGRAMS | {"traces"}, "narration"),
        ("corpus", PROGRAMS | {"traces", "rationales", "qa_pairs"}, "corpus"),
    ],
)
def test_the_graph(specs, asset: str, upstream: set[str], group: str) -> None:
    spec = specs[asset]
    assert {dependency.asset_key.to_user_string() for dependency in spec.deps} == upstream
    assert spec.group_name == group
    assert list(spec.owners) == ["team:tracepile"]
    assert {"python", "parquet"} <= spec.kinds
    assert len(spec.description or "") > 60
    schema = spec.metadata["dagster/column_schema"]
    assert [column.name for column in schema.columns] == list(TABLES[asset].columns)
    assert all(column.description for column in schema.columns)


def test_every_asset_is_checked(tmp_path: Path) -> None:
    graph = project_definitions(small_settings(tmp_path)).resolve_asset_graph()
    checks = {(key.asset_key.to_user_string(), key.name) for key in graph.asset_check_keys}
    assert checks == {(asset.key.to_user_string(), "data_quality") for asset in ASSETS} | {
        ("competition_solutions", "agreement"),
        ("traces", "reexecution"),
        ("rationales", "kill_rate"),
        ("corpus", "reproof"),
    }
    assert all(graph.get(key).partitions_def is not None for key in graph.asset_check_keys)


def test_a_setting_changes_the_version_of_what_depends_on_it_only(tmp_path: Path) -> None:
    def versions(**changes: object) -> dict[AssetKey, str | None]:
        definitions = project_definitions(small_settings(tmp_path, **changes))
        return {spec.key: spec.code_version for spec in definitions.resolve_all_asset_specs()}

    before = versions()
    assert versions(workers=1, audit_sample=7) == before
    changed = versions(classical_cases=3)
    assert [key.to_user_string() for key in before if before[key] != changed[key]] == ["classical_algorithms"]


def test_the_schedule_adds_a_shard_and_is_off_at_first(tmp_path: Path) -> None:
    assert add_shard.default_status is DefaultScheduleStatus.STOPPED
    with project_instance(tmp_path) as instance:
        instance.add_dynamic_partitions("shard", ["s0007"])
        request = add_shard(build_schedule_context(instance=instance))
        assert isinstance(request, RunRequest)
        assert request.partition_key == "s0008"
        assert instance.get_dynamic_partitions("shard") == ["s0007", "s0008"]


def test_dagster_loads_the_workspace(tmp_path: Path) -> None:
    environment = {**os.environ, "TRACEPILE_HOME": str(tmp_path), "DAGSTER_HOME": str(tmp_path / "dagster")}
    (tmp_path / "dagster").mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "dagster", "definitions", "validate", "-w", "workspace.yaml"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "BetaWarning" not in run.stderr
    assert "PreviewWarning" not in run.stderr


def test_a_wrong_setting_is_named_when_the_workspace_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "tracepile.toml").write_text("workers = 0\n")
    run = subprocess.run(
        [sys.executable, "-c", "import tracepile_dagster.definitions"],
        cwd=ROOT,
        env={**os.environ, "TRACEPILE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "SettingsError: `workers`" in run.stderr
