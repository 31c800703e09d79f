"""Runs every hostile program between harmless ones and says what became of it, of them and of the host.

`python -m tests.execution.attack_suite {"namespaces": true, ...}` does so in one posture and prints JSON. It is a
process of its own, for an ordinary user's posture needs an ordinary user's process, and because what is left of
programs can then be told from everything else on the machine.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import platform
import re
import secrets
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tests.execution import ordinary_user
from tests.execution.processes import alive, descendants, wait_until_gone
from tests.execution.system_call_numbers import system_calls
from tracepile.errors import TracePileError
from tracepile.execution.jail import Jail
from tracepile.execution.jobs import Job, Limits, Mode, Reply
from tracepile.execution.system_calls import prctl
from tracepile.execution.traces import trace_cases
from tracepile.narration import NarrationError, narrate
from tracepile.records import Case, Domain, Program, Trace
from tracepile.verification import verify

FOLDER = Path(__file__).parent / "attacks"
SECRET = f"the host's secret {secrets.token_hex(8)}"
ESCAPED, BELIEVED = "ESCAPED", "BELIEVED"
LIMITS = Limits(seconds=0.2, memory_bytes=96 * 2**20, lines=100_000, output_characters=100_000)
_PR_SET_CHILD_SUBREAPER = 36
_FORGED_NAME = "seven"


class Posture(NamedTuple):
    """Where the suite runs: as whom, and whether the jail may leave the host's namespaces."""

    name: str
    root: bool
    namespaces: bool


# Without namespaces the weaker of the two counts: a program then runs as the user whom the host belongs to.
POSTURES = (Posture("root", True, True), Posture("user", False, True), Posture("no namespaces", False, False))


class Attack(NamedTuple):
    """A hostile program.

    Attributes:
        name: of its file.
        tries: what it tries, in words.
        allowed: how it may end.
        mode: how it is watched.
        forges: for one that lies about a variable, the values that the variable takes in truth; empty for the others.
        code: its text.
    """

    name: str
    tries: str
    allowed: tuple[str, ...]
    mode: Mode
    forges: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attack.

    Attributes:
        name: of the attack.
        ended: the status of its run, or the exception that it ended with.
        escaped: what it printed of its successes, empty for none.
        harm: what had been done to the host or to the neighbours.
        believed: for one that forges, what the parent made of it; empty for the others.
    """

    name: str
    ended: str
    escaped: str
    harm: tuple[str, ...]
    believed: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all attacks in one posture, and which processes were left when the jails had closed."""

    outcomes: tuple[Outcome, ...]
    left_over: tuple[int, ...]


def attacks() -> tuple[Attack, ...]:
    """Read the attacks, in the order of their names."""
    return tuple(_attack(path) for path in sorted(FOLDER.glob("*.py")))


def _attack(path: Path) -> Attack:
    code = path.read_text()
    header = dict(re.findall(r"^# (Tries|Allowed|Mode|Forges|Needs):? (.*)$", code, re.MULTILINE))
    prelude = (FOLDER / "prelude" / f"{header['Needs']}.py").read_text() if "Needs" in header else ""
    allowed = tuple(header["Allowed"].split(" | "))
    tries = header["Tries"].rstrip(".")
    forges = tuple(header.get("Forges", "").split())
    mode = Mode(header.get("Mode", "run"))
    return Attack(path.stem, tries, allowed, mode, forges, prelude + code)


class Host:
    """What an attack may aim at: a secret, files, servers, processes."""

    def __init__(self, folder: Path) -> None:
        """Set it up in an empty folder with a short path: a unix address has room for about 100 characters."""
        self.folder = folder
        self.secret = folder / "secret.txt"
        self.secret.write_text(SECRET)
        self.secret.chmod(0o644)
        folder.chmod(0o777)
        self.bystander = subprocess.Popen([sys.executable, "-I", "-S", "-c", "input()"], stdin=subprocess.PIPE)
        self.abstract = f"tracepile-{secrets.token_hex(8)}"
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.servers = [
            self.tcp,
            _bound(socket.SOCK_DGRAM, self.tcp.getsockname(), socket.AF_INET),
            _bound(socket.SOCK_STREAM, str(folder / "socket")),
            _bound(socket.SOCK_STREAM, "\0" + self.abstract),
            _bound(socket.SOCK_DGRAM, "\0" + self.abstract + "d"),
        ]
        self._before = self._state()

    def describe(self) -> str:
        """Tell an attack where everything is, in one line."""
        return json.dumps(
            {
                "port": self.tcp.getsockname()[1],
                "socket": str(self.folder / "socket"),
                "abstract": self.abstract,
                "folder": str(self.folder),
                "secret": str(self.secret),
                # Spelled backwards: an attack that finds the text has found it somewhere else than here.
                "reversed": SECRET[::-1],
                "bystander": self.bystander.pid,
                "outside": os.getpid(),
                "machine": platform.machine(),
                "calls": system_calls()[platform.machine()],
            }
        )

    def harm(self) -> tuple[str, ...]:
        """Say what has been done to it since it was set up."""
        now = self._state()
        found = [name for name, before in self._before.items() if now[name] != before]
        with selectors.DefaultSelector() as selector:
            for server in self.servers:
                selector.register(server, selectors.EVENT_READ)
            if selector.select(0):
                found.append("a server was reached")
        return tuple(found)

    def _state(self) -> dict[str, object]:
        return {
            "the folder was changed": sorted(os.listdir(self.folder)),
            "the secret was changed": (self.secret.read_text(), _metadata(self.secret)),
            "a file was left elsewhere": [str(path) for path in _STRAY if path.exists()],
            "the bystander was stopped or killed": (self.bystander.poll(), bool(alive([self.bystander.pid]))),
            "priorities or limits of others were changed": [
                (os.getpriority(os.PRIO_PROCESS, pid), sorted(os.sched_getaffinity(pid)), _limits(pid))
                for pid in (self.bystander.pid, os.getpid())
                if self.bystander.poll() is None
            ],
            "memory was shared": [_mentions(f"/proc/sysvipc/{name}", str(0x7ACE)) for name in ("shm", "sem", "msg")],
        }

    def close(self) -> None:
        """Take it down."""
        self.bystander.kill()
        self.bystander.communicate()
        for server in self.servers:
            server.close()


_STRAY = tuple(
    Path(folder, "escaped.txt")
    for folder in ("/", "/tmp", "/var/tmp", "/dev/shm", "/run", os.getcwd(), os.path.dirname(os.__file__))
)


def _bound(kind: int, address: Any, family: int = socket.AF_UNIX) -> socket.socket:
    made = socket.socket(family, kind)
    made.bind(address)
    if kind == socket.SOCK_STREAM:
        made.listen()
    return made


def _metadata(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return found.st_mode, found.st_uid, found.st_gid, found.st_nlink, found.st_mtime_ns


def _limits(pid: int) -> str:
    return Path(f"/proc/{pid}/limits").read_text()


def _mentions(path: str, text: str) -> bool:
    try:
        return text in Path(path).read_text().split()
    except OSError:
        return False


_CALLED = """
import bisect, collections, copy, decimal, fractions, heapq, math, random, re, string
from collections.abc import Mapping

def f(xs):
    counted = collections.Counter(xs)
    table = {"b": [1], "a": (2, 3)}
    kept = copy.deepcopy(table)
    kept["b"].append(5 + len(xs))
    part = fractions.Fraction(1, 3) + fractions.Fraction(5, 6)
    text = re.sub("a", "o", "banana") + string.ascii_lowercase[:3]
    print(len(text), max(xs), math.gcd(48, 18), decimal.Decimal(1) / decimal.Decimal(3))
    drawn = random.Random(1).randint(1, 6), isinstance([], Mapping), bisect.bisect(sorted(xs), 4)
    return heapq.nsmallest(2, xs), counted.most_common(1), kept, table, str(part), text.encode("utf-8"), drawn
"""
_PRINTED = """
import sys
words = sys.stdin.read().split()
total = 0
for word in words:
    total += int(word)
    print(total)
print(*sorted(words), 6 * 8)
"""


_NEIGHBOURS = (
    Job(Mode.TRACE, _PRINTED, stdin="5 6 48\n", limits=LIMITS),
    Job(Mode.RUN, _CALLED, call="f([5, 1, 4, 1])", limits=LIMITS),
    Job(Mode.WITNESS, _PRINTED, stdin="5 6 48\n", limits=LIMITS),
)
"""Harmless jobs, one for each way of watching, that use much of what an attack may have changed."""


def run(namespaces: bool, chosen: Sequence[Attack]) -> Report:
    """Run attacks in jails of this process and look what they did.

    Each stands in a batch between harmless jobs, whose replies must be those that they give where nothing hostile is
    about.
    """
    os.environ["SECRET"] = SECRET
    with contextlib.suppress(OSError):
        # What breaks away from its parent then becomes a child of this process and is seen.
        prctl(_PR_SET_CHILD_SUBREAPER, 1)
    folder = Path(tempfile.mkdtemp(prefix="h"))
    host = Host(folder)
    before = set(descendants(os.getpid()))
    outcomes = []
    try:
        with (
            Jail(batch_size=4 * len(_NEIGHBOURS) + 4, use_namespaces=namespaces) as jail,
            Jail(hash_seed=7, use_namespaces=namespaces) as recheck,
        ):
            expected = list(jail.execute(_NEIGHBOURS))
            for attack, reply, disturbed in _rounds(chosen, jail, host, expected):
                believed = _belief(attack, jail, recheck, host) if attack.forges else ""
                harm = (*host.harm(), *disturbed)
                outcomes.append(Outcome(attack.name, _ended(reply), _escaped(reply), harm, believed))
        left = wait_until_gone(set(descendants(os.getpid())) - before, 3)
    finally:
        host.close()
        shutil.rmtree(folder)
    return Report(tuple(outcomes), tuple(left))


def _rounds(
    chosen: Sequence[Attack], jail: Jail, host: Host, expected: list[Reply]
) -> Iterator[tuple[Attack, Reply, list[str]]]:
    """Run attacks, harmless jobs before and after each, and give each with its reply and how those were disturbed."""
    stdin = host.describe() + "\n"
    hostile = [Job(attack.mode, attack.code, stdin=stdin, limits=LIMITS) for attack in chosen]
    replies = jail.execute(itertools.chain(_NEIGHBOURS, *((job, *_NEIGHBOURS) for job in hostile)))
    disturbed = _disturbed(replies, expected)
    for attack in chosen:
        reply = next(replies)
        disturbed += _disturbed(replies, expected)
        yield attack, reply, disturbed
        disturbed = []


def _disturbed(replies: Iterator[Reply], expected: list[Reply]) -> list[str]:
    given = itertools.islice(replies, len(expected))
    return [
        f"a neighbour in mode {job.mode} was disturbed: {str(after)[:300]}"
        for job, before, after in zip(_NEIGHBOURS, expected, given, strict=True)
        if after != before
    ]


def _ended(reply: Reply) -> str:
    exception = reply.output.exception
    return f"exception {exception.type}" if exception else str(reply.status)


def _escaped(reply: Reply) -> str:
    text = f"{reply.output} {reply.reason}"
    return text[:300] if ESCAPED in text or SECRET in text else ""


def _belief(attack: Attack, jail: Jail, recheck: Jail, host: Host) -> str:
    """Take a program that lies the whole way of a program, and say where its lie ended."""
    program = Program(Domain.COMPETITION, attack.name, "attack", "Apache-2.0", attack.code)
    case = Case(program.id, stdin=host.describe() + "\n")
    traces, rejects = trace_cases(program, [case], jail=jail, recheck=recheck, limits=LIMITS)
    if rejects:
        return f"reject: {rejects[0].reason}"
    if _values(traces[0]) == attack.forges:
        return "told the truth"
    try:
        told = narrate(program, case, traces[0])
    except NarrationError:
        return "reject: not narrated"
    verdict = verify(told.text, program, case, jail=recheck, limits=LIMITS)
    return BELIEVED if verdict.proven else "refuted by the witness"


def _values(trace: Trace) -> tuple[str | None, ...]:
    changes = [change for event in trace.events for change in event.changes]
    return tuple(change.after for change in changes if change.path == _FORGED_NAME)


def run_posture(posture: Posture, names: Sequence[str] = ()) -> Report | str:
    """Run the suite in a posture, in a process of its own, or say why this machine cannot give the posture.

    Args:
        posture: which.
        names: the attacks to run; all if there are none.
    """
    if posture.root and os.geteuid() != 0:
        return "only root can run it as root"
    if not posture.root and (why := ordinary_user.obstacle()):
        return why
    order = json.dumps({"namespaces": posture.namespaces, "names": list(names)})
    command = [sys.executable, "-m", "tests.execution.attack_suite", order]
    with contextlib.ExitStack() as stack:
        environment = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
        if not posture.root:
            command, own = stack.enter_context(ordinary_user.as_ordinary_user(command))
            environment |= {"HOME": str(own), "TMPDIR": str(own)}
        done = subprocess.run(
            command, cwd=ordinary_user.ROOT, env=environment, capture_output=True, text=True, timeout=500, check=False
        )
    if done.returncode:
        raise TracePileError(f"the suite failed as {posture.name}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
    return _report(json.loads(done.stdout))


def _report(data: Mapping[str, Any]) -> Report | str:
    if "refused" in data:
        return str(data["refused"])
    outcomes = tuple(Outcome(**(item | {"harm": tuple(item["harm"])})) for item in data["outcomes"])
    return Report(outcomes, tuple(data["left_over"]))


def main() -> None:
    """Run the suite in this process as `sys.argv[1]` says and print what became of it."""
    order = json.loads(sys.argv[1])
    with Jail(use_namespaces=order["namespaces"]) as jail:
        posture = jail.posture
    if order["namespaces"] and not posture.namespaces:
        print(json.dumps({"refused": f"this machine gives no namespaces: {posture.refused}"}))
        return
    chosen = [attack for attack in attacks() if not order["names"] or attack.name in order["names"]]
    print(json.dumps(asdict(run(order["namespaces"], chosen))))


if __name__ == "__main__":
    main()
