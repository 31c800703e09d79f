def cocktail_sort(items):
    low = 0
    high = len(items) - 1
    while low < high:
        last_swap = low
        for i in range(low, high):
            if items[i] > items[i + 1]:
                items[i], items[i + 1] = items[i + 1], items[i]
                last_swap = i
        high = last_swap
        first_swap = high
        for i in range(high, low, -1):
            if items[i - 1] > items[i]:
                items[i - 1], items[i] = items[i], items[i - 1]
                first_swap = i
        low = first_swap
    return items
