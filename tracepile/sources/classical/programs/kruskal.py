class UnionFind:
    def __init__(self, n):
        self.parent = list(range(n))
        self.rank = [0] * n

    def find(self, node):
        if self.parent[node] != node:
            self.parent[node] = self.find(self.parent[node])
        return self.parent[node]

    def union(self, a, b):
        root_a = self.find(a)
        root_b = self.find(b)
        if root_a == root_b:
            return False
        if self.rank[root_a] < self.rank[root_b]:
            root_a, root_b = root_b, root_a
        self.parent[root_b] = root_a
        if self.rank[root_a] == self.rank[root_b]:
            self.rank[root_a] += 1
        return True


def minimum_spanning_forest(n, edges):
    trees = UnionFind(n)
    chosen = []
    total = 0
    for u, v, weight in sorted(edges, key=lambda edge: edge[2]):
        if trees.union(u, v):
            chosen.append((u, v, weight))
            total += weight
    return chosen, total
