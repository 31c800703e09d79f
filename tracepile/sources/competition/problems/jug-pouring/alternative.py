from math import gcd


def pour(first, second, goal):
    # Always fill the first jug and empty the second: no other way is worth its steps.
    x = first
    y = 0
    steps = 1
    while goal != x and goal != y:
        moved = min(x, second - y)
        x -= moved
        y += moved
        steps += 1
        if goal == x or goal == y:
            break
        if x == 0:
            x = first
        else:
            y = 0
        steps += 1
    return steps


a, b, c = map(int, input().split())
if c > max(a, b) or c % gcd(a, b) != 0:
    print(-1)
else:
    print(min(pour(a, b, c), pour(b, a, c)))
