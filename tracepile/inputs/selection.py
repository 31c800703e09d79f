"""Which of many runs to keep: those that reach what no other reached, then those that differ, readable ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tracepile.inputs.coverage import Branch, Reachable
from tracepile.inputs.trials import READABLE, End, Trial

_EXCEPTIONS = 4
"""At most one case in so many ends in an exception."""


def selected(trials: Sequence[Trial], given: Sequence[Trial], reachable: Reachable, count: int) -> list[Trial]:
    """Choose at most `count` of the usable trials; a greedy cover, then a fill.

    First, each next one is the trial that reaches the most statements that neither the given cases nor those chosen
    reach, and among equals the most branches. When nothing new is reached, the next is one whose outcome and path
    have been seen least, so that a function that only answers yes or no still gets several cases.
    """
    left = [trial for trial in trials if trial.end is not End.UNUSABLE]
    chosen: list[Trial] = []
    lines: set[int] = set().union(*(trial.reached.statements for trial in given))
    branches: set[Branch] = set().union(*(trial.reached.branches for trial in given))
    outcomes, paths = Counter(trial.outcome for trial in given), Counter(trial.path for trial in given)
    raised = 0

    def gain(trial: Trial) -> tuple[int, int]:
        new_lines = (trial.reached.statements & reachable.statements) - lines
        return len(new_lines), len((trial.reached.branches & reachable.branches) - branches)

    def pleasing(trial: Trial) -> tuple[bool, int, int, int]:
        long = trial.reached.executed > READABLE
        return long, int(trial.end), trial.reached.executed if long else 0, int(trial.origin)

    while left and len(chosen) < count:
        open_to_exceptions = (raised + 1) * _EXCEPTIONS <= count
        able = [trial for trial in left if trial.end is End.OK or open_to_exceptions]
        if not able:
            break
        best = min(able, key=lambda trial: (*(-gained for gained in gain(trial)), pleasing(trial)))
        if gain(best) == (0, 0):
            best = min(
                able,
                key=lambda trial: (
                    pleasing(trial)[0],
                    trial.end is not End.OK,
                    outcomes[trial.outcome] + paths[trial.path],
                    outcomes[trial.outcome],
                    pleasing(trial),
                ),
            )
        left.remove(best)
        chosen.append(best)
        raised += best.end is not End.OK
        lines |= best.reached.statements
        branches |= best.reached.branches
        outcomes[best.outcome] += 1
        paths[best.path] += 1
    return chosen
