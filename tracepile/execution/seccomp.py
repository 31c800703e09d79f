"""The system calls that a jailed child may make: an allow-list as a classic BPF program, built without a library.

The layout of instructions and of `struct seccomp_data` is that of the kernel's `linux/filter.h` and `linux/seccomp.h`
(Documentation/userspace-api/seccomp_filter.rst).
"""

from __future__ import annotations

import ctypes
import errno
import struct

from tracepile.execution.system_calls import PR_SET_SECCOMP, Machine, prctl

SECCOMP_MODE_FILTER = 2
RETURN_KILL_PROCESS = 0x8000_0000
RETURN_ERRNO = 0x0005_0000
RETURN_ALLOW = 0x7FFF_0000

_OFFSET_NUMBER, _OFFSET_ARCH, _OFFSET_ARGUMENTS = 0, 4, 16
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
# The x32 interface reports the architecture of x86-64 and sets this bit in the number.
_X32_BIT = 0x4000_0000

# Whatever would let `openat` write or create: O_ACCMODE, O_CREAT, O_TRUNC, O_APPEND and the bit of O_TMPFILE.
# The numbers are the same on x86-64 and aarch64.
_OPEN_FORBIDDEN = 0o3 | 0o100 | 0o1000 | 0o2000 | 0o20000000

# Often used calls first: the filter is walked from the top.
ALLOWED = (
    "read",
    "write",
    "mmap",
    "munmap",
    "brk",
    "futex",
    "madvise",
    "mremap",
    "mprotect",
    "newfstatat",
    "fstat",
    "close",
    "lseek",
    "getdents64",
    "stat",
    "lstat",
    "statx",
    "readlink",
    "readlinkat",
    "getcwd",
    "pread64",
    "readv",
    "writev",
    "getrandom",
    "clock_gettime",
    "clock_getres",
    "clock_nanosleep",
    "nanosleep",
    "gettimeofday",
    "time",
    "times",
    "getrusage",
    "sched_yield",
    "rt_sigreturn",
    "rt_sigprocmask",
    "sigaltstack",
    "getpid",
    "getppid",
    "gettid",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "exit",
    "exit_group",
)


def available() -> bool:
    """Whether the kernel has seccomp filters: asked with an unreadable filter, so that nothing changes."""
    try:
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER)
    except OSError as err:
        return err.errno == errno.EFAULT
    return True


def build(machine: Machine) -> bytes:
    """Give the BPF program that allows `ALLOWED` and read-only `openat` on a machine.

    Every other call fails with EPERM. A call of a foreign architecture (32-bit, x32) kills the process.
    """
    refuse = _statement(_RETURN, RETURN_ERRNO | errno.EPERM)
    allow = _statement(_RETURN, RETURN_ALLOW)
    kill = _statement(_RETURN, RETURN_KILL_PROCESS)
    program = [
        _statement(_LOAD, _OFFSET_ARCH),
        _jump(_JUMP_EQUAL, machine.audit, 1, 0),
        kill,
        _statement(_LOAD, _OFFSET_NUMBER),
    ]
    if machine.name == "x86_64":
        program += [_jump(_JUMP_AT_LEAST, _X32_BIT, 0, 1), kill]
    for name in ALLOWED:
        if name in machine.numbers:
            program += [_jump(_JUMP_EQUAL, machine.numbers[name], 0, 1), allow]
    flags = _OFFSET_ARGUMENTS + 8 * 2
    program += [
        _jump(_JUMP_EQUAL, machine.numbers["openat"], 0, 3),
        _statement(_LOAD, flags),
        _jump(_JUMP_ANY_BIT, _OPEN_FORBIDDEN, 1, 0),
        allow,
        refuse,
    ]
    return b"".join(program)


def install(program: bytes) -> None:
    """Put this process, for good, under a filter made by `build`. It must have set no_new_privs before.

    Raises:
        OSError: the kernel refused.
    """
    buffer = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: a 16-bit count, padding, and a pointer to the instructions.
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer)))


def _statement(code: int, operand: int) -> bytes:
    return struct.pack("HBBI", code, 0, 0, operand)


def _jump(code: int, operand: int, if_true: int, if_false: int) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, operand)
