"""What a machine offers, found by trying; and what is said where it offers too little."""

import errno
import struct
import subprocess
import sys
import textwrap

import pytest

from tracepile.execution import landlock, seccomp
from tracepile.execution.isolation import Posture, probe
from tracepile.execution.jail import Jail
from tracepile.execution.system_calls import this_machine

# Runs `code` in a process to which the kernel refuses some system calls, as in a tight container.
REFUSING = textwrap.dedent("""
    import sys
    from tests.execution.test_isolation import refuse
    refuse(sys.argv[1].split(","))
    from tracepile.errors import IsolationError
    from tracepile.execution.isolation import probe
    from tracepile.execution.jail import Jail
    try:
        exec(sys.argv[2])
    except IsolationError as err:
        print("IsolationError", err)
""")


def refuse(names: list[str]) -> None:
    """Have the kernel refuse system calls to this process and its children from now on."""
    from tracepile.execution.system_calls import PR_SET_NO_NEW_PRIVS, prctl

    prctl(PR_SET_NO_NEW_PRIVS, 1)
    program = struct.pack("HBBI", 0x20, 0, 0, 0)
    for name in names:
        program += struct.pack("HBBI", 0x15, 0, 1, this_machine().numbers[name])
        program += struct.pack("HBBI", 0x06, 0, 0, 0x0005_0000 | errno.EPERM)
    seccomp.install(program + struct.pack("HBBI", 0x06, 0, 0, 0x7FFF_0000))


def run_refusing(names: str, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", REFUSING, names, code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("use_namespaces", [True, False])
def test_a_probe_finds_what_a_jail_gets(use_namespaces: bool) -> None:
    found = probe(use_namespaces=use_namespaces)
    with Jail(use_namespaces=use_namespaces) as opened:
        assert found == opened.posture
    assert found.seccomp
    assert bool(found.namespaces) == use_namespaces
    assert found.landlock == landlock.abi()


def test_a_posture_is_described_in_one_line_for_each_mechanism() -> None:
    strong = Posture("x86_64", ("mount", "pid"), True, 7, True, 65534)
    weak = Posture("aarch64", (), False, 0, False, 1000, "unshare: Operation not permitted")
    assert [line.partition(":")[0] for line in strong.describe()] == ["namespaces", "Landlock", "seccomp", "user"]
    assert "own mount, pid (through a user namespace)" in strong.describe()[0]
    assert "none (unshare: Operation not permitted)" in weak.describe()[0]
    assert "not offered" in weak.describe()[1]


def test_where_namespaces_are_refused_landlock_has_to_do() -> None:
    code = "with Jail() as jail: print(jail.posture.namespaces, jail.posture.refused, probe() == jail.posture)"
    assert run_refusing("unshare", code) == "() unshare: Operation not permitted True\n"


def test_namespaces_that_are_refused_half_way_are_done_without() -> None:
    code = "with Jail() as jail: print(jail.posture.namespaces, jail.posture.refused)"
    assert run_refusing("pivot_root", code) == "() pivot_root: Operation not permitted\n"


def test_required_namespaces_that_are_refused_are_an_error_that_says_why() -> None:
    said = run_refusing("unshare", "Jail(require_namespaces=True).open()")
    assert said.startswith("IsolationError namespaces are required, and this machine does not grant them: unshare: ")


@pytest.mark.parametrize("code", ["Jail().open()", "probe()"])
def test_a_machine_with_neither_is_refused_with_advice(code: str) -> None:
    said = run_refusing("unshare,landlock_create_ruleset", code)
    assert said.startswith("IsolationError ")
    assert "no Landlock" in said
    assert "user.max_user_namespaces" in said


def test_a_machine_without_seccomp_is_refused_with_advice() -> None:
    said = run_refusing("prctl", "Jail().open()")
    assert "IsolationError" in said
    assert "no seccomp" in said
