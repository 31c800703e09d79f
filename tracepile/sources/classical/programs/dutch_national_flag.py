def dutch_national_flag(items, pivot):
    low = 0
    middle = 0
    high = len(items)
    while middle < high:
        if items[middle] < pivot:
            items[low], items[middle] = items[middle], items[low]
            low += 1
            middle += 1
        elif items[middle] > pivot:
            high -= 1
            items[middle], items[high] = items[high], items[middle]
        else:
            middle += 1
    return low, high
