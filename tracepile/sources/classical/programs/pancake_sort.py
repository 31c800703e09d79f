def flip(pancakes, count):
    pancakes[:count] = pancakes[:count][::-1]


def pancake_sort(pancakes):
    flips = []
    for size in range(len(pancakes), 1, -1):
        largest = pancakes.index(max(pancakes[:size])) + 1
        if largest == size:
            continue
        if largest > 1:
            flip(pancakes, largest)
            flips.append(largest)
        flip(pancakes, size)
        flips.append(size)
    return flips
