"""Hostile programs, each between harmless ones in one child: what they may end as, and that nobody else is harmed."""

import json
import os
import platform
import re
import selectors
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracepile.execution.jail import Jail
from tracepile.execution.jobs import Job, Limits, Mode, Reply

ATTACKS = sorted((Path(__file__).parent / "attacks").glob("*.py"))
LIMITS = Limits(seconds=0.5, memory_bytes=256 * 2**20)
SECRET = "the host's secret"

GOOD = {
    "import math\ndef f(a, b):\n    return math.gcd(a, b) + sum(range(3))\n": ("f(48, 18)", "9"),
    "import heapq, random, re\ndef f(xs):\n    print(len(xs), re.sub('a', 'b', 'aa'))\n"
    "    return heapq.nsmallest(2, xs), random.Random(1).randint(1, 6)\n": ("f([5, 1, 4])", "([1, 4], 2)"),
    "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\n": ("f(12)", "144"),
}


@pytest.fixture(scope="module", params=["namespaces", "landlock alone"])
def jail(request: pytest.FixtureRequest) -> Iterator[Jail]:
    with Jail(batch_size=8, use_namespaces=request.param == "namespaces") as opened:
        yield opened


class Host:
    """What an attack may aim at: a secret file, servers, processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.secret = folder / "secret.txt"
        self.secret.write_text(SECRET)
        folder.chmod(0o777)
        self.bystander = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
        self.servers = [socket.create_server(("127.0.0.1", 0)), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)]
        self.servers[1].bind(("127.0.0.1", self.servers[0].getsockname()[1]))
        self.servers.append(socket.socket(socket.AF_UNIX))
        self.servers[2].bind(str(folder / "socket"))
        self.servers[2].listen()

    def describe(self) -> str:
        return json.dumps(
            {
                "port": self.servers[0].getsockname()[1],
                "socket": str(self.folder / "socket"),
                "folder": str(self.folder),
                "secret": str(self.secret),
                "bystander": self.bystander.pid,
                "outside": os.getpid(),
                "machine": platform.machine(),
            }
        )

    def harm(self) -> list[str]:
        """Give what has been done to it."""
        found = []
        if sorted(os.listdir(self.folder)) != ["secret.txt", "socket"] or self.secret.read_text() != SECRET:
            found.append("the folder was changed")
        if self.bystander.poll() is not None:
            found.append("the bystander was killed")
        with selectors.DefaultSelector() as selector:
            for server in self.servers:
                selector.register(server, selectors.EVENT_READ)
            if selector.select(0):
                found.append("a server was reached")
        return found

    def close(self) -> None:
        self.bystander.communicate(b"\n")
        for server in self.servers:
            server.close()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    # A short path: the address of a unix socket has room for about 100 characters.
    made = Host(tmp_path_factory.mktemp("h"))
    yield made
    made.close()


def _header(code: str) -> dict[str, str]:
    return dict(re.findall(r"^# (Tries|Allowed|Mode):? (.*)$", code, re.MULTILINE))


def _ended(reply: Reply) -> str:
    exception = reply.output.exception
    return f"exception {exception.type}" if exception else str(reply.status)


def _all_text(reply: Reply) -> str:
    return f"{reply.output} {reply.reason}"


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.stem)
def test_attack_is_contained_and_its_neighbours_are_unharmed(
    path: Path, jail: Jail, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", SECRET)
    code = path.read_text()
    header = _header(code)
    neighbours = [Job(Mode.RUN, source, call=call, limits=LIMITS) for source, (call, _) in GOOD.items()]
    attack = Job(Mode(header.get("Mode", "run")), code, stdin=host.describe() + "\n", limits=LIMITS)

    replies = list(jail.execute([*neighbours, attack, *neighbours]))

    answers = [reply.output.returned for reply in replies]
    assert answers[:3] + answers[4:] == [expected for _, expected in GOOD.values()] * 2
    assert _ended(replies[3]) in header["Allowed"].split(" | "), replies[3]
    assert "ESCAPED" not in _all_text(replies[3])
    assert host.harm() == []


def test_every_attack_says_what_it_tries_and_how_it_may_end() -> None:
    incomplete = [path.name for path in ATTACKS if not {"Tries", "Allowed"} <= _header(path.read_text()).keys()]
    assert incomplete == []
    assert len(ATTACKS) >= 40


def test_the_harm_an_attack_could_do_would_be_seen(tmp_path: Path) -> None:
    seen: list[Any] = []
    made = Host(tmp_path)
    try:
        assert made.harm() == []
        (tmp_path / "escaped.txt").touch()
        made.bystander.kill()
        made.bystander.wait()
        with socket.create_connection(made.servers[0].getsockname()):
            seen = made.harm()
    finally:
        made.close()
    assert seen == ["the folder was changed", "the bystander was killed", "a server was reached"]
