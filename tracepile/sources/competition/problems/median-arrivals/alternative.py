from bisect import insort


def main():
    input()
    sorted_times = []
    board = []
    for token in input().split():
        insort(sorted_times, int(token))
        board.append(sorted_times[(len(sorted_times) - 1) // 2])
    print(" ".join(map(str, board)))


main()
