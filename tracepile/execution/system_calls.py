"""Linux system calls by name, through ctypes: their numbers on each machine, and a call that raises `OSError`.

Numbers are from the kernel's tables: `arch/x86/entry/syscalls/syscall_64.tbl` and `scripts/syscall.tbl` (aarch64).
"""

from __future__ import annotations

import ctypes
import os
import sys
from types import MappingProxyType
from typing import NamedTuple

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38


class Machine(NamedTuple):
    """A processor architecture: its name, its `AUDIT_ARCH_*` number and the numbers of its system calls."""

    name: str
    audit: int
    numbers: MappingProxyType[str, int]


_X86_64 = {
    "read": 0,
    "write": 1,
    "close": 3,
    "stat": 4,
    "fstat": 5,
    "lstat": 6,
    "lseek": 8,
    "mmap": 9,
    "mprotect": 10,
    "munmap": 11,
    "brk": 12,
    "rt_sigprocmask": 14,
    "rt_sigreturn": 15,
    "ioctl": 16,
    "pread64": 17,
    "readv": 19,
    "writev": 20,
    "sched_yield": 24,
    "mremap": 25,
    "madvise": 28,
    "nanosleep": 35,
    "getpid": 39,
    "socket": 41,
    "clone": 56,
    "fork": 57,
    "vfork": 58,
    "execve": 59,
    "exit": 60,
    "kill": 62,
    "getcwd": 79,
    "readlink": 89,
    "gettimeofday": 96,
    "getrusage": 98,
    "times": 100,
    "ptrace": 101,
    "getuid": 102,
    "getgid": 104,
    "geteuid": 107,
    "getegid": 108,
    "getppid": 110,
    "capset": 126,
    "sigaltstack": 131,
    "pivot_root": 155,
    "prctl": 157,
    "gettid": 186,
    "time": 201,
    "futex": 202,
    "getdents64": 217,
    "clock_gettime": 228,
    "clock_getres": 229,
    "clock_nanosleep": 230,
    "exit_group": 231,
    "openat": 257,
    "newfstatat": 262,
    "readlinkat": 267,
    "unshare": 272,
    "prlimit64": 302,
    "getrandom": 318,
    "statx": 332,
    "clone3": 435,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
}
_AARCH64 = {
    "getcwd": 17,
    "ioctl": 29,
    "pivot_root": 41,
    "openat": 56,
    "close": 57,
    "getdents64": 61,
    "lseek": 62,
    "read": 63,
    "write": 64,
    "readv": 65,
    "writev": 66,
    "pread64": 67,
    "readlinkat": 78,
    "newfstatat": 79,
    "fstat": 80,
    "capset": 91,
    "exit": 93,
    "exit_group": 94,
    "unshare": 97,
    "futex": 98,
    "nanosleep": 101,
    "clock_gettime": 113,
    "clock_getres": 114,
    "clock_nanosleep": 115,
    "ptrace": 117,
    "sched_yield": 124,
    "kill": 129,
    "sigaltstack": 132,
    "rt_sigprocmask": 135,
    "rt_sigreturn": 139,
    "times": 153,
    "getrusage": 165,
    "prctl": 167,
    "gettimeofday": 169,
    "getpid": 172,
    "getppid": 173,
    "getuid": 174,
    "geteuid": 175,
    "getgid": 176,
    "getegid": 177,
    "gettid": 178,
    "socket": 198,
    "brk": 214,
    "munmap": 215,
    "mremap": 216,
    "clone": 220,
    "execve": 221,
    "mmap": 222,
    "mprotect": 226,
    "madvise": 233,
    "prlimit64": 261,
    "getrandom": 278,
    "statx": 291,
    "clone3": 435,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
}
MACHINES = MappingProxyType(
    {
        "x86_64": Machine("x86_64", 0xC000003E, MappingProxyType(_X86_64)),
        "aarch64": Machine("aarch64", 0xC00000B7, MappingProxyType(_AARCH64)),
    }
)


def this_machine() -> Machine:
    """Give the machine that this process runs on.

    Raises:
        OSError: it is not Linux on a 64-bit x86-64 or aarch64 processor.
    """
    name = os.uname().machine
    if sys.platform != "linux" or name not in MACHINES or sys.maxsize < 2**32:
        raise OSError(f"programs are jailed with Linux on x86-64 or aarch64, and this is {sys.platform} on {name}")
    return MACHINES[name]


# Without use_errno the interpreter may overwrite errno before it is read.
_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long


def call(name: str, *arguments: int | bytes | None) -> int:
    """Make a system call with integers, byte strings and null pointers, and give its result.

    Raises:
        OSError: the kernel refused; `errno` is set and the message names the call.
    """
    number = this_machine().numbers[name]
    words = [ctypes.c_long(item) if isinstance(item, int) else item for item in arguments]
    return _checked(int(_LIBC.syscall(ctypes.c_long(number), *words)), name)


def prctl(option: int, argument: int = 0, pointer: bytes | None = None) -> None:
    """Change an attribute of this process.

    Raises:
        OSError: the kernel refused.
    """
    zero = ctypes.c_ulong(0)
    second = ctypes.c_ulong(0) if pointer is None else ctypes.c_char_p(pointer)
    _checked(_LIBC.prctl(ctypes.c_int(option), ctypes.c_ulong(argument), second, zero, zero), f"prctl({option})")


def unshare(flags: int) -> None:
    """Leave the namespaces that `flags` (`CLONE_NEW*`) name for new ones.

    Raises:
        OSError: the kernel refused.
    """
    _checked(_LIBC.unshare(ctypes.c_int(flags)), "unshare")


def mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    """Mount, bind or remount.

    Raises:
        OSError: the kernel refused.
    """
    encoded = [None if text is None else os.fsencode(text) for text in (source, target, kind, options)]
    result = _LIBC.mount(encoded[0], encoded[1], encoded[2], ctypes.c_ulong(flags), encoded[3])
    _checked(result, f"mount on {target}")


def unmount(target: str, flags: int) -> None:
    """Unmount.

    Raises:
        OSError: the kernel refused.
    """
    _checked(_LIBC.umount2(os.fsencode(target), ctypes.c_int(flags)), f"unmount {target}")


def _checked(result: int, action: str) -> int:
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{action}: {os.strerror(number)}")
    return result
