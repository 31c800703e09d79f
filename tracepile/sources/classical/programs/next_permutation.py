def reverse_from(items, start):
    left = start
    right = len(items) - 1
    while left < right:
        items[left], items[right] = items[right], items[left]
        left += 1
        right -= 1


def next_permutation(items):
    pivot = len(items) - 2
    while pivot >= 0 and items[pivot] >= items[pivot + 1]:
        pivot -= 1
    if pivot >= 0:
        successor = len(items) - 1
        while items[successor] <= items[pivot]:
            successor -= 1
        items[pivot], items[successor] = items[successor], items[pivot]
    reverse_from(items, pivot + 1)
    return pivot >= 0
