"""Two unknown numbers from two facts, one pair after another: boxes of two sizes, two prices, sums and differences."""

from __future__ import annotations

import random

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
from tracepile.sources.math.wording import digits

_FUNCTIONS = {
    "first_unknown": """
def first_unknown(a, b, right, c, d, other_right):
    determinant = a * d - b * c
    return (right * d - b * other_right) // determinant
""",
    "second_unknown": """
def second_unknown(a, b, right, c, d, other_right):
    determinant = a * d - b * c
    return (a * other_right - right * c) // determinant
""",
}
_THINGS = (
    ("biscuits", "baker"), ("marbles", "toy maker"), ("bulbs", "gardener"), ("candles", "candle maker"),
    ("postcards", "printer"), ("bolts", "locksmith"), ("pencils", "stationer"),
)  # fmt: skip
_DISTRACTORS = (
    "The shop has been open for {} years.",
    "{} people work there.",
    "The delivery van needed {} minutes.",
    "It was a rainy day.",
)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw an order and how it is split into two kinds again and again."""
    things, trade = rng.choice(_THINGS)
    most = at_difficulty(difficulty, (60, 90, 200, 400, 600))
    start = rng.randint(most // 3, most)
    number = at_difficulty(difficulty, (1, 2, 3, 4, 6))
    chain = draw_stages(rng, number, start, lambda r, n: _stages(r, n, things), lambda n: 4 <= n <= 900)
    value = last_value(start, chain)
    asks: list[Ask[int]] = [
        *count_asks(rng, value, "What is N in the end?", "N", "")[:4],
        _price_ask(rng, value, things),
    ]
    opening = Opening(f"A {trade} has {digits(start)} {things}. Let N be this number.", "number", start, start)
    functions, distractors = _FUNCTIONS, _DISTRACTORS
    return tell_stages(rng, opening, chain, draw_ask(rng, asks), functions=functions, distractors=distractors)


def _price_ask(rng: random.Random, value: int, things: str) -> Ask[int]:
    price = rng.randint(2, 9)
    paid = (value * price // 50 + rng.randint(1, 3)) * 50
    return Ask(
        f"A customer buys N {things} for ${price} each and pays with ${digits(paid)}. How many dollars does the "
        "customer get back?",
        ("return {paid} - {x} * {price}", "{cost} = {price} * {x}\nreturn {paid} - {cost}"),
        lambda n: paid - n * price, lambda n: sum([-price] * n, paid), (("price", price), ("paid", paid)), "dollars",
        "change",
    )  # fmt: skip


def _searched(start: int, stop: int, first: int, second: int, total: int, whole: int) -> int:
    """Try every number of the first kind until both facts hold."""
    return next(n for n in range(start, stop) if first * n + second * (whole - n) == total)


def _stages(rng: random.Random, value: int, things: str) -> list[Stage[int]]:
    large, small = sorted(rng.sample(range(2, 13), 2), reverse=True)
    larges = rng.choice([n for n in range(2, value // large) if (value - n * large) % small == 0] or [0])
    smalls = (value - large * larges) // small
    boxes = larges + smalls
    dear, cheap = sorted(rng.sample(range(2, 16), 2), reverse=True)
    sold = rng.randint(2, max(3, value - 2))
    money = dear * sold + cheap * (value - sold)
    apart = rng.choice([gap for gap in range(2, max(4, value)) if (value - gap) % 2 == 0 and gap < value - 2] or [0])
    factor = rng.randint(2, 6)
    extra = rng.choice([more for more in range(2, 40) if (value - more) % (factor + 1) == 0 and more < value] or [0])
    added, scale = rng.randint(5, 60), rng.randint(2, 4)
    wide, narrow = f"boxes of {large}", f"boxes of {small}"
    split = larges > 0 and smalls >= 2
    facts = (("box_count", boxes), ("large_size", large), ("small_size", small))
    return [
        Stage(f"N {things} exactly fill {wide} and {narrow}, {boxes} boxes in all. Replace N by the number of {wide}.",
              ("{x} = ({x} - {small_size} * {box_count}) // ({large_size} - {small_size})",
               "{if_all_small} = {small_size} * {box_count}\n{missing} = {x} - {if_all_small}\n"
               "{x} = {missing} // ({large_size} - {small_size})",
               "{x} = first_unknown({large_size}, {small_size}, {x}, 1, 1, {box_count})",
               "{larges} = 0\n{smalls} = {box_count}\nwhile {larges} * {large_size} + {smalls} * {small_size} < {x}:\n"
               "    {larges} += 1\n    {smalls} -= 1\n{x} = {larges}"),
              lambda n: (n - small * boxes) // (large - small),
              lambda n: _searched(0, boxes + 1, large, small, n, boxes), facts, "large_boxes",
              possible=split and larges < 25),
        Stage(f"N {things} exactly fill {wide} and {narrow}, {boxes} boxes in all. Replace N by the number of "
              f"{narrow}.",
              ("{x} = ({large_size} * {box_count} - {x}) // ({large_size} - {small_size})",
               "{if_all_large} = {large_size} * {box_count}\n{surplus} = {if_all_large} - {x}\n"
               "{x} = {surplus} // ({large_size} - {small_size})",
               "{x} = second_unknown({large_size}, {small_size}, {x}, 1, 1, {box_count})"),
              lambda n: (large * boxes - n) // (large - small),
              lambda n: boxes - _searched(0, boxes + 1, large, small, n, boxes), facts, "small_boxes", possible=split),
        Stage(f"N {things} are sold, some for ${dear} each and the others for ${cheap} each, for ${digits(money)} "
              f"altogether. Replace N by the number sold for ${dear}.",
              ("{x} = ({income} - {low_price} * {x}) // ({high_price} - {low_price})",
               "{least_income} = {low_price} * {x}\n{x} = ({income} - {least_income}) // ({high_price} - {low_price})",
               "{x} = first_unknown(1, 1, {x}, {high_price}, {low_price}, {income})"),
              lambda n: (money - cheap * n) // (dear - cheap), lambda n: _searched(0, n + 1, dear, cheap, money, n),
              (("high_price", dear), ("low_price", cheap), ("income", money)), "dear_ones"),
        Stage(f"N {things} are shared out to two shops, and the larger shop gets {apart} more than the smaller one. "
              "Replace N by the number for the smaller shop.",
              ("{x} = ({x} - {gap}) // 2", "{twice_smaller} = {x} - {gap}\n{x} = {twice_smaller} // 2",
               "{x} = second_unknown(1, 1, {x}, 1, -1, {gap})",
               "{larger} = {gap}\n{smaller} = 0\nwhile {larger} + {smaller} < {x}:\n    {larger} += 1\n"
               "    {smaller} += 1\n{x} = {smaller}"),
              lambda n: (n - apart) // 2, lambda n: next(y for y in range(n) if y + y + apart == n),
              (("gap", apart),), "smaller_part", possible=apart > 0 and value - apart < 60),
        Stage(f"N {things} are shared out to two shops, and the larger shop gets {apart} more than the smaller one. "
              "Replace N by the number for the larger shop.",
              ("{x} = ({x} + {difference}) // 2", "{twice_larger} = {x} + {difference}\n{x} = {twice_larger} // 2",
               "{x} = first_unknown(1, 1, {x}, 1, -1, {difference})"),
              lambda n: (n + apart) // 2, lambda n: next(y for y in range(n) if y + y - apart == n),
              (("difference", apart),), "larger_part", possible=apart > 0),
        Stage(f"N {things} are put on two shelves, and the upper shelf gets {extra} more than {factor} times as "
              "many as the lower one. Replace N by the number on the lower shelf.",
              ("{x} = ({x} - {surplus}) // ({ratio} + 1)",
               "{parts} = {ratio} + 1\n{x} = ({x} - {surplus}) // {parts}",
               "{x} = second_unknown(1, 1, {x}, 1, -{ratio}, {surplus})"),
              lambda n: (n - extra) // (factor + 1), lambda n: next(y for y in range(n) if y + factor * y + extra == n),
              (("ratio", factor), ("surplus", extra)), "lower_shelf", possible=extra > 0),
        Stage(f"Add {added} to N.", ("{x} = {x} + {added}",), lambda n: n + added,
              lambda n: sum((n, added)), (("added", added),), "stock"),
        Stage(f"Multiply N by {scale}.",
              ("{x} = {x} * {scale}",), lambda n: n * scale, lambda n: sum([n] * scale), (("scale", scale),), "needed",
              possible=value < 200),
    ]  # fmt: skip
