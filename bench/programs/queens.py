"""Recursion: every way to place five queens."""


def is_safe(columns: list[int], column: int) -> bool:
    """Whether no queen above attacks the column."""
    row = len(columns)
    for other_row, other in enumerate(columns):
        if other == column or abs(other - column) == row - other_row:
            return False
    return True


def place(size: int, columns: list[int]) -> int:
    """Count the ways to go on."""
    if len(columns) == size:
        return 1
    ways = 0
    for column in range(size):
        if is_safe(columns, column):
            columns.append(column)
            ways += place(size, columns)
            columns.pop()
    return ways


def main() -> int:
    """Count all."""
    return place(5, [])
