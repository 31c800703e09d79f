def exponential_search(items, target):
    bound = 1
    while bound < len(items) and items[bound] < target:
        bound *= 2
    low = bound // 2
    high = min(bound + 1, len(items))
    while low < high:
        middle = (low + high) // 2
        if items[middle] < target:
            low = middle + 1
        else:
            high = middle
    return low if low < len(items) and items[low] == target else -1
