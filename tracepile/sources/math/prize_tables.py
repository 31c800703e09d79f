"""Raffles and wheels of fortune: prizes with their chances, changed in turn; then what a ticket is worth."""

from __future__ import annotations

import random
from fractions import Fraction

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import digits, listed

_SCENES = (
    ("A raffle has {tickets} tickets; prizes of {prizes} are on {counts} of them respectively, and the rest win "
     "nothing.",
     "ticket", "tickets"),
    ("A wheel of fortune has {tickets} equal fields; {counts} of them pay {prizes} respectively, and the rest pay "
     "nothing.",
     "turn", "fields"),
    ("In a lucky dip lie {tickets} equal parcels; {counts} of them hold {prizes} respectively, and the rest are empty.",
     "parcel", "parcels"),
)  # fmt: skip
_DISTRACTORS = ("The fair lasts {} days.", "There is music all day.")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a table of prizes, changes of the prizes, and a question about their worth."""
    scene, turn, fields = rng.choice(_SCENES)
    number = at_difficulty(difficulty, (2, 2, 3, 4, 5))
    start = sorted(rng.sample(range(2, 60), number), reverse=True)
    counts = sorted(rng.randint(2, 12) for _ in start)
    tickets = sum(counts) + rng.randint(5, 60)
    stages = at_difficulty(difficulty, (1, 2, 3, 4, 5))
    chain = draw_stages(rng, stages, start, _stages, lambda prizes: min(prizes) >= 0 and 2 <= max(prizes) <= 400)
    told = scene.format(
        tickets=tickets,
        prizes=listed([f"${prize}" for prize in start]),
        counts=listed([str(count) for count in counts]),
    )
    opening = Opening(told, "prizes", start, start, (("counts", counts), ("total", tickets)))
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), counts, tickets, turn, fields))
    return tell_stages(rng, opening, chain, ask, distractors=_DISTRACTORS)


def _stages(rng: random.Random, value: list[int]) -> list[Stage[list[int]]]:
    more, factor, bound, cap = rng.randint(2, 9), rng.randint(2, 4), sorted(value)[-2], sorted(value)[-1]
    percent = rng.choice((10, 20, 25, 50))
    limit, top = rng.randint(2, max(3, bound)), rng.randint(2, max(3, cap - 1))
    extras = [rng.randint(2, 9) for _ in value]
    return [
        Stage(f"Then every prize is raised by ${more}.",
              ("{x} = [prize + {raise_by} for prize in {x}]",
               "for {i} in range(len({x})):\n    {x}[{i}] += {raise_by}"),
              lambda p: [v + more for v in p], lambda p: [sum((v, more)) for v in p], (("raise_by", more),), "raised"),
        Stage(f"All prizes are multiplied by {factor}.",
              ("{x} = [{factor} * prize for prize in {x}]",
               "{multiplied} = []\nfor {prize} in {x}:\n    {multiplied}.append({prize} * {factor})\n"
               "{x} = {multiplied}"),
              lambda p: [factor * v for v in p], lambda p: [sum([v] * factor) for v in p], (("factor", factor),),
              "multiplied_prizes", max(value) < 100),
        Stage("The highest prize is cut to half, rounding down to whole dollars.",
              ("{place} = {x}.index(max({x}))\n{x}[{place}] //= 2",
               "{highest} = max({x})\nfor {i}, {prize} in enumerate({x}):\n    if {prize} == {highest}:\n"
               "        {x}[{i}] = {prize} // 2"),
              lambda p: [v // 2 if v == max(p) else v for v in p],
              lambda p: [v >> 1 if i == p.index(cap) else v for i, v in enumerate(p)],
              possible=value.count(cap) == 1),
        Stage(f"Prizes of less than ${limit} are no longer paid: they become $0.",
              ("{x} = [prize if prize >= {least_prize} else 0 for prize in {x}]",
               "for {i}, {prize} in enumerate({x}):\n    if {prize} < {least_prize}:\n        {x}[{i}] = 0"),
              lambda p: [v if v >= limit else 0 for v in p], lambda p: [v * (v >= limit) for v in p],
              (("least_prize", limit),), "paid_prizes"),
        Stage(f"Prizes of more than ${top} are lowered to ${top}.",
              ("{x} = [min(prize, {top_prize}) for prize in {x}]",
               "for {i}, {prize} in enumerate({x}):\n    if {prize} > {top_prize}:\n        {x}[{i}] = {top_prize}"),
              lambda p: [min(v, top) for v in p], lambda p: [top if v > top else v for v in p], (("top_prize", top),),
              "limited_prizes", top < cap),
        Stage(f"A tax of {percent}% is taken from each prize of more than ${bound}; the tax is rounded down to whole "
              "dollars.",
              ("for {i}, {prize} in enumerate({x}):\n    if {prize} > {tax_free}:\n"
               "        {x}[{i}] -= {prize} * {tax_percent} // 100",
               "{taxed} = []\nfor {prize} in {x}:\n    {tax} = {prize} * {tax_percent} // 100\n"
               "    if {prize} > {tax_free}:\n        {taxed}.append({prize} - {tax})\n    else:\n"
               "        {taxed}.append({prize})\n{x} = {taxed}"),
              lambda p: [v - v * percent // 100 if v > bound else v for v in p],
              lambda p: [v - int(Fraction(v * percent, 100)) * (v > bound) for v in p],
              (("tax_percent", percent), ("tax_free", bound)), possible=bound > 1),
        Stage(f"Sponsors add {listed([f'${extra}' for extra in extras])} to the prizes, in the order in which they "
              "were named.",
              ("{x} = [a + b for a, b in zip({x}, {gifts})]",
               "for {i}, {gift} in enumerate({gifts}):\n    {x}[{i}] += {gift}"),
              lambda p: [a + b for a, b in zip(p, extras, strict=True)],
              lambda p: [p[i] + extras[i] for i in range(len(p))], (("gifts", extras),), "sponsored"),
    ]  # fmt: skip


def _asks(
    rng: random.Random, value: list[int], counts: list[int], tickets: int, turn: str, fields: str
) -> list[Ask[list[int]]]:
    price, wanted = rng.randint(2, 12), rng.choice(sorted(value)[1:])
    exact = "Give a whole number or a fraction in lowest terms."

    def paid(prizes: list[int]) -> int:
        return sum(prize * count for prize, count in zip(prizes, counts, strict=True))

    def cases(prizes: list[int]) -> list[int]:
        listed_prizes = [prize for prize, count in zip(prizes, counts, strict=True) for _ in range(count)]
        return listed_prizes + [0] * (tickets - len(listed_prizes))

    mean = "{paid} = 0\nfor {prize}, {count} in zip({x}, {counts}):\n    {paid} += {prize} * {count}\n"
    short = "{paid} = sum(prize * count for prize, count in zip({x}, {counts}))\n"
    given = (("price", price),)
    return [
        Ask(f"How many dollars can one expect to win with one {turn} on average? {exact}",
            (f"{mean}return str(Fraction({{paid}}, {{total}}))", f"{short}return str(Fraction({{paid}}, {{total}}))",
             "{expected} = Fraction(0)\nfor {prize}, {count} in zip({x}, {counts}):\n"
             "    {expected} += {prize} * Fraction({count}, {total})\nreturn str({expected})"),
            lambda p: str(Fraction(paid(p), tickets)),
            lambda p: str(sum((Fraction(v, tickets) for v in cases(p)), Fraction())), unit="dollars"),
        Ask(f"How many dollars does one gain on average with one {turn}, if it costs ${price}? A loss counts as "
            f"negative. {exact}",
            (f"{mean}return str(Fraction({{paid}}, {{total}}) - {{price}})",
             f"{short}return str(Fraction({{paid}} - {{price}} * {{total}}, {{total}}))"),
            lambda p: str(Fraction(paid(p), tickets) - price),
            lambda p: str(sum((Fraction(v - price, tickets) for v in cases(p)), Fraction())), given, "dollars"),
        Ask(f"What is the sum in dollars of all prizes that may be won on all {digits(tickets)} {fields}?",
            (f"{mean}return {{paid}}", "return sum(prize * count for prize, count in zip({x}, {counts}))"), paid,
            lambda p: sum(cases(p)), unit="dollars"),
        Ask(f"What is the probability of winning at least ${wanted} with one {turn}? Give a fraction in lowest terms.",
            ("{good} = 0\nfor {prize}, {count} in zip({x}, {counts}):\n    if {prize} >= {wanted}:\n"
             "        {good} += {count}\nreturn str(Fraction({good}, {total}))",
             "{good} = sum(n for prize, n in zip({x}, {counts}) if prize >= {wanted})\n"
             "return str(Fraction({good}, {total}))"),
            lambda p: str(Fraction(sum(n for v, n in zip(p, counts, strict=True) if v >= wanted), tickets)),
            lambda p: str(1 - Fraction(sum(v < wanted for v in cases(p)), tickets)), (("wanted", wanted),),
            possible=wanted > 0),
        Ask(f"What is the smallest price in whole dollars for one {turn} at which all {digits(tickets)} {fields} "
            "together bring in at least as much as is paid out?",
            (f"{mean}return ({{paid}} + {{total}} - 1) // {{total}}",
             f"{short}{{price}} = 0\nwhile {{price}} * {{total}} < {{paid}}:\n    {{price}} += 1\nreturn {{price}}"),
            lambda p: -(-paid(p) // tickets), lambda p: next(k for k in range(500) if k * tickets >= sum(cases(p))),
            unit="dollars"),
        Ask("What is the variance of the prize in square dollars, that is, the mean of the square of the prize less "
            f"the square of its mean? {exact}",
            ("{mean} = Fraction(sum(a * n for a, n in zip({x}, {counts})), {total})\n"
             "{square_mean} = Fraction(sum(a * a * n for a, n in zip({x}, {counts})), {total})\n"
             "return str({square_mean} - {mean} ** 2)",
             "{paid} = 0\n{squares} = 0\nfor {prize}, {count} in zip({x}, {counts}):\n    {paid} += {prize} * {count}\n"
             "    {squares} += {prize} ** 2 * {count}\n"
             "return str(Fraction({squares}, {total}) - Fraction({paid}, {total}) ** 2)"),
            lambda p: str(Fraction(sum(v * v * n for v, n in zip(p, counts, strict=True)), tickets)
                          - Fraction(paid(p), tickets) ** 2),
            lambda p: str(sum(((v - Fraction(sum(cases(p)), tickets)) ** 2 for v in cases(p)), Fraction()) / tickets)),
    ]  # fmt: skip
