"""Problems of implementation: simulations and work on strings."""

from __future__ import annotations

import random
from itertools import islice
from string import ascii_lowercase

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, is_word, read_rows, write_rows

_SHIPS = ("gull", "heron", "tern", "swan", "crane", "plover")


def _robot_patrol(rng: random.Random, size: int) -> str:
    commands = "".join(rng.choice("LRUD") for _ in range(rng.randint(size + 1, 3 * size)))
    return write_rows((rng.randint(1, 4), rng.randint(1, 4)), [commands])


def _robot_patrol_constraints(stdin: str) -> bool:
    first, commands = stdin.splitlines()
    rows, columns = map(int, first.split())
    return between(1, (rows, columns), 50) and is_word(commands, 1000, "LRUD")


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
        if not is_word(name, 10):
            return False
        inside ^= {name}
    return 1 <= int(first) <= 200 and len(lines) == int(first)


def _word_stutter(rng: random.Random, size: int) -> str:
    letters = rng.sample(ascii_lowercase, size + 1)
    runs = [rng.choice(letters) * rng.choice((1, 1, 2, 3)) for _ in range(rng.randint(1, size + 1))]
    return write_rows(["".join(runs)])


def _word_stutter_constraints(stdin: str) -> bool:
    (word,) = stdin.splitlines()
    return is_word(word, 200)


def _bracket_repair(rng: random.Random, size: int) -> str:
    return write_rows(["".join(rng.choice("()") for _ in range(rng.randint(size, 3 * size + 2)))])


def _bracket_repair_constraints(stdin: str) -> bool:
    (word,) = stdin.splitlines()
    return is_word(word, 100, "()")


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


def _spiral_reading(rng: random.Random, size: int) -> str:
    rows, columns = rng.randint(1, min(size, 4)), rng.randint(1, size)
    return write_rows((rows, columns), *(["".join(rng.choices(ascii_lowercase, k=columns))] for _ in range(rows)))


def _spiral_reading_constraints(stdin: str) -> bool:
    first, *table = stdin.splitlines()
    rows, columns = map(int, first.split())
    return (
        between(1, (rows, columns), 20)
        and len(table) == rows
        and all(is_word(line, 20) and len(line) == columns for line in table)
    )


def _rail_beetles(rng: random.Random, size: int) -> str:
    length = rng.randint(size + 2, size + 4)
    n = rng.randint(1, min(3, size))
    places = rng.sample(range(1, length), n)
    return write_rows((n, length), *((place, rng.choice("LR")) for place in places))


def _rail_beetles_constraints(stdin: str) -> bool:
    first, *lines = stdin.splitlines()
    n, length = map(int, first.split())
    beetles = [line.split() for line in lines]
    places = [int(place) for place, _ in beetles]
    return (
        1 <= n <= 50
        and 2 <= length <= 100
        and len(places) == len(set(places)) == n
        and between(1, places, length - 1)
        and all(side in ("L", "R") for _, side in beetles)
    )


def _moss_roof(rng: random.Random, size: int) -> str:
    rows, columns = rng.randint(1, 1 + size // 2), rng.randint(1, 1 + size // 2)
    roof = (["".join(rng.choices(".#", k=columns))] for _ in range(rows))
    return write_rows((rows, columns, rng.randint(0, 1 + size // 2)), *roof)


def _moss_roof_constraints(stdin: str) -> bool:
    first, *roof = stdin.splitlines()
    rows, columns, days = map(int, first.split())
    return (
        between(1, (rows, columns), 20)
        and 0 <= days <= 50
        and len(roof) == rows
        and all(is_word(line, 20, ".#") and len(line) == columns for line in roof)
    )


def _market_calendar(rng: random.Random, size: int) -> str:
    lengths = [rng.randint(1, 2 + size) for _ in range(rng.randint(1, size))]
    month = rng.randint(1, len(lengths))
    day = rng.randint(1, lengths[month - 1])
    return write_rows((len(lengths), rng.randint(2, 7), month, day, rng.randint(0, 4 * size)), lengths)


def _market_calendar_constraints(stdin: str) -> bool:
    (n, week, month, day, days), lengths = read_rows(stdin)
    return (
        1 <= month <= n <= 20
        and 1 <= week <= 10
        and len(lengths) == n
        and between(1, lengths, 50)
        and 1 <= day <= lengths[month - 1]
        and 0 <= days <= 10**4
    )


def _endless_patrol(rng: random.Random, size: int) -> str:
    words = (["".join(rng.choices("FLR", (3, 1, 1), k=rng.randint(1, size + 2)))] for _ in range(3))
    count = rng.randint(1, 1 + size // 2)
    return write_rows((count,), *islice(words, count))


def _endless_patrol_constraints(stdin: str) -> bool:
    first, *words = stdin.splitlines()
    return 1 <= int(first) <= 10 and len(words) == int(first) and all(is_word(word, 100, "FLR") for word in words)


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
    Problem(
        "spiral-reading",
        1100,
        ("implementation", "simulation"),
        _spiral_reading,
        _spiral_reading_constraints,
        ("1 1\na\n", "1 5\nabcde\n", "4 1\na\nb\nc\nd\n", "2 2\nab\ndc\n", "3 3\nabc\nhid\ngfe\n"),
    ),
    Problem(
        "rail-beetles",
        1500,
        ("simulation", "math"),
        _rail_beetles,
        _rail_beetles_constraints,
        ("1 2\n1 L\n", "1 12\n1 R\n", "2 3\n1 R\n2 L\n", "4 5\n4 L\n3 L\n2 R\n1 R\n", "3 4\n1 L\n2 R\n3 R\n"),
    ),
    Problem(
        "moss-roof",
        1400,
        ("simulation", "bit manipulation", "implementation"),
        _moss_roof,
        _moss_roof_constraints,
        ("1 1 1\n#\n", "1 1 0\n#\n", "1 3 2\n.#.\n", "3 1 1\n#\n#\n#\n", "2 2 3\n##\n##\n", "3 3 0\n#.#\n.#.\n#.#\n"),
    ),
    Problem(
        "market-calendar",
        1000,
        ("implementation", "simulation", "math"),
        _market_calendar,
        _market_calendar_constraints,
        ("1 1 1 1 0\n1\n", "1 10 1 1 20\n1\n", "2 7 2 50 1\n1 50\n", "3 5 1 1 5\n2 2 2\n", "2 3 1 2 6\n3 3\n"),
    ),
    Problem(
        "endless-patrol",
        1300,
        ("implementation", "math", "simulation"),
        _endless_patrol,
        _endless_patrol_constraints,
        ("1\nF\n", "1\nL\n", "1\nLR\n", "2\nRR\nFRRFRR\n", "1\nFLLFFRR\n", "3\nFR\nFL\nFLL\n"),
    ),
)
