"""Stories told from a plan: a theme lends words to the steps, and statement and program come from one plan."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.steps import (
    BRANCHING,
    LOOPED,
    Kind,
    Step,
    Style,
    draw_amounts,
    draw_style,
    exact,
    follow,
    write,
)
from tracepile.sources.math.wording import Person, digits, listed, paragraph, with_pronouns

_LISTS = (Kind.LIST, Kind.LIST_BONUS, Kind.LIST_LIMIT)
_LATE_START = 0.15
_EARLY_QUESTION = 0.15
_DISTRACTION = 0.3


class Start(StrEnum):
    """How the first value of the quantity is told."""

    PLAIN = "a"
    GROUPS = "a * b"
    RELATIVE = "a * b + c"


class Ending(StrEnum):
    """What is asked about the last value x of the quantity; s is its first value."""

    VALUE = "x"
    GAIN = "x - s"
    LOSS = "s - x"
    SHORTFALL = "a - x"
    FULL_BOXES = "x // a"
    LEFT_OVER = "x % a"
    BOXES_NEEDED = "x / a, rounded up"
    WORTH = "x * a"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for a step, start or ending.

    Attributes:
        text: a sentence with a field for each amount; a list of amounts is one field, the last.
        names: variable names for the amounts, separated by spaces.
        after: a variable name for the quantity after the step.
        unit: the unit of an ending's answer, where it is not the theme's.
    """

    text: str
    names: str = ""
    after: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A setting: its quantity and the phrases for everything that can happen to it.

    Attributes:
        variable: name of the variable that holds the quantity.
        unit: what the quantity counts.
        span: smallest and largest start value.
        starts: phrases for the start.
        late_start: a sentence that tells the start after the events, with one field; empty if there is none.
        steps: phrases for the steps the setting allows; each is used at most once in a story.
        endings: questions.
        distractors: sentences of no consequence, with at most one field for a number that is never used.
        who: the person whom the sentences are about.
    """

    variable: str
    unit: str
    span: tuple[int, int]
    starts: Mapping[Start, Phrase]
    late_start: str
    steps: Mapping[Kind, tuple[Phrase, ...]]
    endings: Mapping[Ending, Phrase]
    distractors: tuple[str, ...] = ()
    who: Person | None = None


def tell(rng: random.Random, difficulty: int, theme: Theme) -> Problem:
    """Draw a plan for a theme and tell it as a problem."""
    start_kind, start_amounts, start = _draw_start(rng, theme)
    chain = _draw_chain(rng, difficulty, theme, start)
    value, certain = start, Fraction(start)
    for _, step in chain:
        value, certain = follow(value, step), exact(certain, step)
    ending, amounts = _draw_ending(rng, theme, start, value)
    asked = theme.endings[ending]
    late = theme.late_start.format(digits(start)) if start_kind is Start.PLAIN else ""
    return Problem(
        statement=_arranged(
            rng,
            theme,
            theme.starts[start_kind].text.format(*map(digits, start_amounts)),
            [phrase.text.format(*_spoken(step)) for phrase, step in chain],
            asked.text.format(*map(digits, amounts)),
            late,
        ),
        code=_program(draw_style(rng), theme, (start_kind, start_amounts), chain, (ending, amounts)),
        answer=_answer(ending, value, start, amounts),
        check=_certain_answer(ending, certain, Fraction(start), amounts),
        unit=asked.unit or theme.unit,
    )


def _program(
    style: Style,
    theme: Theme,
    start: tuple[Start, tuple[int, ...]],
    chain: list[tuple[Phrase, Step]],
    ending: tuple[Ending, tuple[int, ...]],
) -> str:
    listing, style = Listing(), _settled(style, chain)
    names = [listing.given(name, amount) for name, amount in _named(theme.starts[start[0]], start[1])]
    variable = first = _write_start(listing, theme, start[0], names)
    if first in names and not style.fresh_names:
        variable = listing.name(theme.variable)
        listing.line(f"{variable} = {first}")
    elif ending[0] in (Ending.GAIN, Ending.LOSS) and not style.fresh_names:
        first = listing.name("start")
        listing.line(f"{first} = {variable}")
    for phrase, step in chain:
        labels = (phrase.after, f"{phrase.after.removeprefix('after_')}_amount")
        variable = write(listing, variable, step, tuple(phrase.names.split()), labels, style)
    given = [listing.given(name, amount) for name, amount in _named(theme.endings[ending[0]], ending[1])]
    _write_ending(listing, ending[0], variable, first, given)
    return listing.render()


def _named(phrase: Phrase, amounts: tuple[int, ...]) -> list[tuple[str, int]]:
    return list(zip(phrase.names.split(), amounts, strict=True))


def _settled(style: Style, chain: list[tuple[Phrase, Step]]) -> Style:
    """A branching step rebinds the name it finds: fresh names are for plans without one."""
    plain = all(step.kind not in BRANCHING for _, step in chain)
    return Style(style.augmented, style.named_parts, style.fresh_names and plain)


def _spoken(step: Step) -> list[str]:
    if step.kind not in _LISTS:
        return [digits(amount) for amount in step.amounts]
    scalars = 2 if step.kind is Kind.LIST_BONUS else 0
    return [*map(digits, step.amounts[:scalars]), listed([digits(item) for item in step.amounts[scalars:]])]


def _draw_start(rng: random.Random, theme: Theme) -> tuple[Start, tuple[int, ...], int]:
    kind = rng.choice((Start.PLAIN, *sorted(theme.starts)))
    low, high = theme.span
    amounts: tuple[int, ...]
    match kind:
        case Start.GROUPS:
            each = rng.choice([each for each in (4, 5, 6, 8, 10, 12, 15, 20, 24, 25) if 2 * each <= high])
            amounts = (rng.randint(max(2, -(-low // each)), max(2, high // each)), each)
            return kind, amounts, amounts[0] * amounts[1]
        case Start.RELATIVE:
            factor = rng.randint(2, 4)
            amounts = (rng.randint(max(3, low // factor), max(4, high // factor)), factor, rng.randint(2, 15))
            return kind, amounts, amounts[0] * factor + amounts[2]
    value = rng.randint(low, high)
    value -= value % rng.choice((1, 2, 10, 12, 20)) if value > 40 else 0
    return kind, (value,), value


def _write_start(listing: Listing, theme: Theme, kind: Start, names: list[str]) -> str:
    if kind is Start.PLAIN:
        return names[0]
    variable = listing.name(theme.variable)
    product = f"{names[0]} * {names[1]}"
    listing.line(f"{variable} = {product}" if kind is Start.GROUPS else f"{variable} = {product} + {names[2]}")
    return variable


def _draw_chain(rng: random.Random, difficulty: int, theme: Theme, start: int) -> list[tuple[Phrase, Step]]:
    length = at_difficulty(difficulty, (2, 3, 4, 5, 6))
    loops = at_difficulty(difficulty, (0, rng.randint(0, 1), 1, 2, 3))
    looped = [True] * loops + [False] * (length - loops)
    rng.shuffle(looped)
    pool = [(kind, phrase) for kind in theme.steps for phrase in theme.steps[kind]]
    chain: list[tuple[Phrase, Step]] = []
    value = start
    for wants_loop in looped:
        options = [item for item in pool if (item[0] in LOOPED) is wants_loop]
        rng.shuffle(options)
        for kind, phrase in options:
            amounts = draw_amounts(kind, rng, value, rng.randint(3, at_difficulty(difficulty, (3, 4, 5, 6, 8))))
            if amounts is None:
                continue
            pool.remove((kind, phrase))
            step = Step(kind, amounts)
            chain.append((phrase, step))
            value = follow(value, step)
            break
    return chain


def _draw_ending(rng: random.Random, theme: Theme, start: int, value: int) -> tuple[Ending, tuple[int, ...]]:
    box = rng.randint(3, 12)
    amounts: dict[Ending, tuple[int, ...]] = {Ending.VALUE: ()}
    if abs(value - start) > 1:
        amounts[Ending.GAIN if value > start else Ending.LOSS] = ()
    if value >= 2 * box and value % box > 1:
        amounts.update(dict.fromkeys((Ending.FULL_BOXES, Ending.LEFT_OVER, Ending.BOXES_NEEDED), (box,)))
    amounts[Ending.SHORTFALL] = ((value // 50 + rng.randint(2, 4)) * 50,)
    amounts[Ending.WORTH] = (rng.randint(2, 9),)
    ending = rng.choice([Ending.VALUE, *(ending for ending in Ending if ending in amounts and ending in theme.endings)])
    return ending, amounts[ending]


def _write_ending(listing: Listing, ending: Ending, x: str, start: str, given: list[str]) -> None:
    match ending:
        case Ending.VALUE:
            listing.line(f"return {x}")
        case Ending.GAIN:
            listing.line(f"return {x} - {start}")
        case Ending.LOSS:
            listing.line(f"return {start} - {x}")
        case Ending.SHORTFALL:
            missing = listing.name("missing")
            listing.line(f"{missing} = {given[0]} - {x}")
            listing.line(f"return {missing}")
        case Ending.FULL_BOXES:
            listing.line(f"return {x} // {given[0]}")
        case Ending.LEFT_OVER:
            listing.line(f"return {x} % {given[0]}")
        case Ending.BOXES_NEEDED:
            groups = listing.name("groups")
            listing.line(f"{groups} = {x} // {given[0]}")
            with listing.block(f"if {x} % {given[0]} > 0:"):
                listing.line(f"{groups} += 1")
            listing.line(f"return {groups}")
        case Ending.WORTH:
            listing.line(f"return {x} * {given[0]}")


def _answer(ending: Ending, value: int, start: int, amounts: tuple[int, ...]) -> int:
    match ending:
        case Ending.VALUE:
            return value
        case Ending.GAIN | Ending.LOSS:
            return abs(value - start)
        case Ending.SHORTFALL:
            return amounts[0] - value
        case Ending.FULL_BOXES:
            return value // amounts[0]
        case Ending.LEFT_OVER:
            return value % amounts[0]
        case Ending.BOXES_NEEDED:
            return -(-value // amounts[0])
        case Ending.WORTH:
            return value * amounts[0]


def _certain_answer(ending: Ending, value: Fraction, start: Fraction, amounts: tuple[int, ...]) -> int:
    size = Fraction(*amounts[:1] or (1,))
    whole = (value / size).numerator // (value / size).denominator
    results = {
        Ending.VALUE: value,
        Ending.GAIN: value - start,
        Ending.LOSS: start - value,
        Ending.SHORTFALL: size - value,
        Ending.FULL_BOXES: Fraction(whole),
        Ending.LEFT_OVER: value - whole * size,
        Ending.BOXES_NEEDED: Fraction(whole + (value > whole * size)),
        Ending.WORTH: value * size,
    }
    return int(results[ending])


def _arranged(rng: random.Random, theme: Theme, opening: str, told: list[str], asked: str, late: str) -> str:
    """Set the story's sentences in an order, with a distractor and with pronouns now and then."""
    told = [opening, *told]
    if theme.distractors and rng.random() < _DISTRACTION:
        told.insert(rng.randint(1, len(told)), rng.choice(theme.distractors).format(rng.randint(3, 60)))
    if late and rng.random() < _LATE_START:
        return paragraph(*with_pronouns(rng, theme.who, told[1:]), late, asked)
    told = with_pronouns(rng, theme.who, told)
    if asked.count(".") == 0 and rng.random() < _EARLY_QUESTION:
        return paragraph(f"Answer this question about the story below: {asked[:1].lower()}{asked[1:]}", *told)
    return paragraph(*told, asked)
