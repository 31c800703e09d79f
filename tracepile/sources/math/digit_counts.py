"""Numbers on doors, tickets and pages: counting those whose digits or divisors satisfy conditions."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import paragraph

_THINGS = (("raffle tickets", "ticket"), ("lockers", "locker"), ("houses", "house"), ("seats", "seat"))


@dataclass(frozen=True, slots=True)
class _Test:
    """A condition on a number: in words, in code, and decided two ways."""

    told: str
    givens: tuple[tuple[str, int], ...]
    code: str
    holds: Callable[[int], bool]
    again: Callable[[int], bool]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a range of numbers and one or two conditions."""
    things, thing = rng.choice(_THINGS)
    low = rng.randint(12, 150)
    high = low + at_difficulty(difficulty, (5, 8, 13, 19, 26)) + rng.randint(0, 2)
    tests = _draw_tests(rng, low, high, 1 if difficulty < 3 else rng.randint(1, 2))
    joint = rng.choice(("and", "or")) if len(tests) > 1 else ""
    chosen, again = [], []
    for number in range(low, high + 1):
        held = [test.holds(number) for test in tests]
        if all(held) if joint != "or" else any(held):
            chosen.append(number)
    for number in reversed(range(low, high + 1)):
        failed = [not test.again(number) for test in tests]
        if not (all(failed) if joint == "or" else any(failed)):
            again.append(number)
    listing = Listing()
    listing.given("first", low)
    listing.given("last", high)
    for test in tests:
        for name, value in test.givens:
            listing.given(name, value)
    asked = rng.choice(("count", "sum", "largest", "digits"))
    start = {"count": "count = 0", "sum": "total = 0", "largest": "largest = 0", "digits": "digits = 0"}[asked]
    step = {
        "count": "count += 1", "sum": "total += number", "largest": "largest = number",
        "digits": "digits += len(str(number))",
    }[asked]  # fmt: skip
    listing.line(start)
    with listing.block("for number in range(first, last + 1):"):
        if any("digit_sum" in test.code for test in tests):
            listing.line("digit_sum = sum(map(int, str(number)))")
        if joint == "and" and rng.random() < 0.5:
            with listing.block(f"if {tests[0].code}:"), listing.block(f"if {tests[1].code}:"):
                listing.line(step)
        else:
            with listing.block(f"if {f' {joint} '.join(test.code for test in tests)}:"):
                listing.line(step)
    listing.line(f"return {start.split()[0]}")
    condition = f" {joint} ".join(test.told for test in tests)
    opening = f"{things.capitalize()} are numbered from {low} to {high}."
    marked = f"A {thing} is marked if its number {condition}."
    question, answer, check, unit = {
        "count": (f"How many {things} are marked?", len(chosen), len(again), things),
        "sum": ("What is the sum of the marked numbers?", sum(chosen), sum(again), ""),
        "largest": (
            "What is the largest marked number? Answer 0 if there is none.",
            max(chosen, default=0), (again or [0])[0], "",
        ),
        "digits": (
            "The marked numbers are painted on signs. How many digits have to be painted?",
            sum(len(str(number)) for number in chosen), sum(1 + (n > 9) + (n > 99) for n in again), "digits",
        ),
    }[asked]  # fmt: skip
    return Problem(paragraph(opening, marked, question), listing.render(), answer, check, unit)


def _draw_tests(rng: random.Random, low: int, high: int, number: int) -> list[_Test]:
    divisor, other = rng.sample(range(2, 8), 2)
    digit = rng.randint(2, 9)
    bound = rng.randint(low + 2, high - 2)
    limit = rng.randint(6, 11)
    tests = [
        _Test(f"is divisible by {divisor}", (("divisor", divisor),), "number % divisor == 0",
              lambda n: n % divisor == 0, lambda n: n // divisor * divisor == n),
        _Test(f"leaves remainder 1 when divided by {other}", (("modulus", other),), "number % modulus == 1",
              lambda n: n % other == 1, lambda n: n in range(1, n + 1, other)),
        _Test(f"contains the digit {digit}", (("wanted_digit", digit),), "str(wanted_digit) in str(number)",
              lambda n: str(digit) in str(n), lambda n: digit in (n % 10, n // 10 % 10, n // 100 % 10)),
        _Test(f"has a digit sum greater than {limit}", (("least_sum", limit),), "digit_sum > least_sum",
              lambda n: sum(int(digit) for digit in str(n)) > limit,
              lambda n: n // 100 + n // 10 % 10 + n % 10 > limit),
        _Test(f"is less than {bound}", (("bound", bound),), "number < bound",
              lambda n: n < bound, lambda n: n - bound <= -1),
        _Test(f"ends in a digit greater than {digit - 1}", (("end_digit", digit - 1),), "number % 10 > end_digit",
              lambda n: n % 10 > digit - 1, lambda n: int(str(n)[-1]) >= digit),
    ]  # fmt: skip
    return rng.sample(tests, number)
