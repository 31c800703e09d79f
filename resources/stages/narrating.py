"""Tell the runs of one program in sentences, and let the verifier prove every sentence."""

from __future__ import annotations

from typing import NamedTuple

from resources.rows import rationale_row
from resources.stages.outcome import Outcome, internal_error
from resources.stages.runs import Runs
from resources.workers import Jails
from tracepile.execution import Limits
from tracepile.narration import NarrationError, narrate
from tracepile.records import Case, Rationale, Reject
from tracepile.tokens import count_tokens
from tracepile.verification import Item, verify_many

STAGE = "rationales"


class Narrating(NamedTuple):
    """What to tell and how.

    Attributes:
        runs: the runs of one program.
        voice: how they are told.
        seed: chooses among wordings.
        max_tokens: how long a rationale may become.
        limits: what the verifier's own run may use.
    """

    runs: Runs
    voice: str
    seed: str
    max_tokens: int
    limits: Limits


def tell(task: Narrating, jails: Jails) -> Outcome:
    """Give the rows of the rationales that were proven; every other run gives a reject that says why."""
    program = task.runs.sourced.program
    outcome = Outcome([], [])
    told: list[tuple[Case, Rationale, int]] = []
    for _, case, trace in task.runs.decoded():
        try:
            rationale = narrate(program, case, trace, voice=task.voice, seed=task.seed)
        except NarrationError as err:
            outcome.rejects.append(Reject(STAGE, trace.id, program.source, "not_told", str(err)))
            continue
        except Exception as err:
            outcome.rejects.append(internal_error(STAGE, trace.id, program.source, err))
            continue
        tokens = count_tokens(rationale.text)
        if tokens > task.max_tokens:
            detail = f"{tokens} tokens, at most {task.max_tokens} are allowed"
            outcome.rejects.append(Reject(STAGE, trace.id, program.source, "too_long", detail))
        else:
            told.append((case, rationale, tokens))
    items = [Item(rationale.text, program, case) for case, rationale, _ in told]
    try:
        verdicts = verify_many(items, jails.recheck, limits=task.limits)
    except Exception as err:
        outcome.rejects.append(internal_error(STAGE, program.id, program.source, err))
        return outcome
    for (_, rationale, tokens), verdict in zip(told, verdicts, strict=True):
        if verdict.proven:
            outcome.rows.append(rationale_row(program, rationale, tokens, verdict.proof))
        else:
            reason = "unread" if verdict.proof.unread else "contradicted"
            detail = verdict.complaints()[0]  # what follows from it is noise
            outcome.rejects.append(Reject(STAGE, rationale.trace_id, program.source, reason, detail))
    return outcome
