"""Programs of stories in rounds: a loop over the rounds, the rules in order, and a record of what is asked."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.round_plans import Ask, Clause, Plan, Setting
from tracepile.sources.math.round_rules import LISTED, NUMBERED, Manner, draw_manner, write_turn


def program(rng: random.Random, plan: Plan, setting: Setting, clauses: Sequence[Clause]) -> str:
    """Write the program of a plan; `clauses` are the words of its turns."""
    listing, manner = Listing(), draw_manner(rng)
    period, until = setting.period, plan.ask in (Ask.UNTIL_ABOVE, Ask.UNTIL_BELOW)
    copied = plan.ask is Ask.CHANGE or rng.random() < 0.3
    x = setting.variable
    start = listing.given(f"starting_{x}" if copied else x, plan.start)
    if copied:
        listing.name(x)
    names: list[list[str]] = []
    for clause, turn in zip(clauses, plan.turns, strict=True):
        if turn.rule in LISTED:
            names.append([listing.given(clause.names, [*turn.amounts])])
        else:
            pairs = zip(clause.names.split(), turn.amounts, strict=True)
            names.append([listing.given(name, amount) for name, amount in pairs])
    lists = [(index, turn) for index, turn in enumerate(plan.turns) if turn.rule in LISTED]
    indexed = until or (bool(lists) and rng.random() < 0.4)
    numbered = indexed or plan.ask is Ask.PEAK or any(turn.rule in NUMBERED for turn in plan.turns)
    last = "" if until or (lists and not indexed) else listing.given(f"{period}s", plan.rounds)
    amount = listing.given(_AMOUNT_NAMES[plan.ask], plan.amount) if plan.amount else ""
    if copied:
        listing.line(f"{x} = {start}")
    counted = _write_start(listing, rng, plan.ask, averaged=bool(last))
    parts = [
        listing.name(clause.part) if turn.rule in LISTED else clause.part
        for clause, turn in zip(clauses, plan.turns, strict=True)
    ]
    sources = [names[index][0] for index, _ in lists]
    header, ending = _header(rng, listing, plan, x, period, last, amount, numbered or until, indexed, sources,
                             [parts[index] for index, _ in lists])  # fmt: skip
    with listing.block(header):
        if header.startswith("while") and (until or ending == "early"):
            listing.line(f"{period} += 1")
        if plan.ask is Ask.COUNT_RISES:
            listing.line(f"before = {x}")
        for index, turn in enumerate(plan.turns):
            given = names[index]
            if turn.rule in LISTED:
                if indexed:
                    listing.line(f"{parts[index]} = {given[0]}[{period} - 1]")
                given = [parts[index]]
            total = counted if index == plan.flow else ""
            write_turn(listing, manner, turn.rule, x, given, period, parts[index], total)
        _write_record(listing, manner, plan, x, period, amount, counted)
        if ending == "count down":
            listing.line(f"{last} -= 1")
        if ending == "break":
            with listing.block(f"if {x} {'>' if plan.ask is Ask.UNTIL_ABOVE else '<'} {amount}:"):
                listing.line("break")
    _write_result(listing, plan, x, start, period, amount, counted)
    return listing.render()


_AMOUNT_NAMES: Mapping[Ask, str] = {
    Ask.COUNT_ABOVE: "mark",
    Ask.UNTIL_ABOVE: "target",
    Ask.UNTIL_BELOW: "target",
    Ask.GROUPS: "group_size",
    Ask.REST: "group_size",
}


def _header(
    rng: random.Random, listing: Listing, plan: Plan, x: str, period: str, last: str, amount: str,
    numbered: bool, indexed: bool, lists: list[str], values: list[str],
) -> tuple[str, str]:  # fmt: skip
    """Write what stands before the loop; give its header and how a round ends."""
    if plan.ask in (Ask.UNTIL_ABOVE, Ask.UNTIL_BELOW):
        listing.line(f"{period} = 0")
        if rng.random() < 0.3:
            return "while True:", "break"
        return f"while {x} {'<=' if plan.ask is Ask.UNTIL_ABOVE else '>='} {amount}:", ""
    if lists and not indexed:
        source = lists[0] if len(lists) == 1 else f"zip({', '.join(lists)})"
        both = ", ".join(values)
        if not numbered:
            return f"for {both} in {source}:", ""
        both = both if len(values) == 1 else f"({both})"
        return f"for {period}, {both} in enumerate({source}, start=1):", ""
    if rng.random() < 0.3:
        if numbered:
            listing.line(f"{period} = 0")
            return f"while {period} < {last}:", "early"
        if plan.ask is not Ask.AVERAGE:
            return f"while {last} > 0:", "count down"
    return f"for {period if numbered else '_'} in range({f'1, {last} + 1' if numbered else last}):", ""


def _write_start(listing: Listing, rng: random.Random, ask: Ask, *, averaged: bool) -> str:
    """Write the record's first value; give the record's name. `averaged`: the number of rounds has a name."""
    match ask:
        case Ask.LARGEST if rng.random() < 0.5:
            listing.line("largest = 0")
            return "largest"
        case Ask.LARGEST | Ask.SMALLEST | Ask.SPREAD:
            listing.line("ends = []")
            return "ends"
        case Ask.AVERAGE if not averaged or rng.random() < 0.5:
            listing.line("ends = []")
            return "ends"
        case Ask.AVERAGE | Ask.FLOW:
            listing.line("total = 0")
            return "total"
        case Ask.COUNT_ABOVE | Ask.COUNT_RISES:
            listing.line("count = 0")
            return "count"
        case Ask.PEAK:
            listing.line("largest = 0")
            listing.line("peak = 0")
            return "largest"
    return ""


def _write_record(listing: Listing, manner: Manner, plan: Plan, x: str, period: str, amount: str, record: str) -> None:
    """Write what a round adds to the record."""
    match plan.ask, record:
        case (_, "ends"):
            listing.line(f"ends.append({x})")
        case (Ask.AVERAGE, _):
            listing.line(f"total += {x}" if manner.augmented else f"total = total + {x}")
        case (Ask.LARGEST, _) if manner.builtins:
            listing.line(f"largest = max(largest, {x})")
        case (Ask.LARGEST | Ask.PEAK, _):
            with listing.block(f"if {x} > largest:"):
                listing.line(f"largest = {x}")
                if plan.ask is Ask.PEAK:
                    listing.line(f"peak = {period}")
        case (Ask.COUNT_ABOVE | Ask.COUNT_RISES, _):
            with listing.block(f"if {x} > {amount or 'before'}:"):
                listing.line("count += 1")


def _write_result(listing: Listing, plan: Plan, x: str, start: str, period: str, amount: str, record: str) -> None:
    match plan.ask:
        case Ask.CHANGE:
            listing.line(f"return abs({x} - {start})")
        case Ask.SMALLEST:
            listing.line("return min(ends)")
        case Ask.SPREAD:
            listing.line("return max(ends) - min(ends)")
        case Ask.LARGEST:
            listing.line("return largest" if record == "largest" else "return max(ends)")
        case Ask.AVERAGE:
            listing.need("from fractions import Fraction")
            count = f"{period}s"
            if record == "ends":
                listing.line("average = Fraction(sum(ends), len(ends))")
            else:
                listing.line(f"average = Fraction(total, {count})")
            listing.line("return str(average)")
        case Ask.PEAK:
            listing.line("return peak")
        case Ask.UNTIL_ABOVE | Ask.UNTIL_BELOW:
            listing.line(f"return {period}")
        case Ask.GROUPS | Ask.REST:
            listing.line(f"return {x} {'//' if plan.ask is Ask.GROUPS else '%'} {amount}")
        case Ask.FLOW | Ask.COUNT_ABOVE | Ask.COUNT_RISES:
            listing.line(f"return {record}")
        case _:
            listing.line(f"return {x}")
