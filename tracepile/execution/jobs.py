"""What is asked of a jailed child and what it answers: plain data that travels as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tracepile.records import Output, RaisedException, Status


class Mode(StrEnum):
    """How a program is watched while it runs.

    `run` only gives the output. `trace` gives the events of the tracer. `witness` gives the log of a second,
    independent mechanism (instrumented syntax tree), against which claims are proven. `cover` gives which statements
    were visited one after another (see `tracepile.execution.arcs`).
    """

    RUN = "run"
    TRACE = "trace"
    WITNESS = "witness"
    COVER = "cover"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use. Lines are the budget that counts; seconds only catch what runs inside C.

    Attributes:
        lines: executed statements of the program's own code.
        seconds: processor and wall seconds of one run.
        memory_bytes: address space of the child.
        output_characters: standard output of one run.
        value_characters: length of a rendered result: of what a call returned, and of each argument after it. What a
            step shows of a value is shortened where it is long (see `tracepile.execution.values.shown`).
        trace_bytes: size of one encoded reply.
        depth: recursion limit of the interpreter in the child.
    """

    lines: int = 300_000
    seconds: float = 10.0
    memory_bytes: int = 512 * 2**20
    output_characters: int = 200_000
    value_characters: int = 1_000_000
    trace_bytes: int = 64 * 2**20
    depth: int = 1_000


@dataclass(frozen=True, slots=True)
class Job:
    """One run of one program: exactly one of `call` and `stdin` is set."""

    mode: Mode
    code: str
    call: str | None = None
    stdin: str | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a run gave. `payload` is mode-specific JSON (events, witness log, arcs); `reason` explains the status."""

    status: Status
    reason: str = ""
    output: Output = field(default_factory=Output)
    payload: Any = None


def job_to_json(job: Job) -> dict[str, Any]:
    """Give the JSON object that `_runner.run` takes in the child."""
    limits = {name: getattr(job.limits, name) for name in Limits.__slots__}
    return {"mode": str(job.mode), "code": job.code, "call": job.call, "stdin": job.stdin, "limits": limits}


def reply_from_json(data: dict[str, Any]) -> Reply:
    """Read a child's answer strictly: it comes from a process that strangers' code ran in.

    Raises:
        ValueError: a field is missing, of the wrong type, or not a known status.
    """
    try:
        output = data["output"]
        exception = output["exception"]
        reply = Reply(
            status=Status(data["status"]),
            reason=_text(data["reason"]),
            output=Output(
                returned=_optional_text(output["returned"]),
                returned_type=_optional_text(output["returned_type"]),
                stdout=_text(output["stdout"]),
                exception=None
                if exception is None
                else RaisedException(
                    _text(exception["type"]), _text(exception["message"]), _integer(exception["line"])
                ),
                arguments=tuple(_text(item) for item in output["arguments"]),
            ),
            payload=data["payload"],
        )
    except (KeyError, TypeError) as err:
        raise ValueError(f"malformed reply from a child: {err!r}") from err
    return reply


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"expected text in a reply, got {type(value).__name__}")
    return value


def _optional_text(value: object) -> str | None:
    return None if value is None else _text(value)


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"expected an integer in a reply, got {type(value).__name__}")
    return value
