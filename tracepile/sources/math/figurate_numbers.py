"""Counters laid out as triangles, squares, rings and pyramids: what is used, what is left, what grows."""

from __future__ import annotations

import random
from itertools import accumulate, count, takewhile
from math import isqrt

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import (
    Ask,
    Opening,
    Stage,
    count_asks,
    draw_ask,
    draw_stages,
    last_value,
    tell_stages,
)
from tracepile.sources.math.wording import Person, people

_FUNCTIONS = {
    "triangle": """
def triangle(rows):
    return rows * (rows + 1) // 2
""",
    "pyramid": """
def pyramid(layers):
    return sum(side * side for side in range(1, layers + 1))
""",
}
_THINGS = ("counters", "pebbles", "marbles", "buttons", "coins", "shells", "bottle caps")
_DISTRACTORS = ("The table is {} cm wide.", "{} children are watching.", "This is done on {} days of the year.")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw counters, the figures that are laid out of them, and a question."""
    who, things = people(rng, 1)[0], rng.choice(_THINGS)
    start = rng.randint(15, at_difficulty(difficulty, (60, 90, 150, 220, 300)))
    number = at_difficulty(difficulty, (1, 2, 3, 5, 6))
    chain = draw_stages(rng, number, start, lambda r, n: _stages(r, n, who, things), lambda n: 5 <= n <= 900)
    value = last_value(start, chain)
    whole = f"How many {things} does {who.name} have in the end?"
    asks = [*count_asks(rng, value, whole, f"the number of {things} in the end", things)[:4], *_asks(things)]
    opening = Opening(f"{who.name} has {start} {things}.", things.replace(" ", "_"), start, start)
    ask = draw_ask(rng, asks)
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS, who=who)


def _triangle(rows: int) -> int:
    return rows * (rows + 1) // 2


def _most_rows(number: int) -> int:
    """Give the rows of the largest triangle, from the root of the quadratic equation."""
    return (isqrt(8 * number + 1) - 1) // 2


def _largest(number: int, figure: str) -> int:
    """List the figures one by one and give the last that needs no more than `number`."""
    grown = {"triangle": count(1), "square": count(1, 2), "pyramid": (side * side for side in count(1))}[figure]
    return [*takewhile(lambda size: size <= number, accumulate(grown))][-1]


def _pyramid(layers: int) -> int:
    return layers * (layers + 1) * (2 * layers + 1) // 6


def _stages(rng: random.Random, value: int, who: Person, things: str) -> list[Stage[int]]:
    name, they, their = who.name, who.they, who.their
    rows, side, layers, added = rng.randint(4, 9), rng.randint(4, 9), rng.randint(3, 6), rng.randint(5, 40)
    wide, deep, each = rng.randint(3, 9), rng.randint(3, 9), rng.randint(2, 4)
    first, more = rng.randint(2, 6), rng.randint(2, 5)
    return [
        Stage(f"{name} lays the largest possible triangle, with 1 of the {things} in the first row, 2 in the second "
              f"and so on, gives that triangle away and keeps the rest.",
              ("{row} = 1\nwhile {row} <= {x}:\n    {x} -= {row}\n    {row} += 1",
               "{rows} = 0\nwhile triangle({rows} + 1) <= {x}:\n    {rows} += 1\n{x} = {x} - triangle({rows})",
               "{rows} = (math.isqrt(8 * {x} + 1) - 1) // 2\n{x} = {x} - triangle({rows})"),
              lambda n: n - _triangle(_most_rows(n)), lambda n: n - _largest(n, "triangle"), after="left_over"),
        Stage(f"{name} lays the largest possible full square and puts the {things} that are not needed for it aside "
              "for good.",
              ("{x} = math.isqrt({x}) ** 2",
               "{side} = 1\nwhile ({side} + 1) ** 2 <= {x}:\n    {side} += 1\n{x} = {side} * {side}",
               "{square} = 0\n{odd} = 1\nwhile {square} + {odd} <= {x}:\n    {square} += {odd}\n    {odd} += 2\n"
               "{x} = {square}"),
              lambda n: isqrt(n) ** 2, lambda n: _largest(n, "square"), after="in_square",
              possible=isqrt(value) ** 2 < value),
        Stage(f"{name} lays the largest possible full square, gives it away and keeps the rest.",
              ("{x} = {x} - math.isqrt({x}) ** 2",
               "{side} = 1\nwhile {side} * {side} <= {x}:\n    {side} += 1\n{x} = {x} - ({side} - 1) ** 2"),
              lambda n: n - isqrt(n) ** 2, lambda n: n - _largest(n, "square"), after="outside_square"),
        Stage(f"{name} gets enough {things} to lay another triangle with {rows} rows, the first with 1 and each with 1 "
              "more than the row before.",
              ("{x} = {x} + triangle({rows_added})", "for {row} in range(1, {rows_added} + 1):\n    {x} += {row}",
               "{x} = {x} + {rows_added} * ({rows_added} + 1) // 2"),
              lambda n: n + _triangle(rows), lambda n: n + sum(range(rows + 1)), (("rows_added", rows),),
              "with_triangle"),
        Stage(f"{name} gets the {things} for the outline of a square with {side} of them along each side.",
              ("{x} = {x} + 4 * ({side_length} - 1)", "{x} = {x} + {side_length} ** 2 - ({side_length} - 2) ** 2"),
              lambda n: n + 4 * side - 4, lambda n: n + side**2 - (side - 2) ** 2, (("side_length", side),),
              "with_outline"),
        Stage(f"{name} buys the {things} for a pyramid of {layers} square layers, whose top layer is 1 of them and "
              "whose layers below have sides of 2, 3 and so on.",
              ("{x} = {x} + pyramid({layers})", "for {side} in range(1, {layers} + 1):\n    {x} += {side} * {side}",
               "{x} = {x} + sum(side**2 for side in range(1, {layers} + 1))"),
              lambda n: n + sum(k * k for k in range(1, layers + 1)), lambda n: n + _pyramid(layers),
              (("layers", layers),), "with_pyramid"),
        Stage(f"{name} builds the largest pyramid of square layers with sides of 1, 2, 3 and so on that {they} can, "
              f"and leaves it in {their} room; {they} goes on with the rest.",
              ("{side} = 1\nwhile {side} * {side} <= {x}:\n    {x} -= {side} * {side}\n    {side} += 1",
               "{layers_built} = 0\nwhile pyramid({layers_built} + 1) <= {x}:\n    {layers_built} += 1\n"
               "{x} = {x} - pyramid({layers_built})"),
              lambda n: n - max(_pyramid(k) for k in range(20) if _pyramid(k) <= n),
              lambda n: n - _largest(n, "pyramid"), after="beside_pyramid", possible=value > 20),
        Stage(f"{name} loses a rectangle of {wide} by {deep} {things}, if {they} has that many; otherwise {they} finds "
              f"{added} more.",
              ("if {x} >= {wide} * {deep}:\n    {x} = {x} - {wide} * {deep}\nelse:\n    {x} = {x} + {found}",
               "{rectangle} = {wide} * {deep}\nif {rectangle} <= {x}:\n    {x} -= {rectangle}\nelse:\n"
               "    {x} += {found}"),
              lambda n: n - wide * deep if n >= wide * deep else n + added,
              lambda n: n + added if n < wide * deep else n - wide * deep,
              (("wide", wide), ("deep", deep), ("found", added)), possible=wide != deep),
        Stage(f"{name} gets {first} {things} on the first day, and on each of {rows - 1} further days {more} more "
              "than on the day before.",
              ("{gift} = {first_gift}\n{x} += {gift}\nfor _ in range({further_days}):\n    {gift} += {growth}\n"
               "    {x} += {gift}",
               "for {day} in range({further_days} + 1):\n    {x} += {first_gift} + {day} * {growth}"),
              lambda n: n + sum(first + more * day for day in range(rows)),
              lambda n: n + rows * first + more * rows * (rows - 1) // 2,
              (("first_gift", first), ("further_days", rows - 1), ("growth", more))),
        Stage(f"{name} swaps each of the {things} for {each} smaller ones.", ("{x} = {x} * {smaller_ones}",),
              lambda n: n * each, lambda n: sum([n] * each), (("smaller_ones", each),), "small_ones",
              possible=value < 90),
    ]  # fmt: skip


def _asks(things: str) -> list[Ask[int]]:
    return [
        Ask(f"How many rows does the largest triangle have that can then be laid, with 1 of the {things} in the "
            "first row and 1 more in each further row?",
            ("{rows} = 0\nwhile triangle({rows} + 1) <= {x}:\n    {rows} += 1\nreturn {rows}",
             "{rows} = 0\nwhile {x} > {rows}:\n    {rows} += 1\n    {x} -= {rows}\nreturn {rows}",
             "return (math.isqrt(8 * {x} + 1) - 1) // 2"),
            _most_rows, lambda n: max(k for k in range(n + 1) if sum(range(k + 1)) <= n), unit="rows"),
        Ask(f"How many more {things} are then needed to lay the smallest full square that takes more of them?",
            ("return (math.isqrt({x}) + 1) ** 2 - {x}",
             "{side} = 1\nwhile {side} ** 2 <= {x}:\n    {side} += 1\nreturn {side} ** 2 - {x}"),
            lambda n: (isqrt(n) + 1) ** 2 - n, lambda n: min(k * k - n for k in range(n + 2) if k * k > n), unit=things,
            named="missing"),
        Ask(f"In how many ways can all of these {things} be laid as a full rectangle with at least 2 in each row "
            "and at least 2 rows, if a rectangle and its turned copy count as one?",
            ("{ways} = 0\nfor {rows} in range(2, math.isqrt({x}) + 1):\n    if {x} % {rows} == 0:\n        {ways} "
             "+= 1\nreturn {ways}",
             "{most_rows} = math.isqrt({x})\n{row_counts} = range(2, {most_rows} + 1)\n"
             "return len([rows for rows in {row_counts} if {x} % rows == 0])"),
            lambda n: sum(n % k == 0 for k in range(2, isqrt(n) + 1)),
            lambda n: (sum(n % k == 0 for k in range(1, n + 1)) + 1) // 2 - 1, unit="ways", named="ways"),
    ]  # fmt: skip
