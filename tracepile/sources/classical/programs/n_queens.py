def is_safe(columns, column):
    row = len(columns)
    for above, taken in enumerate(columns):
        if taken == column or abs(taken - column) == row - above:
            return False
    return True


def place_queens(n, columns):
    if len(columns) == n:
        return columns
    for column in range(n):
        if is_safe(columns, column):
            solution = place_queens(n, columns + [column])
            if solution is not None:
                return solution
    return None
