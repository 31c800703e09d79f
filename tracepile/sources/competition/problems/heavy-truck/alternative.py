def find(parent, town):
    if parent[town] != town:
        parent[town] = find(parent, parent[town])
    return parent[town]


def main():
    n, m = map(int, input().split())
    roads = []
    for _ in range(m):
        a, b, w = map(int, input().split())
        roads.append((w, a, b))
    # Open the strongest roads first until the two towns are joined.
    roads.sort(reverse=True)
    parent = list(range(n + 1))
    for w, a, b in roads:
        parent[find(parent, a)] = find(parent, b)
        if find(parent, 1) == find(parent, n):
            print(w)
            return
    print(0)


main()
