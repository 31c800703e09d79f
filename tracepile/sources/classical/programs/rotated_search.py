def rotated_search(items, target):
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        if items[middle] == target:
            return middle
        left_is_sorted = items[low] <= items[middle]
        if left_is_sorted:
            if items[low] <= target < items[middle]:
                high = middle - 1
            else:
                low = middle + 1
        elif items[middle] < target <= items[high]:
            low = middle + 1
        else:
            high = middle - 1
    return -1
