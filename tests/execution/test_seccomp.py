"""The filter, walked instruction by instruction as the kernel does, for both kinds of machine."""

import errno
import os
import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from tests.execution.system_call_numbers import system_calls
from tracepile.execution import seccomp
from tracepile.execution.system_calls import MACHINES, Machine

ALLOW, KILL = seccomp.RETURN_ALLOW, seccomp.RETURN_KILL_PROCESS
REFUSE = seccomp.RETURN_ERRNO | errno.EPERM
# AUDIT_ARCH_* of the kernel's linux/audit.h: what a process can switch to by an instruction, or is made for.
FOREIGN = {"i386": 0x4000_0003, "arm": 0x4000_0028, "riscv64": 0xC000_00F3, "nothing": 0}
X32_BIT = 0x4000_0000
# What the kernel's headers leave to each architecture: those of aarch64, from its asm/unistd.h.
AARCH64_WANTS = ("RENAMEAT", "NEW_STAT", "SET_GET_RLIMIT", "TIME32_SYSCALLS", "SYS_CLONE3", "MEMFD_SECRET")


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
    decided = {name: decide(program, machine.audit, number) for name, number in system_calls()[machine.name].items()}
    allowed = {name for name, decision in decided.items() if decision == ALLOW}
    assert allowed == {*seccomp.ALLOWED, "openat"} & decided.keys()
    assert {decision for name, decision in decided.items() if name not in allowed} == {REFUSE}


def test_numbers_that_no_call_has_are_refused(machine: Machine) -> None:
    program = seccomp.build(machine)
    known = set(system_calls()[machine.name].values())
    unknown = [*(number for number in range(2_000) if number not in known), 0x3FFF_FFFF]
    assert {decide(program, machine.audit, number) for number in unknown} == {REFUSE}


def test_the_filter_has_numbers_for_all_that_a_machine_knows_by_name(machine: Machine) -> None:
    known = system_calls()[machine.name]
    assert {name for name in (*seccomp.ALLOWED, "openat") if name in known} <= machine.numbers.keys()
    assert {name: known[name] for name in machine.numbers} == dict(machine.numbers)
    assert set(seccomp.ALLOWED) <= system_calls()["x86_64"].keys()


@pytest.mark.parametrize(
    ("name", "header", "defined"),
    [
        ("x86_64", "/usr/include/x86_64-linux-gnu/asm/unistd_64.h", ()),
        ("aarch64", "/usr/include/asm-generic/unistd.h", AARCH64_WANTS),
    ],
)
def test_numbers_are_those_of_the_kernels_headers(name: str, header: str, defined: tuple[str, ...]) -> None:
    if not Path(header).exists() or not shutil.which("cpp"):
        pytest.skip(f"needs {header} (Debian: linux-libc-dev) and cpp")
    command = ["cpp", "-dM", "-D__BITS_PER_LONG=64", *(f"-D__ARCH_WANT_{want}" for want in defined), header]
    macros = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    values: dict[str, str] = dict(re.findall(r"^#define (__NR\w+) (\w+)$", macros, re.MULTILINE))
    numbers = {key.removeprefix("__NR_"): values.get(value, value) for key, value in values.items()}
    table = system_calls()[name]
    told = {key: int(numbers[key]) for key in table if numbers.get(key, "").isdigit()}
    assert told == {key: number for key, number in table.items() if key in told}
    # An older or newer kernel may know some more or less.
    assert len(told) > 0.9 * len(table)
    assert MACHINES[name].numbers.keys() <= told.keys()


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


@pytest.mark.parametrize(
    ("machine", "audit"),
    [
        pytest.param(machine.name, audit, id=f"{name} on {machine.name}")
        for machine in MACHINES.values()
        for name, audit in (FOREIGN | {other.name: other.audit for other in MACHINES.values()}).items()
        if name != machine.name
    ],
    indirect=["machine"],
)
def test_calls_of_a_foreign_architecture_kill(machine: Machine, audit: int) -> None:
    program = seccomp.build(machine)
    assert {decide(program, audit, number) for number in range(600)} == {KILL}


def test_calls_of_x32_kill() -> None:
    machine = MACHINES["x86_64"]
    program = seccomp.build(machine)
    numbers = [*range(600), 0x3FFF_FFFF]
    assert {decide(program, machine.audit, X32_BIT | number) for number in numbers} == {KILL}
    assert decide(program, machine.audit, 2**32 - 1) == KILL


def test_a_filter_is_small_and_ends_whatever_it_is_asked(machine: Machine) -> None:
    program = seccomp.build(machine)
    instructions = [struct.unpack_from("HBBI", program, at) for at in range(0, len(program), 8)]
    assert len(instructions) <= 4096  # BPF_MAXINSNS
    for at, (code, if_true, if_false, _) in enumerate(instructions):
        jumps = code in (0x15, 0x35, 0x45)
        assert at + 1 + max(if_true, if_false) < len(instructions) if jumps else code in (0x06, 0x20)
    assert instructions[-1][0] == 0x06
