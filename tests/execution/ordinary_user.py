"""Start a command as a user without any privilege."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
USER = 1000
# Root's home may be closed to others while the interpreter lies in it. In a mount namespace of its own the command gets
# a folder that is open to all in the home's place, with nothing but the interpreter's folder in it.
OPEN_UP = """
set -e
home=$1 inside=$2 keep=$3 user=$4
shift 4
if [ -n "$home" ]; then
    mount --bind "$inside" "$keep"
    mount -t tmpfs -o mode=755 tmpfs "$home"
    mkdir -p "$inside"
    mount --move "$keep" "$inside"
fi
exec setpriv --reuid "$user" --regid "$user" --clear-groups --bounding-set=-all "$@"
"""


def obstacle() -> str:
    """Say why this process cannot start one as an ordinary user, nothing if it can or is one itself."""
    if os.geteuid() != 0:
        return ""
    missing = [name for name in ("unshare", "setpriv", "mount") if not shutil.which(name)]
    if missing:
        return f"to become an ordinary user it needs {', '.join(missing)} of util-linux"
    closed = closed_folder(ROOT) or closed_folder(Path(sys.prefix))
    return f"an ordinary user may not enter {closed}" if closed else ""


@contextmanager
def as_ordinary_user(command: Sequence[str]) -> Iterator[tuple[list[str], Path]]:
    """Give the command that runs `command` as an ordinary user, and an empty folder that is this user's own."""
    folder = Path(tempfile.mkdtemp(prefix="o"))
    try:
        if os.geteuid() != 0:
            yield list(command), folder
            return
        own, keep = folder / "own", folder / "keep"
        folder.chmod(0o711)
        own.mkdir()
        keep.mkdir()
        os.chown(own, USER, USER)
        base = Path(sys.base_prefix)
        opened = ["bash", "-c", OPEN_UP, "bash", str(closed_folder(base) or ""), str(base), str(keep), str(USER)]
        yield ["unshare", "--mount", *opened, *command], own
    finally:
        shutil.rmtree(folder)


def closed_folder(path: Path) -> Path | None:
    """Give the outermost folder on the way to a path that others may not enter."""
    closed = [folder for folder in (path, *path.parents) if not folder.stat().st_mode & stat.S_IXOTH]
    return closed[-1] if closed else None
