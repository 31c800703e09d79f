"""Namespaces of its own for a process: no network, its own process tree, and `/` of a few read-only folders."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable, Sequence
from typing import NoReturn

from tracepile.execution.system_calls import PR_CAPBSET_DROP, call, mount, prctl, unmount, unshare

NAMES = ("mount", "pid", "network", "ipc", "uts")
NOBODY = 65534

_CLONE_NEWNS, _CLONE_NEWUTS, _CLONE_NEWIPC = 0x0002_0000, 0x0400_0000, 0x0800_0000
_CLONE_NEWUSER, _CLONE_NEWPID, _CLONE_NEWNET = 0x1000_0000, 0x2000_0000, 0x4000_0000
_CLONE_ALL = _CLONE_NEWNS | _CLONE_NEWUTS | _CLONE_NEWIPC | _CLONE_NEWPID | _CLONE_NEWNET

_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1, 2, 4, 8
_MS_REMOUNT, _MS_NOATIME, _MS_NODIRATIME, _MS_BIND, _MS_REC = 32, 1024, 2048, 4096, 16384
_MS_PRIVATE, _MS_RELATIME = 1 << 18, 1 << 21
_ST_RELATIME = 4096
_MNT_DETACH = 2
_CAPABILITY_VERSION_3 = 0x2008_0522


def leave_all() -> bool:
    """Leave all the host's namespaces; children will be in a process tree of their own.

    Where this process may not do so directly, it first enters a user namespace in which it is uid 65534.

    Returns:
        Whether a user namespace was needed.

    Raises:
        OSError: the kernel refused both ways.
    """
    try:
        unshare(_CLONE_ALL)
        return False
    except PermissionError:
        pass
    uid, gid = os.geteuid(), os.getegid()
    unshare(_CLONE_ALL | _CLONE_NEWUSER)
    # A group map of an unprivileged process is accepted only once setgroups is off (user_namespaces(7)).
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{NOBODY} {uid} 1"),
        ("gid_map", f"{NOBODY} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    return True


def become_init() -> None:
    """Fork into process 1 of the new process tree; the calling process only waits for it and ends as it ends."""
    child = os.fork()
    if child:
        _wait_for(child)


def _wait_for(child: int) -> NoReturn:
    # Descriptors held here would keep the other side's end-of-file from arriving.
    os.closerange(0, os.sysconf("SC_OPEN_MAX"))
    _, status = os.waitpid(child, 0)
    os._exit(0 if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0 else 1)


def replace_root(readable: Sequence[str], hidden: Iterable[str]) -> None:
    """Replace `/` by an empty file system with nothing but `readable` folders in it, read-only, at the same paths.

    Args:
        readable: absolute paths of folders, a folder that lies in another after it.
        hidden: folders inside `readable` ones that are to be empty.

    Raises:
        OSError: the kernel refused.
    """
    os.umask(0o022)
    sources = {path: os.path.realpath(path) for path in readable}
    mount(None, "/", None, _MS_REC | _MS_PRIVATE)
    # Any folder will do to mount on: pivot_root moves the mount away, so what it covers is reachable again.
    staging = readable[0]
    mount("tmpfs", staging, "tmpfs", _MS_NOSUID | _MS_NODEV, "mode=755,size=1m")
    os.chdir(staging)
    os.mkdir("host")
    call("pivot_root", b".", b"host")
    os.chdir("/")
    inside = sorted(hidden)
    for path in readable:
        for cover in [item for item in inside if _is_within(path, item)]:
            _cover(cover)
            inside.remove(cover)
        os.makedirs(path, exist_ok=True)
        mount(f"/host{sources[path]}", path, None, _MS_BIND | _MS_REC)
        mount(None, path, None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | _MS_NODEV | _locked_flags(path))
    for cover in inside:
        _cover(cover)
    for cover in hidden:
        if os.path.ismount(cover):
            mount(None, cover, None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | _MS_NODEV)
    unmount("/host", _MNT_DETACH)
    os.rmdir("/host")
    mount(None, "/", None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | _MS_NODEV)


def drop_privileges(*, change_user: bool) -> None:
    """Give up every capability and, with `change_user`, become uid and gid 65534.

    Raises:
        OSError: the kernel refused.
    """
    if change_user and os.geteuid() == 0:
        _drop_bounding_set()
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    empty = struct.pack("6I", 0, 0, 0, 0, 0, 0)
    call("capset", struct.pack("Ii", _CAPABILITY_VERSION_3, 0), empty)


def _drop_bounding_set() -> None:
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            # The first number that the kernel does not know, or a bounding set that may not be changed: without
            # privileges to gain (no_new_privs) it has no effect.
            return


def _cover(path: str) -> None:
    if os.path.isdir(path):
        mount("tmpfs", path, "tmpfs", _MS_NOSUID | _MS_NODEV, "mode=755,size=64k")


def _locked_flags(path: str) -> int:
    # A mount taken over from a more privileged namespace may not lose these flags when it is remounted.
    present = os.statvfs(path).f_flag
    locked = present & (_MS_NOSUID | _MS_NODEV | _MS_NOEXEC | _MS_NOATIME | _MS_NODIRATIME)
    return locked | (_MS_RELATIME if present & _ST_RELATIME else 0)


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def interpreter_folders() -> tuple[list[str], list[str]]:
    """Give the folders that this interpreter imports the standard library from, and those in them to hide.

    Hidden are the folders of third-party packages, which lie inside the standard library's folder.
    """
    folders = [os.path.abspath(path) for path in sys.path if os.path.isdir(path)]
    readable = [
        path for path in sorted(set(folders)) if not any(path != other and _is_within(path, other) for other in folders)
    ]
    hidden = [os.path.join(path, name) for path in readable for name in ("site-packages", "dist-packages")]
    return readable, hidden
