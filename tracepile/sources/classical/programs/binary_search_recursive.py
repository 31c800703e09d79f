def search(items, target, low, high):
    if low > high:
        return -1
    middle = (low + high) // 2
    if items[middle] == target:
        return middle
    if items[middle] < target:
        return search(items, target, middle + 1, high)
    return search(items, target, low, middle - 1)


def binary_search(items, target):
    return search(items, target, 0, len(items) - 1)
