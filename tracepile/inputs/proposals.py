"""Inputs to try: drawn from what is known of a function's parameters, at the edges, and varied from runs so far."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tracepile.execution.values import ValueLimitError
from tracepile.inputs.arguments import at_edges, drawn, written
from tracepile.inputs.coverage import Reachable
from tracepile.inputs.mutation import mutated_call
from tracepile.inputs.parameters import Signature, arguments_of
from tracepile.inputs.places import Kind
from tracepile.inputs.standard_input import varied_input
from tracepile.inputs.trials import Trial
from tracepile.records import Case, Program

_DRAWS_PER_INPUT = 6
_LONGEST_CALL = 1_000


class Proposals:
    """Distinct inputs of one program: each text is proposed once, and the given ones never."""

    def __init__(self, program: Program, known: Iterable[Case], rng: random.Random) -> None:
        self._program = program
        self._rng = rng
        self._seen = {case.call if case.call is not None else case.stdin for case in known}

    def shown(self, signature: Signature) -> list[Case]:
        """Give the calls that the documentation shows."""
        parameters = signature.parameters
        return self._new(
            written(signature.function, parameters, arguments_of(call, parameters)) for call in signature.documented
        )

    def drawn(self, signature: Signature, chosen: Mapping[int, Kind], count: int) -> list[Case]:
        """Give `count` calls with ordinary arguments, or fewer where there are not so many distinct ones."""
        shapes = signature.shapes(chosen)
        return self._drawn(
            lambda: written(signature.function, signature.parameters, drawn(signature, shapes, self._rng)), count
        )

    def edges(self, signature: Signature, chosen: Mapping[int, Kind], count: int) -> list[Case]:
        """Give `count` calls with one argument at an edge."""
        lists = at_edges(signature, signature.shapes(chosen), self._rng)
        return self._new((written(signature.function, signature.parameters, values) for values in lists), count)

    def varied(self, parents: Sequence[Trial], count: int) -> list[Case]:
        """Give `count` inputs that differ a little from those of runs."""
        if not parents:
            return []
        return self._drawn(lambda: self._variation(self._rng.choice(parents).case), count)

    def _variation(self, case: Case) -> str | None:
        if case.call is None:
            text: str | None = case.stdin
            for _ in range(self._rng.choice((1, 1, 2))):
                text = None if text is None else varied_input(text, self._rng) or text
            return text
        call: str | None = case.call
        for _ in range(self._rng.choice((1, 1, 2, 3))):
            call = None if call is None else mutated_call(call, self._rng) or call
        return call

    def _drawn(self, draw: Callable[[], str | None], count: int) -> list[Case]:
        def texts() -> Iterator[str | None]:
            for _ in range(count * _DRAWS_PER_INPUT):
                try:
                    yield draw()
                except ValueLimitError:
                    continue

        return self._new(texts(), count)

    def _new(self, texts: Iterable[str | None], count: int | None = None) -> list[Case]:
        found: list[Case] = []
        for text in texts:
            if count is not None and len(found) >= count:
                break
            if text is None or text in self._seen or len(text) > _LONGEST_CALL:
                continue
            self._seen.add(text)
            by_call = self._program.entry_point is not None
            found.append(Case(self._program.id, call=text) if by_call else Case(self._program.id, stdin=text))
        return found


def frontier(trials: Sequence[Trial], reachable: Reachable) -> list[Trial]:
    """Give the runs from which something new is near: they came to a decision that has gone only one way so far.

    The runs that came to the rarest of these decisions are first; all runs where there is no such decision.
    """
    taken = set().union(*(trial.reached.branches for trial in trials)) & reachable.branches
    half_open = {index for index, way in taken if (index, not way) not in taken}
    visits = {index: sum(index in trial.reached.statements for trial in trials) for index in half_open}
    near = [trial for trial in trials if half_open & trial.reached.statements]
    near.sort(key=lambda trial: min(visits[index] for index in sorted(half_open & trial.reached.statements)))
    return near or list(trials)
