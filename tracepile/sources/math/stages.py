"""Stories in stages: one thing after another is done to a value, and then a question is asked about it.

A stage is told in one sentence, written as code in one of several forms, followed in Python, and followed again by
another route. `theme` tells stories about one whole-number quantity; stages carry any value: a number, a list of
points, a table.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem
from tracepile.sources.math.wording import Person, digits, paragraph, people, with_pronouns

_DISTRACTION = 0.3
_FRESH_NAMES = 0.4
_NAMED_RESULT = 0.4
_IMPORTS = {
    "Fraction(": "from fractions import Fraction",
    "math.": "import math",
    "combinations(": "from itertools import combinations",
    "product(": "from itertools import product",
}
_SAME_OPERAND = re.compile(r"^(\s*)\{x\} = \{x\} (\+|-|\*|//|%) (\{\w+\}|\w+)$")
_CHANGES = re.compile(r"^\s*\{x\}(\[.*\])? ?[-+*/%]*=[^=]|\{x\}\.(append|remove|pop|sort|reverse|insert)\(")

Givens = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Stage[T]:
    """One thing that is done to a value.

    Attributes:
        told: the sentence that tells it.
        forms: code that does it, in one or more ways; `{x}` is the value, a given quantity stands by its name, and
            any other field is a local name that is made unique.
        follow: the value after the stage.
        again: the same by another route.
        givens: quantities of the sentence with their names.
        after: a name for the new value, where a form may bind one instead of rebinding the old name.
        possible: whether the stage can follow the value that it was drawn for.
    """

    told: str
    forms: tuple[str, ...]
    follow: Callable[[T], T]
    again: Callable[[T], T]
    givens: Givens = ()
    after: str = ""
    possible: bool = True


@dataclass(frozen=True, slots=True)
class Ask[T]:
    """A question about the last value: its forms end in `return`; `named` may name what is returned."""

    told: str
    forms: tuple[str, ...]
    answer: Callable[[T], Any]
    check: Callable[[T], Any]
    givens: Givens = ()
    unit: str = ""
    named: str = ""
    possible: bool = True


@dataclass(frozen=True, slots=True)
class Opening[T]:
    """How the first value comes about: told, the variable that holds it, and the value known by two routes.

    Without forms the value is itself a given quantity; a form binds `{x}`. The quantities in `givens` are known by
    their names in the forms of all stages and of the question.
    """

    told: str
    variable: str
    value: T
    again: T
    givens: Givens = ()
    forms: tuple[str, ...] = ()


def draw_stages[T](
    rng: random.Random,
    number: int,
    value: T,
    options: Callable[[random.Random, T], Sequence[Stage[T]]],
    fits: Callable[[T], bool],
) -> list[Stage[T]]:
    """Draw up to `number` stages of different kinds, each among the options that its value has.

    Args:
        rng: what to draw with.
        number: how many stages; fewer come where no kind is left that fits.
        value: the first value.
        options: the stages that may follow a value.
        fits: whether a value may be the outcome of a stage.
    """
    chain: list[Stage[T]] = []
    used: list[tuple[str, ...]] = []
    while len(chain) < number:
        found = [stage for stage in options(rng, value) if stage.possible and stage.forms not in used]
        found = [stage for stage in found if fits(stage.follow(value))]
        if not found:
            break
        stage = rng.choice(found)
        chain.append(stage)
        used.append(stage.forms)
        value = stage.follow(value)
    return chain


def last_value[T](value: T, chain: Sequence[Stage[T]]) -> T:
    """Follow a value through all stages."""
    for stage in chain:
        value = stage.follow(value)
    return value


def draw_ask[T](rng: random.Random, asks: Sequence[Ask[T]]) -> Ask[T]:
    """Draw one of the questions that are possible."""
    return rng.choice([ask for ask in asks if ask.possible])


def tell_stages[T](
    rng: random.Random,
    opening: Opening[T],
    chain: Sequence[Stage[T]],
    ask: Ask[T],
    *,
    functions: Mapping[str, str] | None = None,
    distractors: Sequence[str] = (),
    who: Person | None = None,
) -> Problem:
    """Tell an opening, stages and a question as a problem, with the program that solves it.

    Args:
        rng: what to draw the forms and the distractor with.
        opening: how the first value comes about.
        chain: what is done to it.
        ask: what is asked.
        functions: definitions, under their names, that forms call; only those that are called are written.
        distractors: sentences of no consequence, with at most one field for a number that is never used.
        who: the person whom the sentences are about.
    """
    writer = _Writer(rng, functions or {}, fresh=_allows_fresh_names(chain, ask) and rng.random() < _FRESH_NAMES)
    x = writer.open(opening)
    value, again = opening.value, opening.again
    told = [opening.told]
    for stage in chain:
        x = writer.stage(x, stage)
        value, again = stage.follow(value), stage.again(again)
        told.append(stage.told)
    writer.ask(x, ask)
    if distractors and rng.random() < _DISTRACTION:
        told.insert(rng.randint(1, len(told)), rng.choice(distractors).format(rng.randint(3, 60)))
    statement = paragraph(*with_pronouns(rng, who, told), ask.told)
    return Problem(statement, writer.listing.render(), ask.answer(value), ask.check(again), ask.unit)


def _changes(form: str) -> bool:
    return any(_CHANGES.search(line) for line in form.splitlines())


def _binds_once(form: str) -> bool:
    """Whether the value changes in the last line only, where a new name may be bound in its place."""
    *lines, last = form.splitlines()
    return last.startswith("{x} = ") and not _changes("\n".join(lines))


def _allows_fresh_names[T](chain: Sequence[Stage[T]], ask: Ask[T]) -> bool:
    """Whether no stage need change a value whose name tells how it came about."""
    named = all(stage.after and any(map(_binds_once, stage.forms)) for stage in chain)
    return named and not all(map(_changes, ask.forms))


class _Names(dict[str, str]):
    """Names of the fields of a form.

    A quantity of the opening is assigned when a form first uses it; any other unknown field is a local name, which
    later forms may use again.
    """

    def __init__(
        self, listing: Listing, known: Mapping[str, str], shared: Mapping[str, Any], local: dict[str, str]
    ) -> None:
        super().__init__(known)
        self._listing = listing
        self._shared = shared
        self._local = local

    def __missing__(self, field: str) -> str:
        if field not in self._local:
            given = field in self._shared
            self._local[field] = self._listing.given(field, self._shared[field]) if given else self._listing.name(field)
        return self._local[field]


class _Writer:
    """Writes the forms of a story into a listing, in the habits of one author."""

    def __init__(self, rng: random.Random, functions: Mapping[str, str], *, fresh: bool) -> None:
        self.listing = Listing()
        self._rng = rng
        self._functions = functions
        self._shared: dict[str, Any] = {}
        self._local: dict[str, str] = {}
        self._fresh = fresh
        self._augmented = rng.random() < 0.5
        self._named = rng.random() < _NAMED_RESULT

    def open[T](self, opening: Opening[T]) -> str:
        self._shared = dict(opening.givens)
        if not opening.forms:
            return self.listing.given(opening.variable, opening.value)
        x = self.listing.name(opening.variable)
        self._write(self._rng.choice(opening.forms), {"x": x})
        return x

    def stage[T](self, x: str, stage: Stage[T]) -> str:
        names = {**self._given(stage.givens), "x": x}
        if not self._fresh:
            self._write(self._rng.choice(stage.forms), names)
            return x
        form = self._rng.choice([form for form in stage.forms if _binds_once(form)])
        names["new"] = self.listing.name(stage.after)
        *lines, last = form.splitlines()
        self._write("\n".join([*lines, f"{{new}}{last.removeprefix('{x}')}"]), names)
        return names["new"]

    def ask[T](self, x: str, ask: Ask[T]) -> None:
        names = {**self._given(ask.givens), "x": x}
        forms = [form for form in ask.forms if not (self._fresh and _changes(form))]
        *lines, last = self._rng.choice(forms).splitlines()
        if self._named and ask.named and not lines:
            lines, last = [f"{{{ask.named}}} = {last.removeprefix('return ')}"], f"return {{{ask.named}}}"
        self._write("\n".join([*lines, last]), names)

    def _given(self, givens: Givens) -> dict[str, str]:
        return {name: self.listing.given(name, value) for name, value in givens}

    def _write(self, form: str, known: Mapping[str, str]) -> None:
        names = _Names(self.listing, known, self._shared, self._local)
        for template in form.splitlines():
            line = _SAME_OPERAND.sub(r"\1{x} \2= \3", template) if self._augmented else template
            self._call(line)
            self.listing.line(line.format_map(names))

    def _call(self, text: str) -> None:
        for mark, statement in _IMPORTS.items():
            if re.search(rf"\b{re.escape(mark)}", text):
                self.listing.need(statement)
        for name, definition in self._functions.items():
            if f"{name}(" in text:
                self._call(definition.partition(":\n")[2].replace(f"{name}(", ""))
                self.listing.function(definition.strip("\n"))


def opposite(test: str) -> str:
    """Give the code of the opposite of a test: of a single comparison with the other sign, of anything else with `not`.

    Args:
        test: the code of a condition, with single spaces.
    """
    if " and " in test or " or " in test:
        return f"not ({test})"
    parts = re.split(r" (==|!=|<=|>=|<|>|not in|in) ", test)
    if len(parts) != 3 or test.startswith(("all(", "any(")):
        return f"not {test}"
    signs = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "not in", "not in": "in"}
    return f"{parts[0]} {signs[parts[1]]} {parts[2]}"


def count_asks(rng: random.Random, value: int, plain: str, what: str, unit: str) -> list[Ask[int]]:
    """Give the usual questions about a count.

    Args:
        rng: what to draw the questions' quantities with.
        value: the count.
        plain: the question for the count itself.
        what: the count in words, such as `the number of paths`.
        unit: what is counted.
    """
    modulus, daily = rng.randint(3, 12), rng.randint(2, 9)
    guess = max(2, value + rng.choice((-1, 1)) * rng.randint(1, max(2, value // 3)))
    name = people(rng, 1)[0].name
    return [
        Ask[int](plain, ("return {x}",), int, int, unit=unit),
        Ask[int](f"What is the remainder when {what} is divided by {modulus}?", ("return {x} % {modulus}",),
                 lambda n: n % modulus, lambda n: n - n // modulus * modulus, (("modulus", modulus),),
                 named="remainder", possible=value > modulus),
        Ask[int](f"{name} guesses that {what} is {digits(guess)}. By how much is the guess wrong?",
                 ("return abs({guess} - {x})",
                  "if {guess} > {x}:\n    return {guess} - {x}\nreturn {x} - {guess}"),
                 lambda n: abs(guess - n), lambda n: max(guess, n) - min(guess, n), (("guess", guess),),
                 named="error", possible=guess != value),
        Ask[int](f"What is the sum of the digits of {what}?",
                 ("return sum(int(digit) for digit in str({x}))",
                  "{digit_sum} = 0\nwhile {x} > 0:\n    {digit_sum} += {x} % 10\n    {x} //= 10\nreturn {digit_sum}"),
                 lambda n: sum(int(digit) for digit in str(n)), _digit_sum, named="digit_sum", possible=value > 9),
        Ask[int](f"All of them are written down in a list, {daily} a day. On how many days is at least one written "
                 "down?",
                 ("return ({x} + {daily} - 1) // {daily}",
                  "{days} = {x} // {daily}\nif {x} % {daily} > 0:\n    {days} += 1\nreturn {days}",
                  "{days} = 0\nwhile {x} > 0:\n    {x} -= {daily}\n    {days} += 1\nreturn {days}"),
                 lambda n: -(-n // daily), lambda n: len(range(0, n, daily)), (("daily", daily),), "days",
                 possible=daily < value < 12 * daily),
    ]  # fmt: skip


def count_stages(rng: random.Random, value: int) -> list[Stage[int]]:
    """Give what may be done with a count of possibilities before the question is asked.

    Args:
        rng: what to draw the stages' quantities with.
        value: the count.
    """
    out, dates, more = rng.randint(2, max(2, value // 2)), rng.randint(2, 6), rng.randint(2, 30)
    shares = rng.randint(2, 6)
    return [
        Stage(f"Of all that count so far, {out} are ruled out; only the others count from now on.",
              ("{x} = {x} - {ruled_out}",), lambda n: n - out, lambda n: sum((n, -out)), (("ruled_out", out),),
              "allowed", value > out + 1),
        Stage(f"Each of them may be taken on any of {dates} days; from now on, every combination of one of them and "
              "a day counts.",
              ("{x} = {x} * {days}",), lambda n: n * dates, lambda n: sum([n] * dates),
              (("days", dates),), "with_days", value < 500),
        Stage(f"Beside them there are {more} others, which count as well.", ("{x} = {x} + {others}",),
              lambda n: n + more, lambda n: sum((more, n)), (("others", more),), "with_others"),
        Stage("From now on, pairs of two different ones are counted instead, where the order within a pair does not "
              "matter.",
              ("{x} = {x} * ({x} - 1) // 2", "{ordered_pairs} = {x} * ({x} - 1)\n{x} = {ordered_pairs} // 2"),
              lambda n: n * (n - 1) // 2, lambda n: sum(range(n)), after="pairs", possible=3 < value < 60),
        Stage(f"They are listed on {shares} pages, each with the same number except for the last, which has fewer "
              f"or as many, and only those on the first page count from now on.",
              ("{x} = ({x} + {pages} - 1) // {pages}",
               "{per_page}, {rest} = divmod({x}, {pages})\n{x} = {per_page} + 1 if {rest} > 0 else {per_page}"),
              lambda n: -(-n // shares), lambda n: len(range(0, n, shares)), (("pages", shares),), "on_first_page",
              value > 4 * shares and (shares - 1) * -(-value // shares) < value),
    ]  # fmt: skip


def _digit_sum(number: int) -> int:
    return number if number < 10 else number % 10 + _digit_sum(number // 10)
