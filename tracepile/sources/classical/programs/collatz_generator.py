def hailstones(number):
    while number != 1:
        yield number
        number = number // 2 if number % 2 == 0 else 3 * number + 1
    yield 1


def collatz(number):
    return list(hailstones(number))
