"""How deep a recursion goes."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracepile.questions.evidence import Evidence
from tracepile.questions.family import Family, Pick, Told
from tracepile.questions.program_text import call_text, spread
from tracepile.questions.traced_run import TracedRun
from tracepile.records import EventKind


@dataclass(frozen=True, slots=True)
class DepthFacts:
    """The calls that are active when the greatest depth is reached first, the outermost first; and all calls."""

    chain: tuple[str, ...]
    calls: int


class RecursionDepth(Family[DepthFacts]):
    """Asks how many calls of a recursive function are active at the same time."""

    name = "recursion_depth"
    numbered = False
    phrasings = (
        "How many calls of `{function}` are active at the same time at the deepest point of the recursion?",
        "What is the greatest number of calls of `{function}` that are unfinished at one moment of this run?",
        "How deep does the recursion of `{function}` go, counting its outermost call as depth 1?",
    )

    def pick(self, run: TracedRun, rng: random.Random) -> Pick[DepthFacts] | None:
        """Choose a function that calls itself, directly or through others."""
        offers = [
            (function, chain) for function in run.plain_functions() if len(chain := _deepest_chain(run, function)) > 1
        ]
        if not offers:
            return None
        function, chain = rng.choice(offers)
        calls = tuple(call_text(function, run.parameters(frame)) for frame in chain)
        facts = DepthFacts(calls, len(run.frames_of(function)))
        return Pick({"function": function}, facts, run.difficulty(len(run.visits), depth=len(chain)))

    def facts(self, parameters: Mapping[str, Any], evidence: Evidence) -> DepthFacts:
        """Follow every activation to its callers."""
        function = parameters["function"]
        best: list[int] = []
        activations = evidence.activations_of(function)
        for activation in activations:
            chain, number = [], activation.number
            while number != -1:
                if evidence.log.activations[number].function == function:
                    chain.append(number)
                number = evidence.log.activations[number].caller
            if len(chain) > len(best):
                best = chain[::-1]
        if not best:
            raise LookupError(f"{function} is not called")
        return DepthFacts(tuple(call_text(function, evidence.parameters(number)) for number in best), len(activations))

    def tell(self, parameters: Mapping[str, Any], facts: DepthFacts, code: str, phrasing: str) -> Told:
        """Show the calls that are inside one another."""
        function, depth = parameters["function"], len(facts.chain)
        sentences = [
            f"The run makes {facts.calls:,} calls of `{function}`.",
            f"It is deepest, for the first time, with these calls inside one another, the outermost first: "
            f"{spread(facts.chain, lambda call: f'`{call}`')}.",
            f"No other moment of the run has more than these {depth} calls unfinished.",
        ]
        return Told(phrasing.format(function=function), str(depth), " ".join(sentences))


def _deepest_chain(run: TracedRun, function: str) -> list[int]:
    active: list[int] = []
    best: list[int] = []
    for event in run.trace.events:
        if event.kind in (EventKind.CALL, EventKind.RESUME):
            active.append(event.frame)
            chain = [frame for frame in active if run.frame(frame).function == function]
            if len(chain) > len(best):
                best = chain
        elif event.kind in (EventKind.RETURN, EventKind.UNWIND, EventKind.YIELD):
            active.remove(event.frame)
    return best
