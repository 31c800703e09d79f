import sys


def main():
    n, *said = map(int, sys.stdin.read().split())
    total = sum(said) // 2
    answer = []
    for child in range(n):
        # All others form pairs of neighbours: skip the child, then take every second sum.
        others = 0
        for step in range(1, n, 2):
            others += said[(child + step) % n]
        answer.append(total - others)
    print(*answer)


main()
