def two_single_numbers(numbers):
    both = 0
    for number in numbers:
        both ^= number
    lowest = both & -both
    first = 0
    second = 0
    for number in numbers:
        if number & lowest:
            first ^= number
        else:
            second ^= number
    return min(first, second), max(first, second)
