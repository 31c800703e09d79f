import sys

read = sys.stdin.readline
n, m = map(int, read().split())
# Player p in camp A is node p, in camp B node p + n; joined nodes are true together.
parent = list(range(2 * n + 1))


def find(node):
    if parent[node] != node:
        parent[node] = find(parent[node])
    return parent[node]


for _ in range(m):
    a, b = map(int, read().split())
    parent[find(a)] = find(b + n)
    parent[find(b)] = find(a + n)

if any(find(player) == find(player + n) for player in range(1, n + 1)):
    print(0)
else:
    roots = sum(1 for node in range(1, 2 * n + 1) if find(node) == node)
    print(2 ** (roots // 2))
