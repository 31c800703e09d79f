"""The jail once more, started by a user without any privilege. For the attacks see `test_attacks`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.execution.ordinary_user import ROOT, as_ordinary_user, obstacle

# Of the tests of the jail itself, those in which privilege might matter.
CHOSEN = "refused or probe or guilty or outlives or replaced or closing or mechanism"


@pytest.mark.timeout(400)
def test_the_jail_holds_for_an_ordinary_user() -> None:
    if os.geteuid() != 0:
        pytest.skip("the other tests here run as an ordinary user already")
    if obstacle():
        pytest.skip(obstacle())
    tests = [str(Path(__file__).parent / name) for name in ("test_jail.py", "test_isolation.py")]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", CHOSEN, *tests]
    with as_ordinary_user(command) as (started, own):
        done = subprocess.run(
            [*started, "--basetemp", str(own / "t")],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


def test_an_ordinary_user_is_one() -> None:
    if obstacle():
        pytest.skip(obstacle())
    code = "import os; print(os.getuid(), os.geteuid(), open('/proc/self/status').read())"
    with as_ordinary_user([sys.executable, "-c", code]) as (started, own):
        said = subprocess.run(started, capture_output=True, text=True, check=True).stdout
        assert own.stat().st_uid == int(said.split()[1]) != 0
    assert f"CapEff:\t{0:016x}" in said
