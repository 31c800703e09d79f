def sequence(first, second):
    while True:
        yield first
        first, second = second, first + second


def fibonacci(n, first, second):
    if n < 0:
        raise ValueError("n must not be negative")
    for index, number in enumerate(sequence(first, second)):
        if index == n:
            return number
