"""Several dice, spinners and cards at once: the distribution of a total, found value by value."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import listed, paragraph

_DISTRACTORS = ("The game is {} years old.", "A round takes {} seconds.", "It is played by {} people.")


@dataclass(frozen=True, slots=True)
class _Die:
    """A die (or spinner) with numbers on its equally likely faces."""

    faces: tuple[int, ...]

    @property
    def told(self) -> str:
        """The die in words."""
        return f"one with the numbers {listed([str(face) for face in self.faces])}"


@dataclass(frozen=True, slots=True)
class _Scoring:
    """How the total follows from the total so far and the next number: told, written and worked out."""

    told: str
    givens: tuple[tuple[str, int], ...]
    code: tuple[str, ...]
    add: Callable[[int, int], int]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw dice, the rule of scoring, and a question about the total."""
    number = at_difficulty(difficulty, (2, 2, 2, 3, 3))
    most = at_difficulty(difficulty, (2, 3, 4, 3, 3))
    dice = [_draw_die(rng, most) for _ in range(number)]
    scoring = _draw_scoring(rng, dice)
    totals = {0: 1}
    for die in dice:
        following: dict[int, int] = {}
        for total, ways in totals.items():
            for face in die.faces:
                reached = scoring.add(total, face)
                following[reached] = following.get(reached, 0) + ways
        totals = following
    outcomes = []
    for faces in product(*(die.faces for die in dice)):
        total = 0
        for face in faces:
            total = scoring.add(total, face)
        outcomes.append(total)
    if len(totals) < 3:
        return compose(rng, difficulty)
    listing = Listing()
    for die, name in zip(dice, ("first_die", "second_die", "third_die"), strict=False):
        listing.given(name, list(die.faces))
    for given, value in scoring.givens:
        listing.given(given, value)
    style = rng.choice(("outcomes", "outcomes", "table"))
    asked = _draw_question(rng, totals, outcomes)
    if style == "outcomes":
        _write_outcomes(listing, rng, number, scoring)
    else:
        _write_table(listing, number, scoring)
    kinds = "three dice" if number == 3 else "two dice"
    told = [
        f"In a game, {kinds} with special faces are thrown in turn: {listed([die.told for die in dice])}; on each "
        "of them all faces are equally likely.",
        f"The score starts at 0. {scoring.told}",
    ]
    if rng.random() < 0.3:
        told.insert(1, rng.choice(_DISTRACTORS).format(rng.randint(12, 90)))
    asked.write(listing, style)
    return Problem(paragraph(*told, asked.told), listing.render(), asked.answer, asked.check, asked.unit)


@dataclass(frozen=True, slots=True)
class _Question:
    told: str
    givens: tuple[tuple[str, int], ...]
    outcomes_code: tuple[str, ...]
    table_code: tuple[str, ...]
    answer: int | str
    check: int | str
    unit: str = ""

    def write(self, listing: Listing, style: str) -> None:
        """Write the code that belongs to the way in which the scores are kept."""
        for name, value in self.givens:
            listing.given(name, value)
        code = self.outcomes_code if style == "outcomes" else self.table_code
        if any("Fraction(" in line for line in code):
            listing.need("from fractions import Fraction")
        for line in code:
            listing.line(line)


def _draw_die(rng: random.Random, most: int) -> _Die:
    number = rng.randint(2, most)
    if rng.random() < 0.3:
        return _Die(tuple(sorted(rng.choices(range(2, 8), k=number))))
    return _Die(tuple(sorted(rng.sample(range(2, 10), number))))


def _draw_scoring(rng: random.Random, dice: list[_Die]) -> _Scoring:
    bonus, divisor = rng.randint(2, 6), rng.randint(2, 4)
    high = rng.randint(4, 7)
    bound = sum(max(die.faces) for die in dice) - rng.randint(2, 4)
    return rng.choice([
        _Scoring("The number thrown is added to the score each time.", (), ("score = before + face",),
                 lambda total, face: total + face),
        _Scoring(f"The number thrown is added to the score each time, and {bonus} more if the new score is "
                 f"divisible by {divisor}.", (("bonus", bonus), ("divisor", divisor)),
                 ("score = before + face", "if score % divisor == 0:", "    score += bonus"),
                 lambda total, face: total + face + bonus * ((total + face) % divisor == 0)),
        _Scoring("After each throw, the score becomes the larger of the score so far and the number thrown.", (),
                 ("score = max(before, face)",), max),
        _Scoring(f"A number thrown that is greater than {high} counts twice, any other number once; it is added to the "
                 "score.", (("high", high),),
                 ("score = before + face", "if face > high:", "    score += face"),
                 lambda total, face: total + face * (1 + (face > high))),
        _Scoring("An even number thrown is added to the score; an odd number is subtracted if the score is large "
                 "enough not to go below 0, and otherwise nothing happens.", (),
                 ("score = before + face if face % 2 == 0 else before - face", "if score < 0:", "    score = before"),
                 lambda total, face: total + face if face % 2 == 0 else total - face if face <= total else total),
        _Scoring(f"The number thrown is added to the score each time, but a score above {bound} is set back to "
                 f"{bound}.",
                 (("cap", bound),), ("score = min(before + face, cap)",), lambda total, face: min(total + face, bound)),
        _Scoring("After each throw, the score becomes the distance between the score so far and the number thrown.", (),
                 ("score = abs(before - face)",), lambda total, face: abs(total - face)),
    ])  # fmt: skip


def _write_outcomes(listing: Listing, rng: random.Random, number: int, scoring: _Scoring) -> None:
    """List the score of every outcome, in nested loops or die by die."""
    dice = ["first_die", "second_die", "third_die"][:number]
    if rng.random() < 0.5:
        listing.line("scores = [0]")
        with listing.block(f"for die in [{', '.join(dice)}]:"):
            listing.line("reached = []")
            with listing.block("for before in scores:"), listing.block("for face in die:"):
                for line in scoring.code:
                    listing.line(line)
                listing.line("reached.append(score)")
            listing.line("scores = reached")
        return
    givens = [name for name, _ in scoring.givens]
    listing.function(
        "\n".join([f"def next_score({', '.join(['before', 'face', *givens])}):",
                   *(f"    {line}" for line in scoring.code), "    return score"])
    )  # fmt: skip
    listing.line("scores = [0]")
    with listing.block(f"for die in [{', '.join(dice)}]:"):
        arguments = ", ".join(["before", "face", *givens])
        listing.line("reached = []")
        with listing.block("for before in scores:"):
            listing.line(f"reached.extend([next_score({arguments}) for face in die])")
        listing.line("scores = reached")


def _write_table(listing: Listing, number: int, scoring: _Scoring) -> None:
    """Keep in how many ways each score is reached."""
    dice = ["first_die", "second_die", "third_die"][:number]
    listing.line("ways = {0: 1}")
    with listing.block(f"for die in [{', '.join(dice)}]:"):
        listing.line("reached = {}")
        with listing.block("for before, count in ways.items():"), listing.block("for face in die:"):
            for line in scoring.code:
                listing.line(line)
            listing.line("reached[score] = reached.get(score, 0) + count")
        listing.line("ways = reached")


def _draw_question(rng: random.Random, totals: dict[int, int], outcomes: list[int]) -> _Question:
    ranked = sorted(totals)
    wanted, bound, divisor = rng.choice(ranked[1:]), rng.choice(ranked[1:]), rng.randint(2, 4)
    number, ways = sum(totals.values()), max(totals.values())
    likely = min(total for total in totals if totals[total] == ways)
    hits = sum(count for total, count in totals.items() if total >= bound)
    multiples = sum(count for total, count in totals.items() if total % divisor == 0)
    mean = Fraction(sum(total * count for total, count in totals.items()), number)
    lowest = "Give a fraction in lowest terms, or 0 or 1."
    exact = [Fraction(1, len(outcomes))] * len(outcomes)
    return rng.choice([
        _Question(f"What is the probability of a final score of {wanted}? {lowest}", (("wanted", wanted),),
                  ("return str(Fraction(scores.count(wanted), len(scores)))",),
                  ("return str(Fraction(ways.get(wanted, 0), sum(ways.values())))",),
                  str(Fraction(totals[wanted], number)),
                  str(sum((p for p, total in zip(exact, outcomes, strict=True) if total == wanted), Fraction()))),
        _Question(f"What is the probability of a final score of at least {bound}? {lowest}", (("bound", bound),),
                  ("hits = 0", "for score in scores:", "    if score >= bound:", "        hits += 1",
                   "return str(Fraction(hits, len(scores)))"),
                  ("hits = sum(count for score, count in ways.items() if score >= bound)",
                   "return str(Fraction(hits, sum(ways.values())))"),
                  str(Fraction(hits, number)),
                  str(1 - sum((p for p, total in zip(exact, outcomes, strict=True) if total < bound), Fraction()))),
        _Question("What is the average of the final scores of all outcomes? Give a whole number or a fraction in "
                  "lowest terms.", (), ("return str(Fraction(sum(scores), len(scores)))",),
                  ("weighted = 0", "for score, count in ways.items():", "    weighted += score * count",
                   "return str(Fraction(weighted, sum(ways.values())))"),
                  str(mean), str(sum((p * total for p, total in zip(exact, outcomes, strict=True)), Fraction()))),
        _Question("Which final score is the most likely one? If several are equally likely, answer with the "
                  "smallest of them.", (), ("best = min(scores)", "for score in sorted(scores):",
                                "    if scores.count(score) > scores.count(best):", "        best = score",
                                "return best"),
                  ("highest = max(ways.values())",
                   "return min(score for score, count in ways.items() if count == highest)"),
                  likely, max(sorted(set(outcomes)), key=outcomes.count)),
        _Question("How many different final scores are possible?", (), ("return len(set(scores))",),
                  ("return len(ways)",), len(totals), len(set(outcomes)), "scores"),
        _Question(f"In how many of the equally likely outcomes is the final score divisible by {divisor}?",
                  (("modulus", divisor),), ("return len([score for score in scores if score % modulus == 0])",),
                  ("total = 0", "for score, count in ways.items():", "    if score % modulus == 0:",
                   "        total += count", "return total"),
                  multiples, len(outcomes) - sum(total % divisor > 0 for total in outcomes), "outcomes"),
        _Question("How far apart are the largest and the smallest possible final score?", (),
                  ("return max(scores) - min(scores)",), ("return max(ways) - min(ways)",), ranked[-1] - ranked[0],
                  sorted(outcomes)[-1] - sorted(outcomes)[0]),
    ])  # fmt: skip
