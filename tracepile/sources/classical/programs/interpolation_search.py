def interpolation_search(items, target):
    low = 0
    high = len(items) - 1
    while low <= high and items[low] <= target <= items[high]:
        if items[low] == items[high]:
            return low
        width = high - low
        position = low + (target - items[low]) * width // (items[high] - items[low])
        if items[position] == target:
            return position
        if items[position] < target:
            low = position + 1
        else:
            high = position - 1
    return -1
