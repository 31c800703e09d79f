import sys


def main():
    data = sys.stdin.read().split()
    n = int(data[0])
    r = int(data[1])
    houses = sorted(int(token) for token in data[2:])
    # need[i] is the least number of lanterns for the first i houses
    need = [0] + [n] * n
    for i in range(1, n + 1):
        first = i
        while first > 0 and houses[i - 1] - houses[first - 1] <= 2 * r:
            need[i] = min(need[i], need[first - 1] + 1)
            first -= 1
    print(need[n])


main()
