"""Balls drawn from a bag one after another, without or with putting back: the probability of a whole course of "
"draws."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import Noun, counted, listed, paragraph, people

_COLOURS = ("red", "blue", "green", "white", "black", "yellow")
_BALLS = (Noun("ball", "balls"), Noun("marble", "marbles"), Noun("bead", "beads"), Noun("token", "tokens"))
_DISTRACTORS = (
    "The bag is {} cm deep.",
    "It is the {}th time that the game is played.",
    "Nobody can look into the bag.",
)


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that happens to the bag.

    Kinds: `draw` takes one out for good and `copy` puts it back with `amount` more of its colour; both are drawn at
    random. `add` and `remove` change the number of a colour on purpose; `return` draws one and puts it back.
    """

    kind: str
    colour: str
    amount: int = 0
    wanted: bool = True


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a bag, what happens to it, and a question about the course of the draws."""
    colours = rng.sample(_COLOURS, 2 if difficulty < 3 else rng.randint(2, 3))
    bag = {colour: rng.randint(2, 9) for colour in colours}
    thing = rng.choice(_BALLS)
    events = _draw_events(rng, bag, at_difficulty(difficulty, (2, 3, 4, 6, 8)))
    chance, after = _followed(bag, events)
    if chance == 0 or min(after.values()) < 1:
        return compose(rng, difficulty)
    name = people(rng, 1)[0].name
    told = [f"A bag holds {listed([f'{number} {colour} {thing.of(number)}' for colour, number in bag.items()])}."]
    told.extend(_told(event, thing, name) for event in events)
    if rng.random() < 0.25:
        told.insert(rng.randint(1, len(told)), rng.choice(_DISTRACTORS).format(rng.randint(20, 60)))
    random_draws = [event for event in events if event.kind in ("draw", "copy", "return")]
    results = [f"{'' if event.wanted else 'not '}{event.colour}" for event in random_draws]
    many = len(results) > 1
    wanted = f"all {results[0]}" if many and len(set(results)) == 1 else listed(results)
    listing = Listing()
    listing.need("from fractions import Fraction")
    for colour, number in bag.items():
        listing.given(colour, number)
    style = rng.choice(("fraction", "parts", "total"))
    _write(listing, events, colours, style)
    last = rng.choice(colours)
    asked = rng.choice(("chance", "chance", "against", "next", "percent"))
    again = _by_weights(bag, events)
    final = _left(bag, events)
    lowest = "Give a fraction in lowest terms."
    course = f"the {thing.of(len(results))} drawn at random {'are' if many else 'is'} {wanted}"
    course += ", in this order" if len(set(results)) > 1 else ""
    total = "Fraction(numerator, denominator)" if style == "parts" else "probability"
    if asked == "next":
        listing.line(f"probability = {total} * Fraction({last}, {' + '.join(colours)})")
        question = f"What is the probability that {course}, and that one more draw then gives {last}? {lowest}"
        answer = chance * Fraction(after[last], sum(after.values()))
        check = again * Fraction(final[last], final.total())
        listing.line("return str(probability)")
    elif asked == "against":
        listing.line(f"return str(1 - {total})")
        question = f"What is the probability that it does not happen that {course}? {lowest}"
        answer, check = 1 - chance, 1 - again
    elif asked == "percent":
        listing.line(f"percent = 100 * {total}")
        listing.line("return str(percent)")
        question = (
            f"How many percent is the probability that {course}? Give a whole number or a fraction in lowest terms."
        )
        answer, check = 100 * chance, 100 * again
    else:
        listing.line(f"return str({total})")
        question = f"What is the probability that {course}? {lowest}"
        answer, check = chance, again
    return Problem(paragraph(*told, question), listing.render(), str(answer), str(check),
                   "percent" if asked == "percent" else "")  # fmt: skip


def _draw_events(rng: random.Random, bag: dict[str, int], number: int) -> list[_Event]:
    events = [_Event("draw", rng.choice(sorted(bag)))]
    while len(events) < number:
        kind = rng.choice(("draw", "draw", "draw", "copy", "return", "add", "remove"))
        amount = rng.randint(2, 4)
        wanted = kind not in ("draw", "copy", "return") or rng.random() < 0.8
        if kind in ("add", "remove") and events[-1].kind in ("add", "remove"):
            continue
        events.append(_Event(kind, rng.choice(sorted(bag)), amount, wanted if kind == "return" else True))
    return events


def _told(event: _Event, thing: Noun, name: str) -> str:
    number = counted(event.amount, Noun(f"{event.colour} {thing.singular}", f"{event.colour} {thing.plural}"))
    return {
        "draw": f"{name} draws 1 {thing.singular} at random and keeps it.",
        "copy": f"{name} draws 1 {thing.singular} at random and puts it back together with {event.amount} more of "
        "the same colour.",
        "return": f"{name} draws 1 {thing.singular} at random, looks at it and puts it back.",
        "add": f"{name} puts {number} into the bag.",
        "remove": f"{name} looks for {number} in the bag and takes them out.",
    }[event.kind]


def _followed(bag: dict[str, int], events: list[_Event]) -> tuple[Fraction, dict[str, int]]:
    """Multiply the probabilities of the draws while the bag changes."""
    now, chance = dict(bag), Fraction(1)
    for event in events:
        if event.kind in ("draw", "copy", "return"):
            part = Fraction(now[event.colour], sum(now.values()))
            chance *= part if event.wanted else 1 - part
        now[event.colour] += {"draw": -1, "copy": event.amount, "return": 0, "add": event.amount,
                              "remove": -event.amount}[event.kind]  # fmt: skip
        if min(now.values()) < 0 or sum(now.values()) < 3:
            return Fraction(0), now
    return chance, now


def _left(bag: dict[str, int], events: list[_Event]) -> Counter[str]:
    left = Counter(bag)
    for event in events:
        left.update({event.colour: event.amount if event.kind in ("copy", "add") else 0})
        left.subtract({event.colour: 1 if event.kind == "draw" else event.amount if event.kind == "remove" else 0})
    return left


def _by_weights(bag: dict[str, int], events: list[_Event]) -> Fraction:
    """Count single balls: of all equally likely sequences of balls, those whose colours are the wanted ones."""
    favourable = possible = 1
    balls = [colour for colour, number in bag.items() for _ in range(number)]
    for event in events:
        if event.kind in ("draw", "copy", "return"):
            possible *= len(balls)
            favourable *= len([ball for ball in balls if (ball == event.colour) is event.wanted])
        if event.kind in ("draw", "remove"):
            for _ in range(1 if event.kind == "draw" else event.amount):
                balls.remove(event.colour)
        if event.kind in ("copy", "add"):
            balls.extend([event.colour] * event.amount)
    return Fraction(favourable, possible)


def _write(listing: Listing, events: list[_Event], colours: list[str], style: str) -> None:
    whole = " + ".join(colours)
    if style == "parts":
        listing.line("numerator = 1")
        listing.line("denominator = 1")
    else:
        listing.line("probability = Fraction(1)")
    if style == "total":
        listing.line(f"total = {whole}")
        whole = "total"
    for event in events:
        if event.kind in ("draw", "copy", "return"):
            part = event.colour if event.wanted else " + ".join(other for other in colours if other != event.colour)
            if style == "parts":
                listing.line(f"numerator *= {part}")
                listing.line(f"denominator *= {whole}")
            else:
                listing.line(f"probability *= Fraction({part}, {whole})")
        change = {"draw": "-= 1", "return": ""}.get(event.kind)
        if change is None:
            amount = listing.given({"copy": "copies", "add": "added", "remove": "removed"}[event.kind], event.amount)
            change = f"{'-=' if event.kind == 'remove' else '+='} {amount}"
        if change:
            listing.line(f"{event.colour} {change}")
            if style == "total":
                listing.line(f"total {change}")
