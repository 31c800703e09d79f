"""Shortest routes through a town of square blocks: closed crossings, one-way rules, tolls and diagonal lanes."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import (
    Givens,
    Opening,
    count_asks,
    count_stages,
    draw_ask,
    draw_stages,
    last_value,
    tell_stages,
)
from tracepile.sources.math.wording import listed

type _Crossing = tuple[int, int]

_PLACES = (
    ("A town has a grid of streets", "crossing", "crossings", "A messenger"),
    ("A warehouse has a grid of shelves and lanes", "corner", "corners", "A robot"),
    ("A garden has a grid of paths", "junction", "junctions", "A visitor"),
    ("A printed board has a grid of tracks", "node", "nodes", "A signal"),
)
_DISTRACTORS = ("Between two neighbours lie {} metres.", "The place was planned {} years ago.", "Most of it is quiet.")
_ROUTES = """
def routes_to(row, column, closed):
    if row < 1 or column < 1 or (row, column) in closed:
        return 0
    if row == 1 and column == 1:
        return 1
    return routes_to(row - 1, column, closed) + routes_to(row, column - 1, closed)
"""
_FREE_ROUTES = """
def free_routes(down, right):
    return math.comb(down + right, right)
"""


@dataclass(frozen=True, slots=True)
class _Town:
    """A grid of crossings and the rules for going from the first to the last one, down and to the right.

    Rows and columns count from 1. `no_down` is a column in which nobody goes down, `no_right` a row in which nobody
    goes right, `via` a crossing that every route goes through; 0 or None where there is no such rule.
    """

    rows: int
    columns: int
    closed: tuple[_Crossing, ...]
    diagonal: bool
    no_down: int
    no_right: int
    via: _Crossing | None

    def steps(self, row: int, column: int) -> list[_Crossing]:
        """The crossings that can be reached in one step."""
        found = []
        if column != self.no_down:
            found.append((row + 1, column))
        if row != self.no_right:
            found.append((row, column + 1))
        if self.diagonal:
            found.append((row + 1, column + 1))
        return [(r, c) for r, c in found if r <= self.rows and c <= self.columns and (r, c) not in self.closed]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a grid, the rules of going through it, and a question about the number of routes."""
    town = _draw_town(rng, difficulty)
    routes, again = _added(town), _walked(town, (1, 1), passed=town.via is None)
    if not 2 <= routes <= 400:
        return compose(rng, difficulty)
    chain = draw_stages(
        rng,
        rng.randint(*((1, 1), (1, 1), (0, 2), (0, 2), (1, 2))[difficulty - 1]),
        routes,
        count_stages,
        lambda n: 3 <= n <= 5000,
    )
    scene, crossing, crossings, mover = rng.choice(_PLACES)
    told = [
        f"{scene} with {town.rows} rows and {town.columns} columns of {crossings}, numbered from 1, the rows from "
        "the top and the columns from the left.",
        f"{mover} goes from row 1, column 1 to row {town.rows}, column {town.columns} and at every {crossing} goes "
        f"on to the next one, down or to the right{', or diagonally down and right' if town.diagonal else ''}.",
    ]
    if town.closed:
        places = [f"row {row}, column {column}" for row, column in town.closed]
        told.append(f"The {crossing if len(places) == 1 else crossings} at {listed(places)} cannot be used.")
    if town.no_down:
        told.append(f"In column {town.no_down}, going straight down is forbidden.")
    if town.no_right:
        told.append(f"In row {town.no_right}, going straight to the right is forbidden.")
    if town.via:
        told.append(f"Every route has to lead through row {town.via[0]}, column {town.via[1]}.")
    givens, forms = _write(town)
    opening = Opening(" ".join(told), "routes", routes, again, givens, forms)
    plain = "How many routes are there?" if not chain else "How many are counted in the end?"
    what = "the number of routes" if not chain else "the number in the end"
    ask = draw_ask(rng, count_asks(rng, last_value(routes, chain), plain, what, "routes"))
    functions = {"routes_to": _ROUTES, "free_routes": _FREE_ROUTES}
    return tell_stages(rng, opening, chain, ask, functions=functions, distractors=_DISTRACTORS)


def _draw_town(rng: random.Random, difficulty: int) -> _Town:
    rows = at_difficulty(difficulty, (2, 2, 3, 3, 4)) + rng.randint(0, 1)
    columns = at_difficulty(difficulty, (3, 3, 3, 4, 4)) + rng.randint(0, 1)
    inner = [(r, c) for r in range(1, rows + 1) for c in range(1, columns + 1)][1:-1]
    closed = tuple(sorted(rng.sample(inner, rng.randint(0, at_difficulty(difficulty, (1, 2, 2, 3, 4))))))
    rule = rng.choice(("none", "none", "down", "right", "via"))
    open_crossings = [place for place in inner if place not in closed]
    return _Town(
        rows,
        columns,
        closed,
        rule != "via" and rng.random() < 0.3,
        rng.randint(2, columns - 1) if rule == "down" else 0,
        rng.randint(2, rows - 1) if rule == "right" and rows > 2 else 0,
        rng.choice(open_crossings) if rule == "via" else None,
    )


def _added(town: _Town) -> int:
    """Add up the routes, crossing by crossing, from the start to the end."""
    ways = dict.fromkeys([(r, c) for r in range(1, town.rows + 1) for c in range(1, town.columns + 1)], 0)
    ways[1, 1] = 1
    for place in ways:
        if town.via and place != town.via and all((a <= b) for a, b in zip(town.via, place, strict=True)):
            continue
        for step in town.steps(*place):
            ways[step] += ways[place]
    if not town.via:
        return ways[town.rows, town.columns]
    after = dict.fromkeys(ways, 0)
    after[town.via] = 1
    for place in after:
        for step in town.steps(*place):
            after[step] += after[place]
    return ways[town.via] * after[town.rows, town.columns]


def _walked(town: _Town, place: _Crossing, *, passed: bool) -> int:
    """Walk every single route to its end and count those that passed where they must."""
    passed = passed or place == town.via
    if place == (town.rows, town.columns):
        return int(passed)
    return sum(_walked(town, step, passed=passed) for step in town.steps(*place))


def _write(town: _Town) -> tuple[Givens, tuple[str, ...]]:
    """Give the quantities and the ways to write the count, of which some fit simple towns only."""
    givens: list[tuple[str, object]] = [("rows", town.rows), ("columns", town.columns)]
    if town.closed:
        givens.append(("closed", list(town.closed)))
    if town.no_down:
        givens.append(("no_way_down", town.no_down))
    if town.no_right:
        givens.append(("no_way_right", town.no_right))
    if town.via:
        givens.extend([("via_row", town.via[0]), ("via_column", town.via[1])])
    forms = [_table(town, text=text) for text in ("sum", "steps")]
    simple = not (town.diagonal or town.no_down or town.no_right or town.via)
    if simple:
        forms.append(_single_row(town))
    if simple and town.closed and town.rows * town.columns <= 9:
        forms.append("{x} = routes_to({rows}, {columns}, {closed})")
    if simple and not town.closed:
        forms.append("{x} = free_routes({rows} - 1, {columns} - 1)")
        forms.append("{steps} = {rows} + {columns} - 2\n{x} = math.comb({steps}, {rows} - 1)")
    if town.via and not (town.closed or town.diagonal):
        forms.append(
            "{before} = free_routes({via_row} - 1, {via_column} - 1)\n"
            "{after} = free_routes({rows} - {via_row}, {columns} - {via_column})\n{x} = {before} * {after}"
        )
    return tuple(givens), tuple(forms)


def _table(town: _Town, *, text: str) -> str:
    """Write the table of routes, with a row and a column of zeros around it."""
    above, left = "{ways}[{row} - 1][{column}]", "{ways}[{row}][{column} - 1]"
    corner, here = "{ways}[{row} - 1][{column} - 1]", "{ways}[{row}][{column}]"
    lines = [
        "{ways} = [[0] * ({columns} + 1) for _ in range({rows} + 1)]",
        "{ways}[1][1] = 1",
        "for {row} in range(1, {rows} + 1):",
        "    for {column} in range(1, {columns} + 1):",
    ]
    skipped = ["{row} == 1 and {column} == 1"]
    if town.closed:
        skipped.append("({row}, {column}) in {closed}")
    if town.via:
        skipped.append("({row} - {via_row}) * ({column} - {via_column}) < 0")
    for condition in skipped:
        lines.extend([f"        if {condition}:", "            continue"])
    sources = [(above, "{column} != {no_way_down}" if town.no_down else ""),
               (left, "{row} != {no_way_right}" if town.no_right else ""),
               (corner if town.diagonal else "", "")]  # fmt: skip
    sources = [source for source in sources if source[0]]
    if text == "sum":
        free = [source for source, condition in sources if not condition]
        lines.append(f"        {here} = {' + '.join(free)}" if len(free) < 3 else
                     f"        {here} = {' + '.join(free[:2])}")  # fmt: skip
        sources = [source for source in sources if source[1] or source[0] not in free[:2]]
    for source, condition in sources:
        if condition:
            lines.append(f"        if {condition}:")
        lines.append(f"        {'    ' if condition else ''}{here} += {source}")
    lines.append("{x} = {ways}[{rows}][{columns}]")
    return "\n".join(lines)


def _single_row(town: _Town) -> str:
    """Write the count with one row that is carried down."""
    head = "for {row} in range(1, {rows} + 1):" if town.closed else "for _ in range({rows}):"
    lines = ["{ways} = [0] * ({columns} + 1)", "{ways}[1] = 1", head,
             "    for {column} in range(1, {columns} + 1):"]  # fmt: skip
    if town.closed:
        lines.extend(["        if ({row}, {column}) in {closed}:", "            {ways}[{column}] = 0",
                      "        else:", "            {ways}[{column}] += {ways}[{column} - 1]"])  # fmt: skip
    else:
        lines.append("        {ways}[{column}] += {ways}[{column} - 1]")
    return "\n".join([*lines, "{x} = {ways}[{columns}]"])
