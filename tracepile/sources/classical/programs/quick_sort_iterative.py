def quick_sort(items):
    ranges = [(0, len(items) - 1)]
    while ranges:
        low, high = ranges.pop()
        if low >= high:
            continue
        pivot = items[high]
        boundary = low
        for i in range(low, high):
            if items[i] <= pivot:
                items[boundary], items[i] = items[i], items[boundary]
                boundary += 1
        items[boundary], items[high] = items[high], items[boundary]
        ranges.append((boundary + 1, high))
        ranges.append((low, boundary - 1))
    return items
