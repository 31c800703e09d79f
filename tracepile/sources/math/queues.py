"""People waiting in line at a counter: who joins, who leaves, and how long everybody waits."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import accumulate

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed

_PLACES = ("post office", "ticket office", "pharmacy", "repair shop", "library desk", "bakery")
_DISTRACTORS = ("The counter is {} metres wide.", "The clock on the wall is {} minutes slow.", "It is Monday.")
_FUNCTIONS = {
    "waiting_times": "def waiting_times(minutes):\n    waits = []\n    passed = 0\n    for need in minutes:\n"
    "        waits.append(passed)\n        passed += need\n    return waits",
}
Needs = tuple[int, ...]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a queue, in minutes of service for each customer, changes of it, and a question."""
    number = at_difficulty(difficulty, (3, 4, 5, 6, 8))
    start = tuple(rng.randint(2, 15) for _ in range(number))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (1, 2, 3, 4, 5)), start, _stages, lambda needs: 3 <= len(needs) <= 12
    )
    opening = Opening(
        f"In a {rng.choice(_PLACES)} {number} customers wait in line. In the order of the line, serving them takes "
        f"{listed([str(need) for need in start])} minutes.", "minutes", start, start, (("line", [*start]),),
        ("{x} = {line}.copy()", "{x} = list({line})", "{x} = [{need} for {need} in {line}]"),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain)))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _stages(rng: random.Random, needs: Needs) -> list[Stage[Needs]]:
    new, limit = rng.randint(2, 20), rng.randint(6, 14)
    place, served = rng.randint(2, len(needs)), rng.randint(2, max(2, len(needs) - 3))
    newcomers = rng.sample(range(2, 20), rng.randint(2, 4))
    shorter = rng.randint(2, 5)
    return [
        Stage(f"Another customer, who needs {new} minutes, joins at the end.",
              ("{x}.append({new})", "{x} = {x} + [{new}]"), lambda n: (*n, new),
              lambda n: _inserted(n, len(n), new), (("new", new),)),
        Stage(f"A customer who needs {new} minutes is let in, so that exactly {place} customers stand in front.",
              ("{x}.insert({in_front}, {let_in})", "{x} = {x}[:{in_front}] + [{let_in}] + {x}[{in_front}:]"),
              lambda n: (*n[:place], new, *n[place:]), lambda n: _inserted(n, place, new),
              (("in_front", place), ("let_in", new))),
        Stage("The customer who is first in line gives up and leaves.",
              ("{x}.pop(0)", "{x} = {x}[1:]"), lambda n: n[1:], lambda n: tuple(list(n)[-len(n) + 1 :])),
        Stage(f"The first {served} customers are sent to another counter.",
              ("{x} = {x}[{sent}:]", "for _ in range({sent}):\n    {x}.pop(0)"), lambda n: n[served:],
              lambda n: tuple(need for index, need in enumerate(n) if index >= served), (("sent", served),)),
        Stage(f"Everybody who needs more than {limit} minutes is asked to come back another day.",
              ("{x} = [{need} for {need} in {x} if {need} <= {longest}]",
               "{kept} = []\nfor {need} in {x}:\n    if {need} <= {longest}:\n        {kept}.append({need})\n"
               "{x} = {kept}"),
              lambda n: tuple(need for need in n if need <= limit),
              lambda n: tuple(filter(lambda need: not need > limit, n)), (("longest", limit),),
              possible=max(needs) > limit),
        Stage(f"Then customers who need {listed([str(need) for need in newcomers])} minutes join at the end, in that "
              "order.",
              ("{x}.extend({newcomers})", "{x} = {x} + {newcomers}",
               "for {need} in {newcomers}:\n    {x}.append({need})"),
              lambda n: (*n, *newcomers), lambda n: tuple(list(n) + newcomers), (("newcomers", newcomers),)),
        Stage("The line is rearranged so that those who need the least time come first.",
              ("{x}.sort()", "{x} = sorted({x})"), lambda n: tuple(sorted(n)), _insertion_sorted),
        Stage(f"A form that is handed out makes the service of everybody who needs more than {limit} minutes {shorter} "
              "minutes shorter.",
              ("{x} = [{need} - {saved} if {need} > {long} else {need} for {need} in {x}]",
               "for {place} in range(len({x})):\n    if {x}[{place}] > {long}:\n        {x}[{place}] -= {saved}"),
              lambda n: tuple(need - shorter if need > limit else need for need in n),
              lambda n: tuple(need - shorter * (need > limit) for need in n), (("long", limit), ("saved", shorter)),
              possible=max(needs) > limit),
        Stage("The customer who needs most time, or the first of several of them, goes to the end of the line.",
              ("{longest_need} = max({x})\n{x}.remove({longest_need})\n{x}.append({longest_need})",
               "{place} = {x}.index(max({x}))\n{x}.append({x}.pop({place}))"),
              lambda n: _to_the_end(n, n.index(max(n))),
              lambda n: _to_the_end(n, max(range(len(n)), key=lambda index: (n[index], -index)))),
        Stage("The line is turned round, so that the last one comes first.",
              ("{x}.reverse()", "{x} = {x}[::-1]"), lambda n: n[::-1], lambda n: tuple(reversed(n))),
    ]  # fmt: skip


def _inserted(needs: Needs, place: int, new: int) -> Needs:
    line = list(needs)
    line.insert(place, new)
    return tuple(line)


def _insertion_sorted(needs: Needs) -> Needs:
    line: Needs = ()
    for need in needs:
        place = sum(other <= need for other in line)
        line = (*line[:place], need, *line[place:])
    return line


def _to_the_end(needs: Needs, place: int) -> Needs:
    return (*needs[:place], *needs[place + 1 :], needs[place])


def _asks(rng: random.Random, needs: Needs) -> list[Ask[Needs]]:
    limit, closing = rng.randint(8, 25), rng.randint(15, max(16, sum(needs)))
    place = rng.randint(2, len(needs))
    waits = ("{waits} = waiting_times({x})\n",
             "{passed} = 0\n{waits} = []\nfor {need} in {x}:\n    {waits}.append({passed})\n"
             "    {passed} += {need}\n")  # fmt: skip
    counting = ("{count} = 0\n{passed} = 0\nfor {need} in {x}:\n    if {passed} > {patience}:\n        {count} += 1\n"
                "    {passed} += {need}\nreturn {count}")  # fmt: skip
    return [
        Ask("How many minutes does it take one clerk to serve all who are then in line?",
            ("return sum({x})", "{total} = 0\nfor {need} in {x}:\n    {total} += {need}\nreturn {total}"), sum,
            lambda n: [*accumulate(n)][-1], unit="minutes"),
        Ask("One clerk serves them in that order. How many minutes do they wait altogether until their service begins?",
            tuple(f"{lines}return sum({{waits}})" for lines in waits),
            lambda n: sum(sum(n[:index]) for index in range(len(n))),
            lambda n: sum(need * behind for need, behind in zip(n, reversed(range(len(n))), strict=True)),
            unit="minutes"),
        Ask("One clerk serves them in that order. What is the average wait until the service begins, in minutes? Give "
            "a whole number or a fraction in lowest terms.",
            tuple(f"{lines}return str(Fraction(sum({{waits}}), len({{waits}})))" for lines in waits),
            lambda n: _average([sum(n[:index]) for index in range(len(n))]),
            lambda n: _average([need * (len(n) - number) for number, need in enumerate(n, start=1)]), unit="minutes"),
        Ask(f"One clerk serves them in that order. How many of them wait longer than {limit} minutes for their service "
            "to begin?",
            (*(f"{lines}return sum({{wait}} > {{patience}} for {{wait}} in {{waits}})" for lines in waits), counting),
            lambda n: sum(sum(n[:index]) > limit for index in range(len(n))),
            lambda n: len([end for end in accumulate(n[:-1], initial=0) if end > limit]), (("patience", limit),),
            "customers"),
        Ask("Two clerks serve them: each customer in turn goes to the clerk who is free first, and to the first clerk "
            "if both are. After how many minutes is everybody served?",
            ("{first} = 0\n{second} = 0\nfor {need} in {x}:\n    if {first} <= {second}:\n        {first} += {need}\n"
             "    else:\n        {second} += {need}\nreturn max({first}, {second})",
             "{ends} = [0, 0]\nfor {need} in {x}:\n    {free} = {ends}.index(min({ends}))\n"
             "    {ends}[{free}] += {need}\nreturn max({ends})"),
            lambda n: max(_two_clerks(n)), _two_clerks_again, unit="minutes"),
        Ask(f"One clerk serves them in that order and closes the counter after {closing} minutes. How many customers "
            "have been served completely by then?",
            ("{served} = 0\nfor {need} in {x}:\n    if {need} > {closing}:\n        break\n    {closing} -= {need}\n"
             "    {served} += 1\nreturn {served}",
             "{passed} = 0\n{served} = 0\nwhile {served} < len({x}) and {passed} + {x}[{served}] <= {closing}:\n"
             "    {passed} += {x}[{served}]\n    {served} += 1\nreturn {served}"),
            lambda n: sum(sum(n[:count]) <= closing for count in range(1, len(n) + 1)),
            lambda n: len([end for end in accumulate(n) if end <= closing]), (("closing", closing),), "customers"),
        Ask(f"After how many minutes has one clerk served {place} of them, if the clerk begins with the first?",
            ("return sum({x}[:{wanted}])",
             "{passed} = 0\nfor {place} in range({wanted}):\n    {passed} += {x}[{place}]\nreturn {passed}"),
            lambda n: sum(n[:place]), lambda n: [*accumulate(n)][place - 1], (("wanted", place),), "minutes"),
    ]  # fmt: skip


def _average(minutes: list[int]) -> str:
    return str(Fraction(sum(minutes), len(minutes)))


def _two_clerks(needs: Needs) -> tuple[int, int]:
    first = second = 0
    for need in needs:
        first, second = (first + need, second) if first <= second else (first, second + need)
    return first, second


def _two_clerks_again(needs: Needs) -> int:
    """Watch the counter minute by minute."""
    line, minute, busy = list(needs), 0, [0, 0]
    while line or any(busy):
        for clerk in range(2):
            if busy[clerk] == 0 and line:
                busy[clerk] = line.pop(0)
        busy = [max(0, left - 1) for left in busy]
        minute += 1
    return minute
