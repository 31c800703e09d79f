n, m = map(int, input().split())
parent = list(range(n + 1))
size = [1] * (n + 1)


def find(island):
    while parent[island] != island:
        parent[island] = parent[parent[island]]
        island = parent[island]
    return island


needed = n - 1
for _ in range(m):
    a, b = map(find, map(int, input().split()))
    if a != b:
        if size[a] < size[b]:
            a, b = b, a
        parent[b] = a
        size[a] += size[b]
        needed -= 1
print(needed, max(size))
