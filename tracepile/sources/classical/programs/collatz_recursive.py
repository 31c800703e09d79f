def collatz(number: int) -> list[int]:
    if number == 1:
        return [1]
    if number % 2 == 0:
        return [number] + collatz(number // 2)
    return [number] + collatz(3 * number + 1)
