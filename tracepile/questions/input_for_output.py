"""An input for which the program gives a certain output. Any right input is accepted, by running it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracepile.narration.wording import shorten
from tracepile.questions.endings import Printed
from tracepile.questions.evidence import Evidence
from tracepile.questions.family import Family, Pick, Told
from tracepile.questions.output import OutputFacts, evident_output, traced_output
from tracepile.questions.program_text import parameter_names
from tracepile.questions.traced_run import TracedRun

_LONGEST_INPUT = 300
_LONGEST_RESULT = 200


@dataclass(frozen=True, slots=True)
class InputFacts:
    """A right input as it would be answered, and what came of it."""

    answer: str
    output: OutputFacts


class InputForOutput(Family[InputFacts]):
    """Asks for an input from which a given output follows."""

    name = "input_for_output"
    numbered = False
    shows_input = False
    phrasings = (
        "Find {input} for which the program {gives} exactly {result}.",
        "For which input does the program {give} {result}? Give {input}; any right one counts.",
        "Give {input} that makes the program {give} {result}. There may be several; one is enough.",
    )

    def pick(self, run: TracedRun, rng: random.Random) -> Pick[InputFacts] | None:
        """Take the run's own input, where it has one that is not too long."""
        output = traced_output(run)
        if output is None or len(output.result) > _LONGEST_RESULT:
            return None
        if run.case.call is None:
            answer = repr(run.case.stdin)
            if not (run.case.stdin or "").strip():
                return None
        else:
            answer = run.case.call
            if not parameter_names(run.code, run.program.entry_point or ""):
                return None
        if len(answer) > _LONGEST_INPUT:
            return None
        return Pick({"trails": output.trails}, InputFacts(answer, output), run.difficulty(2 * output.steps))

    def facts(self, parameters: Mapping[str, Any], evidence: Evidence) -> InputFacts:
        """Run the input again and see what it gives."""
        case = evidence.case
        answer = case.call if case.call is not None else repr(case.stdin)
        return InputFacts(answer, evident_output(evidence, parameters["trails"]))

    def tell(self, parameters: Mapping[str, Any], facts: InputFacts, code: str, phrasing: str) -> Told:
        """Show one right input and what happens with it."""
        name = facts.answer.partition("(")[0]
        called = not isinstance(facts.output.ending, Printed)
        kind = f"a call of `{name}` with literal arguments" if called else "a standard input (as one Python string)"
        give = "return" if called else "print"
        result = facts.output.result
        question = phrasing.format(input=kind, give=give, gives=f"{give}s", result=result)
        begin = f"One right input is {f'`{facts.answer}`' if called else facts.answer}."
        end = f"So this input gives {shorten(result, 120)}."
        return Told(question, facts.answer, " ".join([begin, *facts.output.sentences(code)[1:], end]))
