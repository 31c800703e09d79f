"""The tracers that there are on this machine, and the one that runs are watched with: the compiled one where it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tracepile.execution.compiled import BUILT, CompiledTracer, makes_kinds_of_classes
from tracepile.execution.stdio import Capture, Input
from tracepile.execution.tracer import PythonTracer, Tracer

TracerFactory = Callable[..., Tracer]
"""Makes a tracer from a program's text, its output, its input, and its limits by name."""


def available_tracers() -> Mapping[str, TracerFactory]:
    """Give every tracer that can run here by its name, the one that is used first. All give the same events."""
    compiled: dict[str, TracerFactory] = {"compiled": CompiledTracer} if BUILT else {}
    return compiled | {"python": PythonTracer}


def make_tracer(code: str, stdout: Capture, stdin: Input, *, max_lines: int, trace_bytes: int) -> Tracer:
    """Make the tracer that a run is watched with."""
    factory: TracerFactory = CompiledTracer if BUILT and not makes_kinds_of_classes(code) else PythonTracer
    return factory(code, stdout, stdin, max_lines=max_lines, trace_bytes=trace_bytes)
