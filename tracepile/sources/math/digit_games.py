"""Games with the digits of a number: reversing, sorting, appending and crossing out digits, digit sums and roots."""

from __future__ import annotations

import random
from collections.abc import Callable
from math import prod

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import Person, digits, people

_DISTRACTORS = (
    "The game is played by {} children.",
    "Last week the game began with another number.",
    "The cards with the digits are {} mm wide.",
)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a number, what is done to its digits, and a question about the last number."""
    who = people(rng, 1)[0]
    length = at_difficulty(difficulty, (2, 3, 3, 4, 4))
    start = rng.randint(10 ** (length - 1) + 2, 10**length - 1)
    number = at_difficulty(difficulty, (2, 3, 4, 6, 8))
    chain = draw_stages(rng, number, start, lambda r, n: _stages(r, n, who), lambda n: 10 <= n <= 400_000)
    ask = draw_ask(rng, _asks(rng, last_value(start, chain)))
    opening = Opening(f"{who.name} writes down the number {digits(start)}.", "number", start, start)
    return tell_stages(rng, opening, chain, ask, distractors=_DISTRACTORS, who=who)


def _digits(number: int) -> list[int]:
    """Take the digits off from the right by division."""
    taken = []
    while number:
        number, digit = divmod(number, 10)
        taken.append(digit)
    return taken[::-1]


def _join(taken: list[int]) -> int:
    return sum(digit * 10**place for place, digit in enumerate(reversed(taken)))


def _mirror(number: int) -> int:
    return int(str(number)[::-1])


def _stages(rng: random.Random, value: int, who: Person) -> list[Stage[int]]:
    name, text = who.name, str(value)
    factor, addend, digit, times = rng.randint(2, 7), rng.randint(3, 90), rng.randint(2, 9), rng.randint(2, 3)
    crossed = int(rng.choice(text))
    return [
        Stage(f"{name} writes the digits of the number in reverse order.",
              ("{x} = int(str({x})[::-1])",
               "{mirror} = 0\nwhile {x} > 0:\n    {mirror} = {mirror} * 10 + {x} % 10\n    {x} = {x} // 10\n"
               "{x} = {mirror}"),
              _mirror, lambda n: _join(_digits(n)[::-1]), after="reversed_number",
              possible=value % 10 != 0 and text != text[::-1]),
        Stage(f"{name} appends the digit {digit} on the right.",
              ("{x} = {x} * 10 + {appended}", "{x} = int(str({x}) + str({appended}))"),
              lambda n: n * 10 + digit, lambda n: int(f"{n}{digit}"), (("appended", digit),), "longer_number",
              possible=value < 20_000),
        Stage(f"{name} puts the digit {digit} in front of the number.",
              ("{x} = int(str({front}) + str({x}))", "{x} = {front} * 10 ** len(str({x})) + {x}"),
              lambda n: int(f"{digit}{n}"), lambda n: _join([digit, *_digits(n)]), (("front", digit),),
              "fronted_number", possible=value < 20_000),
        Stage(f"{name} crosses out the last digit.", ("{x} = {x} // 10", "{x} = int(str({x})[:-1])"),
              lambda n: n // 10, lambda n: int(str(n)[:-1]), after="shorter_number", possible=value >= 1000),
        Stage(f"{name} adds the sum of the number's digits to the number.",
              ("{x} = {x} + sum(int(digit) for digit in str({x}))",
               "{digit_sum} = sum(map(int, str({x})))\n{x} = {x} + {digit_sum}",
               "for {digit} in str({x}):\n    {x} += int({digit})"),
              lambda n: n + sum(map(int, str(n))), lambda n: n + sum(_digits(n)), after="raised_number"),
        Stage(f"{name} subtracts the sum of the number's digits from the number.",
              ("{x} = {x} - sum(int(digit) for digit in str({x}))",
               "{rest} = {x}\nwhile {rest} > 0:\n    {x} -= {rest} % 10\n    {rest} //= 10"),
              lambda n: n - sum(map(int, str(n))), lambda n: n - sum(_digits(n)), after="lowered_number",
              possible=value > 40),
        Stage(f"{name} sorts the digits from the largest to the smallest.",
              ('{x} = int("".join(sorted(str({x}), reverse=True)))',
               "{ranked} = sorted(str({x}), reverse=True)\n{x} = 0\nfor {digit} in {ranked}:\n"
               "    {x} = {x} * 10 + int({digit})"),
              lambda n: int("".join(sorted(str(n), reverse=True))), lambda n: _join(sorted(_digits(n))[::-1]),
              after="sorted_number", possible=list(text) != sorted(text, reverse=True)),
        Stage(f"{name} multiplies the number by {factor}.", ("{x} = {x} * {factor}",),
              lambda n: n * factor, lambda n: sum([n] * factor), (("factor", factor),), "product",
              possible=value < 30_000),
        Stage(f"{name} adds {addend}.", ("{x} = {x} + {addend}",), lambda n: n + addend,
              lambda n: sum((addend, n)), (("addend", addend),), "increased_number"),
        Stage(f"If the number is even, {name} halves it; otherwise {who.they} multiplies it by 3 and adds 1.",
              ("if {x} % 2 == 0:\n    {x} = {x} // 2\nelse:\n    {x} = {x} * 3 + 1",
               "{half}, {odd} = divmod({x}, 2)\n{x} = {x} * 3 + 1 if {odd} else {half}"),
              lambda n: n // 2 if n % 2 == 0 else 3 * n + 1, lambda n: n + n + n + 1 if n & 1 else n >> 1,
              after="next_number"),
        Stage(f"{name} swaps the first and the last digit.",
              ("{text} = str({x})\n{x} = int({text}[-1] + {text}[1:-1] + {text}[0])",
               "{row} = list(str({x}))\n{row}[0], {row}[-1] = {row}[-1], {row}[0]\n{x} = int(\"\".join({row}))"),
              lambda n: int(str(n)[-1] + str(n)[1:-1] + str(n)[0]),
              lambda n: _join([n % 10, *_digits(n)[1:-1], _digits(n)[0]]), after="swapped_number",
              possible=value % 10 != 0 and text[0] != text[-1]),
        Stage(f"{name} crosses out every digit {crossed}.",
              ('{x} = int(str({x}).replace(str({crossed}), ""))',
               "{kept} = 0\nfor {digit} in str({x}):\n    if int({digit}) != {crossed}:\n"
               "        {kept} = {kept} * 10 + int({digit})\n{x} = {kept}"),
              lambda n: int(str(n).replace(str(crossed), "") or "0"),
              lambda n: _join([item for item in _digits(n) if item != crossed]), (("crossed", crossed),),
              "remaining_number", possible=crossed > 1 and value > 1000),
        Stage(f"{times} times in a row {name} adds to the number what it is when its digits are read backwards.",
              ("for _ in range({times}):\n    {x} = {x} + int(str({x})[::-1])",
               "for _ in range({times}):\n    {backwards} = int(str({x})[::-1])\n    {x} += {backwards}"),
              lambda n: _repeated(n, times, _mirror), lambda n: _repeated(n, times, lambda m: _join(_digits(m)[::-1])),
              (("times", times),), possible=value < 9000),
        Stage(f"As long as the number is less than 1,000, {name} multiplies it by {factor}.",
              ("while {x} < {bound}:\n    {x} = {x} * {factor}",
               "while True:\n    if {x} >= {bound}:\n        break\n    {x} = {x} * {factor}"),
              lambda n: _raised(n, factor),
              lambda n: next(n * factor**power for power in range(12) if n * factor**power >= 1000),
              (("bound", 1000), ("factor", factor)), possible=value < 500),
        Stage(f"{name} replaces every odd digit by the digit that is smaller by 1.",
              ("{lowered} = 0\nfor {digit} in str({x}):\n    {even} = int({digit}) // 2 * 2\n"
               "    {lowered} = {lowered} * 10 + {even}\n{x} = {lowered}",
               "{row} = [int(digit) for digit in str({x})]\nfor {place}, {digit} in enumerate({row}):\n"
               "    if {digit} % 2 == 1:\n        {row}[{place}] = {digit} - 1\n"
               '{x} = int("".join(map(str, {row})))'),
              lambda n: int(str(n).translate(str.maketrans("13579", "02468"))),
              lambda n: _join([item - item % 2 for item in _digits(n)]), after="even_digit_number",
              possible=len(text) > 2 and text[0] != "1"),
    ]  # fmt: skip


def _repeated(number: int, times: int, mirrored: Callable[[int], int]) -> int:
    for _ in range(times):
        number += mirrored(number)
    return number


def _raised(number: int, factor: int) -> int:
    while number < 1000:
        number *= factor
    return number


def _asks(rng: random.Random, value: int) -> list[Ask[int]]:
    divisor, text = rng.randint(3, 11), str(value)
    return [
        Ask("What is the number in the end?", ("return {x}",), int, lambda n: _join(_digits(n))),
        Ask("What is the digit sum of the number in the end?",
            ("return sum(int(digit) for digit in str({x}))",
             "{digit_sum} = 0\nfor {digit} in str({x}):\n    {digit_sum} += int({digit})\nreturn {digit_sum}"),
            lambda n: sum(map(int, str(n))), lambda n: sum(_digits(n)), named="digit_sum"),
        Ask("The sum of the digits is taken again and again until one digit is left. Which digit is it?",
            ("while {x} >= 10:\n    {x} = sum(int(digit) for digit in str({x}))\nreturn {x}",
             "while {x} >= 10:\n    {digit_sum} = 0\n    while {x} > 0:\n        {digit_sum} += {x} % 10\n"
             "        {x} //= 10\n    {x} = {digit_sum}\nreturn {x}"),
            _root, lambda n: 1 + (n - 1) % 9),
        Ask("How many times must the number in the end be replaced by its digit sum until one digit is left?",
            ("{rounds} = 0\nwhile {x} >= 10:\n    {x} = sum(int(digit) for digit in str({x}))\n    {rounds} += 1\n"
             "return {rounds}",),
            _rounds, lambda n: 0 if n < 10 else 1 + (0 if sum(_digits(n)) < 10 else _rounds(sum(_digits(n)))),
            unit="times"),
        Ask("How many even digits does the number have in the end?",
            ("{even_digits} = 0\nfor {digit} in str({x}):\n    if int({digit}) % 2 == 0:\n        {even_digits} += 1\n"
             "return {even_digits}",
             "return len([digit for digit in str({x}) if int(digit) % 2 == 0])"),
            lambda n: sum(char in "02468" for char in str(n)), lambda n: sum(1 - d % 2 for d in _digits(n)),
            unit="digits", named="even_digits"),
        Ask("How far apart are the largest and the smallest digit of the number in the end?",
            ("{row} = [int(digit) for digit in str({x})]\nreturn max({row}) - min({row})",
             "{smallest} = {largest} = {x} % 10\nwhile {x} > 0:\n    {smallest} = min({smallest}, {x} % 10)\n"
             "    {largest} = max({largest}, {x} % 10)\n    {x} //= 10\nreturn {largest} - {smallest}"),
            lambda n: int(max(str(n))) - int(min(str(n))), lambda n: sorted(_digits(n))[-1] - min(_digits(n))),
        Ask("How many different digits does the number have in the end?",
            ("return len(set(str({x})))",
             '{seen} = ""\nfor {digit} in str({x}):\n    if {digit} not in {seen}:\n        {seen} += {digit}\n'
             "return len({seen})"),
            lambda n: len(set(str(n))), lambda n: sum(d in _digits(n) for d in range(10)), unit="digits",
            named="kinds"),
        Ask("What is the product of the digits of the number in the end?",
            ("{product} = 1\nfor {digit} in str({x}):\n    {product} *= int({digit})\nreturn {product}",
             "{product} = 1\nwhile {x} > 0:\n    {product} *= {x} % 10\n    {x} //= 10\nreturn {product}"),
            lambda n: prod(map(int, str(n))), lambda n: prod(_digits(n)), possible="0" not in text),
        Ask(f"What is the remainder when the number in the end is divided by {divisor}?", ("return {x} % {divisor}",),
            lambda n: n % divisor, lambda n: n - n // divisor * divisor, (("divisor", divisor),), named="remainder"),
    ]  # fmt: skip


def _root(number: int) -> int:
    while number >= 10:
        number = sum(map(int, str(number)))
    return number


def _rounds(number: int) -> int:
    rounds = 0
    while number >= 10:
        number, rounds = sum(map(int, str(number))), rounds + 1
    return rounds
