def bubble_sort(numbers):
    result = numbers[:]
    swaps = 0
    end = len(result) - 1
    swapped = True
    while swapped:
        swapped = False
        for i in range(end):
            if result[i] > result[i + 1]:
                result[i], result[i + 1] = result[i + 1], result[i]
                swaps += 1
                swapped = True
        end -= 1
    return result, swaps
