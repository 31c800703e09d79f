def transitive_closure(matrix):
    n = len(matrix)
    reach = [list(row) for row in matrix]
    for middle in range(n):
        for i in range(n):
            if not reach[i][middle]:
                continue
            for j in range(n):
                if reach[middle][j]:
                    reach[i][j] = 1
    return reach
