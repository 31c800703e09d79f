def find_segment(cards):
    """Follow the row: neighbours differ by 1, except where a descending segment begins and ends."""
    n = len(cards)
    row = [0] + cards + [n + 1]
    i = 1
    while i <= n and row[i] == row[i - 1] + 1:
        i += 1
    if i > n:
        return 0, 0
    first = i
    while row[i + 1] == row[i] - 1:
        i += 1
    last = i
    if row[first] != last or row[last] != first:
        return -1, -1
    for place in range(last + 1, n + 1):
        if row[place] != place:
            return -1, -1
    return first, last


def main():
    input()
    first, last = find_segment(list(map(int, input().split())))
    print(first, last)


main()
