def next_greater_element(numbers):
    result = [-1] * len(numbers)
    waiting = []
    for i, number in enumerate(numbers):
        while waiting and numbers[waiting[-1]] < number:
            position = waiting.pop()
            result[position] = number
        waiting.append(i)
    return result
