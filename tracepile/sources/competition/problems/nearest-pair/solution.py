import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n, m, t = data[:3]
    breads = sorted(data[3 : 3 + n])
    cheeses = sorted(data[3 + n : 3 + n + m])
    i = 0
    j = m - 1
    best = abs(breads[0] + cheeses[0] - t)
    while i < n and j >= 0:
        total = breads[i] + cheeses[j]
        best = min(best, abs(total - t))
        if total < t:
            i += 1
        else:
            j -= 1
    print(best)


main()
