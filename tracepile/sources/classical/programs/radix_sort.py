def radix_sort(numbers):
    result = list(numbers)
    place = 1
    while result and max(result) // place > 0:
        buckets = [[] for _ in range(10)]
        for number in result:
            digit = number // place % 10
            buckets[digit].append(number)
        result = [number for bucket in buckets for number in bucket]
        place *= 10
    return result
