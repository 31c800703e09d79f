"""Composite solids: volumes of boxes, pyramids and prisms joined, cut out, kneaded and put under water."""

from __future__ import annotations

import random
from fractions import Fraction

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import digits

_STUFFS = ("wax", "clay", "modelling paste", "putty", "salt dough")
_FUNCTIONS = {
    "box_volume": """
def box_volume(length, width, height):
    return length * width * height
""",
    "pyramid_volume": """
def pyramid_volume(side, height):
    return side * side * height // 3
""",
}
_DISTRACTORS = ("The work takes {} minutes.", "It is done in a room of {} square metres.", "The tools cost ${}.")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a block, what is done to it, and a question about what there is in the end."""
    stuff = rng.choice(_STUFFS)
    sides = [rng.randint(4, 12) for _ in range(3)]
    start = sides[0] * sides[1] * sides[2]
    number = at_difficulty(difficulty, (1, 2, 4, 6, 8))
    chain = draw_stages(rng, number, start, lambda r, v: _stages(r, v, stuff), lambda v: 30 <= v <= 20_000)
    opening = Opening(
        f"A block of {stuff} is a box {sides[0]} cm long, {sides[1]} cm wide and {sides[2]} cm "
        "high.", "volume", start,
        _layered(*sides), (("block_length", sides[0]), ("block_width", sides[1]), ("block_height", sides[2])),
        ("{x} = {block_length} * {block_width} * {block_height}",
         "{x} = box_volume({block_length}, {block_width}, {block_height})",
         "{base_area} = {block_length} * {block_width}\n{x} = {base_area} * {block_height}"),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), stuff))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _layered(length: int, width: int, height: int) -> int:
    """Add the volume up in layers of 1 cm."""
    return sum(length * width for _ in range(height))


def _pyramid(side: int, height: int) -> int:
    """Integrate the square sections, which shrink evenly to the top (Simpson's rule is exact for them)."""
    middle = Fraction(side, 2) ** 2
    return int(Fraction(height, 6) * (side * side + 4 * middle))


def _stages(rng: random.Random, value: int, stuff: str) -> list[Stage[int]]:
    a, b, c = rng.randint(2, 9), rng.randint(2, 9), rng.randint(2, 9)
    hole, deep, drops = rng.randint(2, 4), rng.randint(2, 8), rng.randint(2, 6)
    side, height, base, edge = rng.randint(3, 8), 3 * rng.randint(2, 4), 2 * rng.randint(2, 5), rng.randint(2, 6)
    pieces = rng.choice([n for n in range(2, 7) if value % n == 0] or [0])
    stairs, depth, percent = rng.randint(3, 6), rng.randint(2, 8), rng.choice((5, 10, 20, 25, 40, 50))
    bound, more = rng.randint(value - value // 4, value + value // 4), rng.randint(20, 90)
    return [
        Stage(f"A box of {stuff}, {a} cm by {b} cm by {c} cm, is joined to it.",
              ("{x} = {x} + {added_length} * {added_width} * {added_height}",
               "{added_volume} = box_volume({added_length}, {added_width}, {added_height})\n{x} = {x} + "
               "{added_volume}"),
              lambda v: v + a * b * c, lambda v: v + _layered(a, b, c),
              (("added_length", a), ("added_width", b), ("added_height", c)), "joined_volume"),
        Stage(f"{drops} holes are cut into it, each {hole} cm by {hole} cm wide and {deep} cm deep, and the cut "
              "pieces are thrown away.",
              ("{x} = {x} - {holes} * {hole_width} ** 2 * {hole_depth}",
               "for _ in range({holes}):\n    {x} -= {hole_width} * {hole_width} * {hole_depth}",
               "{hole_volume} = {hole_width} * {hole_width} * {hole_depth}\n{x} = {x} - {holes} * {hole_volume}"),
              lambda v: v - drops * hole * hole * deep,
              lambda v: v - sum(_layered(hole, hole, deep) for _ in range(drops)),
              (("holes", drops), ("hole_width", hole), ("hole_depth", deep)), "pierced_volume"),
        Stage(f"A pyramid of {stuff} with a square base of side {side} cm and a height of {height} cm is put on top.",
              ("{x} = {x} + {base_side} * {base_side} * {pyramid_height} // 3",
               "{x} = {x} + pyramid_volume({base_side}, {pyramid_height})",
               "{base_area} = {base_side} ** 2\n{pyramid} = {base_area} * {pyramid_height} // 3\n{x} = {x} + "
               "{pyramid}"),
              lambda v: v + side * side * height // 3, lambda v: v + _pyramid(side, height),
              (("base_side", side), ("pyramid_height", height)), "topped_volume"),
        Stage(f"A triangular prism is added; its triangle has a base of {base} cm and a height of {a} cm, and the "
              f"prism is {b} cm long.",
              ("{x} = {x} + {triangle_base} * {triangle_height} // 2 * {prism_length}",
               "{triangle} = {triangle_base} * {triangle_height} // 2\n{x} = {x} + {triangle} * {prism_length}"),
              lambda v: v + base * a // 2 * b, lambda v: v + _layered(base, a, b) // 2,
              (("triangle_base", base), ("triangle_height", a), ("prism_length", b)), "extended_volume"),
        Stage(f"It is kneaded and divided into {pieces} equal parts, of which only one is used from now on.",
              ("{x} = {x} // {equal_parts}",), lambda v: v // pieces, lambda v: int(v * Fraction(1, pieces)),
              (("equal_parts", pieces),), "part_volume", pieces > 0),
        Stage(f"It is kneaded, as many full cubes of edge {edge} cm as possible are formed, and only the rest of the "
              f"{stuff} is used from now on.",
              ("{x} = {x} % {edge} ** 3", "{cube} = {edge} ** 3\nwhile {x} >= {cube}:\n    {x} -= {cube}",
               "{cubes} = {x} // {edge} ** 3\n{x} = {x} - {cubes} * {edge} ** 3"),
              lambda v: v % edge**3, lambda v: v - max(range(0, v + 1, edge**3)), (("edge", edge),), "rest_volume",
              value < 14 * edge**3),
        Stage(f"A staircase of {stuff} with {stairs} steps is added: each step is {depth} cm deep and {c} cm wide, "
              "the 1st is 1 cm high, the 2nd 2 cm, and so on.",
              ("for {step} in range(1, {steps} + 1):\n    {x} += {step} * {step_depth} * {step_width}",
               "{heights} = sum(range(1, {steps} + 1))\n{x} = {x} + {heights} * {step_depth} * {step_width}",
               "{x} = {x} + {steps} * ({steps} + 1) // 2 * {step_depth} * {step_width}"),
              lambda v: v + sum(step * depth * c for step in range(1, stairs + 1)),
              lambda v: v + stairs * (stairs + 1) * depth * c // 2,
              (("steps", stairs), ("step_depth", depth), ("step_width", c)), "stepped_volume"),
        Stage(f"While it dries, its volume shrinks by exactly {percent}%.",
              ("{x} = {x} - {x} * {percent} // 100", "{x} = {x} * (100 - {percent}) // 100"),
              lambda v: v - v * percent // 100, lambda v: int(v * (1 - Fraction(percent, 100))),
              (("percent", percent),), "shrunk_volume", value * percent % 100 == 0),
        Stage(f"If its volume is now greater than {digits(bound)} cubic centimetres, a box of {a} cm by {b} cm by 1 "
              f"cm is cut off; otherwise {more} cubic centimetres are added.",
              ("if {x} > {bound}:\n    {x} = {x} - {cut_length} * {cut_width}\nelse:\n    {x} = {x} + {addition}",
               "{cut} = {cut_length} * {cut_width}\nif {x} <= {bound}:\n    {x} += {addition}\nelse:\n    {x} -= "
               "{cut}"),
              lambda v: v - a * b if v > bound else v + more,
              lambda v: v + more if v <= bound else v - _layered(a, b, 1),
              (("bound", bound), ("cut_length", a), ("cut_width", b), ("addition", more))),
        Stage("It is cut through the middle into two halves of the same volume, and one half is put away.",
              ("{x} = {x} // 2", "{half} = {x} // 2\n{x} = {half}"), lambda v: v // 2, lambda v: v >> 1, after="half",
              possible=value % 2 == 0),
    ]  # fmt: skip


def _asks(rng: random.Random, value: int, stuff: str) -> list[Ask[int]]:
    density, price, edge = rng.randint(2, 9), rng.randint(2, 9), rng.randint(2, 5)
    long, wide = rng.randint(10, 30), rng.randint(10, 30)
    exact = "Give a whole number or a fraction in lowest terms."
    return [
        Ask("What is its volume in cubic centimetres in the end?", ("return {x}",), int, int, unit="cubic centimetres"),
        Ask(f"What is its mass in grams in the end, if 1 cubic centimetre of {stuff} has a mass of {density} grams?",
            ("return {x} * {grams_each}",), lambda v: v * density, lambda v: sum([v] * density),
            (("grams_each", density),), "grams", "mass"),
        Ask(f"How many full cubes of edge {edge} cm can be formed from it in the end?",
            ("return {x} // {cube_edge} ** 3",
             "{cube} = {cube_edge} ** 3\n{cubes} = 0\nwhile ({cubes} + 1) * {cube} <= {x}:\n    {cubes} += 1\n"
             "return {cubes}" if value < 16 * edge**3 else "{cube} = {cube_edge} ** 3\nreturn {x} // {cube}"),
            lambda v: v // edge**3, lambda v: len(range(edge**3, v + 1, edge**3)), (("cube_edge", edge),), "cubes",
            "cubes"),
        Ask(f"In the end it is put under water in a tank with a base of {long} cm by {wide} cm. By how many "
            f"centimetres does the water rise? {exact}",
            ("return str(Fraction({x}, {tank_length} * {tank_width}))",
             "{base} = {tank_length} * {tank_width}\nreturn str(Fraction({x}, {base}))"),
            lambda v: str(Fraction(v, long * wide)), lambda v: str(Fraction(v, long) / wide),
            (("tank_length", long), ("tank_width", wide)), "centimetres"),
        Ask(f"What does it cost in cents in the end, if every started 100 cubic centimetres cost {price} cents?",
            ("{hundreds} = ({x} + 99) // 100\nreturn {hundreds} * {price}",
             "{hundreds} = {x} // 100\nif {x} % 100 > 0:\n    {hundreds} += 1\nreturn {hundreds} * {price}"),
            lambda v: -(-v // 100) * price, lambda v: price * len(range(0, v, 100)), (("price", price),), "cents"),
    ]  # fmt: skip
