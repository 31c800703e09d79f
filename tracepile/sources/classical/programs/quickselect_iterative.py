def quickselect(items, k):
    if not 1 <= k <= len(items):
        raise ValueError(f"rank {k} is not between 1 and {len(items)}")
    while True:
        pivot = items[len(items) // 2]
        smaller = [item for item in items if item < pivot]
        larger = [item for item in items if item > pivot]
        not_larger = len(items) - len(larger)
        if k <= len(smaller):
            items = smaller
        elif k <= not_larger:
            return pivot
        else:
            items = larger
            k -= not_larger
