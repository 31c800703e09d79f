"""Money, land or sweets divided in a ratio, and then moved about between the people who share."""

from __future__ import annotations

import random
from fractions import Fraction

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import Person, digits, listed, people

_WHOLES = (
    ("An inheritance of ${} is", "dollars"),
    ("A prize of ${} is", "dollars"),
    ("A heap of {} chestnuts is", "chestnuts"),
    ("A collection of {} stamps is", "stamps"),
    ("A field of {} square metres is", "square metres"),
)
_DISTRACTORS = ("They have known each other for {} years.", "They live {} kilometres apart.", "They are cousins.")
_NAMES = ("shares", "amounts", "portions")
_FUNCTIONS = {
    "split": "def split(whole, ratio):\n    one_part = whole // sum(ratio)\n"
    "    return [one_part * part for part in ratio]",
}
Shares = tuple[int, ...]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a ratio, a whole that it divides, transfers and a question."""
    told, unit = rng.choice(_WHOLES)
    number = at_difficulty(difficulty, (2, 3, 3, 4, 5))
    who = people(rng, number)
    ratio = [rng.randint(1, 9) for _ in who]
    one_part = rng.randint(12, 90) * rng.choice((1, 2, 5))
    whole = one_part * sum(ratio)
    start = tuple(one_part * part for part in ratio)
    again = tuple(int(Fraction(whole * part, sum(ratio))) for part in ratio)
    chain = draw_stages(
        rng, at_difficulty(difficulty, (1, 2, 3, 4, 5)), start, lambda r, shares: _stages(r, shares, who, unit),
        lambda shares: min(shares) > 3 and max(shares) < 50_000,
    )  # fmt: skip
    ratio_told = " : ".join(map(str, ratio))
    opening = Opening(
        f"{told.format(digits(whole))} divided among {listed([person.name for person in who])}, in this order, in the "
        f"ratio {ratio_told}.", rng.choice(_NAMES), start, again, (("whole", whole), ("ratio", ratio)),
        ("{x} = split({whole}, {ratio})",
         "{one_part} = {whole} // sum({ratio})\n{x} = [{one_part} * {part} for {part} in {ratio}]",
         "{parts} = sum({ratio})\n{x} = []\nfor {part} in {ratio}:\n    {x}.append({whole} * {part} // {parts})"),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), who, unit))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _replaced(shares: Shares, place: int, value: int) -> Shares:
    return (*shares[:place], value, *shares[place + 1 :])


def _stages(rng: random.Random, shares: Shares, who: list[Person], unit: str) -> list[Stage[Shares]]:
    giver, taker = rng.sample(range(len(shares)), 2)
    a, b = who[giver], who[taker]
    some, parts = rng.randint(2, max(2, shares[giver] // 3)), rng.randint(2, 6)
    percent, paid = rng.choice((10, 20, 25, 40, 50)), rng.randint(2, max(2, min(shares) // 3))
    limit, gift = max(shares) - rng.randint(1, max(1, max(shares) // 3)), rng.randint(2, 60)
    richest = shares.index(max(shares))

    def move(now: Shares, size: int, source: int, target: int) -> Shares:
        return tuple(share + size * ((place == target) - (place == source)) for place, share in enumerate(now))

    def moved(now: Shares, size: int, source: int, target: int) -> Shares:
        return _replaced(_replaced(now, source, now[source] - size), target, now[target] + size)

    gives, takes = f"{{x}}[{giver}]", f"{{x}}[{taker}]"

    def paying(size: str) -> str:
        return f"{gives} = {gives} - {size}\n{takes} = {takes} + {size}"

    return [
        Stage(f"{a.name} gives {some} {unit} to {b.name}.",
              (paying("{transfer}"),),
              lambda s: move(s, some, giver, taker), lambda s: moved(s, some, giver, taker), (("transfer", some),)),
        Stage(f"{a.name} hands 1/{parts} of {a.their} {unit}, rounded down, over to {b.name}.",
              (f"{{gift}} = {gives} // {{parts}}\n{paying('{gift}')}",),
              lambda s: move(s, s[giver] // parts, giver, taker),
              lambda s: moved(s, (s[giver] - s[giver] % parts) // parts, giver, taker), (("parts", parts),)),
        Stage(f"{b.name} receives {percent}% of what {a.name} has, rounded down to whole {unit}, from {a.name}.",
              (f"{{gift}} = {gives} * {{percent}} // 100\n{paying('{gift}')}",),
              lambda s: move(s, s[giver] * percent // 100, giver, taker),
              lambda s: moved(s, int(Fraction(percent, 100) * s[giver]), giver, taker), (("percent", percent),)),
        Stage(f"Everybody pays {paid} {unit} to a neighbour who is not among them.",
              ("{x} = [{share} - {payment} for {share} in {x}]",
               "for {place} in range(len({x})):\n    {x}[{place}] = {x}[{place}] - {payment}"),
              lambda s: tuple(share - paid for share in s), lambda s: tuple(-paid + share for share in s),
              (("payment", paid),)),
        Stage(f"Everybody who has more than {limit} {unit} then loses {gift} of them.",
              ("{x} = [{share} - {loss} if {share} > {limit} else {share} for {share} in {x}]",
               "for {place} in range(len({x})):\n    if {x}[{place}] > {limit}:\n"
               "        {x}[{place}] = {x}[{place}] - {loss}"),
              lambda s: tuple(share - gift if share > limit else share for share in s),
              lambda s: tuple(share - gift * (share > limit) for share in s), (("limit", limit), ("loss", gift))),
        Stage(f"The one who has most then gives {gift} {unit} to {b.name}.",
              (f"{{most}} = {{x}}.index(max({{x}}))\n{{x}}[{{most}}] -= {{from_most}}\n{takes} += {{from_most}}",
               "{most} = 0\nfor {place} in range(1, len({x})):\n    if {x}[{place}] > {x}[{most}]:\n"
               f"        {{most}} = {{place}}\n{{x}}[{{most}}] -= {{from_most}}\n{takes} += {{from_most}}"),
              lambda s: move(s, gift, s.index(max(s)), taker),
              lambda s: moved(s, gift, max(range(len(s)), key=lambda place: s[place]), taker), (("from_most", gift),),
              possible=shares.count(max(shares)) == 1 and richest != taker),
        Stage(f"An uncle gives {a.name} as many {unit} again as {a.they} has.",
              (f"{gives} = {gives} * 2", f"{gives} += {gives}"),
              lambda s: _replaced(s, giver, 2 * s[giver]), lambda s: _replaced(s, giver, sum([s[giver], s[giver]]))),
        Stage(f"{a.name} and {b.name} put what they have together and share it equally; if 1 is left over, "
              f"{a.name} gets it.",
              (f"{{both}} = {gives} + {takes}\n{takes} = {{both}} // 2\n{gives} = {{both}} - {takes}",
               f"{{both}} = {gives} + {takes}\n{takes} = {{both}} // 2\n{gives} = {{both}} // 2 + {{both}} % 2"),
              lambda s: _replaced(_replaced(s, taker, (s[giver] + s[taker]) // 2), giver,
                                  (s[giver] + s[taker] + 1) // 2),
              lambda s: move(s, (s[giver] - s[taker]) // 2, giver, taker)),
        Stage(f"Each of them in turn, beginning with {who[0].name}, then gives {gift} {unit} to the next one, and the "
              f"last one gives them to {who[0].name}. Nobody gives who has fewer than {limit} at that moment."
              if unit not in ("dollars", "square metres") else "",
              ("for {place} in range(len({x})):\n    if {x}[{place}] >= {least}:\n        {x}[{place}] -= {handed}\n"
               "        {x}[({place} + 1) % len({x})] += {handed}",),
              lambda s: _round(s, gift, limit), lambda s: _round_again(s, gift, limit),
              (("handed", gift), ("least", limit)), possible=unit not in ("dollars", "square metres")),
    ]  # fmt: skip


def _round(shares: Shares, gift: int, least: int) -> Shares:
    now = [*shares]
    for place in range(len(now)):
        if now[place] >= least:
            now[place] -= gift
            now[(place + 1) % len(now)] += gift
    return tuple(now)


def _round_again(shares: Shares, gift: int, least: int) -> Shares:
    """Carry what is handed on along the line; the first one gets the last hand-over."""
    carried, ends = 0, []
    for share in shares:
        has = share + carried
        carried = gift * (has >= least)
        ends.append(has - carried)
    return (ends[0] + carried, *ends[1:])


def _asks(rng: random.Random, shares: Shares, who: list[Person], unit: str) -> list[Ask[Shares]]:
    one, other = rng.sample(range(len(shares)), 2)
    limit = sorted(shares)[len(shares) // 2] - rng.randint(1, 5)
    a, b = who[one].name, who[other].name
    first, second = f"{{x}}[{one}]", f"{{x}}[{other}]"
    return [
        Ask(f"How many {unit} does {a} have in the end?", (f"return {first}",), lambda s: s[one],
            lambda s: sum(s) - sum(s[:one]) - sum(s[one + 1 :]), unit=unit),
        Ask(f"By how many {unit} do the amounts of {a} and {b} differ in the end?",
            (f"return abs({first} - {second})",
             f"{{gap}} = {first} - {second}\nif {{gap}} < 0:\n    {{gap}} = -{{gap}}\nreturn {{gap}}"),
            lambda s: abs(s[one] - s[other]), lambda s: max(s[one], s[other]) - min(s[one], s[other]), unit=unit),
        Ask(f"How many {unit} does the one with the largest share have in the end?",
            ("return max({x})",
             "{largest} = {x}[0]\nfor {share} in {x}:\n    if {share} > {largest}:\n        {largest} = {share}\n"
             "return {largest}"), max, lambda s: sorted(s)[-1], unit=unit),
        Ask(f"How many {unit} do they have together in the end?",
            ("return sum({x})", "{total} = 0\nfor {share} in {x}:\n    {total} += {share}\nreturn {total}"),
            sum, lambda s: sum(s[place] for place in reversed(range(len(s)))), unit=unit),
        Ask(f"What is the difference between the largest and the smallest share, in {unit}, in the end?",
            ("return max({x}) - min({x})", "{ordered} = sorted({x})\nreturn {ordered}[-1] - {ordered}[0]"),
            lambda s: max(s) - min(s), lambda s: max(p - q for p in s for q in s), unit=unit),
        Ask(f"How many of them have more than {limit} {unit} in the end?",
            ("return sum({share} > {bound} for {share} in {x})",
             "{count} = 0\nfor {share} in {x}:\n    if {share} > {bound}:\n        {count} += 1\nreturn {count}"),
            lambda s: sum(share > limit for share in s), lambda s: len(s) - sum(share <= limit for share in s),
            (("bound", limit),), "people", possible=limit > 2),
        Ask(f"What fraction of everything that they have in the end belongs to {a}? Give it in lowest terms.",
            (f"return str(Fraction({first}, sum({{x}})))",
             f"{{total}} = sum({{x}})\n{{fraction}} = Fraction({first}, {{total}})\nreturn str({{fraction}})"),
            lambda s: str(Fraction(s[one], sum(s))), lambda s: str(1 - Fraction(sum(s) - s[one], sum(s)))),
    ]  # fmt: skip
