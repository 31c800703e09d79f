"""A disk that fills up: it is said which, and what to do; what is there stays readable; room made, all goes on."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
# As root a mount namespace will do; anybody else needs a user namespace around it.
NAMESPACE = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What happened on full disks, see `tests.faults.full_disk`."""
    home = tmp_path_factory.mktemp("disks")
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare of util-linux to mount a small disk")
    mount = [*NAMESPACE, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(home)]
    tried = subprocess.run(mount, capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        pytest.skip(f"this user may not mount a small disk: {tried.stderr.strip()}")
    done = subprocess.run(
        [*NAMESPACE, sys.executable, "-m", "tests.faults.full_disk", str(home)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("landing", ("cannot write", "/lake/landed/", "the disk is full", "Free some space")),
        ("lake", ("traces: cannot write", "/lake/rejects/asset=traces/", "the disk is full", "Free some space")),
        ("doctor", ("the disk of", "/lake is full", "Free some space")),
        ("storage", ("Dagster's storage in", "/.dagster", "the disk is full", "Free some space")),
        ("start", ("Dagster's storage in", "/.dagster", "the disk is full", "Free some space")),
    ],
)
def test_a_full_disk_is_named_with_what_to_do(outcome: dict[str, Any], moment: str, said: tuple[str, ...]) -> None:
    told = outcome["told"][moment]
    assert [words for words in said if words not in told] == [], told


def test_the_lake_is_readable_while_its_disk_is_full(outcome: dict[str, Any]) -> None:
    rows = outcome["rows"]
    assert (rows["landed_programs"], rows["rewrites"] > 0, rows["traces"]) == (2, True, 0)


def test_nothing_half_written_is_there_and_room_brings_the_shard_to_the_same_bytes(
    outcome: dict[str, Any], undisturbed: dict[str, bytes]
) -> None:
    expected = {path: hashlib.sha256(content).hexdigest() for path, content in undisturbed.items()}
    assert all(files.items() < expected.items() for files in outcome["half way"])
    assert outcome["complete"]
    assert outcome["files"] == expected
