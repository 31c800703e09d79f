import sys
from functools import cmp_to_key


def half(lamp):
    x, y = lamp
    return int(y < 0 or (y == 0 and x < 0))


def compare(first, second):
    # by the angle, without computing it
    if half(first) != half(second):
        return half(first) - half(second)
    return first[1] * second[0] - first[0] * second[1]


def main():
    read = sys.stdin.readline
    lamps = []
    for _ in range(int(read())):
        lamps.append(tuple(map(int, read().split())))
    lamps.sort(key=cmp_to_key(compare))
    seen = 1
    for i in range(1, len(lamps)):
        if compare(lamps[i - 1], lamps[i]) != 0:
            seen += 1
    print(seen)


main()
