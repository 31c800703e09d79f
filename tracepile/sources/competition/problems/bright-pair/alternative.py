import sys


def greatest(numbers):
    """Settle the greatest contrast bit by bit: can two beginnings differ as wanted?"""
    best = 0
    for bit in range(max(numbers).bit_length() - 1, -1, -1):
        best *= 2
        beginnings = {number >> bit for number in numbers}
        if any(beginning ^ (best + 1) in beginnings for beginning in beginnings):
            best += 1
    return best


def main():
    numbers = list(map(int, sys.stdin.read().split()))[1:]
    best = greatest(numbers)
    seen = {}
    pairs = 0
    for number in numbers:
        pairs += seen.get(number ^ best, 0)
        seen[number] = seen.get(number, 0) + 1
    print(best, pairs)


main()
