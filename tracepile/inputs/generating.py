"""Generate inputs for a program: propose, run, and keep what reaches something new, in a few rounds.

Feedback-driven input generation in the manner of coverage-guided fuzzers, with two differences: values are drawn by
what the program's text says of them, and what is kept is meant to be read.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import batched

from tracepile.errors import InvalidProgramError
from tracepile.execution import Executor, Limits
from tracepile.inputs.coverage import Coverage, Reachable, reachable
from tracepile.inputs.drawn_inputs import drawn_cases
from tracepile.inputs.parameters import Signature, read_signature
from tracepile.inputs.places import Kind
from tracepile.inputs.proposals import Proposals, frontier
from tracepile.inputs.selection import selected
from tracepile.inputs.trials import COSTLY, LONGEST, End, Origin, Trial, run_trials, usable
from tracepile.records import Case, Program, Status
from tracepile.sources.fresh import fresh_cases
from tracepile.sources.sourced import SourcedProgram

_GIVEN = 6
_SHOWN = 4
_FIRST = 10
_GUESSES = 8
_DRAWS_PER_GUESS = 2
_EDGES = 16
_VARIED = 10
_ROUNDS = 2
_SECONDS = 1.0
_CHARACTERS = 2_000

# After so many runs that cost seconds nothing more is tried; a wave is as many as may follow before that is noticed.
_COSTLY_RUNS = 3
_WAVE = 8

# Of the program, whatever the input.
_HOPELESS = frozenset({Status.UNSUPPORTED, Status.INVALID_PROGRAM, Status.INVALID_CALL})


@dataclass(frozen=True, slots=True)
class Generated:
    """New inputs of a program.

    Attributes:
        cases: the new cases, those that reach the most first; nothing is expected of them.
        covered: what the given cases and the new ones reach together.
        tried: runs that this took.
        reason: why there are fewer cases than wanted; empty where there are as many.
    """

    cases: tuple[Case, ...]
    covered: Coverage
    tried: int
    reason: str = ""


def generate_inputs(
    sourced: SourcedProgram, *, jail: Executor, seed: str, count: int, limits: Limits | None = None
) -> Generated:
    """Give at most `count` new inputs for a program; a pure function of the program, its cases and the arguments.

    A function's arguments are drawn by its annotations, defaults, documentation, given cases and the use that its code
    makes of them; where the program comes with a generator, by that alone. A program that reads standard input needs
    at least one case, whose layout is kept. Every input is run in the jail, some 60 of them. Kept are those that reach
    statements or branches that neither the given cases nor others reach, then those with outcomes and paths of their
    own. What runs into a limit, takes more than 2,000 statements or shows that an argument is of the wrong kind is not
    kept; at most one in four ends in an exception, a deliberate one before a natural one.

    Args:
        sourced: the program, its cases, and perhaps a generator.
        jail: where everything runs.
        seed: where chance comes from.
        count: how many inputs are wanted.
        limits: what one run may use; it gets at most 2,000 statements, a second, and 2,000 characters of output.
    """
    program = sourced.program
    try:
        possible = reachable(program.code, program.entry_point)
    except InvalidProgramError as err:
        return Generated((), Coverage(0, 0, 0, 0), 0, str(err))
    search = _Search(sourced, possible, jail, _bounds(limits), seed)
    search.run(count)
    kept = selected(search.trials, search.given, possible, count)
    covered = possible.coverage(trial.reached for trial in (*usable(search.given), *kept))
    reason = "" if len(kept) >= count else search.reason()
    return Generated(tuple(trial.case for trial in kept), covered, search.tried, reason)


def readable_cases(sourced: SourcedProgram, *, jail: Executor, limits: Limits | None = None) -> tuple[Case, ...]:
    """Give those of a program's own cases whose runs are as short as those of generated ones, in their order."""
    trials = run_trials(
        sourced.program, [(case, Origin.SHOWN) for case in sourced.cases], jail=jail, limits=_bounds(limits)
    )
    return tuple(trial.case for trial in usable(trials))


def _bounds(limits: Limits | None) -> Limits:
    given = limits or Limits()
    return replace(
        given,
        lines=min(given.lines, LONGEST),
        seconds=min(given.seconds, _SECONDS),
        value_characters=min(given.value_characters, _CHARACTERS),
        output_characters=min(given.output_characters, _CHARACTERS),
    )


class _Search:
    """The rounds of one program, and what they found."""

    def __init__(self, sourced: SourcedProgram, possible: Reachable, jail: Executor, limits: Limits, seed: str) -> None:
        self.sourced, self.possible, self.jail, self.limits, self.seed = sourced, possible, jail, limits, seed
        self.given: list[Trial] = []
        self.trials: list[Trial] = []
        self.tried = 0
        self.problem = ""
        self._costly = 0
        self._rng = random.Random(f"inputs:{seed}:{sourced.program.id}")
        self._proposals = Proposals(sourced.program, sourced.cases, self._rng)

    def run(self, count: int) -> None:
        """Try inputs until enough is found, or the rounds are over."""
        program = self.sourced.program
        self.given = self._run(self.sourced.cases[:_GIVEN], Origin.SHOWN)
        wanted = max(_FIRST, 2 * count)
        if self.sourced.generator is not None and program.entry_point is not None:
            cases, self.problem = drawn_cases(
                program,
                self.sourced.generator,
                jail=self.jail,
                seed=self.seed,
                count=2 * wanted,
                limits=self.limits,
            )
            known = {case.id for case in self.sourced.cases}
            self._try([case for case in cases if case.id not in known], Origin.DRAWN)
            return
        known = {case.id for case in self.sourced.cases}
        self._try(
            [case for case in fresh_cases(program, self.seed, wanted) if case.id not in known],
            Origin.DRAWN,
        )
        if program.entry_point is not None and not self.trials:
            self._draw(program, program.entry_point, count, wanted)
        if program.entry_point is None and not self.sourced.cases:
            self.problem = "a program that reads standard input needs at least one example of it"
        for _ in range(_ROUNDS):
            if self._enough(count) or not usable([*self.given, *self.trials]):
                break
            parents = frontier(usable([*self.given, *self.trials]), self.possible)
            ended = [trial for trial in parents if trial.end is End.OK] or parents
            self._try(self._proposals.varied(ended[: max(3, len(ended) // 2)], _VARIED), Origin.VARIED)

    def _draw(self, program: Program, function: str, count: int, wanted: int) -> None:
        signature = read_signature(program.code, function, program.statement, self.sourced.cases)
        if signature is None:
            self.problem = f"the program defines no function {function!r} whose parameters can be listed"
            return
        self._try(self._proposals.shown(signature)[:_SHOWN], Origin.SHOWN)
        chosen: dict[int, Kind] = {}
        first = self._try(self._proposals.drawn(signature, chosen, wanted), Origin.DRAWN)
        if first and all(trial.status in _HOPELESS for trial in first):
            return
        if 3 * sum(trial.status in (Status.OK, Status.LINE_LIMIT) for trial in first) < len(first):
            chosen = self._guess(signature)
            if chosen:
                self._try(self._proposals.drawn(signature, chosen, wanted), Origin.DRAWN)
        if not self._enough(count):
            self._try(self._proposals.edges(signature, chosen, _EDGES), Origin.EDGE)

    def _guess(self, signature: Signature) -> dict[int, Kind]:
        """Give the other kinds with which the most runs come to their end; none where that is no better."""
        guesses = signature.guesses()[:_GUESSES]
        best: dict[int, Kind] = {}
        most = 0
        for guess in guesses:
            ended = len(_ended(self._try(self._proposals.drawn(signature, guess, _DRAWS_PER_GUESS), Origin.DRAWN)))
            if ended > most:
                best, most = guess, ended
            if most == _DRAWS_PER_GUESS:
                break
        return best

    def _enough(self, count: int) -> bool:
        if self._costly >= _COSTLY_RUNS:
            return True
        good = _ended(self.trials)
        paths = {(trial.outcome, trial.path) for trial in good}
        covered = self.possible.coverage(trial.reached for trial in (*self.given, *usable(self.trials)))
        return covered.complete and len(paths) >= count

    def _try(self, cases: Sequence[Case], origin: Origin) -> list[Trial]:
        trials = self._run(cases, origin)
        self.trials += trials
        return trials

    def _run(self, cases: Sequence[Case], origin: Origin) -> list[Trial]:
        trials: list[Trial] = []
        for wave in batched([(case, origin) for case in cases], _WAVE):
            if self._costly >= _COSTLY_RUNS:
                break
            trials += run_trials(self.sourced.program, wave, jail=self.jail, limits=self.limits)
            self.tried += len(wave)
            self._costly = self._costly + sum(trial.status in COSTLY for trial in trials[-len(wave) :])
        return trials

    def reason(self) -> str:
        """Say why nothing more was found."""
        if self.problem:
            return self.problem
        bad = [trial.problem for trial in self.trials if trial.problem]
        if not self.trials:
            return "no input could be proposed"
        if bad:
            return f"{len(bad)} of {len(self.trials)} inputs could not be used, the first because of {bad[0][:200]}"
        return f"{len(self.trials)} inputs gave no more that differ"


def _ended(trials: Sequence[Trial]) -> list[Trial]:
    return [trial for trial in trials if trial.end is End.OK]
