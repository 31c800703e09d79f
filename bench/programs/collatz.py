"""Plain numbers: the cheapest lines that Python has."""


def main() -> tuple[int, int]:
    """Find the number below 30 with the longest way to 1."""
    best, longest = 1, 0
    for start in range(1, 30):
        number, steps = start, 0
        while number != 1:
            if number % 2 == 0:
                number //= 2
            else:
                number = 3 * number + 1
            steps += 1
        if steps > longest:
            best, longest = start, steps
    return best, longest
