def two_sum(numbers, total):
    position_of = {}
    for j, number in enumerate(numbers):
        needed = total - number
        if needed in position_of:
            return position_of[needed], j
        position_of[number] = j
    return None
