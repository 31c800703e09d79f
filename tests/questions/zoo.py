"""Programs that use the language in many ways, to ask about all that happens in them."""

from __future__ import annotations

ZOO = {
    "caught": (
        """
        def parse(words):
            good, bad = [], 0
            for word in words:
                try:
                    good.append(int(word))
                except ValueError:
                    bad += 1
                else:
                    good[-1] *= 2
                finally:
                    bad += 0
            return good, bad
        """,
        "parse(['1', 'x', '3', 'y'])",
    ),
    "uncaught in a callee": (
        """
        def ratio(a, b):
            return a // b


        def ratios(pairs):
            found = []
            for a, b in pairs:
                found.append(ratio(a, b))
            return found
        """,
        "ratios([(4, 2), (9, 3), (1, 0)])",
    ),
    "generator": (
        """
        def evens(limit):
            n = 0
            while n < limit:
                yield n
                n += 2


        def total(limit):
            found = 0
            for even in evens(limit):
                if even == 4:
                    continue
                found += even
            return found
        """,
        "total(9)",
    ),
    "class": (
        """
        class Stack:
            def __init__(self):
                self.items = []
                self.most = 0

            def push(self, item):
                self.items.append(item)
                if len(self.items) > self.most:
                    self.most = len(self.items)

            def pop(self):
                return self.items.pop()


        def play(moves):
            stack = Stack()
            for move in moves:
                if move == "pop":
                    stack.pop()
                else:
                    stack.push(move)
            return stack.most, stack.items
        """,
        "play([1, 2, 'pop', 3, 4, 'pop'])",
    ),
    "closure": (
        """
        def counts(words):
            seen = 0

            def note(word):
                nonlocal seen
                if word > "b":
                    seen += 1
                return seen

            return [note(word) for word in words]
        """,
        "counts(['a', 'c', 'b', 'd'])",
    ),
    "global": (
        """
        calls = 0


        def fib(n):
            global calls
            calls += 1
            if n < 2:
                return n
            return fib(n - 1) + fib(n - 2)
        """,
        "fib(5)",
    ),
    "recursion in a condition": (
        """
        def reach(graph, node, goal, seen):
            if node == goal:
                return True
            seen.append(node)
            for other in graph[node]:
                if other not in seen and reach(graph, other, goal, seen):
                    return True
            return False
        """,
        "reach({1: [2, 3], 2: [4], 3: [1], 4: []}, 1, 3, [])",
    ),
    "loop with else": (
        """
        def primes(limit):
            found = []
            for n in range(2, limit):
                for p in found:
                    if n % p == 0:
                        break
                else:
                    found.append(n)
            return found
        """,
        "primes(12)",
    ),
    "match": (
        """
        def area(shapes):
            total = 0
            for shape in shapes:
                match shape:
                    case ("square", side):
                        total += side * side
                    case ("box", width, height):
                        total += width * height
                    case _:
                        total -= 1
            return total
        """,
        "area([('square', 2), ('box', 2, 3), ('dot',), ('box', 3, 1)])",
    ),
    "walrus and chains": (
        """
        def digits(n):
            found = []
            while (rest := n % 10) or n:
                if 0 < rest <= 5 < n:
                    found.append(rest)
                n //= 10
            return found
        """,
        "digits(93752)",
    ),
    "memo": (
        """
        memo = {}


        def ways(n):
            if n in memo:
                return memo[n]
            memo[n] = 1 if n < 2 else ways(n - 1) + ways(n - 2)
            return memo[n]
        """,
        "ways(6)",
    ),
    "many lines": (
        """
        def spread(values):
            low = min(
                values,
            )
            high = max(values); middle = (low + high) / 2
            if high == low: return 0
            table = {
                "low": low,
                "middle": middle,
            }
            del low
            return table
        """,
        "spread([4, 8, 6])",
    ),
    "standard input": (
        """
        import sys


        def main():
            data = sys.stdin.read().split()
            n, values = int(data[0]), list(map(int, data[1:]))
            best, current = values[0], 0
            for value in values:
                current = max(value, current + value)
                best = max(best, current)
            print("best", best)
            print(*sorted(values), sep=",")
            if n != len(values):
                sys.exit(1)


        if __name__ == "__main__":
            main()
        """,
        "5\n2 -3 4 -1 2\n",
    ),
    "end of input": ("total = 0\nwhile True:\n    total += int(input())\n    print(total)\n", "1\n2\n"),
    "assertion": (
        """
        def half(n):
            assert n % 2 == 0, "odd"
            return n // 2


        def shrink(n):
            while n > 1:
                n = half(n)
            return n
        """,
        "shrink(12)",
    ),
    "tuples and defaults": (
        """
        def swap(a, *rest, step=2, **options):
            for i in range(0, len(rest) - 1, step):
                a, b = rest[i], a
                options[f"k{i}"] = (a, b)
            return options
        """,
        "swap(1, 2, 3, 4, 5, step=1)",
    ),
    "grid": (
        """
        def fill(rows, columns):
            grid = [[0] * columns for _ in range(rows)]
            for r in range(rows):
                for c in range(columns):
                    grid[r][c] = 1 if r == 0 or c == 0 else grid[r - 1][c] + grid[r][c - 1]
                    if grid[r][c] > 3:
                        grid[r][c] = 3
            return grid[-1][-1]
        """,
        "fill(3, 4)",
    ),
    "decorated": (
        """
        from functools import lru_cache


        @lru_cache
        def steps(n):
            if n <= 1:
                return 1
            return steps(n - 1) + steps(n - 2)
        """,
        "steps(6)",
    ),
    "context": (
        """
        class Box:
            def __enter__(self):
                return [0]

            def __exit__(self, *error):
                return True


        def risky(values):
            with Box() as box:
                for value in values:
                    box[0] += 10 // value
            return box
        """,
        "risky([5, 2, 0, 1])",
    ),
}
