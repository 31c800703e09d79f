def explore(maze, row, column, seen, path):
    if not (0 <= row < len(maze) and 0 <= column < len(maze[0])):
        return False
    if maze[row][column] == "X" or (row, column) in seen:
        return False
    seen.add((row, column))
    path.append((row, column))
    if (row, column) == (len(maze) - 1, len(maze[0]) - 1):
        return True
    for down, right in [(0, 1), (1, 0), (0, -1), (-1, 0)]:
        if explore(maze, row + down, column + right, seen, path):
            return True
    path.pop()
    return False


def maze_path(maze):
    path = []
    return path if explore(maze, 0, 0, set(), path) else None
