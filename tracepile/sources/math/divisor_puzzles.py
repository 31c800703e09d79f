"""Puzzles about divisors: a number is replaced again and again by something made of its divisors or prime factors."""

from __future__ import annotations

import random
from math import gcd, isqrt, lcm, prod

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import Person, people

_FUNCTIONS = {
    "smallest_factor": """
def smallest_factor(number):
    divisor = 2
    while divisor * divisor <= number:
        if number % divisor == 0:
            return divisor
        divisor += 1
    return number
""",
    "prime_factors": """
def prime_factors(number):
    factors = []
    divisor = 2
    while number > 1:
        if number % divisor == 0:
            factors.append(divisor)
            number //= divisor
        else:
            divisor += 1
    return factors
""",
    "divisors_of": """
def divisors_of(number):
    return [divisor for divisor in range(1, number + 1) if number % divisor == 0]
""",
    "is_prime": """
def is_prime(number):
    for divisor in range(2, math.isqrt(number) + 1):
        if number % divisor == 0:
            return False
    return number > 1
""",
}
_DISTRACTORS = ("There are {} such puzzles in the book.", "The puzzle stands on page {} of a book.")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a number, replacements, and a question about the last number."""
    who = people(rng, 1)[0]
    most = at_difficulty(difficulty, (30, 45, 60, 80, 100))
    start = rng.choice([n for n in range(12, most) if len(_divisors(n)) > 3])
    number = at_difficulty(difficulty, (1, 2, 3, 4, 5))
    chain = draw_stages(rng, number, start, lambda r, n: _stages(r, n, who), lambda n: 6 <= n <= 1.5 * most)
    ask = draw_ask(rng, _asks(rng, last_value(start, chain)))
    opening = Opening(f"{who.name} begins a puzzle with the number {start}.", "number", start, start)
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS, who=who)


def _divisors(number: int) -> list[int]:
    return [divisor for divisor in range(1, number + 1) if number % divisor == 0]


def _primes(number: int) -> list[int]:
    """Give the prime factors, in rising order, each as often as it divides the number."""
    for divisor in range(2, isqrt(number) + 1):
        if number % divisor == 0:
            return [divisor, *_primes(number // divisor)]
    return [number] if number > 1 else []


def _paired(number: int) -> list[int]:
    """Give the divisors in rising order, found in pairs below and above the root."""
    low = [divisor for divisor in range(1, isqrt(number) + 1) if number % divisor == 0]
    return sorted({*low, *(number // divisor for divisor in low)})


def _sieved(below: int) -> list[int]:
    """Give the primes below a bound by the sieve of Eratosthenes."""
    alive = [False, False] + [True] * (below - 2)
    for number in range(2, below):
        if alive[number]:
            alive[2 * number :: number] = [False] * len(alive[2 * number :: number])
    return [number for number, prime in enumerate(alive) if prime]


def _next_prime(number: int) -> int:
    number += 1
    while len(_primes(number)) > 1:
        number += 1
    return number


def _stages(rng: random.Random, value: int, who: Person) -> list[Stage[int]]:
    name, they = who.name, who.they
    other, factor, addend = rng.randint(6, 30), rng.randint(2, 5), rng.randint(3, 40)
    composite, primes = len(_primes(value)) > 1, _primes(value)
    few = rng.randint(3, 6)
    return [
        Stage(f"{name} replaces the number by the sum of all its divisors that are smaller than the number itself.",
              ("{x} = sum(divisors_of({x})) - {x}",
               "{divisor_sum} = 0\nfor {divisor} in range(1, {x} // 2 + 1):\n    if {x} % {divisor} == 0:\n"
               "        {divisor_sum} += {divisor}\n{x} = {divisor_sum}"),
              lambda n: sum(_divisors(n)) - n, lambda n: sum(_paired(n)[:-1]), after="divisor_sum",
              possible=composite and value < 50),
        Stage(f"{name} divides the number by its smallest prime factor.",
              ("{x} = {x} // smallest_factor({x})",
               "for {divisor} in range(2, {x} + 1):\n    if {x} % {divisor} == 0:\n        break\n"
               "{x} = {x} // {divisor}"),
              lambda n: n // _primes(n)[0], lambda n: _paired(n)[-2], after="quotient", possible=composite),
        Stage(f"{name} adds the largest prime factor of the number to the number.",
              ("{x} = {x} + prime_factors({x})[-1]",
               "{rest} = {x}\n{divisor} = 2\nwhile {rest} > {divisor}:\n    if {rest} % {divisor} == 0:\n"
               "        {rest} //= {divisor}\n    else:\n        {divisor} += 1\n{x} = {x} + {divisor}"),
              lambda n: n + _primes(n)[-1], lambda n: n + max(p for p in _sieved(n + 1) if n % p == 0),
              after="raised_number", possible=primes[-1] < 30),
        Stage(f"{name} replaces the number by the next larger prime number.",
              ("{x} = {x} + 1\nwhile not is_prime({x}):\n    {x} += 1",
               "while True:\n    {x} += 1\n    if is_prime({x}):\n        break"),
              _next_prime, lambda n: min(p for p in _sieved(2 * n + 1) if p > n)),
        Stage(f"{name} replaces the number by the least common multiple of the number and {other}.",
              ("{x} = math.lcm({x}, {partner})",
               "{multiple} = {x}\nwhile {multiple} % {partner} > 0:\n    {multiple} += {x}\n{x} = {multiple}"),
              lambda n: lcm(n, other), lambda n: n * other // gcd(n, other), (("partner", other),),
              "common_multiple"),
        Stage(f"{name} divides the number by {factor} as often as this leaves no remainder.",
              ("while {x} % {divided_out} == 0:\n    {x} = {x} // {divided_out}",
               "{quotient}, {remainder} = divmod({x}, {divided_out})\nwhile {remainder} == 0:\n    {x} = {quotient}\n"
               "    {quotient}, {remainder} = divmod({x}, {divided_out})"),
              lambda n: _stripped(n, factor), lambda n: max(d for d in _divisors(n) if d % factor and
                                                            n // d in [factor**k for k in range(9)]),
              (("divided_out", factor),), possible=value % factor == 0),
        Stage(f"{name} replaces the number by the product of its different prime factors.",
              ("{x} = math.prod(set(prime_factors({x})))",
               "{radical} = 1\nfor {factor} in prime_factors({x}):\n    if {radical} % {factor} > 0:\n"
               "        {radical} *= {factor}\n{x} = {radical}"),
              lambda n: prod(set(_primes(n))), lambda n: prod(p for p in _sieved(n + 1) if n % p == 0),
              after="radical", possible=len(set(primes)) < len(primes)),
        Stage(f"{name} adds the number of its divisors to the number.",
              ("{x} = {x} + len(divisors_of({x}))",
               "{divisor_count} = 0\nfor {divisor} in range(1, {x} + 1):\n    if {x} % {divisor} == 0:\n"
               "        {divisor_count} += 1\n{x} = {x} + {divisor_count}"),
              lambda n: n + len(_divisors(n)), lambda n: n + len(_paired(n)), after="increased_number",
              possible=value < 30),
        Stage(f"{name} replaces the number by the sum of its prime factors, each counted as often as it divides, "
              f"times {factor}.",
              ("{x} = {multiplier} * sum(prime_factors({x}))",
               "{factor_sum} = 0\nfor {factor} in prime_factors({x}):\n    {factor_sum} += {factor}\n"
               "{x} = {factor_sum} * {multiplier}"),
              lambda n: factor * sum(_primes(n)), lambda n: sum(factor * p * _power(n, p) for p in _sieved(n + 1)),
              (("multiplier", factor),), "weighted_sum", possible=composite and primes[-1] < 30),
        Stage(f"If the number is prime, {name} adds {addend}; otherwise {they} subtracts {few}.",
              ("if is_prime({x}):\n    {x} = {x} + {addend}\nelse:\n    {x} = {x} - {reduction}",
               "{x} += {addend} if is_prime({x}) else -{reduction}"),
              lambda n: n + addend if len(_primes(n)) == 1 else n - few,
              lambda n: n + addend if n in _sieved(n + 1) else n - few, (("addend", addend), ("reduction", few))),
        Stage(f"{name} adds {addend}.", ("{x} = {x} + {summand}",), lambda n: n + addend,
              lambda n: sum((addend, n)), (("summand", addend),), "total"),
    ]  # fmt: skip


def _stripped(number: int, factor: int) -> int:
    while number % factor == 0:
        number //= factor
    return number


def _power(number: int, prime: int) -> int:
    return sum(number % prime**exponent == 0 for exponent in range(1, number.bit_length() + 1))


def _asks(rng: random.Random, value: int) -> list[Ask[int]]:
    other, bound = rng.randint(8, 60), rng.randint(2, max(3, value // 2))
    small, largest = value < 50, _primes(value)[-1] < 40
    return [
        Ask("What is the number in the end?", ("return {x}",), int, int),
        Ask("How many divisors does the number in the end have, 1 and itself included?",
            ("return len(divisors_of({x}))",
             "{divisor_count} = 0\nfor {divisor} in range(1, {x} + 1):\n    if {x} % {divisor} == 0:\n"
             "        {divisor_count} += 1\nreturn {divisor_count}"),
            lambda n: len(_divisors(n)), lambda n: prod(_power(n, p) + 1 for p in _sieved(n + 1)), unit="divisors",
            named="divisor_count", possible=small),
        Ask("What is the sum of all divisors of the number in the end, 1 and itself included?",
            ("return sum(divisors_of({x}))",
             "{divisor_sum} = 0\nfor {divisor} in range(1, {x} + 1):\n    if {x} % {divisor} == 0:\n"
             "        {divisor_sum} += {divisor}\nreturn {divisor_sum}"),
            lambda n: sum(_divisors(n)),
            lambda n: prod(sum(p**k for k in range(_power(n, p) + 1)) for p in _sieved(n + 1)),
            named="divisor_sum", possible=small),
        Ask("What is the largest prime factor of the number in the end?",
            ("return prime_factors({x})[-1]",
             "{largest} = 1\nwhile {x} > 1:\n    {largest} = smallest_factor({x})\n    {x} //= {largest}\n"
             "return {largest}"),
            lambda n: _primes(n)[-1], lambda n: max(p for p in _sieved(n + 1) if n % p == 0), named="largest",
            possible=largest),
        Ask("How many prime factors does the number in the end have, each counted as often as it divides?",
            ("return len(prime_factors({x}))",
             "{factor_count} = 0\nwhile {x} > 1:\n    {x} //= smallest_factor({x})\n    {factor_count} += 1\n"
             "return {factor_count}"),
            lambda n: len(_primes(n)), lambda n: sum(_power(n, p) for p in _sieved(n + 1)), unit="factors",
            named="factor_count", possible=largest),
        Ask(f"What is the greatest common divisor of the number in the end and {other}?",
            ("return math.gcd({x}, {partner})",
             "while {partner} > 0:\n    {x}, {partner} = {partner}, {x} % {partner}\nreturn {x}",
             "{common} = {partner}\nwhile {x} % {common} + {partner} % {common} > 0:\n    {common} -= 1\n"
             "return {common}"),
            lambda n: gcd(n, other), lambda n: max(d for d in _divisors(other) if n % d == 0),
            (("partner", other),), named="common"),
        Ask(f"What is the largest divisor of the number in the end that is at most {bound}?",
            ("{divisor} = {bound}\nwhile {x} % {divisor} > 0:\n    {divisor} -= 1\nreturn {divisor}",
             "return max(divisor for divisor in divisors_of({x}) if divisor <= {bound})",
             "for {divisor} in range({bound}, 0, -1):\n    if {x} % {divisor} == 0:\n        break\n"
             "return {divisor}"),
            lambda n: max(d for d in _divisors(n) if d <= bound), lambda n: [d for d in _paired(n) if d <= bound][-1],
            (("bound", bound),)),
        Ask("How many of the numbers from 1 up to the number in the end have no divisor in common with it except 1?",
            ("{coprime} = 0\nfor {other} in range(1, {x} + 1):\n    if math.gcd({other}, {x}) == 1:\n"
             "        {coprime} += 1\nreturn {coprime}",
             "{coprime} = {x}\nfor {prime} in set(prime_factors({x})):\n    {coprime} -= {coprime} // {prime}\n"
             "return {coprime}"),
            lambda n: sum(gcd(other, n) == 1 for other in range(1, n + 1)),
            lambda n: prod(p ** (_power(n, p) - 1) * (p - 1) for p in set(_primes(n))), unit="numbers",
            possible=value < 30),
    ]  # fmt: skip
