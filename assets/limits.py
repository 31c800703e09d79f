"""What runs may use, from the settings."""

from __future__ import annotations

from resources.settings import Settings
from tracepile.execution import Limits


def run_limits(settings: Settings) -> Limits:
    """Give what one run of a program may use."""
    return Limits(
        lines=settings.line_limit,
        seconds=settings.time_limit_seconds,
        memory_bytes=settings.memory_limit_mb * 2**20,
    )


def witness_limits(settings: Settings) -> Limits:
    """Give what the verifier's run may use: more than a plain one, since it writes down more.

    A run that could be traced must never fail to be proven for lack of room.
    """
    usual = run_limits(settings)
    return Limits(
        lines=2 * usual.lines,
        seconds=3 * usual.seconds,
        memory_bytes=2 * usual.memory_bytes,
        trace_bytes=4 * usual.trace_bytes,
    )
