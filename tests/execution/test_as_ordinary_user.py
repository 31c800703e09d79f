"""The jail and the attacks once more, started by a user without any privilege."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
USER = "1000"
# Root's home may be closed to others while the interpreter lies in it. In a mount namespace of its own the test puts
# a folder that is open to all in the home's place, with nothing but the interpreter's folder in it.
OPEN_UP = """
set -e
home=$1 inside=$2 keep=$3
shift 3
if [ -n "$home" ]; then
    mount --bind "$inside" "$keep"
    mount -t tmpfs -o mode=755 tmpfs "$home"
    mkdir -p "$inside"
    mount --move "$keep" "$inside"
fi
exec setpriv --reuid "$USER_ID" --regid "$USER_ID" --clear-groups --bounding-set=-all "$@"
"""


def _closed_folder(path: Path) -> Path | None:
    """Give the outermost folder on the way to a path that others may not enter."""
    closed = [folder for folder in (path, *path.parents) if not folder.stat().st_mode & stat.S_IXOTH]
    return closed[-1] if closed else None


@pytest.mark.timeout(400)
def test_the_jail_holds_for_an_ordinary_user(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become another user; the other tests here run as an ordinary user already")
    if not all(map(shutil.which, ("unshare", "setpriv", "mount"))):
        pytest.skip("needs unshare, setpriv and mount of util-linux to become an ordinary user")
    if _closed_folder(ROOT) or _closed_folder(Path(sys.prefix)):
        pytest.skip(f"an ordinary user may not enter {_closed_folder(ROOT) or _closed_folder(Path(sys.prefix))}")
    base = Path(sys.base_prefix)
    home = _closed_folder(base)
    keep = tmp_path / "keep"
    keep.mkdir()
    folder = Path(tempfile.mkdtemp(prefix="o"))
    os.chown(folder, int(USER), int(USER))
    tests = ["test_jail.py", "test_attacks.py", "test_isolation.py"]
    # Of the tests of the jail itself, those in which privilege might matter.
    chosen = "attack or refused or probe or guilty or outlives or replaced or closing"
    done = subprocess.run(
        [
            *("unshare", "--mount", "bash", "-c", OPEN_UP, "bash", str(home or ""), str(base), str(keep)),
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--basetemp", str(folder / "t")),
            *("-k", chosen),
            *(str(Path(__file__).parent / name) for name in tests),
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "USER_ID": USER, "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    shutil.rmtree(folder)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
