"""Sequences in which every term is made of the two terms before it, with exceptions on the way."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import digits, ordinal, paragraph

_LARGEST = 300_000
_DISTRACTORS = ("The list is {} cm long.", "It was started {} days ago.", "Nobody remembers who began it.")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the rule for the term t at a position n after the terms a and b: told, written and worked out.

    `code` holds lines that change `term`; `{before}` and `{last}` are the two terms before it.
    """

    told: str
    givens: tuple[tuple[str, int], ...]
    code: tuple[str, ...]
    apply: Callable[[int, int, int, int], int]
    uses_position: bool = False


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw two first terms, a rule, its exceptions, and a question about the sequence."""
    first, second = rng.randint(1, 9), rng.randint(2, 12)
    number = at_difficulty(difficulty, (4, 5, 7, 9, 11)) + rng.randint(0, 1)
    parts = [_draw_head(rng), *_draw_parts(rng, at_difficulty(difficulty, (0, 1, 1, 2, 2)))]
    terms = _listed(first, second, parts, number)
    if not all(0 <= term <= _LARGEST for term in terms) or len(set(terms)) < 4:
        return compose(rng, difficulty)

    @cache
    def term_at(position: int) -> int:
        if position < 3:
            return (first, second)[position - 1]
        value = 0
        for part in parts:
            value = part.apply(value, term_at(position - 2), term_at(position - 1), position)
        return value

    again = [term_at(position) for position in range(number, 0, -1)][::-1]
    asked = rng.choice(("term", "sum", "even", "largest", "limit", "rises", "difference"))
    if asked == "limit" and terms[-1] <= max(terms[:-1]):
        asked = "sum"
    told = [
        f"The first two terms of a sequence are {first} and {second}.",
        f"Every further term is found as follows: {parts[0].told}.",
        *(part.told for part in parts[1:]),
    ]
    if rng.random() < 0.3:
        told.insert(rng.randint(1, 2), rng.choice(_DISTRACTORS).format(rng.randint(12, 60)))
    limit = rng.randint(max(terms[:-1]), max(terms[:-1]) + max(0, terms[-1] - max(terms[:-1]) - 1))
    code = _program(rng, (first, second), parts, asked, limit if asked == "limit" else number)
    shown = ordinal(number)
    question, answer, check, unit = {
        "term": (f"What is the {shown} term?", terms[-1], again[-1], ""),
        "sum": (f"What is the sum of the first {number} terms?", sum(terms), sum(again), ""),
        "even": (f"How many of the first {number} terms are even?", sum(term % 2 == 0 for term in terms),
                 number - sum(term & 1 for term in again), "terms"),
        "largest": (f"What is the largest of the first {number} terms?", max(terms), sorted(again)[-1], ""),
        "limit": (f"Which number does the first term greater than {digits(limit)} have in the sequence?", number,
                  next((n for n in range(1, number + 1) if term_at(n) > limit), 0), ""),
        "rises": (f"How many of the first {number} terms are greater than the term just before them?",
                  sum(terms[i] > terms[i - 1] for i in range(1, number)),
                  sum(term_at(n + 1) - term_at(n) > 0 for n in range(1, number)), "terms"),
        "difference": (f"How far apart are the {shown} term and the term before it?", abs(terms[-1] - terms[-2]),
                       max(again[-2:]) - min(again[-2:]), ""),
    }[asked]  # fmt: skip
    return Problem(paragraph(*told, question), code, answer, check, unit)


def _listed(first: int, second: int, parts: list[_Part], number: int) -> list[int]:
    terms = [first, second]
    while len(terms) < number:
        value = 0
        for part in parts:
            value = part.apply(value, terms[-2], terms[-1], len(terms) + 1)
        terms.append(value)
        if not 0 <= value <= _LARGEST:
            return [-1]
    return terms


def _draw_head(rng: random.Random) -> _Part:
    p, q, shift = rng.randint(2, 4), rng.randint(2, 3), rng.randint(2, 20)
    heads = [
        _Part("add the two terms before it", (), ("term = {before} + {last}",), lambda _t, a, b, _n: a + b),
        _Part(f"add the two terms before it and {shift}", (("shift", shift),), ("term = {before} + {last} + shift",),
              lambda _t, a, b, _n: a + b + shift),
        _Part(f"add {p} times the term before it and the term before that", (("factor", p),),
              ("term = factor * {last} + {before}",), lambda _t, a, b, _n: p * b + a),
        _Part(f"add the term before it and {p} times the term before that", (("factor", p),),
              ("term = {last} + factor * {before}",), lambda _t, a, b, _n: b + p * a),
        _Part(f"take {p} times the term before it and subtract the term before that, but take 0 if this is less than 0",
              (("factor", p),), ("term = max(factor * {last} - {before}, 0)",), lambda _t, a, b, _n: max(p * b - a, 0)),
        _Part(f"take the distance between the two terms before it and add {shift}", (("shift", shift),),
              ("term = abs({last} - {before}) + shift",), lambda _t, a, b, _n: abs(b - a) + shift),
        _Part(f"take the larger of the two terms before it and add {shift}", (("shift", shift),),
              ("term = max({before}, {last}) + shift",), lambda _t, a, b, _n: max(a, b) + shift),
        _Part(f"take {p} times the smaller of the two terms before it and add {q * shift}",
              (("factor", p), ("shift", q * shift)), ("term = factor * min({before}, {last}) + shift",),
              lambda _t, a, b, _n: p * min(a, b) + q * shift),
        _Part("add the two terms before it and the number of the new term in the sequence", (),
              ("term = {before} + {last} + position",), lambda _t, a, b, n: a + b + n, uses_position=True),
    ]  # fmt: skip
    return rng.choice(heads)


def _draw_parts(rng: random.Random, number: int) -> list[_Part]:
    modulus, less, bonus, every = rng.randint(20, 99), rng.randint(2, 9), rng.randint(2, 30), rng.randint(3, 4)
    bound, small = rng.randint(30, 200), rng.randint(2, 5)
    parts = [
        _Part(f"Instead of a result of {bound} or more, its remainder when divided by {modulus} is written.",
              (("bound", bound), ("modulus", modulus)), ("if term >= bound:", "    term %= modulus"),
              lambda t, _a, _b, _n: t % modulus if t >= bound else t),
        _Part("A result that is even is halved before it is written.", (), ("if term % 2 == 0:", "    term //= 2"),
              lambda t, _a, _b, _n: t // 2 if t % 2 == 0 else t),
        _Part(f"If the result is divisible by {small}, {bonus} is added to it.",
              (("divisor", small), ("bonus", bonus)), ("if term % divisor == 0:", "    term += bonus"),
              lambda t, _a, _b, _n: t + bonus if t % small == 0 else t),
        _Part(f"For every {ordinal(every)} term (that is, if its number is divisible by {every}), {bonus} more is "
              "written.",
              (("every", every), ("extra", bonus)), ("if position % every == 0:", "    term += extra"),
              lambda t, _a, _b, n: t + bonus if n % every == 0 else t, uses_position=True),
        _Part(f"If the result is greater than {bound}, {less} is subtracted from it.",
              (("threshold", bound), ("reduction", less)), ("if term > threshold:", "    term -= reduction"),
              lambda t, _a, _b, _n: t - less if t > bound else t),
        _Part("If the result is odd, 1 is added to it.", (), ("term += term % 2",), lambda t, _a, _b, _n: t + t % 2),
    ]  # fmt: skip
    return rng.sample(parts, number)


def _program(rng: random.Random, start: tuple[int, int], parts: list[_Part], asked: str, bound: int) -> str:
    listing = Listing()
    style = "list" if asked in ("largest", "rises") and rng.random() < 0.5 else rng.choice(("pair", "pair", "list"))
    style = "helper" if asked in ("term", "sum", "even") and rng.random() < 0.25 else style
    names = [listing.given("before", start[0]), listing.given("last", start[1])]
    given: list[str] = []
    for part in parts:
        given.extend(listing.given(name, value) for name, value in part.givens)
    end = listing.given("limit" if asked == "limit" else "number", bound)
    lines = [line for part in parts for line in part.code]
    positions = any(part.uses_position for part in parts)
    if style == "helper":
        heads = ", ".join(["before", "last", *(["position"] if positions else []), *given])
        body = [f"    {line.format(before='before', last='last')}" for line in lines]
        listing.function("\n".join([f"def next_term({heads}):", *body, "    return term"]))
        lines = [f"term = next_term({heads})"]
    if style == "list":
        _write_list(listing, lines, (names[0], names[1]), asked, end, positions=positions)
    else:
        _write_pair(listing, lines, (names[0], names[1]), asked, end, positions=positions)
    return listing.render()


def _write_pair(
    listing: Listing, lines: list[str], names: tuple[str, str], asked: str, end: str, *, positions: bool
) -> None:
    """Carry the last two terms and keep what is asked for on the way."""
    before, last = names
    start = {
        "sum": [f"total = {before} + {last}"],
        "even": [f"even_terms = 2 - {before} % 2 - {last} % 2"],
        "largest": [f"largest = max({before}, {last})"],
        "rises": ["rises = 0", f"if {last} > {before}:", "    rises += 1"],
        "limit": ["further_terms = 0"],
    }.get(asked, [])
    each = {
        "sum": ["total += term"],
        "even": ["if term % 2 == 0:", "    even_terms += 1"],
        "largest": ["largest = max(largest, term)"],
        "rises": ["if term > last:", "    rises += 1"],
    }.get(asked, [])
    for line in start:
        listing.line(line)
    lines = [line.format(before=before, last=last) for line in lines]
    counter = "position" if positions else "_"
    head = f"while {last} <= {end}:" if asked == "limit" else f"for {counter} in range(3, {end} + 1):"
    with listing.block(head):
        if asked == "limit":
            listing.line("further_terms += 1")
            if positions:
                listing.line("position = further_terms + 2")
        for line in [*lines, *each]:
            listing.line(line)
        listing.line(f"{before} = {last}")
        listing.line(f"{last} = term")
    returns = {"sum": "total", "even": "even_terms", "largest": "largest", "rises": "rises",
               "limit": "further_terms + 2", "difference": f"abs({last} - {before})"}  # fmt: skip
    listing.line(f"return {returns.get(asked, last)}")


def _write_list(
    listing: Listing, lines: list[str], names: tuple[str, str], asked: str, end: str, *, positions: bool
) -> None:
    """Keep all terms in a list and look at it at the end."""
    listing.line(f"terms = [{names[0]}, {names[1]}]")
    with listing.block(f"while terms[-1] <= {end}:" if asked == "limit" else f"while len(terms) < {end}:"):
        if positions:
            listing.line("position = len(terms) + 1")
        for line in lines:
            listing.line(line.format(before="terms[-2]", last="terms[-1]"))
        listing.line("terms.append(term)")
    if asked == "rises":
        listing.line("rises = 0")
        with listing.block("for index in range(1, len(terms)):"), listing.block("if terms[index] > terms[index - 1]:"):
            listing.line("rises += 1")
    listing.line(
        {
            "term": "return terms[-1]",
            "sum": "return sum(terms)",
            "even": "return len([term for term in terms if term % 2 == 0])",
            "largest": "return max(terms)",
            "limit": "return len(terms)",
            "rises": "return rises",
            "difference": "return abs(terms[-1] - terms[-2])",
        }[asked]
    )
