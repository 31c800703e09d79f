"""Problems of data structures: running answers, windows and ranges."""

from __future__ import annotations

import random

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, read_rows, write_rows


def _median_arrivals(rng: random.Random, size: int) -> str:
    n = rng.randint(size, 2 * size)
    return write_rows((n,), (rng.randint(1, 20) for _ in range(n)))


def _median_arrivals_constraints(stdin: str) -> bool:
    (n,), times = read_rows(stdin)
    return 1 <= n <= 200 and len(times) == n and between(1, times, 1000)


def _peak_watch(rng: random.Random, size: int) -> str:
    n = rng.randint(size, 2 * size)
    return write_rows((n, rng.randint(1, min(n, 4))), (rng.randint(0, 12) for _ in range(n)))


def _peak_watch_constraints(stdin: str) -> bool:
    (n, k), heights = read_rows(stdin)
    return 1 <= k <= n <= 1000 and len(heights) == n and between(0, heights, 1000)


def _till_totals(rng: random.Random, size: int) -> str:
    n = rng.randint(size, 2 * size)
    events = []
    for _ in range(rng.randint(1, size + 1)):
        asks = rng.random() < 0.4
        events.append(
            (2, *sorted(rng.choices(range(1, n + 1), k=2))) if asks else (1, rng.randint(1, n), rng.randint(1, 20))
        )
    events.append((2, *sorted(rng.choices(range(1, n + 1), k=2))))
    return write_rows((n, len(events)), *events)


def _till_totals_constraints(stdin: str) -> bool:
    (n, q), *events = read_rows(stdin)
    return (
        between(1, (n, q), 100)
        and len(events) == q
        and any(kind == 2 for kind, _, _ in events)
        and all(
            (kind == 1 and 1 <= x <= n and 1 <= y <= 1000) or (kind == 2 and 1 <= x <= y <= n) for kind, x, y in events
        )
    )


def _cold_store(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 2)
    events: list[tuple[str, int, int]] = []
    for _ in range(rng.randint(0, size)):
        if rng.random() < 0.6:
            events.append(("set", rng.randint(1, n), rng.randint(-9, 9)))
        else:
            left, right = sorted(rng.choices(range(1, n + 1), k=2))
            events.append(("min", left, right))
    events.append(("min", rng.randint(1, (n + 1) // 2), n))
    return write_rows((n, len(events)), (rng.randint(-9, 9) for _ in range(n)), *events)


def _cold_store_constraints(stdin: str) -> bool:
    first, second, *lines = stdin.splitlines()
    n, q = map(int, first.split())
    temperatures = [int(token) for token in second.split()]
    asked = False
    for line in lines:
        word, *numbers = line.split()
        x, y = map(int, numbers)
        if word == "min" and 1 <= x <= y <= n:
            asked = True
        elif not (word == "set" and 1 <= x <= n and -50 <= y <= 50):
            return False
    return (
        asked
        and between(1, (n, q), 100)
        and len(lines) == q
        and len(temperatures) == n
        and between(-50, temperatures, 50)
    )


def _ink_runs(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 5)
    m = rng.randint(1, n)
    return write_rows((n, m), rng.sample(range(1, n + 1), m))


def _ink_runs_constraints(stdin: str) -> bool:
    (n, m), cells = read_rows(stdin)
    return 1 <= m <= n <= 1000 and len(cells) == len(set(cells)) == m and between(1, cells, n)


PROBLEMS = (
    Problem(
        "median-arrivals",
        1500,
        ("data structures", "sorting", "binary search"),
        _median_arrivals,
        _median_arrivals_constraints,
        ("1\n1\n", "2\n1000 1\n", "6\n1 2 3 4 5 6\n", "6\n6 5 4 3 2 1\n", "5\n8 8 8 8 8\n"),
    ),
    Problem(
        "peak-watch",
        1500,
        ("data structures", "dp"),
        _peak_watch,
        _peak_watch_constraints,
        ("1 1\n0\n", "4 4\n1 2 3 1000\n", "4 1\n5 5 5 5\n", "6 3\n6 5 4 3 2 1\n", "7 2\n1 2 3 4 5 6 7\n"),
    ),
    Problem(
        "till-totals",
        1600,
        ("data structures", "bit manipulation"),
        _till_totals,
        _till_totals_constraints,
        (
            "1 1\n2 1 1\n",
            "1 2\n1 1 1000\n2 1 1\n",
            "100 2\n1 100 1000\n2 99 100\n",
            "8 5\n1 8 1\n1 1 1\n2 1 8\n2 2 7\n2 8 8\n",
        ),
    ),
    Problem(
        "cold-store",
        1700,
        ("data structures", "implementation"),
        _cold_store,
        _cold_store_constraints,
        (
            "1 1\n-50\nmin 1 1\n",
            "1 2\n50\nset 1 -50\nmin 1 1\n",
            "4 2\n3 3 3 3\nmin 1 4\nmin 2 3\n",
            "5 4\n1 2 3 4 5\nset 1 9\nmin 1 5\nset 5 2\nmin 2 5\n",
        ),
    ),
    Problem(
        "ink-runs",
        1500,
        ("data structures", "graphs", "implementation"),
        _ink_runs,
        _ink_runs_constraints,
        ("1 1\n1\n", "5 5\n1 2 3 4 5\n", "5 5\n1 3 5 4 2\n", "1000 3\n1 1000 500\n", "6 6\n6 5 4 3 2 1\n"),
    ),
)
