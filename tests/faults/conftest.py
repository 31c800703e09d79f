from pathlib import Path

import pytest

from tests.faults.projects import build_landed, files, landed_project
from tracepile_dagster.instance import project_instance


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of the lake after a build that nothing disturbed."""
    settings = landed_project(tmp_path_factory.mktemp("undisturbed"))
    with project_instance(settings.dagster_home) as instance:
        report = build_landed(settings, instance)
    assert report.complete, report
    return files(settings)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"
