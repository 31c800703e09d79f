import sys

PAIRS = ("()", "[]", "{}")


def first_error(line):
    """Give the position after which the line is lost, the one behind its end if it is too short, or 0."""
    left = [(bracket, number) for number, bracket in enumerate(line, start=1)]
    while True:
        for i in range(len(left) - 1):
            if left[i][0] + left[i + 1][0] in PAIRS:
                del left[i : i + 2]
                break
        else:
            # Without neighbouring pairs, the first closing bracket has nothing to close.
            closing = [number for bracket, number in left if bracket in ")]}"]
            if closing:
                return closing[0]
            return len(line) + 1 if left else 0


print(first_error(sys.stdin.readline().strip()))
