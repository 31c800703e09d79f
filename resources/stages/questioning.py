"""Ask questions about the runs of one program; the engine recomputes every answer."""

from __future__ import annotations

from typing import NamedTuple

from resources.rows import question_row
from resources.stages.outcome import Outcome, internal_error
from resources.stages.runs import Runs
from resources.workers import Jails
from tracepile.questions import ask_many
from tracepile.records import Reject
from tracepile.tokens import count_tokens

STAGE = "qa_pairs"


class Questioning(NamedTuple):
    """The runs to ask about, the seed that draws the questions, how many for each run, and their longest length."""

    runs: Runs
    seed: str
    wanted: int
    max_tokens: int


def question(task: Questioning, jails: Jails) -> Outcome:
    """Give the rows of the questions whose answers were recomputed."""
    outcome = Outcome([], [])
    program = task.runs.sourced.program
    try:
        asked_of_each = list(ask_many(task.runs.decoded(), jail=jails.recheck, seed=task.seed, count=task.wanted))
    except Exception as err:
        return Outcome([], [internal_error(STAGE, program.id, program.source, err)])
    for questions, rejects in asked_of_each:
        outcome.rejects.extend(rejects)
        for asked in questions:
            tokens = sum(count_tokens(text) for text in (asked.question, asked.rationale, asked.answer))
            if tokens > task.max_tokens:
                detail = f"{tokens} tokens, at most {task.max_tokens} are allowed"
                outcome.rejects.append(Reject(STAGE, asked.id, program.source, "too_long", detail))
            else:
                outcome.rows.append(question_row(program, asked, tokens))
    return outcome
