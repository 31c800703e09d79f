import sys


def main():
    lines = sys.stdin.read().splitlines()
    n = int(lines[0].split()[0])
    free = [set(), set()]
    for number, line in enumerate(lines[1:]):
        a, b = map(int, line.split())
        sister = 0 if number < n else 1
        free[sister].update(range(a, b))
    both = free[0] & free[1]
    stretches = 0
    for minute in sorted(both):
        if minute - 1 not in both:
            stretches += 1
    print(len(both), stretches)


main()
