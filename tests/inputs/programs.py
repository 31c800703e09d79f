"""Small programs of many kinds, written for these tests."""

from textwrap import dedent

from tracepile.records import Case, Domain, Program
from tracepile.sources.sourced import SourcedProgram


def sourced(code: str, entry_point: str | None, *inputs: str, generator: str | None = None) -> SourcedProgram:
    program = Program(Domain.CLASSICAL, "hub/tests/p", "tests:1", "Apache-2.0", dedent(code), entry_point)
    if entry_point is None:
        return SourcedProgram(program, tuple(Case(program.id, stdin=text) for text in inputs), generator)
    return SourcedProgram(program, tuple(Case(program.id, call=call) for call in inputs), generator)


BRANCHY = """
    def grade(score):
        if score < 0 or score > 100:
            raise ValueError("no such score")
        if score >= 90:
            return "A"
        elif score >= 75:
            return "B"
        elif score == 42:
            return "answer"
        return "C"
"""

LEAP_YEAR = """
    def leap(year):
        if year % 400 == 0:
            return True
        if year % 100 == 0:
            return False
        return year % 4 == 0
"""

COMMAND = """
    def apply(command, value):
        if command == "double":
            return value * 2
        if command.startswith("neg"):
            return -value
        if command in ("zero", "clear"):
            return 0
        return value
"""

BRACKETS = """
    def balanced(text):
        open_brackets = []
        pairs = {")": "(", "]": "["}
        for char in text:
            if char in "([":
                open_brackets.append(char)
            elif char in pairs:
                if not open_brackets or open_brackets.pop() != pairs[char]:
                    return False
        return not open_brackets
"""

TEXT = """
    def shout(text):
        words = text.split()
        longest = ""
        for word in words:
            if len(word) > len(longest):
                longest = word
            if word.isdigit():
                return word
        return longest.upper()
"""

MATRIX = """
    def saddle(matrix):
        best = None
        for row in range(len(matrix)):
            for column in range(len(matrix[0])):
                value = matrix[row][column]
                if value == min(matrix[row]) and value == max(line[column] for line in matrix):
                    best = (row, column)
        return best
"""

GRAPH = """
    from collections import deque

    def reach(graph, start, goal):
        queue = deque([(start, 0)])
        seen = {start}
        while queue:
            node, steps = queue.popleft()
            if node == goal:
                return steps
            for neighbour in graph[node]:
                if neighbour not in seen:
                    seen.add(neighbour)
                    queue.append((neighbour, steps + 1))
        return -1
"""

TREE = """
    def height(node):
        if node is None:
            return 0
        left, right = height(node["left"]), height(node["right"])
        if left > right:
            return left + 1
        return right + 1
"""

SEARCH = """
    def search(nums: list[int], target: int) -> int:
        for index, value in enumerate(nums):
            if value == target:
                return index
        return -1
"""

MATCH = """
    def area(kind, size):
        match kind:
            case "square":
                return size * size
            case "line":
                return 0
            case _:
                return -1
"""

HELPERS = """
    class Counter:
        def __init__(self, items):
            self.items = items

        def above(self, bound):
            return [item for item in self.items if item > bound]

    def unused(text):
        if text:
            return 1
        return 2

    def solve(values, bound):
        found = Counter(values).above(bound)
        if len(found) > 2:
            return found[2]
        return None
"""

DIVIDE = """
    def share(total, parts):
        return total // parts
"""

HANGS = """
    def halve(n):
        steps = 0
        while n != 1:
            n = n // 2
            steps += 1
        return steps
"""

FREEZES = """
    def power(n):
        if n > 6:
            return len(str(n ** n ** n))
        return n * n
"""

STDIN_COUNTED = """
    n = int(input())
    values = list(map(int, input().split()))
    assert len(values) == n
    best = 0
    for value in values:
        if value > best:
            best = value
    if best > 9:
        print("large", best)
    else:
        print(best)
"""
