def cycle_sort(items):
    writes = 0
    for start in range(len(items) - 1):
        while True:
            position = start
            for i in range(start + 1, len(items)):
                if items[i] < items[start]:
                    position += 1
            if position == start:
                break
            items[start], items[position] = items[position], items[start]
            writes += 1
    return writes
