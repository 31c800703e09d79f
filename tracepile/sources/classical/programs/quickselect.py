def quickselect(items, k):
    if not 1 <= k <= len(items):
        raise ValueError(f"rank {k} is not between 1 and {len(items)}")
    pivot = items[len(items) // 2]
    smaller = [item for item in items if item < pivot]
    larger = [item for item in items if item > pivot]
    equal_count = len(items) - len(smaller) - len(larger)
    if k <= len(smaller):
        return quickselect(smaller, k)
    if k <= len(smaller) + equal_count:
        return pivot
    return quickselect(larger, k - len(smaller) - equal_count)
