def optimal_bst(hits, misses):
    n = len(hits)
    cost = [[0] * (n + 1) for _ in range(n + 1)]
    weight = [[0] * (n + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        cost[i][i] = misses[i]
        weight[i][i] = misses[i]
    for length in range(1, n + 1):
        for i in range(n - length + 1):
            j = i + length
            weight[i][j] = weight[i][j - 1] + hits[j - 1] + misses[j]
            best = None
            for root in range(i, j):
                subtrees = cost[i][root] + cost[root + 1][j]
                if best is None or subtrees < best:
                    best = subtrees
            cost[i][j] = best + weight[i][j]
    return cost[0][n]
