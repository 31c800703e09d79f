def bucket_sort(numbers, limit):
    n = len(numbers)
    buckets = [[] for _ in range(n)]
    for number in numbers:
        bucket = buckets[number * n // (limit + 1)]
        position = len(bucket)
        while position > 0 and bucket[position - 1] > number:
            position -= 1
        bucket.insert(position, number)
    result = []
    for bucket in buckets:
        result.extend(bucket)
    return result
