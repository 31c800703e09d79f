"""One execution of a line, found in a trace and, apart from that, in the evidence."""

from __future__ import annotations

from tracepile.questions.evidence import Evidence
from tracepile.questions.facts import Occasion
from tracepile.questions.program_text import call_text
from tracepile.questions.traced_run import TracedRun


def traced_occasion(run: TracedRun, line: int, visit: int) -> Occasion:
    """Describe the `visit`-th execution of a line by the trace."""
    visits = run.visits_by_line[line]
    frame = run.frame(visits[visit - 1].event.frame)
    again = len(run.frames_of(frame.function)) > 1
    call = call_text(frame.function, run.parameters(frame.number)) if again else None
    return Occasion(line, visit, len(visits), call)


def witnessed_occasion(evidence: Evidence, line: int, visit: int) -> Occasion:
    """Describe the `visit`-th execution of a line by the witness's log.

    Raises:
        LookupError: the line is not executed that often.
    """
    executions = evidence.executions_of(line)
    if not 1 <= visit <= len(executions):
        raise LookupError(f"line {line} is executed {len(executions)} times")
    activation = evidence.log.activations[executions[visit - 1].begin.frame]
    again = len(evidence.activations_of(activation.function)) > 1
    call = call_text(activation.function, evidence.parameters(activation.number)) if again else None
    return Occasion(line, visit, len(executions), call)
