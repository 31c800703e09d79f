def shell_sort(items):
    gap = len(items) // 2
    while gap > 0:
        for i in range(gap, len(items)):
            current = items[i]
            j = i
            while j >= gap and items[j - gap] > current:
                items[j] = items[j - gap]
                j -= gap
            items[j] = current
        gap //= 2
    return items
