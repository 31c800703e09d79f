def main():
    n, m = map(int, input().split())
    bridges = []
    for _ in range(m):
        a, b, w = map(int, input().split())
        bridges.append((w, a, b))
    bridges.sort()
    group = list(range(n + 1))
    built = 0
    total = 0
    for w, a, b in bridges:
        if group[a] != group[b]:
            old, new = group[a], group[b]
            group = [new if label == old else label for label in group]
            built += 1
            total += w
    if built == n - 1:
        print(total)
    else:
        print(-1)


main()
