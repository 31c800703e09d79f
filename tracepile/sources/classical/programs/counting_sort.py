def counting_sort(numbers, limit):
    counts = [0] * (limit + 1)
    for number in numbers:
        if not 0 <= number <= limit:
            raise ValueError(f"{number} is not between 0 and {limit}")
        counts[number] += 1
    result = []
    for number, count in enumerate(counts):
        result.extend([number] * count)
    return result
