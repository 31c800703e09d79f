"""`scripts/install` finds an interpreter by running what it finds, and never trusts a name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
NATIVE = "tracepile/execution/native"
TOOLS = (
    "bash",
    "cat",
    "cksum",
    "dirname",
    "env",
    "flock",
    "grep",
    "ls",
    "mkdir",
    "mktemp",
    "mv",
    "rm",
    "sed",
    "sh",
    "tail",
    "timeout",
)

REFUSES = 'echo "pyenv: python3.13: command not found" >&2; exit 127'
GARBAGE = 'echo "Welcome to the python service"; echo "python=yes"; exit 0'
SILENT = "exit 0"
READS_FOREVER = "while read -r line; do :; done; sleep 0"
TOO_NEW = 'echo "python=3.14:new:/usr/bin/python3.14"'
TOO_OLD = 'echo "python=3.11:old:/usr/bin/python3.11"'
OTHER_PYTHON = 'echo "python=3.13:other:/opt/pypy/bin/python"'
NO_VENV = 'echo "python=3.12:bare:/usr/bin/python3.12"'
REAL = f'exec "{sys.executable}" "$@"'


class Machine:
    """A machine whose path, home and pyenv hold exactly the interpreters that a test puts there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / "bin"
        self.tools = root / "tools"
        self.path.mkdir()
        self.tools.mkdir()
        for tool in TOOLS:
            if found := shutil.which(tool):
                (self.tools / tool).symlink_to(found)

    def put(self, place: str, body: str) -> Path:
        script = self.root / place
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(f"#!/bin/sh\n{body}\n")
        script.chmod(0o755)
        return script

    def run(self, script: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{self.path}:{self.tools}",
            "HOME": str(self.root),
            "TMPDIR": str(self.root),
            "PYENV_ROOT": str(self.root / "pyenv"),
            **variables,
        }
        return subprocess.run(
            [script, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    def find(self, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.run(PROJECT / "scripts" / "install", "--find-python", **variables)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    root = tmp_path / "a machine"
    root.mkdir()
    return Machine(root)


@pytest.mark.parametrize("useless", [REFUSES, GARBAGE, SILENT, READS_FOREVER, TOO_OLD, TOO_NEW, OTHER_PYTHON])
def test_a_useless_candidate_is_passed_over(machine: Machine, useless: str) -> None:
    machine.put("bin/python3.13", useless)
    machine.put("bin/python3", REAL)

    found = machine.find()

    assert found.stdout == f"{machine.root}/bin/python3\n", found.stderr
    assert found.returncode == 0


def test_the_tested_versions_come_before_a_plain_python3(machine: Machine) -> None:
    machine.put("bin/python3", REAL)
    machine.put("bin/python3.12", REAL)

    assert machine.find().stdout == f"{machine.root}/bin/python3.12\n"


def test_the_second_of_two_equal_names_on_the_path_is_tried(machine: Machine) -> None:
    machine.put("shims/python3.13", REFUSES)
    machine.put("bin/python3.13", REAL)

    found = machine.find(PATH=f"{machine.root}/shims:{machine.path}:{machine.tools}")

    assert found.stdout == f"{machine.root}/bin/python3.13\n"


def test_an_interpreter_that_only_pyenv_knows_is_found(machine: Machine) -> None:
    machine.put("bin/python3.13", REFUSES)
    machine.put("pyenv/versions/2.7.18/bin/python", GARBAGE)
    machine.put("pyenv/versions/3.12.1/bin/python", REAL)

    assert machine.find().stdout == f"{machine.root}/pyenv/versions/3.12.1/bin/python\n"


def test_an_interpreter_that_uv_manages_is_found(machine: Machine) -> None:
    machine.put(".local/share/uv/python/cpython-3.13.5-linux-x86_64-gnu/bin/python3.13", REAL)

    assert machine.find().stdout.endswith("/cpython-3.13.5-linux-x86_64-gnu/bin/python3.13\n")


def test_one_without_venv_is_taken_only_where_no_whole_one_is(machine: Machine) -> None:
    machine.put("bin/python3.13", NO_VENV)
    assert machine.find().stdout == f"{machine.root}/bin/python3.13\n"

    machine.put("bin/python3", REAL)
    assert machine.find().stdout == f"{machine.root}/bin/python3\n"


def test_a_named_interpreter_is_the_only_candidate(machine: Machine) -> None:
    machine.put("bin/python3.13", REAL)
    mine = machine.put("mine/python", REAL)

    assert machine.find(TRACEPILE_PYTHON=str(mine)).stdout == f"{mine}\n"
    assert machine.find(TRACEPILE_PYTHON=str(machine.put("mine/old", TOO_OLD))).returncode == 1


def test_a_machine_without_python_is_told_what_to_do(machine: Machine) -> None:
    project = machine.root / "project"
    (project / "scripts").mkdir(parents=True)
    for name in ("scripts/install", "pyproject.toml", "constraints.txt", "hatch_build.py"):
        shutil.copy(PROJECT / name, project / name)
    shutil.copytree(PROJECT / NATIVE, project / NATIVE)

    result = machine.run(project / "scripts" / "install")

    assert result.returncode == 1
    assert "no CPython 3.12 to 3.13" in result.stderr
    assert "TRACEPILE_PYTHON=/path/to/python" in result.stderr
    assert not list(machine.root.glob("tracepile-install.*"))


def test_a_finished_installation_is_left_alone(machine: Machine) -> None:
    """A stamp that fits means nothing to do; a changed constraint or C source means work, once."""
    project = machine.root / "project"
    (project / "scripts").mkdir(parents=True)
    for name in ("scripts/install", "pyproject.toml", "constraints.txt", "hatch_build.py"):
        shutil.copy(PROJECT / name, project / name)
    shutil.copytree(PROJECT / NATIVE, project / NATIVE)
    machine.put("project/.venv/bin/python", REAL)
    machine.put("project/.venv/bin/uv", 'echo "uv was called: $*" >>"$HOME/uv.log"')
    calls = machine.root / "uv.log"

    def install() -> str:
        calls.unlink(missing_ok=True)
        result = machine.run(project / "scripts" / "install")
        assert result.returncode == 0, result.stderr
        return calls.read_text() if calls.exists() else ""

    assert "--editable .[dev]" in install()
    assert install() == ""
    with (project / "constraints.txt").open("a") as constraints:
        constraints.write("# changed\n")
    assert "--editable .[dev]" in install()
    assert install() == ""
    with (project / NATIVE / "tracer.c").open("a") as source:
        source.write("/* changed */\n")
    assert "--editable .[dev]" in install()
    assert install() == ""


def test_an_option_that_is_not_known_is_refused() -> None:
    result = subprocess.run(
        [PROJECT / "scripts" / "install", "--frobnicate"],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert "unknown option --frobnicate" in result.stderr
