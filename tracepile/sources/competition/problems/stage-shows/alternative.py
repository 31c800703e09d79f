from bisect import bisect_right


def main():
    n = int(input())
    shows = sorted((tuple(map(int, input().split())) for _ in range(n)), key=lambda show: show[1])
    ends = [end for _, end in shows]
    # best[i] is the answer for the i shows that end first
    best = [0] * (n + 1)
    for i, (start, _) in enumerate(shows):
        earlier = min(bisect_right(ends, start), i)
        best[i + 1] = max(best[i], best[earlier] + 1)
    print(best[n])


main()
