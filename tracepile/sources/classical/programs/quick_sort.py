def partition(items, low, high):
    pivot = items[high]
    boundary = low
    for i in range(low, high):
        if items[i] <= pivot:
            items[boundary], items[i] = items[i], items[boundary]
            boundary += 1
    items[boundary], items[high] = items[high], items[boundary]
    return boundary


def sort_range(items, low, high):
    if low < high:
        position = partition(items, low, high)
        sort_range(items, low, position - 1)
        sort_range(items, position + 1, high)


def quick_sort(items):
    sort_range(items, 0, len(items) - 1)
    return items
