"""Run a program safely and watch it: jail, tracer, statements, values."""

from tracepile.execution.jail import Jail
from tracepile.execution.jobs import Job, Limits, Mode, Reply
from tracepile.execution.traces import Executor, job_for, trace_cases, trace_from_json, trace_to_json

__all__ = [
    "Executor",
    "Jail",
    "Job",
    "Limits",
    "Mode",
    "Reply",
    "job_for",
    "trace_cases",
    "trace_from_json",
    "trace_to_json",
]
