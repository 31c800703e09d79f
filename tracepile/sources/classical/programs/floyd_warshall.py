def floyd_warshall(n, edges):
    distance = [[None] * n for _ in range(n)]
    for node in range(n):
        distance[node][node] = 0
    for u, v, weight in edges:
        if distance[u][v] is None or weight < distance[u][v]:
            distance[u][v] = weight
    for middle in range(n):
        for i in range(n):
            if i == middle or distance[i][middle] is None:
                continue
            for j in range(n):
                if distance[middle][j] is None:
                    continue
                through = distance[i][middle] + distance[middle][j]
                if distance[i][j] is None or through < distance[i][j]:
                    distance[i][j] = through
    return distance
