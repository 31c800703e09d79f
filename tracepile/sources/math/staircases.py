"""Ways up a staircase with jumps of given sizes: broken steps, costs of landing, and the fewest jumps."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import (
    Ask,
    Givens,
    Opening,
    count_asks,
    count_stages,
    draw_ask,
    draw_stages,
    last_value,
    tell_stages,
)
from tracepile.sources.math.wording import listed, ordinal

_MOVERS = ("frog", "child", "goat", "toy robot", "cat")
_DISTRACTORS = ("Each step is {} cm high.", "The staircase was built {} years ago.", "It leads to a tower.")
_FUNCTIONS = {
    "ways_to": """
def ways_to(step, jumps, broken):
    if step == 0:
        return 1
    ways = 0
    for jump in jumps:
        if jump <= step and step - jump not in broken:
            ways += ways_to(step - jump, jumps, broken)
    return ways
""",
}


@dataclass(frozen=True, slots=True)
class _Stairs:
    """A staircase: its last step, the jumps that are possible and the steps that must not be touched."""

    top: int
    jumps: tuple[int, ...]
    broken: tuple[int, ...]
    costs: tuple[int, ...]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a staircase and ask for the ways up, the fewest jumps or the smallest cost."""
    top = at_difficulty(difficulty, (3, 4, 6, 8, 10)) + rng.randint(0, 2)
    jumps = tuple(sorted(rng.sample((1, 2, 3, 4, 5), rng.randint(2, 3))))
    broken = tuple(sorted(rng.sample(range(1, top), rng.randint(0, at_difficulty(difficulty, (1, 1, 2, 3, 3))))))
    stairs = _Stairs(top, jumps, broken, tuple(rng.randint(2, 9) for _ in range(top)))
    routes = _routes(stairs, 0)
    if not 2 <= len(routes) <= 300:
        return compose(rng, difficulty)
    mode = rng.choice(("ways", "ways", "fewest", "cost", "most"))
    if mode == "most" and max(map(len, routes)) == top:
        mode = "ways"
    mover = rng.choice(_MOVERS)
    told = [
        f"A {mover} goes up a staircase of {top} steps, from the ground to the last step, in jumps of "
        f"{listed([str(jump) for jump in jumps], 'or')} steps; it may mix them as it likes.",
    ]
    if broken:
        several = len(broken) > 1
        told.append(
            f"The {listed([ordinal(step) for step in broken])} step{'s' if several else ''} must not be touched."
        )
    givens: list[tuple[str, object]] = [("top", top), ("jumps", list(jumps))]
    if broken:
        givens.append(("broken", list(broken)))
    if mode == "cost":
        told.append(
            f"Landing on the steps from the 1st to the {ordinal(top)} takes "
            f"{listed([str(cost) for cost in stairs.costs])} seconds, in this order, and nothing else takes time."
        )
        givens.append(("seconds", list(stairs.costs)))
    value = _tabulated(stairs, mode)
    again = {
        "ways": len(routes),
        "fewest": min(map(len, routes)),
        "most": max(map(len, routes)),
        "cost": min(sum(stairs.costs[step - 1] for step in route) for route in routes),
    }[mode]
    opening = Opening(" ".join(told), {"ways": "ways", "cost": "time"}.get(mode, "jump_count"), value, again,
                      tuple(givens), _forms(stairs, mode))  # fmt: skip
    if mode != "ways":
        return tell_stages(rng, opening, [], draw_ask(rng, _asks(rng, mode, mover)), distractors=_DISTRACTORS)
    chain = draw_stages(
        rng,
        rng.randint(0, 2) if difficulty > 2 else rng.randint(0, 1),
        value,
        count_stages,
        lambda n: 3 <= n <= 5000,
    )
    plain = "In how many ways can it go up?" if not chain else "How many are counted in the end?"
    what = "the number of ways" if not chain else "the number in the end"
    ask = draw_ask(rng, count_asks(rng, last_value(value, chain), plain, what, "ways"))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _routes(stairs: _Stairs, step: int) -> list[tuple[int, ...]]:
    """List every way from a step to the top as the steps it lands on."""
    if step == stairs.top:
        return [()]
    landings = [step + jump for jump in stairs.jumps if step + jump <= stairs.top and step + jump not in stairs.broken]
    return [(landing, *rest) for landing in landings for rest in _routes(stairs, landing)]


def _tabulated(stairs: _Stairs, mode: str) -> int:
    """Fill a table of best values or counts, step by step from the ground."""
    table: list[int | None] = [1 if mode == "ways" else 0]
    for step in range(1, stairs.top + 1):
        before = [table[step - jump] for jump in stairs.jumps if jump <= step]
        known = [value for value in before if value is not None]
        if step in stairs.broken or not known:
            table.append(None)
        elif mode == "ways":
            table.append(sum(known))
        elif mode == "cost":
            table.append(min(known) + stairs.costs[step - 1])
        else:
            table.append((min if mode == "fewest" else max)(known) + 1)
    return table[stairs.top] or 0


def _forms(stairs: _Stairs, mode: str) -> tuple[str, ...]:
    skip = "    if {step} in {broken}:\n        continue\n" if stairs.broken else ""
    if mode != "ways":
        return _best_forms(skip, mode)
    start = "{ways_to_step} = [0] * ({top} + 1)\n{ways_to_step}[0] = 1\nfor {step} in range(1, {top} + 1):\n" + skip
    pull = (
        "    for {jump} in {jumps}:\n        if {jump} <= {step}:\n"
        "            {ways_to_step}[{step}] += {ways_to_step}[{step} - {jump}]\n{x} = {ways_to_step}[{top}]"
    )
    short = (
        "    {before} = [{step} - jump for jump in {jumps} if jump <= {step}]\n"
        "    {ways_to_step}[{step}] = sum({ways_to_step}[earlier] for earlier in {before})\n{x} = {ways_to_step}[-1]"
    )
    push = (
        "{ways_to_step} = [1] + [0] * {top}\nfor {step} in range({top}):\n"
        "    for {jump} in {jumps}:\n        {landing} = {step} + {jump}\n"
        f"        if {{landing}} <= {{top}}{' and {landing} not in {broken}' if stairs.broken else ''}:\n"
        "            {ways_to_step}[{landing}] += {ways_to_step}[{step}]\n{x} = {ways_to_step}[{top}]"
    )
    forms = [start + pull, start + short, push]
    if stairs.top <= 5:
        forms.append(f"{{x}} = ways_to({{top}}, {{jumps}}, {'{broken}' if stairs.broken else '[]'})")
    return tuple(forms)


def _best_forms(skip: str, mode: str) -> tuple[str, ...]:
    better, worst = ("max", "-1") if mode == "most" else ("min", "None")
    gain = "{seconds}[{step} - 1]" if mode == "cost" else "1"
    table = (
        f"{{best}} = [0] + [{worst}] * {{top}}\nfor {{step}} in range(1, {{top}} + 1):\n{skip}"
        "    {before} = [{best}[{step} - jump] for jump in {jumps} if jump <= {step}]\n"
        f"    {{reached}} = [value for value in {{before}} if value {'>= 0' if mode == 'most' else 'is not None'}]\n"
        f"    if {{reached}}:\n        {{best}}[{{step}}] = {better}({{reached}}) + {gain}\n"
        "{x} = {best}[{top}]"
    )
    by_step = (
        "{best} = {{0: 0}}\nfor {step} in range(1, {top} + 1):\n" + skip + "    for {jump} in {jumps}:\n"
        "        if {step} - {jump} not in {best}:\n            continue\n"
        f"        {{value}} = {{best}}[{{step}} - {{jump}}] + {gain}\n"
        f"        if {{step}} not in {{best}} or {{value}} {'>' if mode == 'most' else '<'} {{best}}[{{step}}]:\n"
        "            {best}[{step}] = {value}\n{x} = {best}[{top}]"
    )
    return table, by_step


def _asks(rng: random.Random, mode: str, mover: str) -> list[Ask[int]]:
    times = rng.randint(2, 9)
    each: Givens = (("climbs", times),)
    if mode == "cost":
        return [
            Ask("What is the smallest number of seconds that the way up can take?", ("return {x}",), int, int,
                unit="seconds"),
            Ask(f"How many seconds does it take at least to go up {times} times, if the way down takes no time?",
                ("return {x} * {climbs}",), lambda n: n * times, lambda n: sum([n] * times), each, "seconds", "total"),
        ]  # fmt: skip
    least = "smallest" if mode == "fewest" else "largest"
    return [
        Ask(f"What is the {least} number of jumps with which the {mover} can go up?", ("return {x}",), int, int,
            unit="jumps"),
        Ask(f"It always takes the {least} possible number of jumps. How many jumps does it need to go up {times} "
            "times?",
            ("return {x} * {climbs}",), lambda n: n * times, lambda n: sum([n] * times), each, "jumps", "total"),
        Ask(f"How many times does it touch a step between the ground and the last step, if it takes the {least} "
            "possible number of jumps?", ("return {x} - 1",), lambda n: n - 1, lambda n: len(range(1, n)), unit="times",
            named="touched"),
    ]  # fmt: skip
