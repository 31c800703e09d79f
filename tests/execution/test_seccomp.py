"""The filter, walked instruction by instruction as the kernel does, for both kinds of machine."""

import errno
import os
import struct

import pytest

from tracepile.execution import seccomp
from tracepile.execution.system_calls import MACHINES, Machine

ALLOW, KILL = seccomp.RETURN_ALLOW, seccomp.RETURN_KILL_PROCESS
REFUSE = seccomp.RETURN_ERRNO | errno.EPERM
OTHER_ARCH = 0x4000_0003


def decide(program: bytes, arch: int, number: int, arguments: tuple[int, ...] = ()) -> int:
    """Give what a filter decides on a call: the few instructions of classic BPF that `build` uses."""
    padded = arguments + (0,) * (6 - len(arguments))
    data = struct.pack("=IIQ6Q", number & 0xFFFF_FFFF, arch, 0, *padded)
    accumulator, at = 0, 0
    while True:
        code, if_true, if_false, operand = struct.unpack_from("HBBI", program, at * 8)
        at += 1
        match code:
            case 0x06:
                return int(operand)
            case 0x20:
                accumulator = struct.unpack_from("=I", data, operand)[0]
            case 0x15:
                at += if_true if accumulator == operand else if_false
            case 0x35:
                at += if_true if accumulator >= operand else if_false
            case 0x45:
                at += if_true if accumulator & operand else if_false
            case _:
                raise AssertionError(f"unknown instruction {code:#x}")


@pytest.fixture(params=sorted(MACHINES))
def machine(request: pytest.FixtureRequest) -> Machine:
    return MACHINES[request.param]


def test_only_what_is_listed_is_allowed(machine: Machine) -> None:
    program = seccomp.build(machine)
    allowed = {number for number in range(600) if decide(program, machine.audit, number) == ALLOW}
    listed = {machine.numbers[name] for name in (*seccomp.ALLOWED, "openat") if name in machine.numbers}
    assert allowed == listed
    assert decide(program, machine.audit, 599) == REFUSE


@pytest.mark.parametrize(
    "name", ["socket", "clone", "clone3", "execve", "kill", "ptrace", "prctl", "prlimit64", "unshare", "ioctl"]
)
def test_dangerous_calls_fail(machine: Machine, name: str) -> None:
    assert decide(seccomp.build(machine), machine.audit, machine.numbers[name]) == REFUSE


@pytest.mark.parametrize(
    ("flags", "allowed"),
    [
        (os.O_RDONLY, True),
        (os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY, True),
        (os.O_WRONLY, False),
        (os.O_RDWR, False),
        (os.O_RDONLY | os.O_CREAT, False),
        (os.O_RDONLY | os.O_TRUNC, False),
        (os.O_RDONLY | os.O_APPEND, False),
        (os.O_TMPFILE, False),
    ],
)
def test_files_are_opened_for_reading_alone(machine: Machine, flags: int, allowed: bool) -> None:
    number = machine.numbers["openat"]
    decision = decide(seccomp.build(machine), machine.audit, number, (0, 0, flags))
    assert decision == (ALLOW if allowed else REFUSE)


def test_calls_of_a_foreign_architecture_kill(machine: Machine) -> None:
    program = seccomp.build(machine)
    assert decide(program, OTHER_ARCH, machine.numbers["read"]) == KILL
    other = next(item for item in MACHINES.values() if item is not machine)
    assert decide(program, other.audit, machine.numbers["read"]) == KILL


def test_calls_of_x32_kill() -> None:
    machine = MACHINES["x86_64"]
    assert decide(seccomp.build(machine), machine.audit, 0x4000_0000 | machine.numbers["read"]) == KILL
