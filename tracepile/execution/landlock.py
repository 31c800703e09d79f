"""Landlock: the kernel refuses every file access outside a few read-only paths, with no privilege needed.

Structures and rights are those of the kernel's `linux/landlock.h` (Documentation/userspace-api/landlock.rst).
"""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Iterable

from tracepile.execution.system_calls import call

_CREATE_RULESET_VERSION = 1
_RULE_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# The number of file rights that each version of the interface knows: REFER came with 2, TRUNCATE with 3,
# IOCTL_DEV with 5.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NET_ALL = 0b11
_SCOPE_ALL = 0b11
_ABI_NET, _ABI_SCOPE = 4, 6


def abi() -> int:
    """Give the version of Landlock that the kernel offers, 0 where it offers none (asked by its system call)."""
    try:
        return call("landlock_create_ruleset", None, 0, _CREATE_RULESET_VERSION)
    except OSError as err:
        if err.errno in (errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM):
            return 0
        raise


def restrict(readable: Iterable[str], listable: Iterable[str]) -> int:
    """Deny this process, for good, every file access but reading `readable` and listing `listable`.

    Paths that do not exist are left out. Where the kernel knows how, TCP and signals to processes outside are denied
    too. The process must have set no_new_privs before.

    Args:
        readable: files, and folders with all that is in them, that may be read.
        listable: folders whose entries, at any depth, may be listed, without reading the files in them.

    Returns:
        The version of Landlock that is in force.

    Raises:
        OSError: the kernel refused.
    """
    version = abi()
    if not version:
        raise OSError(errno.EOPNOTSUPP, "Landlock is not enabled in this kernel")
    handled = (1 << _FILE_RIGHTS.get(version, _FILE_RIGHTS[max(_FILE_RIGHTS)])) - 1
    attributes = struct.pack("Q", handled)
    if version >= _ABI_NET:
        attributes += struct.pack("Q", _NET_ALL)
    if version >= _ABI_SCOPE:
        attributes += struct.pack("Q", _SCOPE_ALL)
    ruleset = call("landlock_create_ruleset", attributes, len(attributes), 0)
    try:
        for path in readable:
            _allow(ruleset, path, _READ_FILE | _READ_DIR if os.path.isdir(path) else _READ_FILE)
        for path in listable:
            _allow(ruleset, path, _READ_DIR)
        call("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)
    return version


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        call("landlock_add_rule", ruleset, _RULE_PATH_BENEATH, struct.pack("=Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)
