"""Things counted in rows of several lengths, with remainders: find the number that fits all of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from math import lcm

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import opposite
from tracepile.sources.math.wording import paragraph, people

_THINGS = ("eggs", "soldiers", "tiles", "chairs", "coins", "walnuts", "dancers", "flower bulbs")
_DISTRACTORS = ("It took {} minutes to count them.", "{} people helped.", "Last year there were {} of them.")


@dataclass(frozen=True, slots=True)
class _Clue:
    """Something known about the number: in words, in code, and decided two ways."""

    told: str
    givens: tuple[tuple[str, int], ...]
    code: str
    holds: Callable[[int], bool]
    again: Callable[[int], bool]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a hidden number, the clues that are given about it, and a question."""
    things, low = rng.choice(_THINGS), rng.randint(10, 60)
    width = at_difficulty(difficulty, (9, 16, 26, 36, 46)) + rng.randint(0, 5)
    high = low + width
    hidden = rng.randint(low, high)
    rows = rng.sample((3, 4, 5, 6, 7, 8, 9, 10, 11), at_difficulty(difficulty, (1, 1, 2, 2, 3)))
    extra = _draw_clues(rng, hidden, at_difficulty(difficulty, (0, 1, 1, 2, 2)))
    remainders = [(row, hidden % row) for row in rows]
    if any(remainder == 1 for _, remainder in remainders):
        return compose(rng, difficulty)
    found = [n for n in range(low, high + 1) if all(n % row == r for row, r in remainders)]
    found = [n for n in found if all(clue.holds(n) for clue in extra)]
    again = [n for n in _by_combining(remainders, high) if n >= low and all(clue.again(n) for clue in extra)]
    told = [
        f"In rows of {row}, {remainder} of them are left over." if remainder else f"Rows of {row} leave none over."
        for row, remainder in remainders
    ]
    told.extend(clue.told for clue in extra)
    rng.shuffle(told)
    if rng.random() < 0.3:
        told.insert(rng.randint(0, len(told)), rng.choice(_DISTRACTORS).format(rng.randint(3, 40)))
    opening = f"{people(rng, 1)[0].name} counts {things}; there are at least {low} and at most {high} of them."
    asked = rng.choice(("smallest", "largest", "count", "sum", "spread"))
    code = _program(rng, (low, high), remainders, extra, asked)
    question, answer, check = {
        "smallest": (f"What is the smallest possible number of {things}?", found[0], min(again)),
        "largest": (f"What is the largest possible number of {things}?", found[-1], max(again)),
        "count": (f"How many different numbers of {things} are possible?", len(found), len(again)),
        "sum": ("What is the sum of all numbers that are possible?", sum(found), sum(sorted(again))),
        "spread": (
            "By how much do the largest and the smallest possible number differ? Answer 0 if only one is possible.",
            found[-1] - found[0],
            max(again) - min(again),
        ),
    }[asked]
    unit = things if asked in ("smallest", "largest") else "numbers" if asked == "count" else ""
    return Problem(paragraph(opening, *told, question), code, answer, check, unit)


def _by_combining(remainders: list[tuple[int, int]], high: int) -> list[int]:
    """Join the remainders two by two into one (the Chinese remainder theorem), then list what it allows."""
    modulus, residue = 1, 0
    for row, remainder in remainders:
        joined = lcm(modulus, row)
        residue = next(n for n in range(residue, joined, modulus) if n % row == remainder)
        modulus = joined
    return [*range(residue, high + 1, modulus)]


def _draw_clues(rng: random.Random, hidden: int, number: int) -> list[_Clue]:
    total, digit = hidden % 10 + hidden // 10 % 10 + hidden // 100, hidden % 10
    bound = rng.randint(total + 1, total + 5)
    divisor = rng.choice([d for d in range(3, 12) if hidden % d])
    even = hidden % 2 == 0
    clues = [
        _Clue(f"The number has a digit sum of less than {bound}.", (("sum_bound", bound),),
              "sum(map(int, str(number))) < sum_bound", lambda n: sum(map(int, str(n))) < bound,
              lambda n: n % 10 + n // 10 % 10 + n // 100 < bound),
        _Clue(f"They cannot be set in full rows of {divisor}.", (("bad_row", divisor),), "number % bad_row > 0",
              lambda n: n % divisor > 0, lambda n: n // divisor * divisor != n),
        _Clue(f"The number is {'even' if even else 'odd'}.", (), f"number % 2 == {0 if even else 1}",
              lambda n: n % 2 == hidden % 2, lambda n: (n + hidden) & 1 == 0),
        _Clue(f"The last digit is not {9 - digit}.", (("bad_digit", 9 - digit),), "number % 10 != bad_digit",
              lambda n: n % 10 != 9 - digit, lambda n: str(n)[-1] != str(9 - digit)),
    ]  # fmt: skip
    return rng.sample(clues, number)


def _program(
    rng: random.Random, span: tuple[int, int], remainders: list[tuple[int, int]], extra: list[_Clue], asked: str
) -> str:
    listing = Listing()
    listing.given("least", span[0])
    listing.given("most", span[1])
    style = rng.choice(("joined", "nested", "sifted", "stepping", "listed"))
    tests = _write_givens(listing, remainders, extra, paired=style == "listed")
    rng.shuffle(tests)
    stops = asked == "smallest" and style in ("joined", "nested", "stepping") and rng.random() < 0.7
    if style == "sifted":
        listing.line("possible = list(range(least, most + 1))")
        for test in tests:
            listing.line(f"possible = [number for number in possible if {test}]")
        _write_from_list(listing, asked)
        return listing.render()
    start, step = {
        "count": ("count = 0", "count += 1"),
        "sum": ("total = 0", "total += number"),
    }.get(asked, ("possible = []", "possible.append(number)"))
    if not stops:
        listing.line(start)
    if style == "listed":
        with listing.block("for number in range(least, most + 1):"):
            listing.line("left_over = [number % row for row in rows]")
            _write_tests(listing, ["left_over == remainders", *tests], step)
    elif style == "stepping":
        row, remainder = "row", "left_over"
        listing.line(f"number = least + ({remainder} - least) % {row}")
        tests = [test for test in tests if test != "number % row == left_over"]
        with listing.block("while number <= most:"):
            _write_tests(listing, tests, "return number" if stops else step)
            listing.line(f"number += {row}")
    else:
        with listing.block("for number in range(least, most + 1):"):
            if style == "joined":
                _write_tests(listing, tests, "return number" if stops else step)
            else:
                for test in tests:
                    with listing.block(f"if {opposite(test)}:"):
                        listing.line("continue")
                listing.line("return number" if stops else step)
    if stops:
        listing.line("return 0")
    elif asked in ("count", "sum"):
        listing.line(f"return {start.split()[0]}")
    else:
        _write_from_list(listing, asked)
    return listing.render()


def _write_givens(
    listing: Listing, remainders: list[tuple[int, int]], extra: list[_Clue], *, paired: bool
) -> list[str]:
    """Assign the clues' quantities; give the tests of those that are not kept in two lists."""
    tests = []
    if paired:
        listing.given("rows", [row for row, _ in remainders])
        listing.given("remainders", [remainder for _, remainder in remainders])
    else:
        for row, remainder in remainders:
            length = listing.given("row", row)
            rest = listing.given("left_over", remainder)
            tests.append(f"number % {length} == {rest}")
    for clue in extra:
        for name, value in clue.givens:
            listing.given(name, value)
        tests.append(clue.code)
    return tests


def _write_tests(listing: Listing, tests: list[str], step: str) -> None:
    """Write the step under all tests: in one condition as long as it is short, else in nested ones."""
    if not tests:
        listing.line(step)
        return
    first = 2 if len(" and ".join(tests)) > 60 else len(tests)
    with listing.block(f"if {' and '.join(tests[:first])}:"):
        _write_tests(listing, tests[first:], step)


def _write_from_list(listing: Listing, asked: str) -> None:
    listing.line(
        {
            "smallest": "return min(possible)",
            "largest": "return max(possible)",
            "count": "return len(possible)",
            "sum": "return sum(possible)",
            "spread": "return max(possible) - min(possible)",
        }[asked]
    )
