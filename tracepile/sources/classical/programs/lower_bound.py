def search(items, target, low, high):
    if low == high:
        return low
    middle = (low + high) // 2
    if items[middle] < target:
        return search(items, target, middle + 1, high)
    return search(items, target, low, middle)


def lower_bound(items, target):
    return search(items, target, 0, len(items))
