"""Problems of implementation: simulations and work on strings."""

from __future__ import annotations

import random
from string import ascii_lowercase

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, read_rows, write_rows

_SHIPS = ("gull", "heron", "tern", "swan", "crane", "plover")


def _robot_patrol(rng: random.Random, size: int) -> str:
    commands = "".join(rng.choice("LRUD") for _ in range(rng.randint(size + 1, 3 * size)))
    return write_rows((rng.randint(1, 4), rng.randint(1, 4)), [commands])


def _robot_patrol_constraints(stdin: str) -> bool:
    first, commands = stdin.splitlines()
    rows, columns = map(int, first.split())
    return between(1, (rows, columns), 50) and 1 <= len(commands) <= 1000 and set(commands) <= set("LRUD")


def _printer_queue(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 2)
    return write_rows((n, rng.randint(1, n)), rng.sample(range(1, 30), n))


def _printer_queue_constraints(stdin: str) -> bool:
    (n, p), priorities = read_rows(stdin)
    return 1 <= p <= n <= 50 and len(priorities) == len(set(priorities)) == n and between(1, priorities, 100)


def _harbour_berths(rng: random.Random, size: int) -> str:
    inside: list[str] = []
    outside = rng.sample(_SHIPS, len(_SHIPS))
    events = []
    for _ in range(rng.randint(size + 1, 2 * size + 2)):
        leaves = bool(inside) and (not outside or rng.random() < 0.4)
        came_from, goes_to = (inside, outside) if leaves else (outside, inside)
        ship = came_from.pop(rng.randrange(len(came_from)))
        goes_to.append(ship)
        events.append(("-" if leaves else "+", ship))
    return write_rows((len(events),), *events)


def _harbour_berths_constraints(stdin: str) -> bool:
    first, *lines = stdin.splitlines()
    inside: set[str] = set()
    for line in lines:
        sign, name = line.split(" ")
        if sign not in ("+", "-") or (name in inside) != (sign == "-"):
            return False
        if not (1 <= len(name) <= 10 and set(name) <= set(ascii_lowercase)):
            return False
        inside ^= {name}
    return 1 <= int(first) <= 200 and len(lines) == int(first)


def _word_stutter(rng: random.Random, size: int) -> str:
    letters = rng.sample(ascii_lowercase, size + 1)
    runs = [rng.choice(letters) * rng.choice((1, 1, 2, 3)) for _ in range(rng.randint(1, size + 1))]
    return write_rows(["".join(runs)])


def _word_stutter_constraints(stdin: str) -> bool:
    (word,) = stdin.splitlines()
    return 1 <= len(word) <= 200 and set(word) <= set(ascii_lowercase)


def _bracket_repair(rng: random.Random, size: int) -> str:
    return write_rows(["".join(rng.choice("()") for _ in range(rng.randint(size, 3 * size + 2)))])


def _bracket_repair_constraints(stdin: str) -> bool:
    (word,) = stdin.splitlines()
    return 1 <= len(word) <= 100 and set(word) <= set("()")


def _card_shuffle(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 2)
    return write_rows((n,), rng.sample(range(1, n + 1), n))


def _card_shuffle_constraints(stdin: str) -> bool:
    (n,), permutation = read_rows(stdin)
    if not 1 <= n <= 20 or sorted(permutation) != list(range(1, n + 1)):
        return False
    cards = list(permutation)
    for _ in range(60):
        if cards == sorted(cards):
            return True
        cards = [permutation[card - 1] for card in cards]
    return False


PROBLEMS = (
    Problem(
        "robot-patrol",
        800,
        ("simulation", "implementation"),
        _robot_patrol,
        _robot_patrol_constraints,
        ("1 1\nL\n", "1 5\nRRRRR\n", "3 1\nDDDUUU\n", "2 2\nRDLURDLU\n"),
    ),
    Problem(
        "printer-queue",
        1000,
        ("simulation", "data structures", "sorting"),
        _printer_queue,
        _printer_queue_constraints,
        ("1 1\n100\n", "4 4\n4 3 2 1\n", "4 1\n1 2 3 4\n", "5 3\n5 1 4 2 3\n"),
    ),
    Problem(
        "harbour-berths",
        1100,
        ("simulation", "data structures", "implementation"),
        _harbour_berths,
        _harbour_berths_constraints,
        ("1\n+ a\n", "2\n+ a\n- a\n", "6\n+ a\n+ b\n- a\n+ c\n- b\n+ a\n", "4\n+ d\n+ c\n+ b\n+ a\n"),
    ),
    Problem(
        "word-stutter",
        800,
        ("strings", "implementation"),
        _word_stutter,
        _word_stutter_constraints,
        ("z\n", "zz\n", "aaaaaaaaaaaa\n", "ababab\n", "aabbcc\n"),
    ),
    Problem(
        "bracket-repair",
        1000,
        ("strings", "greedy"),
        _bracket_repair,
        _bracket_repair_constraints,
        ("(\n", ")\n", "()\n", ")(\n", "((()))\n", ")))(((\n"),
    ),
    Problem(
        "card-shuffle",
        1300,
        ("simulation", "math", "number theory"),
        _card_shuffle,
        _card_shuffle_constraints,
        ("1\n1\n", "2\n2 1\n", "4\n2 3 4 1\n", "5\n1 2 3 4 5\n", "8\n2 3 1 5 6 7 8 4\n"),
    ),
)
