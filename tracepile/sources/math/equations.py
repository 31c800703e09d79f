"""A number is hidden behind arithmetic: the equation is solved by undoing, as a straight line, or by trial."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import Person, digits, paragraph, people, with_pronouns

_KINDS = ("add", "subtract", "multiply", "divide", "from", "own", "percent", "share")
_PERCENTS = (10, 20, 25, 40, 50)
_LONGEST_CALL = 50


@dataclass(frozen=True, slots=True)
class _Step:
    """An operation on a number y with one amount: y + a, a - y, y + y * a / 100 and so on."""

    kind: str
    amount: int

    def apply(self, value: Fraction) -> Fraction:
        """Carry a number through the operation."""
        slope, height = self.line
        return slope * value + height

    @property
    def line(self) -> tuple[Fraction, Fraction]:
        """The slope and the height of the operation as a straight line."""
        a = Fraction(self.amount)
        return {
            "add": (Fraction(1), a),
            "subtract": (Fraction(1), -a),
            "multiply": (a, Fraction(0)),
            "divide": (1 / a, Fraction(0)),
            "from": (Fraction(-1), a),
            "own": (a + 1, Fraction(0)),
            "percent": (1 + a / 100, Fraction(0)),
            "share": (1 - 1 / a, Fraction(0)),
        }[self.kind]


_NAMES = {
    "add": "added", "subtract": "subtracted", "multiply": "factor", "divide": "divisor", "from": "minuend",
    "own": "multiple", "percent": "percent", "share": "parts",
}  # fmt: skip
_FORWARD = {
    "add": "{0} + {1}", "subtract": "{0} - {1}", "multiply": "{0} * {1}", "divide": "{0} / {1}",
    "from": "{1} - {0}", "own": "{0} + {1} * {0}", "percent": "{0} + {0} * {1} / 100", "share": "{0} - {0} / {1}",
}  # fmt: skip
_BACK = {
    "add": ("{0} - {1}",), "subtract": ("{0} + {1}",), "multiply": ("{0} // {1}",), "divide": ("{0} * {1}",),
    "from": ("{1} - {0}",), "own": ("{0} // ({1} + 1)", "{0} // (1 + {1})"),
    "percent": ("{0} * 100 // (100 + {1})", "100 * {0} // ({1} + 100)"),
    "share": ("{0} * {1} // ({1} - 1)", "{0} // ({1} - 1) * {1}"),
}  # fmt: skip


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a hidden number, what is done to it, the outcome, and a question about the hidden number."""
    who = people(rng, 1)[0]
    way = rng.choice(("undo", "undo", "fresh", "line", "trial", "loop"))
    hidden = rng.randint(3, at_difficulty(difficulty, (6, 8, 9, 10, 11)) if way in ("trial", "loop") else 60)
    steps = _draw_steps(rng, hidden, at_difficulty(difficulty, (2, 3, 4, 5, 6)))
    outcome = Fraction(hidden)
    for step in steps:
        outcome = step.apply(outcome)
    told = [f"{who.name} thinks of a whole number greater than 0.", *(_told(step, who) for step in steps)]
    told = with_pronouns(rng, who, [told[0], told[1].replace("the result", "the number", 1), *told[2:]])
    told.append(f"The outcome is {digits(int(outcome))}.")
    listing = Listing()
    given = [listing.given(_NAMES[step.kind], step.amount) for step in steps]
    listing.given("outcome", int(outcome))
    if way in ("undo", "fresh"):
        number = _write_undoing(listing, rng, steps, given, fresh=way == "fresh")
    elif way == "line":
        number = _write_line(listing, rng, steps, given)
    else:
        number = _write_trial(listing, steps, given, helper=way == "trial")
    slope, height = Fraction(1), Fraction(0)
    for step in steps:
        factor, shift = step.line
        slope, height = factor * slope, factor * height + shift
    solved = (outcome - height) / slope
    question, answer, check = _ask(rng, listing, number, int(outcome), hidden, solved)
    return Problem(paragraph(*told, question), listing.render(), answer, int(check))


def _draw_steps(rng: random.Random, hidden: int, number: int) -> list[_Step]:
    steps: list[_Step] = []
    value, slope = Fraction(hidden), 1
    while len(steps) < number:
        kind = rng.choice(_KINDS)
        amounts = {
            "add": rng.randint(2, 60),
            "subtract": rng.randint(2, max(2, int(value) - 1)),
            "multiply": rng.randint(2, 9),
            "divide": rng.choice([d for d in range(2, 10) if value % d == 0] or [2]),
            "from": int(value) + rng.randint(3, 80),
            "own": rng.randint(2, 5),
            "percent": rng.choice([p for p in _PERCENTS if value * p % 100 == 0] or [10]),
            "share": rng.choice([d for d in range(3, 9) if value % d == 0] or [3]),
        }
        step = _Step(kind, amounts[kind])
        after = step.apply(value)
        repeats = bool(steps) and (steps[-1].kind == kind or {steps[-1].kind, kind} == {"add", "subtract"})
        if after.denominator == 1 and 2 <= after <= 9999 and not repeats and not (kind == "from" and slope < 0):
            steps.append(step)
            value, slope = after, -1 if kind == "from" else slope
    return steps


def _told(step: _Step, who: Person) -> str:
    name, amount = who.name, digits(step.amount)
    return {
        "add": f"{name} adds {amount}.",
        "subtract": f"{name} subtracts {amount}.",
        "multiply": f"{name} multiplies the result by {amount}.",
        "divide": f"{name} divides the result by {amount}, which leaves no remainder.",
        "from": f"{name} subtracts the result from {amount}.",
        "own": f"{name} adds {amount} times the result to itself.",
        "percent": f"{name} increases the result by exactly {amount}%.",
        "share": f"{name} takes away exactly 1/{amount} of the result.",
    }[step.kind]


def _write_undoing(listing: Listing, rng: random.Random, steps: list[_Step], given: list[str], *, fresh: bool) -> str:
    value = "outcome"
    if not fresh:
        value = listing.name("number")
        listing.line(f"{value} = outcome")
    for position in range(len(steps) - 1, -1, -1):
        text = rng.choice(_BACK[steps[position].kind]).format(value, given[position])
        if fresh:
            value = listing.name("number" if position == 0 else f"before_step_{position + 1}")
        listing.line(f"{value} = {text}")
    return value


def _write_line(listing: Listing, rng: random.Random, steps: list[_Step], given: list[str]) -> str:
    """Keep the expression as slope and height, step by step, and solve one linear equation at the end."""
    listing.need("from fractions import Fraction")
    listing.line("slope = Fraction(1)")
    listing.line("height = Fraction(0)")
    for step, name in zip(steps, given, strict=True):
        match step.kind:
            case "add":
                listing.line(f"height += {name}")
            case "subtract":
                listing.line(f"height -= {name}")
            case "from":
                listing.line("slope = -slope")
                listing.line(f"height = {name} - height")
            case _:
                scale = {
                    "multiply": name,
                    "divide": f"Fraction(1, {name})",
                    "own": f"{name} + 1",
                    "percent": f"Fraction(100 + {name}, 100)",
                    "share": f"Fraction({name} - 1, {name})",
                }[step.kind]
                listing.line(f"slope *= {scale}")
                listing.line(f"height *= {scale}")
    if rng.random() < 0.5:
        listing.line("number = int((outcome - height) / slope)")
    else:
        listing.line("difference = outcome - height")
        listing.line("number = int(difference / slope)")
    return "number"


def _write_trial(listing: Listing, steps: list[_Step], given: list[str], *, helper: bool) -> str:
    """Try 1, 2, 3 and so on; divisions are tested without remainder by carrying exact fractions."""
    listing.need("from fractions import Fraction")
    names = ", ".join(given)
    if helper and len(names) <= _LONGEST_CALL:
        body = ["    result = Fraction(number)"]
        body.extend(
            f"    result = {_FORWARD[step.kind].format('result', name)}"
            for step, name in zip(steps, given, strict=True)
        )
        listing.function("\n".join([f"def result_of(number, {names}):", *body, "    return result"]))
        listing.line("number = 1")
        with listing.block(f"while result_of(number, {names}) != outcome:"):
            listing.line("number += 1")
        return "number"
    listing.line("number = 0")
    listing.line("result = None")
    with listing.block("while result != outcome:"):
        listing.line("number += 1")
        listing.line("result = Fraction(number)")
        for step, name in zip(steps, given, strict=True):
            listing.line(f"result = {_FORWARD[step.kind].format('result', name)}")
    return "number"


def _ask(
    rng: random.Random, listing: Listing, number: str, outcome: int, hidden: int, solved: Fraction
) -> tuple[str, int, Fraction]:
    amount = rng.randint(2, 12)
    match rng.choice(("number", "number", "square", "multiple", "distance", "remainder")):
        case "number":
            listing.line(f"return {number}")
            return "Which number was it at the start?", hidden, solved
        case "square":
            listing.line(f"return {number} * {number}")
            return "What is the square of the number at the start?", hidden**2, solved * solved
        case "multiple":
            factor = listing.given("asked_factor", amount)
            listing.line(f"return {factor} * {number}")
            return (
                f"What is {amount} times the number at the start?",
                amount * hidden,
                sum([solved] * amount, Fraction()),
            )
        case "distance":
            listing.line(f"return abs(outcome - {number})")
            apart = abs(outcome - solved)
            return "How far apart are the outcome and the number at the start?", abs(outcome - hidden), apart
        case _:
            modulus = listing.given("modulus", amount)
            listing.line(f"return {number} % {modulus}")
            rest = f"What is the remainder when the number at the start is divided by {amount}?"
            return rest, hidden % amount, solved - solved // amount * amount
