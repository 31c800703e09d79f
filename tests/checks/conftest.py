import pytest

from tests.projects import Project, built_project


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with one complete shard; tests that change it put it right again."""
    return built_project(tmp_path_factory.getbasetemp() / "built")
