"""Patterns that grow by a rule: terms, sums, first terms beyond a limit."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, count, islice, takewhile

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import ordinal, paragraph

_STORIES = ("row", "layer", "ring", "figure")
_THINGS = ("tiles", "dots", "matchsticks", "beads", "stones")


@dataclass(frozen=True, slots=True)
class _Rule:
    """How the next term follows from a term and its position (from 1)."""

    told: str
    givens: tuple[tuple[str, int], ...]
    code: tuple[str, ...]
    term: Callable[[int, int], int]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a pattern, its rule and a question about it."""
    part, things = rng.choice(_STORIES), rng.choice(_THINGS)
    first = rng.randint(2, 15)
    rule = _draw_rule(rng, part, things)
    terms = at_difficulty(difficulty, (4, 6, 9, 13, 18)) + rng.randint(0, 1)
    asked = rng.choice(("term", "sum", "limit", "even"))
    series = [first]
    for position in range(1, terms):
        series.append(rule.term(series[-1], position))
    if max(series) > 500_000:
        return compose(rng, difficulty)
    listing = Listing()
    listing.given("term", first)
    for name, value in rule.givens:
        listing.given(name, value)
    numbered = any("position" in line for line in rule.code)
    stream = accumulate(count(1), rule.term, initial=first)
    opening = f"The 1st {part} of a pattern has {first} {things}. {rule.told}"
    if asked == "limit":
        if series[-1] <= max(series[:-1]):
            return compose(rng, difficulty)
        limit = rng.randint(max(series[:-1]), series[-1] - 1)
        listing.given("limit", limit)
        listing.line("position = 1")
        with listing.block("while term <= limit:"):
            _write_rule(listing, rule)
            listing.line("position += 1")
        listing.line("return position")
        question = f"What is the number of the first {part} with more than {limit} {things}?"
        below = sum(1 for _ in takewhile(lambda term: term <= limit, stream))
        return Problem(paragraph(opening, question), listing.render(), len(series), below + 1)
    listing.given("last", terms)
    again = list(islice(stream, terms))
    start = {"sum": "total = term", "even": "even_count = 0"}.get(asked)
    if start:
        listing.line(start)
    if asked == "even":
        with listing.block("if term % 2 == 0:"):
            listing.line("even_count += 1")
    with listing.block("for position in range(1, last):" if numbered else "for _ in range(1, last):"):
        _write_rule(listing, rule)
        if asked == "sum":
            listing.line("total += term")
        if asked == "even":
            with listing.block("if term % 2 == 0:"):
                listing.line("even_count += 1")
    listing.line(f"return { {'sum': 'total', 'even': 'even_count'}.get(asked, 'term') }")
    question, answer, check, unit = {
        "term": (f"How many {things} does the {ordinal(terms)} {part} have?", series[-1], again[-1], things),
        "sum": (f"How many {things} do the first {terms} {part}s have together?", sum(series), sum(again), things),
        "even": (
            f"How many of the first {terms} {part}s have an even number of {things}?",
            sum(term % 2 == 0 for term in series),
            terms - sum(term % 2 for term in again),
            f"{part}s",
        ),
    }[asked]
    return Problem(paragraph(opening, question), listing.render(), answer, check, unit)


def _write_rule(listing: Listing, rule: _Rule) -> None:
    for line in rule.code:
        listing.line(line)


def _draw_rule(rng: random.Random, part: str, things: str) -> _Rule:
    a, b, c = rng.randint(2, 9), rng.randint(2, 12), rng.randint(3, 9)
    limit = rng.randint(30, 90)
    following = f"Each following {part} has"
    rules = [
        _Rule(f"{following} {b} {things} more than the one before.", (("increase", b),), ("term += increase",),
              lambda t, _n: t + b),
        _Rule(f"{following} 2 times as many {things} as the one before, less {a}, but never fewer than {c}.",
              (("factor", 2), ("reduction", a), ("smallest", c)),
              ("term = max(term * factor - reduction, smallest)",), lambda t, _n: max(2 * t - a, c)),
        _Rule(f"The 2nd {part} has {b} {things} more than the 1st, and every further increase is {a} greater than "
              "the one before it.", (("increase", b), ("growth", a)), ("term += increase", "increase += growth"),
              lambda t, n: t + b + a * (n - 1)),
        _Rule(f"To go from one {part} to the next, add {a} times the number of the {part} that you are leaving.",
              (("multiplier", a),), ("term += multiplier * position",), lambda t, n: t + a * n),
        _Rule(f"If a {part} has an even number of {things}, the next one has half as many; otherwise the next one has "
              f"{b} more.", (("increase", b),),
              ("if term % 2 == 0:", "    term //= 2", "else:", "    term += increase"),
              lambda t, _n: t // 2 if t % 2 == 0 else t + b),
        _Rule(f"A {part} with fewer than {limit} {things} is followed by one with {b} more, and any other by one with "
              f"{limit - c} fewer.", (("boundary", limit), ("increase", b), ("decrease", limit - c)),
              ("if term < boundary:", "    term += increase", "else:", "    term -= decrease"),
              lambda t, _n: t + b if t < limit else t - (limit - c)),
        _Rule(f"{following} {b} {things} more than the one before, but each time after {c} {part}s the "
              f"next {part} has {a} more instead.", (("increase", b), ("interval", c), ("small_increase", a)),
              ("if position % interval == 0:", "    term += small_increase", "else:", "    term += increase"),
              lambda t, n: t + (a if n % c == 0 else b)),
        _Rule(f"The number of {things} in the next {part} is the remainder of {a} times the present number plus {b}, "
              f"divided by {limit}.", (("multiplier", a), ("addend", b), ("modulus", limit)),
              ("term = (term * multiplier + addend) % modulus",), lambda t, _n: (t * a + b) % limit),
    ]  # fmt: skip
    return rng.choice(rules)
