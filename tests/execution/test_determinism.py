"""The same programs give the same bytes: any release, any hash seed, any number of processes, any batch size.

And what a clock, chance or a memory address decides is frozen or rejected: nothing of it becomes a fact.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.execution.test_witness import programs
from tracepile.execution import Jail, Job, Limits, Mode, Repetition, Tracee, trace_programs, trace_to_json
from tracepile.execution.jobs import job_to_json
from tracepile.records import Case, Domain, Program
from tracepile.sources.classical import classical_programs
from tracepile.sources.competition import competition_programs
from tracepile.sources.math import math_programs
from tracepile.sources.sourced import SourcedProgram

ROOT = Path(__file__).parents[2]
DIGESTS = Path(__file__).with_name("reply_digests.py")
OTHER = "3.12" if sys.version_info[:2] == (3, 13) else "3.13"
MODES = (Mode.TRACE, Mode.RUN, Mode.WITNESS, Mode.COVER)
# Which pairs `sort` compares is a matter of the release; unseeded chance follows from the hash seed.
BEYOND = ("cmp_to_key", "__lt__", "from random import", "import random")


def sourced(count: int) -> Iterator[SourcedProgram]:
    yield from classical_programs("determinism", count, cases=1)
    yield from competition_programs("determinism", count, cases=1)
    yield from math_programs("determinism", count)


@functools.cache
def named_jobs() -> Mapping[str, Job]:
    """Programs that cover the language, and some of each embedded source, by name."""
    found = {}
    for param in (*programs("constructs.txt"), *programs("hidden_changes.txt")):
        code, call, stdin = (None if value is None else str(value) for value in param.values)
        found[str(param.id)] = Job(Mode.TRACE, str(code), call=call, stdin=stdin)
    for item in sourced(25):
        for case in item.cases:
            name = f"{item.program.source} on {case.call or case.stdin!r}"
            found[name] = Job(Mode.TRACE, item.program.code, call=case.call, stdin=case.stdin)
    alike = {name: job for name, job in found.items() if not any(word in job.code for word in BEYOND)}
    return {f"{mode} {name}": replace(job, mode=mode) for name, job in alike.items() for mode in MODES}


def digests(python: str, hash_seed: int) -> dict[str, str]:
    """Run the jobs in a fresh interpreter, unjailed, and give the digest of each reply."""
    jobs = named_jobs()
    done = subprocess.run(
        [python, "-P", "-s", "-S", "-B", str(DIGESTS), str(ROOT)],
        input="".join(json.dumps(job_to_json(job)) + "\n" for job in jobs.values()),
        env={"PYTHONHASHSEED": str(hash_seed), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(zip(jobs, done.stdout.split(), strict=True))


@functools.cache
def here() -> dict[str, str]:
    return digests(sys.executable, 0)


def interpreter(release: str) -> str | None:
    """Find a CPython of a release on this machine: on the path, or where pyenv and uv keep theirs."""
    homes = [Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"]
    homes.append(Path(os.environ.get("UV_PYTHON_INSTALL_DIR", Path.home() / ".local/share/uv/python")))
    kept = [str(path) for home in homes for path in sorted(home.glob(f"*{release}.*/bin/python{release}"))]
    for candidate in (shutil.which(f"python{release}"), *kept):
        asked = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
        if candidate is not None:
            said = subprocess.run([candidate, "-c", asked], capture_output=True, text=True, check=False).stdout
            if said.split() == ["cpython", *release.split(".")]:
                return candidate
    return None


def test_the_other_release_of_the_interpreter_gives_the_same_bytes() -> None:
    other = interpreter(OTHER)
    if other is None:
        pytest.skip(
            f"there is no CPython {OTHER} on this machine (looked on the path, and in pyenv's and uv's folders)"
        )
    there = digests(other, 0)
    assert [name for name, digest in here().items() if there[name] != digest] == []


@pytest.mark.parametrize("hash_seed", [1, 12_345])
def test_any_hash_seed_gives_the_same_bytes(hash_seed: int) -> None:
    there = digests(sys.executable, hash_seed)
    assert [name for name, digest in here().items() if there[name] != digest] == []


def called(code: str, *calls: str) -> Tracee:
    program = Program(Domain.CLASSICAL, "test", "test", "Apache-2.0", code, "f")
    return Tracee(program, [Case(program.id, call=call) for call in calls])


def script(code: str) -> Tracee:
    program = Program(Domain.COMPETITION, "test", "test", "Apache-2.0", code)
    return Tracee(program, [Case(program.id, stdin="")])


# Beside good programs, some that end badly, and some whose results their neighbours or their place might decide.
MIXED = (
    "import os\nos._exit(3)\n",
    "x = bytearray(2**40)\n",
    "while True:\n    pass\n",
    "import sys\nsys.setrecursionlimit(80)\nimport math\nmath.pi = 3\n",
    "import math\nprint(math.pi)\n",
    "print(object())\n",
    "import random\nprint(random.random())\n",
    "import random\nrandom.seed(4)\nprint(random.random())\n",
    "import gc\nprint(gc.collect() >= 0)\n",
    "class A:\n    def __del__(self):\n        print('gone')\na = A()\na = None\n",
    "print(list({'a', 'b', 'c', 'd', 'e', 'f'}))\n",
)


@functools.cache
def tracees() -> Sequence[Tracee]:
    mixed = [Tracee(item.program, item.cases) for item in sourced(8)]
    for number, code in enumerate(MIXED):
        mixed.insert(2 * number + 1, script(code))
    return mixed


def traced(jail: Jail, recheck: Jail) -> list[str]:
    """Trace them all; give everything that is kept of it."""
    limits = Limits(lines=3_000)
    found = trace_programs(tracees(), jail=jail, recheck=recheck, limits=limits, repetition=Repetition(0.1))
    return [
        *(f"{[trace_to_json(trace) for trace in each.traces]} {each.rejects} {each.repeated}" for each in found),
    ]


@functools.cache
def one_by_one() -> list[str]:
    with Jail(batch_size=1) as jail, Jail(batch_size=1, hash_seed=3) as recheck:
        return traced(jail, recheck)


@pytest.mark.parametrize(("processes", "batch_size"), [(1, 7), (1, 32), (2, 7), (3, 1), (3, 32)])
def test_any_number_of_processes_and_any_batch_size_give_the_same_bytes(processes: int, batch_size: int) -> None:
    with (
        Jail(batch_size=batch_size, processes=processes) as jail,
        Jail(batch_size=batch_size, processes=processes, hash_seed=3) as recheck,
    ):
        assert traced(jail, recheck) == one_by_one()


# What each line sets `x` to is never printed or returned, so that only the events could tell it.
CLOCK = (
    *("import time\nx = time.time()", "import time\nx = time.time_ns()", "import time\nx = time.perf_counter()"),
    *("import time\nx = time.monotonic_ns()", "import time\nx = time.process_time()", "import time\nx = time.ctime()"),
    *("import time\nx = time.thread_time()", "import time\nx = time.localtime(None)", "import time\nx = time.gmtime()"),
    *("import time\nx = time.strftime('%H')", "from datetime import datetime\nx = datetime.now()"),
    *("import datetime\nx = datetime.date.today()", "import datetime\nx = datetime.datetime.utcnow()"),
    "import datetime\nx = getattr(datetime.date, 'today')()",
    "import operator, datetime\nx = operator.methodcaller('today')(datetime.date)",
    "import timeit\nx = timeit.timeit('1', number=1)",
    "import timeit\nx = timeit.default_timer()",
    "import os\nx = os.times()",
)
CHANCE = (
    *("import os\nx = os.urandom(4)", "import secrets\nx = secrets.token_hex()", "import uuid\nx = uuid.uuid4()"),
    *("import uuid\nx = uuid.uuid1()", "import secrets\nx = secrets.randbelow(10)", "import random\nrandom.seed()"),
    *("import random\nrandom.seed(None)", "import random\nx = random.Random().random()"),
    *("import random\nx = random.SystemRandom().random()", "import tempfile\nx = tempfile.mktemp()"),
    "import tempfile\nx = tempfile.mkdtemp()",
)
ADDRESSES = (
    *("x = id([])", "x = list(map(id, [1, 2]))", "x = hash('text')", "x = hash((1, b'a'))", "x = hash(object())"),
    *(
        "class A:\n    pass\nx = hash(A())",
        "class A:\n    pass\nx = repr(A())",
        "x = str(object())",
        "x = f'{object()}'",
    ),
    *("x = hash(int)", "x = '%s' % object()", "import enum\nclass E(enum.Enum):\n    A = 1\nx = hash(E.A)"),
    *("class A:\n    def __hash__(self):\n        return hash('a')\nx = hash(A())",),
)
PROCESS = (
    *("import os\nx = os.getpid()", "import os\nx = os.getppid()", "import os\nx = os.getuid()"),
    *("import os\nx = os.cpu_count()", "import threading\nx = threading.get_ident()", "import os\nx = os.uname()"),
    *("import threading\nx = threading.get_native_id()", "import sys\nx = sys.getrefcount(1)"),
    *("import gc\nx = len(gc.get_objects())", "import gc\nx = gc.get_referrers(1)", "import gc\nx = gc.get_stats()"),
)


@pytest.mark.parametrize("codes", [CLOCK, CHANCE, ADDRESSES, PROCESS], ids=["clock", "chance", "addresses", "process"])
def test_what_nobody_can_repeat_is_rejected(codes: Sequence[str], jail: Jail, recheck: Jail) -> None:
    found = list(trace_programs([script(f"{code}\nprint(1)\n") for code in codes], jail=jail, recheck=recheck))
    kept = [code for code, each in zip(codes, found, strict=True) if each.traces]
    assert kept == []
    reasons = {reject.reason for each in found for reject in each.rejects}
    assert reasons <= {"unsupported", "nondeterministic"}


FROZEN = (
    *("x = hash((1, 2.5, None))", "import random\nx = random.random()", "import random\nx = random.Random(3).random()"),
    *(
        "import random\nrandom.seed(1)\nx = random.random()",
        "import time\nx = time.gmtime(0)",
        "x = hash(frozenset([1]))",
    ),
    *(
        "class P:\n    def __hash__(self):\n        return hash((1, 2))\nx = hash(P())",
        "x = [t for t in {'a', 'b', 'c'}]",
    ),
    *(
        "import weakref\nclass A:\n    pass\na = A()\nr = weakref.ref(a)\ndel a\nx = r() is None",
        "import time\ntime.sleep(0)",
    ),
    *(
        "import datetime\nx = datetime.date(2000, 1, 2)",
        "import gc\nx = gc.collect() >= 0",
        "import os\nx = os.environ.get('A')",
    ),
    *("import copy\nx = copy.deepcopy([[1], {'a': (2,)}])", "class A:\n    pass\nx = A()", "x = object()", "x = print"),
    *(
        "import threading\nx = threading.current_thread().name",
        "x = {i: str(i) for i in range(3)}",
        "import uuid\nx = uuid.UUID(int=5)",
    ),
    "from collections import Counter\nx = Counter('abca').most_common(1)",
    "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass P:\n    name: str\nx = {P('a'): 1}[P('a')]",
)


def test_what_is_frozen_is_the_same_in_every_build() -> None:
    builds = []
    for _ in range(2):
        with Jail() as jail, Jail(hash_seed=9) as recheck:
            found = trace_programs([script(f"{code}\nprint(1)\n") for code in FROZEN], jail=jail, recheck=recheck)
            builds.append([[trace_to_json(trace) for trace in each.traces] for each in found])
    assert [code for code, traces in zip(FROZEN, builds[0], strict=True) if not traces] == []
    assert builds[0] == builds[1]
