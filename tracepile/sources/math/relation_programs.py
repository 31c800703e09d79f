"""Programs that work out quantities from their relations, one after another, and then answer a question."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.relation_plans import Ask, Fact, Relation

_LONGEST_LIST = 40

_AMOUNT_NAMES: Mapping[Relation, tuple[str, ...]] = {
    Relation.MORE: ("more",),
    Relation.FEWER: ("fewer",),
    Relation.TIMES: ("times",),
    Relation.TIMES_MORE: ("times", "extra"),
    Relation.SHARE: ("parts",),
    Relation.FRACTION: ("top", "bottom"),
    Relation.PERCENT: ("percent",),
    Relation.PERCENT_MORE: ("percent_more",),
    Relation.SUM: (),
    Relation.SUM_FEWER: ("fewer",),
    Relation.GAP: (),
    Relation.HALFWAY: (),
    Relation.LARGER: ("more",),
    Relation.SMALLER: ("times",),
    Relation.GRADED: ("more_if_greater", "more_if_not"),
}


def program(
    rng: random.Random, facts: Sequence[Fact], variables: Sequence[str], asked: tuple[Ask, tuple[int, ...], int]
) -> str:
    """Write a program that answers a question; a quantity that the answer does not need is left out.

    Args:
        rng: what to draw the forms with.
        facts: the quantities in an order of solving.
        variables: their names.
        asked: the question, the places of the quantities that it is about, and its amount.
    """
    ask, places, amount = asked
    needed = set(places)
    for place in reversed(range(len(facts))):
        if place in needed:
            needed.update(facts[place].sources)
    listing = Listing()
    for place in sorted(needed):
        if facts[place].relation is None:
            listing.given(variables[place], facts[place].amounts[0])
        else:
            listing.name(variables[place])
    for place in sorted(needed):
        _write_fact(rng, listing, facts[place], variables[place], variables)
    limit = listing.given("amount", amount) if amount else ""
    _write_ask(rng, listing, ask, [variables[place] for place in places], limit)
    return listing.render()


def _write_fact(rng: random.Random, listing: Listing, fact: Fact, x: str, variables: Sequence[str]) -> None:
    """Take the fact's amounts as given quantities and write the lines that work the quantity out."""
    if fact.relation is None:
        return
    pairs = zip(_AMOUNT_NAMES[fact.relation], fact.amounts, strict=True)
    a, b = (*[listing.given(f"{x}_{name}", amount) for name, amount in pairs], "", "")[:2]
    p, q = (*(variables[source] for source in fact.sources), "", "")[:2]
    form = rng.choice(_FORMS[fact.relation])
    for line in form.format(x=x, a=a, b=b, p=p, q=q).splitlines():
        listing.line(line)


def _write_ask(rng: random.Random, listing: Listing, ask: Ask, variables: Sequence[str], limit: str) -> None:
    if ask in (Ask.ONE, Ask.DIFFERENCE, Ask.RATIO):
        first, other = (*variables, "")[:2]
        form = rng.choice(_PAIR_FORMS[ask])
    else:
        first, other = f"[{', '.join(variables)}]", " + ".join(variables)
        form = rng.choice(_LIST_FORMS[ask])
        if len(first) > _LONGEST_LIST:
            half = len(variables) // 2
            listing.line("numbers = [")
            listing.line(f"    {', '.join(variables[:half])},")
            listing.line(f"    {', '.join(variables[half:])},")
            listing.line("]")
            form = form.removeprefix("numbers = {first}\n")
            first, other = "numbers", "sum(numbers)"
    if "Fraction(" in form:
        listing.need("from fractions import Fraction")
    for line in form.format(first=first, other=other, limit=limit).splitlines():
        listing.line(line)


_FORMS: Mapping[Relation, tuple[str, ...]] = {
    Relation.MORE: ("{x} = {p} + {a}",),
    Relation.FEWER: ("{x} = {p} - {a}",),
    Relation.TIMES: ("{x} = {p} * {a}",),
    Relation.TIMES_MORE: ("{x} = {p} * {a} + {b}", "{x} = {p} * {a}\n{x} += {b}"),
    Relation.SHARE: ("{x} = {p} // {a}",),
    Relation.FRACTION: ("{x} = {p} * {a} // {b}", "{x}_part = {p} // {b}\n{x} = {x}_part * {a}"),
    Relation.PERCENT: ("{x} = {p} * {a} // 100",),
    Relation.PERCENT_MORE: ("{x} = {p} + {p} * {a} // 100", "{x}_gain = {p} * {a} // 100\n{x} = {p} + {x}_gain"),
    Relation.SUM: ("{x} = {p} + {q}",),
    Relation.SUM_FEWER: ("{x} = {p} + {q} - {a}", "{x} = {p} + {q}\n{x} -= {a}"),
    Relation.GAP: ("{x} = abs({p} - {q})", "if {p} > {q}:\n    {x} = {p} - {q}\nelse:\n    {x} = {q} - {p}"),
    Relation.HALFWAY: ("{x} = ({p} + {q}) // 2", "{x}_both = {p} + {q}\n{x} = {x}_both // 2"),
    Relation.LARGER: (
        "{x} = max({p}, {q}) + {a}",
        "if {p} > {q}:\n    {x} = {p} + {a}\nelse:\n    {x} = {q} + {a}",
    ),
    Relation.SMALLER: ("{x} = min({p}, {q}) * {a}", "{x} = {p}\nif {q} < {x}:\n    {x} = {q}\n{x} *= {a}"),
    Relation.GRADED: (
        "if {p} > {q}:\n    {x} = {p} + {a}\nelse:\n    {x} = {p} + {b}",
        "{x} = {p}\nif {p} > {q}:\n    {x} += {a}\nelse:\n    {x} += {b}",
    ),
}
_PAIR_FORMS: Mapping[Ask, tuple[str, ...]] = {
    Ask.ONE: ("return {first}",),
    Ask.DIFFERENCE: (
        "return abs({first} - {other})",
        "if {first} > {other}:\n    return {first} - {other}\nreturn {other} - {first}",
    ),
    Ask.RATIO: ("return str(Fraction({first}, {other}))", "ratio = Fraction({first}, {other})\nreturn str(ratio)"),
}
_LIST_FORMS: Mapping[Ask, tuple[str, ...]] = {
    Ask.TOTAL: (
        "return {other}",
        "numbers = {first}\nreturn sum(numbers)",
        "total = 0\nfor number in {first}:\n    total += number\nreturn total",
    ),
    Ask.LARGEST: (
        "numbers = {first}\nreturn max(numbers)",
        "largest = 0\nfor number in {first}:\n    if number > largest:\n        largest = number\nreturn largest",
        "numbers = {first}\nnumbers.sort()\nreturn numbers[-1]",
    ),
    Ask.SPREAD: (
        "numbers = {first}\nreturn max(numbers) - min(numbers)",
        "numbers = sorted({first})\nreturn numbers[-1] - numbers[0]",
    ),
    Ask.AVERAGE: (
        "numbers = {first}\nreturn str(Fraction(sum(numbers), len(numbers)))",
        "total = 0\ncount = 0\nfor number in {first}:\n    total += number\n    count += 1\n"
        "return str(Fraction(total, count))",
    ),
    Ask.COUNT_ABOVE: (
        "count = 0\nfor number in {first}:\n    if number > {limit}:\n        count += 1\nreturn count",
        "numbers = {first}\nreturn sum(number > {limit} for number in numbers)",
        "above = [number for number in {first} if number > {limit}]\nreturn len(above)",
    ),
    Ask.SUM_ABOVE: (
        "total = 0\nfor number in {first}:\n    if number > {limit}:\n        total += number\nreturn total",
        "above = [number for number in {first} if number > {limit}]\nreturn sum(above)",
        "total = 0\nfor number in {first}:\n    if number <= {limit}:\n        continue\n    total += number\n"
        "return total",
    ),
    Ask.VALUE: (
        "total = {other}\nreturn total * {limit}",
        "worth = 0\nfor number in {first}:\n    worth += number * {limit}\nreturn worth",
        "numbers = {first}\nreturn sum(numbers) * {limit}",
    ),
    Ask.LACK: (
        "total = {other}\nreturn {limit} - total",
        "for number in {first}:\n    {limit} -= number\nreturn {limit}",
        "numbers = {first}\nreturn {limit} - sum(numbers)",
    ),
}
