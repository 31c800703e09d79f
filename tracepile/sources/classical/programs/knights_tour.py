MOVES = [(-2, -1), (-2, 1), (-1, -2), (-1, 2), (1, -2), (1, 2), (2, -1), (2, 1)]


def moves_from(square, rows, columns):
    row, column = square
    squares = [(row + down, column + right) for down, right in MOVES]
    return [(r, c) for r, c in squares if r in range(rows) and c in range(columns)]


def knights_tour(rows, columns, start):
    path = [start]
    while True:
        best = None
        fewest = len(MOVES)
        for square in moves_from(path[-1], rows, columns):
            if square in path:
                continue
            exits = [s for s in moves_from(square, rows, columns) if s not in path]
            if len(exits) < fewest:
                best = square
                fewest = len(exits)
        if best is None:
            return path
        path.append(best)
