import sys


def main():
    read = sys.stdin.readline
    n, q = map(int, read().split())
    difference = [0] * (n + 2)
    for _ in range(q):
        left, right, litres = map(int, read().split())
        difference[left] += litres
        difference[right + 1] -= litres
    level = 0
    fullest = 0
    count = 0
    for barrel in range(1, n + 1):
        level += difference[barrel]
        if level > fullest:
            fullest = level
            count = 1
        elif level == fullest:
            count += 1
    print(fullest, count)


main()
