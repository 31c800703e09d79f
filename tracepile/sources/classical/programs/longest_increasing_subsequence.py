from bisect import bisect_left


def longest_increasing_subsequence(numbers):
    tails = []
    for number in numbers:
        position = bisect_left(tails, number)
        if position == len(tails):
            tails.append(number)
        else:
            tails[position] = number
    return len(tails)
