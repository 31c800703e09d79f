"""What a machine offers, found by trying; and what is said where it offers too little."""

import errno
import struct
import subprocess
import sys
import textwrap

import pytest

from tests.execution.system_call_numbers import system_calls
from tracepile.execution import landlock, seccomp
from tracepile.execution.isolation import Posture, probe
from tracepile.execution.jail import Jail
from tracepile.execution.system_calls import PR_SET_NO_NEW_PRIVS, prctl, this_machine

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
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    program = struct.pack("HBBI", 0x20, 0, 0, 0)
    for name in filter(None, names):
        program += struct.pack("HBBI", 0x15, 0, 1, system_calls()[this_machine().name][name])
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


# What a kernel may refuse, and what then holds programs.
HELD_BY = {
    "nothing": ("", "mount,pid,network,ipc,uts", True),
    "namespaces": ("unshare", "", True),
    "mounting": ("mount", "", True),
    "changing the root": ("pivot_root", "", True),
    "Landlock": ("landlock_create_ruleset", "mount,pid,network,ipc,uts", False),
}


@pytest.mark.parametrize(("refused", "namespaces", "has_landlock"), HELD_BY.values(), ids=HELD_BY)
def test_with_one_mechanism_refused_programs_run_under_the_others(
    refused: str, namespaces: str, has_landlock: bool
) -> None:
    code = (
        "from tracepile.execution.jobs import Job, Mode\n"
        "with Jail() as jail:\n"
        "    [reply] = jail.execute([Job(Mode.RUN, 'print(open(\"/etc/passwd\").read())', stdin='')])\n"
        "    print(','.join(jail.posture.namespaces), jail.posture.landlock > 0, reply.status)"
    )
    assert run_refusing(refused, code) == f"{namespaces} {has_landlock and landlock.abi() > 0} unsupported\n"


# What a kernel may refuse that programs cannot be held without, and what of it is said.
NOT_HELD = {
    "neither namespaces nor Landlock": ("unshare,landlock_create_ruleset", "no Landlock"),
    "no mounting and no Landlock": ("mount,landlock_create_ruleset", "no Landlock"),
    "Landlock that does not take a rule, no namespaces": ("unshare,landlock_add_rule", "could not be closed"),
    "Landlock that does not take hold, no namespaces": ("unshare,landlock_restrict_self", "could not be closed"),
    "capabilities that cannot be given up": ("capset", "could not be closed"),
    "no seccomp": ("prctl", "no seccomp"),
}


@pytest.mark.parametrize(("refused", "reason"), NOT_HELD.values(), ids=NOT_HELD)
def test_where_too_little_is_available_it_is_refused_with_advice(refused: str, reason: str) -> None:
    code = (
        "for start in (Jail().open, probe):\n"
        "    try:\n        start()\n    except IsolationError as err:\n        print('refused:', err)"
    )
    answers = run_refusing(refused, code).splitlines()
    assert len(answers) == 2
    for said in answers:
        assert said.startswith("refused: ")
        assert reason in said
        for advice in ("Linux 5.13", "lsm=landlock", "user.max_user_namespaces", "`unshare`", "tracepile doctor"):
            assert advice in said


def test_doctor_says_that_programs_cannot_be_run_and_what_to_allow() -> None:
    code = (
        "from typer.testing import CliRunner\n"
        "from tracepile_dagster.cli import app\n"
        "done = CliRunner().invoke(app, ['doctor'])\n"
        "print(done.exit_code, ' '.join(done.output.split()))"
    )
    said = run_refusing("unshare,landlock_create_ruleset", code)
    assert said.startswith("1 ")
    assert "user.max_user_namespaces" in said


def test_another_machine_than_linux_on_a_known_processor_is_refused_in_words() -> None:
    code = (
        "import os, tracepile.execution.system_calls as calls\n"
        "calls.MACHINES = {}\n"
        "try:\n    calls.this_machine()\nexcept OSError as err:\n    print(err)"
    )
    assert "Linux on x86-64 or aarch64, and this is linux on" in run_refusing("", code)
