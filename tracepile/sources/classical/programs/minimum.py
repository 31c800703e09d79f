def minimum(numbers):
    if not numbers:
        raise ValueError("there is no minimum of nothing")
    smallest = numbers[0]
    position = 0
    for i in range(1, len(numbers)):
        if numbers[i] < smallest:
            smallest = numbers[i]
            position = i
    return smallest, position
