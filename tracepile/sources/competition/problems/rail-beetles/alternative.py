import sys


def step(beetles, end):
    """Walk half a centimetre; give the beetles that are still on the rail and how many fell off its left end."""
    walked = {}
    fallen = 0
    for place, direction in beetles:
        place += direction
        if place == 0:
            fallen += 1
        elif place < end:
            walked.setdefault(place, []).append(direction)
    remaining = []
    for place, directions in walked.items():
        for direction in directions:
            # two beetles at one place turn round
            remaining.append((place, -direction if len(directions) == 2 else direction))
    return remaining, fallen


def main():
    n, l = map(int, sys.stdin.readline().split())
    beetles = []
    for _ in range(n):
        place, side = sys.stdin.readline().split()
        beetles.append((2 * int(place), 1 if side == "R" else -1))
    half_seconds = 0
    left = 0
    while beetles:
        beetles, fallen = step(beetles, 2 * l)
        left += fallen
        half_seconds += 1
    print(half_seconds // 2, left)


main()
