"""The ways to watch a program that are compared: this project's own, its peers, and no watching at all.

Every way gets the same program and gives the same thing: a call that runs the program's `main` once under watch and
returns what was recorded, complete, in memory. Parsing and compiling have been done before, once for all ways.
"""

from __future__ import annotations

import builtins
import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from tracepile.execution.arcs import frames_of
from tracepile.execution.jobs import Limits
from tracepile.execution.statements import constants, instrument
from tracepile.execution.stdio import Capture, Input
from tracepile.execution.tracers import TracerFactory, available_tracers

_LIMITS = Limits()
_ENTRIES = 100_000
_SETTINGS = {
    "compiled": "the tracer in C, which runs are watched with wherever it could be built",
    "python": "the tracer in pure Python, on `sys.settrace`",
}


@dataclass(frozen=True)
class Program:
    """A program that is ready to run.

    Attributes:
        name: what it is called.
        path: its file.
        text: what the file holds.
        main: what to call, compiled as it stands.
        watched_main: the same, compiled so that each statement is one line event.
        functions: the code of every function in it; lambdas and generator expressions are spared the peers, too.
        stdin: what it reads.
    """

    name: str
    path: str
    text: str
    main: Callable[[], object]
    watched_main: Callable[[], object]
    functions: frozenset[CodeType]
    stdin: str


def load_program(path: Path) -> Program:
    """Read and compile a program of `bench/programs`."""
    module = import_module(f"bench.programs.{path.stem}")
    file = module.main.__code__.co_filename  # as the interpreter spells it, which filters by file go by
    text = Path(file).read_text(encoding="utf-8")
    scope: dict[str, Any] = {"__name__": module.__name__, "__builtins__": vars(builtins) | constants()}
    exec(instrument(text), scope)
    return Program(
        name=path.stem,
        path=file,
        text=text,
        main=module.main,
        watched_main=scope["main"],
        functions=frozenset(frames_of(compile(text, file, "exec", dont_inherit=True))),
        stdin=vars(module).get("STDIN", ""),
    )


@dataclass(frozen=True)
class Recorded:
    """What one run recorded, and how to write it as text."""

    data: Any
    text: Callable[[Any], str]


type Run = Callable[[], Recorded]


@dataclass(frozen=True)
class Way:
    """A way to watch.

    Attributes:
        name: what the tables call it.
        setting: how it is set up, in a line.
        prepare: gives a call that runs a program once with streams that nobody has used.
        packages: what must be installed for it.
    """

    name: str
    setting: str
    prepare: Callable[[Program, Input, Capture], Run]
    packages: tuple[str, ...] = ()

    @property
    def installed(self) -> bool:
        """Whether its packages are there."""
        try:
            return all(map(version, self.packages))
        except PackageNotFoundError:
            return False

    @property
    def described(self) -> str:
        """The name, with the versions of its packages."""
        return " ".join((self.name, *(version(package) for package in self.packages)))


def _untraced(program: Program, stdin: Input, stdout: Capture) -> Run:
    def run() -> Recorded:
        program.main()
        return Recorded(None, lambda data: "")

    return run


def _own(make: TracerFactory) -> Callable[[Program, Input, Capture], Run]:
    def prepare(program: Program, stdin: Input, stdout: Capture) -> Run:
        def run() -> Recorded:
            tracer = make(program.text, stdout, stdin, max_lines=_LIMITS.lines, trace_bytes=_LIMITS.trace_bytes)
            tracer.run(program.watched_main)
            return Recorded(tracer.payload(), bytes.decode)

        return run

    return prepare


def _rendered_locals(program: Program, stdin: Input, stdout: Capture) -> Run:
    path = program.path

    def run() -> Recorded:
        seen: list[tuple[int, str, dict[str, str]]] = []

        def on_call(frame: FrameType, event: str, arg: Any) -> Any:
            return on_event(frame, event, arg) if frame.f_code.co_filename == path else None

        def on_event(frame: FrameType, event: str, arg: Any) -> Any:
            seen.append((frame.f_lineno, event, {name: repr(value) for name, value in frame.f_locals.items()}))
            return on_event

        sys.settrace(on_call)
        try:
            program.main()
        finally:
            sys.settrace(None)
        return Recorded(seen, _compact)

    return run


def _pysnooper(program: Program, stdin: Input, stdout: Capture) -> Run:
    pysnooper: Any = import_module("pysnooper")

    def run() -> Recorded:
        written: list[str] = []
        snooper = pysnooper.snoop(written.append, color=False)
        snooper.target_codes |= program.functions
        snooper(program.main)()
        return Recorded(written, "".join)

    return run


def _snoop(program: Program, stdin: Input, stdout: Capture) -> Run:
    snoop: Any = import_module("snoop")

    def run() -> Recorded:
        written: list[str] = []
        configured = snoop.Config(out=written.append, color=False, columns="", replace_watch_extras=())
        snooper = configured.snoop()
        snooper.target_codes |= program.functions
        snooper(program.main)()
        return Recorded(written, "".join)

    return run


def _hunter(program: Program, stdin: Input, stdout: Capture) -> Run:
    hunter: Any = import_module("hunter")

    def run() -> Recorded:
        written = io.StringIO()
        actions = [action(stream=written, repr_func="repr") for action in (hunter.CodePrinter, hunter.VarsSnooper)]
        with hunter.Tracer().trace(hunter.When(hunter.Query(filename=program.path), *actions)):
            program.main()
        return Recorded(written.getvalue(), str)

    return run


def _viztracer(program: Program, stdin: Input, stdout: Capture) -> Run:
    tracer = _made_viztracer()

    def run() -> Recorded:
        tracer.start()
        program.main()
        tracer.stop()
        tracer.parse()
        return Recorded(tracer.data, _compact)

    return run


@cache
def _made_viztracer() -> Any:
    # One alone: each takes a key for thread-local storage and never gives it back.
    viztracer: Any = import_module("viztracer")
    return viztracer.VizTracer(
        tracer_entries=_ENTRIES, verbose=0, ignore_c_function=True, ignore_frozen=True, register_global=False
    )


def _compact(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


UNTRACED = Way("untraced", "only run", _untraced)
PEERS: Sequence[Way] = (
    Way(
        "settrace + repr",
        "`sys.settrace` with `repr` of all locals at every event of the program's file, kept in a list",
        _rendered_locals,
    ),
    Way(
        "viztracer",
        "calls and returns alone, neither lines nor values; C functions and frozen modules left out; made beforehand; "
        "until its data is parsed",
        _viztracer,
        ("viztracer",),
    ),
    Way(
        "hunter",
        "its compiled tracer and filter on the program's file, `CodePrinter` and `VarsSnooper` with plain `repr`, "
        "into memory",
        _hunter,
        ("hunter",),
    ),
    Way(
        "PySnooper",
        "one snooper for all functions of the program, so that no frame is searched for its callers; no colour, "
        "values cut at 100 characters, into a list",
        _pysnooper,
        ("PySnooper",),
    ),
    Way(
        "snoop",
        "as PySnooper, without the column of times and without extra watches (lengths, types)",
        _snoop,
        ("snoop",),
    ),
)
OWN: Sequence[Way] = tuple(
    Way(f"TracePile, {name}", _SETTINGS[name], _own(tracer)) for name, tracer in available_tracers().items()
)
"""This project's tracers that can run here, first the one that runs are watched with."""
