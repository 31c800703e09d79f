"""From programs and cases to traces: watched once, recomputed in a fresh process, and kept as compact JSON."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from tracepile.errors import InvalidProgramError
from tracepile.execution.expectations import Match, judge
from tracepile.execution.jobs import Job, Limits, Mode, Reply
from tracepile.execution.payloads import read_payload
from tracepile.execution.statements import statements
from tracepile.execution.values import parse
from tracepile.records import (
    Case,
    Output,
    Program,
    RaisedException,
    Reject,
    Status,
    Trace,
)


class Executor(Protocol):
    """Whatever runs jobs safely: the jail, or a test's own."""

    def execute(self, jobs: Iterable[Job]) -> Iterator[Reply]:
        """Give one reply for each job, in the order of the jobs."""


def job_for(mode: Mode, program: Program, case: Case, limits: Limits | None = None) -> Job:
    """The job that runs a program on one of its cases."""
    return Job(mode, program.code, call=case.call, stdin=case.stdin, limits=limits or Limits())


def trace_cases(
    program: Program, cases: Sequence[Case], *, jail: Executor, recheck: Executor, limits: Limits | None = None
) -> tuple[list[Trace], list[Reject]]:
    """Trace a program on its cases.

    Every run is watched in `jail` and computed again, unwatched, in `recheck`, which must be another process under
    another hash seed. A run is usable when both agree on result, output, exception and arguments, and when they
    agree with what the case expects.

    Returns:
        The usable traces, and for every other case a reject whose reason is a `Status`.
    """
    untold = _untold(program.code)
    if untold is not None:
        reason = f"the program {untold}, which no trace can tell"
        return [], [Reject("traces", case.id, program.source, Status.UNSUPPORTED.value, reason) for case in cases]
    replies = list(jail.execute([job_for(Mode.TRACE, program, case, limits) for case in cases]))
    usable = [index for index, reply in enumerate(replies) if reply.status.usable]
    again = dict(
        zip(
            usable,
            recheck.execute([job_for(Mode.RUN, program, cases[index], limits) for index in usable]),
            strict=True,
        )
    )
    traces: list[Trace] = []
    rejects: list[Reject] = []
    for index, (case, reply) in enumerate(zip(cases, replies, strict=True)):
        status, reason = _judge(case, reply, again.get(index))
        if status.usable:
            try:
                traces.append(_trace(program, case, reply))
                continue
            except ValueError as err:  # a program that answers in the place of its tracer
                status, reason = Status.TAMPERED, str(err)
        rejects.append(Reject("traces", case.id, program.source, status.value, reason))
    return traces, rejects


def _untold(code: str) -> str | None:
    """Say what a program does that neither tracer nor witness follows, None for nothing of the kind."""
    try:
        nodes = [node for top in statements(code) if top.parent == -1 for node in ast.walk(top.node)]
    except InvalidProgramError:
        return None  # the run says better what is wrong
    for kinds, words in _UNTOLD:
        if any(isinstance(node, kinds) for node in nodes):
            return words
    if any(isinstance(node, ast.comprehension) and node.is_async for node in nodes):
        return "runs coroutines"
    return "reads the clock" if _reads_the_date(nodes) else None


def _reads_the_date(nodes: Sequence[ast.AST]) -> bool:
    # By name: the methods of `datetime`'s types can be neither replaced nor overheard.
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    methods = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return "datetime" in imported and bool(methods & {"now", "today", "utcnow"})


_UNTOLD: tuple[tuple[tuple[type[ast.AST], ...], str], ...] = (
    ((ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await), "runs coroutines"),
    ((ast.TryStar,), "takes groups of exceptions apart with `except*`"),
)


def _judge(case: Case, watched: Reply, plain: Reply | None) -> tuple[Status, str]:
    if not watched.status.usable or plain is None:
        return watched.status, watched.reason
    if (watched.status, watched.output) != (plain.status, plain.output):
        return Status.NONDETERMINISTIC, _difference(watched, plain)
    output = watched.output
    if output.exception is not None and not watched.payload["events"]:
        return Status.INVALID_CALL, f"{output.exception.type}: {output.exception.message}"
    opaque = output.returned if output.returned is not None and "<" in output.returned else None
    if opaque is not None and is_opaque(opaque):
        return Status.UNSUPPORTED, f"the returned value has no literal: {opaque[:80]}"
    agreement = judge(case, output)
    if agreement.match is Match.DIFFERS:
        return Status.WRONG_OUTPUT, f"{agreement.difference} ({case.expected_from})"
    return watched.status, ""


def is_opaque(text: str) -> bool:
    """Whether a rendered value holds a part without a literal, such as `<function f>`."""
    try:
        parse(text)
    except ValueError:
        return True
    return False


def _difference(watched: Reply, plain: Reply) -> str:
    for name in ("returned", "returned_type", "stdout", "exception", "arguments"):
        first, second = getattr(watched.output, name), getattr(plain.output, name)
        if first != second:
            return f"two runs differ in {name}: {str(first)[:80]!r} and {str(second)[:80]!r}"
    return f"two runs ended differently: {watched.status} and {plain.status} ({plain.reason})"


def _trace(program: Program, case: Case, reply: Reply) -> Trace:
    events, frames = read_payload(reply.payload, program.code)
    return Trace(program.id, case.id, reply.status, reply.output, events, frames, reply.reason)


def trace_to_json(trace: Trace) -> str:
    """Give a trace as compact JSON, the same bytes for the same trace."""
    exception = trace.output.exception
    data = {
        "program_id": trace.program_id,
        "case_id": trace.case_id,
        "status": trace.status.value,
        "reason": trace.reason,
        "output": {
            "returned": trace.output.returned,
            "returned_type": trace.output.returned_type,
            "stdout": trace.output.stdout,
            "exception": None if exception is None else [exception.type, exception.message, exception.line],
            "arguments": list(trace.output.arguments),
        },
        "frames": [[frame.function, frame.caller, frame.depth, frame.line] for frame in trace.frames],
        "events": [
            [
                event.kind.value,
                event.line,
                event.statement,
                event.frame,
                event.depth,
                [[c.path, c.before, c.after, c.how.value, c.object] for c in event.changes],
                event.value,
                event.printed,
                event.read,
            ]
            for event in trace.events
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def trace_from_json(text: str) -> Trace:
    """Read what `trace_to_json` wrote.

    Raises:
        ValueError: the text is something else.
    """
    data = json.loads(text)
    try:
        output = data["output"]
        exception = None if output["exception"] is None else RaisedException(*output["exception"])
        events, frames = read_payload(data)
        return Trace(
            data["program_id"],
            data["case_id"],
            Status(data["status"]),
            Output(
                output["returned"], output["returned_type"], output["stdout"], exception, tuple(output["arguments"])
            ),
            events,
            frames,
            data["reason"],
        )
    except (KeyError, TypeError) as err:
        raise ValueError(f"not a trace: {err!r}") from err
