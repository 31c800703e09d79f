"""Generators that feed one another, closures and lambdas."""

from collections.abc import Callable, Iterator


def fibonacci() -> Iterator[int]:
    """Give the sequence without end."""
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def only(keep: Callable[[int], bool], numbers: Iterator[int]) -> Iterator[int]:
    """Pass on what is to be kept."""
    for number in numbers:
        if keep(number):
            yield number


def running_total() -> Callable[[int], int]:
    """Give a function that adds up what it is called with."""
    total = 0

    def add(number: int) -> int:
        nonlocal total
        total += number
        return total

    return add


def windows(numbers: Iterator[int], size: int) -> Iterator[list[int]]:
    """Give neighbours together."""
    window: list[int] = []
    for number in numbers:
        window.append(number)
        if len(window) == size:
            yield list(window)
            window.pop(0)


def main() -> int:
    """Pull numbers through all of them."""
    add = running_total()
    latest = 0
    odd = only(lambda number: number % 2 == 1, fibonacci())
    for count, window in enumerate(windows(odd, 3)):
        latest = add(sum(value % 1000 for value in window))
        if count == 40:
            break
    return latest
