"""Numbers in other bases: reading and writing numerals, and what is done to their digits."""

from __future__ import annotations

import random
from itertools import count, takewhile

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import Person, digits, listed, people

_FUNCTIONS = {
    "to_base": """
def to_base(number, base):
    numeral = []
    while number > 0:
        numeral.append(number % base)
        number //= base
    return numeral[::-1]
""",
    "from_base": """
def from_base(numeral, base):
    number = 0
    for digit in numeral:
        number = number * base + digit
    return number
""",
}
_DISTRACTORS = ("This takes up {} lines of a notebook.", "A clock on the wall has struck {} times meanwhile.")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a numeral in some base, changes of the number, and a question about it."""
    who = people(rng, 1)[0]
    base = rng.randint(2, 9)
    most = at_difficulty(difficulty, (40, 90, 160, 300, 500))
    start = rng.randint(most // 3, most)
    chain = draw_stages(
        rng,
        at_difficulty(difficulty, (1, 2, 3, 4, 5)),
        start,
        lambda r, n: _stages(r, n, who),
        lambda n: 8 <= n <= 3 * most,
    )
    ask = draw_ask(rng, _asks(rng, last_value(start, chain)))
    opening = _opening(rng, who, base, start)
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS, who=who)


def _numeral(number: int, base: int) -> list[int]:
    """Write a number in a base, from the lowest power of the base that is too large downwards."""
    powers = [*takewhile(lambda power: power <= number, (base**exponent for exponent in count()))]
    return [number // power % base for power in reversed(powers)]


def _value(numeral: list[int], base: int) -> int:
    return sum(digit * base**place for place, digit in enumerate(reversed(numeral)))


def _read(text: str, base: int) -> int:
    number = 0
    for char in text:
        number = number * base + int(char)
    return number


def _text(number: int, base: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, base)
        text = str(digit) + text
    return text


def _opening(rng: random.Random, who: Person, base: int, start: int) -> Opening[int]:
    numeral = _numeral(start, base)
    if rng.random() < 0.35:
        return Opening(f"{who.name} thinks of the number {digits(start)}.", "number", start, start)
    if rng.random() < 0.4:
        written = int(_text(start, base))
        return Opening(
            f"{who.name} reads the numeral {written}, which is written in base {base}.", "number", start,
            int(str(written), base), (("numeral", written), ("base", base)),
            ("{x} = int(str({numeral}), {base})",
             "{x} = 0\nfor {digit} in str({numeral}):\n    {x} = {x} * {base} + int({digit})",
             "{x} = 0\n{place_value} = 1\nwhile {numeral} > 0:\n    {x} += {numeral} % 10 * {place_value}\n"
             "    {numeral} //= 10\n    {place_value} *= {base}"),
        )  # fmt: skip
    return Opening(
        f"{who.name} reads a number whose digits in base {base} are, from left to right, "
        f"{listed([str(digit) for digit in numeral])}.", "number", start, _value(numeral, base),
        (("numeral", numeral), ("base", base)),
        ("{x} = from_base({numeral}, {base})",
         "{x} = 0\nfor {digit} in {numeral}:\n    {x} *= {base}\n    {x} += {digit}",
         "{x} = 0\nfor {power}, {digit} in enumerate(reversed({numeral})):\n    {x} += {digit} * {base} ** {power}"),
    )  # fmt: skip


def _stages(rng: random.Random, value: int, who: Person) -> list[Stage[int]]:
    name = who.name
    base, second = rng.sample(range(2, 10), 2)
    larger, factor, addend = rng.randint(base + 1, 10) if base < 9 else 10, rng.randint(2, 5), rng.randint(3, 60)
    digit, text = rng.randint(1, base - 1), _text(value, base)
    given = (("base", base),)
    return [
        Stage(f"{name} writes the number in base {base}, reverses its digits and reads the result in base {base}.",
              ("{x} = from_base(to_base({x}, {base})[::-1], {base})",
               "{mirror} = 0\nwhile {x} > 0:\n    {mirror} = {mirror} * {base} + {x} % {base}\n    {x} //= {base}\n"
               "{x} = {mirror}",
               "{numeral} = to_base({x}, {base})\n{numeral}.reverse()\n{x} = from_base({numeral}, {base})"),
              lambda n: _read(_text(n, base)[::-1], base), lambda n: _value(_numeral(n, base)[::-1], base), given,
              "mirrored_number", possible=value % base != 0 and text != text[::-1]),
        Stage(f"{name} crosses out the last digit that the number has in base {base}.",
              ("{x} = {x} // {base}", "{x} = from_base(to_base({x}, {base})[:-1], {base})"),
              lambda n: n // base, lambda n: _value(_numeral(n, base)[:-1], base), given, "shortened_number"),
        Stage(f"{name} appends the digit {digit} to the numeral that the number has in base {base}.",
              ("{x} = {x} * {base} + {digit}", "{x} = from_base(to_base({x}, {base}) + [{digit}], {base})"),
              lambda n: n * base + digit, lambda n: _value([*_numeral(n, base), digit], base),
              (*given, ("digit", digit)), "extended_number"),
        Stage(f"{name} adds to the number the sum of its digits in base {base}.",
              ("{x} = {x} + sum(to_base({x}, {base}))",
               "{rest} = {x}\nwhile {rest} > 0:\n    {x} += {rest} % {base}\n    {rest} //= {base}",
               "for {digit} in to_base({x}, {base}):\n    {x} += {digit}"),
              lambda n: n + sum(map(int, _text(n, base))), lambda n: n + sum(_numeral(n, base)), given,
              "raised_number"),
        Stage(f"{name} writes the number in base {base} and reads the digits as if they stood in base {larger}.",
              ("{x} = from_base(to_base({x}, {base}), {larger_base})",
               "{numeral} = to_base({x}, {base})\n{x} = 0\nfor {digit} in {numeral}:\n"
               "    {x} = {x} * {larger_base} + {digit}",
               "{reread} = 0\n{place_value} = 1\nwhile {x} > 0:\n    {reread} += {x} % {base} * {place_value}\n"
               "    {place_value} *= {larger_base}\n    {x} //= {base}\n{x} = {reread}"),
              lambda n: _read(_text(n, base), larger), lambda n: _value(_numeral(n, base), larger),
              (*given, ("larger_base", larger)), "reread_number"),
        Stage(f"{name} writes the number in base {second}, sorts the digits from the smallest to the largest and reads "
              f"the result in base {second}.",
              ("{x} = from_base(sorted(to_base({x}, {sorting_base})), {sorting_base})",
               "{numeral} = to_base({x}, {sorting_base})\n{numeral}.sort()\n"
               "{x} = from_base({numeral}, {sorting_base})"),
              lambda n: _read("".join(sorted(_text(n, second))), second),
              lambda n: _value(sorted(_numeral(n, second)), second), (("sorting_base", second),), "sorted_number"),
        Stage(f"{name} writes the number in base 2 and replaces each 0 by 1 and each 1 by 0.",
              ("{flipped} = [1 - bit for bit in to_base({x}, 2)]\n{x} = from_base({flipped}, 2)",
               "{power} = 1\nwhile {power} <= {x}:\n    {power} *= 2\n{x} = {power} - 1 - {x}"),
              lambda n: 2 ** n.bit_length() - 1 - n, lambda n: _value([1 - bit for bit in _numeral(n, 2)], 2),
              after="flipped_number"),
        Stage(f"{name} multiplies the number by {factor}.", ("{x} = {x} * {factor}",), lambda n: n * factor,
              lambda n: sum([n] * factor), (("factor", factor),), "product"),
        Stage(f"{name} adds {addend}.", ("{x} = {x} + {addend}",), lambda n: n + addend, lambda n: sum((n, addend)),
              (("addend", addend),), "total"),
        Stage(f"If the number has more than {len(text)} digits in base {base}, {name} halves it, rounding down; "
              f"otherwise {who.they} adds {addend}.",
              ("if len(to_base({x}, {base})) > {most_digits}:\n    {x} = {x} // 2\nelse:\n    {x} = {x} + {gain}",
               "if {x} >= {base} ** {most_digits}:\n    {x} = {x} // 2\nelse:\n    {x} = {x} + {gain}"),
              lambda n: n // 2 if len(_text(n, base)) > len(text) else n + addend,
              lambda n: n + addend if n < base ** len(text) else n >> 1,
              (*given, ("most_digits", len(text)), ("gain", addend)), possible=len(text) > 1),
    ]  # fmt: skip


def _asks(rng: random.Random, value: int) -> list[Ask[int]]:
    base, divisor = rng.randint(2, 9), rng.randint(3, 11)
    given = (("last_base", base),)
    counted = rng.choice(sorted(set(_numeral(value, base))))
    return [
        Ask("What is the number in the end, in our usual decimal notation?", ("return {x}",), int, int),
        Ask(f"How is the number in the end written in base {base}? Answer with its digits.",
            ('return "".join(map(str, to_base({x}, {last_base})))',
             '{text} = ""\nwhile {x} > 0:\n    {text} = str({x} % {last_base}) + {text}\n    {x} //= {last_base}\n'
             "return {text}"),
            lambda n: _text(n, base), lambda n: "".join(map(str, _numeral(n, base))), given, named="text"),
        Ask(f"How many digits does the number in the end have in base {base}?",
            ("return len(to_base({x}, {last_base}))",
             "{length} = 0\nwhile {x} > 0:\n    {x} //= {last_base}\n    {length} += 1\nreturn {length}",
             "{length} = 1\nwhile {last_base} ** {length} <= {x}:\n    {length} += 1\nreturn {length}"),
            lambda n: len(_text(n, base)), lambda n: len(_numeral(n, base)), given, "digits", "length"),
        Ask(f"What is the sum of the digits of the number in the end, when it is written in base {base}?",
            ("return sum(to_base({x}, {last_base}))",
             "{digit_sum} = 0\nwhile {x} > 0:\n    {digit_sum} += {x} % {last_base}\n    {x} //= {last_base}\n"
             "return {digit_sum}"),
            lambda n: sum(map(int, _text(n, base))), lambda n: sum(_numeral(n, base)), given, named="digit_sum"),
        Ask(f"What is the largest digit of the number in the end, when it is written in base {base}?",
            ("return max(to_base({x}, {last_base}))",
             "{largest} = 0\nwhile {x} > 0:\n    {largest} = max({largest}, {x} % {last_base})\n"
             "    {x} //= {last_base}\nreturn {largest}"),
            lambda n: int(max(_text(n, base))), lambda n: max(_numeral(n, base)), given, named="largest"),
        Ask(f"How often does the digit {counted} occur when the number in the end is written in base {base}?",
            ("return to_base({x}, {last_base}).count({counted})",
             "{times} = 0\nfor {digit} in to_base({x}, {last_base}):\n    if {digit} == {counted}:\n"
             "        {times} += 1\nreturn {times}"),
            lambda n: _text(n, base).count(str(counted)), lambda n: sum(d == counted for d in _numeral(n, base)),
            (*given, ("counted", counted)), "times", "times"),
        Ask(f"What is the remainder when the number in the end is divided by {divisor}?", ("return {x} % {divisor}",),
            lambda n: n % divisor, lambda n: n - n // divisor * divisor, (("divisor", divisor),), named="remainder"),
        Ask("How many ones does the number in the end have when it is written in base 2?",
            ('return bin({x}).count("1")',
             "{ones} = 0\nwhile {x} > 0:\n    if {x} % 2 == 1:\n        {ones} += 1\n    {x} //= 2\nreturn {ones}"),
            lambda n: n.bit_count(), lambda n: sum(_numeral(n, 2)), unit="digits", named="ones"),
    ]  # fmt: skip
