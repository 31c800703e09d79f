"""A pointer on a dial: moves forward and back, mirrored and multiplied positions, all modulo the number of marks."""

from __future__ import annotations

import random
from itertools import accumulate
from math import gcd

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed

_DIALS = ("dial", "round game board", "combination lock", "turntable")
_SIZES = (9, 10, 12, 15, 16, 18, 20, 24, 30, 36, 40)
_DISTRACTORS = (
    "The pointer is {} mm long.",
    "Before this, it had been turned {} times.",
    "All its parts are made of brass.",
)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a dial, moves of its pointer, and a question about where it stands."""
    size = rng.choice(_SIZES)
    start = rng.randint(1, size - 1)
    rounds = at_difficulty(difficulty, (2, 3, 4, 6, 7))
    number = at_difficulty(difficulty, (2, 3, 4, 6, 7))
    chain = draw_stages(rng, number, start, lambda r, n: _stages(r, n, size, rounds), lambda n: 0 <= n < size)
    opening = Opening(
        f"A {rng.choice(_DIALS)} has {size} marks, numbered clockwise from 0, and its pointer stands at mark {start}.",
        "position", start, start, (("marks", size),),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), size))
    return tell_stages(rng, opening, chain, ask, distractors=_DISTRACTORS)


def _stages(rng: random.Random, value: int, size: int, rounds: int) -> list[Stage[int]]:
    forward, back, other, factor = (*rng.sample(range(2, size - 1), 3), rng.randint(2, 7))
    moves = rng.sample(range(2, size - 1), min(rounds, size - 4) + 1)
    times, below = rounds + rng.randint(0, 1), rng.randint(2, size // 2)
    ring = [*range(size)] * (2 + rounds)
    return [
        Stage(f"The pointer is turned forward by {forward} marks.",
              ("{x} = ({x} + {forward}) % {marks}", "{x} += {forward}\nif {x} >= {marks}:\n    {x} -= {marks}"),
              lambda n: (n + forward) % size, lambda n: ring[n + forward], (("forward", forward),), "turned_position"),
        Stage(f"The pointer is turned back by {back} marks.",
              ("{x} = ({x} - {back}) % {marks}", "{x} -= {back}\nif {x} < 0:\n    {x} += {marks}"),
              lambda n: (n - back) % size, lambda n: ring[n - back], (("back", back),), "earlier_position"),
        Stage(f"The pointer jumps to the mark whose number is the remainder of {factor} times its present mark, "
              f"divided by {size}.", ("{x} = {x} * {factor} % {marks}", "{x} = {factor} * {x}\n{x} = {x} % {marks}"),
              lambda n: n * factor % size, lambda n: sum([n] * factor) % size, (("factor", factor),),
              "multiplied_position", possible=value > 0),
        Stage("The pointer jumps to the mirror image of its mark, as far from mark 0 on the other side.",
              ("{x} = -{x} % {marks}", "{x} = ({marks} - {x}) % {marks}", "if {x} > 0:\n    {x} = {marks} - {x}"),
              lambda n: -n % size, lambda n: size - n if n else 0, after="mirrored_position", possible=value > 0),
        Stage(f"{times} times it is turned forward by {forward} marks, and each time it then stands at an even "
              f"number, it goes on by {other} more.",
              ("for _ in range({times}):\n    {x} = ({x} + {step}) % {marks}\n    if {x} % 2 == 0:\n"
               "        {x} = ({x} + {extra}) % {marks}",
               "for _ in range({times}):\n    {x} += {step}\n    {x} %= {marks}\n    if {x} % 2 == 0:\n"
               "        {x} += {extra}\n        {x} %= {marks}"),
              lambda n: _stepped(n, times, forward, other, size),
              lambda n: _stepped_again(n, times, forward, other, size),
              (("times", times), ("step", forward), ("extra", other))),
        Stage(f"It is turned forward by {listed([str(move) for move in moves])} marks, one move after another.",
              ("for {move} in {moves}:\n    {x} = ({x} + {move}) % {marks}",
               "for {move} in {moves}:\n    {x} += {move}\n    if {x} >= {marks}:\n        {x} -= {marks}",
               "{x} = ({x} + sum({moves})) % {marks}"),
              lambda n: (n + sum(moves)) % size, lambda n: [*accumulate(moves, initial=n)][-1] % size,
              (("moves", moves),), "moved_position"),
        Stage(f"It makes {times} moves: forward by {forward} marks in the 1st move and in every other move from then "
              f"on, and back by {back} marks in the moves between.",
              ("for {move} in range({turns}):\n    if {move} % 2 == 0:\n        {x} = ({x} + {ahead}) % {marks}\n"
               "    else:\n        {x} = ({x} - {behind}) % {marks}",
               "{pairs} = {turns} // 2\n{x} += {pairs} * ({ahead} - {behind})\nif {turns} % 2 == 1:\n"
               "    {x} += {ahead}\n{x} %= {marks}"),
              lambda n: (n + (times + 1) // 2 * forward - times // 2 * back) % size,
              lambda n: sum([n, *([forward, -back] * times)[:times]]) % size,
              (("turns", times), ("ahead", forward), ("behind", back))),
        Stage(f"It makes {times} moves forward, the 1st by {other} marks and each further one by 1 mark more.",
              ("for {step} in range({first}, {first} + {rounds}):\n    {x} = ({x} + {step}) % {marks}",
               "{length} = {first}\nfor _ in range({rounds}):\n    {x} += {length}\n    {length} += 1\n"
               "{x} %= {marks}"),
              lambda n: (n + sum(range(other, other + times))) % size,
              lambda n: (n + times * other + times * (times - 1) // 2) % size,
              (("first", other), ("rounds", times))),
        Stage(f"The pointer jumps to the mark whose number is the remainder of the square of its present mark, "
              f"divided by {size}.", ("{x} = {x} * {x} % {marks}", "{x} = {x} ** 2\n{x} = {x} % {marks}"),
              lambda n: n * n % size, lambda n: pow(n, 2, size), after="squared_position", possible=value > 1),
        Stage(f"If the pointer now stands at a mark below {below}, it is turned forward by {forward} marks, otherwise "
              f"back by {back}.",
              ("if {x} < {bound}:\n    {x} = ({x} + {if_below}) % {marks}\nelse:\n"
               "    {x} = ({x} - {if_not}) % {marks}",
               "{move} = {if_below} if {x} < {bound} else -{if_not}\n{x} = ({x} + {move}) % {marks}"),
              lambda n: (n + forward) % size if n < below else (n - back) % size,
              lambda n: ring[n + forward] if below > n else ring[n - back],
              (("bound", below), ("if_below", forward), ("if_not", back)), "chosen_position"),
        Stage(f"It is turned forward by {other} marks again and again until it stands at a mark below {below}; if it "
              "stands at one already, it stays there.",
              ("while {x} >= {goal}:\n    {x} = ({x} + {stride}) % {marks}",
               "while {x} >= {goal}:\n    {x} += {stride}\n    {x} %= {marks}"),
              lambda n: _until_below(n, other, below, size),
              lambda n: next(p for p in ((n + other * k) % size for k in range(size)) if p < below),
              (("goal", below), ("stride", other)), possible=gcd(other, size) == 1),
    ]  # fmt: skip


def _stepped(position: int, times: int, step: int, extra: int, size: int) -> int:
    for _ in range(times):
        position = (position + step) % size
        if position % 2 == 0:
            position = (position + extra) % size
    return position


def _stepped_again(position: int, times: int, step: int, extra: int, size: int) -> int:
    """Look up where each mark leads first, then walk through that table."""
    leads = {mark: (mark + step) % size for mark in range(size)}
    leads = {mark: to if to & 1 else (to + extra) % size for mark, to in leads.items()}
    return position if times == 0 else _stepped_again(leads[position], times - 1, step, extra, size)


def _until_below(position: int, step: int, below: int, size: int) -> int:
    while position >= below:
        position = (position + step) % size
    return position


def _asks(rng: random.Random, value: int, size: int) -> list[Ask[int]]:
    target, step, degrees = rng.randint(1, size - 1), rng.randint(2, size - 2), 360 // size
    return [
        Ask("At which mark does the pointer stand in the end?", ("return {x}",), int, int),
        Ask("How many marks away from mark 0 is the pointer in the end, counted the shorter way?",
            ("return min({x}, {marks} - {x})", "if {x} * 2 > {marks}:\n    return {marks} - {x}\nreturn {x}"),
            lambda n: min(n, size - n), lambda n: size // 2 - abs(size // 2 - n) if size % 2 == 0 else
            sorted((n, size - n))[0], unit="marks", named="distance"),
        Ask(f"By how many marks must the pointer then be turned forward to stand at mark {target}?",
            ("return ({target} - {x}) % {marks}",
             "{turn} = {target} - {x}\nif {turn} < 0:\n    {turn} += {marks}\nreturn {turn}",
             "{turn} = 0\nwhile ({x} + {turn}) % {marks} != {target}:\n    {turn} += 1\nreturn {turn}"),
            lambda n: (target - n) % size, lambda n: [*range(n, size), *range(n)].index(target),
            (("target", target),), "marks", "turn"),
        Ask(f"From there it is turned forward by {step} marks again and again. After how many of these moves does it "
            "stand at mark 0 for the first time? If it stands there already, answer 0.",
            ("{moves} = 0\nwhile {x} != 0:\n    {x} = ({x} + {last_step}) % {marks}\n    {moves} += 1\n"
             "return {moves}",
             "{moves} = 0\nwhile ({x} + {moves} * {last_step}) % {marks} != 0:\n    {moves} += 1\nreturn {moves}"),
            lambda n: next(k for k in range(size) if (n + k * step) % size == 0),
            lambda n: -n * pow(step, -1, size) % size, (("last_step", step),), "moves",
            possible=gcd(step, size) == 1 and -value * pow(step, -1, size) % size < 14),
        Ask("How many degrees is the pointer turned clockwise from mark 0 in the end?",
            ("return {x} * 360 // {marks}", "{degrees_per_mark} = 360 // {marks}\nreturn {x} * {degrees_per_mark}"),
            lambda n: n * degrees, lambda n: sum([degrees] * n), unit="degrees", named="angle",
            possible=360 % size == 0),
        Ask("What is the sum of the numbers of all marks from mark 0 clockwise up to where the pointer then stands?",
            ("return sum(range({x} + 1))", "return {x} * ({x} + 1) // 2",
             "{total} = 0\nfor {mark} in range(1, {x} + 1):\n    {total} += {mark}\nreturn {total}"),
            lambda n: n * (n + 1) // 2, lambda n: sum(range(1, n + 1)), named="total"),
    ]  # fmt: skip
