"""Sorting: merge sort of 60 numbers."""


def merge(left: list[int], right: list[int]) -> list[int]:
    """Merge two sorted lists."""
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    merged.extend(left[i:])
    merged.extend(right[j:])
    return merged


def merge_sort(values: list[int]) -> list[int]:
    """Sort by halves."""
    if len(values) <= 1:
        return values
    middle = len(values) // 2
    left = merge_sort(values[:middle])
    right = merge_sort(values[middle:])
    return merge(left, right)


def main() -> list[int]:
    """Sort numbers in no order."""
    return merge_sort([number * 37 % 101 for number in range(60)])
