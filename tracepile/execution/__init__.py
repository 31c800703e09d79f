"""Run a program safely and watch it: jail, tracer, statements, values."""

from tracepile.execution.jail import Jail
from tracepile.execution.jobs import Job, Limits, Mode, Reply, Trust
from tracepile.execution.trace_json import trace_from_json, trace_to_json
from tracepile.execution.traces import (
    Executor,
    Repetition,
    Traced,
    Tracee,
    job_for,
    trace_cases,
    trace_programs,
)

__all__ = [
    "Executor",
    "Jail",
    "Job",
    "Limits",
    "Mode",
    "Repetition",
    "Reply",
    "Traced",
    "Tracee",
    "Trust",
    "job_for",
    "trace_cases",
    "trace_from_json",
    "trace_programs",
    "trace_to_json",
]
