"""A contest's program: it reads numbers from standard input and prints answers."""

# ruff: noqa: T201 - printing is what it is for

from bisect import bisect_left

_NUMBERS = " ".join(str(number * 53 % 97) for number in range(40))
_QUESTIONS = "\n".join(map(str, range(0, 100, 5)))
STDIN = f"40 20\n{_NUMBERS}\n{_QUESTIONS}\n"


def main() -> None:
    """For each question: where the number would stand, and how far the nearest one is."""
    count, questions = map(int, input().split())
    numbers = sorted(map(int, input().split()))
    longest = [1] * count
    for i in range(count):
        for j in range(max(0, i - 6), i):
            if numbers[i] - numbers[j] >= 4 and longest[j] + 1 > longest[i]:
                longest[i] = longest[j] + 1
    print(max(longest))
    for _ in range(questions):
        wanted = int(input())
        place = bisect_left(numbers, wanted)
        nearest = abs(numbers[min(place, count - 1)] - wanted)
        if place > 0:
            nearest = min(nearest, wanted - numbers[place - 1])
        print(place, nearest)
