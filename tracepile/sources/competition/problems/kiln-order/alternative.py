def main():
    n = int(input())
    pots = [tuple(map(int, input().split())) for _ in range(n)]
    # best[done] is the least payment for the pots in the set `done`, fired before all others.
    best = [0] * (1 << n)
    clock = [0] * (1 << n)
    for done in range(1, 1 << n):
        options = []
        for last in range(n):
            if done >> last & 1:
                before = done ^ (1 << last)
                clock[done] = clock[before] + pots[last][0]
                options.append(best[before] + clock[done] * pots[last][1])
        best[done] = min(options)
    print(best[-1])


main()
