def partition_difference(numbers):
    total = sum(numbers)
    reachable = 1
    for number in numbers:
        reachable |= reachable << number
    half = total // 2
    while not reachable >> half & 1:
        half -= 1
    return total - 2 * half
