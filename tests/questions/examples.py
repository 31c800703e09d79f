"""Small programs, and all that each family can ask about them, worked out by hand."""

from __future__ import annotations

from typing import Any, NamedTuple

LARGEST_GAP = """
    def largest_gap(nums):
        best = 0
        for a, b in zip(nums, nums[1:]):
            if b - a > best:
                best = b - a
        return best
"""
GAPS = "largest_gap([3, 9, 10, 21])"

FACTORIAL = """
    def factorial(n):
        if n == 0:
            return 1
        smaller = factorial(n - 1)
        return n * smaller
"""
HALVES = """
    def halve(n):
        steps = 0
        while n > 1:
            n = n // 2
            steps += 1
        return steps
"""
SORT = """
    def sort(items):
        for i in range(len(items) - 1):
            if items[i] > items[i + 1]:
                items[i], items[i + 1] = items[i + 1], items[i]
"""
CHECKED = """
    def check(age):
        if age < 0:
            raise ValueError(f"age {age} is negative")
        return age


    def total(ages):
        found = 0
        for age in ages:
            found += check(age)
        return found
"""
SUM = """
    n = int(input())
    total = 0
    for i in range(n):
        total += int(input())
    print(total)
"""
SKIPS = """
    def odd_sum(numbers):
        total = 0
        for number in numbers:
            if number % 2 == 0:
                continue
            total += number
        return total
"""
PLAIN = """
    def area(width, height):
        size = width * height
        return size
"""
SILENT = """
    def forget(items):
        items.clear()
"""


class Example(NamedTuple):
    """What a family can ask about a run: the answers under the parameters of the questions."""

    family: str
    code: str
    given: str
    answers: dict[tuple[tuple[str, Any], ...], str]


def _at(**parameters: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(parameters.items()))


EXAMPLES = [
    Example("output", LARGEST_GAP, GAPS, {_at(): "11"}),
    Example("output", SUM, "2\n5\n7\n", {_at(): "'12\\n'"}),
    Example("output", SILENT, "forget([1])", {}),
    Example("output", CHECKED, "check(-1)", {}),
    Example(
        "variable_value",
        LARGEST_GAP,
        GAPS,
        {_at(line=5, visit=2, variable="best"): "11"},
    ),
    Example(
        "variable_value",
        HALVES,
        "halve(9)",
        {
            _at(line=4, visit=2, variable="n"): "2",
            _at(line=4, visit=3, variable="n"): "1",
            _at(line=5, visit=2, variable="steps"): "2",
            _at(line=5, visit=3, variable="steps"): "3",
        },
    ),
    Example("variable_value", PLAIN, "area(3, 4)", {_at(line=2, visit=1, variable="size"): "12"}),
    # Line 4 of one call runs inside line 4 of another: which of them is the 2nd could be argued about.
    Example("variable_value", FACTORIAL, "factorial(3)", {}),
    # What a line reads from the input is no work of the program.
    Example("variable_value", SUM, "1\n5\n", {}),
    Example(
        "loop_iterations",
        LARGEST_GAP,
        GAPS,
        {_at(line=3): "3"},
    ),
    Example("loop_iterations", HALVES, "halve(9)", {_at(line=3): "3"}),
    Example("loop_iterations", HALVES, "halve(1)", {}),
    Example(
        "loop_iterations",
        """
        def pairs(n):
            found = 0
            for i in range(n):
                for j in range(i):
                    found += 1
            return found
        """,
        "pairs(4)",
        {_at(line=3): "4", _at(line=4): "6"},
    ),
    Example(
        "loop_iterations", "def ten():\n    s = 0\n    for i in range(10):\n        s += i\n    return s", "ten()", {}
    ),
    Example(
        "branch",
        LARGEST_GAP,
        GAPS,
        {_at(line=4, visit=1): "True", _at(line=4, visit=2): "False", _at(line=4, visit=3): "True"},
    ),
    Example("branch", FACTORIAL, "factorial(0)", {_at(line=2, visit=1): "True"}),
    Example("branch", FACTORIAL, "factorial(1)", {_at(line=2, visit=1): "False", _at(line=2, visit=2): "True"}),
    Example("branch", SKIPS, "odd_sum([2, 4])", {}),
    Example("call_count", FACTORIAL, "factorial(3)", {_at(function="factorial"): "4"}),
    Example("call_count", CHECKED, "total([4, 5, 6])", {_at(function="check"): "3"}),
    Example("call_count", CHECKED, "total([4])", {}),
    Example(
        "call_count",
        """
        def count(n):
            for i in range(n):
                yield i


        def both(n):
            return sum(count(n)) + sum(count(n))
        """,
        "both(3)",
        {},
    ),
    Example("recursion_depth", FACTORIAL, "factorial(3)", {_at(function="factorial"): "4"}),
    Example(
        "recursion_depth",
        """
        def even(n):
            return n == 0 or odd(n - 1)


        def odd(n):
            return n != 0 and even(n - 1)
        """,
        "even(4)",
        {_at(function="even"): "3", _at(function="odd"): "2"},
    ),
    Example("recursion_depth", CHECKED, "total([1, 2])", {}),
    Example("unreached_lines", CHECKED, "total([1, 2])", {_at(function="check"): "[3]"}),
    Example("unreached_lines", CHECKED, "total([])", {_at(function="total"): "[10]"}),
    Example("unreached_lines", CHECKED, "check(-1)", {_at(function="check"): "[4]"}),
    Example("unreached_lines", LARGEST_GAP, GAPS, {}),
    Example(
        "unreached_lines",
        """
        def describe(n):
            "Say what a number is."
            if n > 0:
                word = "positive"
            else:
                word = "negative"
                n = -n
            # a comment
            return word, n
        """,
        "describe(3)",
        {_at(function="describe"): "[6, 7]"},
    ),
    Example("raised_exception", CHECKED, "total([4, -5])", {_at(): "('ValueError', 3)"}),
    Example("raised_exception", PLAIN, "area(3, None)", {_at(): "('TypeError', 2)"}),
    Example("raised_exception", PLAIN, "area(3, 4)", {}),
    Example("input_for_output", LARGEST_GAP, GAPS, {_at(): GAPS}),
    Example("input_for_output", SUM, "2\n5\n7\n", {_at(): "'2\\n5\\n7\\n'"}),
    Example("input_for_output", "def one():\n    return 1", "one()", {}),
    Example(
        "next_line",
        SKIPS,
        "odd_sum([3, 4])",
        {
            _at(line=3, visit=1): "4",
            _at(line=3, visit=2): "4",
            _at(line=3, visit=3): "7",
            _at(line=4, visit=1): "6",
            _at(line=4, visit=2): "5",
            _at(line=5, visit=1): "3",
            _at(line=6, visit=1): "3",
        },
    ),
    Example("next_line", PLAIN, "area(3, 4)", {}),
    Example("first_iteration", LARGEST_GAP, "largest_gap([9, 3, 3, 4])", {_at(line=4, loop=3): "3"}),
    Example("first_iteration", LARGEST_GAP, GAPS, {}),
    Example("first_iteration", SKIPS, "odd_sum([1, 3, 5, 2])", {_at(line=4, loop=3): "4"}),
    Example(
        "returned_value",
        FACTORIAL,
        "factorial(3)",
        {
            _at(function="factorial", call=2): "2",
            _at(function="factorial", call=3): "1",
            _at(function="factorial", call=4): "1",
        },
    ),
    Example("returned_value", LARGEST_GAP, GAPS, {}),
    Example("line_count", LARGEST_GAP, GAPS, {_at(line=4): "3", _at(line=5): "2"}),
    Example("line_count", PLAIN, "area(3, 4)", {}),
    Example(
        "variable_history",
        LARGEST_GAP,
        GAPS,
        {
            _at(function="largest_gap", variable="a"): "[3, 9, 10]",
            _at(function="largest_gap", variable="b"): "[9, 10, 21]",
            _at(function="largest_gap", variable="best"): "[0, 6, 11]",
        },
    ),
    Example("variable_history", FACTORIAL, "factorial(4)", {}),
    Example("argument_after_call", SORT, "sort([5, 2, 4])", {_at(position=0, parameter="items"): "[2, 4, 5]"}),
    Example(
        "argument_after_call",
        "def move(a, b):\n    b.append(a.pop())\n    b.sort()\n",
        "move(b=[1], a=[1])",
        {_at(position=0, parameter="b"): "[1, 1]", _at(position=1, parameter="a"): "[]"},
    ),
    Example("argument_after_call", "def f(*rows):\n    rows[0].clear()\n", "f([1], [2])", {}),
    Example("argument_after_call", SORT, "sort([1, 2])", {}),
    Example("argument_after_call", SUM, "1\n5\n", {}),
]
