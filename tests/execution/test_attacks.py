"""Hostile programs, each between harmless ones, in every posture: nothing of the host or of a neighbour is harmed."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.execution.attack_suite import (
    BELIEVED,
    ESCAPED,
    POSTURES,
    Attack,
    Host,
    Outcome,
    Posture,
    Report,
    attacks,
    run_posture,
)
from tests.execution.attack_table import cell, rows, table, written

pytestmark = pytest.mark.timeout(600)

ATTACKS = attacks()
PAGE = Path(__file__).parents[2] / "docs" / "security.md"
# Those that show outside the jail, at no risk, that they would get through where nothing holds them.
HARMLESS_OUTSIDE = (
    *("abstract_socket", "environment", "host_identity", "io_uring", "join_namespace", "kernel_program"),
    *("list_host", "lock_memory", "network_tcp", "network_udp", "network_unix", "netlink", "open_with_resolve"),
    *("own_memory", "page_faults", "performance_events", "raw_open", "read_arguments", "read_passwd", "read_secret"),
    *("time_zone", "watch_files"),
)


@pytest.fixture(scope="module", params=POSTURES, ids=lambda posture: posture.name)
def posture(request: pytest.FixtureRequest) -> Posture:
    found: Posture = request.param
    return found


@pytest.fixture(scope="module")
def report(posture: Posture) -> Report:
    found = run_posture(posture)
    if isinstance(found, str):
        pytest.skip(found)
    return found


@pytest.fixture(scope="module")
def outcomes(report: Report) -> dict[str, Outcome]:
    return {outcome.name: outcome for outcome in report.outcomes}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_contained_and_harms_nobody(attack: Attack, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[attack.name]
    assert outcome.ended in attack.allowed
    assert outcome.escaped == ""
    assert outcome.harm == ()
    assert outcome.believed != BELIEVED
    assert bool(outcome.believed) == bool(attack.forges)


def test_no_process_outlives_the_jail(report: Report) -> None:
    assert report.left_over == ()


def test_the_page_says_what_became_of_each(posture: Posture, report: Report) -> None:
    told = written(PAGE.read_text(encoding="utf-8"))
    column = POSTURES.index(posture)
    found = rows(ATTACKS, {posture.name: report})
    assert {name: [cells[column]] for name, cells in told.items()} == found, "run scripts/attacks"


def test_the_page_says_what_each_tries() -> None:
    nothing = {posture.name: Report(tuple(_contained(attack) for attack in ATTACKS), ()) for posture in POSTURES}
    for line in table(ATTACKS, nothing).splitlines():
        assert line.rpartition(" | ")[0].split(" | ")[1] in PAGE.read_text(encoding="utf-8"), "run scripts/attacks"


def test_what_got_through_would_stand_in_the_table() -> None:
    attack = next(item for item in ATTACKS if item.forges)
    for change in ({"escaped": "ESCAPED"}, {"harm": ("x",)}, {"believed": BELIEVED}, {"ended": "no such end"}):
        fields = {"name": attack.name, "ended": attack.allowed[0], "escaped": "", "harm": (), "believed": "no"}
        assert cell(attack, Outcome(**(fields | change))).startswith("**NOT CONTAINED**")  # type: ignore[arg-type]


def _contained(attack: Attack) -> Outcome:
    return Outcome(attack.name, attack.allowed[0], "", (), "no" if attack.forges else "")


def test_every_attack_says_what_it_tries_and_how_it_may_end() -> None:
    assert [attack.name for attack in ATTACKS if not attack.tries or not attack.allowed] == []
    assert len({attack.tries for attack in ATTACKS}) == len(ATTACKS) >= 65


@pytest.fixture
def host() -> Iterator[Host]:
    with tempfile.TemporaryDirectory(prefix="h") as folder:
        made = Host(Path(folder))
        yield made
        made.close()


@pytest.mark.parametrize("name", HARMLESS_OUTSIDE)
def test_outside_the_jail_an_attack_gets_through(name: str, host: Host, tmp_path: Path) -> None:
    attack = next(attack for attack in ATTACKS if attack.name == name)
    done = subprocess.run(
        [sys.executable, "-S", "-c", attack.code],
        input=host.describe() + "\n",
        env={"HOME": "/nonexistent", "SECRET": "x"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ESCAPED in done.stdout or host.harm(), done.stderr


def test_the_harm_an_attack_could_do_would_be_seen(host: Host) -> None:
    assert host.harm() == ()
    (host.folder / "escaped.txt").touch()
    host.secret.chmod(0o600)
    niceness = os.getpriority(os.PRIO_PROCESS, host.bystander.pid)  # the tests themselves may run under `nice`
    os.setpriority(os.PRIO_PROCESS, host.bystander.pid, niceness + 1)
    with socket.create_connection(host.tcp.getsockname()):
        seen = host.harm()
    host.bystander.kill()
    host.bystander.wait()
    assert seen == (
        "the folder was changed",
        "the secret was changed",
        "priorities or limits of others were changed",
        "a server was reached",
    )
    assert "the bystander was stopped or killed" in host.harm()
