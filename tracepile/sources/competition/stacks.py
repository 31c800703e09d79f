"""Problems of stacks: brackets, rows in which neighbours vanish, and places that wait for what comes later."""

from __future__ import annotations

import random
import re
from string import ascii_lowercase

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, is_word, read_rows, write_rows

_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))
_INNERMOST = re.compile(r"([2-9])\(([a-z]+)\)")


def _brackets(rng: random.Random, pairs: int) -> str:
    """Give a balanced line with this many pairs of brackets of several kinds."""
    if pairs == 0:
        return ""
    inside = rng.randrange(pairs)
    opening, closing = rng.choice(_PAIRS)
    return opening + _brackets(rng, inside) + closing + _brackets(rng, pairs - 1 - inside)


def _bracket_kinds(rng: random.Random, size: int) -> str:
    line = _brackets(rng, rng.randint(1, size + 2))
    match rng.randrange(4):
        case 0:
            line = line[: rng.randint(1, len(line))]
        case 1:
            place = rng.randrange(len(line))
            line = line[:place] + rng.choice(")]}") + line[place + 1 :]
        case 2:
            place = rng.randrange(len(line))
            line = line[:place] + rng.choice("([{") + line[place:]
    return write_rows([line])


def _bracket_kinds_constraints(stdin: str) -> bool:
    (line,) = stdin.splitlines()
    return is_word(line, 200, "()[]{}")


def _balanced_stretch(rng: random.Random, size: int) -> str:
    return write_rows(["".join(rng.choices("()", k=rng.randint(size, 3 * size + 3)))])


def _balanced_stretch_constraints(stdin: str) -> bool:
    (line,) = stdin.splitlines()
    return is_word(line, 500, "()")


def _brick_mural(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 4)
    return write_rows((n,), (rng.randint(1, 9) for _ in range(n)))


def _brick_mural_constraints(stdin: str) -> bool:
    (n,), heights = read_rows(stdin)
    return 1 <= n <= 500 and len(heights) == n and between(1, heights, 1000)


def _leaving_order(rng: random.Random, n: int) -> list[int]:
    siding: list[int] = []
    arriving = list(range(n, 0, -1))
    order = []
    while arriving or siding:
        if not siding or (arriving and rng.random() < 0.5):
            siding.append(arriving.pop())
        else:
            order.append(siding.pop())
    return order


def _siding_trains(rng: random.Random, size: int) -> str:
    orders = [_leaving_order(rng, rng.randint(2, size + 2)) for _ in range(rng.randint(1, 1 + size // 2))]
    for order in orders:
        if rng.random() < 0.5:
            i, j = rng.sample(range(len(order)), 2)
            order[i], order[j] = order[j], order[i]
    return write_rows((len(orders),), *(row for order in orders for row in ((len(order),), order)))


def _siding_trains_constraints(stdin: str) -> bool:
    (t,), *rows = read_rows(stdin)
    return (
        1 <= t <= 10
        and len(rows) == 2 * t
        and all(
            1 <= n <= 100 and sorted(order) == list(range(1, n + 1))
            for (n,), order in zip(rows[::2], rows[1::2], strict=True)
        )
    )


def _folded(rng: random.Random, parts: int, depth: int) -> str:
    text = ""
    for _ in range(parts):
        if depth > 0 and rng.random() < 0.5:
            text += f"{rng.randint(2, 3)}({_folded(rng, rng.randint(1, 2), depth - 1)})"
        else:
            text += "".join(rng.choices(ascii_lowercase, k=rng.randint(1, 2)))
    return text


def _folded_text(rng: random.Random, size: int) -> str:
    return write_rows([_folded(rng, 1 + size // 2, 1 + size // 2)])


def _folded_text_constraints(stdin: str) -> bool:
    (text,) = stdin.splitlines()
    if not is_word(text, 100, ascii_lowercase + "23456789()"):
        return False
    # while at most 1000 letters and 100 signs of folding are there, unfolding goes on
    while not is_word(text, 1000) and len(text) <= 1100:
        unfolded = _INNERMOST.sub(lambda match: int(match[1]) * match[2], text)
        if unfolded == text:
            return False
        text = unfolded
    return is_word(text, 1000)


def _typing_keys(rng: random.Random, size: int) -> str:
    letters = "".join(rng.sample(ascii_lowercase, 4))
    return write_rows(["".join(rng.choices(letters + "<#", (4, 4, 4, 4, 6, 1), k=rng.randint(size, 4 * size)))])


def _typing_keys_constraints(stdin: str) -> bool:
    (keys,) = stdin.splitlines()
    return is_word(keys, 300, ascii_lowercase + "<#")


def _gem_crush(rng: random.Random, size: int) -> str:
    k = rng.choice((2, 2, 3))
    row = "".join(rng.choices(rng.sample(ascii_lowercase, 2), k=rng.randint(1, size + 2)))
    for _ in range(rng.randint(1, 1 + size // 2)):
        # whole groups, put in anywhere, make chains of vanishing gems
        place = rng.randint(0, len(row))
        row = row[:place] + rng.choice(row) * k + row[place:]
    return write_rows((k,), [row])


def _gem_crush_constraints(stdin: str) -> bool:
    first, gems = stdin.splitlines()
    return 2 <= int(first) <= 10 and is_word(gems, 200)


PROBLEMS = (
    Problem(
        "bracket-kinds",
        1100,
        ("data structures", "strings"),
        _bracket_kinds,
        _bracket_kinds_constraints,
        ("(\n", "}\n", "[]\n", "[)\n", "{{{{\n", "([{}])\n", "()()]\n"),
    ),
    Problem(
        "balanced-stretch",
        1700,
        ("data structures", "dp", "strings"),
        _balanced_stretch,
        _balanced_stretch_constraints,
        ("(\n", ")\n", "()\n", ")(\n", "(((((\n", "()(())\n", "())()\n", "(()()\n"),
    ),
    Problem(
        "brick-mural",
        1900,
        ("data structures", "divide and conquer"),
        _brick_mural,
        _brick_mural_constraints,
        ("1\n1\n", "1\n1000\n", "6\n1 2 3 4 5 6\n", "6\n6 5 4 3 2 1\n", "5\n3 3 3 3 3\n", "5\n5 1 5 1 5\n"),
    ),
    Problem(
        "siding-trains",
        1400,
        ("data structures", "simulation"),
        _siding_trains,
        _siding_trains_constraints,
        ("1\n1\n1\n", "1\n6\n6 5 4 3 2 1\n", "1\n6\n1 2 3 4 5 6\n", "2\n3\n3 1 2\n3\n1 3 2\n", "1\n4\n4 1 2 3\n"),
    ),
    Problem(
        "folded-text",
        1500,
        ("data structures", "strings"),
        _folded_text,
        _folded_text_constraints,
        ("a\n", "2(a)\n", "9(z)\n", "2(2(2(a)))\n", "abcdefgh\n", "2(a)3(b)4(c)\n", "a2(b2(c)d)e\n"),
    ),
    Problem(
        "typing-keys",
        900,
        ("strings", "simulation", "data structures"),
        _typing_keys,
        _typing_keys_constraints,
        ("a\n", "<\n", "#\n", "abc<<<<\n", "abc#\n", "<<<abc\n", "a#b#c<d\n", "abcdefgh\n"),
    ),
    Problem(
        "gem-crush",
        1200,
        ("data structures", "strings", "simulation"),
        _gem_crush,
        _gem_crush_constraints,
        ("2\na\n", "2\naa\n", "3\naa\n", "2\naaaaa\n", "10\naaaaaaaaaa\n", "2\nabccba\n", "3\nabbbaab\n"),
    ),
)
