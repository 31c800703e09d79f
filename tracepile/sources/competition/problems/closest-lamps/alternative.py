import sys

FAR = 10**7


def closest(lamps):
    # the lamps are sorted by x
    if len(lamps) < 2:
        return FAR
    middle = len(lamps) // 2
    border = lamps[middle][0]
    best = min(closest(lamps[:middle]), closest(lamps[middle:]))
    # a closer pair across the border lies in a narrow strip along it
    strip = [(y, x) for x, y in lamps if (x - border) ** 2 < best]
    strip.sort()
    for i in range(len(strip)):
        j = i + 1
        while j < len(strip) and (strip[j][0] - strip[i][0]) ** 2 < best:
            best = min(best, (strip[j][0] - strip[i][0]) ** 2 + (strip[j][1] - strip[i][1]) ** 2)
            j += 1
    return best


def main():
    numbers = list(map(int, sys.stdin.read().split()))
    print(closest(sorted(zip(numbers[1::2], numbers[2::2]))))


main()
