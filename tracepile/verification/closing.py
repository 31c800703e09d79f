"""The last sentence: how the run ended."""

from __future__ import annotations

from tracepile.verification.chains import brief
from tracepile.verification.claims import (
    Answers,
    Claim,
    ProgramEnds,
    RunFails,
)
from tracepile.verification.rendered import same_value
from tracepile.verification.story import Story


def closing_problem(story: Story, claim: Claim) -> str | None:
    """Say what is wrong with the sentence that tells how the run ended, None where nothing is."""
    output = story.output
    failed = output.exception
    match claim:
        case RunFails(type=kind, message=message):
            if failed is None:
                return "the run ends without an exception"
            right = kind == failed.type and same_value(message, repr(failed.message))
            return None if right else f"the run ends with {failed.type} and {brief(repr(failed.message))}"
        case _ if failed is not None:
            return f"the run ends with {failed.type}"
        case Answers(value=value):
            if story.stdin is not None:
                return "a program that reads standard input has no answer but what it prints"
            right = same_value(value, output.returned or "")
            return None if right else f"the answer is {brief(output.returned or '')}, not {brief(value)}"
        case ProgramEnds(text=text):
            if story.stdin is None:
                return "a call ends with its answer"
            right = not output.stdout if text is None else bool(output.stdout) and same_value(text, repr(output.stdout))
            return None if right else f"the program printed {brief(repr(output.stdout))}"
    return None
