"""Plots on squared paper: corners are shifted, turned, mirrored and stretched; then area, border or lattice points."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise
from math import gcd

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed

type _Corners = list[tuple[int, int]]

_FUNCTIONS = {
    "twice_area": """
def twice_area(corners):
    total = 0
    for i, (x, y) in enumerate(corners):
        next_x, next_y = corners[(i + 1) % len(corners)]
        total += x * next_y - next_x * y
    return abs(total)
""",
    "border_points": """
def border_points(corners):
    total = 0
    for i, (x, y) in enumerate(corners):
        next_x, next_y = corners[(i + 1) % len(corners)]
        total += math.gcd(next_x - x, next_y - y)
    return total
""",
}
_PLOTS = ("polygon", "field", "sail", "park", "flower bed")
_DISTRACTORS = ("The paper is {} cm wide.", "The plan is {} years old.", "The drawing took {} minutes.")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a convex polygon, what is done to its corners, and a question about it."""
    plot = rng.choice(_PLOTS)
    start = _draw_corners(rng, at_difficulty(difficulty, (3, 4, 4, 5, 6)), at_difficulty(difficulty, (6, 8, 9, 10, 10)))
    number = at_difficulty(difficulty, (0, 1, 2, 3, 4))
    chain = draw_stages(rng, number, start, _stages, lambda c: max(abs(v) for corner in c for v in corner) <= 60)
    told = f"A {plot} on squared paper has the corners {listed([str(corner) for corner in start])}, in this order."
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), plot))
    opening = Opening(told, "corners", start, start)
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _draw_corners(rng: random.Random, most: int, size: int) -> _Corners:
    """Draw points and take their convex hull (Andrew's monotone chain), beginning anywhere."""
    while True:
        points = sorted({(rng.randint(0, size), rng.randint(0, size)) for _ in range(most + 2)})
        hull: _Corners = []
        for half in (points, points[::-1]):
            side: _Corners = []
            for point in half:
                while len(side) > 1 and _turn(side[-2], side[-1], point) <= 0:
                    side.pop()
                side.append(point)
            hull.extend(side[:-1])
        if 3 <= len(hull) <= most:
            first = rng.randrange(len(hull))
            return hull[first:] + hull[:first]


def _turn(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _sides(corners: _Corners) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [*pairwise(corners), (corners[-1], corners[0])]


def _twice_area(corners: _Corners) -> int:
    """The shoelace formula."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in _sides(corners)))


def _area_by_strips(corners: _Corners) -> Fraction:
    """Add the trapezoids between the sides and the x-axis."""
    return abs(sum((Fraction((b[0] - a[0]) * (a[1] + b[1]), 2) for a, b in _sides(corners)), Fraction()))


def _border(corners: _Corners) -> int:
    return sum(gcd(b[0] - a[0], b[1] - a[1]) for a, b in _sides(corners))


def _border_again(corners: _Corners) -> int:
    """Walk along every side and look for whole coordinates at its integer columns or rows."""
    points = set()
    for (ax, ay), (bx, by) in _sides(corners):
        steps = max(abs(bx - ax), abs(by - ay))
        for k in range(steps + 1):
            x, y = Fraction(ax * (steps - k) + bx * k, steps), Fraction(ay * (steps - k) + by * k, steps)
            if x.denominator == y.denominator == 1:
                points.add((x, y))
    return len(points)


def _stages(rng: random.Random, value: _Corners) -> list[Stage[_Corners]]:
    right, up, factor, shear = rng.randint(2, 9), rng.randint(2, 9), rng.randint(2, 3), rng.randint(2, 3)
    wide = rng.randint(2, 4)
    place = rng.randrange(len(value))
    cut = value[place]
    return [
        Stage(f"It is moved {right} units to the right and {up} units up.",
              ("{x} = [(x + {right}, y + {up}) for x, y in {x}]",
               "{moved} = []\nfor {left_right}, {height} in {x}:\n"
               "    {moved}.append(({left_right} + {right}, {height} + {up}))\n{x} = {moved}"),
              lambda c: [(x + right, y + up) for x, y in c],
              lambda c: [(a, b) for a, b in zip([p[0] + right for p in c], [p[1] + up for p in c], strict=True)],
              (("right", right), ("up", up)), "moved_corners"),
        Stage(f"It is enlarged: all coordinates are multiplied by {factor}.",
              ("{x} = [({factor} * x, {factor} * y) for x, y in {x}]",
               "for {i}, ({column}, {row}) in enumerate({x}):\n    {x}[{i}] = ({factor} * {column}, {factor} * {row})"),
              lambda c: [(factor * x, factor * y) for x, y in c],
              lambda c: [(sum([x] * factor), sum([y] * factor)) for x, y in c], (("factor", factor),), "enlarged"),
        Stage(f"It is stretched to the right: all x-coordinates are multiplied by {wide}.",
              ("{x} = [({stretch} * x, y) for x, y in {x}]",
               "{stretched} = []\nfor {column}, {row} in {x}:\n    {stretched}.append(({column} * {stretch}, {row}))\n"
               "{x} = {stretched}"),
              lambda c: [(wide * x, y) for x, y in c], lambda c: [(sum([x] * wide), y) for x, y in c],
              (("stretch", wide),), "stretched_corners"),
        Stage("It is turned by 90 degrees counterclockwise about the origin.",
              ("{x} = [(-y, x) for x, y in {x}]",
               "for {i}, ({column}, {row}) in enumerate({x}):\n    {x}[{i}] = (-{row}, {column})"),
              lambda c: [(-y, x) for x, y in c], lambda c: [(0 * x - y, x + 0 * y) for x, y in c], after="turned"),
        Stage("It is mirrored in the y-axis.",
              ("{x} = [(-x, y) for x, y in {x}]",
               "{mirrored} = []\nfor {column}, {row} in {x}:\n    {mirrored}.append((-{column}, {row}))\n"
               "{x} = {mirrored}"),
              lambda c: [(-x, y) for x, y in c], lambda c: [(x - 2 * x, y) for x, y in c], after="mirror_image"),
        Stage(f"It is sheared: {shear} times its y-coordinate is added to the x-coordinate of each corner.",
              ("{x} = [(x + {shear} * y, y) for x, y in {x}]",
               "for {i}, ({column}, {row}) in enumerate({x}):\n    {x}[{i}] = ({column} + {shear} * {row}, {row})"),
              lambda c: [(x + shear * y, y) for x, y in c], lambda c: [(sum([y] * shear, x), y) for x, y in c],
              (("shear", shear),), "sheared"),
        Stage(f"The corner {cut} is cut off along the straight line between the corners next to it.",
              ("{x} = [corner for corner in {x} if corner != {cut_corner}]", "{x}.remove({cut_corner})"),
              lambda c: [corner for corner in c if corner != cut],
              lambda c: [*c[: c.index(cut)], *c[c.index(cut) + 1 :]], (("cut_corner", cut),), "cut_corners",
              len(value) > 3),
    ]  # fmt: skip


def _asks(rng: random.Random, value: _Corners, plot: str) -> list[Ask[_Corners]]:
    price = rng.randint(2, 9)
    exact = "Give a whole number or a fraction in lowest terms."
    return [
        Ask(f"What is the area of the {plot} in square units? {exact}",
            ("return str(Fraction(twice_area({x}), 2))",
             "{doubled} = 0\nfor {i} in range(len({x})):\n    {x1}, {y1} = {x}[{i} - 1]\n    {x2}, {y2} = {x}[{i}]\n"
             "    {doubled} += {x1} * {y2} - {x2} * {y1}\nreturn str(Fraction(abs({doubled}), 2))",
             "{doubled} = 0\nfor {start}, {end} in zip({x}, {x}[1:] + {x}[:1]):\n"
             "    {doubled} += ({end}[0] - {start}[0]) * ({end}[1] + {start}[1])\n"
             "return str(Fraction(abs({doubled}), 2))"),
            lambda c: str(Fraction(_twice_area(c), 2)), lambda c: str(_area_by_strips(c)), unit="square units"),
        Ask(f"What is twice the area of the {plot} in square units?",
            ("return twice_area({x})",
             "{doubled} = 0\nfor {i} in range(len({x})):\n    {x1}, {y1} = {x}[{i} - 1]\n    {x2}, {y2} = {x}[{i}]\n"
             "    {doubled} += ({x1} - {x2}) * ({y1} + {y2})\nreturn abs({doubled})"),
            _twice_area, lambda c: int(2 * _area_by_strips(c)), unit="square units", named="doubled"),
        Ask("How many points with two whole coordinates lie on its border, the corners included?",
            ("return border_points({x})",
             "{points} = 0\nfor {start}, {end} in zip({x}, {x}[1:] + {x}[:1]):\n"
             "    {points} += math.gcd({end}[0] - {start}[0], {end}[1] - {start}[1])\nreturn {points}"),
            _border, _border_again, unit="points", named="points"),
        Ask("How many points with two whole coordinates lie strictly inside it? By Pick's theorem, twice the area is "
            "twice the number of inner points plus the number of points on the border, less 2.",
            ("return (twice_area({x}) - border_points({x}) + 2) // 2",
             "{doubled} = twice_area({x})\n{border} = border_points({x})\nreturn ({doubled} - {border} + 2) // 2"),
            lambda c: (_twice_area(c) - _border(c) + 2) // 2, _inner_points, unit="points", named="inner"),
        Ask(f"How much does a fence along the smallest rectangle around it cost, with sides parallel to the axes, at "
            f"${price} for each unit of length? Answer in dollars.",
            ("{columns} = [x for x, y in {x}]\n{rows} = [y for x, y in {x}]\n"
             "{width} = max({columns}) - min({columns})\n{height} = max({rows}) - min({rows})\n"
             "return 2 * ({width} + {height}) * {price}",
             "{left} = {right_end} = {x}[0][0]\n{low} = {high} = {x}[0][1]\nfor {column}, {row} in {x}[1:]:\n"
             "    {left} = min({left}, {column})\n    {right_end} = max({right_end}, {column})\n"
             "    {low} = min({low}, {row})\n    {high} = max({high}, {row})\n"
             "{half} = {right_end} - {left} + {high} - {low}\nreturn 2 * {half} * {price}"),
            lambda c: 2 * price * sum(max(p[k] for p in c) - min(p[k] for p in c) for k in (0, 1)),
            lambda c: price * sum(2 * abs(sorted(column)[0] - sorted(column)[-1]) for column in zip(*c, strict=True)),
            (("price", price),), "dollars"),
        Ask("What is the sum of the squares of its side lengths?",
            ("{squares} = 0\nfor {start}, {end} in zip({x}, {x}[1:] + {x}[:1]):\n"
             "    {squares} += ({end}[0] - {start}[0]) ** 2 + ({end}[1] - {start}[1]) ** 2\nreturn {squares}",
             "{squares} = 0\nfor {i} in range(len({x})):\n    {run} = {x}[{i}][0] - {x}[{i} - 1][0]\n"
             "    {rise} = {x}[{i}][1] - {x}[{i} - 1][1]\n    {squares} += {run} * {run} + {rise} * {rise}\n"
             "return {squares}"),
            lambda c: sum((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2 for a, b in _sides(c)),
            lambda c: 2 * sum(x * x + y * y for x, y in c) - 2 * sum(a[0] * b[0] + a[1] * b[1] for a, b in _sides(c))),
    ]  # fmt: skip


def _inner_points(corners: _Corners) -> int:
    """Go through the rows and count the whole points between the left and the right border of each."""
    count = 0
    for y in range(min(c[1] for c in corners) + 1, max(c[1] for c in corners)):
        crossings = []
        for (ax, ay), (bx, by) in _sides(corners):
            if ay != by and min(ay, by) <= y <= max(ay, by):
                crossings.append(Fraction(ax * (by - y) + bx * (y - ay), by - ay))
        left, right = min(crossings), max(crossings)
        count += max(0, -(-right // 1) - left // 1 - 1)
    return count
