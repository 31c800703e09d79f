import sys


def main():
    lines = [list(map(int, line.split())) for line in sys.stdin.read().splitlines()]
    wages = [0] + lines[1]
    boss = [0] + lines[2]
    cost = [0] * len(wages)
    # every wage counts for the person, the boss, the boss of the boss, ...
    for person in range(1, len(wages)):
        above = person
        while above != 0:
            cost[above] += wages[person]
            above = boss[above]
    print(*cost[1:])


main()
