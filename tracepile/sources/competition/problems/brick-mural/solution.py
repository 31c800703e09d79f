import sys


def main():
    n = int(sys.stdin.readline())
    heights = list(map(int, sys.stdin.readline().split()))
    heights.append(0)
    # columns whose mural may still grow to the right, with ascending heights
    waiting = []
    best = 0
    for i in range(n + 1):
        while waiting and heights[waiting[-1]] >= heights[i]:
            height = heights[waiting.pop()]
            start = waiting[-1] + 1 if waiting else 0
            best = max(best, height * (i - start))
        waiting.append(i)
    print(best)


main()
