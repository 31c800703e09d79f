def maximum_subarray(numbers):
    best_total = numbers[0]
    best_start = 0
    best_end = 1
    total = 0
    start = 0
    for i, number in enumerate(numbers):
        if total < 0:
            total = 0
            start = i
        total += number
        if total > best_total:
            best_total = total
            best_start = start
            best_end = i + 1
    return best_total, best_start, best_end
