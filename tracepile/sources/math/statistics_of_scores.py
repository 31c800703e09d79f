"""Scores and measurements: averages, spreads, dropped and weighted values."""

from __future__ import annotations

import random
import statistics
from fractions import Fraction

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import listed, paragraph, people

_SCENES = (
    ("in quizzes", "points", 4, 40),
    ("on a fishing trip, day by day,", "fish", 2, 25),
    ("while training, day by day,", "kilometres", 3, 30),
    ("in a darts league", "points", 10, 99),
)
_FILTERS = ("none", "drop lowest", "drop extremes", "only above", "capped")
_RESULTS = ("mean", "median", "range", "sum", "above mean", "longest rise")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw values, a way to clean them, and a figure that sums them up."""
    where, unit, low, high = rng.choice(_SCENES)
    who = people(rng, 1)[0]
    number = at_difficulty(difficulty, (4, 5, 8, 11, 15)) + rng.randint(0, 1)
    values = [rng.randint(low, high) for _ in range(number)]
    cleaning, asked = rng.choice(_FILTERS), rng.choice(_RESULTS)
    limit = sorted(values)[number // 3] if cleaning == "only above" else sorted(values)[-2]
    kept = _cleaned(cleaning, values, limit)
    if len(kept) < 3:
        return compose(rng, difficulty)
    listing = Listing()
    listing.given("values", values)
    rule = _clean(listing, rng, cleaning, limit, unit)
    verb = "catches" if unit == "fish" else "runs" if unit == "kilometres" else "scores"
    opening = f"{who.name} {verb} {listed([str(value) for value in values])} {unit} {where}".rstrip(",") + "."
    question = _write_result(listing, rng, asked, difficulty)
    if cleaning in ("none", "capped"):
        question = question.replace("the values that count", "all values")
    answer = _result(asked, kept)
    check = _result_again(asked, kept)
    fractional = isinstance(answer, str)
    question += " Give a whole number or a fraction in lowest terms." if fractional else ""
    counted_unit = {"above mean": "values", "longest rise": "values"}.get(asked, unit)
    return Problem(paragraph(opening, rule, question), listing.render(), answer, check, counted_unit)


def _cleaned(cleaning: str, values: list[int], limit: int) -> list[int]:
    lowest, highest = values.index(min(values)), values.index(max(values))
    match cleaning:
        case "drop lowest":
            return [value for index, value in enumerate(values) if index != lowest]
        case "drop extremes":
            return [value for index, value in enumerate(values) if index not in (lowest, highest)]
        case "only above":
            return [value for value in values if value > limit]
        case "capped":
            return [min(value, limit) for value in values]
    return values


def _clean(listing: Listing, rng: random.Random, cleaning: str, limit: int, unit: str) -> str:
    match cleaning:
        case "drop lowest":
            listing.line("values.remove(min(values))")
            return "The lowest value is dropped (only once if it occurs several times)."
        case "drop extremes":
            listing.line("values.remove(min(values))")
            listing.line("values.remove(max(values))")
            return "The lowest and the highest value are dropped (each only once)."
        case "only above":
            listing.given("limit", limit)
            if rng.random() < 0.5:
                listing.line("values = [value for value in values if value > limit]")
                return f"Only values above {limit} {unit} count."
            listing.line("kept = []")
            with listing.block("for value in values:"), listing.block("if value > limit:"):
                listing.line("kept.append(value)")
            listing.line("values = kept")
            return f"Only values above {limit} {unit} count."
        case "capped":
            listing.given("limit", limit)
            with listing.block("for index, value in enumerate(values):"), listing.block("if value > limit:"):
                listing.line("values[index] = limit")
            return f"Any value above {limit} {unit} is counted as {limit}."
    return ""


def _write_result(listing: Listing, rng: random.Random, asked: str, difficulty: int) -> str:
    if asked in ("mean", "above mean", "sum") and (difficulty > 2 or rng.random() < 0.4):
        listing.line("total = 0")
        with listing.block("for value in values:"):
            listing.line("total += value")
    elif asked in ("mean", "above mean", "sum"):
        listing.line("total = sum(values)")
    match asked:
        case "mean":
            listing.need("from fractions import Fraction")
            listing.line("return str(Fraction(total, len(values)))")
            return "What is the average of the values that count?"
        case "sum":
            listing.line("return total")
            return "What is the sum of the values that count?"
        case "median":
            listing.need("from fractions import Fraction")
            listing.line("values.sort()")
            listing.line("middle = len(values) // 2")
            with listing.block("if len(values) % 2 == 1:"):
                listing.line("return str(values[middle])")
            listing.line("return str(Fraction(values[middle - 1] + values[middle], 2))")
            return "What is the median of the values that count?"
        case "range":
            if difficulty > 2 or rng.random() < 0.4:
                listing.line("lowest = highest = values[0]")
                with listing.block("for value in values[1:]:"):
                    listing.line("lowest = min(lowest, value)")
                    listing.line("highest = max(highest, value)")
            else:
                listing.line("lowest = min(values)")
                listing.line("highest = max(values)")
            listing.line("return highest - lowest")
            return "How far apart are the highest and the lowest of the values that count?"
        case "above mean":
            listing.line("above = 0")
            with listing.block("for value in values:"), listing.block("if value * len(values) > total:"):
                listing.line("above += 1")
            listing.line("return above")
            return "How many of the values that count are greater than their average?"
    listing.line("longest = 1")
    listing.line("run = 1")
    with listing.block("for previous, value in zip(values, values[1:]):"):
        with listing.block("if value > previous:"):
            listing.line("run += 1")
        with listing.block("else:"):
            listing.line("run = 1")
        listing.line("longest = max(longest, run)")
    listing.line("return longest")
    return "How many values are in the longest run of neighbours that only rises, among the values that count?"


def _result(asked: str, values: list[int]) -> int | str:
    ranked = sorted(values)
    match asked:
        case "mean":
            return str(Fraction(sum(values), len(values)))
        case "median":
            half = len(ranked) // 2
            return str(Fraction(ranked[half] + ranked[-half - 1], 2))
        case "range":
            return ranked[-1] - ranked[0]
        case "sum":
            return sum(values)
        case "above mean":
            return sum(value > Fraction(sum(values), len(values)) for value in values)
    longest = run = 1
    for index in range(1, len(values)):
        run = run + 1 if values[index] > values[index - 1] else 1
        longest = max(longest, run)
    return longest


def _result_again(asked: str, values: list[int]) -> int | str:
    exact = [Fraction(value) for value in values]
    match asked:
        case "mean":
            return str(statistics.mean(exact))
        case "median":
            return str(statistics.median(exact))
        case "range":
            return max(abs(a - b) for a in values for b in values)
        case "sum":
            return int(statistics.mean(exact) * len(exact))
        case "above mean":
            return len([value for value in exact if sum(value - other for other in exact) > 0])
    size = len(values)
    rises = [values[i:j] for i in range(size) for j in range(i + 1, size + 1)]
    return max(len(part) for part in rises if part == sorted(set(part)))
