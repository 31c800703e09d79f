def merge(left, right):
    merged = []
    i = 0
    j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    return merged + left[i:] + right[j:]


def merge_sort(items):
    result = list(items)
    width = 1
    while width < len(result):
        merged = []
        for start in range(0, len(result), 2 * width):
            middle = start + width
            merged += merge(result[start:middle], result[middle : middle + width])
        result = merged
        width *= 2
    return result
