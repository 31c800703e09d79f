import heapq


def a_star(grid, start, goal):
    rows, columns = len(grid), len(grid[0])
    cost = {start: 0}
    heap = [(abs(start[0] - goal[0]) + abs(start[1] - goal[1]), start)]
    while heap:
        _, (row, column) = heapq.heappop(heap)
        if (row, column) == goal:
            return cost[goal]
        for r, c in [
            (row - 1, column),
            (row + 1, column),
            (row, column - 1),
            (row, column + 1),
        ]:
            if not (0 <= r < rows and 0 <= c < columns) or grid[r][c] == 1:
                continue
            steps = cost[row, column] + 1
            if (r, c) not in cost or steps < cost[r, c]:
                cost[r, c] = steps
                guess = abs(r - goal[0]) + abs(c - goal[1])
                heapq.heappush(heap, (steps + guess, (r, c)))
    return None
