"""Things packed in boxes, boxes in crates, crates on trucks: whole containers, leftovers and costs."""

from __future__ import annotations

import random
from itertools import pairwise
from math import prod

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import digits, listed, paragraph

_LEVELS = ("packet", "box", "carton", "crate", "pallet", "truck")
_THINGS = ("eggs", "tiles", "jars", "bulbs", "toys", "books")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw deliveries and the containers they go into, level by level."""
    depth = at_difficulty(difficulty, (1, 2, 3, 3, 4))
    lots = at_difficulty(difficulty, (1, 1, 2, 4, 6))
    start = rng.randint(0, len(_LEVELS) - depth)
    levels = _LEVELS[start : start + depth]
    sizes = [rng.randint(4, 12) for _ in levels]
    span = prod(sizes)
    things = rng.choice(_THINGS)
    amounts = [rng.randint(span // lots + 5, 3 * span // lots + 40) for _ in range(lots)]
    total = sum(amounts)
    rule = rng.choice(("up", "down"))
    asked = rng.choice(("last", "cost", "all") if rule == "up" else ("last", "left", "all"))
    cost = rng.randint(2, 9)
    told = [
        _told_lots(things, amounts),
        _told_levels(things, levels, sizes),
        "Everything is packed, in as few containers as possible, even if not all of them are full."
        if rule == "up"
        else "Only full containers are closed; whatever does not fill one more is left over.",
    ]
    used, again, last = _levels(total, sizes, rule), _filled(total, sizes, rule), _many(levels[-1])
    question, answer, check, unit = {
        "last": (f"How many {last} are there?", used[-1], again[-1], last),
        "cost": (
            f"Each container of any kind costs ${cost}. How many dollars do all of them cost?",
            sum(used) * cost,
            sum(number * cost for number in again),
            "dollars",
        ),
        "all": ("How many containers of all kinds together are used?", sum(used), sum(again), "containers"),
        "left": (
            f"How many {things} are not in a {levels[-1]} in the end?",
            total - used[-1] * span,
            total % span,
            things,
        ),
    }[asked]
    code = _program(rng, things, amounts, dict(zip(levels, sizes, strict=True)), (rule, asked, cost))
    return Problem(paragraph(*told, question), code, answer, check, unit)


def _program(
    rng: random.Random, things: str, amounts: list[int], sizes: dict[str, int], plan: tuple[str, str, int]
) -> str:
    rule, asked, cost = plan
    listing = Listing()
    if len(amounts) > 1:
        listing.given("lots", amounts)
        listing.line(f"{things} = 0")
        with listing.block("for lot in lots:"):
            listing.line(f"{things} += lot")
    else:
        listing.given(things, amounts[0])
    names = {level: listing.given(f"per_{level}", size) for level, size in sizes.items()}
    if asked == "cost":
        listing.given("container_cost", cost)
    if asked in ("all", "cost"):
        listing.line("containers = 0")
    if asked == "left":
        _write_left_over(listing, things, names)
        return listing.render()
    current = things
    for level, name in names.items():
        _write_level(listing, rng, _many(level), current, name, rule)
        current = _many(level)
        if asked in ("all", "cost"):
            listing.line(f"containers += {current}")
    listing.line(
        {"cost": "return containers * container_cost", "all": "return containers"}.get(asked, f"return {current}")
    )
    return listing.render()


def _write_left_over(listing: Listing, things: str, names: dict[str, str]) -> None:
    """Add up what is left at each level, counted in things: `content` of them are in one container."""
    *inner, last = names
    listing.line("left_over = 0")
    listing.line("content = 1")
    current = things
    for level in inner:
        listing.line(f"left_over += {current} % {names[level]} * content")
        listing.line(f"content *= {names[level]}")
        listing.line(f"{_many(level)} = {current} // {names[level]}")
        current = _many(level)
    listing.line(f"left_over += {current} % {names[last]} * content")
    listing.line("return left_over")


def _many(level: str) -> str:
    return f"{level}es" if level.endswith("x") else f"{level}s"


def _told_lots(things: str, amounts: list[int]) -> str:
    if len(amounts) == 1:
        return f"A factory delivers {digits(amounts[0])} {things}."
    return f"A factory delivers {listed([digits(amount) for amount in amounts])} {things} and puts them all together."


def _told_levels(things: str, levels: tuple[str, ...], sizes: list[int]) -> str:
    parts = [f"a {levels[0]} holds {sizes[0]} {things}"]
    for (inner, outer), size in zip(pairwise(levels), sizes[1:], strict=True):
        parts.append(f"a {outer} holds {size} {_many(inner)}")
    text = listed(parts)
    return text[:1].upper() + text[1:] + "."


def _levels(amount: int, sizes: list[int], rule: str) -> list[int]:
    used = []
    for size in sizes:
        amount = -(-amount // size) if rule == "up" else amount // size
        used.append(amount)
    return used


def _filled(amount: int, sizes: list[int], rule: str) -> list[int]:
    """Count by the number of things that one container of each level holds in all."""
    holds, numbers = 1, []
    for size in sizes:
        holds *= size
        numbers.append(len(range(0, amount, holds)) if rule == "up" else len(range(holds, amount + 1, holds)))
    return numbers


def _write_level(listing: Listing, rng: random.Random, many: str, current: str, name: str, rule: str) -> None:
    if rule == "down":
        listing.line(f"{many} = {current} // {name}")
    elif rng.random() < 0.5:
        listing.line(f"{many} = ({current} + {name} - 1) // {name}")
    else:
        listing.line(f"{many} = {current} // {name}")
        with listing.block(f"if {current} % {name} > 0:"):
            listing.line(f"{many} += 1")
