def selection_sort(items):
    n = len(items)
    for start in range(n - 1):
        smallest = start
        for i in range(start + 1, n):
            if items[i] < items[smallest]:
                smallest = i
        if smallest != start:
            items[start], items[smallest] = items[smallest], items[start]
