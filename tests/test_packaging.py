"""What the repository says about itself must be true: dependencies, pins, floors, and nothing that reports home."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent
PYPROJECT_TEXT = (PROJECT / "pyproject.toml").read_text()
PYPROJECT: dict[str, Any] = tomllib.loads(PYPROJECT_TEXT)
PACKAGES = ("tracepile", "resources", "assets", "checks", "tracepile_dagster")


# Every dependency of the project, of its extras and of its build.
REQUIRED: list[str] = [
    *PYPROJECT["project"]["dependencies"],
    *(text for extra in PYPROJECT["project"]["optional-dependencies"].values() for text in extra),
    *PYPROJECT["build-system"]["requires"],
]


def pins() -> dict[str, str]:
    """Name and version of each line of constraints.txt."""
    found: dict[str, str] = {}
    for line in (PROJECT / "constraints.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            (specifier,) = requirement.specifier
            assert specifier.operator == "==", line
            found[canonicalize_name(requirement.name)] = specifier.version
    return found


def tracked() -> list[Path]:
    """Every file that git tracks or would track."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    return [path for name in listing.stdout.split("\0") if name and (path := PROJECT / name).is_file()]


@pytest.mark.parametrize("text", REQUIRED)
def test_every_dependency_is_pinned_inside_its_bounds(text: str) -> None:
    requirement = Requirement(text)
    version = pins()[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version, prereleases=True)


def test_constraints_hold_no_address_and_no_option() -> None:
    text = (PROJECT / "constraints.txt").read_text()
    assert not re.search(r"://|@|^\s*-|file:", text, re.MULTILINE)


@pytest.mark.parametrize("text", REQUIRED)
def test_every_dependency_says_why_it_is_needed(text: str) -> None:
    lines = [line for line in PYPROJECT_TEXT.splitlines() if f'"{text}"' in line]
    assert lines
    for line in lines:
        _, _, reason = line.partition(" # ")
        assert len(reason.split()) >= 3, f"give a reason for {text} behind a # on its line of pyproject.toml"


def test_every_package_of_the_wheel_is_typed_checked_and_layered() -> None:
    assert tuple(PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == PACKAGES
    assert tuple(PYPROJECT["tool"]["mypy"]["files"]) == PACKAGES
    assert tuple(PYPROJECT["tool"]["importlinter"]["root_packages"]) == PACKAGES
    for package in PACKAGES:
        assert (PROJECT / package / "__init__.py").is_file()


def test_no_file_of_the_project_names_a_package_index() -> None:
    hosts = re.compile("|".join(("py" + "pi.org", "python" + "hosted", "npm" + "js.org", "index" + "-url *=")))
    texts = (path for path in tracked() if path.suffix not in {".png", ".parquet", ".duckdb"})
    assert [str(path) for path in texts if hosts.search(path.read_text(errors="replace"))] == []


def test_telemetry_is_off_in_every_way_to_start() -> None:
    makefile = (PROJECT / "Makefile").read_text()
    assert "export GX_ANALYTICS_ENABLED := false" in makefile
    assert "export DAGSTER_DISABLE_TELEMETRY := yes" in makefile


def test_the_licence_is_whole() -> None:
    text = (PROJECT / "LICENSE").read_text()
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert PYPROJECT["project"]["license"] == "Apache-2.0"
